"""The model's state: what is so, in plain dictionaries, and the table of what commands mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from events.command import Command

Year = tuple[str, int]
C = TypeVar("C", bound=Command)


@dataclass
class Led:
    """Who leads a cluster in a year."""

    head: str | None = None
    acting: str | None = None
    deputies: dict[str, int | None] = field(default_factory=dict)


@dataclass
class Met:
    """A meeting `of` a year: whether it is over, and how much was recorded of each kind."""

    of: Year = ("", 0)
    closed: bool = False
    guests: int = 0
    present: list[tuple[str, ...]] = field(default_factory=list)
    reports: int = 0
    remarks: int = 0
    minutes: str = "draft"
    states: dict[str, str] = field(default_factory=dict)
    agenda: list[str] = field(default_factory=list)
    over: dict[str, str] = field(default_factory=dict)

    def place(self, item: str, after: str) -> None:
        """Put an item of the agenda behind another, or first."""
        self.agenda = [one for one in self.agenda if one != item]
        self.agenda.insert(self.agenda.index(after) + 1 if after else 0, item)


@dataclass
class Model:
    """What is so."""

    unit_names: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    unit_ends: dict[str, str] = field(default_factory=dict)
    ended_on: dict[str, date] = field(default_factory=dict)
    cluster_names: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)
    rosters: dict[Year, list[str]] = field(default_factory=dict)
    left: set[tuple[str, int, str]] = field(default_factory=set)
    partial: set[Year] = field(default_factory=set)
    led: dict[Year, Led] = field(default_factory=dict)
    books: dict[Year, Any] = field(default_factory=dict)
    most: dict[Year, Decimal] = field(default_factory=dict)
    scores: dict[tuple[str, int, str, str, str], Decimal | None] = field(default_factory=dict)
    results: dict[Year, dict[str, int]] = field(default_factory=dict)
    awards: list[tuple[tuple[str, int, str, str], str]] = field(default_factory=list)
    forms: list[tuple[str, int]] = field(default_factory=list)
    quotas: dict[tuple[str, int, str], tuple[int | None, int | None]] = field(default_factory=dict)
    compacts: dict[Year, set[str] | None] = field(default_factory=dict)
    late: dict[Year, set[str]] = field(default_factory=dict)
    signed: dict[Year, set[str]] = field(default_factory=dict)
    signers: set[tuple[str, int, str]] = field(default_factory=set)
    texts: dict[Year, set[str]] = field(default_factory=dict)
    targets: dict[tuple[str, int, str], str | None] = field(default_factory=dict)
    scored: set[tuple[str, int, str]] = field(default_factory=set)
    movements: dict[str, list[tuple[str, int, str]]] = field(default_factory=dict)
    outcomes: dict[str, set[tuple[str, int, str]]] = field(default_factory=dict)
    concluded: set[str] = field(default_factory=set)
    meetings: dict[str, Met] = field(default_factory=dict)
    tasks: dict[tuple[str, str], str] = field(default_factory=dict)
    papers: dict[tuple[str, str], str] = field(default_factory=dict)
    planned: dict[str, str] = field(default_factory=dict)
    withdrew: set[tuple[str, int, str]] = field(default_factory=set)
    held: set[tuple[str, int, str]] = field(default_factory=set)
    said: dict[tuple[str, int, str, str], list[str]] = field(default_factory=dict)
    settled: dict[tuple[str, int, str, str], set[str]] = field(default_factory=dict)
    figures: int = 0
    sheets: dict[tuple[str, int, str], str] = field(default_factory=dict)
    threads: dict[tuple[str, int, str, str], list[bool]] = field(default_factory=dict)
    files: set[tuple[str, int | None, str, str, str]] = field(default_factory=set)
    operators: dict[str, bool] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)

    def of(self, commands: Iterable[Command]) -> Model:
        """After these, in their order."""
        for command in commands:
            MEANING[type(command)](self, command)
        return self

    def name(self, unit: str) -> str:
        """The name that holds last; a later entry of the same day goes before an earlier one."""
        named = self.unit_names[unit]
        return max(enumerate(named), key=lambda n: (n[1][0], n[0]))[1][1]

    def total(self, cluster: str, year: int, unit: str) -> Decimal | None:
        """The verified points of a unit, rounded once as the book says."""
        verified = [
            points
            for (c, y, u, _, stage), points in self.scores.items()
            if (c, y, u, stage) == (cluster, year, unit, "verified") and points is not None
        ]
        book = self.books.get((cluster, year))
        unit_of_rounding = Decimal(10) ** -(book.digits if book else 2)
        total = min(sum(verified, Decimal(0)), self.most.get((cluster, year), Decimal("Infinity")))
        return total.quantize(unit_of_rounding, ROUND_HALF_UP) if verified else None

    def provisional(self, cluster: str, year: int, on: date | None = None) -> dict[str, int]:
        """The places that the scores give so far, or on a day, of the members that have any."""
        here, last = (cluster, year), max(date(year, 12, 31), on or date.min)
        over = {unit for unit, day in self.ended_on.items() if day <= last}
        units = [u for u in self.rosters[here] if (*here, u) not in self.held and u not in over]
        totals = {u: self.total(*here, u) for u in units}
        known = {unit: total for unit, total in totals.items() if total is not None}
        return {u: 1 + sum(other > t for other in known.values()) for u, t in known.items()}

    def copy_quotas(self, to: Year, source_year: int) -> None:
        """What might be asked for in another year may be asked for, where nothing is set."""
        for (cluster, year, form), (asked, _) in [*self.quotas.items()]:
            if (cluster, year) == (to[0], source_year) and asked is not None:
                self.quotas.setdefault((*to, form), (asked, None))

    def award(self, command: Any, state: str) -> None:
        """The last nomination of this award goes on.

        A presentation entered after the annulment, with its true day, leaves the award annulled.
        """
        key = (command.cluster, command.year, command.unit, command.form)
        at = max(n for n, (known, _) in enumerate(self.awards) if known == key)
        if (self.awards[at][1], state) != ("annulled", "presented"):
            self.awards[at] = (key, state)


MEANING: dict[type[Command], Callable[[Model, Any], None]] = {}


def means(
    *kinds: type[C],
) -> Callable[[Callable[[Model, C], None]], Callable[[Model, C], None]]:
    """What a command of these kinds means."""

    def take(meaning: Callable[[Model, C], None]) -> Callable[[Model, C], None]:
        twice = MEANING.keys() & {*kinds}
        assert not twice, f"{twice} mean something already"
        MEANING.update(dict.fromkeys(kinds, meaning))
        return meaning

    return take


def ignored(_model: Model, _command: Any) -> None:
    """It changes nothing that the model knows."""


def here(command: Any) -> Year:
    """The cluster's year that a command is about."""
    return (command.cluster, command.year)
