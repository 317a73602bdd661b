"""The sheets of units as a table: one row a line, a group with the sum of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import Struct

from events.command import History
from events.event import Entry, Event, Scope
from events.membership import ROSTER, members
from events.rule_book import RULES, book_of, versions
from events.score_board import Scoreboard
from events.scoring import ScoreRecorded, Stage
from events.second_reading import SheetReadTwice, current_readings
from views.cluster_years import ClusterYears, Key, OfUnit, within
from views.sheet_lines import Line, Shown, final_points, sheet_lines, shown


class PeerPoints(Struct, frozen=True, kw_only=True):
    """What a peer gave; `scorer` is empty where it is not recorded."""

    scorer: str
    scorer_name: str
    points: Shown


class ReadBy(Struct, frozen=True, kw_only=True):
    """Who typed the cells of a stage, and who read them a second time."""

    stage: Stage
    first_by: tuple[str, ...]
    second_by: str


class SheetLine(OfUnit, frozen=True, kw_only=True):
    """A line of a unit's sheet: a group with the sum of its lines, or a leaf.

    `level` is its depth, from 0; `kind` that of the leaf, null for a group. Points are those of the
    stage; of peers the mean, with each of them in `peers`. They are `not-applicable` where the line
    is not assigned to the unit, null where nothing is recorded. `gap` is `verified` less `self`.
    `last_year` is what a line with the same code and title came to in the year before. `evidence`
    are the documents behind the scores. `read` are the second readings of the whole sheet since
    which no cell of it has changed.
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
    read: tuple[ReadBy, ...]


class UnitSheet(ClusterYears):
    """The sheets by year and unit.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
        unit: The code of the only unit; None for all.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, *RULES, ScoreRecorded, SheetReadTwice)

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

    def taking(self, kind: type[Event]) -> Callable[[Entry], None] | None:
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
        found: list[SheetLine] = []
        known: dict[Key, Scoreboard | None] = {}
        for cluster, year in self.keys():
            before = (cluster, year - 1)
            last = known[before] if before in known else self.board(*before)
            known = {(cluster, year): self.board(cluster, year)}
            found += self._rows(cluster, year, known[cluster, year], last)
        return tuple(found)

    def _rows(
        self, cluster: str, year: int, board: Scoreboard | None, last: Scoreboard | None
    ) -> Iterator[SheetLine]:
        readings = self.history(cluster, year)
        stages: tuple[Stage, ...] = ("self", "peer", "verified", "office", "outside")
        for unit in board.units if board else ():
            if board is None or self.unit not in (None, unit):
                continue
            fields = {**self.year_fields(cluster, year), **self.names.unit_fields(unit, year)}
            fields["read"] = _read(readings, cluster, year, unit)
            for line in sheet_lines(board, unit, stages, final_points(last, unit) if last else {}):
                yield SheetLine(**fields, **self._fields(line, year))

    def _fields(self, line: Line, year: int) -> dict[str, Any]:
        node = line.node
        return {
            "criterion": node.code,
            "criterion_name": node.title,
            "level": line.level,
            "kind": node.score.__struct_config__.tag if node.score else None,
            "max_points": node.max,
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
            )
            if line.peers
            else (),
            "evidence": (*dict.fromkeys(line.evidence.values()),) if line.evidence else (),
        }


def _read(history: History, cluster: str, year: int, unit: str) -> tuple[ReadBy, ...]:
    found = current_readings(history, cluster, year, unit)
    return tuple(
        ReadBy(stage=stage, first_by=event.first_by, second_by=event.second_by)
        for stage, event in found.items()
    )
