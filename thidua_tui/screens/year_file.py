"""`Ctrl+F` on the page of a year: a file is chosen or a table pasted, and read as what it holds.

A score sheet opens in the score grid; a list of members, roles or awards is looked at here.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from events.errors import ThiduaError
from events.event import Entry
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.column_choices import columns_file, remember, with_remembered
from thidua_tui.forms.fact_sheets.lines import FactsReading
from thidua_tui.forms.fact_sheets.reading import read_facts
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.forms.sheet_act import act_of_file
from thidua_tui.forms.sheet_columns import find_columns, folded, likely_heads
from thidua_tui.forms.sheet_kinds import is_list
from thidua_tui.forms.sheet_source import Asked, choose_sheet, marks_of
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.sheet_marks import SheetMarks
from thidua_tui.parsing.workbook.cells import Sheet
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.fact_file import FactCheck, FactReason, moves_of, record_list
from thidua_tui.screens.file_check import Assigned, ask_column
from thidua_tui.screens.file_picker import Picked, SheetPicker, picked
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.search_items import Item
from thidua_tui.screens.sheet_file import begin
from thidua_tui.screens.sheet_tabs import SheetTabs

OFF_AS = "record-roster"
"""The act whose reasons to be off hold for lists, too: a past that is looked at, a role."""


class _Found(NamedTuple):
    """What a file holds: a list with its act, or scores; or why it is not read."""

    reading: FactsReading | None = None
    act: str = ""
    done: int = 0
    moves: tuple[str, ...] = ()
    error: ThiduaError | None = None
    tabs: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


def read_file(page: Page) -> None:
    """Choose a file, and read it.

    Args:
        page: The page of a year.
    """
    page.app.push_screen(SheetPicker(page.words), partial(_chosen, page))


def _chosen(page: Page, item: Item | None) -> None:
    if item is not None:
        _begin(page, picked(item), Asked())


def _begin(page: Page, file: Picked, asked: Asked) -> None:
    page.thidua.say(page.words("sheetin.reading", name=plain(file.name)))
    session, here, words = page.thidua.session, page.here, page.words
    if session is None:
        return
    ground = ActContext(session, here, Words(words.lang))

    def work() -> None:
        found = _look(ground, file, asked)
        page.app.call_from_thread(_show, page, ground, file, asked, found)

    page.run_worker(work, name="file", group="file", thread=True, exclusive=True)


def _look(ground: ActContext, file: Picked, asked: Asked) -> _Found:
    """Read a file; runs in a worker."""
    tabs: tuple[str, ...] = ()
    try:
        book, asked = file.read(), with_remembered(asked, ground.cluster)
        tabs, marks = tuple(tab.name for tab in book.tabs), marks_of(book)
        sheet = choose_sheet(book, asked.tab, marks)
        scores = score_sheet(ground, "verified")
        if not is_list(sheet, marks, scores, asked):
            return _Found(heads=_heads_if_unknown(sheet, marks, scores, asked))
        reading = read_facts(book, sheet, ground, marks, asked.assigned)
        act, done = act_of_file(ground.session, reading.digest, ground)
        return _Found(
            reading, act, done[0].position if done else 0, tuple(moves_of(reading, ground))
        )
    except ThiduaError as error:
        return _Found(error=error, tabs=tabs if error.code == "sheet-to-choose" else ())


def _heads_if_unknown(
    sheet: Sheet, marks: SheetMarks | None, scores: ScoreSheet, asked: Asked
) -> tuple[str, ...]:
    """Return the likely headings of a sheet of which no column is known; none where one is."""
    known = marks is not None or find_columns(sheet, scores, asked.assigned) is not None
    return () if known else likely_heads(sheet)


def _show(page: Page, ground: ActContext, file: Picked, asked: Asked, found: _Found) -> None:
    words = page.words
    if found.tabs:
        items = [Item(kind="tab", code=name, name=name) for name in found.tabs]
        dialog = SheetTabs(words("sheetin.check.tabs"), items, words)
        page.app.push_screen(dialog, partial(_of_tab, page, file, asked))
    elif found.heads:
        page.thidua.say(f"▲ {words('sheetin.check.no-heads')}")
        ask_column(page, found.heads, words, partial(_assign, page, ground, file, asked))
    elif found.error is not None:
        page.thidua.say(f"▲ {words.refusal(found.error, ground.names)}")
    elif found.reading is None:
        page.call_later(_open_scores, page, file, asked)
    elif found.done:
        page.thidua.say(words("sheetin.already-here", position=str(found.done)))
    elif not found.reading.lines:
        page.thidua.say(words("sheetin.nothing-new"))
    else:
        check = FactCheck(found.reading, ground, words, found.moves)
        page.app.push_screen(check, partial(_take, page, ground, file, asked, found))


def _of_tab(page: Page, file: Picked, asked: Asked, item: Item | None) -> None:
    if item is not None:
        _begin(page, file, replace(asked, tab=item.code))


async def _open_scores(page: Page, file: Picked, asked: Asked) -> None:
    """Open the score grid, and read the file into it."""
    await page.thidua.do_act("record-score")
    grid = page.app.screen
    if isinstance(grid, ScoresContext) and not grid.why_not():
        begin(grid, file, replace(asked, stage=grid.stage))


def _assign(page: Page, ground: ActContext, file: Picked, asked: Asked, taken: Assigned) -> None:
    """Remember what a column holds, and read the file again."""
    assigned = {folded(taken.head): taken.holds}
    if not remember(ground.cluster, assigned):
        page.thidua.say(page.words("sheetin.not-remembered", path=str(columns_file())))
    _begin(page, file, replace(asked, assigned={**asked.assigned, **assigned}))


def _take(
    page: Page,
    ground: ActContext,
    file: Picked,
    asked: Asked,
    found: _Found,
    taken: bool | Assigned | None,
) -> None:
    """Record the list, or ask for the reason of a correction first."""
    if isinstance(taken, Assigned):
        _assign(page, ground, file, asked, taken)
        return
    reading, words = found.reading, page.words
    if not taken or reading is None or reading.command is None:
        page.thidua.say(words("sheetin.facts.nothing-taken"))
        return
    if off := page.thidua.why_act_off(OFF_AS):
        page.thidua.say(f"▲ {page.thidua.reason(off)}")
        return
    record = partial(record_list, reading, ground, found.act, file.name)
    if reading.command.wants_reason():
        _ask(page, ground, file, len(reading.lines), record)
        return

    def work() -> None:
        try:
            entries = record()
        except ThiduaError as error:
            page.app.call_from_thread(_refused, page, ground, file, reading, record, error)
        else:
            page.app.call_from_thread(_recorded, page, len(reading.lines), tuple(entries))

    page.run_worker(work, name="file", group="file", thread=True)


def _refused(
    page: Page,
    ground: ActContext,
    file: Picked,
    reading: FactsReading,
    record: partial[list[Entry]],
    error: ThiduaError,
) -> None:
    """Say why nothing was recorded, in the dialog in which a reason can be typed."""
    page.thidua.say(f"▲ {page.words.refusal(error, ground.names)}")
    _ask(page, ground, file, len(reading.lines), record)


def _ask(
    page: Page, ground: ActContext, file: Picked, count: int, record: partial[list[Entry]]
) -> None:
    dialog = FactReason(page.words, ground, file.name, count, record)
    page.app.push_screen(dialog, partial(_recorded, page, count))


def _recorded(page: Page, count: int, entries: tuple[Entry, ...] | None) -> None:
    if not entries:
        return
    page.app.post_message(Recorded([*entries]))
    first, last = str(entries[0].position), str(entries[-1].position)
    facts = {"count": str(count), "first": first, "last": last}
    page.thidua.say(page.words("sheetin.facts.recorded", **facts))
