"""The second reader: another person types a stage's sheet from the paper, without seeing it.

What differs is settled cell by cell; then the reading is a fact, with the names of both. A cell
that changes later makes it out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import Refused, refuse
from events.event import Code, Entry, Event, Line, Scope, Year
from events.membership import on_roster, roster_of
from events.operators import EVERY, STAYING, in_force, named
from events.result_events import adopted, result_of
from events.rule_book import book_of, rules_of
from events.rule_book import in_force as rules_in_force
from events.scoring import ScoreRecorded, Stage, scores_of
from events.shared_checks import named_once

Count = Annotated[int, Meta(ge=0, le=1_000_000)]


class SheetReadTwice(Event, tag="sheet-read-twice"):
    """The sheets of units at a stage were typed twice and agree (đã đọc soát phiếu điểm lần hai).

    Attributes:
        units: The codes of the units whose sheets were read.
        first_by: The names of those who recorded the cells, as in their entries.
        second_by: The name of the second reader.
        cells: How many cells were read.
        differences: In how many of them both had typed something else at first.
        scorer: Of peer scores, the unit that gave them; None for the sheets of all peers.
    """

    cluster: Code
    year: Year
    stage: Stage = "verified"
    units: Annotated[tuple[Code, ...], Meta(min_length=1)]
    first_by: Annotated[tuple[Line, ...], Meta(min_length=1)]
    second_by: Line
    cells: Count
    differences: Count = 0
    scorer: Code | None = None

    ahead: ClassVar[int] = 0

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        return tuple(f"member:{here}/{unit}" for unit in self.units)


def readings_of(cluster: str, year: int) -> Scope:
    """Return the scope of all second readings of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (SheetReadTwice,))


def cells_of(
    history: History,
    cluster: str,
    year: int,
    stage: Stage,
    units: Sequence[str],
    scorer: str | None = None,
) -> list[Entry]:
    """Return the entries of the cells of some units at a stage.

    Args:
        history: The history, with the scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        stage: Who gave the points.
        units: The codes of the units.
        scorer: Of peer scores, the unit that gave them; None for all peers.
    """
    wanted = set(units)
    return [
        entry
        for entry in history.entries
        if isinstance(score := entry.event, ScoreRecorded)
        and (score.cluster, score.year, score.stage) == (cluster, year, stage)
        and score.unit in wanted
        and (scorer is None or score.scorer == scorer)
    ]


def recorders(cells: Iterable[Entry], history: History) -> tuple[str, ...]:
    """Return the names of those who recorded cells, each once: of operators, by their code.

    Args:
        cells: The entries of the cells.
        history: The history, with all operators.
    """
    known = named(history)
    names = (
        known[cell.seal.operator].name if cell.seal and cell.seal.operator in known else cell.by
        for cell in cells
    )  # fmt: skip
    return tuple(dict.fromkeys(names))


def unread(
    history: History, cluster: str, year: int, units: Sequence[str]
) -> Iterator[tuple[str, Stage]]:
    """Yield the units and stages whose sheet was not read twice since it last changed.

    Args:
        history: The history, with rule book, scores and readings of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The codes of the units.

    Returns:
        Unit and stage of every sheet that counts for the final points and lacks a reading; none
        where the book wants no second reader.
    """
    issued = rules_in_force(history, cluster, year)
    if not issued or not book_of(issued).derivation.second_reader:
        return
    read: dict[tuple[str, Stage], list[Entry]] = {}
    for entry in history.entries:
        event = entry.event
        if isinstance(event, SheetReadTwice) and (event.cluster, event.year) == (cluster, year):
            for unit in event.units:
                read.setdefault((unit, event.stage), []).append(entry)
    for stage in book_of(issued).derivation.scorers:
        if stage == "self":
            continue
        for unit in units:
            cells = cells_of(history, cluster, year, stage, (unit,))
            readings = read.get((unit, stage), ())
            if not all(any(_covers(reading, cell) for reading in readings) for cell in cells):
                yield unit, stage


