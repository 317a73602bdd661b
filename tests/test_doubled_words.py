"""No sentence says a word, or two words, twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from msgspec.structs import replace

from events.event import Event
from events.store.codec import decode
from events.store.ledger import Ledger
from tests.test_golden import LINES
from thidua_tui.command_line import cases
from thidua_tui.formatting.minutes.additions import lines_below
from thidua_tui.formatting.minutes.text import minutes_lines
from thidua_tui.i18n.messages import LANGUAGES, Codes, Words
from thidua_tui.session.samples import conference, held_meeting, scored_year, years
from views.minutes import Meetings, Minutes
from views.names import Names
from views.projection import project

DOUBLED = re.compile(r"(?<!\w)([^\W\d_]+(?: [^\W\d_]+)?) \1(?!\w)", re.IGNORECASE)


def doubled(sentence: str) -> list[str]:
    """Return the words that a sentence has twice in a row."""
    found = (one[0] for one in DOUBLED.finditer(sentence))
    return [words for words in found if words != "sở Sở"]  # trụ sở Sở Tài chính


def alternatives(event: Event) -> Iterator[Event]:
    """Yield an event, and the same with every other value of each field of few values."""
    yield event
    for field, kind in get_type_hints(type(event)).items():
        if get_origin(kind) is Literal and field in event.__struct_fields__:
            for value in get_args(kind):
                changed: Any = replace(event, **{field: value})
                yield changed


def test_a_doubled_word_is_found():
    assert doubled("dự tại điểm cầu điểm cầu huyện") == ["điểm cầu điểm cầu"]
    assert doubled("về về bầu") == ["về về"]
    assert doubled("Nội dung nội dung khác") == ["Nội dung nội dung"]
    assert doubled("tại trụ sở Sở Tài chính") == []
    assert doubled("mục 1 1; Sở Y tế; Sở Y") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_of_an_event_has_a_doubled_word(lang):
    words = Words(lang)
    wrong = {}
    for path in LINES.values():
        for line in path.read_bytes().splitlines():
            name = path.name.partition(".")[0]
            for event in alternatives(decode(1, name, line).event):
                sentence = words.sentence(event, Codes())
                if doubled(sentence):
                    wrong[sentence] = doubled(sentence)
    assert wrong == {}


SAMPLES = {
    "demo": (conference.play, scored_year.play, held_meeting.play),
    "years": (years.play,),
    "cases": (cases.play,),
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_minutes_and_no_sentence_of_a_sample_has_a_doubled_word(sample):
    ledger = Ledger(InMemoryDCBRecorder())
    for play in SAMPLES[sample]:
        play(ledger)
    names = project(Names(), ledger)
    for words in map(Words, LANGUAGES):
        lines = [words.sentence(entry.event, names) for entry in ledger.read()]
        for row in project(Meetings(), ledger).rows():
            view = project(Minutes(row.meeting), ledger)
            below = lines_below(view, lambda one, at: project(one, ledger, at), words)
            lines += minutes_lines(view, words, 400, below)
        assert {line: doubled(line) for line in lines if doubled(line)} == {}
