"""Arbitrary text through every field of every command: refused by name, or stored clean."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.command import Command
from events.corrections import Correct, Retract
from events.errors import ThiduaError
from events.event import Source, fields_of
from events.store.ledger import Circumstances
from events.text import clean, strange
from tests import hostile
from tests.facts import MEMBERS
from tests.hostile import coded, leaves, put
from tests.spec import ledger_with
from tests.universe import COMMANDS, TODAY, built, quick
from thidua_tui.i18n.messages import LANGUAGES, Words

FED = [(kind, path) for kind in COMMANDS for path, _ in leaves(kind)]
CODED = [(kind, path) for kind in COMMANDS for path in coded(kind)]
ANY = hostile.text | hostile.long | st.sampled_from(hostile.FATAL) | st.text(max_size=3)


def texts(thing: object) -> list[str]:
    """Every text that a stored thing holds."""
    match thing:
        case str():
            return [thing]
        case dict():
            return [text for inner in thing.values() for text in texts(inner)]
        case list() | tuple():
            return [text for inner in thing for text in texts(inner)]
    return []


def fed(command: Command, how: Circumstances) -> None:
    """What came of it is clean; what was said about it is harmless, in both languages."""
    ledger = ledger_with(MEMBERS, today=TODAY)
    before = ledger.position()
    try:
        ledger.execute(command, how)
    except ThiduaError as error:
        for lang in LANGUAGES:
            assert hostile.harmful(Words(lang).refusal(error)) == []
        assert ledger.position() == before
        return
    for entry in ledger.read(after=before):
        for text in texts(msgspec.to_builtins(fields_of(entry))):
            assert clean(text, multiline=True) == text
            assert not any(strange(char) for char in text if char != "\n")


def named(fed: tuple[type[Command], tuple[str, ...]]) -> str:
    return f"{fed[0].__name__}.{'.'.join(fed[1])}"


@pytest.mark.parametrize("field", FED, ids=named)
def test_no_field_of_a_command_brings_in_what_bites(field):
    kind, path = field

    @quick(25)
    @given(command=built(kind), text=ANY)
    def any_text(command: Command, text: str) -> None:
        fed(put(command, path, text), Circumstances(by="spec", reason="vì"))

    any_text()


@quick(60)
@given(told=st.tuples(ANY, ANY, ANY, ANY, ANY), which=st.sampled_from(range(5)))
def test_nothing_bites_that_goes_with_an_act(told, which):
    by, reason, title, act, meeting = (text if at == which else "x" for at, text in enumerate(told))
    how = Circumstances(by=by, reason=reason, source=Source(title=title), act=act, meeting=meeting)
    fed(COMMAND, how)


COMMAND: Command = next(kind for kind in COMMANDS if kind.__name__ == "FoundUnit")(
    unit="z", name="Sở Z"
)


@quick(40)
@given(text=ANY)
def test_nothing_bites_that_a_correction_brings(text):
    instead = put(COMMAND, ("name",), text)
    how = Circumstances(by="spec", reason="vì")
    fed(Correct(positions=(1,), concerns=("unit:a",), instead=instead), how)
    fed(Retract(positions=(1,), concerns=(text,)), how)


def test_a_code_holds_nothing_but_a_code():
    """In each field of each command: other texts never get past the door."""

    @quick(10)
    @given(text=ANY | st.sampled_from(["a\n", "a b", "-a", "../a"]), data=st.data())
    def any_code(some: Any, text: str, data: st.DataObject) -> None:
        for kind, path in some:
            fed(put(data.draw(built(kind)), path, text), Circumstances(by="spec", reason="vì"))

    for first in range(0, len(CODED), 40):  # an example of all commands at once is too large
        any_code(CODED[first : first + 40])


def test_every_command_is_fed():
    """In every field that is a text, as the types say it, and as the annotations do."""
    assert {kind for kind, _ in (*FED, *CODED)} == set(COMMANDS)
    for kind in COMMANDS:
        reached = {path[0] for of, path in (*FED, *CODED) if of is kind}
        stored = kind.__annotations__.keys() & {*kind.__struct_fields__}  # no class variables
        told = {name for name in stored if WORDS.search(str(kind.__annotations__[name]))}
        assert told <= reached
    assert len(FED) > 50


WORDS = re.compile(r"\b(Line|Remark|Prose|Code|str|Heir|Place|Criterion)\b")