def _covers(reading: Entry, cell: Entry) -> bool:
    """Return whether a reading is of a cell's sheet, and later than the cell."""
    of = getattr(reading.event, "scorer", None)
    return of in (None, getattr(cell.event, "scorer", None)) and not _later(cell, reading)


def _later(cell: Entry, reading: Entry) -> bool:
    """Return whether a cell was recorded after a reading, and not as what it settled."""
    return cell.position > reading.position and cell.act != reading.act


def current_readings(
    history: History, cluster: str, year: int, unit: str
) -> dict[Stage, SheetReadTwice]:
    """Return stage -> the last reading of a unit's sheet since which no cell has changed.

    Args:
        history: The history, with scores and readings of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        unit: The code of the unit.
    """
    found: dict[Stage, SheetReadTwice] = {}
    for entry in history.entries if any(history.of(SheetReadTwice)) else ():
        event = entry.event
        if not isinstance(event, SheetReadTwice) or unit not in event.units:
            continue
        cells = cells_of(history, cluster, year, event.stage, (unit,), event.scorer)
        if cells and not any(_later(cell, entry) for cell in cells):
            found[event.stage] = event
    return found


def read_twice(history: History, cluster: str, year: int, units: Sequence[str]) -> None:
    """Refuse sheets without the second reading that the book wants; a reason explains it.

    Args:
        history: The history, as for `unread`.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The codes of the units that are ranked.

    Raises:
        Refused: `not-read-twice`, with the first sheet.
    """
    for unit, stage in unread(history, cluster, year, units):
        raise Refused("not-read-twice", unit=unit, stage=stage, year=year)


class ReadTwice(Command):
    """Record that a stage's sheets were typed twice and agree (ghi việc đọc soát lần hai).

    Attributes:
        second_by: The name of the second reader: of an operator, where there are any.
        differences: In how many cells both had typed something else at first.
        scorer: Of peer scores, the unit whose sheets were read; None for those of all peers.
    """

    cluster: Code
    year: Year
    stage: Stage = "verified"
    units: tuple[Code, ...]
    second_by: Line
    differences: Count = 0
    scorer: Code | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            rules_of(self.cluster, self.year),
            result_of(self.cluster, self.year),
            scores_of(self.cluster, self.year),
            Scope((EVERY,), STAYING),
        )

    def decide(self, history: History) -> list[Event]:
        """Sheets with points, before a result; among operators, by another than who typed them."""
        here = {"cluster": self.cluster, "year": self.year}
        known_cluster(history, self.cluster, self.year)
        refuse(not self.units, "too-few-units", least=1)
        named_once(self.units)
        on_roster(history, self.cluster, self.year, *self.units)
        refuse(not rules_in_force(history, self.cluster, self.year), "no-rules", **here)
        refuse(adopted(history, self.cluster, self.year), "scores-frozen", **here)
        cells = cells_of(history, self.cluster, self.year, self.stage, self.units, self.scorer)
        for unit in self.units:
            empty = not any(getattr(cell.event, "unit", "") == unit for cell in cells)
            refuse(empty, "sheet-empty", unit=unit, stage=self.stage)
        first = recorders(cells, history)
        self._by_another(history, first)
        many = self.differences > len(cells)
        refuse(many, "more-differences-than-cells", count=self.differences, cells=len(cells))
        return [self.fact(SheetReadTwice, first_by=first, cells=len(cells))]

    def _by_another(self, history: History, first: Sequence[str]) -> None:
        """Among operators the second reader is one of them, and typed none of the cells."""
        now = {operator.name for operator in in_force(history).values()}
        refuse(now and self.second_by not in now, "reader-no-operator", name=self.second_by)
        refuse(now and self.second_by in first, "reads-own-sheet", name=self.second_by)
