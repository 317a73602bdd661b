"""The sheet of one unit: the lines of the book as a tree, what each scorer gave, and the gap.

The gap is the verified points less the unit's own. The points of the year before belong to a line
only if it had the same code and the same title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal, TypeAlias

from msgspec import Struct

from events.event import Entry, Event, Scope
from events.membership import ROSTER, members
from events.rule_book import RULES, book_of, versions
from events.score_board import Scoreboard
from events.score_book.book import Node, Rounding
from events.score_book.evaluate import Sheet, rounded
from events.score_book.live import LiveSheets
from events.score_sheets import points_of
from events.scoring import ScoreRecorded, Stage
from views.cluster_years import ClusterYears, Key, OfUnit, within

NOT_ASSIGNED: Literal["not-applicable"] = "not-applicable"
Given: TypeAlias = Fraction | Literal["not-applicable"] | None
"""Exact points; `not-applicable` where the line is not assigned; None where nothing is there."""
Shown: TypeAlias = Decimal | Literal["not-applicable"] | None
"""The same with at most four decimals."""
Before: TypeAlias = Mapping[str, tuple[str, Fraction]]
"""Code of a line in the year before -> its title, and the unit's final points."""
DIGITS = 4


class Peer(Struct, frozen=True, kw_only=True):
    """What one peer gave; `scorer` is empty where it is not recorded."""

    scorer: str
    points: Given


class Line(Struct, frozen=True, kw_only=True):
    """A line of the sheet.

    Attributes:
        node: The line of the book.
        level: How deep it is, from 0.
        points: Stage -> what it gave; of peers the mean.
        peers: What each peer gave for a leaf, in the order of recording.
        final: The final points.
        before: The final points of the year before; None where the line was not the same.
        evidence: The documents behind the scores of a leaf, by stage.
    """

    node: Node
    level: int
    points: Mapping[Stage, Given]
    peers: tuple[Peer, ...] = ()
    final: Given = None
    before: Fraction | None = None
    evidence: Mapping[Stage, str] = {}

    @property
    def is_leaf(self) -> bool:
        """Whether the line is scored; else it is a group that adds up."""
        return self.node.score is not None

    @property
    def gap(self) -> Fraction | None:
        """The verified points less the unit's own; None where one of them is not known."""
        own, verified = self.points.get("self"), self.points.get("verified")
        if isinstance(own, Fraction) and isinstance(verified, Fraction):
            return verified - own
        return None


def sheet_lines(
    board: Scoreboard, unit: str, stages: tuple[Stage, ...], before: Before
) -> tuple[Line, ...]:
    """Return the lines of a unit's sheet in the order of the table.

    Args:
        board: The scores of the cluster-year.
        unit: The code of a member.
        stages: The stages that are shown.
        before: The unit's final points of the year before.
    """
    sheets = {stage: _of_stage(board, unit, stage) for stage in stages}
    final = board.final[unit]
    peers = [scorer for scorer in board.scorers() if scorer] if "peer" in stages else []
    alone = {scorer: board.at("peer", scorer)[unit] for scorer in peers}
    return tuple(
        Line(
            node=node,
            level=level,
            points={stage: _given(sheet, node) for stage, sheet in sheets.items()},
            peers=tuple(
                Peer(scorer=scorer, points=points)
                for scorer, sheet in alone.items()
                if (points := _given(sheet, node)) is not None
            )
            if node.score
            else (),
            final=_given(final, node),
            before=_before(node, before),
            evidence=_evidence(board, unit, node),
        )
        for node, level in walk(board.book.criteria)
    )


def walk(nodes: tuple[Node, ...], level: int = 0) -> Iterator[tuple[Node, int]]:
    """Yield every line of a tree with its level, in the order of the table.

    Args:
        nodes: The lines of a level.
        level: The level, from 0.
    """
    for node in nodes:
        yield node, level
        yield from walk(node.criteria, level + 1)


def _of_stage(board: Scoreboard, unit: str, stage: Stage) -> Sheet:
    """Return the sheet of a stage; of peers that of their means."""
    if stage != "peer":
        return board.at(stage)[unit]
    means = LiveSheets(board.book, [unit])
    for leaf in board.leaves.values():
        found = {
            one: given
            for one in board.units
            if (given := [s for k, s in board.scores(one, leaf.code).items() if k.stage == stage])
        }
        if unit in found:
            points = points_of(board.book, leaf, found, board.issued)
            means.put(leaf.code, {unit: found[unit][-1].seen}, points)
    return means[unit]


def _given(sheet: Sheet, node: Node) -> Given:
    if node.code in sheet.points:
        return sheet.points[node.code]
    leaves = [leaf.code for leaf in node.leaves()]
    return NOT_ASSIGNED if all(code in sheet.unassigned for code in leaves) else None


def _before(node: Node, before: Before) -> Fraction | None:
    title, points = before.get(node.code, ("", None))
    return points if title == node.title else None


