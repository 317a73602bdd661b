"""A paper as the content of a file, by format; the name of the file."""

from __future__ import annotations

import hashlib
import unicodedata
from importlib.util import find_spec
from typing import Literal, TypeAlias

from events.paper_code import LETTERS
from events.papers import PaperFile, PaperKind
from thidua_tui.formatting.papers import docx_layout, pdf_layout, text_layout
from thidua_tui.formatting.papers.making import Made
from thidua_tui.formatting.papers.office_layout import PLAIN, OfficeLayout
from thidua_tui.parsing.numbers_and_codes import suggest_code
from thidua_tui.parsing.paper_file import read_paper_file
from views.papers.facts import canonical

PaperFormat: TypeAlias = Literal["docx", "pdf", "text", "json"]
FORMATS: tuple[PaperFormat, ...] = ("docx", "pdf", "text", "json")
ENDINGS: dict[PaperFormat, str] = {"docx": "docx", "pdf": "pdf", "text": "txt", "json": "json"}
_WIDTH = 80
"""Characters of a line of text."""


def content(made: Made, form: PaperFormat, layout: OfficeLayout = PLAIN) -> bytes:
    """Return a paper as the content of a file.

    Args:
        made: The paper.
        form: The format.
        layout: What the office gives to the layout of a DOCX or a PDF.

    Raises:
        BadInput: `pdf-not-installed`, `pdf-failed`.
    """
    facts = canonical(made.facts)
    match form:
        case "docx":
            return docx_layout.render(made.paper, facts, layout.base)
        case "pdf":
            return pdf_layout.render(made.paper, facts, layout.fonts)
        case "json":
            return facts + b"\n"
    return "".join(f"{line}\n" for line in text_layout.render(made.paper, _WIDTH)).encode()


def file_name(kind: PaperKind, number: str, register: int, form: PaperFormat) -> str:
    """Return the name of a file in ASCII letters, as `bb-01-2021.docx`.

    Args:
        kind: The kind of paper.
        number: The number with or without its symbol; empty for a draft.
        register: The calendar year of the day of issue.
        form: The format.
    """
    letters = LETTERS.get(kind, kind).lower()
    first = number.partition("/")[0]
    ascii_number = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode()
    parts = (letters, suggest_code(ascii_number, ()) if ascii_number else "", str(register))
    return f"{'-'.join(filter(None, parts))}.{ENDINGS[form]}"


def issued_files(
    made: Made, kind: PaperKind, number: str, register: int, layout: OfficeLayout = PLAIN
) -> tuple[PaperFile, ...]:
    """Return name and SHA-256 of the files that an issued paper has.

    A DOCX, and a PDF where the program can make one. They can be made again at any time.

    Args:
        made: The paper.
        kind: The kind of paper.
        number: Its number with its symbol; empty where the office gives it.
        register: The calendar year of the day of issue.
        layout: What the office gives to their layout.
    """
    forms: tuple[PaperFormat, ...] = ("docx", "pdf") if find_spec("typst") else ("docx",)
    return tuple(
        PaperFile(
            name=file_name(kind, number, register, form),
            sha256=hashlib.sha256(content(made, form, layout)).hexdigest(),
        )
        for form in forms
    )


def printed_lines(made: Made) -> list[str]:
    """Return the lines of a paper as its DOCX file has them: what a file is compared with later."""
    return read_paper_file(content(made, "docx"), "").lines or []
