"""What is seen of a table kept as a file, in the folder of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua_tui.formatting.tables.data_sheet import DataSheet
from thidua_tui.formatting.tables.export_seen import SUFFIXES, SeenFormat, exported
from thidua_tui.formatting.tables.table_view import TableView
from thidua_tui.screens.save_picture import keep_texts, save_in_worker

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
