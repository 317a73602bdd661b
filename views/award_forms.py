"""The forms of award that are on offer: those of the program, and those that the ledger defines."""

from __future__ import annotations

from datetime import date
from typing import Any

from events.award_catalogue import SHIPPED, AwardForm
from events.award_forms import DEFINED, AwardFormDefined
from events.event import Entry, Scope
from views.names import Names


class AwardFormRow(AwardForm, frozen=True, kw_only=True):
    """A form of award from a year on; `since` is null where it is so in all years.

    `defined` is false of a form that only the program knows, and that the ledger says nothing of.
    """

    since: int | None
    defined: bool


class AwardForms:
    """All forms of award, the program's first; a form that was revised has a row for each time.

    Args:
        cluster: Ignored: the forms are the same in all clusters.
        year: Ignored: a row says since when it is so.
        on: Ignored.
    """

    def __init__(
        self,
        cluster: str | None = None,  # noqa: ARG002 - every table is asked alike
        year: int | None = None,  # noqa: ARG002 - as above
        on: date | None = None,  # noqa: ARG002 - as above
    ) -> None:
        self.names = Names()
        self.defined: list[AwardFormDefined] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scope of the definitions."""
        return (DEFINED,)

    def apply(self, entry: Entry) -> None:
        """Keep a definition."""
        if isinstance(entry.event, AwardFormDefined):
            self.names.apply(entry)
            self.defined.append(entry.event)

    def rows(self) -> tuple[AwardFormRow, ...]:
        """Return the rows: the program's that no definition replaces, then the definitions."""
        replaced = {event.form for event in self.defined if event.since is None}
        shipped = [
            AwardFormRow(**_fields(form), since=None, defined=False)
            for form in SHIPPED.values()
            if form.form not in replaced
        ]
        own = [
            AwardFormRow(**_fields(event), since=event.since, defined=True)
            for event in self.defined
        ]
        return (*shipped, *own)


def _fields(form: AwardForm | AwardFormDefined) -> dict[str, Any]:
    return {name: getattr(form, name) for name in AwardForm.__struct_fields__}
