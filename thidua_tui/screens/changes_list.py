"""The differences as the list of changes shows them: below their unit, and never cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content

from events.collation import matches
from events.text import plain
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.i18n.messages import Naming, Words
from thidua_tui.screens.entry_detail import ARROW, SHORT, change_text
from thidua_tui.screens.journal_entry_text import lit
from thidua_tui.widgets.fact_list import Fact, fewest_lines
from thidua_tui.widgets.grouped_list import ruled
from thidua_tui.widgets.meaning import KIND_STYLES
from views.differences import Difference
from views.differences_by_unit import Block

SIGNS: Mapping[str, str] = {"new": "+", "gone": "−", "changed": " "}
"""The sign of a row that came or went."""
SIGN, GAP = 2, 2
"""Cells of the sign, and between columns."""
TABLE_GROUPS: Mapping[str, str] = {
    "units": "units",
    "functions": "units",
    "clusters": "clusters",
    "operators": "operators",
    **dict.fromkeys(("leaders", "stand_downs"), "roles"),
    **dict.fromkeys(("result", "result_withdrawals", "ranking", "scores", "books", "rules"),
                    "results"),
    **dict.fromkeys(("rosters", "roster"), "members"),
    **dict.fromkeys(("movements", "compacts"), "movements"),
    **dict.fromkeys(("meetings", "guests", "attendance", "reports", "remarks"), "meeting"),
    "awards": "awards",
}  # fmt: skip
"""Table -> the group of acts whose colour its changes have; of others that of reported facts."""


class ChangeLine(Struct, frozen=True):
    """A difference in words.

    `place` is the cluster and the year where there are several; the filter looks at `sought`.
    """

    row: Difference
    block: int
    place: str
    label: str
    before: str
    after: str
    sought: tuple[str, ...]


class Change(Struct, frozen=True):
    """The lines of all differences, and the name of each block."""

    lines: tuple[ChangeLine, ...]
    names: tuple[str, ...]


def change_lines(blocks: Sequence[Block], words: Words, names: Naming) -> Change:
    """Return the differences in words; runs in a worker."""
    years = {row.year for block in blocks for row in block.rows if row.year}
    clusters = {row.cluster for block in blocks for row in block.rows if row.cluster}
    labels = iter(diff_cells.labels([row for block in blocks for row in block.rows], words))
    lines: list[ChangeLine] = []
    called: list[str] = []
    for nth, block in enumerate(blocks):
        called.append(block_name(block, words, names))
        for row in block.rows:
            place = (
                plain(row.cluster_name or "") if block.unit and len(clusters) > 1 else "",
                str(row.year) if row.year and len(years) > 1 else "",
            )
            label = next(labels)
            before, after = diff_cells.whole(row, words)
            parts = (called[-1], *place, label, before, after, str(row.position), row.by)
            where = "".join(f"{part} · " for part in place if part)
            lines.append(ChangeLine(row, nth, where, label, before, after, parts))
    return Change(tuple(lines), tuple(called))


def block_name(block: Block, words: Words, names: Naming) -> str:
    """Return what a block is of: a unit, a cluster as a whole, or everything else."""
    if block.unit:
        return plain(names.unit(block.unit))
    if block.cluster:
        return words("journal.changes.of-cluster", cluster=names.cluster(block.cluster))
    return words("journal.changes.of-none")


def narrowed(lines: Sequence[ChangeLine], query: str) -> tuple[ChangeLine, ...]:
    """Return the lines in which every word of a query occurs."""
    for word in query.split():
        found: dict[str, bool] = {}  # most parts are those of many lines
        small = word.lower()
        for part in {part for line in lines for part in line.sought}:
            found[part] = small in part.lower() if part.isascii() else matches(word, part)
        lines = [line for line in lines if any(found[part] for part in line.sought)]
    return tuple(lines)


class ChangeColumns:
    """Columns for some lines: as wide as what is in them, or as there is room.

    Args:
        lines: The lines to be shown.
    """

    def __init__(self, lines: Sequence[ChangeLine]) -> None:
        befores = [len(line.before) for line in lines if len(line.before) <= SHORT]
        self.arrow = max(befores, default=0)
        self.entry = max((len(str(line.row.position)) for line in lines), default=0)
        self._cells = [(cell_len(line.place + line.label), self._value(line)) for line in lines]
        self._widths: dict[int, tuple[int, int]] = {}

    def _value(self, line: ChangeLine) -> int:
        before = max(cell_len(line.before), self.arrow)
        return before + len(ARROW) + cell_len(line.after)

    def widths(self, room: int) -> tuple[int, int]:
        """Return the cells of the label and of the value: those with the fewest lines in all."""
        if room not in self._widths:
            left = max(2, room - SIGN - self.entry - 2 * GAP)
            self._widths[room] = fewest_lines(self._cells, left)
        return self._widths[room]

    def line(self, line: ChangeLine, room: int, lit: Sequence[str] = ()) -> Content:
        """Return a difference: of what, before and after, and the number of its entry."""
        label_width, value_width = self.widths(room)
        labels = _label(line, lit).wrap(label_width)
        values = _lit(_value(line, self.arrow), lit).wrap(value_width)
        sign = Content.styled(f"{SIGNS[line.row.change]} ", "bold")
        number = Content.styled(f"{line.row.position:>{self.entry}}", "dim")
        lines = []
        for label, value in zip_longest(labels, values, fillvalue=Content("")):
            cells = (_pad(label, label_width), _pad(value, value_width), number)
            lines.append(sign + Content(" " * GAP).join(cells))
            sign, number = Content("  "), Content("")
        return Content("\n").join(lines)


def line_facts(line: ChangeLine, name: str, words: Words) -> Iterator[Fact]:
    """Yield a difference in full: of what, before and after, whatever their length."""
    before, after = diff_cells.whole(line.row, words, diff_cells.ANY_LENGTH)
    yield Fact("", Content.styled(name, "bold"))
    yield Fact(line.place + line.label, change_text(before, after))


def heading(name: str, count: int, width: int, words: Words, lit: Sequence[str] = ()) -> Content:
    """Return the line above a block: its name in full, and how many changes it has."""
    note = words("journal.changes.count", count=str(count))
    return ruled(_lit(Content.styled(name, "bold"), lit), note, width, wrapped=True)


def _label(line: ChangeLine, lit: Sequence[str]) -> Content:
    style = KIND_STYLES[TABLE_GROUPS.get(line.row.table, "reported")]
    kind, dot, rest = line.label.partition(" · ")
    return _lit(Content.assemble((line.place, "dim"), (kind, style), dot, rest), lit)


def _value(line: ChangeLine, arrow: int) -> Content:
    return change_text(line.before, line.after, arrow if len(line.before) <= SHORT else 0)


def _pad(text: Content, width: int) -> Content:
    return text.pad_right(max(0, width - text.cell_length))


def _lit(text: Content, words: Sequence[str]) -> Content:
    for word in words:
        text = lit(text, word)
    return text
