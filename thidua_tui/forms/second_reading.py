"""The second reading of a sheet: what another person types blind, and how differences are settled.

The first values are in here only to be compared: a screen gets the differences alone, and of these
the values only once a person asks to see them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from events.batch import Together
from events.command import Command
from events.errors import Refused, ThiduaError
from events.event import Entry
from events.score_book.leaf_kinds import Direct, Observation
from events.score_book.leaf_points import check_observation
from events.score_commits import CommitScores, StageScored
from events.scoring import ScoreRecorded
from events.second_reading import ReadTwice
from thidua_tui.forms.drafts import Draft
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.parsing.observations import parse_observation
from thidua_tui.session.session import concerned_by

Cell: TypeAlias = tuple[str, str]
"""A unit and a line."""
Settled: TypeAlias = Literal["keep", "replace"]
"""The first value stays, or the second takes its place."""
NOTHING: Literal["empty"] = "empty"
"""What a cell holds in which nothing was typed; other than a line that does not apply."""
Held: TypeAlias = Observation | Literal["empty"] | None
TAB = "\t"
UNITS, STAGE, SCORER = "units", "stage", "scorer"


class Difference(Struct, frozen=True, kw_only=True):
    """A cell in which both readers have something else.

    Attributes:
        cell: Unit and line.
        first: What is recorded; `empty` where nothing is.
        second: What the second reader typed; `empty` where nothing was.
        entry: The entry of the first value; None where nothing is recorded.
        settled: How it was settled; None while it is open.
    """

    cell: Cell
    first: Held
    second: Held
    entry: Entry | None
    settled: Settled | None = None


class SecondReading:
    """What a second reader types of the sheets of a stage.

    Args:
        sheet: The sheet as it is recorded.
        draft: What was typed and settled before.
    """

    def __init__(self, sheet: ScoreSheet, draft: Mapping[str, str] | None = None) -> None:
        self.sheet = sheet
        self.texts: dict[Cell, str] = {}
        self.settled: dict[Cell, Settled] = {}
        codes = {criterion.code for criterion in sheet.criteria}
        for name, text in (draft or {}).items():
            mark, _, rest = name.partition(TAB)
            unit, _, code = rest.partition(TAB)
            if unit not in sheet.units or code not in codes or not text.strip():
                continue
            if mark == "typed":
                self.texts[unit, code] = text
            elif mark == "settled" and text in ("keep", "replace"):
                self.settled[unit, code] = "keep" if text == "keep" else "replace"

    def type(self, cell: Cell, text: str) -> None:
        """Take what was typed in a cell; an empty text takes it back.

        Args:
            cell: Unit and line.
            text: What was typed.

        Raises:
            ThiduaError: It is no observation of the line, or not within its maximum.
        """
        self.settled.pop(cell, None)
        if not text.strip():
            self.texts.pop(cell, None)
            return
        self._read(cell, text)
        self.texts[cell] = text.strip()

    def _read(self, cell: Cell, text: str) -> Observation | None:
        leaf = self.sheet.leaf(cell[1])
        if leaf is None:
            raise Refused("unknown-criterion", criterion=cell[1])
        seen = parse_observation(text, leaf)
        if seen is not None:
            check_observation(leaf, seen)
        return seen

    @property
    def units(self) -> tuple[str, ...]:
        """The units of which something was typed: their sheets are read."""
        typed = {unit for unit, _ in self.texts}
        return tuple(unit for unit in self.sheet.units if unit in typed)

    def untyped(self) -> tuple[Cell, ...]:
        """Return the cells of the sheets that are read in which nothing was typed yet."""
        return tuple(
            (unit, criterion.code)
            for unit in self.units
            for criterion in self.sheet.criteria
            if (unit, criterion.code) not in self.texts
        )

    @property
    def cells(self) -> int:
        """How many cells are compared: of the sheets that are read, those that either typed."""
        units = set(self.units)
        return len({*self.texts} | {cell for cell in self.sheet.cells if cell[0] in units})

    def differences(self) -> tuple[Difference, ...]:
        """Return where the readers differ, by unit, then by line; nothing else is handed out."""
        return tuple(self._differing())

    def _differing(self) -> Iterator[Difference]:
        for unit in self.units:
            for criterion in self.sheet.criteria:
                cell = (unit, criterion.code)
                entry = self.sheet.cells.get(cell)
                first: Held = NOTHING if entry is None else _seen(entry)
                text = self.texts.get(cell)
                second: Held = NOTHING if text is None else self._held(cell, text)
                if first != second:
                    yield Difference(
                        cell=cell,
                        first=first,
                        second=second,
                        entry=entry,
                        settled=self.settled.get(cell),
                    )

    def _held(self, cell: Cell, text: str) -> Held:
        try:
            return self._read(cell, text)
        except ThiduaError:  # the book was amended since it was typed
            return NOTHING

    def settle(self, cell: Cell, how: Settled) -> None:
        """Settle a difference.

        Args:
            cell: Unit and line.
            how: Whether the first value stays or the second takes its place.

        Raises:
            Refused: `nothing-to-replace`, where the second reader typed nothing.
        """
        if how == "replace" and cell not in self.texts:
            raise Refused("nothing-to-replace", unit=cell[0], criterion=cell[1])
        self.settled[cell] = how

    def command(self, second_by: str) -> Command:
        """Return what records the reading, with what it replaces, as one act.

        Args:
            second_by: The name of the second reader.

        Raises:
            Refused: `reading-empty`; `difference-open`, with the first difference not settled.
        """
        if not self.units:
            raise Refused("reading-empty")
        found = self.differences()
        for one in found:
            if one.settled is None:
                raise Refused("difference-open", unit=one.cell[0], criterion=one.cell[1])
        read = ReadTwice(
            cluster=self.sheet.cluster,
            year=self.sheet.year,
            stage=self.sheet.stage,
            units=self.units,
            second_by=second_by,
            scorer=(self.sheet.scorer or None) if self.sheet.stage == "peer" else None,
            differences=sum(one.entry is not None for one in found),
        )
        replaced = [one for one in found if one.settled == "replace"]
        if not replaced:
            return read
        # Papers differ from cell to cell, and an act of the grid has one paper.
        papers = dict.fromkeys(_paper(one.entry) for one in replaced)
        groups = ([one for one in replaced if _paper(one.entry) == paper] for paper in papers)
        commits = [self._commit(group, paper) for group, paper in zip(groups, papers, strict=True)]
        return Together(commands=(read, *commits))

    def _commit(self, replaced: Sequence[Difference], paper: str) -> CommitScores:
        changed = [one.entry for one in replaced if one.entry is not None]
        positions, concerns = concerned_by(changed)
        return CommitScores(
            cluster=self.sheet.cluster,
            year=self.sheet.year,
            cells=tuple(map(self._cell, replaced)),
            evidence=paper,
            positions=positions,
            concerns=concerns,
        )

    def _cell(self, one: Difference) -> StageScored:
        unit, code = one.cell
        leaf = self.sheet.leaf(code)
        seen = one.second if isinstance(one.second, Observation) else None
        direct = leaf is not None and isinstance(leaf.score, Direct)
        return StageScored(
            unit=unit,
            criterion=code,
            stage=self.sheet.stage,
            scorer=self.sheet.scorer or None,
            points=seen.points if seen is not None and direct else None,
            observed=None if direct else seen,
        )

    def draft(self) -> Draft:
        """Return what was typed and settled as the texts of a draft; empty where nothing was."""
        typed = {TAB.join(("typed", *cell)): text for cell, text in self.texts.items()}
        settled = {TAB.join(("settled", *cell)): how for cell, how in self.settled.items()}
        units = {UNITS: " ".join(self.units)}  # what a list of drafts shows of it
        at = {**units, STAGE: str(self.sheet.stage), SCORER: self.sheet.scorer}
        return {**at, **typed, **settled} if typed else {}


def _seen(entry: Entry) -> Observation | None:
    return entry.event.seen if isinstance(entry.event, ScoreRecorded) else None


def _paper(entry: Entry | None) -> str:
    return entry.event.evidence if entry and isinstance(entry.event, ScoreRecorded) else ""
