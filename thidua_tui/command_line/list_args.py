"""Lists in a line: units that are present, places in their order, the points of a whole row."""

from __future__ import annotations

import re

from events.errors import BadInput
from events.text import plain
from thidua_tui.acts import choices
from thidua_tui.acts.fields import Field
from thidua_tui.command_line.line_state import LineState
from thidua_tui.command_line.name_lookup import resolve
from thidua_tui.command_line.tokenizer import Token
from thidua_tui.command_line.value_args import name_at
from thidua_tui.command_line.vocabulary import is_word, place_of

PAIRED = {"criterion": "points"}
"""Field -> the field whose value may follow it after an equals sign: `II.3=9,5`."""


def taken(of: LineState, field: Field, at: int) -> int:
    """How many words from here belong to a list; 0 when none does. It may go on later."""
    if field.kind == "places":
        return _place(of, field, at)
    word = of.tokens[at].word
    if is_word("all", _two(of, at)) or is_word("all", word):
        of.put(field, " ".join(_all(of, field)))
        _grow(of, field)
        return 2 if is_word("all", _two(of, at)) else 1
    if is_word("except", word):
        return _but(of, field, at)
    if found := name_at(of, field, at):
        _add(of, field, found.raw)
        return found.count
    return 0


def _all(of: LineState, field: Field) -> list[str]:
    """Every code of a field, in the order in which the units were entered.

    Of units of which the members come first, "all" means the members, where there are any.
    """
    codes = [option.code for option in of.filling.options(field)]
    if field.options is choices.members_first:
        codes = choices.members_then(of.filling.ground, of.filling.raw) or codes
    entered = {unit: at for at, unit in enumerate(of.filling.ground.names.units)}
    return sorted(codes, key=lambda code: entered.get(code, len(entered)))


def _two(of: LineState, at: int) -> str:
    return " ".join(of.words(at)[:2])


def _add(of: LineState, field: Field, code: str) -> None:
    known = of.values.get(field.name, "").split()
    if code in known:
        raise BadInput("named-again", name=of.index(field).called(code))
    of.put(field, " ".join([*known, code]))
    _grow(of, field)


def _grow(of: LineState, field: Field) -> None:
    of.growing = of.growing | {field.name}


def _but(of: LineState, field: Field, at: int) -> int:
    """`trừ stc snv`: all but these."""
    gone, count = set(), 1
    while at + count < len(of.tokens) and (found := name_at(of, field, at + count)):
        gone.add(found.raw)
        count += found.count
    if not gone:
        return 0
    codes = of.values.get(field.name, "").split()
    codes = codes or _all(of, field)
    of.put(field, " ".join(code for code in codes if code not in gone))
    return count


def _place(of: LineState, field: Field, at: int) -> int:
    """A unit at a place: `1 stc`, `nhất stc`; without a place, at the one after the last."""
    words = of.words(at)
    place = place_of(words[0]) if len(words) > 1 else None
    count = 1
    if place is None and len(words) > 2:
        place = place_of(" ".join(words[:2]))
        count = 2
    if place is not None and (found := name_at(of, field, at + count)):
        _put_place(of, field, place, found.raw)
        return count + found.count
    if found := name_at(of, field, at):
        _put_place(of, field, _after(of, field), found.raw)
        return found.count
    return 0


def _put_place(of: LineState, field: Field, place: int, unit: str) -> None:
    lines = [line for line in of.values.get(field.name, "").split("\n") if line]
    of.put(field, "\n".join([*lines, f"{place} {unit}"]))
    _grow(of, field)


def _after(of: LineState, field: Field) -> int:
    lines = of.values.get(field.name, "").split("\n")
    return max((int(line.split()[0]) for line in lines if line), default=0) + 1


def pair(of: LineState, token: Token) -> bool | None:
    """`1=stc`, `II.3=9,5`: a place and its units, a criterion and its points; None for neither."""
    for field in of.act.fields:
        if field.kind == "places" and (place := place_of(token.named)):
            for part in filter(None, re.split(r"[,;]\s*", token.text)):
                _put_place(of, field, place, _one(of, field, part))
            return True
        codes = of.index(field).exactly(token.named) if field.name in PAIRED else set()
        if len(codes) == 1:
            row = {field.name: next(iter(codes)), PAIRED[field.name]: token.text}
            if alone := of.values.keys() & row:
                raise BadInput("field-twice", field=of.label(of.fields[min(alone)]))
            if any(known[field.name] == row[field.name] for known in of.rows):
                raise BadInput("named-again", name=plain(token.named))
            of.rows.append(row)
            return True
    return None


def _one(of: LineState, field: Field, text: str) -> str:
    return resolve(of.index(field), text)


def of_names(of: LineState, field: Field, text: str) -> str:
    """A list behind the name of its field, parted by commas: `đơn-vị=stc,snv`."""
    parts = [part for part in re.split(r"\s*[,;]\s*", text.strip()) if part]
    if field.kind == "picks":
        return " ".join(_one(of, field, part) for part in parts)
    found = []
    for number, part in enumerate(parts, 1):
        place, _, unit = part.partition(" ")
        known = place_of(place) if unit else None
        found.append(f"{known or number} {_one(of, field, unit if known else part)}")
    return "\n".join(found)
