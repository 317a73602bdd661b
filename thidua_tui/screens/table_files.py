"""What is seen of a table kept as a file, in the folder of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.errors import BadInput
from events.rule_book import book_of
from events.score_book.book_toml import write_book
from thidua_tui.formatting.tables.data_sheet import DataSheet
from thidua_tui.formatting.tables.export_seen import SUFFIXES, SeenFormat, exported
from thidua_tui.formatting.tables.table_view import TableView
from thidua_tui.formatting.workbooks.table_sheet import seen_sheet
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.screens.save_picture import keep_texts, save_in_worker
from thidua_tui.screens.sheet_files import keep_workbook
from views.rule_book import RuleBooks

BOOK = "rules"
"""The table that is kept as the file from which it is read."""
if TYPE_CHECKING:
    from thidua_tui.screens.base_page import Page


def save_seen(page: Page, sheet: DataSheet, view: TableView, form: SeenFormat) -> None:
    """Save what is seen in a worker, and show where the file is."""
    here = page.here
    stem = "-".join(filter(None, (sheet.name, here.cluster or "", str(here.year or ""))))

    def saved() -> str:
        (path,) = keep_texts(stem, {SUFFIXES[form]: exported(sheet, view, form)})
        return page.words("tablepage.saved", path=str(path))

    save_in_worker(page, saved)


def save_workbook(page: Page, sheet: DataSheet, view: TableView) -> None:
    """Save what is seen as a workbook in a worker, and show where the file is."""
    here, session, words = page.here, page.thidua.session, page.words
    if session is None:
        return
    stem = "-".join(filter(None, (sheet.name, here.cluster or "", str(here.year or ""))))

    def saved() -> str:
        from thidua_tui.queries.workbooks import bound, position_of

        asked = TableQuery(here.cluster, here.year, here.on, here.known_at)
        seen = seen_sheet(sheet, words, view.columns(sheet), view.rows(sheet))
        rows = [sheet.rows[at] for at in view.rows(sheet)]
        position = position_of(session.ledger, asked)
        made = bound((seen,), sheet.name, rows, session.ledger, asked, position, words)
        return keep_workbook(made, stem, words)

    save_in_worker(page, saved)


def save_book(page: Page) -> None:
    """Save the rule book of the year in a worker, as TOML that can be edited, issued or amended."""
    session, here, words = page.thidua.session, page.here, page.words
    if session is None:
        return
    stem = "-".join(filter(None, (BOOK, here.cluster or "", str(here.year or ""))))

    def saved() -> str:
        view = session.see(RuleBooks(here.cluster, here.year, here.on), here.known_at)
        issued = view.book(here.cluster or "", here.year or 0)
        if issued is None:
            raise BadInput("no-book")
        (path,) = keep_texts(stem, {"toml": write_book(book_of(issued))})
        return words("tablepage.saved", path=str(path))

    save_in_worker(page, saved)
