"""A file over the score grid: chosen, read in a worker, looked at, then staged as if typed."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from textual.message import Message

from events.errors import BadInput, ThiduaError
from events.score_commits import CellKey
from events.store import ledger
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.column_choices import columns_file, remember, with_remembered
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.forms.sheet_act import act_of_file
from thidua_tui.forms.sheet_columns import folded
from thidua_tui.forms.sheet_kinds import is_list
from thidua_tui.forms.sheet_reading import SheetReading, read_scores
from thidua_tui.forms.sheet_source import Asked, choose_sheet, marks_of
from thidua_tui.parsing.workbook.file import Workbook
from thidua_tui.screens.file_check import Assigned
from thidua_tui.screens.file_picker import Picked, SheetPicker, picked
from thidua_tui.screens.score_grid_context import FromFile, ScoresContext
from thidua_tui.screens.score_grid_staging import keep, to_wrong
from thidua_tui.screens.search_items import Item
from thidua_tui.screens.sheet_check import SheetCheck
from thidua_tui.screens.sheet_tabs import SheetTabs


class SheetRead(Message):
    """A file as it was read, or why it was not."""

    def __init__(
        self,
        file: Picked,
        asked: Asked,
        reading: SheetReading | None = None,
        scores: ScoreSheet | None = None,
        error: ThiduaError | None = None,
        already: int = 0,
        tabs: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.file, self.asked, self.reading, self.scores = file, asked, reading, scores
        self.error, self.already, self.tabs = error, already, tabs


async def read_sheet(scores: ScoresContext) -> None:
    """Choose a file, and read it."""
    if why := scores.why_not():
        scores.say(f"▲ {why}")
        return
    scores.app.push_screen(SheetPicker(scores.words), partial(_chosen, scores))


def _chosen(scores: ScoresContext, item: Item | None) -> None:
    if item is not None:
        at = scores.at()
        of_unit = bool(at) and bool(getattr(scores, "of_unit", False))
        unit = at[0] if at and of_unit else ""
        asked = Asked(unit=unit, stage=scores.stage, scorer=scores.scorer)
        begin(scores, picked(item), asked)


def begin(scores: ScoresContext, file: Picked, asked: Asked) -> None:
    """Read a file in a worker.

    Args:
        scores: The grid.
        file: The file, or the pasted table.
        asked: What is known of the sheet.
    """
    scores.say(scores.words("sheetin.reading", name=plain(file.name)), good=True)
    work = partial(_read, scores, file, asked)
    scores.run_worker(work, name="sheet", group="sheet", thread=True, exclusive=True)


def _read(scores: ScoresContext, file: Picked, asked: Asked) -> None:
    """Read a file; runs in a worker."""
    ground = ActContext(scores.session, scores.here, scores.words)
    book: Workbook | None = None
    try:
        book, asked = file.read(), with_remembered(asked, ground.cluster)
        sheet, marks = score_sheet(ground, scores.stage, scores.scorer), marks_of(book)
        if is_list(choose_sheet(book, asked.tab, marks), marks, sheet, asked):
            raise BadInput("sheet-is-list")
        reading = read_scores(book, ground, sheet, asked)
        done = act_of_file(scores.session, reading.digest, ground)[1]
        already = done[0].position if done else 0
        scores.post_message(SheetRead(file, asked, reading, sheet, already=already))
    except ThiduaError as error:
        several = isinstance(error, BadInput) and error.code == "sheet-to-choose"
        tabs = tuple(tab.name for tab in book.tabs) if book and several else ()
        scores.post_message(SheetRead(file, asked, error=error, tabs=tabs))


def show_read(scores: ScoresContext, read: SheetRead) -> None:
    """Show what a file says, ask which of its sheets is meant, or say why it cannot be read.

    Args:
        scores: The grid.
        read: The file as it was read.
    """
    words = scores.words
    if read.tabs:
        tabs = [Item(kind="tab", code=name, name=name) for name in read.tabs]
        dialog = SheetTabs(words("sheetin.check.tabs"), tabs, words)
        scores.app.push_screen(dialog, partial(_of_tab, scores, read))
    elif read.error is not None and read.error.code == "sheet-without-unit":
        units = [
            Item(kind="unit", code=unit, name=scores.ground.names.unit(unit, scores.sheet.year))
            for unit in scores.sheet.units
        ]
        dialog = SheetTabs(words("sheetin.check.units"), units, words)
        scores.app.push_screen(dialog, partial(_of_unit, scores, read))
    elif read.error is not None:
        scores.say(f"▲ {words.refusal(read.error, scores.ground.names)}")
    elif read.already:
        scores.say(words("sheetin.already-here", position=str(read.already)), good=True)
    elif read.reading is not None and read.scores is not None:
        if not read.reading.lines and not read.reading.strangers:
            scores.say(words("sheetin.nothing-new"), good=True)
            return
        check = SheetCheck(read.reading, read.scores, scores.ground, words)
        scores.app.push_screen(check, partial(_take, scores, read.file, read.asked, read.reading))


def _of_tab(scores: ScoresContext, read: SheetRead, item: Item | None) -> None:
    if item is not None:
        begin(scores, read.file, replace(read.asked, tab=item.code))


def _of_unit(scores: ScoresContext, read: SheetRead, item: Item | None) -> None:
    if item is not None:
        begin(scores, read.file, replace(read.asked, unit=item.code))


def _take(
    scores: ScoresContext,
    file: Picked,
    asked: Asked,
    reading: SheetReading,
    taken: bool | Assigned | None,
) -> None:
    """Stage the cells; what cannot be recorded is staged as wrong, so that it is gone to."""
    if isinstance(taken, Assigned):
        assigned = {folded(taken.head): taken.holds}
        if not remember(scores.ground.cluster, assigned):
            scores.say(scores.words("sheetin.not-remembered", path=str(columns_file())))
        begin(scores, file, replace(asked, assigned={**asked.assigned, **assigned}))
        return
    if not taken:
        scores.say(scores.words("sheetin.nothing-taken"))
        return
    for line in reading.lines:
        scores.staged.put_behind(line.key, line.behind)
        scores.staged.stage(line.key, line.text)
    cells = {line.key: line.text for line in reading.lines}
    scores.from_file = FromFile(digest=reading.digest, name=file.name, cells=cells)
    scores.redraw()
    keep(scores, scores.body.entry.value)
    to_wrong(scores, (-1, -1))
    count = str(len(reading.lines) - len(reading.wrong))
    scores.say(scores.words("sheetin.staged", count=count), good=not reading.wrong)


def act_of_staged(scores: ScoresContext) -> str:
    """Return the id of the act that records what is staged: that of the file, if it is all of it.

    Args:
        scores: The grid.
    """
    if (file := staged_file(scores)) is None:
        return ledger.new_act()
    return act_of_file(scores.session, file.digest, scores.ground)[0]


def staged_file(scores: ScoresContext) -> FromFile | None:
    """Return the file whose cells are staged, and no others; None where others are, too.

    Args:
        scores: The grid.
    """
    staged: dict[CellKey, str] = {key: one.text for key, one in scores.staged.items()}
    file = scores.from_file
    return file if file is not None and staged and staged == dict(file.cells) else None
