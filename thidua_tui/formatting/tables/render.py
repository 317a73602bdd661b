"""Rows as text: a table for people, markdown for papers, csv and json for other programs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from events.text import plain
from thidua_tui.formatting.sentences.provisional import provisional_title
from thidua_tui.formatting.tables.cells import caption
from thidua_tui.formatting.tables.columns import NONE, Layout, rows_of
from thidua_tui.formatting.tables.csv_json import as_csv, as_excel, as_json
from thidua_tui.formatting.tables.layouts import layout_of
from thidua_tui.i18n.messages import Words

Format: TypeAlias = Literal["table", "csv", "excel", "json", "md"]
FORMATS: tuple[Format, ...] = ("table", "csv", "excel", "json", "md")
NARROWEST = 10
"""Characters below which no column is narrowed."""

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


class Table(NamedTuple):
    """Rows of one kind under the name of their layout; `note` follows the title.

    `provisional` has a mark for each row, or none where no row is provisional; `foot` is the line
    below the table.
    """

    name: str
    kind: type[Struct]
    rows: Sequence[Any]
    note: str = ""
    provisional: Sequence[bool] = ()
    foot: str = ""


class Paper(NamedTuple):
    """What is printed on: `width` in characters (0: endless), and whether it may be decorated."""

    width: int = 0
    decorated: bool = False
    markdown: bool = False

    @property
    def style(self) -> str:
        """Tabulate's name for it; without decoration there are no boxes."""
        if self.markdown:
            return "github"
        return "rounded_outline" if self.decorated else "simple"


PLAIN = Paper()
MARKDOWN = Paper(markdown=True)


def literal(text: str) -> str:
    """The same text for markdown, where nothing in it is markup."""
    return _MARKUP.sub(r"\\\1", text)


def render(table: Table, form: Format, words: Words, paper: Paper = PLAIN) -> str:
    """The table as text that ends with a newline."""
    match form:
        case "json":
            return as_json(table.rows, words, table.provisional)
        case "csv":
            return as_csv(table.kind, table.rows, words, table.provisional)
        case "excel":
            in_vietnamese = Words("vi")
            in_vietnamese.names = words.names
            return _for_excel(table, in_vietnamese)
        case "md":
            return printed(table, words, MARKDOWN)
    return printed(table, words, paper)


def _for_excel(table: Table, words: Words) -> str:
    """The table as a spreadsheet with Vietnamese settings opens it; captions are a column."""
    layout, lines = layout_of(table.name, table.kind), list[list[str]]()
    headings, cells = cells_of(layout, table.rows, words)
    groups = rows_of(layout, table.rows) if layout.group else []
    above = {id(row): caption(table.name, group, words) for group in groups for row in group}
    for row, line in zip(table.rows, cells, strict=True):
        shown = ["" if cell == NONE else cell for cell in line]
        lines.append([above[id(row)], *shown] if layout.group else shown)
    heads = [*([words(f"tables.title.{table.name}")] if layout.group else []), *headings.values()]
    if table.provisional:
        heads.append(words("provisional.column"))
        for line, waits in zip(lines, table.provisional, strict=True):
            line.append(words("provisional.mark") if waits else "")
    return as_excel([heads, *lines])


def printed(table: Table, words: Words, paper: Paper) -> str:
    """Title, then each group under its caption."""
    layout, title = layout_of(table.name, table.kind), words(f"tables.title.{table.name}")
    mark = provisional_title(table.provisional, words)
    parts = [_heading(" – ".join(filter(None, (title, plain(table.note), mark))), paper)]
    if not table.rows:
        parts += ["", words("tables.empty")]
    for rows in rows_of(layout, table.rows):
        if layout.group:
            above = caption(table.name, rows, words)
            parts += ["", literal(above) if paper.markdown else above]
        parts += (
            ["", grid(layout, rows, words, paper)]
            if paper.markdown
            else [grid(layout, rows, words, paper)]
        )
    if table.foot:
        parts += ["", literal(table.foot) if paper.markdown else table.foot]
    return "\n".join(parts) + "\n"


def _heading(text: str, paper: Paper) -> str:
    if paper.markdown:
        return "## " + literal(text)
    return f"\x1b[1m{text}\x1b[0m" if paper.decorated else text


def grid(layout: Layout, rows: Sequence[Any], words: Words, paper: Paper) -> str:
    """The rows as a grid, narrowed to the paper; one below the other where it is too narrow."""
    headings, lines = cells_of(layout, rows, words, markdown=paper.markdown)
    if is_tall(layout, headings, paper):
        return "\n".join(tall(headings, line, paper) for line in lines)
    return drawn(lines, paper, [*headings.values()], aligned(layout, headings))


def cells_of(
    layout: Layout, rows: Sequence[Any], words: Words, *, markdown: bool = False
) -> tuple[dict[str, str], list[list[str]]]:
    """Column -> its heading, and a line of cells for each row; optional columns only if filled."""
    cells = {key: [cell(row, words) for row in rows] for key, cell in layout.columns.items()}
    nothing = {NONE, words("tables.value.unrecorded")}
    for key in layout.optional:
        if nothing.issuperset(cells[key]):
            del cells[key]
    headings = {key: words(f"tables.column.{key}") for key in cells}
    lines = [list(line) for line in zip(*cells.values(), strict=True)]
    return headings, [[literal(cell) for cell in line] for line in lines] if markdown else lines


def is_tall(layout: Layout, headings: Mapping[str, str], paper: Paper) -> bool:
    """Whether rows are printed with their cells one below the other."""
    narrow = bool(paper.width) and len(headings) * (NARROWEST + 3) >= paper.width
    return (layout.tall and not paper.markdown) or narrow


def aligned(layout: Layout, headings: Mapping[str, str]) -> list[str]:
    """On which side each column is flush."""
    return ["right" if key in layout.right else "left" for key in headings]


def tall(headings: Mapping[str, str], line: Sequence[str], paper: Paper) -> str:
    """One row, a line for each of its cells."""
    pairs = [list(pair) for pair in zip(headings.values(), line, strict=True)]
    return drawn(pairs, paper, (), ["left", "left"])


def drawn(
    lines: Sequence[Sequence[str]], paper: Paper, headings: Sequence[str], align: Sequence[str]
) -> str:
    """Lines of cells as a grid in the paper's style."""
    import tabulate

    tabulate.MIN_PADDING = 0  # else a heading is two characters wider than its column may be
    widths = fit([headings, *lines] if headings else lines, paper.width)
    return tabulate.tabulate(
        lines,
        headings,
        tablefmt=paper.style,
        disable_numparse=True,
        colalign=align,
        maxcolwidths=widths,
        maxheadercolwidths=widths if headings else None,
    )


def fit(lines: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Widths of the columns so that a line has at most `width` characters; None: as they are.

    The widest column gives way first, and none below `NARROWEST`.
    """
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    room = width - 3 * len(widths) - 1
    if not width or sum(widths) <= room:
        return None
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths
