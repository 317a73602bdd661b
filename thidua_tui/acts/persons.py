"""Acts on the persons who represent units."""

from __future__ import annotations

from events.persons import (
    EndRepresentative,
    NameRepresentative,
    RepresentativeLeft,
    RepresentativeNamed,
    representing,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values, line, pick
from thidua_tui.parsing.fuzzy_match import Option


def _in_office(ground: ActContext, values: Values) -> list[Option]:
    """The persons who represent the unit of the form."""
    held = representing(ground.persons, values.get("unit", ""))
    return [Option(code=one.person, name=one.person, also=one.office) for one in held]


def _only_one(ground: ActContext, values: Values) -> str:
    """The person, where one alone represents the unit."""
    named = {option.code for option in _in_office(ground, values)}
    return named.pop() if len(named) == 1 else ""


def _day(name: str) -> Field:
    """A day that may be unknown; the day of the open meeting is not its default."""
    return Field(name=name, kind="date", needed=False)


PERSONS = (
    Act(
        id="name-representative",
        command=NameRepresentative,
        facts=(RepresentativeNamed,),
        fields=(
            pick("unit", choices.living_then, default=choices.this_unit),
            line("person"),
            line("office", needed=False),
            _day("on"),
            _day("until"),
        ),
        needs=("no-unit",),
        series=True,
    ),
    Act(
        id="end-representative",
        command=EndRepresentative,
        facts=(RepresentativeLeft,),
        fields=(
            pick("unit", choices.represented, default=choices.this_unit),
            Field(name="person", kind="line", default=_only_one, spoken=True),
            line("office", needed=False),
            _day("on"),
        ),
        needs=("no-representative",),
    ),
)