def _evidence(board: Scoreboard, unit: str, node: Node) -> dict[Stage, str]:
    """Return stage -> the documents behind its scores; of several peers, each that differs."""
    found: dict[Stage, list[str]] = {}
    for key, score in board.scores(unit, node.code).items() if node.score else ():
        if score.evidence and score.evidence not in found.get(key.stage, ()):
            found.setdefault(key.stage, []).append(score.evidence)
    return {stage: "; ".join(texts) for stage, texts in found.items()}


def final_points(board: Scoreboard, unit: str) -> dict[str, tuple[str, Fraction]]:
    """Return code of a line -> its title and the unit's final points: for the year after.

    Args:
        board: The scores of a cluster-year.
        unit: The code of a unit; one that was no member then has none.
    """
    if unit not in board.units:
        return {}
    points = board.final[unit].points
    return {n.code: (n.title, points[n.code]) for n in board.book.nodes() if n.code in points}


def shown(given: Given) -> Shown:
    """Return points with at most four decimals and no zeros at the end.

    Args:
        given: Exact points, `not-applicable`, or nothing.
    """
    if not isinstance(given, Fraction):
        return given
    points = rounded(given, Rounding(digits=DIGITS)).normalize()
    return Decimal(f"{points:f}")


class PeerPoints(Struct, frozen=True, kw_only=True):
    """What a peer gave; `scorer` is empty where it is not recorded."""

    scorer: str
    scorer_name: str
    points: Shown


class SheetLine(OfUnit, frozen=True, kw_only=True):
    """A line of a unit's sheet: a group with the sum of its lines, or a leaf.

    `level` is its depth, from 0; `kind` that of the leaf, null for a group. Points are those of the
    stage; of peers the mean, with each of them in `peers`. They are `not-applicable` where the line
    is not assigned to the unit, null where nothing is recorded. `gap` is `verified` less `self`.
    `last_year` is what a line with the same code and title came to in the year before. `evidence`
    are the documents behind the scores.
    """

    criterion: str
    criterion_name: str
    level: int
    kind: str | None
    max_points: Decimal
    self: Shown
    peer: Shown
    verified: Shown
    office: Shown
    outside: Shown
    final: Shown
    gap: Decimal | None
    last_year: Decimal | None
    peers: tuple[PeerPoints, ...]
    evidence: tuple[str, ...]


class UnitSheet(ClusterYears):
    """The sheets by year and unit.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
        unit: The code of the only unit; None for all.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, *RULES, ScoreRecorded)

    def __init__(
        self,
        cluster: str | None = None,
        year: int | None = None,
        on: date | None = None,
        unit: str | None = None,
    ) -> None:
        super().__init__(cluster, year, on)
        self.unit = unit

    def scopes(self) -> tuple[Scope, ...]:
        """Return all names, and the kinds of the year asked for and of the year before."""
        years = (self.year, self.year - 1) if self.year else (None,)
        return (*self.names.scopes(), *(within(self.kinds, self.cluster, y) for y in years))

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind of event."""
        return self._only(kind)

    def _asked(self, cluster: str, year: int) -> bool:
        asked = self.year is None or year in (self.year, self.year - 1)
        return self.cluster in (None, cluster) and asked

    def keys(self) -> list[Key]:
        """Return the clusters and years that were asked for and have an entry, in order."""
        return sorted(key for key in self.years if self.year in (None, key[1]))

    def board(self, cluster: str, year: int) -> Scoreboard | None:
        """Return the scores of a year; None without a rule book or without members.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        history = self.history(cluster, year)
        issued, units = versions(history, cluster, year), members(history, cluster, year)
        if not issued or not units:
            return None
        return Scoreboard([*map(book_of, issued)], units, history.of(ScoreRecorded))

    def rows(self) -> tuple[SheetLine, ...]:
        """Return one row per line of each sheet, by year and unit, in the order of the table."""
        return tuple(row for key in self.keys() for row in self._rows(*key))

    def _rows(self, cluster: str, year: int) -> Iterator[SheetLine]:
        board, last = self.board(cluster, year), self.board(cluster, year - 1)
        stages: tuple[Stage, ...] = ("self", "peer", "verified", "office", "outside")
        for unit in board.units if board else ():
            if board is None or self.unit not in (None, unit):
                continue
            fields = {**self.year_fields(cluster, year), **self.names.unit_fields(unit, year)}
            for line in sheet_lines(board, unit, stages, final_points(last, unit) if last else {}):
                yield SheetLine(**fields, **self._fields(line, year))

    def _fields(self, line: Line, year: int) -> dict[str, Any]:
        kind = line.node.score
        return {
            "criterion": line.node.code,
            "criterion_name": line.node.title,
            "level": line.level,
            "kind": str(kind.__struct_config__.tag) if kind else None,
            "max_points": line.node.max,
            **{stage: shown(given) for stage, given in line.points.items()},
            "final": shown(line.final),
            "gap": shown(line.gap),
            "last_year": shown(line.before),
            "peers": tuple(
                PeerPoints(
                    scorer=peer.scorer,
                    scorer_name=self.names.unit(peer.scorer, year) if peer.scorer else "",
                    points=shown(peer.points),
                )
                for peer in line.peers
            ),
            "evidence": tuple(dict.fromkeys(line.evidence.values())),
        }
