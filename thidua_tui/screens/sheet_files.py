"""Sheets of a year saved as workbooks from a page: chosen in a list, written in a worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from thidua_tui.formatting.workbooks.sheet import Workbook
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing import sheet_marks as marks
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.screens.save_picture import keep_texts, saved_sentence
from thidua_tui.screens.table_dialogs import Chooser

if TYPE_CHECKING:
    from textual.screen import Screen

    from events.scoring import Stage
    from thidua_tui.session.location import Location
    from thidua_tui.session.session import Session

XLSX = "xlsx"


def choose_sheet(
    screen: Screen[Any],
    session: Session,
    here: Location,
    unit: tuple[str, str] | None,
    stage: Stage | None,
    say: Callable[[str], None],
) -> None:
    """Ask which sheet of the year is saved, and save it.

    Args:
        screen: The page or dialog.
        session: The open ledger.
        here: The cluster, the year and the moment that are shown.
        unit: Code and name of the unit under the cursor, if there is one.
        stage: The stage that is shown; None for the usual ones.
        say: Shows a sentence on the screen.
    """
    words = Words(screen.app.lang)  # type: ignore[attr-defined]  # the application is a Shell
    kinds = [kind for kind in marks.KINDS if unit or kind != marks.SCORES]
    code, name = unit or ("", "")
    labels = [_label(kind, name, stage, words) for kind in kinds]

    def chosen(kind: str | None) -> None:
        if kind:
            make = partial(_saved, session, here, kind, code, stage, words)
            _in_worker(screen, lambda: saved_sentence(make, words), say)

    chooser = Chooser(
        words,
        words("sheets.save"),
        words("sheets.save-about"),
        dict(zip(kinds, labels, strict=True)),
    )
    screen.app.push_screen(chooser, chosen)


def _label(kind: str, unit: str, stage: Stage | None, words: Words) -> str:
    usual = "self" if kind == marks.SCORES else "verified"
    called = words(f"sheets.stage.{stage or usual}")
    return words(f"sheets.kind.{kind}", unit=unit, stage=called)


def _saved(
    session: Session, here: Location, kind: str, unit: str, stage: Stage | None, words: Words
) -> str:
    """Write the workbook among the documents, and return the sentence that names the file."""
    from thidua_tui.queries.workbooks import score_workbook, table_workbook

    of_unit = unit if kind == marks.SCORES else None
    asked = TableQuery(here.cluster, here.year, here.on, here.known_at, of_unit)
    if kind in (marks.SCORES, marks.MATRIX):
        made = score_workbook(kind, session.ledger, asked, stage, words)
    else:
        made = table_workbook(kind, session.ledger, asked, words)
    stem = "-".join((marks.FILES[kind], of_unit or here.cluster or "", str(here.year)))
    return keep_workbook(made, stem, words)


def keep_workbook(made: Workbook, stem: str, words: Words) -> str:
    """Write a workbook among the documents; return the sentence that names the file.

    Args:
        made: The workbook.
        stem: The name of the file without its ending.
        words: The words of the chosen language.

    Raises:
        BadInput: as `keep_texts`.
        OSError: when the folder cannot be written.
    """
    from thidua_tui.formatting.workbooks.xlsx_file import write_xlsx

    (path,) = keep_texts(stem, {XLSX: write_xlsx(made, words)})
    return words("tablepage.saved", path=str(path))


def _in_worker(screen: Screen[Any], make: Callable[[], str], say: Callable[[str], None]) -> None:
    def work() -> None:
        screen.app.call_from_thread(say, make())

    screen.run_worker(work, name="keep", group="keep", thread=True)
