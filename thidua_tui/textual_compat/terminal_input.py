"""What a terminal sends, cut into letters, escape sequences and pastes: bytes in, messages out.

Whatever comes, in whatever pieces, the keyboard is read on: a byte that is no UTF-8 is the letter
`�`; a sequence is read to its end and means something or nothing (`escape_sequences`); what lacks
its end is given up after `PATIENCE`, or when it is longer than anything a terminal sends.

* ESC alone is the key Esc after `ESCAPE_DELAY`, as in Textual.
* A sequence whose end was lost is dropped. Keys do not put that off, long pieces of a sequence do.
* A paste whose end was lost is what came so far, and `TornPaste` reports it. It ends when nothing
  comes for `PATIENCE`, or at once at Esc or Ctrl+Q, pressed alone. Of a paste beyond `MOST_PASTED`
  nothing is kept but the count of its lines (`LongPaste`).
* ESC within a paste becomes SUB, so that the paste stays whole and the field can count it.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from time import monotonic

from textual.constants import ESCAPE_DELAY
from textual.events import Paste
from textual.message import Message

from thidua_tui.textual_compat.escape_sequences import Sequences

PATIENCE = 1.0
"""Seconds after which what lacks its end is given up."""
MOST_PASTED = 1 << 20
"""Bytes of a paste that are kept."""
_MOST_PARAMETERS = 8192
"""Bytes of the parameters of a sequence that are kept."""
_PIECE = 32
"""Bytes that come at once when a terminal sends them, and not when a person types."""

_BEGIN, _END = b"\x1b[200~", b"\x1b[201~"
_ENDING = re.compile(rb"(?:\x1b(?:\[(?:2(?:0(?:1)?)?)?)?|\x11)\Z")
"""What may become the end of a paste, or a way out of it."""
_ESC, _CTRL_Q = b"\x1b", b"\x11"
_STRINGS = b"]PX^_"
_STRING_ENDED = re.compile(rb"[^\x08-\x0d\x20-\xff]")
_WHOLE = re.compile(
    rb"\x1b(?:\[M[\0\x20-\xff]{3}|\[\[[ -~]|\[\d\d?\$(?![ -/@-~])|\[(?![M[])[0-?]*[ -/]*[@-~]"
    rb"|O[0-9;]*[ :<-~])"
)
_BEGUN = re.compile(rb"\x1b(?:\[M[\0\x20-\xff]{0,2}|\[\[|\[[0-?]*[ -/]*|O[0-9;]*)")
_OLD_MOUSE = b"\x1b[M"
_EIGHT_BITS = re.compile(
    "[\x9b\udc9b]([0-?]*[ -/]*[@-~])|[\x8f\udc8f]([@-~])"
    "|[\x90\x98\x9d-\x9f\udc90\udc98\udc9d-\udc9f][^\0-\x07\x0e-\x1f]*?(?:\x07|[\x9c\udc9c])"
)
"""Sequences whose introducer is a single byte, as terminals with eight bits send them."""
_EIGHT_BITS_BEGUN = re.compile(
    "(?<![\udc80-\udcff])(?:[\x9b\udc9b][0-?]*[ -/]*|[\x8f\udc8f]"
    "|[\x90\x98\x9d-\x9f\udc90\udc98\udc9d-\udc9f][^\0-\x07\x0e-\x1f]*)\\Z"
)
"""What may become one of them: it waits for its rest as long as ESC does, then it is letters.

Behind another byte that is no UTF-8 it is a part of a broken letter, and waits for nothing."""


class TornPaste(Message):
    """The end of a paste did not come; what came of it was handed on as a paste."""


class LongPaste(Message):
    """A paste was too long to be kept: so many lines."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = lines


