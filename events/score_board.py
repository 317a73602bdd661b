"""The scores of a cluster-year at every stage, as a board that follows each change at once.

What is staged is put over what is recorded, and the sheets, the totals and the order follow: the
same as the ledger would give, without reading it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from events.circumstances import gap_of
from events.score_book.book import Node, ScoreBook
from events.score_book.evaluate import Sheet
from events.score_book.live import LiveSheets
from events.score_book.order import Circumstances, Ranked, rank
from events.score_book.peers import middle
from events.score_commits import CellKey, key_of, one_cell
from events.score_sheets import final_stage, points_of
from events.scoring import ScoreRecorded, Stage

GAP: tuple[Stage, Stage] = ("self", "verified")
Ordered = tuple[tuple[Ranked, ...], dict[str, Sheet]]
"""An order, and the sheets that it follows from."""


class Scoreboard:
    """The scores of the units of a cluster-year.

    Args:
        issued: The versions of the book, the latest last; at least one.
        units: The members.
        scores: What is recorded, in the order of the ledger.
    """

    def __init__(
        self, issued: Sequence[ScoreBook], units: Sequence[str], scores: Iterable[ScoreRecorded]
    ) -> None:
        self.issued, self.book, self.units = tuple(issued), issued[-1], tuple(units)
        self.leaves = {leaf.code: leaf for leaf in self.book.leaves()}
        self._scores: dict[str, dict[str, dict[CellKey, ScoreRecorded]]] = {}
        self._lanes: set[tuple[Stage, str]] = set()
        for score in scores:
            key = key_of(score)
            self._cell(score.criterion, score.unit)[key] = score
            self._lanes.add(key[2:])
        self.final = LiveSheets(self.book, self.units)
        for leaf in self.leaves.values():
            self._settle(leaf)
        self._stages: dict[tuple[Stage, str], LiveSheets] = {}
        self._means: LiveSheets | None = None

    def _cell(self, leaf: str, unit: str) -> dict[CellKey, ScoreRecorded]:
        return self._scores.setdefault(leaf, {}).setdefault(unit, {})

    def get(self, key: CellKey) -> ScoreRecorded | None:
        """Return the score of a cell, or none."""
        key = one_cell(key)
        return self._scores.get(key.criterion, {}).get(key.unit, {}).get(key)

    def scores(self, unit: str, leaf: str) -> Mapping[CellKey, ScoreRecorded]:
        """Return the scores of a unit for a leaf, of every stage and scorer, as recorded.

        Args:
            unit: The code of the unit.
            leaf: The code of the leaf.
        """
        return self._scores.get(leaf, {}).get(unit, {})

    def scorers(self) -> tuple[str, ...]:
        """Return the units that gave peer scores, in the order in which they did."""
        if not any(stage == "peer" for stage, _ in self._lanes):
            return ()
        found = (
            key.scorer
            for by_unit in self._scores.values()
            for cell in by_unit.values()
            for key in cell
            if key.stage == "peer"
        )
        return tuple(dict.fromkeys(found))

    def put(self, key: CellKey, score: ScoreRecorded | None) -> frozenset[str]:
        """Put a score in a cell, or none; return the units whose final points change.

        Args:
            key: The cell; its unit and its leaf are of the board.
            score: The score that it has from now on.
        """
        unit, code, stage, scorer = key = one_cell(key)
        cell = self._cell(code, unit)
        if score is None:
            cell.pop(key, None)
        else:
            cell[key] = score
        leaf = self.leaves[code]
        self._lanes.add((stage, scorer))
        if sheets := self._stages.get((stage, scorer)):
            self._settle_stage(leaf, (stage, scorer), sheets)
        if stage == "peer" and self._means:
            self._settle_means(leaf, self._means)
        return self._settle(leaf)

    def _settle(self, leaf: Node) -> frozenset[str]:
        """Derive the final points of a leaf from the scores of its stages."""
        final: dict[str, list[ScoreRecorded]] = {}
        for unit, cell in self._scores.get(leaf.code, {}).items():
            by_stage: dict[Stage, list[ScoreRecorded]] = {}
            for score in cell.values():
                by_stage.setdefault(score.stage, []).append(score)
            if (stage := final_stage(self.book, leaf, [*by_stage])) is not None:
                final[unit] = by_stage[stage]
        return self._put(leaf, final, self.final)

    def _put(
        self, leaf: Node, found: Mapping[str, Sequence[ScoreRecorded]], sheets: LiveSheets
    ) -> frozenset[str]:
        """Put the scores of a leaf, one or several of each unit, in the sheets."""
        column = {
            unit: (given[0] if len(given) == 1 else middle(leaf, given)).seen
            for unit, given in found.items()
        }
        return sheets.put(leaf.code, column, points_of(self.book, leaf, found, self.issued))

    def _settle_stage(self, leaf: Node, lane: tuple[Stage, str], sheets: LiveSheets) -> None:
        found = {
            unit: given[-1:]
            for unit, cell in self._scores.get(leaf.code, {}).items()
            if (given := [s for key, s in cell.items() if (key.stage, key.scorer) == lane])
        }
        self._put(leaf, found, sheets)

    def _settle_means(self, leaf: Node, sheets: LiveSheets) -> None:
        cells = self._scores.get(leaf.code, {})
        found = {
            unit: given
            for unit in self.units
            if (given := [one for key, one in cells.get(unit, {}).items() if key.stage == "peer"])
        }
        self._put(leaf, found, sheets)

    def at(self, stage: Stage, scorer: str = "") -> LiveSheets:
        """Return the sheets of one stage alone, which follow every later change.

        Args:
            stage: Who gave the points.
            scorer: Of peer scores, the unit that gave them; empty where none is named.
        """
        lane = _lane(stage, scorer)
        sheets = self._stages.get(lane)
        if sheets is None:
            sheets = self._stages[lane] = LiveSheets(self.book, self.units)
            for leaf in self.leaves.values() if lane in self._lanes else ():
                self._settle_stage(leaf, lane, sheets)
        return sheets

    def peer_means(self) -> LiveSheets:
        """Return the sheets of the peers' means, which follow every later change."""
        if self._means is None:
            self._means = LiveSheets(self.book, self.units)
            peers = any(stage == "peer" for stage, _ in self._lanes)
            for leaf in self.leaves.values() if peers else ():
                self._settle_means(leaf, self._means)
        return self._means

    def order(
        self, considered: Iterable[str], known: Mapping[str, Circumstances] | None = None
    ) -> Ordered:
        """Return the order by final points, and the sheets.

        Args:
            considered: The units that are ranked.
            known: Unit -> what tie-breakers look at besides the sheet; the gap follows the board.
        """
        among = set(considered)
        sheets = {unit: sheet for unit, sheet in self.final.sheets().items() if unit in among}
        scored = {unit: sheet for unit, sheet in sheets.items() if sheet.points}
        known = dict(known or {})
        if any(step.by == "gap" for step in self.book.tie_breaks):
            totals = Counter(sheet.total for sheet in scored.values())
            for unit in (unit for unit, sheet in scored.items() if totals[sheet.total] > 1):
                known[unit] = replace(known.get(unit, Circumstances()), gap=self.gap(unit))
        return rank(self.book, scored, known), sheets

    def gap(self, unit: str) -> Fraction | None:
        """Return the sum of the differences between a unit's own and its verified points."""
        own, verified = (self._leaves_at(stage, unit) for stage in GAP)
        return gap_of(self.book, own, verified)

    def _leaves_at(self, stage: Stage, unit: str) -> dict[str, Fraction]:
        live = self.at(stage)
        found = {code: live.points(unit, code) for code in self.leaves}
        return {code: points for code, points in found.items() if points is not None}


def _lane(stage: Stage, scorer: str) -> tuple[Stage, str]:
    """Return what makes a sheet: each peer has its own, at other stages there is one sheet."""
    return (stage, scorer if stage == "peer" else "")
