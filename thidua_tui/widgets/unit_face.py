"""The sheet of one unit with a cell cursor: lines down, stages across; code and title stay.

Only what is in sight is drawn, line by line; a key draws again the lines that it changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from textual.events import Click, Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from events.text import plain
from thidua_tui.forms.unit_face import FaceCell, FaceContent, FaceRow
from thidua_tui.widgets.grid_cells import (
    CLOSED,
    EMPTY,
    HEADS,
    STAGED,
    STRIPE,
    THEIRS,
    Run,
    fit_text,
)
from thidua_tui.widgets.grid_layout import down
from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.run_lines import RunLines

LEAST = 7
"""Cells of a column of numbers at least."""
TITLE = 18
"""Cells of a title at least, before a column is left out."""
WIDEST = 64
"""Cells of a title at most: a number stays near the line that it is of."""
OPTIONAL = ("before", "most", "final")
"""What is left out where the stages and the gap do not fit, in this order."""
INDENT = 2
STYLES: Mapping[str, str] = {
    "closed": "dim",
    "missing": "bold $warning",
    "differs": "bold $warning",
    "theirs": "bold $primary",
}


class FaceLayout(NamedTuple):
    """The cells of the code, of the title, and of each column of numbers by its key."""

    code: int
    title: int
    columns: Mapping[str, int]


class UnitSheetView(RunLines):
    """Lines down, stages across, with the cursor in a cell of a stage."""

    DEFAULT_CSS = "UnitSheetView { height: 1fr; }"

    class Picked(Message):
        """A cell was clicked: the line by its code, the stage by its number."""

        def __init__(self, code: str, stage: int) -> None:
            super().__init__()
            self.code, self.stage = code, stage

    def __init__(self) -> None:
        super().__init__()
        self.shown = FaceContent()
        self.code, self.stage = "", 0
        """The line and the stage of the cursor."""
        self.first = 0
        self.typed = ""
        self._laid: FaceLayout | None = None
        self._rows: dict[str, int] = {}

    def show(self, shown: FaceContent, code: str, stage: int) -> None:
        """Have this content, with the cursor on a line and a stage."""
        self.shown, self._laid = shown, None
        self.code, self.stage = code, stage
        self._rows = {row.code: at for at, row in enumerate(shown.rows)}
        self.refresh()

    def put(self, code: str, stage: int) -> None:
        """Put the cursor on a line and a stage; only what changed is drawn again."""
        if (code, stage) == (self.code, self.stage):
            return
        was, first = self._rows.get(self.code, 0), self.first
        head = stage != self.stage
        self.code, self.stage = code, stage
        sight = self._sight()
        if first != self.first or not self.size:
            self.refresh()
            return
        rows = {was, self._rows.get(code, 0)}
        self.refresh(*self._regions(rows, sight, head=head))

    def _regions(self, rows: set[int], sight: range, *, head: bool = False) -> Iterator[Region]:
        left, top, width = self.gutter.left, self.gutter.top, self.content_region.width
        for row in rows:
            if row in sight:
                yield Region(left, top + 1 + row - sight.start, width, 1)
        if head:
            yield Region(left, top, width, 1)

    def type(self, text: str) -> None:
        """Show in the cell what is being typed."""
        if text != self.typed:
            self.typed = text
            self.refresh(*self._regions({self._rows.get(self.code, 0)}, self._sight()))

    def on_resize(self, _: Resize) -> None:
        """Lay the columns out again."""
        self._laid = None
        self.refresh()

    @property
    def _below(self) -> int:
        """Lines of the sums and of the sentences about the totals."""
        return (self.shown.total is not None) + len(self.shown.foot)

    def _sight(self) -> range:
        """Return the rows that are drawn; the cursor is among them, with the group above it."""
        row = self._rows.get(self.code, 0)
        room = self.size.height - 1 - self._below
        found = down(len(self.shown.rows), self.first, row, room)
        if row and row == found.start and not self.shown.rows[row - 1].leaf:
            found = down(len(self.shown.rows), row - 1, row - 1, room)
        self.first = found.start
        return found

    def layout_now(self) -> FaceLayout:
        """Return the widths: the title takes what the numbers leave, the last of these may go."""
        if self._laid is None:
            self._laid = self._lay()
        return self._laid

    def _lay(self) -> FaceLayout:
        shown, width = self.shown, self.size.width
        rows = [*shown.rows, *filter(None, (shown.total,))]
        code = max((len(row.code) for row in rows), default=0) + 1
        heads = shown.heads
        widest = {
            "most": _widest([row.most for row in rows], heads.get("most", "")),
            **{
                str(at): _widest([row.cells[at].text for row in rows], head) + 1
                for at, head in enumerate(shown.stages)
            },
            "final": _widest([row.final for row in rows], heads.get("final", "")),
            "gap": _widest([row.gap for row in rows], heads.get("gap", "")),
            "before": _widest([row.before for row in rows], heads.get("before", "")),
        }
        if not any(row.before for row in rows):
            widest.pop("before")
        for name in OPTIONAL:
            if width - code - 3 - sum(widest.values()) >= TITLE:
                break
            widest.pop(name, None)
        return FaceLayout(code, self._title(width - code - 3 - sum(widest.values())), widest)

    def _title(self, room: int) -> int:
        longest = max(
            (cell_len(row.title) + INDENT * row.level for row in self.shown.rows), default=0
        )
        return max(4, min(room, max(longest + 1, TITLE), WIDEST))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        sight = self._sight()
        row, shown = y - 1 + sight.start, self.shown
        after = y - 1 - len(sight)
        if y == 0:
            return self.strip(self._head(), HEADS)
        if row in sight:
            of_row = shown.rows[row]
            over = STRIPE if row % 2 else ""
            return self.strip(self._line(of_row), over if of_row.leaf else f"bold {over}".strip())
        if shown.total is not None and after == 0:
            return self.strip(self._line(shown.total), HEADS)
        at = after - (shown.total is not None)
        text = shown.foot[at] if 0 <= at < len(shown.foot) else ""
        return self.strip([(plain(text), "$secondary")], "")

    def _head(self) -> Iterator[Run]:
        laid, shown = self.layout_now(), self.shown
        yield set_cell_size(shown.heads.get("code", ""), laid.code) + " ", ""
        yield fit_text(shown.heads.get("title", ""), laid.title), ""
        for name, wide in laid.columns.items():
            here = name == str(self.stage)
            text = shown.stages[int(name)] if name.isdecimal() else shown.heads[name]
            gap = " " if name.isdecimal() else ""  # above the digits, not above the sign
            text = f"{fit_text(text, min(cell_len(text), wide - 1 - len(gap)))}{gap}"
            yield " " * (wide - cell_len(text)), ""
            yield text, "underline $primary" if here else ""

    def _line(self, row: FaceRow) -> Iterator[Run]:
        laid, here = self.layout_now(), row.code == self.code and row.leaf
        yield set_cell_size(row.code, laid.code), "bold $primary" if here else ""
        yield "▸" if here else " ", ""
        title = plain(" " * (INDENT * row.level) + row.title)
        yield fit_text(title, laid.title - 1) + " ", "bold" if here else ""
        for name, wide in laid.columns.items():
            if name.isdecimal():
                at = int(name)
                yield from self._cell(row, row.cells[at], wide, here and at == self.stage)
            else:
                yield from self._number(row, name, wide)
        yield f" {row.evidence}", "$secondary"

    def _number(self, row: FaceRow, name: str, wide: int) -> Iterator[Run]:
        text: str = getattr(row, name)
        style = "dim" if name in ("most", "before") else "bold" if name == "final" else ""
        if name == "gap":
            style = "dim" if text in ("0", "") else "bold $warning"
        yield f"{text:>{wide}}", style

    def _cell(self, row: FaceRow, cell: FaceCell, wide: int, here: bool) -> Iterator[Run]:
        before, style = STAGED.get(cell.mark, ("", STYLES.get(cell.mark, "")))
        text = plain(cell.text)
        if not text and row.leaf:
            text = CLOSED * 2 if cell.mark == "closed" else EMPTY
        if here:
            inside = plain(self.typed)[-(wide - 3) :] if self.typed else f"{before}{text}"
            inside = fit_text(inside, min(cell_len(inside), wide - 3))
            inside = " " * (min(wide - 3, 4) - cell_len(inside)) + inside
            yield " " * (wide - 2 - cell_len(inside)), ""
            yield f"[{inside}]", "reverse bold"
            return
        behind = THEIRS if cell.mark == "theirs" else " "
        text = f"{before}{text}"
        text = fit_text(text, min(cell_len(text), wide - 2))
        yield " " * (wide - 1 - cell_len(text)) + text + behind, style

    def jumps(self) -> Iterator[Target]:
        """The lines in sight, at the stage of the cursor."""
        area, sight = self.content_region, self._sight()
        x = next((x for name, x, _ in self._spans() if name == str(self.stage)), 0)
        for y, row in enumerate(sight):
            if self.shown.rows[row].leaf:
                picked = self.Picked(self.shown.rows[row].code, self.stage)
                yield Target(area.x + x, area.y + 1 + y, partial(self.post_message, picked))

    def _spans(self) -> Iterator[tuple[str, int, int]]:
        """Yield each column of numbers with its first cell and its width."""
        laid = self.layout_now()
        x = laid.code + 1 + laid.title
        for name, wide in laid.columns.items():
            yield name, x, wide
            x += wide

    def on_click(self, event: Click) -> None:
        """Go to the cell that was clicked; on a title, to its line."""
        sight = self._sight()
        x, y = event.x - self.gutter.left, event.y - self.gutter.top - 1
        row = sight.start + y
        if y < 0 or row not in sight or not self.shown.rows[row].leaf:
            return
        stage = self.stage
        for name, left, wide in self._spans():
            if left <= x < left + wide and name.isdecimal():
                stage = int(name)
        self.post_message(self.Picked(self.shown.rows[row].code, stage))


def _widest(texts: Iterable[str], head: str) -> int:
    return max(LEAST, max((cell_len(text) for text in (*texts, head)), default=0) + 1)
