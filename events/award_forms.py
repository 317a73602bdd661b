"""Forms of award as data of the ledger: defined, revised from a year on; the program ships some."""

from __future__ import annotations

from collections.abc import Iterable

from events.award_catalogue import (
    SHIPPED,
    AwardForm,
    AwardLevel,
    Coefficient,
    FormKind,
    Percent,
    Years,
)
from events.collation import spelt
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year

TAG = "award-form"
"""The kind of the tag of a form."""
NAMING = ("form", "after_form", "with_form")
"""The fields of events that hold the code of a form."""


class AwardFormDefined(Event, tag="award-form-defined"):
    """A form of award was defined, or revised from a year on (danh hiệu, hình thức khen thưởng).

    The fields are those of `award_catalogue.AwardForm`.

    Attributes:
        since: The first year for which it is so; None for all years.
    """

    form: Code
    since: Year | None = None
    name: Line
    form_kind: FormKind = "other"
    award_level: AwardLevel = "not-recorded"
    authority: Remark = ""
    addressed_to: Remark = ""
    coefficient: Coefficient | None = None
    threshold: Percent | None = None
    after_form: Code | None = None
    after_years: Years | None = None
    with_form: Code | None = None

    def tags(self) -> tuple[str, ...]:
        return (f"{TAG}:{self.form}",)

    def claims(self) -> Iterable[str]:
        return (f"{TAG}:{self.form}/{self.since or ''}",)


DEFINED = Scope(events=(AwardFormDefined,))
"""The scope of all definitions: few, and read as a whole."""


def catalogue(history: History, year: int | None = None) -> dict[str, AwardForm]:
    """Return code -> form as it is in a year: shipped, revised or added by the ledger.

    Args:
        history: The history, with the definitions.
        year: The calendar year; None for the latest.
    """
    return forms_of(history.of(AwardFormDefined), year)


def forms_of(defined: Iterable[AwardFormDefined], year: int | None = None) -> dict[str, AwardForm]:
    """Return code -> form as definitions make it in a year.

    Args:
        defined: The definitions, in order.
        year: The calendar year; None for the latest.
    """
    found, since = dict(SHIPPED), dict.fromkeys(SHIPPED, 0)
    for event in defined:
        first = event.since or 0
        if (year is None or first <= year) and first >= since.get(event.form, 0):
            same = {name: getattr(event, name) for name in AwardForm.__struct_fields__}
            found[event.form], since[event.form] = AwardForm(**same), first
    return found


def known_form(history: History, form: str, year: int) -> AwardForm:
    """Return a form as it is in a year.

    Args:
        history: The history, with the definitions.
        form: Its code.
        year: The calendar year.

    Raises:
        Refused: `unknown-award-form`.
    """
    found = catalogue(history, year)
    refuse(form not in found, "unknown-award-form", form=form, year=year)
    return found[form]


def in_full(name: str) -> str:
    """Return a form or an authority as names are compared: in one spelling, not abbreviated."""
    full = spelt(name).replace("ubnd", spelt("ủy ban nhân dân"))
    return " ".join(full.split()).strip(" .")


class DefineAwardForm(Command):
    """Define a form of award, or revise it from a year on (ghi hình thức khen thưởng)."""

    form: Code
    since: Year | None = None
    name: Line
    form_kind: FormKind = "other"
    award_level: AwardLevel = "not-recorded"
    authority: Remark = ""
    addressed_to: Remark = ""
    coefficient: Coefficient | None = None
    threshold: Percent | None = None
    after_form: Code | None = None
    after_years: Years | None = None
    with_form: Code | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (DEFINED,)

    def decide(self, history: History) -> list[Event]:
        """Once from each year on, under a name of its own, and no form before itself."""
        again = any(
            (event.form, event.since) == (self.form, self.since)
            for event in history.of(AwardFormDefined)
        )
        refuse(again, "award-form-defined", form=self.form, since=self.since)
        forms = catalogue(history, self.since)
        for other in forms.values():
            same = other.form != self.form and in_full(other.name) == in_full(self.name)
            refuse(same, "award-form-named", name=self.name, form=other.form)
        for other_form in filter(None, (self.after_form, self.with_form)):
            unknown = other_form not in {*forms, self.form}
            refuse(unknown, "unknown-award-form", form=other_form, year=self.since)
        negative = self.coefficient is not None and self.coefficient < 0
        refuse(negative, "coefficient-negative", coefficient=self.coefficient)
        half = (self.after_form is None) != (self.after_years is None)
        refuse(half, "condition-incomplete", form=self.form)
        return [self.fact(AwardFormDefined)]
