"""What a file says that claims to be a paper of the program: its code, its facts, its words.

The file comes from outside: it is unpacked within bounds, and nothing in it is run. A part that is
missing is no sign of tampering: LibreOffice drops the facts when it saves a DOCX file.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from events.errors import BadInput
from thidua_tui.parsing.workbook.package import Attributes, Package

LARGEST, UNPACKED, STREAMS = 16_000_000, 32_000_000, 20_000
"""Bytes of a file, bytes and number of the streams of a PDF that are read."""
_DOCUMENT, _CORE = "word/document.xml", "docProps/core.xml"
_ITEM = re.compile(r"customXml/item[0-9]+\.xml")
_CODE = re.compile(rb"\b[A-Z]{2,3}-[0-9]{1,15}(?:-[0-9A-Z]{5}){5}-[0-9A-Z]{3}\b")
_OF_SHEETS = {
    "sheet-unreadable": "paper-file-unreadable",
    "sheet-too-large": "paper-file-too-large",
}
"""What the reader of packages says of a workbook -> of a paper."""


class PaperFile(NamedTuple):
    """What was found in a file.

    Attributes:
        code: The code of a paper; empty for none.
        facts: The facts that it carries, as JSON; empty for none.
        lines: Its visible lines; None for a PDF, whose words are read when they are compared.
        pdf: The content of a PDF; empty for another file.
    """

    code: str
    facts: bytes
    lines: list[str] | None
    pdf: bytes = b""


def read_paper_file(raw: bytes, path: str) -> PaperFile:
    """Return what a DOCX or PDF file says; the content decides which of them it is.

    Args:
        raw: The content of the file.
        path: Its path, for the refusal.

    Raises:
        BadInput: `paper-file-unreadable`, `paper-file-too-large`, `not-a-paper-file`.
    """
    if len(raw) > LARGEST:
        raise BadInput("paper-file-too-large", path=path)
    if raw.startswith(b"PK"):
        try:
            found = _docx(Package(raw))
        except BadInput as error:
            raise BadInput(_OF_SHEETS[error.code], path=path) from error
    else:
        found = _pdf(raw) if b"%PDF-" in raw[:1024] else None
    if found is None:
        raise BadInput("not-a-paper-file", path=path)
    return found


def _docx(package: Package) -> PaperFile | None:
    """Return what a package says; None where it is no DOCX file."""
    if _DOCUMENT not in package.names:
        return None
    words = _Words()
    package.parse(_DOCUMENT, words.start, words.end, words.characters)
    held = _text(package, _CORE, "keywords") if _CORE in package.names else ""
    code, facts = _CODE.search(held.encode()), b""
    for name in sorted(filter(_ITEM.fullmatch, package.names)):
        facts = _decoded(_text(package, name, "facts")) or facts
    code = code or _CODE.search("\n".join(words.lines).encode())
    return PaperFile(code[0].decode() if code else "", facts, words.lines)


class _Words:
    """The text of each paragraph that has one; breaks and tabs are blanks."""

    def __init__(self) -> None:
        self.lines = list[str]()
        self._open, self._in_text = list[list[str]](), False

    def start(self, tag: str, _: Attributes) -> None:
        if tag == "p":
            self._open.append([])
        elif tag in ("br", "tab"):
            self._add(" ")
        self._in_text = tag == "t"

    def end(self, tag: str) -> None:
        self._in_text = False
        if tag == "p" and self._open and (line := " ".join("".join(self._open.pop()).split())):
            self.lines.append(line)

    def characters(self, text: str) -> None:
        if self._in_text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._open:
            self._open[-1].append(text)


def _text(package: Package, part: str, wanted: str) -> str:
    """Return the text of the elements with a name in a part."""
    found, inside = list[str](), False

    def start(tag: str, _: Attributes) -> None:
        nonlocal inside
        inside = tag == wanted

    def end(_: str) -> None:
        nonlocal inside
        inside = False

    package.parse(part, start, end, lambda text: found.append(text) if inside else None)
    return "".join(found)


def _decoded(text: str) -> bytes:
    """Return facts from base64; what is none stays as it is, and so is not what was issued."""
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return text.encode()


def _pdf(raw: bytes) -> PaperFile:
    """Look for the code and the facts in the streams of a PDF; words are not read."""
    code, facts = _CODE.search(raw), b""
    for plain in _streams(raw):
        code = code or _CODE.search(plain)
        if plain.startswith(b"{") and b'"kind":"' in plain:
            facts = plain
            break
    return PaperFile(code[0].decode() if code else "", facts, None, raw)


def _streams(raw: bytes) -> Iterator[bytes]:
    """Yield the streams of a PDF, inflated where they are packed, within bounds."""
    end, left = 0, UNPACKED
    for _ in range(STREAMS):
        start = raw.find(b"stream", end)
        end = raw.find(b"endstream", start + 6)
        if start < 0 or end < 0 or left <= 0:
            return
        found = raw[start + 6 : end].strip(b"\r\n")
        end += 9
        with suppress(zlib.error):  # it is not packed, or in another way
            found = zlib.decompressobj().decompress(found, left)
        left -= len(found)
        yield found
