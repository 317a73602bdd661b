"""Scores that were staged cell by cell, recorded as one act: new scores, and changed scores.

A changed cell is a correction: its entry is retracted, and the new score follows the retraction in
the same act. So a whole sheet is one act with one reason and one paper, and is undone as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

from msgspec import Meta
from msgspec.structs import replace

from events.command import History
from events.corrections import Position, Retract
from events.errors import refuse
from events.event import Code, Entry, Event, Remark, Scope, Year
from events.occurrences import occurrences_of
from events.rule_book import versions
from events.score_reasons import explained
from events.scorers import scoring_ground, usual_scorer
from events.scoring import Scored, ScoreRecorded, Stage, may_score, scores_of, sheet


class CellKey(NamedTuple):
    """What makes a score one cell; `scorer` is empty where none is named."""

    unit: str
    criterion: str
    stage: Stage = "verified"
    scorer: str = ""


class StageScored(Scored, frozen=True, kw_only=True):
    """The points of one cell at one stage.

    Attributes:
        stage: Who gives the points.
        scorer: The member unit that gives them, of a peer score; None where it is not named.
        evidence: The document behind these points; empty for that of the whole act.
        note: What is noted about these points; empty for nothing.
    """

    stage: Stage = "verified"
    scorer: Code | None = None
    evidence: Remark = ""
    note: Remark = ""

    @property
    def key(self) -> CellKey:
        """What makes it one cell."""
        return one_cell(CellKey(self.unit, self.criterion, self.stage, self.scorer or ""))

    def score(self, cluster: str, year: int, book: int, evidence: str = "") -> ScoreRecorded:
        """Return the fact.

        Args:
            cluster: The code of the cluster.
            year: The calendar year.
            book: The version of the rule book, from 1.
            evidence: The document behind the whole act.
        """
        return ScoreRecorded(
            cluster=cluster,
            year=year,
            unit=self.unit,
            criterion=self.criterion,
            stage=self.stage,
            points=self.points,
            observed=self.observed,
            scorer=self.scorer,
            evidence=self.evidence or evidence,
            book=book,
            note=self.note,
        )


class CommitScores(Retract):
    """Record staged scores of one or several stages as one act (ghi các ô điểm đã nhập).

    Attributes:
        cells: The scores, each of another cell.
        evidence: The document behind all that name none of their own (minh chứng).
        positions: The entries of the cells that are changed; empty where all cells are new.
        concerns: The tags of these entries.
    """

    cluster: Code
    year: Year
    cells: Annotated[tuple[StageScored, ...], Meta(min_length=1)]
    evidence: Remark = ""
    positions: tuple[Position, ...] = ()
    concerns: tuple[str, ...] = ()

    needs_reason = False

    def wants_reason(self) -> bool:
        """Return whether a recorded score is changed: it says why."""
        return bool(self.positions)

    def boundary(self) -> tuple[Scope, ...]:
        ground = scoring_ground(self.cluster, self.year)
        scores = scores_of(self.cluster, self.year)
        more = occurrences_of(self.cluster, self.year)
        return (*ground, scores, more, *super().boundary())

    def decide(self, history: History) -> list[Event]:
        """Every cell as if it were recorded alone; a changed cell replaces the score it had.

        New scores come first, so that only what replaces something takes an earlier place.
        """
        gone = self.may_go(history) if self.positions else []
        cells = {cell.key for cell in self.cells}
        for entry in gone:
            ours = isinstance(entry.event, ScoreRecorded) and key_of(entry.event) in cells
            refuse(not ours, "not-in-force", position=entry.position)
        rest = history.without(self.positions)
        self._may_score(rest)
        book = len(versions(history, self.cluster, self.year))
        facts = {
            cell.key: cell.score(self.cluster, self.year, book, self.evidence)
            for cell in self.cells
        }
        replaced = [_keys(group) for group in grouped(gone)]
        changed = {key for keys in replaced for key in keys}
        new: list[Event] = [fact for key, fact in facts.items() if key not in changed]
        if not gone:
            return new
        corrected: list[Entry] = []
        found = new
        for group, keys in zip(grouped(gone), replaced, strict=True):
            of_group = [facts[key] for key in keys]
            first = min(group, key=lambda entry: entry.place)
            corrected += [replace(first, event=fact) for fact in of_group]
            positions = tuple(entry.position for entry in group)
            taken = replace(self.retraction(group, *of_group), positions=positions)
            found = [*found, taken, *of_group]
        after = sorted([*rest.entries, *corrected], key=lambda entry: entry.place)
        self.nothing_falls(history, history.over(after).followed_by(*new))
        return found

    def usual(self, history: History) -> None:
        """A difference from a unit's own points is explained, where the book wants it.

        Own points that are recorded in the same act count as the unit's own.
        """
        facts = [cell.score(self.cluster, self.year, 1) for cell in self.cells]
        staged = {(fact.unit, fact.criterion): fact for fact in facts if fact.stage == "self"}
        verified = [cell for cell in self.cells if cell.stage == "verified"]
        explained(history, self, verified, lambda *of: sheet(*of) | staged)
        for (stage, scorer), cells in self._sets().items():
            units = dict.fromkeys(cell.unit for cell in cells)
            usual_scorer(history, self.cluster, self.year, stage, units, scorer)

    def _may_score(self, history: History) -> None:
        """Ask the rules of a score for the cells of each stage and scorer."""
        for (stage, scorer), cells in self._sets().items():
            may_score(history, self.cluster, self.year, stage, cells, scorer)

    def _sets(self) -> dict[tuple[Stage, str | None], list[Scored]]:
        sets: dict[tuple[Stage, str | None], list[Scored]] = {}
        for cell in self.cells:
            sets.setdefault((cell.stage, cell.scorer), []).append(cell)
        return sets


def one_cell(key: CellKey) -> CellKey:
    """Return the key of a cell: each peer has its own cell, at other stages all share a cell.

    Args:
        key: The key, with the unit that gives the points.
    """
    return key if key.stage == "peer" or not key.scorer else key._replace(scorer="")


def key_of(score: ScoreRecorded) -> CellKey:
    """Return what makes a recorded score one cell.

    Args:
        score: The score.
    """
    stage = score.stage
    return CellKey(score.unit, score.criterion, stage, (stage == "peer" and score.scorer) or "")


def _keys(group: Iterable[Entry]) -> list[CellKey]:
    return [key_of(e.event) for e in group if isinstance(e.event, ScoreRecorded)]


def grouped(entries: Iterable[Entry]) -> Sequence[Sequence[Entry]]:
    """Return entries by the act that recorded them: what replaces a group takes its place.

    A single place for all might be before the ground of some: a line that was added to the book, a
    unit that joined. The entries of one act have their ground before all of them.

    Args:
        entries: The entries that are replaced.
    """
    groups: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        moved = entry.place if entry.place != entry.position else 0
        groups.setdefault((entry.act, moved), []).append(entry)
    return [*groups.values()]
