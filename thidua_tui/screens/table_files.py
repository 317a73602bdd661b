"""What is seen of a table kept as a file, in the folder of pictures, for this account alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from events.errors import ThiduaError
from events.text import plain
from thidua_tui.formatting.tables.data_sheet import DataSheet
from thidua_tui.formatting.tables.export_seen import SUFFIXES, SeenFormat, exported
from thidua_tui.formatting.tables.table_view import TableView
from thidua_tui.platform import secure_files
from thidua_tui.screens.save_picture import MOST, picture_folder

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from thidua_tui.screens.base_page import Page


def keep_text(stem: str, suffix: str, text: str, folder: Path | None = None) -> Path:
    """Write a text to a file of a new name, and return its path; nothing is overwritten.

    Raises:
        BadInput: as `picture_folder`.
        OSError: when the folder cannot be written.
    """
    folder = folder or picture_folder()
    secure_files.folder(folder)
    for number in range(1, MOST):
        path = folder / f"{stem if number == 1 else f'{stem}-{number}'}.{suffix}"
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return path
    raise FileExistsError(str(folder / stem))


def saved_sentence(make: Callable[[], Path], words: Words) -> str:
    """Keep it, and return the sentence that names the file, or the reason why there is none."""
    try:
        return words("tablepage.saved", path=str(make()))
    except ThiduaError as error:
        return words("pictures.not-kept", why=words.refusal(error))
    except OSError as error:
        return words("pictures.not-kept", why=plain(error.strerror or str(error)))


def save_seen(page: Page, sheet: DataSheet, view: TableView, form: SeenFormat) -> None:
    """Save what is seen in a worker, and show where the file is."""
    here = page.here
    parts = (sheet.name, here.cluster or "", str(here.year or ""))
    stem = "-".join(filter(None, parts))

    def work() -> None:
        sentence = saved_sentence(
            lambda: keep_text(stem, SUFFIXES[form], exported(sheet, view, form)), page.words
        )
        page.app.call_from_thread(page.thidua.say, sentence)

    page.run_worker(work, name="save-table", group="save-table", thread=True)
