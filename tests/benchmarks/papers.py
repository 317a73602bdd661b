"""A paper with a thousand rows: DOCX by ours and by python-docx, PDF within a second."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from tests.paper_samples import everything, table
from thidua_tui.formatting.papers import docx_layout, pdf_layout
from thidua_tui.formatting.papers.blocks import Annex, Paper

ORDER = 60
ROWS = 1000


def paper() -> Paper:
    """The paper."""
    annex = Annex(titles=("DANH SÁCH", "1.000 dòng"), blocks=(table(ROWS),), landscape=True)
    return replace(everything(), annexes=(annex,))


def timed(what: Callable[[], object]) -> Side:
    """Seconds that it takes."""

    def side() -> float:
        before = time.perf_counter()
        what()
        return time.perf_counter() - before

    return side


def by_library() -> None:
    """The same table alone by python-docx, walked row by row: `table.cell` would not end."""
    from docx import Document
    from docx.table import _Cell

    document = Document()
    rows = table(ROWS).rows
    made = document.add_table(rows=ROWS, cols=len(rows[0]))
    for tr, row in zip(made._tbl.tr_lst, rows, strict=True):
        for tc, text in zip(tr.tc_lst, row, strict=True):
            _Cell(tc, made).paragraphs[0].add_run(text)
    document.save(io.BytesIO())


def figures(bench: Bench) -> Iterator[Figure]:
    """DOCX and PDF."""
    shown = paper()
    yield Figure(
        name="paper-docx",
        what="a paper with 1,000 rows as DOCX",
        beside="python-docx: the table alone",
        sides=lambda _: (timed(lambda: docx_layout.render(shown, b"{}")), timed(by_library)),
        wanted=1.0,
        rounds=3,
        needs=("docx",),
    )
    yield Figure(
        name="paper-pdf",
        what="a paper with 1,000 rows as PDF",
        beside="the second that is wanted",
        sides=lambda _: (timed(lambda: pdf_layout.render(shown, b"{}")), lambda: 1.0),
        wanted=1.0,
        rounds=3,
        needs=("typst",),
    )
