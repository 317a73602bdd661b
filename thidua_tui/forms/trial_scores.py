"""A trial: other scores over those recorded, in memory alone; totals and places follow at once.

Nothing of it is in the ledger or in a draft. What is wanted of it can be handed over to the grid,
as texts that are staged there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from events.score_board import Ordered
from events.score_book.book import Node
from events.score_book.compare import Moved, moved
from events.score_book.evaluate import Sheet
from events.score_book.leaf_kinds import Direct, Observation
from events.score_book.leaf_points import check_observation
from events.score_commits import CellKey, StageScored, key_of
from events.scoring import ScoreRecorded, Stage
from thidua_tui.parsing.observations import parse_observation
from views.place_reasons import YearReasons


class TrialCell(NamedTuple):
    """A cell of final points, at the stage that counts."""

    unit: str
    leaf: str


class Tried(Struct, frozen=True, kw_only=True):
    """What is tried in a cell: the text, and what it says was observed."""

    text: str
    seen: Observation | None


class TrialScores:
    """The tried cells over the recorded scores of a cluster-year.

    Args:
        reasons: What the places of the year follow from.
        tried: What was tried before, where it is taken up again.
    """

    def __init__(self, reasons: YearReasons, tried: dict[TrialCell, Tried] | None = None) -> None:
        self.reasons, self.board = reasons, reasons.board()
        self.before: Ordered = reasons.outcome
        self.tried: dict[TrialCell, Tried] = {}
        self._steps: list[tuple[TrialCell, Tried | None]] = []
        self._after: Ordered | None = None
        for cell, one in (tried or {}).items():
            self._put(cell, one)

    def node(self, leaf: str) -> Node:
        """Return a leaf of the book."""
        return self.reasons.nodes[leaf]

    def read(self, leaf: str, text: str) -> Tried:
        """Return what a text says was observed, without trying it.

        Raises:
            BadInput: the text is no observation of the leaf's kind.
            Refused: it cannot be observed for the leaf.
        """
        node = self.node(leaf)
        seen = parse_observation(text, node)
        if seen is not None:
            check_observation(node, seen)
        return Tried(text=text.strip(), seen=seen)

    def put(self, cell: TrialCell, text: str) -> None:
        """Try a text in a cell; what is recorded there takes the trial of the cell back.

        Raises:
            BadInput, Refused: as `read`; nothing is changed then.
        """
        one = self.read(cell.leaf, text)
        if one.seen == self.recorded(cell) and self._is_recorded(cell):
            self.take_back(cell)
        elif self.tried.get(cell) != one:
            self._steps.append((cell, self.tried.get(cell)))
            self._put(cell, one)

    def glance(self, cell: TrialCell, text: str) -> Ordered:
        """Return the order as if a text were tried in a cell; the trial is as it was afterwards.

        Raises:
            BadInput, Refused: as `read`.
        """
        one, was = self.read(cell.leaf, text), self.tried.get(cell)
        self._put(cell, one)
        found = self.after
        self._put(cell, was)
        return found

    def take_back(self, cell: TrialCell) -> bool:
        """Take the trial of a cell back; return whether there was any."""
        was = self.tried.get(cell)
        if was is not None:
            self._steps.append((cell, was))
            self._put(cell, None)
        return was is not None

    def undo(self) -> TrialCell | None:
        """Undo the last step; return its cell, or None where there is nothing to undo."""
        if not self._steps:
            return None
        cell, was = self._steps.pop()
        self._put(cell, was)
        return cell

    def clear(self) -> dict[TrialCell, Tried]:
        """Take everything back; return what was tried."""
        thrown = dict(self.tried)
        for cell in thrown:
            self._put(cell, None)
        self._steps.clear()
        return thrown

    def _put(self, cell: TrialCell, one: Tried | None) -> None:
        """Put a trial in a cell, or what is recorded there again."""
        final = self.reasons.final(*cell)
        scores = [entry.event for entry in final if isinstance(entry.event, ScoreRecorded)]
        key = self.key(cell)
        self.board.put(key, None)
        for score in scores:
            self.board.put(key_of(score), None if one else score)
        if one:
            self.tried[cell] = one
            self.board.put(key, self._score(key, one))
        else:
            self.tried.pop(cell, None)
        self._after = None

    def _score(self, key: CellKey, one: Tried) -> ScoreRecorded:
        direct = isinstance(self.node(key.criterion).score, Direct)
        scored = StageScored(
            unit=key.unit,
            criterion=key.criterion,
            stage=key.stage,
            scorer=key.scorer or None,
            points=one.seen.points if one.seen and direct else None,
            observed=None if direct else one.seen,
        )
        reasons = self.reasons
        return scored.score(reasons.cluster, reasons.year, len(reasons.issued))

    def key(self, cell: TrialCell) -> CellKey:
        """Return the cell of a stage in which the final points of a cell are given."""
        final = self.reasons.final(*cell)
        if len(final) == 1 and isinstance(score := final[0].event, ScoreRecorded):
            return key_of(score)
        return CellKey(cell.unit, cell.leaf, self._stage(cell.leaf))

    def _stage(self, leaf: str) -> Stage:
        derivation = self.reasons.book.derivation
        if by := self.node(leaf).by:
            return by
        if derivation.final == "mean-of-peers":
            return "peer"
        others = [stage for stage in derivation.scorers if stage != "self"]
        return "verified" if derivation.final == "verified" or not others else others[-1]

    def _is_recorded(self, cell: TrialCell) -> bool:
        return len(self.reasons.final(*cell)) == 1

    def recorded(self, cell: TrialCell) -> Observation | None:
        """Return what is recorded in a cell; None where nothing is, or where it does not apply."""
        final = self.reasons.final(*cell)
        score = final[-1].event if final else None
        return score.seen if isinstance(score, ScoreRecorded) else None

    def of_peers(self, cell: TrialCell) -> bool:
        """Return whether a trial takes the place of the mean of peers: it cannot be staged."""
        return self.key(cell).stage == "peer"

    @property
    def after(self) -> Ordered:
        """The order with everything that is tried, and its sheets."""
        if self._after is None:
            self._after = self.reasons.ordered(self.board)
        return self._after

    def sheet(self, unit: str) -> Sheet | None:
        """Return the sheet of a unit with everything that is tried; None without points."""
        return self.board.final.sheets().get(unit)

    def moves(self, after: Ordered | None = None) -> Sequence[Moved]:
        """Return all units with their places and totals before and after, by place after.

        Args:
            after: Another order than that of the trial.
        """
        return moved(self.before, after or self.after, every=True)

    def texts(self) -> dict[CellKey, str]:
        """Return what can be staged in the grid: cell -> text."""
        return {
            self.key(cell): one.text for cell, one in self.tried.items() if not self.of_peers(cell)
        }
