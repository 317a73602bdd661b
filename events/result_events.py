"""The result of a year as a fact: adopted, withdrawn. How it is reached is in `ranking`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from events.ballots import Course
from events.command import History
from events.date_spans import Belonging, belonging
from events.errors import refuse
from events.event import Code, Event, Scope, Year
from events.vote_keys import opened_for
from events.voting import Method, Tally

Basis = Literal["agreed", "scores"]
"""Places as the members agreed on them (bình xét, suy tôn), or as the scores give them."""


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The place of a unit in the result of a year.

    Attributes:
        place: The place, 1 first; units that share a place are tied (đồng hạng).
        unit: The code of the unit.
    """

    place: Annotated[int, Meta(ge=1, le=999)]
    unit: Code


def oddities(places: Iterable[Place]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what is unusual about places: shared, left out, or numbered too low.

    Yields:
        `tied`, `left-out` or `too-low`, and its facts.
    """
    given = sorted(place.place for place in places)
    highest = given[-1] if given else 0
    left_out = []
    for place in range(1, highest + 1):
        before, here = sum(one < place for one in given), given.count(place)
        if here > 1:
            yield "tied", {"place": str(place), "count": str(here)}
        if here and before >= place:
            yield "too-low", {"place": str(place), "before": str(before)}
        if not here and before < place:
            left_out.append(str(place))
    if left_out:
        yield "left-out", {"places": ", ".join(left_out)}


class ResultAdopted(Event, tag="result-adopted"):
    """The cluster adopted the result of a year (thống nhất kết quả bình xét, suy tôn).

    Attributes:
        places: The places that were given and no others: a result may name three of eight.
        basis: Whether the members agreed on the places, or the scores gave them.
        method: How the result was adopted.
        votes: The count, where there was a vote and the source gives it.
        on: The day of the adoption; None where it is unknown.
        course: The ballots and what they were held under, where more than the count is known.
    """

    cluster: Code
    year: Year
    places: tuple[Place, ...]
    basis: Basis = "agreed"
    method: Method = "not-recorded"
    votes: Tally | None = None
    on: date | None = None
    course: Course | None = None

    version: ClassVar[int] = 2

    reviews: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        return (f"result:{self.cluster}/{self.year}",)

    def belongs(self) -> Iterable[Belonging]:
        held = f"result:{self.cluster}/{self.year}"
        return [belonging(self, place.unit, held=held, exact=True) for place in self.places]

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        members = (f"member:{here}/{place.unit}" for place in self.places)
        return (f"cluster:{self.cluster}", *members, *opened_for(self))


class ResultWithdrawn(Event, tag="result-withdrawn"):
    """An adopted result was taken back, so that it can be adopted again (hủy kết quả bình xét)."""

    cluster: Code
    year: Year
    on: date | None = None

    def releases(self) -> Iterable[str]:
        """Return the result, and the earlier close of the nominations that followed from it."""
        here = f"{self.cluster}/{self.year}"
        return (f"result:{here}", f"nominations-closed:{here}")

    def needs_free(self) -> Iterable[str]:
        """No nomination that follows from it is in force any more."""
        return (f"following:{self.cluster}/{self.year}/",)

    def depends_on(self) -> Iterable[str]:
        return (f"result:{self.cluster}/{self.year}",)


RESULT: tuple[type[Event], ...] = (ResultAdopted, ResultWithdrawn)


def result_of(cluster: str, year: int) -> Scope:
    """Return the scope of a cluster-year's result.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), RESULT)


def adopted(history: History, cluster: str, year: int) -> ResultAdopted | None:
    """Return the result in force, or none.

    Args:
        history: The history, with the result of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    result: ResultAdopted | None = None
    for event in history.of(ResultAdopted, ResultWithdrawn):
        if (event.cluster, event.year) == (cluster, year):
            result = event if isinstance(event, ResultAdopted) else None
    return result


MANY_FIRST = 3
"""How many agreed first places are recorded only with a reason; two may share it (đồng hạng)."""


def usual_places(result: ResultAdopted) -> None:
    """Check places that the members agreed on; those from scores are what the scores give.

    Raises:
        Refused: `no-places`, `places-left-out`, `many-first`.
    """
    if result.basis == "scores":
        return
    refuse(not result.places, "no-places", year=result.year)
    for kind, facts in oddities(result.places):
        refuse(kind == "left-out", "places-left-out", **facts)
    first = sum(place.place == 1 for place in result.places)
    refuse(first >= MANY_FIRST, "many-first", count=first)
