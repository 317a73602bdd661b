"""Control totals typed from paper, next to what the sheet adds up to: of units, groups and lines.

They are no facts of the ledger: they prove the typing, and are kept with the drafts of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from events.errors import BadInput
from events.score_book.book import Node
from events.score_book.control_total import Suspect, suspects
from thidua_tui.forms.drafts import Draft
from thidua_tui.forms.score_sheet import ScoreSheet, shown_points
from thidua_tui.parsing.numbers_and_codes import parse_points

EVERY = ""
"""The unit of the total of a column; the code of the total of a whole sheet."""
TAB = "\t"


class Control(NamedTuple):
    """What a total is of: a unit's sheet or group, or a group or line over all units."""

    unit: str = EVERY
    code: str = EVERY


class Checked(Struct, frozen=True, kw_only=True):
    """A total on paper next to the sum of what was typed.

    Attributes:
        control: What it is of.
        sum: The sum of what was typed.
        filled: How many of the cells are filled.
        cells: How many cells it is the total of.
        total: The total on paper; None where none was typed, or what was typed is no number.
        refusal: Why what was typed is no number.
        suspects: The cells whose slip alone would explain the difference.
    """

    control: Control
    sum: Decimal
    filled: int
    cells: int
    total: Decimal | None = None
    refusal: BadInput | None = None
    suspects: tuple[tuple[str, str, Suspect], ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """The total on paper less the sum; None where there is no total."""
        return None if self.total is None else self.total - self.sum


class ControlTotals:
    """The totals of a sheet at its stage.

    Args:
        sheet: The sheet; where cells are staged over it, its board has them.
        texts: Control -> what was typed before.
    """

    def __init__(self, sheet: ScoreSheet, texts: Mapping[Control, str] | None = None) -> None:
        self.sheet = sheet
        book = sheet.board.book if sheet.board else None
        self.groups: tuple[Node, ...] = tuple(
            node for node in (book.nodes() if book else ()) if node.criteria
        )
        self.lines: tuple[Node, ...] = book.leaves() if book else ()
        self._leaves = {node.code: [*node.leaves()] for node in (*self.groups, *self.lines)}
        codes, units = {EVERY, *self._leaves}, {EVERY, *sheet.units}
        known = dict(texts or {}).items()
        self.texts = {c: text for c, text in known if c.unit in units and c.code in codes}

    def points(self, unit: str, code: str) -> Decimal | None:
        """Return the points of a cell, staged or recorded; None where it has none."""
        if self.sheet.board is None:
            return None
        at = self.sheet.board.at(self.sheet.stage, self.sheet.scorer)
        found = at.points(unit, code)
        return None if found is None else shown_points(found)

    def put(self, control: Control, text: str) -> Checked:
        """Keep what was typed for a total, and return it checked; an empty text forgets it.

        Args:
            control: What it is of.
            text: What was typed.
        """
        if text.strip():
            self.texts[control] = text.strip()
        else:
            self.texts.pop(control, None)
        return self.check(control)

    def check(self, control: Control) -> Checked:
        """Return a total next to its sum, with the cells that would explain a difference.

        Args:
            control: What it is of.
        """
        cells = {f"{u}{TAB}{leaf.code}": (u, leaf) for u, leaf in self._cells(control)}
        typed = {key: self.points(unit, leaf.code) for key, (unit, leaf) in cells.items()}
        known = [points for points in typed.values() if points is not None]
        checked = Checked(
            control=control, sum=sum(known, Decimal(0)), filled=len(known), cells=len(cells)
        )
        if not (text := self.texts.get(control, "")):
            return checked
        try:
            total = parse_points(text, negative=True)
        except BadInput as error:
            return replace(checked, refusal=error)
        maxima = {key: leaf.max for key, (_, leaf) in cells.items()}
        found = suspects(typed, maxima, total)
        named = tuple((*_parts(one.line), one) for one in found)
        return replace(checked, total=total, suspects=named)

    def _cells(self, control: Control) -> Iterator[tuple[str, Node]]:
        units = (control.unit,) if control.unit else self.sheet.units
        leaves = self._leaves.get(control.code, self.lines) if control.code else self.lines
        return ((unit, leaf) for unit in units for leaf in leaves)

    def open(self) -> list[Checked]:
        """Return the totals on paper that are not the sum, or no number."""
        found = [self.check(control) for control in self.texts]
        return [one for one in found if one.refusal or one.difference]

    def draft(self, before: Draft) -> Draft:
        """Return the texts of a draft with the totals of this stage, and those of the others.

        Args:
            before: The draft as it was.
        """
        mine = f"{self.sheet.stage}{TAB}{self.sheet.scorer}{TAB}"
        others = {name: text for name, text in before.items() if not name.startswith(mine)}
        return others | {mine + TAB.join(control): text for control, text in self.texts.items()}


def control_texts(draft: Draft, sheet: ScoreSheet) -> dict[Control, str]:
    """Return control -> text of what a draft holds of a stage; all else in it is passed over.

    Args:
        draft: The texts of a draft.
        sheet: The sheet of the stage.
    """
    found = {}
    for name, text in draft.items():
        parts = name.split(TAB)
        if parts[:2] == [sheet.stage, sheet.scorer] and len(parts) == 4 and text.strip():
            found[Control(parts[2], parts[3])] = text.strip()
    return found


def _parts(key: str) -> tuple[str, str]:
    unit, _, code = key.partition(TAB)
    return unit, code
