"""The operators: who may write in the ledger, from which entry and until which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from events.event import Entry, Event, Scope
from events.operators import OPERATORS, OperatorDismissed, OperatorNamed, Role
from views.names import NAMED, Names


class OperatorRow(Struct, frozen=True, kw_only=True):
    """An operator; `dismissed` is null while the operator is in force, and `reason` then empty.

    `unit` is null and `unit_name` empty where the operator belongs to no unit.

    `named` and `dismissed` are positions (from 1), `named_at` and `dismissed_at` instants (UTC).
    """

    operator: str
    operator_name: str
    role: Role
    key: str
    document: str
    unit: str | None
    unit_name: str
    named: int
    named_at: datetime
    named_by: str
    dismissed: int | None = None
    dismissed_at: datetime | None = None
    dismissed_by: str = ""
    reason: str = ""


class Operators:
    """Every operator that was ever named; the ledger's own matter, of no cluster and no year."""

    def __init__(self) -> None:
        self._rows: dict[str, OperatorRow] = {}
        self.names = Names()

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of operators and of the names of their units."""
        return (OPERATORS, *self.names.scopes())

    def taking(self, kind: type[Event]) -> Callable[[Entry], None] | None:
        """Return the handler of a kind of event, or None for nearly every kind."""
        if issubclass(kind, OperatorNamed | OperatorDismissed):
            return self.apply
        return self.names.taking(kind) if kind in NAMED else None

    def apply(self, entry: Entry) -> None:
        """Add an operator, or the end of an operator."""
        match entry.event:
            case OperatorNamed() as event:
                self._rows[event.operator] = OperatorRow(
                    operator=event.operator,
                    operator_name=event.name,
                    role=event.role,
                    key=event.key,
                    document=event.document,
                    unit=event.unit,
                    unit_name="",
                    named=entry.position,
                    named_at=entry.at,
                    named_by=entry.by,
                )
            case event if type(event) in NAMED:
                self.names.apply(entry)
            case OperatorDismissed(operator=code) if code in self._rows:
                self._rows[code] = replace(
                    self._rows[code],
                    dismissed=entry.position,
                    dismissed_at=entry.at,
                    dismissed_by=entry.by,
                    reason=entry.reason,
                )

    def rows(self) -> tuple[OperatorRow, ...]:
        """Return the rows in the order in which operators were named."""
        return tuple(
            replace(row, unit_name=self.names.unit(row.unit)) if row.unit else row
            for row in self._rows.values()
        )
