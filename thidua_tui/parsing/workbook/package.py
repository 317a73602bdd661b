"""The ZIP of XML parts that a workbook is, unpacked and parsed part by part within bounds.

What is wrong with the file is `sheet-unreadable`, what is too much `sheet-too-large`; nothing else
is raised, whatever the bytes are. No part is looked up outside the file: a document type is
refused, and relations to other places are passed over.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from posixpath import join, normpath, split
from typing import NoReturn, TypeAlias
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from events.errors import BadInput
from thidua_tui.parsing.workbook.bounds import (
    DEPTH,
    ELEMENTS,
    PART,
    PARTS,
    TOKEN,
    UNPACKED,
    too_large,
)

MAGIC = b"PK\x03\x04"
Attributes: TypeAlias = Mapping[str, str]
Start: TypeAlias = Callable[[str, Attributes], None]
End: TypeAlias = Callable[[str], None]
Characters: TypeAlias = Callable[[str], None]
_END, _LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LOCATOR_SIZE, _COMMENT = 22, 20, 1 << 16
_DIRECTORY = 512 * PARTS
"""Bytes of the directory: so many for each part."""
_BLOCK = 1 << 16
_ATTRIBUTES = 64
_FAULTS = (
    *(BadZipFile, zlib.error, expat.ExpatError, struct.error, EOFError, OSError, RuntimeError),
    *(NotImplementedError, ValueError, LookupError, OverflowError, RecursionError),
)
"""What a broken, locked or foreign file makes its readers raise."""


def unreadable(part: str = "") -> BadInput:
    """Return the refusal of a file that is damaged or not what it seems.

    Args:
        part: The part that is wrong; empty for the file.
    """
    return BadInput("sheet-unreadable", part=part)


@contextmanager
def readable(part: str = "") -> Iterator[None]:
    """Turn what a broken file makes its readers raise into a refusal."""
    try:
        yield
    except BadInput:
        raise
    except _FAULTS as error:
        raise unreadable(part) from error


class Package:
    """The parts of a file.

    Args:
        raw: What the file holds.

    Raises:
        BadInput: `sheet-unreadable`, `sheet-too-large`.
    """

    def __init__(self, raw: bytes) -> None:
        with readable():
            _look_at_end(raw)
            self._zip = ZipFile(BytesIO(raw))
            parts = self._zip.infolist()
            self.names = frozenset(part.filename for part in parts)
            if len(parts) > PARTS:
                too_large("parts")
            odd = any(
                part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
                for part in parts
            )
            if odd or len(self.names) != len(parts):  # locked, foreign, or a part twice
                raise unreadable()
        self._left = UNPACKED

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id -> (kind, part) of the parts to which a part refers; none outside the file.

        Args:
            part: The name of the part; empty for the file itself.
        """
        folder, name = split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, at: Attributes) -> None:
            if tag == "Relationship" and at.get("TargetMode", "Internal") == "Internal":
                target = at.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else join(folder, target)
                kind = at.get("Type", "").rpartition("/")[2]
                found[at.get("Id", "")] = kind, normpath(path)

        of = join(folder, "_rels", f"{name}.rels")
        if of in self.names:
            self.parse(of, start)
        return found

    def parse(
        self, part: str, start: Start, end: End | None = None, characters: Characters | None = None
    ) -> None:
        """Parse a part; tags come without their namespace.

        Args:
            part: The name of the part.
            start: Called with a tag and its attributes.
            end: Called with a tag.
            characters: Called with text.

        Raises:
            BadInput: `sheet-unreadable`, `sheet-too-large`, and what the functions raise.
        """
        if part not in self.names:
            raise unreadable(part)
        parser = _parser(part, start, end, characters)
        room = min(PART, self._left)
        with readable(part), self._zip.open(part) as stream:
            fed = 0
            while block := stream.read(_BLOCK):
                fed += len(block)
                self._left -= len(block)
                if fed > room:
                    too_large("part" if fed > PART else "unpacked")
                parser.Parse(block, False)
                if fed - parser.CurrentByteIndex > TOKEN:  # it would be scanned again and again
                    too_large("text")
            parser.Parse(b"", True)

    def read(self, part: str) -> bytes:
        """Return what a part holds, as it is.

        Args:
            part: The name of the part.

        Raises:
            BadInput: `sheet-unreadable`, `sheet-too-large`.
        """
        if part not in self.names:
            raise unreadable(part)
        with readable(part), self._zip.open(part) as stream:
            found = stream.read(min(PART, self._left) + 1)
        self._left -= len(found)
        if self._left < 0 or len(found) > PART:
            too_large("unpacked")
        return found


def _look_at_end(raw: bytes) -> None:
    """Look at the record at the end, before the directory is read: it may have 60,000 parts."""
    at = raw.rfind(_END, max(0, len(raw) - _END_SIZE - _COMMENT))
    if at < 0 or raw[max(0, at - _LOCATOR_SIZE) : at].startswith(_LOCATOR):
        raise unreadable()
    count, size = struct.unpack_from("<HI", raw, at + 10)
    if count > PARTS or size > _DIRECTORY:
        too_large("parts")


def _parser(
    part: str, start: Start, end: End | None, characters: Characters | None
) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = _BLOCK
    depth = count = 0

    def refused(*_: object) -> NoReturn:
        raise unreadable(part)

    def opened(tag: str, attributes: Attributes) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > DEPTH:
            too_large("depth")
        if count > ELEMENTS or len(attributes) > _ATTRIBUTES:
            too_large("elements")
        start(tag.rpartition("}")[2], attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(tag.rpartition("}")[2])

    parser.StartDoctypeDeclHandler = refused
    parser.EntityDeclHandler = refused
    parser.ExternalEntityRefHandler = refused
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    if characters is not None:
        parser.CharacterDataHandler = characters
    return parser
