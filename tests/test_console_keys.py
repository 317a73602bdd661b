"""What the console of Windows reports becomes what other terminals send, and is read like it."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste

from thidua_tui.textual_compat.console_keys import ConsoleKeys, Pressed
from thidua_tui.textual_compat.terminal_input import Keyboard

SHIFT, LEFT_CTRL, LEFT_ALT, RIGHT_ALT, NUM_LOCK = 0x10, 0x8, 0x2, 0x1, 0x20
BACK, PACKET = 0x08, 0xE7


def units(text: str) -> list[str]:
    """Return the UTF-16 code units of a text."""
    raw = text.encode("utf-16-le")
    return [chr(int.from_bytes(raw[at : at + 2], "little")) for at in range(0, len(raw), 2)]


def typed(text: str, code: int = 0, state: int = 0) -> list[Pressed]:
    """Return the records of letters, each pressed and let go."""
    return [Pressed(down, code, unit, state) for unit in units(text) for down in (True, False)]


def keys(records: list[Pressed]) -> list[str]:
    """Return what the keyboard makes of the records."""
    found = []
    for message in Keyboard().feed(ConsoleKeys().read(records)):
        if isinstance(message, Key):
            found.append(message.character or message.key)
        elif isinstance(message, Paste):
            found.append(f"paste {message.text}")
    return found


def names(records: list[Pressed]) -> list[str]:
    """Return the names of the keys."""
    read = Keyboard().feed(ConsoleKeys().read(records))
    return [message.key for message in read if isinstance(message, Key)]


def test_letters_of_an_input_method_need_no_key():
    """UniKey types `nghi`, `e`, `e`: a Backspace and the letter that replaces it."""
    back = [Pressed(True, BACK, "\x08"), Pressed(False, BACK, "\x08")]
    stream = [*typed("nghie", 0x45), *back, *typed("ê", PACKET), *back, *typed("ế", PACKET)]
    assert names(stream)[:5] == [*"nghie"]
    assert names(stream)[5::2] == ["backspace", "backspace"]
    assert keys(stream)[6::2] == ["ê", "ế"]


def test_letters_are_taken_with_num_lock_and_without_a_code():
    assert keys(typed("ệ", 0, NUM_LOCK)) == ["ệ"]
    assert keys([Pressed(True, 0, "\0", NUM_LOCK)]) == []


def test_what_is_let_go_types_nothing_but_what_alt_and_digits_made():
    assert keys([Pressed(False, 0x41, "a")]) == []
    assert keys([Pressed(True, 0x12, "\0", LEFT_ALT), Pressed(False, 0x12, "ệ")]) == ["ệ"]


def test_a_letter_in_two_halves_is_one_letter():
    one = ConsoleKeys()
    high, low = units("𠀋")
    assert one.read([Pressed(True, 0, high)]) == b""
    assert one.read([Pressed(True, 0, low)]) == "𠀋".encode()
    assert ConsoleKeys().read([Pressed(True, 0, low)]).decode() == "�"


def test_a_key_that_is_held_repeats():
    assert keys([Pressed(True, 0x41, "a", 0, 3)]) == ["a", "a", "a"]


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (Pressed(True, 0x26, "\0"), "up"),
        (Pressed(True, 0x25, "\0", LEFT_CTRL), "ctrl+left"),
        (Pressed(True, 0x27, "\0", SHIFT), "shift+right"),
        (Pressed(True, 0x24, "\0"), "home"),
        (Pressed(True, 0x23, "\0"), "end"),
        (Pressed(True, 0x21, "\0"), "pageup"),
        (Pressed(True, 0x2E, "\0"), "delete"),
        (Pressed(True, 0x70, "\0"), "f1"),
        (Pressed(True, 0x71, "\0", NUM_LOCK), "f2"),
        (Pressed(True, 0x74, "\0"), "f5"),
        (Pressed(True, 0x7B, "\0"), "f12"),
        (Pressed(True, 0x09, "\t"), "tab"),
        (Pressed(True, 0x09, "\t", SHIFT), "shift+tab"),
        (Pressed(True, 0x0D, "\r"), "enter"),
        (Pressed(True, BACK, "\x08"), "backspace"),
        (Pressed(True, 0x51, "\x11", LEFT_CTRL), "ctrl+q"),
        (Pressed(True, 0x20, "\0", LEFT_CTRL), "ctrl+@"),
    ],
)
def test_keys_of_a_console_without_escape_sequences(record, key):
    assert names([record]) == [key]


def test_modifiers_alone_are_no_keys():
    alone = [Pressed(True, code, "\0", state) for code, state in ((0x10, SHIFT), (0x11, LEFT_CTRL))]
    assert names(alone) == []


def test_alt_comes_before_the_letter_and_alt_gr_makes_one():
    assert ConsoleKeys().read([Pressed(True, 0x41, "a", LEFT_ALT)]) == b"\x1ba"
    assert ConsoleKeys().read([Pressed(True, 0x51, "@", RIGHT_ALT | LEFT_CTRL)]) == b"@"


def test_a_paste_in_brackets_is_a_paste():
    records = typed("\x1b[200~Sở Tài chính\r\nSở Nội vụ\x1b[201~")
    assert keys(records) == ["paste Sở Tài chính\r\nSở Nội vụ"]
