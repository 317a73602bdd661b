"""Fields that name a person: the recorded persons of the unit on that day are offered.

What is typed stays as typed; a recorded person is taken by the arrow keys or by the whole name.
The name is the link: `views.people` finds what a person did by name and unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from events.collation import same_name
from events.persons import RepresentativeNamed, terms
from thidua_tui.acts import choices
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Default, Field, Values, line
from thidua_tui.parsing.fuzzy_match import Option


def _unit(values: Values) -> str:
    """Return the unit of the form: of several, none is meant."""
    unit = values.get("unit") or values.get("units") or ""
    return "" if len(unit.split()) > 1 else unit


def _day(ground: ActContext, values: Values) -> date:
    """Return the day of the form: that typed, that of its meeting, or today."""
    typed = choices.typed_day(ground, values)
    meeting = values.get("meeting")
    held = next((e.on for e in ground.meetings() if e.meeting == meeting), None)
    return typed or held or ground.day() or ground.today


def in_office_then(ground: ActContext, values: Values) -> Iterator[RepresentativeNamed]:
    """Yield the terms of the form's unit that include its day; of every unit where none is named.

    Args:
        ground: The context of the act.
        values: What is in the form.
    """
    unit, day = _unit(values), _day(ground, values)
    known = dict.fromkeys(event.unit for event in ground.persons.of(RepresentativeNamed))
    for one in [unit] if unit else known:
        yield from (term.named for term in terms(ground.persons, one) if term.includes(day))


def persons(ground: ActContext, values: Values) -> list[Option]:
    """Return the recorded persons of the form's unit on its day, with office or unit."""
    alone = bool(_unit(values))
    found: dict[str, Option] = {}
    for term in in_office_then(ground, values):
        unit = ground.names.short(term.unit, _day(ground, values))
        also = term.office if alone else ", ".join(filter(None, (term.office, unit)))
        found.setdefault(term.person, Option(code=term.person, name=term.person, also=also))
    return list(found.values())


def office_of(person: str) -> Default:
    """Return the default of an office: that of the person, where one alone is recorded.

    Args:
        person: The name of the field that names the person.
    """

    def office(ground: ActContext, values: Values) -> str:
        name = values.get(person, "")
        if not name:
            return ""
        held = {t.office for t in in_office_then(ground, values) if same_name(t.person, name)}
        return held.pop() if len(held) == 1 else ""

    return office


def unit_of(ground: ActContext, values: Values, person: str) -> str:
    """Return the unit of a person who represents one alone; empty for any other.

    Args:
        ground: The context of the act.
        values: What is in the form.
        person: The name of the field that names the person.
    """
    name, others = values.get(person, ""), {**values, "unit": "", "units": ""}
    if not name:
        return ""
    held = {t.unit for t in in_office_then(ground, others) if same_name(t.person, name)}
    return held.pop() if len(held) == 1 else ""


def person(name: str = "person", *, needed: bool = False, default: Default | None = None) -> Field:
    """Return a field that names a person."""
    return replace(line(name, needed=needed, default=default), options=persons)


def office(name: str = "office", *, of: str = "person") -> Field:
    """Return the field of the office of a person; it follows from the person where known."""
    return replace(line(name, needed=False, default=office_of(of)), completed=True)
