"""A field's raw text becomes a value, and a value the raw text that would give it.

Every refusal of what was typed is a `BadInput` with a stable code; an error that concerns a line of
several carries the number of the `line`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeAlias

from events.agenda import AgendaItem
from events.errors import BadInput
from events.peer_events import CheckPair
from events.result_events import Place
from events.rule_book import Criterion
from events.score_book.book import Node
from events.score_book.leaf_kinds import Direct, Observation
from events.scoring import Scored
from events.store.sanitise import NAMES, named
from events.text import clean, plain
from events.tie_events import LotWord
from events.units import Heir
from events.voting import Tally
from thidua_tui.acts.ballot_reading import candidates, settled
from thidua_tui.acts.book_sources import file_text
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values, year_of
from thidua_tui.acts.lot_words import lot_words
from thidua_tui.forms.agenda_parsing import agenda_line, parse_agenda
from thidua_tui.forms.book_parsing import parse_book, parse_rules
from thidua_tui.forms.option_parsing import parse_pick
from thidua_tui.i18n.messages import number_text
from thidua_tui.parsing.dates import parse_clock, parse_date, parse_year, typed
from thidua_tui.parsing.numbers_and_codes import (
    TakenCodes,
    parse_amount,
    parse_code,
    parse_int,
    parse_points,
    parse_share,
    parse_total,
    parse_votes,
    suggest_code,
)
from thidua_tui.parsing.observations import NOT_APPLICABLE, parse_observation, text_of
from thidua_tui.parsing.pasted_lists import unmarked
from thidua_tui.session.named_files import is_path, look

Reader: TypeAlias = Callable[[Field, str, ActContext, Values], Any]

LINE, PROSE = 300, 20_000
"""The most characters that a line and a text can hold, as the events say."""
ORDERED = ("rule", "ballot", "lot")
"""The ways to decide a tie that give each unit a place of its own."""
_PLACE = re.compile(r"\s*(\d{1,3})\s+(\S.*)")
_GAP = re.compile(r"\s*[;\t]\s*")


def parse_field(field: Field, raw: str, ground: ActContext, values: Values) -> Any:
    """The value of what was typed; None for an empty field that may be empty.

    Raises:
        BadInput: what was typed is no value of this field.
    """
    if not raw.strip() or (raw.strip() == "?" and not field.needed and field.kind == "date"):
        if field.needed:
            raise BadInput("empty", value="")
        return None
    return READERS[field.kind](field, raw, ground, values)


def _line(field: Field, raw: str, _ground: ActContext, _values: Values) -> str:
    line = typed(raw, limit=LINE)
    if field.name == "evidence" and is_path(line):  # its text would be kept, and no file
        raise BadInput("evidence-is-path", path=plain(line))
    return str(named(line)) if field.name in NAMES else line


def _choice(field: Field, raw: str, _ground: ActContext, _values: Values) -> str:
    if raw not in field.choices:
        raise BadInput("not-a-choice", value=plain(raw))
    return raw


def _picks(field: Field, raw: str, ground: ActContext, values: Values) -> tuple[str, ...]:
    return tuple(parse_pick(field, code, ground, values) for code in raw.split())


def _places(field: Field, raw: str, ground: ActContext, values: Values) -> tuple[Place, ...]:
    """Parse a place and a unit on each line; blank lines are places that were not given."""
    places = []
    for number, line in _lines(raw):
        found = _PLACE.fullmatch(line)
        if not found or not 1 <= int(found[1]) <= 999:
            raise BadInput("not-a-place", value=plain(line), line=number)
        with_line = _at(number, partial(parse_pick, field, found[2], ground, values))
        places.append(Place(place=int(found[1]), unit=with_line))
    numbers = {place.place for place in places}
    if values.get("by") in ORDERED and len(numbers) < len(places):
        raise BadInput("tie-order")
    return tuple(places)


def _units(_field: Field, raw: str, ground: ActContext, _values: Values) -> tuple[Heir, ...]:
    """Name; short name; code: a unit on each line, its code suggested where it has none."""
    taken = TakenCodes(ground.names.units)
    found = []
    for number, line in _lines(raw):
        heir = _at(number, partial(heir_of, line, taken))
        taken.add(heir.unit)
        found.append(heir)
    return tuple(found)


def heir_of(line: str, taken: TakenCodes) -> Heir:
    """Return the unit that a line names; a number or bullet at its start is no part of the name."""
    parts = _GAP.split(unmarked(line))
    if len(parts) > 3:
        raise BadInput("too-many-parts", value=plain(line))
    name, short, code = (*parts, "", "")[:3]
    name = named(typed(name, limit=LINE))
    unit = parse_code(code or suggest_code(name, taken) or name)
    return Heir(unit=unit, name=name, short=named(clean(short, limit=LINE)))


def _file(_field: Field, raw: str, _ground: ActContext, _values: Values) -> str:
    """The path of a file that can be read now: its text fills another field."""
    file_text(raw)
    return raw.strip()


def _pairs(field: Field, raw: str, ground: ActContext, values: Values) -> tuple[CheckPair, ...]:
    """Who scores; whom; whom: the pairs of one scorer on each line."""
    found = []
    for number, line in _lines(raw):
        scorer, *units = _GAP.split(line.strip(" ;\t"))
        if not units:
            raise BadInput("not-a-pair", value=plain(line), line=number)
        codes = [
            _at(number, partial(parse_pick, field, unit, ground, values))
            for unit in (scorer, *units)
        ]
        found += [CheckPair(scorer=codes[0], unit=code) for code in codes[1:]]
    return tuple(found)


def _sheet(field: Field, raw: str, ground: ActContext, values: Values) -> tuple[Scored, ...]:
    """Unit; criterion; points or what was observed: a cell on each line."""
    year = year_of(ground, values)
    return tuple(
        _at(number, partial(_cell, field, line, year, ground, values))
        for number, line in _lines(raw)
    )


def _cell(field: Field, line: str, year: int, ground: ActContext, values: Values) -> Scored:
    parts = _GAP.split(line.strip())
    if len(parts) != 3:
        raise BadInput("not-a-cell", value=plain(line))
    unit, code = parse_pick(field, parts[0], ground, values), parts[1].strip()
    leaf = ground.leaf(year, code)
    if leaf is None:
        raise BadInput("unknown-criterion", criterion=plain(code))
    seen = score_of(parts[2], leaf)
    return Scored(
        unit=unit,
        criterion=code,
        points=None if isinstance(seen, Observation) else seen,
        observed=seen if isinstance(seen, Observation) else None,
    )


def _lines(raw: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers."""
    return ((at, line) for at, line in enumerate(raw.split("\n"), 1) if line.strip())


