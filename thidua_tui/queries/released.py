"""What a room may see of a meeting whose result waits for its announcement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from events.award_events import AWARDS
from events.event import Event
from events.result_events import RESULT, ResultAdopted
from thidua_tui.formatting.slides.announced import Announced, adopted
from thidua_tui.formatting.slides.meeting_slides import MeetingNow, load_meeting_now
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from views.course_of_year import DECISIONS, CourseMoment
from views.ranking_with_quotas import RankingWithQuotas
from views.standings import StandingsRow

See = Callable[..., Any]
NAMED_IN_RESULTS: tuple[type[Event], ...] = (*RESULT, *AWARDS)
"""Outcomes that say who has which place, or let one guess it; a lot was drawn before everybody."""


def ranking_rows(see: See, here: Location) -> tuple[StandingsRow, ...]:
    """Return the rows of the places of a year.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster, the year and the moment.
    """
    view = see(RankingWithQuotas(here.cluster, here.year), here.known_at)
    rows: tuple[StandingsRow, ...] = view.rows()
    return rows


def may_be_read(
    see: See,
    here: Location,
    event: Event,
    announced: Announced,
    also: tuple[type[Event], ...] = (),
) -> bool:
    """Return whether a sentence about an event gives no place before its announcement.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the year.
        event: The event; of another year, where it names one.
        announced: What was announced.
        also: Events that give a place besides outcomes, such as scores.
    """
    if not isinstance(event, (*NAMED_IN_RESULTS, *also)):
        return True
    if isinstance(event, ResultAdopted) and not announced.names(event):
        return False
    year = getattr(event, "year", here.year)
    return announced.whole(ranking_rows(see, replace(here, year=year)))


def awaits(see: See, here: Location, event: Event, words: Words) -> str:
    """Return for what the sentence of an event waits: announcement, or adoption before it.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the year.
        event: The event; of another year, where it names one.
        words: The messages of the language to use.
    """
    year = getattr(event, "year", here.year)
    given = adopted(ranking_rows(see, replace(here, year=year)))
    return words("slides.waits" if given else "hall.not-adopted")


def released_course(
    see: See, here: Location, moments: Iterable[CourseMoment], announced: Announced
) -> tuple[tuple[CourseMoment, ...], frozenset[int]]:
    """Return the course of a year as a room may see it, and which of its entries may be read out.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster, the year and the moment of knowledge.
        moments: The moments of the course.
        announced: What was announced.

    Returns:
        The moments with the places and points that were announced; the positions (1-based) of the
        decisions that give no place before its announcement.
    """
    seen = tuple(replace(one, rows=announced.seen(one.rows)) for one in moments)
    decided = (e for one in seen for e in one.entries if isinstance(e.event, DECISIONS))
    read = (e.position for e in decided if may_be_read(see, here, e.event, announced))
    return seen, frozenset(read)


def load_released_meeting(see: See, here: Location, announced: Announced) -> MeetingNow:
    """Fold the meeting that is held now; outcomes that name places only once announced.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the year.
        announced: What was announced.
    """
    now = load_meeting_now(see, here)
    seen = tuple(e for e in now.outcomes if may_be_read(see, here, e.event, announced))
    waits = len(seen) < len(now.outcomes)
    return replace(now, last=now.last if now.last in seen else None, outcomes=seen, waits=waits)
