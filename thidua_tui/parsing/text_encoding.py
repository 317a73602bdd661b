"""Text of a file, whatever encoding it says of itself; what says none is UTF-8 or refused."""

from __future__ import annotations

import codecs

from events.errors import BadInput
from thidua_tui.parsing.legacy_fonts import converted

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The longer marks first: that of UTF-16 begins that of UTF-32."""


def text_of(raw: bytes, path: str) -> str:
    """Return the text that a file holds, without its byte order mark, with plain line breaks.

    Raises:
        BadInput: `file-encoding` with the `path`, the `line`, and the encoding it looks like.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if raw.startswith(m)), (b"", "utf-8"))
    try:
        text = raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        at = raw.count(b"\n", 0, len(mark) + error.start) + 1
        raise BadInput("file-encoding", path=path, at=at, guess=_guess(raw)) from error
    if "\x00" in text:
        raise BadInput("file-encoding", path=path, at=1, guess="UTF-16")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(raw: bytes) -> str:
    """Return the encoding that the bytes look like; empty where they look like none."""
    if b"\x00" in raw:
        return "UTF-16"
    old = converted(raw.decode("latin-1"))
    return old.font if old else "Windows-1258, Windows-1252"
