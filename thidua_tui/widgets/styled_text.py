"""Text in columns, cut with `…` where it does not fit, and text with highlighted matches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content
from textual.style import Style

Cell = Content | str


def content(cell: Cell) -> Content:
    """Text that people typed is never markup."""
    return cell if isinstance(cell, Content) else Content(cell)


def fit(cell: Cell, width: int, *, right: bool = False) -> Content:
    """Exactly so many cells: cut with `…`, or filled up with spaces."""
    text = content(cell)
    if right and text.cell_length < width:
        return text.pad_left(width - text.cell_length)
    return text.truncate(max(0, width), ellipsis=True, pad=True)


def fit_lines(text: Content, width: int, most: int) -> list[Content]:
    """Break a text into at most so many lines; the last one ends in `…` where more would follow."""
    lines = [*text.wrap(width)]
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip().truncate(width - 2) + " …"
    return [*lines[: most - 1], last]


def row(
    cells: Iterable[Cell], widths: Sequence[int], right: frozenset[int] = frozenset()
) -> Content:
    """Cells side by side with a space between; a width of 0 leaves its column out."""
    fitted = [
        fit(cell, width, right=at in right)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        if width
    ]
    return Content("  ").join(fitted)


def share(total: int, wanted: Sequence[int], least: Sequence[int]) -> tuple[int, ...]:
    """Widths of columns within a total, gaps of two between them.

    Every column gets its least (0: it may go), then what it wanted while there is room, the first
    ones first.
    """
    kept = [at for at, width in enumerate(wanted) if width]
    widths = [min(least[at], wanted[at]) if at in kept else 0 for at in range(len(wanted))]
    room = total - sum(widths) - 2 * max(0, len([w for w in widths if w]) - 1)
    for at in kept:
        more = wanted[at] - widths[at] + (0 if widths[at] else 2)
        given = max(0, min(room, more))
        if not widths[at]:
            if given < more:
                continue
            widths[at] = wanted[at]
        else:
            widths[at] += given
        room -= given
    return tuple(widths)


HEAD = re.compile(r" *[·●○■×▸] | *\S(?:.{0,18}?\S)? {2,}(?=\S)| +")
"""What precedes the words of a line: a bullet or sign, a short label with a gap, spaces."""
NARROWEST = 20
"""The least cells of a line: a widget that is not laid out yet has none."""


def hanging(line: Content, width: int) -> Iterator[Content]:
    """Yield the line in parts; what does not fit after its head is below its words.

    Args:
        line: The line.
        width: The cells of a part; less than `NARROWEST` count as that.
    """
    found = HEAD.match(line.plain)
    indent = len(found[0]) if found else 0
    width = max(width, NARROWEST)
    first, *rest = line[indent:].wrap(width - indent) or [Content("")]
    yield line[:indent] + first if indent else first
    yield from (Content(" " * indent) + part for part in rest)


def clickable(text: Cell, action: str, style: str = "") -> Content:
    """Text that does an action when it is clicked, such as `app.do('home')`."""
    at_click = Style.from_meta({"@click": action})
    return content(text).stylize_before(style).stylize(at_click)


def underline_hovered(line: Content, action: str) -> Content:
    """Underline what a click on the text below the mouse would do."""
    for span in line.spans if action else ():
        if isinstance(span.style, Style) and span.style.meta.get("@click") == action:
            line = line.stylize("underline", span.start, span.end)
    return line


def sentence(text: Cell) -> Content:
    """Return the text with a capital at its start, its styles kept."""
    line = content(text)
    first = line.plain[:1].upper()
    return Content(first + line.plain[1:], [*line.spans]) if len(first) == 1 else line


LIT = "bold underline"


def highlight(name: str, places: Iterable[int], offset: int = 0) -> Content:
    """Return the name with the characters at these places lit; `offset` is the length before it."""
    text = Content(name)
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place + offset:
            runs[-1][1] += 1
        else:
            runs.append([place + offset, place + offset + 1])
    for start, end in runs:
        text = text.stylize(LIT, start, end)
    return text


PICTURE_STYLES = (
    ("[●◆━┃┏┓┗┛]", "bold $primary"),
    ("○[0-9]?", "$success"),
    ("▾[0-9]+", "bold"),
    ("[×┄]", "bold $warning"),
)
"""The colours of pictures; what they mean is in the shapes, colours only help."""


def styled(line: str) -> Content:
    """A line of a picture."""
    content = Content(line)
    for shapes, style in PICTURE_STYLES:
        content = content.highlight_regex(shapes, style=style)
    return content
