"""A list of members over the ledger: of one year, or of several, with the roles that it names.

A list is a row for each unit: with a column for each year, with its first and last year, or with a
year in each row; without any of these it is of the year that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from events.command import Command
from events.elections import ElectDeputy, ElectHead, NameActingHead
from events.errors import BadInput
from events.roles import DeputyElected, HeadElected, acting_head, officers
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.fact_sheets.columns import FactColumns, rows_of_list, text_at
from thidua_tui.forms.fact_sheets.lines import MOST, Doubt, FactLine
from thidua_tui.forms.fact_sheets.named_units import NamedUnits
from thidua_tui.parsing.fact_heads import Meaning, RoleName, role_in, says_now, year_in
from thidua_tui.parsing.sheet_marks import CODE_COLUMN, KEY_ROW
from thidua_tui.parsing.workbook.cells import Sheet, reference


class Claim(NamedTuple):
    """What a row says of a year: the place of its cell, the year, the role and its order."""

    at: tuple[int, int]
    year: int
    role: RoleName
    rank: int | None = None
    doubts: tuple[Doubt, ...] = ()


class RosterLines:
    """What a list of members says that the ledger does not have.

    Args:
        sheet: The sheet.
        columns: Its columns.
        ground: The cluster and the year that is asked for.
        printed: The cluster-year as it was when the list was written; None for another's list.
        codes: Row -> code of the unit, of a list of this program.
    """

    def __init__(
        self,
        sheet: Sheet,
        columns: FactColumns,
        ground: ActContext,
        printed: ActContext | None = None,
        codes: Mapping[int, str] | None = None,
    ) -> None:
        self.sheet, self.columns, self.ground = sheet, columns, ground
        self.printed, self.codes = printed, codes or {}
        self.same = 0
        self.named: dict[int, dict[str, None]] = {}
        """Year -> the units that the list names as members, in its order."""
        self._units = NamedUnits(ground)

    def lines(self) -> Iterator[FactLine]:
        """Yield what is new, or cannot be recorded, row by row.

        Raises:
            BadInput: `list-too-long`.
        """
        claimed = 0
        for row, name in rows_of_list(self.sheet, self.columns):
            try:
                claims = [*self._claims(row)]
            except BadInput as bad:
                column = bad.facts.get("column", self.columns.at["unit"])
                at = reference(row, column if isinstance(column, int) else 1)
                yield FactLine(at=at, name=name, fact="member", refusal=bad)
                continue
            claimed += len(claims)
            if claimed > MOST:
                raise BadInput("list-too-long", limit=MOST)
            for claim in claims:
                if claim.role != "none":
                    yield from self._facts(row, name, claim)

    def kept(self) -> dict[int, tuple[str, ...]]:
        """Return year -> the recorded members that the list does not name."""
        return {
            year: gone
            for year, named in self.named.items()
            if (gone := tuple(u for u in self.ground.on_roster(year) if u not in named))
        }

    def _claims(self, row: int) -> Iterator[Claim]:
        """Yield what a row says of each year.

        Raises:
            BadInput: `sheet-cell-unclear` with the `column` (from 1) and the `value`.
        """
        if self.columns.years:
            for column, year in self.columns.years.items():
                role, rank = self._role(row, column)
                yield Claim((row, column), year, role, rank)
            return
        unit, role_at = self.columns.at["unit"], self.columns.at.get("role")
        role, rank = self._role(row, role_at) if role_at else ("member", None)
        role = "member" if role == "none" else role
        if "since" in self.columns.at:
            first, last, doubts = self._span(row)
            for year in range(first, last + 1):
                yield Claim((row, unit), year, role, rank, doubts)
            return
        year_at = self.columns.at.get("year")
        of = year_in(text_at(self.sheet, row, year_at)) if year_at else self.ground.year
        if of is None:
            raise _unclear(self.sheet, row, year_at or unit)
        yield Claim((row, role_at if role_at and role != "member" else unit), of, role, rank)

    def _role(self, row: int, column: int) -> tuple[RoleName, int | None]:
        found = role_in(text_at(self.sheet, row, column))
        if found is None:
            raise _unclear(self.sheet, row, column)
        return found

    def _span(self, row: int) -> tuple[int, int, tuple[Doubt, ...]]:
        """Return first and last year; an open end is the last year of the list, and is asked."""
        since, until = self.columns.at["since"], self.columns.at.get("until")
        first, end = year_in(text_at(self.sheet, row, since)), text_at(self.sheet, row, until)
        if first is None:
            raise _unclear(self.sheet, row, since)
        if says_now(end):
            return first, max(first, self.ground.year), ()
        if end.strip(" .-–—"):
            last = year_in(end)
            if last is None or last < first:
                raise _unclear(self.sheet, row, until or since)
            return first, last, ()
        return first, max(first, self._last_year()), ("open-end",)

    def _last_year(self) -> int:
        """Return the last year that the list names."""
        ends = [self.columns.at.get("since"), self.columns.at.get("until")]
        cells = (cell for (row, at), cell in self.sheet.cells.items()
                 if at in ends and row > self.columns.row)  # fmt: skip
        return max((year for cell in cells if (year := year_in(cell.shown))), default=0)

    def _facts(self, row: int, name: str, claim: Claim) -> Iterator[FactLine]:
        """Yield the membership of a year, then the role, as far as they are not recorded."""
        hidden = row in self.sheet.hidden_rows or claim.at[1] in self.sheet.hidden_columns
        doubts: tuple[Doubt, ...] = (*claim.doubts, "hidden") if hidden else claim.doubts
        made: dict[str, Any] = {"at": reference(*claim.at), "name": name, "year": claim.year}
        try:
            made["unit"] = unit = self.codes.get(row) or self._units.known(name, claim.year)
        except BadInput as unknown:
            yield FactLine(**made, fact="member", refusal=unknown)
            return
        again = unit in self.named.setdefault(claim.year, {})
        self.named[claim.year][unit] = None
        if _member(self.ground, unit, claim.year) or _member(self.printed, unit, claim.year):
            self.same += 1
        elif not again:
            changes = bool(self.ground.on_roster(claim.year))
            yield FactLine(**made, fact="member", doubts=doubts, changes=changes)
        if claim.role == "member" or claim.role == "none":
            return
        if self._holds(unit, claim):
            self.same += 1
            return
        command = _office(self.ground.cluster, unit, claim)
        yield FactLine(**made, fact=claim.role, rank=claim.rank, command=command, doubts=doubts)

    def _holds(self, unit: str, claim: Claim) -> bool:
        """Whether the unit holds the role today, or did when the list was written."""
        return any(_holds(ground, unit, claim) for ground in (self.ground, self.printed) if ground)


def own_columns(sheet: Sheet) -> tuple[FactColumns, dict[int, str]]:
    """Return the columns and the codes of a list of members that this program wrote.

    Args:
        sheet: The sheet, with its hidden row of keys and its hidden column of codes.
    """
    keys = {c.text: at for (row, at), c in sheet.cells.items() if row == KEY_ROW + 1}
    codes = {
        row: cell.text
        for (row, at), cell in sheet.cells.items()
        if at == CODE_COLUMN + 1 and row > KEY_ROW + 1
    }
    heads = min(codes, default=KEY_ROW + 2) - 1
    at: dict[Meaning, int] = {"unit": keys.get("unit_name", CODE_COLUMN + 2)}
    if "role" in keys:
        at["role"] = keys["role"]
    return FactColumns(row=heads, at=at), codes


def _unclear(sheet: Sheet, row: int, column: int) -> BadInput:
    value = text_at(sheet, row, column)
    return BadInput("sheet-cell-unclear", at=reference(row, column), value=value, column=column)


def _member(ground: ActContext | None, unit: str, year: int) -> bool:
    return ground is not None and unit in (*ground.on_roster(year), *ground.left(year))


def _holds(ground: ActContext, unit: str, claim: Claim) -> bool:
    if claim.role == "acting":
        return acting_head(ground.of_cluster, ground.cluster, claim.year) == unit
    office = officers(ground.of_cluster, ground.cluster, claim.year).get(unit)
    if claim.role == "head":
        return isinstance(office, HeadElected)
    return isinstance(office, DeputyElected) and claim.rank in (None, office.rank)


def _office(cluster: str, unit: str, claim: Claim) -> Command:
    """Return the command that gives the role; how and when it was given stays unknown."""
    here: dict[str, Any] = {"cluster": cluster, "year": claim.year, "unit": unit}
    if claim.role == "head":
        return ElectHead(**here)
    return (
        NameActingHead(**here) if claim.role == "acting" else ElectDeputy(**here, rank=claim.rank)
    )
