"""What a file says that claims to be a paper of the program: its code, its facts, its words.

The file comes from outside: sizes are limited, a document type is refused, nothing in it is run. A
part that is missing is no sign of tampering: LibreOffice drops the facts when it saves a DOCX file.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from events.errors import BadInput

LARGEST, UNPACKED, PARTS = 16_000_000, 32_000_000, 400
"""Bytes of a file and of a part, and the number of parts, that are read."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_FACTS = "{urn:thidua:facts:1}facts"
_CODE = re.compile(rb"\b[A-Z]{2,3}-[0-9]{1,15}(?:-[0-9A-Z]{5}){5}-[0-9A-Z]{3}\b")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_FAULTS = (
    *(BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, NotImplementedError),
    *(OverflowError, ValueError, ElementTree.ParseError, OSError, IndexError),
)
"""What a broken, locked or foreign file makes its readers raise."""


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
    try:
        if raw.startswith(b"PK"):
            return _docx(raw, path)
        if b"%PDF-" in raw[:1024]:
            return _pdf(raw)
    except _FAULTS as error:
        raise BadInput("paper-file-unreadable", path=path) from error
    raise BadInput("not-a-paper-file", path=path)


def _docx(raw: bytes, path: str) -> PaperFile:
    with ZipFile(BytesIO(raw)) as file:
        names = set(file.namelist())
        if len(file.infolist()) > PARTS:
            raise BadInput("paper-file-too-large", path=path)
        if "word/document.xml" not in names:
            raise BadInput("not-a-paper-file", path=path)
        lines = list(_lines(_part(file, "word/document.xml")))
        core = _part(file, "docProps/core.xml") if "docProps/core.xml" in names else None
        found = (core.findtext(_KEYWORDS) or "") if core is not None else ""
        own = _CODE.search(found.encode())
        facts = b""
        for name in sorted(names):
            if re.fullmatch(r"customXml/item[0-9]+\.xml", name):
                root = _part(file, name)
                if root.tag == _FACTS:
                    facts = b64decode(root.text or "", validate=True)
    return PaperFile(own[0].decode() if own else _code_in(lines), facts, lines)


def _part(file: ZipFile, name: str) -> ElementTree.Element:
    with file.open(name) as stream:
        raw = stream.read(UNPACKED + 1)
    if len(raw) > UNPACKED or b"<!DOCTYPE" in raw or b"\x00" in raw:
        raise ValueError(name)
    return ElementTree.fromstring(raw)  # noqa: S314 - without a document type there are no entities


def _lines(document: ElementTree.Element) -> Iterator[str]:
    """Yield the text of each paragraph that has one; breaks and tabs are blanks."""
    for paragraph in document.iter(f"{_WORD}p"):
        text = "".join(
            (node.text or "") if node.tag == f"{_WORD}t" else " "
            for node in paragraph.iter()
            if node.tag in (f"{_WORD}t", f"{_WORD}br", f"{_WORD}tab")
        )
        if line := " ".join(text.split()):
            yield line


def _pdf(raw: bytes) -> PaperFile:
    """Look for the code and the facts in the streams of a PDF; words are not read."""
    code, facts, left = _CODE.search(raw), b"", UNPACKED
    for found in _STREAM.finditer(raw):
        plain = _inflated(found[1], left)
        left -= len(plain)
        if left <= 0:
            break
        if not code:
            code = _CODE.search(plain)
        if not facts and plain.startswith(b"{") and b'"kind":"' in plain:
            facts = plain
    return PaperFile(code[0].decode() if code else "", facts, None, raw)


def _inflated(stream: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, limit)
    except zlib.error:
        return b""


def _code_in(lines: list[str]) -> str:
    found = _CODE.search("\n".join(lines).encode())
    return found[0].decode() if found else ""
