"""The score sheet of a cluster-year at one stage: units, criteria, cells, totals and places."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from events.event import Entry
from events.ranking import places_by
from events.rule_book import Criterion, rounded, rules
from events.scoring import ScoreRecorded, Stage
from events.withdrawn_units import unconsidered
from thidua_tui.acts.context import ActContext
from thidua_tui.i18n.messages import Words

THEIRS = "*"
"""Mark after points that another terminal recorded during editing."""


class ScoreSheet(Struct, frozen=True, kw_only=True):
    """The points of a stage. An empty cell is absent; `missing` says why all are."""

    year: int
    stage: Stage
    units: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    cells: dict[tuple[str, str], Entry] = {}
    digits: int = 2
    totals: dict[str, Decimal] = {}
    places: dict[str, int] = {}
    withdrawn: frozenset[str] = frozenset()
    frozen: bool = False
    missing: str = ""
    every: dict[tuple[str, str, str], Entry] = {}
    """(stage, unit, criterion) -> the score of any stage."""

    def points(self, unit: str, criterion: str) -> Decimal | None:
        """The points of a cell; None where it does not apply, or is empty."""
        entry = self.cells.get((unit, criterion))
        return getattr(entry.event, "points", None) if entry else None

    def own(self, unit: str, criterion: str) -> Decimal | None:
        """Return the self-score of a cell at a later stage; None where there is none."""
        entry = None if self.stage == "self" else self.every.get(("self", unit, criterion))
        return getattr(entry.event, "points", None) if entry else None

    def filled(self, stage: Stage) -> int:
        """Return how many cells of a stage have an answer."""
        return sum(at == stage for at, *_ in self.every)

    def whole(self, unit: str) -> bool:
        """Whether every criterion of a unit has an answer."""
        return all((unit, criterion.code) in self.cells for criterion in self.criteria)


def score_sheet(ground: ActContext, stage: Stage) -> ScoreSheet:
    """Return the current sheet."""
    year, units = ground.year, ground.on_roster(ground.year)
    book = rules(ground.of_cluster, ground.cluster, year)
    if not book or not units:
        return ScoreSheet(year=year, stage=stage, missing="no-roster" if book else "no-rules")
    every = {
        (str(event.stage), event.unit, event.criterion): entry
        for entry in ground.scores(year).entries
        if isinstance(event := entry.event, ScoreRecorded)
    }
    cells = {(unit, code): entry for (at, unit, code), entry in every.items() if at == stage}
    totals = _totals(cells, book.digits)
    out = unconsidered(ground.of_cluster, ground.cluster, year)
    ranked = {unit: total for unit, total in totals.items() if unit not in out}
    return ScoreSheet(
        year=year,
        stage=stage,
        units=units,
        criteria=book.criteria,
        cells=cells,
        digits=book.digits,
        totals=totals,
        places={place.unit: place.place for place in places_by(ranked)},
        withdrawn=frozenset(out),
        frozen=ground.result(year) is not None,
        every=every,
    )


def _totals(cells: dict[tuple[str, str], Entry], digits: int) -> dict[str, Decimal]:
    """Unit -> its points of this stage, rounded once; a unit with none is absent."""
    sums: dict[str, Decimal] = {}
    for (unit, _), entry in cells.items():
        points: Decimal | None = getattr(entry.event, "points", None)
        if points is not None:
            sums[unit] = sums.get(unit, Decimal(0)) + points
    return {unit: rounded(total, digits) for unit, total in sums.items()}


def table_of(
    sheet: ScoreSheet, ground: ActContext, theirs: Container[tuple[str, str]] = ()
) -> GridContent:
    """The sheet as text, with the names of its year; a star where another terminal recorded."""
    words, units = ground.words, list(sheet.units)
    codes = [criterion.code for criterion in sheet.criteria]
    cells = {
        (units.index(unit), codes.index(code)): _cell_text(sheet.points(unit, code), words)
        + (THEIRS if (unit, code) in theirs else "")
        for unit, code in sheet.cells
        if unit in units and code in codes
    }
    head = tuple(words(f"acts.grid.{key}") for key in ("unit", "maximum", "total", "place"))
    return GridContent(
        head=head,
        rows=[ground.names.short(unit, sheet.year) for unit in units],
        full=[ground.names.unit(unit, sheet.year) for unit in units],
        columns=[(c.code, words.number(c.max_points)) for c in sheet.criteria],
        cells=cells,
        below={
            (row, column): words.number(points)
            for row, unit in enumerate(units)
            for column, code in enumerate(codes)
            if (points := sheet.own(unit, code)) is not None
        },
        totals={at: _total(sheet, unit, words) for at, unit in enumerate(units)},
        places={at: _place(sheet, unit, words) for at, unit in enumerate(units)},
    )


def _cell_text(points: Decimal | None, words: Words) -> str:
    return NOT_APPLICABLE if points is None else words.number(points)


def _place(sheet: ScoreSheet, unit: str, words: Words) -> str:
    """The place; of a unit that asked not to be considered, a word that says so."""
    if unit in sheet.withdrawn:
        return words("acts.grid.withdrew")
    return str(sheet.places.get(unit, ""))


def _total(sheet: ScoreSheet, unit: str, words: Words) -> str:
    """The total; with dots while a criterion has no answer."""
    total = sheet.totals.get(unit)
    if total is None:
        return ""
    return words.number(total) + ("" if sheet.whole(unit) else "…")


CELL = 8
"""The width of a cell in characters."""
NOT_APPLICABLE = "–"


class GridContent(Struct, frozen=True, kw_only=True):
    """The content of a grid as text: an empty cell is absent, `marked` has styles."""

    head: tuple[str, ...]
    rows: Sequence[str] = ()
    full: Sequence[str] = ()
    """The names in full, where they are longer."""
    columns: Sequence[tuple[str, str]] = ()
    cells: Mapping[tuple[int, int], str] = {}
    marked: Mapping[tuple[int, int], str] = {}
    below: Mapping[tuple[int, int], str] = {}
    """The self-scores, for the second line of a row."""
    remarks: Mapping[tuple[int, int], str] = {}
    """What is remarkable about a cell (`thidua_tui.forms.score_signs`)."""
    totals: Mapping[int, str] = {}
    places: Mapping[int, str] = {}
