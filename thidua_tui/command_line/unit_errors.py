"""What is wrong where a line names a unit that the ledger knows, but that cannot be meant here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from events.errors import BadInput
from events.text import plain
from thidua_tui.acts import choices
from thidua_tui.acts.fields import Field
from thidua_tui.command_line.line_state import LineState
from thidua_tui.command_line.name_lookup import SHOWN, UNITS
from thidua_tui.forms import form_labels
from thidua_tui.forms.units_of_other_times import unit_called, unit_of_other_time
from thidua_tui.parsing.fuzzy_match import Option


def unit_error(of: LineState, at: int) -> tuple[BadInput | None, int]:
    """Return the error of a unit that is named here, and how many words name it.

    Args:
        of: The line, of which no field takes the words from here.
        at: Where the words begin.

    Returns:
        None and 1 where the words name no unit.
    """
    token = of.tokens[at]
    if token.named or token.quoted:
        parts = re.split(r"[,;]", token.text)
        found = (_error(of, part) for part in parts if part.strip())
        return next(filter(None, found), None), 1
    words = of.words(at)
    for count in range(len(words), 0, -1):
        if error := _error(of, " ".join(words[:count])):
            return error, count
    return None, 1


def names_absent_unit(of: LineState, typed: str) -> bool:
    """Return whether a line names a unit of which it waits for the nomination or the office.

    Args:
        of: The line, of which no field takes these words as a choice.
        typed: The words.
    """
    if _absent_nomination(of, typed):
        return True
    waits = any(
        field.kind == "pick" and "unit" in field.gives and field.needed for field in of.open()
    )
    return waits and unit_called(of.filling.ground, typed) is not None


def _of_units(field: Field) -> bool:
    return field.name in UNITS or (field.kind == "pick" and "unit" in field.gives)


def _error(of: LineState, typed: str) -> BadInput | None:
    ground = of.filling.ground
    if nomination := _absent_nomination(of, typed):
        return nomination
    if gone := unit_of_other_time(ground, of.filling.raw, typed):
        return gone
    code = unit_called(ground, typed)
    fields = [field for field in of.open() if _of_units(field) and field.kind != "code"]
    offered = [option for field in fields for option in of.filling.options(field)]
    if not code or not offered or code in [one.code.partition("/")[0] for one in offered]:
        return None
    named = {"name": plain(ground.names.unit(code)), "of": code, "units": _called(offered)}
    return BadInput("unit-not-offered", **named, **_rest(of, offered))


def _absent_nomination(of: LineState, typed: str) -> BadInput | None:
    """Return the error of a nomination, as `unit/form`, that is not one to choose here."""
    ground, code = of.filling.ground, typed.strip().casefold()
    unit, _, form = code.partition("/")
    if not form or unit not in ground.names.units or form not in choices.form_codes(ground):
        return None
    fields = [field for field in of.act.fields if field.gives == ("unit", "form")]
    offered = [option for field in fields for option in of.filling.options(field)]
    if not offered or code in [one.code for one in offered]:
        return None
    name = f"{ground.names.unit(unit)} – {ground.words.form(form, ground.year)}"
    named = {"name": plain(name), "of": code, "choices": _called(offered)}
    return BadInput("nomination-not-offered", **named, **_rest(of, offered))


def _called(offered: Sequence[Option]) -> str:
    return "; ".join(f"{plain(one.name)} ({one.code})" for one in offered[:SHOWN])


def _rest(of: LineState, offered: Sequence[Option]) -> dict[str, object]:
    """Return the facts of a choice in an error: the act, and how many are not named."""
    act = form_labels.title(of.act, of.filling.ground.words)
    return {"act": act, "more": max(0, len(offered) - SHOWN) or None}
