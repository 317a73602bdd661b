"""Keys as the console of Windows reports them, as the bytes that other terminals send for them.

A console that understands escape sequences has made them of its keys already. One that does not
reports a code for each key. Input methods (UniKey, EVKey) send Backspaces and letters without a
key; what is pasted into an old console, and Alt with digits, arrives when Alt is let go.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

ALT_KEY, BACKSPACE, TAB, SPACE, TWO = 0x12, 0x08, 0x09, 0x20, 0x32
_RIGHT_ALT, _LEFT_ALT, _CTRL, _SHIFT = 0x1, 0x2, 0x4 | 0x8, 0x10
_LETTERS = {
    0x26: "A", 0x28: "B", 0x27: "C", 0x25: "D", 0x23: "F", 0x24: "H",
    0x70: "P", 0x71: "Q", 0x72: "R", 0x73: "S",
}  # fmt: skip
"""Keys whose sequence ends in a letter: arrows, End, Home, F1 to F4."""
_NUMBERS = {
    0x2D: 2, 0x2E: 3, 0x21: 5, 0x22: 6,
    0x74: 15, 0x75: 17, 0x76: 18, 0x77: 19, 0x78: 20, 0x79: 21, 0x7A: 23, 0x7B: 24,
}  # fmt: skip
"""Keys whose sequence has a number: Insert, Delete, pages, F5 to F12."""


class Pressed(NamedTuple):
    """A record of the console: one key, pressed or let go.

    Attributes:
        down: Whether it was pressed.
        code: The virtual key code, 0 for what no key sent.
        char: The UTF-16 code unit, NUL for none.
        state: Which of Shift, Ctrl and Alt were held.
        repeat: How often it was pressed.
    """

    down: bool
    code: int
    char: str
    state: int = 0
    repeat: int = 1


class ConsoleKeys:
    """Records to bytes; half a letter beyond the first 65,536 waits for its other half."""

    def __init__(self) -> None:
        self._half = ""

    def read(self, records: Iterable[Pressed]) -> bytes:
        """Return what another terminal would have sent."""
        units = self._half + "".join(_sent(record) * record.repeat for record in records)
        self._half = units[-1:] if "\ud800" <= units[-1:] <= "\udbff" else ""
        whole = units[: len(units) - len(self._half)]
        return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _sent(key: Pressed) -> str:
    if not key.down:
        typed_with_digits = key.code == ALT_KEY and key.char != "\0"
        return key.char if typed_with_digits else ""
    if not key.code:  # made by the console, or by an input method
        return "" if key.state and key.char == "\0" else key.char
    if key.char == "\0":
        return _without_letter(key)
    return _with_letter(key)


def _with_letter(key: Pressed) -> str:
    ctrl, shift = bool(key.state & _CTRL), bool(key.state & _SHIFT)
    if key.code == BACKSPACE:
        return "\x08" if ctrl else "\x7f"
    if key.code == TAB and shift:
        return "\x1b[Z"
    alt = key.state & (_LEFT_ALT | _RIGHT_ALT) and not ctrl  # AltGr is right Alt and Ctrl
    return f"\x1b{key.char}" if alt and key.char != "\x1b" else key.char


def _without_letter(key: Pressed) -> str:
    if key.code in (SPACE, TWO) and key.state & _CTRL:
        return "\0"
    held = _modifiers(key.state)
    if letter := _LETTERS.get(key.code):
        begin = f"[1;{held + 1}" if held else "O" if letter in "PQRS" else "["
        return f"\x1b{begin}{letter}"
    if number := _NUMBERS.get(key.code):
        return f"\x1b[{number};{held + 1}~" if held else f"\x1b[{number}~"
    return ""


def _modifiers(state: int) -> int:
    alt = bool(state & (_LEFT_ALT | _RIGHT_ALT))
    return bool(state & _SHIFT) + 2 * alt + 4 * bool(state & _CTRL)
