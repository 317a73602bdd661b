"""Which sheet of a workbook is meant, and where it was written."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from events.errors import BadInput
from events.scoring import Stage
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.parsing.sheet_marks import SHEET, SheetMarks
from thidua_tui.parsing.workbook.cells import Sheet
from thidua_tui.parsing.workbook.file import Workbook

READ_AS = ("scores", "roster", "awards")
"""What a sheet of somebody else may hold."""


class Asked(Struct, frozen=True, kw_only=True):
    """What a person says of a sheet; empty where the sheet says it.

    Attributes:
        unit: The unit of a score sheet of one unit.
        stage: The stage of a matrix.
        scorer: The unit that gave peer scores.
        tab: The name of the sheet.
        kind: What it holds, one of `READ_AS`.
        assigned: Folded head of a column -> what it holds.
    """

    unit: str = ""
    stage: Stage | None = None
    scorer: str = ""
    tab: str = ""
    kind: str = ""
    assigned: Mapping[str, str] = {}


def marks_of(book: Workbook) -> SheetMarks | None:
    """Return what a workbook says of itself; None for one of somebody else.

    Args:
        book: The workbook.

    Raises:
        BadInput: `sheet-unreadable`, `sheet-too-large`.
    """
    tab = next((tab for tab in book.tabs if tab.name == SHEET and tab.state != "visible"), None)
    return SheetMarks.from_rows(book.read(tab).rows()) if tab is not None else None


def choose_sheet(book: Workbook, tab: str, own: SheetMarks | None) -> Sheet:
    """Return the sheet that is meant.

    Args:
        book: The workbook.
        tab: The name of a sheet; empty for the only one that is shown.
        own: What the workbook says of itself.

    Raises:
        BadInput: `sheet-to-choose` with the `names`; those of reading.
    """
    shown = [one for one in book.tabs if one.state == "visible"]
    if tab:
        shown = [one for one in book.tabs if one.name.casefold() == tab.casefold()]
    if len(shown) == 1 or (shown and own is not None):
        return book.read(shown[0])
    raise BadInput(
        "sheet-to-choose", names="; ".join(one.name for one in book.tabs), path=book.path
    )


def check_here(marks: SheetMarks, ground: ActContext) -> None:
    """Refuse a sheet of another cluster or another year.

    Args:
        marks: What the workbook says of itself.
        ground: The cluster-year.

    Raises:
        BadInput: `sheet-of-another-cluster`, `sheet-of-another-year`.
    """
    if marks.cluster != ground.cluster:
        raise BadInput("sheet-of-another-cluster", cluster=marks.cluster)
    if marks.year != ground.year:
        raise BadInput("sheet-of-another-year", year=ground.year, printed=marks.year)


def is_of_ledger(marks: SheetMarks, ground: ActContext) -> bool:
    """Return whether the sheet was written from this ledger, and from no later copy of it.

    Args:
        marks: What the workbook says of itself.
        ground: The cluster-year.
    """
    ledger = ground.session.ledger
    name = str(getattr(ledger.recorder, "name", ""))
    return marks.ledger == name and marks.entries <= ledger.position()


def printed_scores(marks: SheetMarks | None, ground: ActContext) -> ScoreSheet | None:
    """Return the scores as they were when the sheet was written; None where that is unknown.

    Args:
        marks: What the workbook says of itself; None for a sheet of somebody else.
        ground: The cluster-year.
    """
    then = printed_ground(marks, ground)
    return score_sheet(then, "self") if then is not None else None


def printed_ground(marks: SheetMarks | None, ground: ActContext) -> ActContext | None:
    """Return the cluster-year as it was when a sheet was written; None where that is unknown.

    Args:
        marks: What the workbook says of itself; None for a sheet of somebody else.
        ground: The cluster-year.
    """
    if marks is None or not is_of_ledger(marks, ground):
        return None
    here = replace(ground.here, known_at=marks.entries)
    return ActContext(ground.session, here, ground.words)
