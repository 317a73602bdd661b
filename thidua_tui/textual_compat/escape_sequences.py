"""What a complete escape sequence of a terminal means: a key, the mouse, a resize, or nothing.

An escape sequence is a unit. A sequence without meaning has no effect; none of its bytes is ever
a key. Textual's parser has the tables, but it reads a stream and issues what it does not know as
letters, so only its tables are used. `terminal_input` finds where a sequence ends.

Private parts of Textual used here: the parser's `_sequence_to_key_events` (the table of keys),
`parse_mouse_code`, `_parse_extended_key`, and two tables. It offers no public way to read a
single key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import IS_ITERM, XTermParser
from textual.events import AppBlur, AppFocus, Key, Resize
from textual.keys import Keys
from textual.message import Message
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

MOST_COLUMNS, MOST_LINES = 1000, 400
"""The largest screen that is drawn: every cell costs time and memory."""
_KEYPAD = {"\x1bOl": ",", "\x1bOX": "=", "\x1bO ": " ", "\x1bOI": "\t"}
"""Keys of a keypad in application mode that Textual's table lacks."""
_KEYPAD_POINTS = {
    57409: ".", 57410: "/", 57411: "*", 57412: "-", 57413: "+", 57414: "\r", 57415: "=", 57416: ",",
} | {57399 + digit: str(digit) for digit in range(10)}  # fmt: skip
"""The same as the Kitty protocol numbers them."""
_MODIFIERS = range(57441, 57455)
"""Shift, Ctrl and the like, pressed by themselves."""
_SHIFT, _CTRL, _LOCKS = 1, 4, 64 | 128
_RELEASED = "3"
_ABSURD = re.compile(r"\d{7}")
"""No terminal has a number that long; Python refuses to read the longest."""
_COMPOSED = re.compile(r"\x1b\[0;1?;([0-9:]+)u")
_ALTERNATIVES = re.compile(r"(?<=\[)([0-9]+):[0-9:]*")
_SPELT = re.compile(r"\x1b\[(\d+)[\d:]*(?:;(\d*)(?::(\d))?)?(?:;([\d:]*))?u")
_FUNCTIONAL = re.compile(r"\x1b\[(\d*)[\d:;]*([~A-Z])")
_OTHER_KEYS = re.compile(r"\x1b\[27;(\d+);(\d+)~")
_RESIZE = re.compile(r"\x1b\[48;(\d+)[\d:]*;(\d+)[\d:]*;(\d+)[\d:]*;(\d+)[\d:]*t")
_MODE = re.compile(r"\x1b\[\?(2026|2048);(\d)\$y")
_MOUSE = re.compile(r"\x1b\[<\d+;-?\d+;-?\d+[Mm]")


