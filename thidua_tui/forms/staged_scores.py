"""Scores that are typed or pasted and not recorded yet: staged over a sheet, recorded as one act.

The grid of a cluster and the sheet of one unit stage into the same `StagedScores`: a cell is a
unit, a criterion, a stage and (of peer scores) a scorer, so that cells of several stages wait
together and are recorded together. Nothing here reads the ledger or a screen: the sheet is given,
`command` is what records it all, `ripple` what would move. What is wrong is staged too, with its
refusal, so that it is seen before anything is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from events.errors import ThiduaError
from events.event import Entry
from events.score_board import Ordered
from events.score_book.leaf_kinds import Direct, Observation
from events.score_book.leaf_points import check_observation
from events.score_commits import CellKey, CommitScores, StageScored
from events.score_reasons import Differing
from events.scoring import Scored, ScoreRecorded
from thidua_tui.forms.score_ripple import Ripple as Ripple
from thidua_tui.forms.score_ripple import ripple
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.forms.staged_differences import differences
from thidua_tui.forms.staged_drafts import Behind, draft_of
from thidua_tui.parsing.observations import parse_observation
from thidua_tui.session.session import concerned_by

State: TypeAlias = Literal["new", "changed", "same", "refused"]


class Staged(Struct, frozen=True, kw_only=True):
    """What is staged in one cell.

    Attributes:
        text: What was typed or pasted.
        seen: What it says was observed, points too; None where the criterion does not apply.
        refusal: Why it cannot be recorded; None where it can.
        closed: The sentence that says why the cell takes nothing; empty where it does.
        before: The entry that it would replace; None in an empty cell.
        behind: The evidence and the note that are recorded with it.
    """

    text: str
    seen: Observation | None = None
    refusal: ThiduaError | None = None
    closed: str = ""
    before: Entry | None = None
    behind: Behind = Behind()

    @property
    def state(self) -> State:
        """Whether it is a new score, another than the recorded, the same, or none at all."""
        if self.refusal or self.closed:
            return "refused"
        if self.before is None:
            return "new"
        score = self.before.event
        same = isinstance(score, ScoreRecorded) and score.seen == self.seen
        return "same" if same and _has(score, self.behind) else "changed"


class StagedScores:
    """The staged cells over a sheet, in the order in which they were staged.

    Args:
        sheet: The recorded scores; its board is changed by what is staged.
        texts: What was staged before, from a draft.
        closed: Returns the sentence that says why a cell takes nothing; empty where it does.
        behind: What was behind cells that were staged before, from a draft.
    """

    def __init__(
        self,
        sheet: ScoreSheet,
        texts: Mapping[CellKey, str] | None = None,
        closed: Callable[[CellKey], str] = lambda _key: "",
        behind: Mapping[CellKey, Behind] | None = None,
    ) -> None:
        self.closed = closed
        self._behind = dict(behind or {})
        self._texts = dict(texts or {})
        self._cells: dict[CellKey, Staged] = {}
        self.over(sheet)

    def over(self, sheet: ScoreSheet) -> None:
        """Stage the same texts over another reading of the sheet: another stage, newer scores."""
        self.sheet = sheet
        self._before: Ordered | None = None
        self._cells = {}
        if sheet.board is not None:
            self._before = sheet.ordered()
            for key, text in [*self._texts.items()]:
                self._stage(key, text)

    def put_behind(self, key: CellKey, behind: Behind) -> None:
        """Record this with what is staged in a cell from now on.

        Args:
            key: The cell.
            behind: The evidence and the note.
        """
        self._behind[key] = behind

    def stage(self, key: CellKey, text: str) -> Staged:
        """Stage a text in a cell; the answer says whether it can be recorded.

        A text that says what is recorded already (`same`) is not kept, and takes back what was
        staged in the cell before.

        Args:
            key: The cell.
            text: What was typed or pasted; not empty.
        """
        self._texts.pop(key, None)
        staged = self._stage(key, text)
        if staged.state != "same":
            self._texts[key] = text
        return staged

    def _stage(self, key: CellKey, text: str) -> Staged:
        staged = self.read(key, text)
        board = self.sheet.board
        if board is not None and key.criterion in board.leaves and key.unit in self.sheet.units:
            board.put(key, self._score(key, staged))
        if staged.state == "same":
            self._cells.pop(key, None)
        else:
            self._cells[key] = staged
        return staged

    def read(self, key: CellKey, text: str) -> Staged:
        """Return what a text would be in a cell, and stage nothing.

        Args:
            key: The cell.
            text: What was typed or pasted; not empty.
        """
        before = self.sheet.before(key)
        leaf = self.sheet.leaf(key.criterion)
        if leaf is None or key.unit not in self.sheet.units:
            gone = "unknown-criterion" if leaf is None else "not-a-member"
            facts = {"criterion": key.criterion, "unit": key.unit, "year": self.sheet.year}
            return Staged(text=text, refusal=ThiduaError(gone, **facts), before=before)
        if closed := self.closed(key):
            return Staged(text=text, closed=closed, before=before)
        try:
            seen = parse_observation(text, leaf)
            if seen is not None:
                check_observation(leaf, seen)
        except ThiduaError as error:
            return Staged(text=text, refusal=error, before=before)
        behind = self._behind.get(key, Behind())
        return Staged(text=text, seen=seen, before=before, behind=behind)

    def _score(self, key: CellKey, staged: Staged) -> ScoreRecorded | None:
        """What the board has in the cell: what is staged, if it can be; else what is recorded."""
        board = self.sheet.board
        if staged.state in ("new", "changed") and board is not None:
            cell = self._cell(key, staged)
            return cell.score(self.sheet.cluster, self.sheet.year, len(board.issued))
        before = staged.before.event if staged.before else None
        return before if isinstance(before, ScoreRecorded) else None

    def _cell(self, key: CellKey, staged: Staged) -> StageScored:
        leaf, seen = self.sheet.leaf(key.criterion), staged.seen
        direct = leaf is not None and isinstance(leaf.score, Direct)
        return StageScored(
            unit=key.unit,
            criterion=key.criterion,
            stage=key.stage,
            scorer=key.scorer or None,
            points=seen.points if seen is not None and direct else None,
            observed=None if direct else seen,
            evidence=staged.behind.evidence,
            note=staged.behind.note,
        )

    def sheet_of(self, scorer: str) -> dict[CellKey, Scored]:
        """Return the staged cells of a peer's sheet that can be recorded.

        Args:
            scorer: The code of the peer.
        """
        found: dict[CellKey, Scored] = {}
        for key, staged in self._cells.items():
            if (key.stage, key.scorer) == ("peer", scorer) and staged.state != "refused":
                cell = self._cell(key, staged)
                found[key] = Scored(
                    unit=cell.unit,
                    criterion=cell.criterion,
                    points=cell.points,
                    observed=cell.observed,
                )
        return found

    def unstage(self, key: CellKey) -> bool:
        """Take back what is staged in a cell; return whether anything was.

        Args:
            key: The cell.
        """
        self._texts.pop(key, None)
        self._behind.pop(key, None)
        staged = self._cells.pop(key, None)
        if staged is None:
            return False
        board, before = self.sheet.board, staged.before.event if staged.before else None
        if board is not None and key.criterion in board.leaves and key.unit in self.sheet.units:
            board.put(key, before if isinstance(before, ScoreRecorded) else None)
        return True

    def clear(self) -> None:
        """Take everything back."""
        for key in [*self._cells]:
            self.unstage(key)
        self._texts.clear()

    def get(self, key: CellKey) -> Staged | None:
        """Return what is staged in a cell, or none."""
        return self._cells.get(key)

    def items(self) -> Iterator[tuple[CellKey, Staged]]:
        """Yield the cells with what is staged in them, in the order of staging."""
        yield from self._cells.items()

    def __len__(self) -> int:
        return len(self._cells)

    def count(self, state: State) -> int:
        """Return how many cells are in a state."""
        return sum(staged.state == state for staged in self._cells.values())

    def refused(self) -> list[CellKey]:
        """Return the cells that cannot be recorded."""
        return [key for key, staged in self._cells.items() if staged.state == "refused"]

    @property
    def wants_reason(self) -> bool:
        """Whether a recorded score is changed, or verified points differ where that needs why."""
        return self.count("changed") > 0 or bool(self.differing)

    @property
    def differing(self) -> list[Differing]:
        """The verified cells that differ from the unit's own, where the book asks for a reason."""
        keys = [key for key, one in self._cells.items() if one.state in ("new", "changed")]
        return differences(self.sheet.board, keys)

    def command(self, paper: str = "") -> CommitScores:
        """Return the command that records every staged cell as one act.

        Args:
            paper: The document behind them all (minh chứng); empty for none.

        Raises:
            ThiduaError: the first refusal, where a cell cannot be recorded; `nothing-staged`.
        """
        cells, changed = [], []
        for key, staged in self._cells.items():
            if staged.state == "refused":
                raise staged.refusal or ThiduaError("cell-closed", why=staged.closed)
            cells.append(self._cell(key, staged))
            if staged.before is not None:
                changed.append(staged.before)
        if not cells:
            raise ThiduaError("nothing-staged")
        positions, concerns = concerned_by(changed)
        return CommitScores(
            cluster=self.sheet.cluster,
            year=self.sheet.year,
            cells=tuple(cells),
            evidence=paper,
            positions=positions,
            concerns=concerns,
        )

    def ripple(self) -> Ripple:
        """Return what recording would move: totals, places, nominations."""
        if self._before is None or not self._cells:
            return Ripple()
        return ripple(self.sheet, self._before)

    def draft(self) -> dict[str, str]:
        """Return what is staged as the texts of a draft; `staged_texts` reads them."""
        return draft_of(self._texts, self._behind)


def _has(score: object, behind: Behind) -> bool:
    """Whether a score has this evidence and this note, as far as they are given."""
    return all(not text or getattr(score, part) == text for part, text in behind._asdict().items())
