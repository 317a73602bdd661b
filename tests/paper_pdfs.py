"""Papers as PDF by both ways, typst and DOCX through LibreOffice, and what can be read off them.

Needs `soffice` and poppler (libreoffice-writer, poppler-utils). One start of LibreOffice converts
all files.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from thidua_tui.formatting.papers import docx_layout, pdf_layout
from thidua_tui.formatting.papers.blocks import Paper

TOOLS = ("soffice", "pdftotext", "pdftoppm")
needs_office = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)),
    reason="papers were NOT compared: install libreoffice-writer, poppler-utils, fonts-liberation",
)
DOTS = 100
"""Dots of a picture in an inch."""


class Made(NamedTuple):
    """A paper as PDF by both ways."""

    office: Path
    typst: Path


def made_by_both(papers: Mapping[str, Paper], folder: Path) -> dict[str, Made]:
    """Write papers as PDF by both ways.

    Args:
        papers: Name of a file -> its paper.
        folder: Where they go.
    """
    for name, paper in papers.items():
        (folder / f"{name}.docx").write_bytes(docx_layout.render(paper, b"{}"))
        (folder / f"{name}-typst.pdf").write_bytes(pdf_layout.render(paper, b"{}"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{name}.docx") for name in papers]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    return {n: Made(folder / f"{n}.pdf", folder / f"{n}-typst.pdf") for n in papers}


def text_of(file: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def letters_of(file: Path) -> list[str]:
    """The letters in order of the alphabet, without numbers of pages: cells come in any order."""
    return sorted(body_of(file))


def body_of(file: Path) -> str:
    """The text without white space and without the numbers of pages."""
    pages = text_of(file, "-raw").split("\f")
    bodies = [
        re.sub(rf"^{number}$", "", page, count=1, flags=re.M) if number > 1 else page
        for number, page in enumerate(pages, 1)
    ]
    return "".join("".join(bodies).split())


class Picture(NamedTuple):
    """A page as rows of grey: 0 is black."""

    rows: list[bytes]

    @classmethod
    def of(cls, file: Path, page: int) -> Picture:
        command = ["pdftoppm", "-gray", "-r", str(DOTS), "-f", str(page), "-l", str(page)]
        data = subprocess.run([*command, str(file)], capture_output=True, check=True).stdout
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
        assert head
        width = int(head[1])
        body = data[head.end() :]
        return cls([body[start : start + width] for start in range(0, len(body), width)])

    def band(self, top: float, bottom: float, left: float = 0, right: float = 210) -> list[bytes]:
        """The rows of a part of the page, in millimetres."""
        y, x, height, width = (round(at * DOTS / 25.4) for at in (top, left, bottom, right))
        return [row[x:width] for row in self.rows[y:height]]
