"""The score sheet of a cluster-year at one stage: units, criteria, cells, totals and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from msgspec import Struct, field
from msgspec.structs import replace

from events.circumstances import circumstances
from events.command import History
from events.event import Entry
from events.holds import dissolved, held
from events.ranking import places_by
from events.rule_book import Criterion, RulesAmended, RulesIssued, book_of, lines, versions
from events.score_board import Ordered, Scoreboard
from events.score_book.book import Node, Rounding, ScoreBook
from events.score_book.evaluate import rounded
from events.score_book.leaf_kinds import Observation
from events.score_book.order import Circumstances
from events.score_commits import CellKey, key_of, one_cell
from events.scoring import ScoreRecorded, Stage
from events.tie_events import TieDecided, decisions, settled
from events.withdrawn_units import unconsidered
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_peers import Peers, peers_of_year
from thidua_tui.forms.sheet_remarks import SheetRemarks, sheet_remarks
from views.ranked_year import UnitState

ALL_STAGES: tuple[Stage, ...] = get_args(Stage)
FLAT_STAGES: tuple[Stage, ...] = ("self", "peer", "verified")
"""Who scores by a flat table, which does not say."""


class ScoreSheet(Struct, frozen=True, kw_only=True):
    """The points of a stage. An empty cell is absent; `missing` says why all are."""

    year: int
    stage: Stage
    scorer: str = ""
    """Of peer scores, the unit that gave them; of verified, the deputy that verifies the head."""
    cluster: str = ""
    units: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    cells: dict[tuple[str, str], Entry] = {}
    totals: dict[str, Decimal] = {}
    places: dict[str, int] = {}
    apart: Mapping[str, UnitState] = {}
    """The members that get no place by scores, and why."""
    frozen: bool = False
    missing: str = ""
    every: dict[tuple[str, str, str], Entry] = {}
    """(stage, unit, criterion) -> the score of any stage; of several peers the last."""
    recorded: dict[CellKey, Entry] = {}
    """Every score of the year, those of several peers each."""
    board: Scoreboard | None = None
    """The same with the final points, the totals and the order; None where there is no book."""
    stages: tuple[Stage, ...] = FLAT_STAGES
    """Who scores, in the order of the book."""
    peers: Peers = field(default_factory=Peers)
    """Who scores whom."""
    known: Mapping[str, Circumstances] = {}
    """Unit -> what tie-breakers look at besides the sheet."""
    decided: tuple[TieDecided, ...] = ()
    """What was decided about ties."""
    nominated: Mapping[str, tuple[str, ...]] = {}
    """Unit -> the awards it is nominated for."""
    remarks: SheetRemarks = SheetRemarks()
    """The states of the sheets, the threads and the files of evidence."""

    @property
    def unasked(self) -> frozenset[str]:
        """The units of which no score is missing: withdrawn or dissolved, but not on hold."""
        asked = ("held", "knocked-out")
        return frozenset(unit for unit, why in self.apart.items() if why not in asked)

    def ordered(self) -> Ordered:
        """Return the order of the year by final points, with what is staged, and the sheets.

        It is that of `events.year_ranking`: tie-breakers, decided ties, units without a place.
        """
        if self.board is None:
            return (), {}
        considered = [unit for unit in self.units if unit not in self.apart]
        ranked, found = self.board.order(considered, self.known)
        return settled(ranked, self.decided), found

    def placed(self, totals: Mapping[str, Decimal]) -> dict[str, int]:
        """Return unit -> its place: that of the year where this stage is final, else by its totals.

        Args:
            totals: Unit -> its total at this stage.
        """
        if self.board is not None and self.stage == _final(self.board.book):
            return {one.unit: one.place for one in self.ordered()[0]}
        ranked = {unit: total for unit, total in totals.items() if unit not in self.apart}
        return {place.unit: place.place for place in places_by(ranked)}

    def key(self, unit: str, criterion: str) -> CellKey:
        """The cell of the stage that is shown."""
        if self.stage == "peer":
            return CellKey(unit, criterion, self.stage, self.scorer)
        entry = self.cells.get((unit, criterion))
        scorer = (_score(entry).scorer if entry else None) or ""
        if self.stage == "verified" and unit == self.peers.head:
            scorer = self.scorer or scorer
        return CellKey(unit, criterion, self.stage, scorer)

    def before(self, key: CellKey) -> Entry | None:
        """What is recorded in a cell, by any unit, of a peer its own; None in an empty cell."""
        return self.recorded.get(one_cell(key))

    def leaf(self, criterion: str) -> Node | None:
        """The leaf of the book; None for a code that is not in it."""
        return self.board.leaves.get(criterion) if self.board else None

    def seen(self, unit: str, criterion: str) -> Observation | None:
        """What was observed of a cell; None where it does not apply, or is empty."""
        entry = self.cells.get((unit, criterion))
        return _score(entry).seen if entry else None

    def points(self, unit: str, criterion: str) -> Decimal | None:
        """The points of a cell; None where it does not apply, or is empty."""
        if (unit, criterion) not in self.cells:
            return None
        return self._of(self.stage, unit, criterion)

    def own(self, unit: str, criterion: str) -> Decimal | None:
        """Return the self-score of a cell at a later stage; None where there is none."""
        return None if self.stage == "self" else self._of("self", unit, criterion)

    def _of(self, stage: Stage, unit: str, criterion: str) -> Decimal | None:
        """The points that a stage gives, from what is observed too."""
        entry = self.every.get((stage, unit, criterion))
        if stage == self.stage:
            entry = self.cells.get((unit, criterion))
        given = _score(entry).points if entry else None
        if given is not None or entry is None or self.board is None:
            return given
        scorer = self.scorer if stage == self.stage else ""
        found = self.board.at(stage, scorer)[unit].points.get(criterion)
        return None if found is None else shown_points(found)

    def filled(self, stage: Stage) -> int:
        """Return how many cells of a stage have an answer."""
        return sum(at == stage for at, *_ in self.every)

    def whole(self, unit: str) -> bool:
        """Whether every criterion of a unit has an answer."""
        return all((unit, criterion.code) in self.cells for criterion in self.criteria)


SHOWN_DIGITS = 2
"""Decimals of points that follow from an observation, as they are shown."""


def shown_points(points: Fraction) -> Decimal:
    """Return exact points as they are shown: with few decimals, and no zeros at the end."""
    shown = rounded(points, Rounding(digits=SHOWN_DIGITS)).normalize()
    return Decimal(f"{shown:f}")


def _score(entry: Entry) -> ScoreRecorded:
    if not isinstance(entry.event, ScoreRecorded):
        raise TypeError(entry.event)  # a caller's fault: only scores are in a sheet
    return entry.event


def score_sheet(ground: ActContext, stage: Stage, scorer: str = "") -> ScoreSheet:
    """Return the current sheet.

    Args:
        ground: The cluster-year.
        stage: Whose points are shown.
        scorer: Of peer scores, the unit that gave them; empty where none is named.
    """
    year, units = ground.year, ground.on_roster(ground.year)
    issued = versions(ground.of_cluster, ground.cluster, year)
    if not issued or not units:
        return ScoreSheet(year=year, stage=stage, missing="no-roster" if issued else "no-rules")
    history = ground.ranking(year)
    recorded = {
        key_of(event): entry
        for entry in history.entries
        if isinstance(event := entry.event, ScoreRecorded)
    }
    every = {(str(k.stage), k.unit, k.criterion): entry for k, entry in recorded.items()}
    book = issued[-1]
    board = Scoreboard([*map(book_of, issued)], units, map(_score, recorded.values()))
    totals = {u: s.total for u, s in board.at(stage, scorer).sheets().items() if s.points}
    named: dict[str, tuple[str, ...]] = {}
    for nomination in ground.nominations(year):
        named[nomination.unit] = (*named.get(nomination.unit, ()), nomination.form)
    here = (history, ground.cluster, year)
    sheet = ScoreSheet(
        year=year,
        stage=stage,
        scorer=scorer,
        cluster=ground.cluster,
        units=units,
        criteria=lines(book),
        cells={
            (key.unit, key.criterion): entry
            for key, entry in recorded.items()
            if key.stage == stage and (stage != "peer" or key.scorer == scorer)
        },
        totals=totals,
        apart=_apart(*here, units),
        known=circumstances(*here, units),
        decided=decisions(*here),
        frozen=ground.result(year) is not None,
        every=every,
        recorded=recorded,
        board=board,
        stages=_stages(book, every),
        nominated=named,
        remarks=sheet_remarks(ground, year),
        peers=peers_of_year(ground, year),
    )
    return replace(sheet, places=sheet.placed(totals))


def _apart(history: History, cluster: str, year: int, units: Sequence[str]) -> dict[str, UnitState]:
    """Return unit -> why it gets no place by scores, in the order of the roster."""
    here = (history, cluster, year)
    out, holds, gone = unconsidered(*here), held(*here), dissolved(*here)
    found: dict[str, UnitState] = {}
    for unit in units:
        if unit in out:
            found[unit] = "withdrew"
        elif unit in holds:
            found[unit] = "knocked-out" if holds[unit].ground == "knock-out" else "held"
        elif unit in gone:
            found[unit] = "dissolved"
    return found


def _final(book: ScoreBook) -> Stage:
    """Return the stage whose totals are final."""
    by: dict[str, Stage] = {"verified": "verified", "mean-of-peers": "peer"}
    return by.get(book.derivation.final) or book.derivation.scorers[-1]


def _stages(
    book: RulesIssued | RulesAmended, every: Mapping[tuple[str, str, str], Entry]
) -> tuple[Stage, ...]:
    """Return who scores by the book; of a flat table, the usual stages and those that are used."""
    if book.book is not None:
        return book.book.derivation.scorers
    used = {stage for stage, _, _ in every}
    return tuple(stage for stage in ALL_STAGES if stage in FLAT_STAGES or stage in used)
