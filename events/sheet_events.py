"""The states of a unit's score sheet: submitted, returned, verified, approved.

A sheet of which no state is recorded is a draft, and nothing waits for it: a ledger without states
is as good as a ledger with them. From its submission on the unit's own scores are closed, until the
sheet is returned.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from events.command import History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year

SheetState: TypeAlias = Literal["draft", "submitted", "returned", "verified", "approved"]
"""chưa nộp, đã nộp, trả lại, đã thẩm định, đã duyệt."""
VerifiedBy: TypeAlias = Literal["head", "deputy", "office"]
"""Trưởng cụm, phó trưởng cụm, cơ quan thường trực."""
ApprovedBy: TypeAlias = Literal["office", "head"]
"""Cơ quan thường trực; trưởng cụm, where the book has no scores of the office."""


class _OfSheet(Event):
    """What all states of a sheet have in common.

    Attributes:
        on: The day; None where it is unknown.
        person: The person who did it, as written; empty where it is not recorded.
    """

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None
    person: Remark = ""

    living: ClassVar[tuple[str, ...]] = ()

    @property
    def whose(self) -> str:
        """Cluster, year and unit, as the keys of claims have them."""
        return f"{self.cluster}/{self.year}/{self.unit}"


class SheetSubmitted(_OfSheet, tag="sheet-submitted"):
    """A unit submitted its score sheet (nộp bảng tự chấm)."""

    def claims(self) -> Iterable[str]:
        return (f"sheet:{self.whose}",)

    def depends_on(self) -> Iterable[str]:
        return (f"member:{self.whose}",)


class SheetReturned(_OfSheet, tag="sheet-returned"):
    """A sheet was given back to its unit (trả lại bảng chấm); the entry's reason says why."""

    def releases(self) -> Iterable[str]:
        kinds = ("sheet", "sheet-verified", "sheet-approved")
        return tuple(f"{kind}:{self.whose}" for kind in kinds)

    def depends_on(self) -> Iterable[str]:
        return (f"sheet:{self.whose}",)


class SheetVerified(_OfSheet, tag="sheet-verified"):
    """A submitted sheet was verified (thẩm định bảng chấm).

    Attributes:
        by: Who verified it: the head, a deputy, or the permanent office.
    """

    by: VerifiedBy = "head"

    def claims(self) -> Iterable[str]:
        return (f"sheet-verified:{self.whose}",)

    def depends_on(self) -> Iterable[str]:
        return (f"sheet:{self.whose}",)


class SheetApproved(_OfSheet, tag="sheet-approved"):
    """A verified sheet was approved (duyệt bảng chấm).

    Attributes:
        by: Who approved it: the permanent office, or the head.
    """

    by: ApprovedBy = "office"

    def claims(self) -> Iterable[str]:
        return (f"sheet-approved:{self.whose}",)

    def depends_on(self) -> Iterable[str]:
        return (f"sheet-verified:{self.whose}",)


SHEETS: tuple[type[Event], ...] = (SheetSubmitted, SheetReturned, SheetVerified, SheetApproved)
"""The events of the states of sheets."""
STATES: dict[type[Event], SheetState] = {
    SheetSubmitted: "submitted",
    SheetReturned: "returned",
    SheetVerified: "verified",
    SheetApproved: "approved",
}
"""Event -> the state that it brings."""
CLOSED: frozenset[SheetState] = frozenset({"submitted", "verified", "approved"})
"""The states in which a unit does not change its own scores."""


def states_of(cluster: str, year: int) -> Scope:
    """Return the scope of the states of all sheets of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), SHEETS)


def sheet_states(history: History, cluster: str, year: int) -> dict[str, SheetState]:
    """Return unit -> the state of its sheet; a unit without a recorded state is absent.

    Args:
        history: The history, with the states of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return {
        event.unit: STATES[type(event)]
        for event in history.of(*SHEETS)
        if (event.cluster, event.year) == (cluster, year)
    }


def not_closed(history: History, cluster: str, year: int, units: Iterable[str]) -> None:
    """Refuse a change of the own scores of a unit whose sheet is submitted.

    Args:
        history: The history, with the states of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The units whose own scores change.

    Raises:
        Refused: `sheet-closed`.
    """
    states = sheet_states(history, cluster, year)
    for unit in units:
        state = states.get(unit, "draft")
        refuse(state in CLOSED, "sheet-closed", unit=unit, year=year, sheet_state=state)


def none_returned(history: History, cluster: str, year: int, units: Iterable[str]) -> None:
    """Refuse a result by scores while a sheet is returned and not submitted again.

    Args:
        history: The history, with the states of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The members to be considered.

    Raises:
        Refused: `sheet-is-returned`, with the unit and the reason for which it was returned.
    """
    states, reasons = sheet_states(history, cluster, year), {}
    for entry in history.entries:
        if isinstance(event := entry.event, SheetReturned):
            reasons[event.cluster, event.year, event.unit] = entry.reason
    for unit in units:
        returned = states.get(unit) == "returned"
        why = reasons.get((cluster, year, unit), "")
        refuse(returned, "sheet-is-returned", unit=unit, year=year, why=why)