class Sequences:
    """Turns characters and complete escape sequences into messages of Textual."""

    def __init__(self) -> None:
        self._textual = XTermParser()

    def character(self, char: str, *, alt: bool = False) -> Iterator[Message]:
        """Return the key of one character."""
        for key in self._textual._sequence_to_key_events(char, alt=alt):
            if key.key != Keys.Ignore:
                yield key

    def alt(self, char: str) -> Iterator[Message]:
        """Return the key of ESC followed by one character."""
        keys = [*self._textual._sequence_to_key_events(f"\x1b{char}")]
        yield from keys or self.character(char, alt=True)

    def sequence(self, sequence: str) -> Iterator[Message]:
        """Return what a complete sequence means; nothing for most of what terminals answer."""
        if composed := _COMPOSED.fullmatch(sequence):
            for char in _letters(composed[1]):
                yield from self.character(char)
        elif not _ABSURD.search(sequence):
            yield from self._known(sequence)

    def _known(self, sequence: str) -> Iterator[Message]:
        if sequence in ("\x1b[I", "\x1b[O"):
            yield AppFocus() if sequence == "\x1b[I" else AppBlur()
        elif _MOUSE.fullmatch(sequence):
            if moved := self._textual.parse_mouse_code(sequence):
                yield moved
        elif size := _RESIZE.fullmatch(sequence):
            yield from self._resize(*map(int, size.groups()))
        elif mode := _MODE.fullmatch(sequence):
            yield from _mode(mode[1], int(mode[2]))
        else:
            yield from self._keys(sequence)

    def _keys(self, sequence: str) -> Iterator[Message]:
        if char := _KEYPAD.get(sequence):
            yield from self.character(char)
        elif sequence in ANSI_SEQUENCES_KEYS:
            yield from self.character(sequence)
        elif other := _OTHER_KEYS.fullmatch(sequence):
            yield from self._spelt(int(other[2]), int(other[1]))
        elif (spelt := _SPELT.fullmatch(sequence)) and spelt[3] == _RELEASED:
            return
        elif spelt and not spelt[4]:
            yield from self._spelt(int(spelt[1]), int(spelt[2] or 1))
        else:
            yield from self._extended(sequence)

    def _spelt(self, point: int, modifiers: int) -> Iterator[Message]:
        """Return a key that came as its code point: `CSI u`, or xterm's `27;modifiers;code~`."""
        held = max(0, modifiers - 1) & ~_LOCKS
        char = _KEYPAD_POINTS.get(point) or _char(point)
        plain = not held or (held == _SHIFT and char.isprintable() and char)
        if char and plain:
            yield from self.character(char.upper() if held else char)
        elif held == _CTRL and len(char) == 1 and "@" <= char.upper() <= "_":
            yield from self.character(chr(ord(char.upper()) & 0x1F))
        elif char or (point not in _MODIFIERS and f"{point}u" in FUNCTIONAL_KEYS):
            yield from self._extended(f"\x1b[{point};{held + 1}u")

    def _extended(self, sequence: str) -> list[Key]:
        """Return the keys of a sequence of the Kitty protocol; none for what only looks like it.

        A key may come with its alternatives (`97:65`), which the parser takes for a number; a
        number that is no key (`201~`) it takes for the letter with this code point.
        """
        found = _FUNCTIONAL.fullmatch(sequence)
        if found and f"{found[1] or 1}{found[2]}" not in FUNCTIONAL_KEYS:
            return []
        try:
            keys = self._textual._parse_extended_key(_ALTERNATIVES.sub(r"\1", sequence)) or []
        except (ValueError, OverflowError):
            return []
        return [key.copy() for key in keys]

    def _resize(self, height: int, width: int, deep: int, wide: int) -> Iterator[Message]:
        """Return the size that a terminal reports; an impossible size is no report."""
        if not (0 < width <= MOST_COLUMNS and 0 < height <= MOST_LINES):
            return
        resize = Resize.from_dimensions((width, height), (wide, deep) if wide and deep else None)
        self._textual.terminal_size = resize.size
        self._textual.terminal_pixel_size = resize.pixel_size
        self._textual.mouse_pixels = True
        yield resize

    def old_mouse(self, button: int, column: int, line: int) -> Iterator[Message]:
        """Return the event of a mouse report in the encoding of X10: three bytes less 32."""
        if button < 0 or column < 1 or line < 1:
            return  # behind the last column that the encoding can report
        released = button & 0b1100011 == 0b11
        code = f"\x1b[<{button & ~0b11 if released else button};{column};{line}"
        if moved := self._textual.parse_mouse_code(code + ("m" if released else "M")):
            yield moved


def _char(point: int) -> str:
    """The character of a code point, empty where it is none."""
    private = 0xE000 <= point <= 0xF8FF or 0xD800 <= point <= 0xDFFF
    control = point < 0x20 and point not in (8, 9, 13, 27)
    return "" if private or control or point > 0x10FFFF else chr(point)


def _letters(points: str) -> str:
    """The letters of a composed text that came as code points."""
    found = (_char(int(point)) for point in points.split(":") if 0 < len(point) <= 7)
    return "".join(char for char in found if char >= " ")


def _mode(mode: str, setting: int) -> Iterator[Message]:
    """What a terminal says of a mode that was asked for."""
    if mode == "2026" and setting:
        yield TerminalSupportsSynchronizedOutput()
    elif mode == "2048" and constants.SMOOTH_SCROLL and not IS_ITERM:
        yield InBandWindowResize.from_setting_parameter(setting)
