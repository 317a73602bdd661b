"""The text of an agenda, an item a line: title; presenter; act; year; code.

Only the title is needed. A title of the template for that kind of meeting brings the act and the
code that it has there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from events.agenda import AgendaItem
from events.errors import BadInput
from events.text import clean, fold, plain
from thidua_tui.acts.agenda import opened_acts, presets
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Values
from thidua_tui.parsing.dates import parse_year, typed
from thidua_tui.parsing.fuzzy_match import unique_match
from thidua_tui.parsing.numbers_and_codes import TakenCodes, parse_code, suggest_code
from thidua_tui.parsing.pasted_lists import unmarked

LINE = 300
NO_ACT = "-"
"""In the place of an act: the item opens none, although the template has one for its title."""
_LINE_END = re.compile(r"\s*(?:\n|\|)\s*")
_GAP = re.compile(r"\s*;\s+|\s*;$")


def parse_agenda(raw: str, ground: ActContext, values: Values) -> tuple[AgendaItem, ...]:
    """Return the items of a text.

    Raises:
        BadInput: with the number of the `line`; `too-many-parts`, `no-match` for an unknown act.
    """
    known = {fold(one.title): one for one in presets(ground, values)}
    lines = [(at, text) for at, text in enumerate(_LINE_END.split(raw), 1) if text.strip()]
    taken = TakenCodes(one.item for one in known.values())
    found: list[AgendaItem] = []
    for at, text in lines:
        try:
            found.append(_item(text, known, taken, ground))
        except BadInput as bad:
            raise BadInput(bad.code, **{**bad.facts, "line": at}) from None
    return tuple(found)


def _item(
    text: str, known: dict[str, AgendaItem], taken: TakenCodes, ground: ActContext
) -> AgendaItem:
    parts = _GAP.split(unmarked(text).strip())
    if len(parts) > len(AgendaItem.__struct_fields__):
        raise BadInput("too-many-parts", value=plain(text))
    title, presenter, act, year, code = (*parts, "", "", "", "")[:5]
    title = typed(title, limit=LINE)
    preset = known.get(fold(title))
    if preset and len(parts) < 3:
        act, valid_for = preset.opens, preset.valid_for
    else:
        act, valid_for = _act(act, ground), parse_year(year) if year.strip() else None
    code = parse_code(code) if code.strip() else preset.item if preset else ""
    code = code or suggest_code(title, taken) or suggest_code("x", taken)
    taken.add(code)
    return AgendaItem(
        item=code,
        title=title,
        presenter=clean(presenter, limit=LINE),
        opens=act,
        valid_for=valid_for,
    )


def _act(text: str, ground: ActContext) -> str:
    """Return the act that a text names: its name here, or a part of its title."""
    wanted = text.strip()
    if not wanted or wanted == NO_ACT:
        return ""
    options = opened_acts(ground, {})
    found = unique_match(wanted, options)
    if found is None:
        raise BadInput("no-match", value=plain(wanted))
    return found.code


def agenda_line(one: AgendaItem) -> str:
    """Return the line that reads as this item."""
    parts: Sequence[str] = (
        one.title,
        one.presenter,
        one.opens or NO_ACT,
        str(one.valid_for or ""),
        one.item,
    )
    return "; ".join(parts)
