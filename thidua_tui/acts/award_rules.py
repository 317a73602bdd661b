"""Acts on what awards there are: the forms of the catalogue, and the quotas of a cluster's year."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from events.award_forms import AwardFormDefined, DefineAwardForm
from events.award_quotas import CopyQuotas, QuotaSet, SetQuota
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.award_forms import forms
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Default,
    Field,
    Values,
    choice,
    constant,
    day,
    line,
    pick,
    year,
    year_of,
)
from thidua_tui.parsing.award_kinds import kind_named
from thidua_tui.parsing.dates import year_so_far
from thidua_tui.parsing.numbers_and_codes import suggest_code


def _number(name: str, low: int, high: int, default: Default | None = None) -> Field:
    return Field(name=name, kind="number", needed=False, low=low, high=high, default=default)


def _code(ground: ActContext, values: Values) -> str:
    """The code of a form: one that follows from the name and is not that of another form."""
    name = values.get("name", "")
    return suggest_code(name, choices.form_codes(ground)) if name.strip() else ""


def _kind(_ground: ActContext, values: Values) -> str:
    """What kind of form the name says that it is."""
    return kind_named(values.get("name", ""))


EMPTY = constant("")


def _present(name: str, otherwise: Default = EMPTY) -> Default:
    """What the form with the given code has in that year: a revision begins with it."""

    def text(ground: ActContext, values: Values) -> str:
        form = values.get("form", "").strip().casefold()
        known = forms(ground, year_so_far(values.get("since", ""))).get(form)
        value = getattr(known, name, None)
        if isinstance(value, Decimal):
            return ground.words.number(value)
        if known is None:
            return otherwise(ground, values)
        return "" if value is None else str(value)

    return text


def _stays(name: str) -> Field:
    """A line of text about the form, which stays in a revision."""
    return replace(line(name, needed=False, default=_present(name)), completed=True)


def _before(ground: ActContext, values: Values) -> str:
    """The latest year before the form's that has quotas."""
    year = year_of(ground, values)
    known = {event.year for event in ground.of_cluster.of(QuotaSet) if event.year < year}
    return str(max(known, default=year - 1))


FORMS_AND_QUOTAS = (
    Act(
        id="define-award-form",
        command=DefineAwardForm,
        facts=(AwardFormDefined,),
        fields=(
            replace(line("name", default=_present("name")), completed=True),
            Field(name="form", kind="code", default=_code),
            year(name="since", needed=False),
            choice("form_kind", default=_present("form_kind", _kind)),
            choice("award_level", default=_present("award_level", constant("not-recorded"))),
            _stays("addressed_to"),
            _stays("authority"),
            Field(name="coefficient", kind="amount", needed=False, default=_present("coefficient")),
            _number("threshold", 1, 100, default=_present("threshold")),
            _number("after_years", 1, 10, default=_present("after_years")),
            Field(
                name="after_form",
                kind="pick",
                options=choices.forms,
                needed=False,
                default=_present("after_form"),
                follows="after_years",
            ),
            Field(
                name="with_form",
                kind="pick",
                options=choices.forms,
                needed=False,
                default=_present("with_form"),
            ),
        ),
    ),
    Act(
        id="set-quota",
        command=SetQuota,
        facts=(QuotaSet,),
        fields=(
            year(),
            pick("form", choices.forms),
            _number("asked", 0, 10_000),
            _number("approved", 0, 10_000),
            line("number", needed=False),
            day(needed=False, default=constant("")),
        ),
        needs=("no-cluster",),
        series=True,
        start="form",
    ),
    Act(
        id="copy-quotas",
        command=CopyQuotas,
        fields=(year(), year(_before, name="source_year")),
        needs=("no-cluster",),
    ),
)
