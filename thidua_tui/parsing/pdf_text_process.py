"""The process that reads the words of a PDF: a file in, its pages out as JSON.

`thidua_tui.parsing.pdf_text` starts it and ends it: a hostile file takes this process, never the
program.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from thidua_tui.platform.system.current import SYSTEM

PAGES, CONTENT, LETTERS = 400, 2_000_000, 2_000_000
"""The pages of a file, the bytes that draw one, and the letters of all, that are read."""
MEMORY, SECONDS = 1 << 30, 15
"""Bytes of address space and seconds of processor time, where the system can limit them."""


def pages(raw: bytes) -> Iterator[str]:
    """Yield the text of each page, in the order in which it is drawn; drawings are left out.

    Args:
        raw: The content of the file.

    Raises:
        ValueError: More than is read.
    """
    from pypdf import PdfReader  # of an extra
    from pypdf.generic import ContentStream, NameObject

    reader, letters = PdfReader(io.BytesIO(raw)), 0
    if len(reader.pages) > PAGES:
        raise ValueError("pages")
    for page in reader.pages:
        if "/Contents" in page:
            content = ContentStream(page["/Contents"].get_object(), reader, "bytes")
            if len(content.get_data()) > CONTENT:
                raise ValueError("content")
            content.operations = list(without_drawings(content.operations))
            page[NameObject("/Contents")] = content
        text = page.extract_text()
        letters += len(text)
        if letters > LETTERS:
            raise ValueError("letters")
        yield text


def without_drawings(operations: Iterable[tuple[Any, bytes]]) -> Iterator[tuple[Any, bytes]]:
    """Yield the operations of a page without drawings and parts that have words in their place.

    Args:
        operations: The operands and the operator of each.
    """
    inside = list[bool]()
    for operands, operator in operations:
        if operator in (b"BDC", b"BMC"):
            given = operands[1] if len(operands) > 1 else ()
            inside.append(any(inside[-1:]) or (isinstance(given, dict) and "/Alt" in given))
        drawn = any(inside[-1:]) or operator == b"Do"
        if operator == b"EMC" and inside:
            inside.pop()
        if not drawn:
            yield operands, operator


if __name__ == "__main__":
    SYSTEM.limit_process(MEMORY, SECONDS)
    json.dump(list(pages(sys.stdin.buffer.read())), sys.stdout)
