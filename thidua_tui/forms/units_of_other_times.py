"""A unit that the ledger knows, but that did not exist on the days of a form: say what it was."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from events.collation import same_name
from events.errors import BadInput
from events.text import plain
from events.units import begins
from thidua_tui.acts import choices
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Values


def unit_of_other_time(ground: ActContext, values: Values, typed: str) -> BadInput | None:
    """Return the error for the name or code of a unit that ended before, or was founded later.

    Args:
        ground: The context of the act.
        values: What is in the form: its year or day decides.
        typed: The whole name, the short name or the code of a unit.

    Returns:
        None where the name is that of no such unit, or of several.
    """
    first, last = choices.days(ground, values)
    code = unit_called(ground, typed, without=set(ground.lived(first, last)))
    return _error(ground, code, first, last) if code else None


def unit_called(ground: ActContext, typed: str, without: Collection[str] = ()) -> str | None:
    """Return the code of the only unit of the ledger with this name or code; None for several.

    Args:
        ground: The context of the act.
        typed: The whole name, the short name or the code of a unit, of any time.
        without: The codes of units that are not meant.
    """
    wanted = typed.strip()
    found = [
        code
        for code, called in ground.names.units.items()
        if code not in without
        and (code == wanted.lower() or any(_called(wanted, n.name, n.short) for n in called))
    ]
    return found[0] if len(found) == 1 else None


def _called(typed: str, *names: str) -> bool:
    return any(name and same_name(typed, name) for name in names)


def _error(ground: ActContext, code: str, first: date, last: date) -> BadInput:
    names = ground.names
    facts: dict[str, object] = {"of": code, "name": plain(names.unit(code))}
    facts |= {"on": first} if first == last else {"year": first.year}
    ended = names.ends.get(code)
    if ended and ended <= first:
        heirs = [f"{plain(heir.name)} ({heir.unit})" for heir in names.now(code)]
        return BadInput("unit-ended-before", **facts, ended=ended, heirs="; ".join(heirs) or None)
    return BadInput("unit-founded-later", **facts, founded=begins(ground.lives).get(code))
