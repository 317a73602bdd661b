"""Control totals: typed from paper, compared at once, with the cell that a difference points to."""

from __future__ import annotations

from textual.content import Content

from events.errors import Refused
from events.score_book.control_total import Suspect
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.control_totals import EVERY, Checked, Control, ControlTotals, control_texts
from thidua_tui.forms.drafts import CONTROLS, Drafts
from thidua_tui.forms.grid_content import GridContent, Mark
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import queued
from thidua_tui.screens.cells_dialog import CellsBody, CellsDialog
from thidua_tui.widgets.cell_input import TotalEntry
from thidua_tui.widgets.panel import entitle

SUM = "Σ"
EQUAL, UNEQUAL = "✓", "≠"
FEW = 2
"""How many suspects a sentence names."""


class ControlTotalsDialog(CellsDialog[tuple[str, str]]):
    """The totals of a sheet: a row for each unit and one for all, a column for each group and line.

    It is dismissed with the unit and the line of the cell to look at, or nothing.

    Args:
        ground: The cluster-year.
        sheet: The sheet, with what is staged over it on its board.
        drafts: Where the totals are kept.
        words: The words of the language.
        unit: The unit whose total is typed first; empty for the first of all.
    """

    PLACE = "controls"

    def __init__(
        self, ground: ActContext, sheet: ScoreSheet, drafts: Drafts, words: Words, unit: str = ""
    ) -> None:
        super().__init__()
        self.ground, self.sheet, self.drafts, self.words = ground, sheet, drafts, words
        before = control_texts(drafts.of(CONTROLS, ground.here), sheet)
        self.totals = ControlTotals(sheet, before)
        self.columns = (EVERY, *(node.code for node in (*self.totals.groups, *self.totals.lines)))
        self.rows = (*sheet.units, EVERY)
        self.last: Control | None = None
        """The total that was typed last: the sentence below goes on being about it."""
        self.body = CellsBody(self, TotalEntry())
        self.body.grid.row = self.rows.index(unit) if unit in self.rows else 0

    def on_mount(self) -> None:
        """Show the totals that were typed before."""
        words = self.words
        cluster = plain(self.ground.names.cluster(self.ground.cluster))
        self.entitle(words("scorechecks.control.title", year=str(self.sheet.year)), cluster)
        stage = words("acts.grid.stage", stage=self.sheet.stage)
        entitle(self.query_one("#cells-panel"), stage)
        self.foot(words, {"not-applicable": "", "stage": "", "whole-form": ""})
        self.show()

    def control(self, row: int, column: int) -> Control:
        """Return what the total of a cell of the grid is of."""
        return Control(self.rows[row], self.columns[column])

    def content(self) -> GridContent:
        """Return the totals on paper, with whether they agree; below each the sum."""
        names, sheet, words = self.ground.names, self.sheet, self.words
        every = words("scorechecks.control.every")
        cells: dict[tuple[int, int], str] = {}
        first = len(self.columns) - len(self.totals.lines)
        marks: dict[tuple[int, int], Mark] = {
            (row, column): "closed"
            for row in range(len(sheet.units))
            for column in range(first, len(self.columns))
        }
        for control, text in self.totals.texts.items():
            at = (self.rows.index(control.unit), self.columns.index(control.code))
            checked = self.totals.check(control)
            equal = checked.total is not None and not checked.difference
            cells[at] = f"{text}{EQUAL}" if equal else text
            if not equal:
                marks[at] = "changed"
        open_ones = len(self.totals.open())
        return GridContent(
            head=(words("acts.grid.unit"), words("acts.grid.maximum"), "", "", ""),
            rows=[names.short(unit, sheet.year) if unit else every for unit in self.rows],
            full=[names.unit(unit, sheet.year) if unit else every for unit in self.rows],
            columns=[self._head(code) for code in self.columns],
            cells=cells,
            marks=marks,
            totals={len(self.rows) - 1: f"{UNEQUAL} {open_ones}" if open_ones else ""},
        )

    def _head(self, code: str) -> tuple[str, str]:
        most = {node.code: node.max for node in (*self.totals.groups, *self.totals.lines)}
        if code == EVERY:
            return SUM, ""
        group = any(node.code == code for node in self.totals.groups)
        at_most = self.words.number(most[code]) if most[code] else ""
        return (f"{SUM} {code}" if group else code), at_most

    def put(self, row: int, column: int, text: str) -> None:
        """Take a total, unless the cell is a single score."""
        control = self.control(row, column)
        single = control.unit and any(node.code == control.code for node in self.totals.lines)
        if single and text:
            raise Refused("total-of-one-cell", criterion=control.code)
        checked = self.totals.put(control, text)
        if checked.refusal:
            self.totals.put(control, "")
            raise checked.refusal
        self.last = control if text else None
        draft = self.totals.draft(self.drafts.of(CONTROLS, self.ground.here))
        self.drafts.keep(CONTROLS, self.ground.here, draft)

    def about(self, row: int, column: int) -> Content:
        """Return what the total is of, and what was typed so far."""
        control, words = self.control(row, column), self.words
        checked = self.totals.check(control)
        counted = words(
            "scorechecks.control.sum",
            sum=words.number(checked.sum),
            filled=str(checked.filled),
            cells=str(checked.cells),
        )
        return Content.styled(self.called(control), "bold") + Content.styled(
            f" · {counted}", "$secondary"
        )

    def hint(self) -> Content:
        """Return whether the total under the cursor agrees, and what explains a difference."""
        checked = self.totals.check(self.spoken_of())
        named = Content("")
        if checked.total is not None and checked.control != self.here():
            named = Content.styled(f"{self.called(checked.control)}: ", "bold")
        return named + verdict(checked, self.ground, self.words)

    def typing(self, text: str) -> None:
        """Compare a total while it is being typed."""
        control = self.here()
        kept = self.totals.texts.get(control, "")
        checked = self.totals.put(control, text)
        self.totals.put(control, kept)
        self.body.message.show(verdict(checked, self.ground, self.words))

    def here(self) -> Control:
        """Return what the total under the cursor is of."""
        return self.control(self.body.grid.row, self.body.grid.column)

    def spoken_of(self) -> Control:
        """Return the total that is spoken of: under the cursor, else the one typed last."""
        here = self.here()
        return here if here in self.totals.texts or self.last is None else self.last

    def called(self, control: Control) -> str:
        """Return what a total is of, in a few words."""
        words = self.words
        titles = {n.code: n.title for n in (*self.totals.groups, *self.totals.lines)}
        unit = self.ground.names.unit(control.unit, self.sheet.year) if control.unit else ""
        what = f"{control.code} {titles[control.code]}" if control.code else ""
        key = ("sheet" if unit else "all") if not what else ("part" if unit else "column")
        return words(f"scorechecks.control.{key}", unit=plain(unit), what=plain(what))

    async def to_cell(self) -> None:
        """Go to the first cell that would explain the difference."""
        if self.body.entry.value.strip():
            await self.done(0, 0)
            if self.body.entry.value:
                return
        checked = self.totals.check(self.spoken_of())
        if checked.suspects:
            unit, code, _ = checked.suspects[0]
            self.dismiss((unit, code))
        else:
            self.say(self.words("scorechecks.control.no-cell"))

    do_to_cell = queued(lambda dialog: dialog.to_cell())


