"""What people type and terminals send."""

from __future__ import annotations

from datetime import date, datetime

from textual.events import Key, Paste, Resize
from textual.message import Message

from events.errors import BadInput
from events.lookalikes import seen
from events.text import clean, find, fold, plain, same_name, sort_key
from tests.form_app import UNITS
from tests.fuzz.target import ground, harmless, refusing, target
from thidua_tui.acts.fields import Field
from thidua_tui.acts.registry import ACTS
from thidua_tui.command_line.completion import complete
from thidua_tui.command_line.live_feedback import feedback
from thidua_tui.forms.field_parsing import format_raw, parse_field, points_of
from thidua_tui.forms.journal_filter import Ledgerwords, read_query
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_date, parse_known_at, parse_year
from thidua_tui.parsing.fuzzy_match import Option, ranked
from thidua_tui.parsing.numbers_and_codes import (
    parse_code,
    parse_int,
    parse_points,
    parse_votes,
    suggest_code,
)
from thidua_tui.parsing.pasted_lists import unit_list
from thidua_tui.parsing.telex_vni import RULES, Word, ended, press
from thidua_tui.textual_compat.escape_sequences import MOST_COLUMNS, MOST_LINES
from thidua_tui.textual_compat.terminal_input import PATIENCE, Keyboard

TODAY = date(2021, 1, 14)


# Text


@target
def text(told: str) -> None:
    """Cleaning is done once; showing harms nobody; comparing never fails."""
    harmless(plain(told))
    harmless(plain(told, multiline=True))
    assert plain(plain(told)) == plain(told)
    assert seen(seen(told)) == seen(told)
    fold(told), sort_key(told), find(told[:3], told), same_name(told, told[::-1])
    for several in (False, True):
        with refusing(BadInput):
            once = clean(told, multiline=several)
            assert clean(once, multiline=several) == once
            harmless(once)


# What people type


@target
def day(told: str) -> None:
    """A day that is read reads the same when it is spelt."""
    with refusing(BadInput):
        on = parse_date(told, today=TODAY)
        assert parse_date(format_raw(on), today=TODAY) == on == parse_date(f"{on}", today=TODAY)


@target
def moment(told: str) -> None:
    """A year, a position or an instant in UTC."""
    with refusing(BadInput):
        assert 1945 <= parse_year(told) <= 2100
    with refusing(BadInput):
        at = parse_known_at(told, today=TODAY)
        assert isinstance(at, datetime) or at >= 0
        assert parse_known_at(str(at) if isinstance(at, int) else at.isoformat(), today=TODAY) == at


@target
def number(told: str) -> None:
    """Points, whole numbers, votes: what is read reads the same when it is spelt."""
    for read_points in (parse_points, lambda raw: parse_points(raw, negative=True)):
        with refusing(BadInput):
            points = read_points(told)
            assert points.is_finite()
            assert parse_points(format_raw(points), negative=True) == points
    with refusing(BadInput):
        assert points_of(told) is None or format_raw(points_of(told))
    with refusing(BadInput):
        assert parse_int(str(parse_int(told))) == parse_int(told)
    with refusing(BadInput):
        votes, voters = parse_votes(told)
        assert 0 <= votes <= voters


@target
def code(told: str) -> None:
    """A code is a code; what is suggested for a name is one too, and free."""
    with refusing(BadInput):
        assert parse_code(parse_code(told)) == parse_code(told)
    if suggested := suggest_code(told):
        assert parse_code(suggested) == suggested
        assert suggest_code(told, {suggested}) != suggested


@target
def field(told: str) -> None:
    """Every field of every form: places, criteria, units, choices … or what is wrong with it."""
    for asked in FIELDS.values():
        with refusing(BadInput):
            format_raw(parse_field(asked, told, ground(), {}))


FIELDS: dict[tuple[str, str, bool], Field] = {
    (asked.kind, asked.of, asked.needed): asked for act in ACTS.values() for asked in act.fields
}
"""A field of each kind."""


@target
def line(told: str) -> None:
    """The one-line grammar: what it means, what may follow, what it would do."""
    feedback(told, ground(), {})
    complete(told, ground())


@target
def query(told: str) -> None:
    """The filter of the journal: whatever is not a question is a word to look for."""
    known = Ledgerwords(
        names=ground().names, meetings={}, acts=ACTS.values(), today=TODAY, words=Words("vi")
    )
    found = read_query(told, known)
    for said in (*found.understood, *found.wrong):
        assert isinstance(said, str)


@target
def pasted(told: str) -> None:
    """A list of units from Word or Excel: one unit a line, and what is left of it harms nobody."""
    lines = unit_list(told).split("\n")
    assert not [line for line in lines if "\t" in line or "\r" in line]
    assert len(lines) <= 1 + told.count("\n") + told.count("\r")
    with refusing(BadInput):
        format_raw(
            parse_field(next(f for f in FIELDS.values() if f.kind == "units"), told, ground(), {})
        )


@target
def letters(told: str) -> None:
    """What is typed to find one of many: what is found is one of them, its letters are there."""
    options = [Option(code=code, name=name) for code, (name, _) in UNITS.items()]
    for match in ranked(told, options):
        assert match.option in options
        assert all(0 <= at < len(match.option.name) for at in match.lit)


@target
def keys(told: str) -> None:
    """The program's input methods: ASCII keys give letters, as many as were pressed at most."""
    for method in RULES:
        word = Word("", 0)
        for key in told[:40]:
            word = press(word, key, method)
            ended(word, method)
            word.text(method)


# What terminals send


@target
def terminal(told: str) -> None:
    """Whatever bytes come, in whatever pieces, become messages, and a key afterwards is a key.

    Lone surrogates are bytes that are no UTF-8. The clock jumps between some of the pieces.
    """
    clock = [0.0]
    keyboard = Keyboard(lambda: clock[0])
    data = told.encode("utf-8", "surrogateescape")
    for at in range(0, len(data), 7):
        _sound([*keyboard.feed(data[at : at + 7])])
        clock[0] += (0.0, 0.02, 0.3)[at % 3]
        _sound([*keyboard.tick()])
    for _ in range(3):
        clock[0] += PATIENCE
        _sound([*keyboard.tick()])
    assert keyboard.wait is None
    assert [event.key for event in keyboard.feed(b"x") if isinstance(event, Key)] in (
        ["x"],
        ["alt+x"],  # behind an ESC and a letter of which the rest never came
        ["replacement_character", "x"],
    )


def _sound(found: list[Message]) -> None:
    """A paste is bare of ESC, a key has a name, a size can be drawn."""
    for event in found:
        if isinstance(event, Paste):
            assert "\x1b" not in event.text
        if isinstance(event, Resize):
            assert 0 < event.size.width <= MOST_COLUMNS
            assert 0 < event.size.height <= MOST_LINES
        assert not isinstance(event, Key) or event.key
