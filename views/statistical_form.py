"""A statistical form of the authorities (biểu thống kê), counted from the awards of the ledger.

Rows, columns and the cut-off day are data: a form changes with the circular that issues it. What a
cluster does not record (individuals, households, the kind of achievement) is unknown, not zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any

from msgspec import Meta, Struct

from events.award_catalogue import AwardLevel, FormKind
from events.descriptions import UnitKind
from events.event import Code
from views.awards_as_counted import CountedAward, CountedAwards

Label = Annotated[str, Meta(min_length=1, max_length=300)]
Short = Annotated[str, Meta(max_length=20)]


class Match(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which awards are counted: of one of each that is named; all where nothing is named.

    Attributes:
        forms: Codes of forms; `other_than` are those that are left out.
        form_kinds: Kinds of forms.
        levels: Levels at which they are granted.
        unit_kinds: Kinds of units.
    """

    forms: tuple[Code, ...] = ()
    other_than: tuple[Code, ...] = ()
    form_kinds: tuple[FormKind, ...] = ()
    levels: tuple[AwardLevel, ...] = ()
    unit_kinds: tuple[UnitKind, ...] = ()

    def fits(self, award: CountedAward) -> bool | None:
        """Return whether an award is counted; None where what decides it is not recorded.

        Args:
            award: The award.
        """
        if award.form in self.other_than or (self.forms and award.form not in self.forms):
            return False
        if self.form_kinds and award.form_kind not in self.form_kinds:
            return False
        unclear = False
        for named, value, unknown in (
            (self.levels, award.level, "not-recorded"),
            (self.unit_kinds, award.unit_kind, ""),
        ):
            if named and value not in named:
                if value != unknown:
                    return False
                unclear = True
        return None if unclear else True


class FormColumn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column; without `of`, the ledger does not hold its figures."""

    number: Short
    label: Label
    of: Match | None = None


class FormRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row with its number and unit of measure; a `heading` has no figures."""

    number: Short = ""
    label: Label
    measure: Short = ""
    heading: bool = False
    of: Match | None = None


class StatisticalForm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form as it was issued.

    Attributes:
        form: Its number.
        title: Its title.
        issued_by: The document that issues it.
        cut_off: The last day of a year that counts for this year, as DD/MM.
        columns: The columns, from the left.
        rows: The rows, from the top.
        unverified: What of this data was not compared with the document; shown below the form.
    """

    form: Label
    title: Label
    issued_by: Label
    cut_off: Annotated[str, Meta(pattern=r"^(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])\Z")]
    columns: Annotated[tuple[FormColumn, ...], Meta(min_length=1, max_length=40)]
    rows: Annotated[tuple[FormRow, ...], Meta(min_length=1, max_length=200)]
    unverified: tuple[Label, ...] = ()

    def period(self, year: int) -> tuple[date, date]:
        """Return the first and the last day of a year of the form.

        Args:
            year: The year of the report.

        Raises:
            ValueError: the cut-off is no day of that year.
        """
        day, month = map(int, self.cut_off.split("/"))
        return date(year - 1, month, day) + timedelta(days=1), date(year, month, day)


class StatisticRow(Struct, frozen=True, kw_only=True):
    """A figure of a form.

    Attributes:
        report: The number of the form, `year` the year of the report.
        number: The number of the row; `label` what it counts, `measure` in what.
        column: The number of the column; `column_label` what it counts.
        count: How many awards are known to count; null where the ledger does not hold it.
        unclear: How many more might count: what decides it is not recorded.
        entries: The positions of the entries of those that count.
        unclear_entries: The positions of the entries of those that might.
    """

    report: str
    year: int
    number: str
    label: str
    measure: str
    column: str
    column_label: str
    count: int | None
    unclear: int = 0
    entries: tuple[int, ...] = ()
    unclear_entries: tuple[int, ...] = ()


class Statistics(CountedAwards):
    """The figures of a form for a year: awards granted and in force, by the day of the decision.

    Args:
        form: The form.
        year: The year of the report.
        cluster: The code of a cluster; None for all.
        on: The last day to look at; None for no limit.
    """

    def __init__(
        self, form: StatisticalForm, year: int, cluster: str | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, None, on)
        self.form, self.of_year = form, year

    def figures(self) -> tuple[StatisticRow, ...]:
        """Return one row per figure, row by row."""
        first, last = self.form.period(self.of_year)
        granted = [
            award
            for award in self.awards()
            if award.outcome == "granted" and award.decided_on and first <= award.decided_on <= last
        ]
        return tuple(
            self._figure(row, column, granted)
            for row in self.form.rows
            if not row.heading
            for column in self.form.columns
        )

    def undated(self) -> tuple[CountedAward, ...]:
        """Return the awards that may belong to the year: granted on a day that is not recorded."""
        years = (self.of_year - 1, self.of_year)
        return tuple(
            award
            for award in self.awards()
            if award.outcome == "granted" and award.decided_on is None and award.year in years
        )

    def _figure(
        self, row: FormRow, column: FormColumn, granted: list[CountedAward]
    ) -> StatisticRow:
        of_row, of_column = row.of, column.of
        fields: dict[str, Any] = {
            "report": self.form.form,
            "number": row.number,
            "label": row.label,
            "measure": row.measure,
            "column": column.number,
            "column_label": column.label,
        }
        if of_row is None or of_column is None:
            return StatisticRow(**fields, year=self.of_year, count=None)
        judged = [(_both(of_row.fits(award), of_column.fits(award)), award) for award in granted]
        sure = [award for fits, award in judged if fits]
        unclear = [award for fits, award in judged if fits is None]
        return StatisticRow(
            **fields,
            year=self.of_year,
            count=len(sure),
            unclear=len(unclear),
            entries=tuple(_positions(sure)),
            unclear_entries=tuple(_positions(unclear)),
        )


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _positions(awards: list[CountedAward]) -> Iterator[int]:
    yield from sorted(position for award in awards for position in award.positions)
