"""A list of members, roles or awards over the ledger: what is new, and the act that records it.

Each fact is decided on what is recorded and on those before it, so that each refusal is at its
row; nothing is recorded here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from events.batch import Together
from events.command import Command
from events.errors import BadInput, Refused
from events.event import Entry, Source
from events.membership import RecordRoster
from events.roster_events import RosterRecorded
from events.roster_sources import ReportRoster
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.preview import imagine
from thidua_tui.forms.fact_sheets.award_lines import AwardLines
from thidua_tui.forms.fact_sheets.columns import (
    FactColumns,
    find_fact_columns,
    has_numbers,
    rows_of_list,
    years_above,
)
from thidua_tui.forms.fact_sheets.lines import MOST, FactLine, FactsReading, Whole
from thidua_tui.forms.fact_sheets.roster_lines import RosterLines, own_columns
from thidua_tui.forms.sheet_source import check_here, is_of_ledger, printed_ground
from thidua_tui.parsing.sheet_marks import SheetMarks
from thidua_tui.parsing.workbook.cells import Sheet
from thidua_tui.parsing.workbook.file import Workbook
from thidua_tui.session.session import in_place_of
from views.consequences import Imagined


def read_facts(
    book: Workbook,
    sheet: Sheet,
    ground: ActContext,
    marks: SheetMarks | None,
    assigned: Mapping[str, str],
) -> FactsReading:
    """Read a list over the ledger.

    Args:
        book: The workbook.
        sheet: Its sheet.
        ground: The cluster and the year.
        marks: What the workbook says of itself; None for one of somebody else.
        assigned: Folded head -> meaning, as a person assigned it.

    Raises:
        BadInput: `sheet-without-heads`, `list-without-rows`, `list-too-long`, and those of another
            cluster or year.
    """
    codes: dict[int, str] = {}
    if marks is not None:
        check_here(marks, ground)
        columns, codes = own_columns(sheet)
    elif (found := find_fact_columns(sheet, assigned)) is not None:
        columns = found
    else:
        raise BadInput("sheet-without-heads")
    reader: AwardLines | RosterLines
    if columns.of_awards:
        reader = AwardLines(sheet, columns, ground)
    else:
        reader = RosterLines(sheet, columns, ground, printed_ground(marks, ground), codes)
    rows = sum(1 for _ in rows_of_list(sheet, columns))
    if rows * max(1, len(columns.years)) > MOST:
        raise BadInput("list-too-long", path=book.path, limit=MOST)
    lines = [*reader.lines()]
    if not lines and not reader.same:
        raise BadInput("list-without-rows", path=book.path)
    lines, command = _Plan(ground, lines).checked()
    return FactsReading(
        kind="awards" if columns.of_awards else "roster",
        name=sheet.name,
        digest=book.digest,
        marks=marks,
        lines=tuple(lines),
        command=command,
        same=reader.same,
        kept=reader.kept() if isinstance(reader, RosterLines) else {},
        passed=tuple(columns.passed.values()),
        assigned=columns.assigned,
        doubts=tuple(_doubts(sheet, columns, ground, marks)),
    )


def _doubts(
    sheet: Sheet, columns: FactColumns, ground: ActContext, marks: SheetMarks | None
) -> Iterator[Whole]:
    if marks is not None:
        if not is_of_ledger(marks, ground):
            yield "another-ledger"
        return
    if not columns.of_years:
        if years_above(sheet, columns) - {ground.year}:
            yield "another-year"
        if not columns.of_awards and has_numbers(sheet, columns):
            yield "only-names"


def source_of_file(ground: ActContext, marks: SheetMarks | None, title: str) -> Source | None:
    """Return the source of what a list says: itself, unless old years are entered from another.

    Args:
        ground: The cluster.
        marks: What the workbook says of itself: a list of this program is no source of its own.
        title: The name of the file, or how the source is called.
    """
    if marks is not None or ground.session.late:
        return None
    return Source(kind="document", title=title[:200])


class _Plan:
    """The commands of the lines of a list, in the order in which they can be recorded.

    Args:
        ground: The cluster.
        lines: The lines.
    """

    def __init__(self, ground: ActContext, lines: Sequence[FactLine]) -> None:
        self._ground = ground
        self._lines = [*lines]
        self._imagined: Imagined = imagine(ground.session, ())
        self._wrong: list[Entry] = []
        self._commands: list[Command] = []

    def checked(self) -> tuple[list[FactLine], Command | None]:
        """Return the lines with their refusals, and the command that records them all."""
        good = [at for at, line in enumerate(self._lines) if not line.wrong]
        for year in sorted({self._lines[at].year or 0 for at in good}):
            of_year = [at for at in good if self._lines[at].year == year]
            self._roster(year, [at for at in of_year if self._lines[at].fact == "member"])
            for at in of_year:
                command = self._lines[at].command
                if command is not None and self._decide(command, at):
                    self._commands.append(command)
        return self._lines, self._whole()

    def _roster(self, year: int, members: list[int]) -> None:
        """Decide the members of a year; a refusal that names a unit is at that unit."""
        while members:
            command, wrong = self._of_year(year, members)
            try:
                self._imagined.decide(in_place_of(wrong, command) if wrong else command)
            except Refused as refused:
                error = _of_unit(refused, year) if wrong else refused
                unit = error.facts.get("unit")
                at = next((one for one in members if self._lines[one].unit == unit), members[0])
                self._refuse(at, error)
                members = [one for one in members if one != at] if unit else []
                continue
            self._commands.append(command)
            self._wrong += wrong
            return

    def _of_year(self, year: int, members: Sequence[int]) -> tuple[Command, list[Entry]]:
        """Return the command of a year's members, and the list that it takes the place of.

        A list that names only some members is completed by a further source; one that names all
        is corrected.
        """
        units = tuple(self._lines[at].unit for at in members)
        here: dict[str, Any] = {"cluster": self._ground.cluster, "year": year}
        recorded = [
            entry
            for entry in self._ground.of_cluster.entries
            if isinstance(entry.event, RosterRecorded)
            and (entry.event.cluster, entry.event.year) == (here["cluster"], year)
        ]
        if not recorded:
            return RecordRoster(**here, units=units), []
        roster = recorded[-1].event
        if isinstance(roster, RosterRecorded) and not roster.complete:
            return ReportRoster(**here, units=units), []
        known = roster.units if isinstance(roster, RosterRecorded) else ()
        on = roster.on if isinstance(roster, RosterRecorded) else None
        return RecordRoster(**here, units=(*known, *units), on=on), recorded[-1:]

    def _decide(self, command: Command, at: int) -> bool:
        try:
            self._imagined.decide(command)
        except Refused as refused:
            self._refuse(at, refused)
            return False
        return True

    def _refuse(self, at: int, refused: Refused) -> None:
        self._lines[at] = replace(self._lines[at], refusal=refused)

    def _whole(self) -> Command | None:
        """Return the command of all lines; None where one is wrong, or nothing is new."""
        if not self._commands or any(line.wrong for line in self._lines):
            return None
        whole = self._commands[0]
        if len(self._commands) > 1:
            whole = Together(commands=tuple(self._commands))
        return in_place_of(self._wrong, whole) if self._wrong else whole


def _of_unit(refused: Refused, year: int) -> Refused:
    """Return the refusal of a correction; where a unit was recorded after the list, that says so.

    A correction takes the place of what it corrects: there the unit is not known yet.
    """
    kind, _, unit = str(refused.facts.get("key", "")).partition(":")
    if refused.code == "stands-on-it" and kind == "unit":
        return Refused("roster-before-unit", unit=unit, year=year)
    return refused
