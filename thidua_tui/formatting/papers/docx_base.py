"""What a DOCX file of the office gives to papers: its styles, page, header and footer."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from thidua_tui.formatting.papers.docx_package import Relation
from thidua_tui.formatting.papers.page import PORTRAIT, Page


class Base(Struct, frozen=True, kw_only=True):
    """What a paper takes over.

    Attributes:
        page: The page.
        styles: The styles; empty for those of the program.
        headers: The references of a section to headers and footers; empty for the number alone.
        first_differs: Whether the first page has a header of its own, or none.
        relations: The relations of the document to what it takes over.
        parts: The parts that it takes over.
    """

    page: Page = PORTRAIT
    styles: bytes = b""
    headers: str = ""
    first_differs: bool = True
    relations: tuple[Relation, ...] = ()
    parts: Mapping[str, bytes] = {}


NO_BASE = Base()
