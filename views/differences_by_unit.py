"""Differences in blocks: of each unit in the order of the roster, then of clusters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from views.compared import TABLES
from views.differences import Difference
from views.roster import Roster
from views.rule_book import RuleBooks
from views.score_cells import STAGES

_STAGE_RANKS: Mapping[str, int] = {stage: at for at, stage in enumerate(STAGES)}


class Block(Struct, frozen=True, kw_only=True):
    """The differences of a unit, or without a unit those of a cluster or of none."""

    unit: str | None
    cluster: str | None
    rows: tuple[Difference, ...]


class Order(Struct, frozen=True):
    """The order of units, and of the criteria of each year, as rosters and rule books have it."""

    units: Sequence[str] = ()
    criteria: Mapping[tuple[int | None, str | None], int] = {}

    @classmethod
    def of(cls, roster: Roster, books: RuleBooks) -> Order:
        """Return the order of the latest rosters and of all rule books.

        Args:
            roster: The rosters, folded.
            books: The rule books, folded.
        """
        latest = sorted(roster.rows(), key=lambda row: -row.year)
        criteria: dict[tuple[int | None, str | None], int] = {
            (row.year, row.criterion): at for at, row in enumerate(books.rows())
        }
        return cls(tuple(dict.fromkeys(row.unit for row in latest if row.unit)), criteria)


def by_unit(
    rows: Iterable[Difference], order: Order, cluster: str | None = None
) -> tuple[Block, ...]:
    """Return the differences in blocks; in a block by year, table, stage and criterion.

    Args:
        rows: The differences.
        order: The order of units and criteria; what it does not know follows in the order of rows.
        cluster: The cluster to which differences of no unit and no cluster are added.
    """
    blocks: dict[tuple[str | None, str | None], list[Difference]] = {}
    for row in rows:
        key = (row.unit, None) if row.unit else (None, row.cluster or cluster)
        blocks.setdefault(key, []).append(row)
    ranks = {unit: at for at, unit in enumerate(order.units)}
    last = len(ranks)
    keys = sorted(blocks, key=lambda key: ranks.get(key[0] or "", last + (key[0] is None)))
    return tuple(
        Block(unit=unit, cluster=cluster, rows=_sorted(blocks[unit, cluster], order))
        for unit, cluster in keys
    )


def _sorted(rows: Sequence[Difference], order: Order) -> tuple[Difference, ...]:
    tables = {name: at for at, name in enumerate(TABLES)}

    def rank(row: Difference) -> tuple[int, int, int, int]:
        if row.table != "scores":
            return row.year or 0, tables[row.table], 0, 0
        stage = _STAGE_RANKS.get(row.field.removesuffix("_evidence").removesuffix("_note"), 0)
        criterion = order.criteria.get((row.year, row.subject), len(order.criteria))
        return row.year or 0, tables[row.table], stage, criterion

    return tuple(sorted(rows, key=rank))
