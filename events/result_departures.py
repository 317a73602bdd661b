"""Results that are not what the scores give, and ties that must be decided before they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from events.command import History
from events.errors import Refused
from events.holds import HoldLifted
from events.membership import members
from events.missing_scores import unscored
from events.result_events import Place, ResultAdopted, ResultWithdrawn, adopted
from events.rule_book import book_of, in_force
from events.score_book.order import Ranked
from events.tie_decisions import undecided
from events.year_ranking import year_ranking


class Departure(Struct, frozen=True, kw_only=True):
    """A unit whose place by consensus is not that by its points.

    Attributes:
        unit: The code of the unit.
        by_scores: Its place by the points.
        adopted: Its place in the result; None where the result passes it over.
    """

    unit: str
    by_scores: int
    adopted: int | None


def departures(ranked: Sequence[Ranked], places: Sequence[Place]) -> tuple[Departure, ...]:
    """Return the units whose places are not those by points, by their places in the result.

    A place within a shared place is no departure: the members decided the tie. A result may name
    only some units; a unit that it leaves out departs if a unit behind it by points has a place.

    Args:
        ranked: The order by points, with what was decided about ties.
        places: The places of the result; it may name only some units.
    """
    by_points = {one.unit: one.place for one in ranked}
    shared = [one.place for one in ranked]
    named = {given.unit for given in places}
    last = max((by_points[unit] for unit in named if unit in by_points), default=0)
    moved = (
        Departure(unit=given.unit, by_scores=place, adopted=given.place)
        for given in sorted(places, key=lambda given: given.place)
        if (place := by_points.get(given.unit)) is not None
        and not place <= given.place < place + shared.count(place)
    )
    passed_over = (
        Departure(unit=one.unit, by_scores=one.place, adopted=None)
        for one in ranked
        if one.unit not in named and one.place < last
    )
    return (*moved, *passed_over)


def as_scored(history: History, cluster: str, year: int, places: Sequence[Place]) -> None:
    """Refuse places that depart from complete scores; a reason makes them acceptable.

    Args:
        history: The history: what `events.tie_decisions.ranking_of` reads, with decided ties.
        cluster: The code of the cluster.
        year: The calendar year.
        places: The places that the members agreed on.

    Raises:
        Refused: `departs-from-scores`, with the first unit that moves and how many there are.
    """
    if in_force(history, cluster, year) is None or unscored(history, cluster, year):
        return
    moved = departures(year_ranking(history, cluster, year), places)
    if moved:
        first = moved[0]
        facts = {"unit": first.unit, "place": first.by_scores, "given": first.adopted}
        raise Refused("departs-from-scores", count=len(moved), **facts)


def at_adoption(history: History, cluster: str, year: int) -> History:
    """Return the history as a result was adopted in it: a corrected entry has its first place.

    A hold that is lifted afterwards, and a result of the year before that is typed or withdrawn
    afterwards, change no result that was adopted.

    Args:
        history: The history, with the result of the year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    result = adopted(history, cluster, year)
    late = list[int]()
    for entry in reversed(history.entries):
        event = entry.event
        if event is result:
            return history.without(late) if late else history
        match event:
            case HoldLifted() if (event.cluster, event.year) == (cluster, year):
                late.append(entry.position)
            case ResultAdopted() | ResultWithdrawn():
                if (event.cluster, event.year) == (cluster, year - 1):
                    late.append(entry.position)
    return history


def no_tie_left(history: History, cluster: str, year: int, on: date | None) -> None:
    """Refuse a result by scores while a tie across a place with consequences is not decided.

    Args:
        history: The history, as for `as_scored`.
        cluster: The code of the cluster.
        year: The calendar year.
        on: The day of the result; None where it is unknown.

    Raises:
        Refused: `tie-undecided`, with the units and the place that they share.
    """
    issued = in_force(history, cluster, year)
    if issued is None:
        return
    ranked = year_ranking(history, cluster, year, on)
    count = len(members(history, cluster, year))
    for place, units in undecided(ranked, book_of(issued), count):
        raise Refused("tie-undecided", units=units, place=place, year=year)
