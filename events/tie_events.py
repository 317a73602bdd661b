"""What was decided about units that the scores and all tie-breakers of the book left equal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from events.ballots import Course
from events.command import History
from events.event import Code, Event, Line, Remark, Scope, Year
from events.score_book.order import Ranked
from events.vote_keys import opened_for
from events.voting import Method, Tally

TieMethod = Literal["rule", "ballot", "lot", "words", "shared"]
"""theo quy định; bỏ phiếu; bốc thăm; bốc thăm bằng lời các bên; giữ đồng hạng."""


class LotWord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The word that a party gave to a lot.

    Attributes:
        party: Who gave it.
        word: The word.
    """

    party: Line
    word: Line


class TieDecided(Event, tag="tie-decided"):
    """The order of units with equal totals was decided, or that they share their place.

    Attributes:
        units: The units of the tie, the first place first; by their codes where they share it.
        by: How: by a rule that is named, by ballot, by a lot drawn in the room, by a lot that
            follows from the parties' words (`events.score_book.lot`), or as a shared place.
        rule: The rule, with its document.
        votes: The count of the deciding ballot, where it is recorded.
        rounds: How many ballots there were; courts allow two (TT 01/2024/TT-TANDTC, Điều 29).
        witnesses: Who saw the lot.
        words: The words from which the lot follows.
        on: The day; None where it is unknown.
        method: How the ballot was held.
        course: The ballots and what they were held under, where more than the count is known.
    """

    cluster: Code
    year: Year
    units: Annotated[tuple[Code, ...], Meta(min_length=2)]
    by: TieMethod
    rule: Remark = ""
    votes: Tally | None = None
    rounds: Annotated[int, Meta(ge=1, le=2)] | None = None
    witnesses: Remark = ""
    words: tuple[LotWord, ...] = ()
    on: date | None = None
    method: Method = "not-recorded"
    course: Course | None = None

    version: ClassVar[int] = 2
    reviews: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        return (f"tie:{self.cluster}/{self.year}/{'+'.join(sorted(self.units))}",)

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        return (*(f"member:{here}/{unit}" for unit in self.units), *opened_for(self))


def ties_of(cluster: str, year: int) -> Scope:
    """Return the scope of what was decided about ties of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (TieDecided,))


def decisions(history: History, cluster: str, year: int) -> tuple[TieDecided, ...]:
    """Return what was decided about ties of a cluster-year, in the order of recording.

    Args:
        history: The history, with these decisions.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    decided = history.of(TieDecided)
    return tuple(e for e in decided if (e.cluster, e.year) == (cluster, year))


def tied_groups(ranked: Sequence[Ranked]) -> list[tuple[int, tuple[str, ...]]]:
    """Return place and units of every shared place.

    Args:
        ranked: The order by totals and tie-breakers.
    """
    groups: dict[int, list[str]] = {}
    for unit in ranked:
        groups.setdefault(unit.place, []).append(unit.unit)
    return [(place, tuple(units)) for place, units in groups.items() if len(units) > 1]


def settled(ranked: Sequence[Ranked], decided: Iterable[TieDecided]) -> tuple[Ranked, ...]:
    """Return the order in which the ties are settled that were decided.

    A decision counts only for exactly the units that are tied now: after another score it is void.

    Args:
        ranked: The order by totals and tie-breakers.
        decided: What was decided; of two decisions about the same units the later counts.
    """
    by_units = {frozenset(decision.units): decision for decision in decided}
    found = list(ranked)
    for place, units in tied_groups(ranked):
        decision = by_units.get(frozenset(units))
        if decision is None:
            continue
        start = next(at for at, one in enumerate(found) if one.place == place)
        of_unit = {one.unit: one for one in found[start : start + len(units)]}
        first = found[start].decided_by
        for at, unit in enumerate(decision.units):
            apart = {} if decision.by == "shared" else {"place": place + at, "tied": False}
            parted = first if not at else None
            found[start + at] = replace(of_unit[unit], act=decision.by, decided_by=parted, **apart)
    return tuple(found)


def void(ranked: Sequence[Ranked], decided: Iterable[TieDecided]) -> tuple[TieDecided, ...]:
    """Return the decisions about units that are not tied, or not these alone, by the scores now.

    Args:
        ranked: The order by totals and tie-breakers, before any decision.
        decided: What was decided.
    """
    groups = {frozenset(units) for _, units in tied_groups(ranked)}
    return tuple(decision for decision in decided if frozenset(decision.units) not in groups)
