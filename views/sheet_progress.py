"""The state of every unit's score sheet: submitted and on time, returned, verified, approved."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from events.event import Entry, Event
from events.membership import ROSTER, members
from events.rule_book import RULES, book_of, in_force
from events.score_book.deadline import deadline_of
from events.sheet_events import SHEETS, STATES, ApprovedBy, SheetState, VerifiedBy
from views.cluster_years import ClusterYears, OfUnit


class SheetProgressRow(OfUnit, frozen=True, kw_only=True):
    """The state of a unit's sheet, with the latest step of each kind.

    `late` is the number of days after the deadline of the book, 0 for on time, null where the book
    has no deadline or the day is unknown. `returned_why` is the reason of the latest return.
    `position` (from 1) is that of the entry of the state, null for a draft.
    """

    state: SheetState = "draft"
    deadline: date | None = None
    late: int | None = None
    submitted_on: date | None = None
    submitted_person: str = ""
    returned_on: date | None = None
    returned_person: str = ""
    returned_why: str = ""
    verified_on: date | None = None
    verified_person: str = ""
    verified_by: VerifiedBy | None = None
    approved_on: date | None = None
    approved_person: str = ""
    approved_by: ApprovedBy | None = None
    position: int | None = None

    @property
    def on(self) -> date | None:
        """The day of the step that brought the state."""
        day: date | None = getattr(self, f"{self.state}_on", None)
        return day

    @property
    def person(self) -> str:
        """Who took the step that brought the state."""
        return str(getattr(self, f"{self.state}_person", ""))


class SheetProgress(ClusterYears):
    """The states of sheets by cluster and year; a year without any recorded state has no rows."""

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, *RULES, *SHEETS)

    def rows(self) -> tuple[SheetProgressRow, ...]:
        """Return the members by cluster and year, in the order of the roster."""
        return tuple(row for key in self.keys() for row in self.of_year(*key))

    def of_year(self, cluster: str, year: int) -> tuple[SheetProgressRow, ...]:
        """Return a row of each member and of each unit with a state, or nothing without states.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        history = self.history(cluster, year)
        steps: dict[str, list[Entry]] = {}
        for entry in history.entries:
            if isinstance(event := entry.event, SHEETS):
                steps.setdefault(getattr(event, "unit", ""), []).append(entry)
        if not steps:
            return ()
        issued = in_force(history, cluster, year)
        due = deadline_of(book_of(issued), year) if issued else None
        units = dict.fromkeys((*members(history, cluster, year), *steps))
        return tuple(self._row(cluster, year, u, steps.get(u, []), due) for u in units)

    def _row(
        self, cluster: str, year: int, unit: str, steps: list[Entry], due: date | None
    ) -> SheetProgressRow:
        fields: dict[str, Any] = {}
        for entry in steps:
            fields |= _fields(entry)
        sent = fields.get("submitted_on")
        return SheetProgressRow(
            **self.year_fields(cluster, year),
            **self.names.unit_fields(unit, self.day(year)),
            deadline=due,
            late=max(0, (sent - due).days) if sent and due else None,
            **fields,
        )


def _fields(entry: Entry) -> dict[str, Any]:
    """Return what a step says, as fields of the row."""
    event: Any = entry.event
    state = STATES[type(event)]
    found: dict[str, Any] = {"state": state, "position": entry.position}
    found |= {f"{state}_on": event.on, f"{state}_person": event.person}
    if state == "returned":
        found["returned_why"] = entry.reason
    if state in ("submitted", "returned"):  # what was verified before is to be verified again
        found |= dict.fromkeys(("verified_on", "verified_by", "approved_on", "approved_by"))
        found |= dict.fromkeys(("verified_person", "approved_person"), "")
    if by := getattr(event, "by", None):
        found[f"{state}_by"] = by
    return found
