"""Members that asked not to be considered: they get no place and no nomination."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from events.award_events import AWARDS, AwardNominated, known_nominations
from events.command import History
from events.date_spans import Belonging, belonging
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.result_events import RESULT, Place, ResultAdopted, adopted


class UnitWithdrew(Event, tag="unit-withdrew"):
    """A member asked not to be considered (xin rút, không xét), and stayed a member (record A27).

    Attributes:
        form: The code of the award that it did not want; None where the source names none.
        wording: The words of the source.
        on: The day of the request; None where it is unknown.
    """

    cluster: Code
    year: Year
    unit: Code
    form: Code | None = None
    wording: Remark = ""
    on: date | None = None

    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        return (f"withdrew:{self.cluster}/{self.year}/{self.unit}/{self.form or ''}",)

    def depends_on(self) -> Iterable[str]:
        return (f"member:{self.cluster}/{self.year}/{self.unit}",)

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit, on=self.on, exact=True),)


def withdrawals_of(cluster: str, year: int) -> Scope:
    """Return the scope of the requests not to be considered in a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (UnitWithdrew,))


def considered_in(cluster: str, year: int) -> Scope:
    """Return the scope of the result and the nominations of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (*RESULT, *AWARDS))


def withdrew(history: History, cluster: str, year: int) -> dict[str, list[UnitWithdrew]]:
    """Return unit -> its requests not to be considered.

    Args:
        history: The history, with the requests of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    found: dict[str, list[UnitWithdrew]] = {}
    for event in history.of(UnitWithdrew):
        if (event.cluster, event.year) == (cluster, year):
            found.setdefault(event.unit, []).append(event)
    return found


def unconsidered(history: History, cluster: str, year: int) -> set[str]:
    """Return the units that asked not to be considered for any award or place (as in record A27).

    Args:
        history: The history, with the requests of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    asked = withdrew(history, cluster, year)
    return {unit for unit, events in asked.items() if None in [event.form for event in events]}


def no_place_for(history: History, cluster: str, year: int, places: Iterable[Place]) -> None:
    """Refuse a place of a unit that asked not to be considered.

    Args:
        history: The history, with the requests of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        places: The places of a result.

    Raises:
        Refused: `withdrew-no-place`.
    """
    out = unconsidered(history, cluster, year)
    for place in places:
        refuse(place.unit in out, "withdrew-no-place", unit=place.unit, year=year)


def no_award_for(history: History, cluster: str, year: int, unit: str, form: str) -> None:
    """Refuse an award of a unit that asked not to be considered, at all or for this award.

    Args:
        history: The history, with the requests of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        unit: The code of the unit.
        form: The code of the form of award.

    Raises:
        Refused: `withdrew-no-award`.
    """
    asked = withdrew(history, cluster, year).get(unit, ())
    out = any(event.form in (None, form) for event in asked)
    refuse(out, "withdrew-no-award", unit=unit, form=form, year=year)


def contradictions(history: History) -> Iterator[tuple[str, UnitWithdrew, str]]:
    """Yield places and nominations of units that asked not to be considered.

    Yields:
        `place` or `award`, the request, and the form of the award.
    """
    for event in history.of(UnitWithdrew):
        result = adopted(history, event.cluster, event.year)
        if event.form is None and _placed(result, event.unit):
            yield "place", event, ""
        for nominated in known_nominations(history, event.cluster, event.year):
            if nominated.unit == event.unit and event.form in (None, nominated.form):
                yield "award", event, nominated.form


def _placed(result: ResultAdopted | None, unit: str) -> bool:
    return result is not None and unit in [place.unit for place in result.places]


def not_considered_yet(
    history: History, asked: UnitWithdrew, decided: Iterable[AwardNominated]
) -> None:
    """Refuse a request after the place or the nomination that it excludes.

    Args:
        history: The history, with the result and the awards of the cluster-year.
        asked: The request.
        decided: The nominations of the cluster-year that were granted or denied.

    Raises:
        Refused: `withdrew-after-award`, `withdrew-after-nomination`, `withdrew-after-result`.
    """
    closed = {(nominated.unit, nominated.form) for nominated in decided}
    facts = {"unit": asked.unit, "year": asked.year}
    for nominated in known_nominations(history, asked.cluster, asked.year):
        if nominated.unit == asked.unit and asked.form in (None, nominated.form):
            over = (nominated.unit, nominated.form) in closed
            refuse(over, "withdrew-after-award", form=nominated.form, **facts)
            refuse(True, "withdrew-after-nomination", form=nominated.form, **facts)
    placed = asked.form is None and _placed(adopted(history, asked.cluster, asked.year), asked.unit)
    refuse(placed, "withdrew-after-result", **facts)
