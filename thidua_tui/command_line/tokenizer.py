"""A line of text becomes words, quoted texts, and values with a name before them."""

from __future__ import annotations

from msgspec import Struct

from events.text import nfc

QUOTES = {'"': '"', "“": "”", "«": "»"}
"""Opening quote -> closing quote; a doubled closing quote within a text is literal."""
APOSTROPHES = {"'": "'", "‘": "’"}
"""Quotes that are apostrophes too (Ea H'leo): they close at the end of a word, or open nothing."""


class Token(Struct, frozen=True, kw_only=True):
    """One part of a line, from `start` to `end`. `named` is what precedes an equals sign.

    A text that was opened and not closed reaches to the end of the line: `open`.
    """

    text: str
    start: int
    end: int
    named: str = ""
    quoted: bool = False
    open: bool = False

    @property
    def word(self) -> str:
        """The word without the comma or semicolon that parts it from the next."""
        return self.text if self.quoted else self.text.rstrip(",;") or self.text


def split(line: str) -> list[Token]:
    """The tokens of a line, composed (NFC); positions are those in the composed line."""
    line = nfc(line)
    found: list[Token] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        token = _token(line, at)
        found.append(token)
        at = token.end
    return found


def _token(line: str, start: int) -> Token:
    """The token that begins here."""
    if _opens(line, start):
        return _text(line, start, start, "")
    at = start
    while at < len(line) and not line[at].isspace():
        if line[at] == "=" and at > start:
            return _valued(line, start, at)
        at += 1
        if line[at - 1] in ",;" and at - 1 > start and line[at : at + 1].isalpha():
            break  # `stc,snv` are two words
    return Token(text=line[start:at], start=start, end=at)


def _valued(line: str, start: int, equals: int) -> Token:
    """A name, an equals sign, and the value right behind it."""
    name, at = line[start:equals], equals + 1
    if at < len(line) and _opens(line, at):
        return _text(line, start, at, name)
    end = at
    while end < len(line) and not line[end].isspace():
        end += 1
    return Token(text=line[at:end], start=start, end=end, named=name)


def _opens(line: str, at: int) -> bool:
    """Whether a quoted text begins here; one in apostrophes must end, too."""
    if closing := APOSTROPHES.get(line[at]):
        return any(_ends(line, end, closing) for end in range(at + 1, len(line)))
    return line[at] in QUOTES


def _ends(line: str, at: int, closing: str) -> bool:
    """Whether a text in apostrophes ends here: behind the sign is no letter."""
    return line[at] == closing and not line[at + 1 : at + 2].isalnum()


def _text(line: str, start: int, opening: int, name: str) -> Token:
    """A quoted text."""
    apostrophe = APOSTROPHES.get(line[opening])
    closing, kept, at = apostrophe or QUOTES[line[opening]], "", opening + 1
    while at < len(line):
        if line[at] == closing and (not apostrophe or _ends(line, at, closing)):
            if apostrophe or line[at + 1 : at + 2] != closing:
                return Token(text=kept, start=start, end=at + 1, named=name, quoted=True)
            at += 1
        kept += line[at]
        at += 1
    return Token(text=kept, start=start, end=at, named=name, quoted=True, open=True)
