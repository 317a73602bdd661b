"""What the terminal sends becomes keys, pastes and reports; what means nothing becomes nothing.

The clock of these tests is a number, so that pauses between bytes are exact.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from textual import constants
from textual.constants import ESCAPE_DELAY
from textual.events import AppFocus, Key, MouseDown, MouseUp, Paste, Resize
from textual.message import Message

from thidua_tui.textual_compat.escape_sequences import MOST_COLUMNS, MOST_LINES
from thidua_tui.textual_compat.terminal_input import (
    MOST_PASTED,
    PATIENCE,
    Keyboard,
    LongPaste,
    TornPaste,
)

BEGIN, END = b"\x1b[200~", b"\x1b[201~"
MEANINGLESS = [
    b"\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\",
    b"\x1b]11;rgb:1c1c/1c1c/1c1c\x07",
    b"\x1b]52;c;" + b"QUJD" * 500 + b"\x07",
    "\x1b]0;Sở Tài chính\x1b\\".encode(),
    b"\x1b[?62;22c",
    b"\x1b[?62;6;7;22c",
    b"\x1b[?997;1n",
    b"\x1b[0n",
    b"\x1b[>41;354;0c",
    b"\x1b[=1;2c",
    b"\x1b[8;30;100t",
    b"\x1b[24;80R",
    b"\x1b[?1u",
    b"\x1b[?2004;1$y",
    b"\x1b[12;2$y",
    b'\x1b[1;2"q',
    b"\x1b[1 q",
    b"\x1b[99~",
    b"\x1b[201~",
    b"\x1b[97;5:3u",
    b"\x1b[57441u",
    b"\x1b[99999999u",
    b"\x1b[9999999999999999999999~",
    b"\x1b[;;;;;;;;u",
    b"\x1b[27;5;1114112~",
    b"\x1b[1;5u"[:-1] + b"z",
    b"\x1b[" + b"1;" * 3000 + b"m",
    b"\x1bP>|tmux 3.3a\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1b_Gi=1;OK\x1b\\",
    b"\x1b^private\x1b\\",
    b"\x1bXstart of string\x07",
    b"\x1bOE",
    b"\x1bOz",
    b"\x1b[<;;M",
    b"\x1b[<0;0;0M",
    b"\x1b[48;9999;9999;9;9t",
    b"\x1b[48;0;0;0;0t",
    b"\x9b31m",
    b"\xc2\x9b31m",
    b"\x9d11;rgb:1c\x9c",
    b"\x90>|x\x9c",
    b"\x1b\\",
]
"""Complete sequences that are no key of ours."""


class Clock:
    """A terminal and its time: bytes go in, a number is a pause."""

    def __init__(self) -> None:
        self.now = 0.0
        self.keyboard = Keyboard(lambda: self.now)

    def read(self, *sent: bytes | float) -> list[Message]:
        """Return what came of it, without waiting for more than the pauses."""
        return [*self._read(*sent)]

    def _read(self, *sent: bytes | float) -> Iterator[Message]:
        for part in sent:
            if isinstance(part, bytes):
                yield from self.keyboard.feed(part)
                continue
            self.now += part
            yield from self.keyboard.tick()

    def keys(self, *sent: bytes | float) -> list[str]:
        """Return the names of the keys, and the kinds of all else."""
        found = self.read(*sent)
        return [event.key if isinstance(event, Key) else type(event).__name__ for event in found]


@pytest.fixture(autouse=True)
def kitty_off(monkeypatch):
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)


@pytest.fixture
def terminal() -> Clock:
    return Clock()


@pytest.mark.parametrize("kitty", [False, True])
@pytest.mark.parametrize("sequence", MEANINGLESS)
def test_sequence_without_meaning_gives_nothing(terminal, monkeypatch, sequence, kitty):
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", not kitty)
    assert terminal.keys(sequence, b"x") == ["x"]


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.09])
@pytest.mark.parametrize("sequence", [s for s in MEANINGLESS if s[:1] == b"\x1b" and len(s) < 99])
def test_sequence_in_two_pieces_gives_nothing(sequence, pause):
    for at in range(1, len(sequence)):
        assert Clock().keys(sequence[:at], pause, sequence[at:], b"x") == ["x"], at


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.09])
@pytest.mark.parametrize("sequence", [s for s in MEANINGLESS if s[:1] != b"\x1b"])
def test_sequence_of_eight_bits_in_two_pieces_gives_nothing(sequence, pause):
    for at in range(1, len(sequence)):
        assert Clock().keys(b"a" + sequence[:at], pause, sequence[at:] + b"x") == ["a", "x"], at


def test_begin_of_eight_bits_without_its_rest_is_letters_after_the_delay(terminal):
    assert terminal.keys(b"\x9b31") == []
    assert terminal.keys(ESCAPE_DELAY, b"m") == ["replacement_character", "3", "1", "m"]
    assert terminal.keyboard.wait is None


def test_sequence_in_single_bytes_with_long_pauses_gives_nothing(terminal):
    sent = [part for byte in b"\x1b[?62;22c"[2:] for part in (bytes([byte]), 0.12)]
    assert terminal.keys(b"\x1b[", *sent, b"x") == ["x"]


@pytest.mark.parametrize(
    "begun", [b"\x1b]11;rgb:1c", b"\x1bP>|tm", b"\x1b[?62;", b"\x1b[M ", b"\x1b_G"]
)
def test_sequence_without_end_is_given_up_while_keys_go_on(terminal, begun):
    typed = [part for _ in range(8) for part in (0.3, b"1")]
    found = terminal.keys(begun, *typed)
    assert "1" in found
    assert terminal.keys(PATIENCE, b"x")[-1] == "x"
    assert terminal.keyboard.wait is None


def test_long_string_without_end_keeps_nothing_and_is_given_up(terminal):
    for _ in range(200):
        assert terminal.read(b"\x1b]52;c;" + b"A" * 65536) == []
        assert len(terminal.keyboard._rest) < 8
    assert terminal.keys(PATIENCE, b"x") == ["x"]


@pytest.mark.parametrize("key", [b"\x11", b"\x03"])
def test_control_key_ends_a_string_without_end(terminal, key):
    assert terminal.keys(b"\x1b]11;rgb", 0.2, key) == [f"ctrl+{chr(key[0] + 96)}"]


def test_escape_alone_comes_after_the_delay_and_not_later(terminal):
    assert terminal.read(b"\x1b", ESCAPE_DELAY / 2) == []
    assert terminal.keys(ESCAPE_DELAY / 2) == ["escape"]
    assert terminal.keys(b"\x1b\x1b[A") == ["escape", "up"]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (b"\x1bOl", ["comma"]),
        (b"9\x1bOl5", ["9", "comma", "5"]),
        (b"\x1bOn\x1bOm\x1bOk\x1bOj\x1bOo", ["full_stop", "minus", "plus", "asterisk", "slash"]),
        (b"\x1bOp\x1bOy\x1bOM\x1bOI\x1bOX", ["0", "9", "enter", "tab", "equals_sign"]),
        (b"\x1b[97u\x1b[97;2u\x1b[32u", ["a", "A", "space"]),
        (b"\x1b[97;5u\x1b[27;5;97~", ["ctrl+a", "ctrl+a"]),
        (b"\x1b[13u\x1b[13;5u\x1b[27;5;13~", ["enter", "ctrl+enter", "ctrl+enter"]),
        (b"\x1b[27u\x1b[9u\x1b[9;2u\x1b[127u", ["escape", "tab", "shift+tab", "backspace"]),
        (b"\x1b[27;2;65~\x1b[57416u\x1b[57404u", ["A", "comma", "5"]),
        (b"\x1b[97;129u\x1b[97;1:1u", ["a", "a"]),
        (b"\x1b[[A\x1b[3$\x1bOP\x1b[15~", ["f1", "shift+delete", "f1", "f5"]),
        (b"\x1b[1;5C\x1b[Z\x1b[H\x1bOH", ["ctrl+right", "shift+tab", "home", "home"]),
        (b"\x1ba\x1b\xc6\xb0", ["alt+a", "alt+ư"]),
        (b"\x9bA\x8fP", ["up", "f1"]),
        ("thưởng Ờẛ".encode(), [*"thưởng", "space", "Ờ", "ẛ"]),
    ],
)
def test_key_in_any_spelling_is_that_key(terminal, sent, keys):
    assert terminal.keys(sent) == keys


def test_keypad_comma_can_be_typed(terminal):
    (event,) = terminal.read(b"\x1bOl")
    assert isinstance(event, Key)
    assert event.character == ","


@pytest.mark.parametrize("introducer", b"[O]P_")
def test_alt_with_an_introducer_is_a_key_when_nothing_follows(terminal, introducer):
    (event,) = terminal.read(bytes([0x1B, introducer]), ESCAPE_DELAY)
    assert isinstance(event, Key)


@pytest.mark.parametrize(
    ("sent", "broken"),
    [
        (b"\xff", 1),
        (b"\x80", 1),
        (b"\xe9n", 1),
        (b"\xc3a", 1),
        (b"\xe1\xbb ", 1),
        (b"\xed\xa0\x80", 3),
        (b"\xf4\x90\x80\x80", 4),
        (b"\xc0\xaf", 2),
        (b"\xe9\x1b[A", 1),
    ],
)
def test_bytes_that_are_no_letter_are_replaced(terminal, sent, broken):
    found = terminal.keys(sent, b"x")
    assert found.count("replacement_character") == broken
    assert found[-1] == "x"


def test_every_byte_alone_and_every_pair_leaves_a_keyboard_that_reads():
    for first in range(256):
        for second in (None, *range(0, 256, 5)):
            terminal = Clock()
            terminal.read(bytes([first]), 0.2, b"" if second is None else bytes([second]))
            assert terminal.keys(PATIENCE, PATIENCE, b"zz")[-1] == "z", (first, second)


def test_letter_in_two_pieces_is_whole(terminal):
    whole = "ở".encode()
    assert terminal.keys(whole[:1], 0.5, whole[1:2], 0.5, whole[2:]) == ["ở"]


@pytest.mark.parametrize("report", [b"\x1b[M \x84%", b"\x1b[M \xff\xff", b"\x1b[M \xc3\xa9"])
def test_old_mouse_report_is_read_whole(terminal, report):
    for at in range(3, len(report) + 1):
        found = Clock().read(report[:at], report[at:])
        assert [type(event) for event in found] == [MouseDown]
    assert isinstance(found[0], MouseDown)
    assert (found[0].x, found[0].y) == (report[4] - 33, report[5] - 33)
    assert terminal.keys(b"\x1b[M#\x84%") == [MouseUp.__name__]
    assert terminal.keys(b"\x1b[M \x00\x00x") == ["x"]


def test_focus_and_size_are_reported(terminal):
    focus, size = terminal.read(b"\x1b[I\x1b[48;24;80;480;640t")
    assert isinstance(focus, AppFocus)
    assert isinstance(size, Resize)
    assert size.size == (80, 24)
    assert terminal.read(b"\x1b[48;%d;%d;1;1t" % (MOST_LINES + 1, MOST_COLUMNS)) == []


def test_paste_is_one_paste_whatever_is_in_it(terminal):
    data = BEGIN + b"S\xeb Y\x1b[31m t\x00\x07\x11\r" + "ế".encode() + END
    for at in range(len(BEGIN), len(data)):
        found = Clock().read(data[:at], 0.01, data[at:])
        assert [type(event) for event in found] == [Paste], at
        assert isinstance(found[0], Paste)
        assert found[0].text == "S� Y\x1a[31m t\x07\x11\rế"


def test_paste_without_end_is_what_came_after_a_second(terminal):
    assert terminal.read(BEGIN + b"So Y te", 0.9, b" tinh", 0.9) == []
    paste, torn, key = terminal.read(0.2, b"x")
    assert (paste.text, type(torn), key.key) == ("So Y te tinh", TornPaste, "x")
    assert terminal.keys(END, b"y") == ["y"]


def test_escape_ends_a_paste_without_end_at_once(terminal):
    assert terminal.keys(BEGIN + b"a", 0.2, b"\x1b", 0.11, b"x") == ["Paste", "TornPaste", "x"]


def test_ctrl_q_ends_a_paste_without_end_and_is_a_key(terminal):
    found = terminal.keys(BEGIN + b"a", 0.2, b"\x11", 0.11)
    assert found == ["Paste", "TornPaste", "ctrl+q"]


def test_paste_beyond_a_mebibyte_is_counted_and_not_kept(terminal):
    lines = 300_000
    began = time.process_time()
    found = terminal.read(BEGIN)
    for _ in range(100):
        found += terminal.read(b"So Tai chinh; STC\r" * (lines // 100))
        assert sum(map(len, terminal.keyboard._paste)) <= MOST_PASTED
    found += terminal.read(END, b"x")
    assert [type(event) for event in found] == [LongPaste, Key]
    assert found[0].lines == lines + 1
    assert time.process_time() - began < 5


def test_paste_beyond_a_mebibyte_without_end_ends_too(terminal):
    terminal.read(BEGIN + b"a" * (MOST_PASTED + 1))
    assert terminal.keys(PATIENCE, b"x") == ["LongPaste", "x"]