def _at(number: int, parse: Callable[[], Any]) -> Any:
    """Parse, and say of which line a refusal speaks."""
    try:
        return parse()
    except BadInput as bad:
        raise BadInput(bad.code, **{**bad.facts, "line": number}) from None


READERS: Mapping[str, Reader] = {
    **dict.fromkeys(("line", "key"), _line),
    "evidence-file": lambda _f, raw, _g, _v: look(raw),
    "lot": lambda _f, raw, _g, _v: lot_words(raw),
    "prose": lambda _f, raw, _g, _v: clean(raw, multiline=True, limit=PROSE),
    "code": lambda _f, raw, _g, _v: parse_code(raw),
    "date": lambda _f, raw, ground, _v: parse_date(raw, today=ground.today),
    "clock": lambda _f, raw, _g, _v: parse_clock(raw),
    "year": lambda _f, raw, _g, _v: parse_year(raw),
    "number": lambda field, raw, _g, _v: parse_int(raw, low=field.low, high=field.high),
    "votes": lambda _f, raw, _g, _v: parse_votes(raw),
    "count": lambda _f, raw, _g, _v: parse_int(raw, low=0, high=10_000),
    "candidates": lambda f, raw, g, v: candidates(raw, partial(parse_pick, f, ground=g, values=v)),
    "share": lambda _f, raw, _g, _v: parse_share(raw),
    "settled": lambda _f, raw, _g, _v: settled(raw),
    "points": lambda _f, raw, ground, values: score_of(raw, _leaf(ground, values)),
    "amount": lambda _f, raw, _g, _v: parse_amount(raw),
    "total": lambda _f, raw, _g, _v: parse_total(raw),
    "choice": _choice,
    "flag": lambda _f, raw, _g, _v: raw == "yes",
    "pick": parse_pick,
    "picks": _picks,
    "places": _places,
    "units": _units,
    "criteria": lambda _f, raw, _g, values: parse_rules(raw, values),
    "book": lambda _f, raw, _g, values: parse_book(raw, values),
    "file": _file,
    "pairs": _pairs,
    "sheet": _sheet,
    "agenda": lambda _f, raw, ground, values: parse_agenda(raw, ground, values),
}
"""Kind of field -> how it is read."""


def points_of(raw: str, most: Decimal | None = None) -> Decimal | None:
    """Points, or None where the criterion does not apply; `most` is its maximum, if known."""
    return None if raw.strip() in NOT_APPLICABLE else parse_points(raw, most=most)


def score_of(raw: str, leaf: Node | None) -> Decimal | Observation | None:
    """Points, or what was observed of a criterion whose points follow from it.

    Args:
        raw: What was typed.
        leaf: The criterion; None where it is not known.

    Returns:
        None where the criterion does not apply.
    """
    if leaf is None or isinstance(leaf.score, Direct):
        return points_of(raw, leaf.max if leaf else None)
    return parse_observation(raw, leaf)


def _leaf(ground: ActContext, values: Values) -> Node | None:
    """The criterion that the form is about."""
    return ground.leaf(year_of(ground, values), values.get("criterion", ""))


def _score_text(value: Decimal | Observation) -> str:
    """The raw text of points, with a comma: a dot may be read as parting thousands."""
    return number_text(value) if isinstance(value, Decimal) else text_of(value)


def format_raw(value: object) -> str:
    """The raw text that reads as this value."""
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else ""
        case date():
            return f"{value:%d/%m/%Y}"
        case Decimal() | Observation():
            return _score_text(value)
        case Tally():
            return f"{value.votes_for}/{value.total}"
        case Place() | LotWord() | Heir() | CheckPair() | Criterion():
            return _parts_raw(value)
        case AgendaItem():
            return agenda_line(value)
        case tuple():
            codes = all(isinstance(item, str) for item in value)
            return (" " if codes else "\n").join(format_raw(item) for item in value)
    return str(value)


def _parts_raw(value: Place | LotWord | Heir | CheckPair | Criterion) -> str:
    """The raw text of a value with parts: a line of a list."""
    match value:
        case Place():
            return f"{value.place} {value.unit}"
        case LotWord():
            return f"{value.party}: {value.word}"
        case Heir():
            return "; ".join((value.name, value.short, value.unit))
        case CheckPair():
            return f"{value.scorer}; {value.unit}"
    return f"{value.code}; {value.name}; {format_raw(value.max_points)}"