class Keyboard:
    """The reader of one terminal. It never raises because of what came."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._sequences = Sequences()
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self._rest = b""  # what was not read yet: the begin of something
        self._read: Callable[[], Iterator[Message]] = self._keys
        self._came = self._since = 0.0
        self._alt = False
        self._begun, self._begun_at = "", 0.0  # the begin of a sequence of eight bits
        self._paste: list[bytes] = []
        self._pasted = self._lines = 0

    @property
    def wait(self) -> float | None:
        """Seconds until `tick` has something to do; None where it has nothing."""
        until = self._until
        return None if until is None else max(0.0, until - self._now())

    def feed(self, data: bytes) -> Iterator[Message]:
        """Read what the terminal sent."""
        self._came = self._now()
        if self._until is None or len(data) >= _PIECE:
            self._since = self._came
        self._rest += data
        before: object = None
        while self._rest and before != (before := (len(self._rest), self._read)):
            yield from self._read()

    def tick(self) -> Iterator[Message]:
        """Give up what has waited for its end for too long."""
        until = self._until
        if until is not None and self._now() >= until:
            yield from self._give_up()
            rest, self._rest = self._rest, b""
            yield from self.feed(rest)

    @property
    def _until(self) -> float | None:
        """When what has come so far is given up."""
        if self._read == self._text:
            alone = self._rest in (_ESC, _CTRL_Q)
            return self._came + (ESCAPE_DELAY if alone else PATIENCE)
        if self._read == self._string or len(self._rest) > len(b"\x1b["):
            return self._since + PATIENCE
        if self._begun:
            return self._begun_at + ESCAPE_DELAY
        return self._came + ESCAPE_DELAY if self._rest else None

    def _give_up(self) -> Iterator[Message]:
        rest, self._rest = self._rest, b""
        begun, self._begun = self._begun, ""
        yield from self._characters(begun)
        if self._read == self._string:
            self._read, self._rest = self._keys, rest
        elif self._read == self._text:
            self._keep(b"" if rest in (_ESC, _CTRL_Q) else rest)
            yield from self._pasted_so_far(torn=True)
            self._rest = rest if rest == _CTRL_Q else b""
        elif rest == _ESC:
            yield from self._sequences.character("\x1b")
        elif len(rest) == len(b"\x1b["):
            yield from self._sequences.alt(chr(rest[1]))

    def _keys(self) -> Iterator[Message]:
        """Read letters up to an ESC, or what begins with it."""
        begin = self._rest.find(_ESC)
        if begin:
            text = self._rest if begin < 0 else self._rest[:begin]
            self._rest = self._rest[len(text) :]
            yield from self._letters(text)
            return
        yield from self._letters(b"", final=True)
        second = self._rest[1:2]
        if self._rest.startswith(_BEGIN):
            self._take(len(_BEGIN))
            self._read = self._text
        elif second in (b"[", b"O"):
            yield from self._sequence()
        elif second == _ESC:
            self._take(1)
            yield from self._sequences.character("\x1b")
        elif second == b"\\":
            self._take(2)  # the end of a string that was given up
        elif second in _STRINGS:
            if len(self._rest) > len(b"\x1b]"):
                self._take(2)
                self._read = self._string
        elif second:
            self._take(1)
            self._alt = True

    def _take(self, count: int) -> bytes:
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    def _letters(self, data: bytes, *, final: bool = False) -> Iterator[Message]:
        """Return the keys of text; the last letter may be cut in two."""
        before, self._begun = self._begun, ""
        text, at = before + self._decoder.decode(data, final), 0
        for found in _EIGHT_BITS.finditer(text):
            yield from self._characters(text[at : found.start()])
            introducer = "[" if found[1] else "O"
            if key := found[1] or found[2]:
                yield from self._sequences.sequence(f"\x1b{introducer}{key}")
            at = found.end()
        begun = None if final else _EIGHT_BITS_BEGUN.search(text, at)
        if begun and len(begun[0]) <= _MOST_PARAMETERS:
            self._begun = begun[0]
            self._begun_at = self._begun_at if before else self._came
            yield from self._characters(text[at : begun.start()])
        else:
            yield from self._characters(text[at:])

    def _characters(self, text: str) -> Iterator[Message]:
        whole = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        for char in whole:
            alt, self._alt = self._alt, False
            if alt:
                yield from self._sequences.alt(char)
            else:
                yield from self._sequences.character(char)

    def _sequence(self) -> Iterator[Message]:
        """Read a sequence with parameters, or the bytes of a mouse report of old."""
        if whole := _WHOLE.match(self._rest):
            taken = self._take(whole.end())
            if taken.startswith(_OLD_MOUSE) and len(taken) > len(_OLD_MOUSE):
                yield from self._sequences.old_mouse(*(byte - 32 for byte in taken[3:]))
            else:
                yield from self._sequences.sequence(taken.decode("ascii"))
            return
        begun = _BEGUN.match(self._rest)
        length = begun.end() if begun else 0
        if length < len(self._rest):
            broken = self._take(length)
            if length == len(b"\x1b["):
                yield from self._sequences.alt(chr(broken[1]))
        elif length > _MOST_PARAMETERS:
            self._rest = b"\x1b[<?"  # no sequence that means something begins so

    def _string(self) -> Iterator[Message]:
        """Pass over a string of the terminal (OSC, DCS, APC …): none means anything here."""
        ended = _STRING_ENDED.search(self._rest)
        self._take(ended.start() if ended else len(self._rest))
        if self._rest == _ESC:
            return
        if self._rest.startswith(b"\x1b\\"):
            self._take(2)
        elif self._rest[:1] in (b"\x07", b"\x18", b"\x1a"):
            self._take(1)
        if ended:
            self._read = self._keys
        yield from ()

    def _text(self) -> Iterator[Message]:
        """Read a paste up to its end."""
        end = self._rest.find(_END)
        if end >= 0:
            self._keep(self._take(end))
            self._take(len(_END))
            yield from self._pasted_so_far()
        else:
            ending = _ENDING.search(self._rest)
            self._keep(self._take(ending.start() if ending else len(self._rest)))

    def _keep(self, data: bytes) -> None:
        """Keep a piece of a paste, or of a long one the count of its lines."""
        self._pasted += len(data)
        self._lines += max(data.count(b"\n"), data.count(b"\r"))
        if self._pasted <= MOST_PASTED:
            self._paste.append(data)
        else:
            self._paste.clear()

    def _pasted_so_far(self, *, torn: bool = False) -> Iterator[Message]:
        """End the paste, and return it."""
        text = b"".join(self._paste).decode("utf-8", "replace")
        long, lines = self._pasted > MOST_PASTED, self._lines + 1
        self._paste, self._pasted, self._lines = [], 0, 0
        self._read = self._keys
        if long:
            yield LongPaste(lines)
            return
        yield Paste(text.replace("\x1b", "\x1a").replace("\0", ""))
        if torn:
            yield TornPaste()
