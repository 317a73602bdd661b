"""What a room may see of a meeting whose result waits for its announcement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from events.award_events import AWARDS
from events.event import Event
from events.result_events import RESULT
from thidua_tui.formatting.slides.announced import Announced
from thidua_tui.formatting.slides.meeting_slides import MeetingNow, load_meeting_now
from thidua_tui.session.location import Location
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


def may_be_read(see: See, here: Location, event: Event, announced: Announced) -> bool:
    """Return whether a sentence about an event gives no place before its announcement.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the year.
        event: The event; of another year, where it names one.
        announced: What was announced.
    """
    if not isinstance(event, NAMED_IN_RESULTS):
        return True
    year = getattr(event, "year", here.year)
    return announced.whole(ranking_rows(see, replace(here, year=year)))


def load_released_meeting(see: See, here: Location, announced: Announced) -> MeetingNow:
    """Fold the meeting that is held now; an outcome that names places only once announced.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the year.
        announced: What was announced.
    """
    now = load_meeting_now(see, here)
    if now.last is None or may_be_read(see, here, now.last.event, announced):
        return now
    return replace(now, last=None, waits=True)
