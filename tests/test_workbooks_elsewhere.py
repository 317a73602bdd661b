"""LibreOffice opens our workbooks and saves them, and no value moves.

Without `soffice` these are skipped and say so; `THIDUA_SOFFICE=required` makes that a failure, for
machines that are to have it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from decimal import Decimal

import pytest

from tests.sheet_xml import Page
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.workbooks.xlsx_file import write_xlsx
from thidua_tui.forms.fact_sheets.lines import FactsReading
from thidua_tui.forms.fact_sheets.reading import read_facts
from thidua_tui.forms.score_sheet import score_sheet
from thidua_tui.forms.sheet_reading import SheetReading, read_scores
from thidua_tui.forms.sheet_source import Asked, choose_sheet, marks_of
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.sheet_marks import SheetMarks
from thidua_tui.parsing.workbook.file import open_workbook
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.queries.workbooks import score_workbook, table_workbook
from thidua_tui.session.location import Location
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import scored_year
from thidua_tui.session.session import Session

SOFFICE = shutil.which("soffice")
HERE = TableQuery("vi-du", 2025, unit="snl")
REQUIRED = os.environ.get("THIDUA_SOFFICE") == "required"
pytestmark = pytest.mark.skipif(
    not SOFFICE and not REQUIRED, reason="LibreOffice (soffice) is not on this machine"
)


def test_libreoffice_is_where_it_must_be():
    assert SOFFICE, "THIDUA_SOFFICE=required, and there is no soffice: install libreoffice-calc"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of the ledger, of the files that we wrote, and of what LibreOffice saved."""
    folder = tmp_path_factory.mktemp("sheets")
    words, saved = Words("vi"), folder / "saved"
    with opened(folder / "s.ledger", create=True) as ledger:
        scored_year.play(ledger)
        made = {
            "scores": score_workbook("scores", ledger, HERE, None, words),
            "matrix": score_workbook("matrix", ledger, HERE, None, words),
            "journal": table_workbook("ranking", ledger, TableQuery(), words),
            "rules": table_workbook("rules", ledger, HERE._replace(unit=None), words),
            "roster": table_workbook("roster", ledger, HERE._replace(unit=None), words),
        }
    for name, workbook in made.items():
        (folder / f"{name}.xlsx").write_bytes(write_xlsx(workbook, words))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", saved]
    paths = [folder / f"{name}.xlsx" for name in made]
    subprocess.run([str(one) for one in [*command, *paths]], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def files(folder):
    """Name -> the file as we wrote it, and as LibreOffice saved it."""
    saved = sorted((folder / "saved").glob("*.xlsx"))
    return {path.stem: ((folder / path.name).read_bytes(), path.read_bytes()) for path in saved}


@pytest.mark.parametrize("name", ["scores", "matrix", "roster"])
def test_what_libreoffice_saved_has_nothing_to_record(name, folder):
    with opened(folder / "s.ledger") as ledger:
        words = Words("vi")
        of = ActContext(Session(ledger, ""), Location(cluster="vi-du", year=2025), words)
        book = open_workbook(str(folder / "saved" / f"{name}.xlsx"))
        marks = marks_of(book)
        found: FactsReading | SheetReading
        if name == "roster":
            found = read_facts(book, choose_sheet(book, "", marks), of, marks, {})
            assert not found.kept
        else:
            found = read_scores(book, of, score_sheet(of, "verified"), Asked())
        assert not found.lines
        assert found.same
        assert not found.doubts


def values(page):
    """Name of a cell -> what is in it; empty cells are left out, numbers compared as numbers."""
    found = {}
    for name, cell in page.cells().items():
        if cell.text:
            found[name] = Decimal(cell.text) if cell.kind == "n" else cell.text
    return found


@pytest.mark.parametrize("name", ["scores", "matrix", "journal", "rules"])
def test_no_value_moves_when_libreoffice_saves_the_file(name, files):
    ours, theirs = (Page(raw) for raw in files[name])
    assert values(ours) == values(theirs)
    assert len(values(ours)) > 20
    assert ours.hidden_rows() == theirs.hidden_rows()


def test_the_sums_that_libreoffice_calculates_are_ours(files):
    ours, theirs = (Page(raw).cells() for raw in files["scores"])
    sums = {name for name, cell in ours.items() if cell.formula}
    assert len(sums) > 10
    for name in sums:
        assert theirs[name].formula.replace(" ", "") == ours[name].formula
        assert (theirs[name].text or "0") == (ours[name].text.removesuffix(".0") or "0")


def test_marks_and_locks_are_still_there(files):
    for name in ("scores", "matrix"):
        ours, theirs = files[name]
        hidden = [Page(raw, 2) for raw in (ours, theirs)]
        rows = [
            [(p.column("A")[at].text, p.column("B")[at].text) for at in p.column("A")
             if at in p.column("B")]
            for p in hidden
        ]  # fmt: skip
        assert SheetMarks.from_rows(rows[0]) == SheetMarks.from_rows(rows[1])
        assert 'state="hidden"' in hidden[1].book
        locks = [{n for n, c in Page(r).cells().items() if not c.locked} for r in (ours, theirs)]
        assert locks[0] == locks[1]
