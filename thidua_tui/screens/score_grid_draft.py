"""The drafts of the score grid: the cell that is half typed, and the block that covers the grid."""

from __future__ import annotations

from collections.abc import Mapping

from thidua_tui.forms.drafts import BLOCK, GRID, Draft
from thidua_tui.forms.pasted_scores import Block
from thidua_tui.screens.score_grid_context import ScoresContext


def keep(scores: ScoresContext, typed: str) -> None:
    """Keep the block, if there is one, and the text in the cell; an empty cell is no draft."""
    at = scores.at()
    if at is None:
        return
    stage = {"stage": scores.stage}
    cell = {"unit": at[0], "criterion": at[1].code, "points": typed} if typed.strip() else {}
    if scores.pasted:
        raw = stage | _raw(scores.pasted.block) | cell
        scores.drafts.keep(BLOCK, scores.here, raw, "text")
    else:
        raw = stage | cell if cell else {}
        scores.drafts.keep(GRID, scores.here, raw, "points", (len(typed),))


def resume_cell(scores: ScoresContext, kept: Mapping[str, str]) -> bool:
    """Go to the cell that was half typed, with its text; return whether there is one."""
    sheet, body = scores.sheet, scores.body
    codes = [criterion.code for criterion in sheet.criteria]
    if kept.get("unit") not in sheet.units or kept.get("criterion") not in codes:
        return False
    body.grid.row = sheet.units.index(kept["unit"])
    body.grid.column = codes.index(kept["criterion"])
    body.entry.select_on_focus = False  # the event of the focus may come after this
    body.entry.value = kept.get("points", "")
    body.entry.cursor_position = len(body.entry.value)
    scores.show_cell_details()
    return True


def block_of(kept: Mapping[str, str]) -> Block | None:
    """Return the block that a draft holds; None where it holds none."""
    if not kept.get("text"):
        return None
    row, column = (_number(kept.get(key, "")) for key in _CORNER)
    cells = {key.partition("\t"): text for key, text in kept.items() if "\t" in key}
    typed = {(unit, criterion): text for (unit, _, criterion), text in cells.items()}
    return Block(text=kept["text"], row=row, column=column, typed=typed)


_CORNER = ("row", "column")
FAR = 4
"""Digits of a row or column at most; a draft's file may hold anything."""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= FAR else 0


def _raw(block: Block) -> Draft:
    """A block as the texts of a draft; the key of a cell that was typed over has a tab."""
    corner = {"text": block.text, "row": str(block.row), "column": str(block.column)}
    return corner | {"\t".join(cell): text for cell, text in block.typed.items()}
