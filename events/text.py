"""Text that people typed, and text that came from elsewhere: kept clean, shown harmless.

Text is composed (NFC) everywhere. What is stored passed `clean`; what is printed passes `plain`,
because an old file or another program may hold what we would refuse, and an escape sequence reaches
the terminal raw through every library below us. Comparing and sorting are in `events.collation` and
can be imported from here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from events.canonical_letters import composed
from events.collation import find, fold, matches, same_name, sort_key
from events.errors import BadInput

__all__ = [
    "EDGES",
    "clean",
    "find",
    "fold",
    "matches",
    "nfc",
    "plain",
    "same_name",
    "sort_key",
    "strange",
]

# What has no picture of its own: Cc controls with C1, Cf bidirectional and zero-width, Cs halves,
# Co private use, Cn unassigned, Zl and Zp separators that split a line behind our back.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters and marks by category, yet drawn as nothing: joiners, fillers, variation selectors.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SPACES = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
EDGES = f"{_SPACES}\t\n"
"""What no stored text begins or ends with."""
_RUN = re.compile(f"[{_SPACES}]+")
_BREAK = re.compile("\r\n?")


def nfc(text: str) -> str:
    """Compose letters with their marks, and replace substitutes by their letters (Ð: Đ)."""
    return composed(text)


@lru_cache(4096)
def strange(char: str) -> bool:
    """Return whether a character is unseen or commands a terminal, as do newline and tab."""
    return unicodedata.category(char) in _UNSEEN or _BLANK.match(char) is not None


def clean(text: str, *, multiline: bool = False, limit: int | None = None) -> str:
    """Return text fit to be stored: composed, stripped, on a single line with single spaces.

    Args:
        text: The text as it was typed or pasted.
        multiline: Whether newlines and runs of spaces stay.
        limit: The greatest length in characters, after cleaning; None for any.

    Raises:
        BadInput: `control-character` with the first bad `char` as "U+001B"; `too-long` with
            `limit` and `length`.
    """
    if text.isascii() and text.isprintable():  # nearly every code, and most of what is empty
        text = text.strip()
    else:
        text = _BREAK.sub("\n", nfc(text)).strip(EDGES)
        for char in text:
            if strange(char) and not (multiline and char == "\n"):
                raise BadInput("control-character", char=f"U+{ord(char):04X}")
    if not multiline:
        text = _RUN.sub(" ", text)
    if limit is not None and len(text) > limit:
        raise BadInput("too-long", limit=limit, length=len(text))
    return text


def plain(text: str, *, multiline: bool = False) -> str:
    """Return the same text with every harmful character made visible, for any output.

    Controls become their pictures (ESC is `␛`), other unseen characters `�`, in equal number.
    Stored text is shown without composing it.

    Args:
        text: Any text, from a ledger or from elsewhere.
        multiline: Whether newlines stay; else each becomes `↵`.
    """
    if text.isprintable() and not _BLANK.search(text):
        return text  # nearly always, and every drawing of every table comes by here
    return "".join(
        char if not strange(char) or (multiline and char == "\n") else _picture(char)
        for char in _BREAK.sub("\n", text)
    )


def _picture(char: str) -> str:
    """Draw one character that has no picture."""
    if char == "\n":
        return "↵"
    if char < " ":
        return chr(0x2400 + ord(char))
    return "␡" if char == "\x7f" else "�"
