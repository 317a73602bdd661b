"""A cell of a score grid as runs of text: its signs, its styles, what is typed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.cells import cell_len, set_cell_size

from events.text import plain
from thidua_tui.forms.grid_content import NOT_APPLICABLE, At, GridContent

EMPTY, CLOSED = "·", "╱"
SIGNS: Mapping[str, tuple[str, str]] = {
    "best": ("↑", "bold $success"),
    "lowest": ("↓", "italic $secondary"),
    "above": ("+", "bold $warning"),
    "missing": ("", "bold $warning"),
    "odd": ("?", "bold $warning"),
    "thread": ("◆", "bold $warning"),
}
"""What is remarkable about a cell -> its sign behind it and its style."""
STAGED: Mapping[str, tuple[str, str]] = {
    "new": ("›", "bold $success"),
    "changed": ("≠", "bold $warning"),
    "refused": ("!", "bold $error"),
}
"""What is staged in a cell -> its sign before it and its style."""
THEIRS = "*"
"""Behind points that another terminal recorded during editing."""
HEADS = "bold $secondary"
STRIPE = "on $stripe"
Run = tuple[str, str]
"""A text and its style, which may name colours of the theme."""


def cell_runs(shown: GridContent, at: At, width: int, typed: str | None) -> Iterator[Run]:
    """Yield a cell; `typed` is the text that is typed in the cell under the cursor, else None."""
    mark = shown.marks.get(at, "")
    text = plain(shown.cells.get(at, CLOSED * 2 if mark == "closed" else EMPTY))
    before, style = STAGED.get(mark, ("", ""))
    if typed is not None:
        inside = plain(typed) if typed else f"{before}{text}"
        inside = _last(inside, width - 2, cut=bool(typed))
        inside = " " * (min(width - 2, 4) - cell_len(inside)) + inside
        yield " " * (width - 2 - cell_len(inside)), ""
        yield f"[{inside}]", "reverse bold"
        return
    behind = ""
    if not before:
        behind, style = SIGNS.get(shown.remarks.get(at, ""), ("", ""))
        style = style or ("dim" if text in (EMPTY, NOT_APPLICABLE, CLOSED * 2) else "")
        if mark == "theirs":
            behind, style = THEIRS, "bold $primary"
    drawn = _last(f"{before}{text}", width - 1, cut=False)
    yield " " * (width - 1 - cell_len(drawn)) + drawn + (behind or " "), style


def fit_text(text: str, width: int) -> str:
    """Exactly so many cells: cut with `…`, or filled up with spaces."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return f"{set_cell_size(text, max(0, width - 1))}…"


def _last(text: str, width: int, *, cut: bool) -> str:
    """A text of at most so many cells: its end while it is typed, else its beginning."""
    if cell_len(text) <= width:
        return text
    return text[-width:] if cut else f"{set_cell_size(text, max(0, width - 1))}…"