def verdict(checked: Checked, ground: ActContext, words: Words) -> Content:
    """Return whether a total agrees with its sum, in a sentence; of a difference what explains it.

    Args:
        checked: The total.
        ground: The cluster-year.
        words: The words of the language.
    """
    if checked.total is None or checked.difference is None:
        return Content.styled(words("scorechecks.control.type"), "dim")
    facts = {"total": words.number(checked.total), "sum": words.number(checked.sum)}
    if not checked.difference:
        return Content.styled(f"{EQUAL} {words('scorechecks.control.equal', **facts)}", "$success")
    facts["difference"] = words.number(checked.difference)
    found = [
        suspected(unit, code, one, ground, words) for unit, code, one in checked.suspects[:FEW]
    ]
    if len(checked.suspects) > FEW:
        count = str(len(checked.suspects) - FEW)
        found.append(words("scorechecks.control.more", count=count))
    text = words("scorechecks.control.unequal", guess="; ".join(found), **facts)
    if not found and checked.filled < checked.cells:
        missing = str(checked.cells - checked.filled)
        text = words("scorechecks.control.unfilled", missing=missing, **facts)
    return Content.styled(f"{UNEQUAL} {plain(text)}", "bold $error")


def suspected(unit: str, code: str, one: Suspect, ground: ActContext, words: Words) -> str:
    """Return what may be wrong with a cell, in a few words.

    Args:
        unit: The code of the unit.
        code: The code of the line.
        one: The slip that would explain the difference.
        ground: The cluster-year.
        words: The words of the language.
    """
    return words(
        f"scorechecks.slip.{one.slip}",
        unit=plain(ground.names.short(unit, ground.year)),
        line=code,
        typed=words.number(one.typed) if one.typed is not None else "",
        likely=words.number(one.likely) if one.likely is not None else "",
    )
