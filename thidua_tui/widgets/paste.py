"""A paste stays one paste, whatever it holds.

Textual's parser takes an ESC inside a bracketed paste for the start of a key: up to 32 characters
behind it leave the paste and arrive as keys, Enter among them, before the rest. Here ESC becomes
SUB on its way in, so that the paste arrives whole and the field can drop and count it.

So does a syllable that an input method composed, where a person has the Kitty protocol on: it is
one sequence of code points (`ESC [ 0 ; ; 110 : 103 … u`), of which the parser reads 32 characters
and types the others. Here it becomes its letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Key
from textual.keys import Keys
from textual.message import Message

_ESC, _SUB = "\x1b", "\x1a"
_COMPOSED = re.compile(r"\x1b\[0;1?;([0-9:]{1,2000})u")
_ALTERNATIVES = re.compile(r"(?<=\[)([0-9]+):[0-9:]*")
_BEGUN = re.compile(r"\x1b\[0;[0-9:;]{0,2000}\Z")


def _letters(found: re.Match[str]) -> str:
    """The letters of a composed text that came as code points."""
    points = (int(point) for point in found[1].split(":") if point)
    return "".join(chr(point) for point in points if 0x20 <= point <= 0x10FFFF)


class PasteParser(XTermParser):
    """The terminal's parser, with ESC inside a paste made harmless."""

    _seen = ""  # the last characters before a paste
    _ending = ""  # inside a paste: what may become its end, from ESC on
    _pasting = False
    _begun = ""  # a composed text of which the rest is still to come

    def feed(self, data: str) -> Iterable[Message]:
        """Parse what the terminal sent; empty data is the end of it."""
        if data:
            data = _COMPOSED.sub(_letters, self._begun + data)
            self._begun = found[0] if (found := _BEGUN.search(data)) else ""
            data = data.removesuffix(self._begun)
            if not data:
                return ()
        safe = "".join(map(self._pass, data))
        return super().feed(safe) if safe or not data else ()

    def _parse_extended_key(  # type: ignore[override]  # a cache there is a type of its own
        self, sequence: str
    ) -> list[Key] | None:
        """A key of the Kitty protocol; one to be ignored for what looks like one and is none.

        A key may be told with its alternatives (`97:65`), which the parser takes for a number: the
        error would end the thread that reads the keyboard.
        """
        try:
            return super()._parse_extended_key(_ALTERNATIVES.sub(r"\1", sequence))
        except (ValueError, OverflowError):
            return [Key(Keys.Ignore, None)]

    def _pass(self, char: str) -> str:
        """Return what to parse for one character: itself, nothing yet, or what was kept back."""
        if not self._pasting:
            self._seen = (self._seen + char)[-len(BRACKETED_PASTE_START) :]
            self._pasting = self._seen == BRACKETED_PASTE_START
            return char
        kept, self._ending = self._ending, ""
        if BRACKETED_PASTE_END.startswith(kept + char):
            self._ending = kept + char
            if self._ending != BRACKETED_PASTE_END:
                return ""
            self._pasting, self._seen, self._ending = False, "", ""
            return BRACKETED_PASTE_END
        if char == _ESC:
            self._ending = char
            return kept.replace(_ESC, _SUB)
        return kept.replace(_ESC, _SUB) + char
