"""A list of awards of earlier years over the ledger: what a source reports, as far as it says it.

An award that is recorded already is compared with what the list gives of it; what the list leaves
out stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from events.award_catalogue import AwardForm
from events.award_events import AwardGranted, award
from events.award_forms import in_full
from events.errors import BadInput
from events.partial_sources import RecordGrant
from thidua_tui.acts.award_forms import forms
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.award_forms import form_name
from thidua_tui.forms.fact_sheets.columns import FactColumns, cell_at, rows_of_list, text_at
from thidua_tui.forms.fact_sheets.lines import Doubt, FactLine
from thidua_tui.forms.fact_sheets.named_units import NamedUnits
from thidua_tui.parsing.award_form_names import form_meant
from thidua_tui.parsing.dates import parse_date, typed
from thidua_tui.parsing.fact_heads import Meaning, number_and_day, year_in
from thidua_tui.parsing.workbook.cells import Sheet, reference

LONGEST = 300
"""Letters of a number, an authority, a signer."""
_NOTHING = " .-–—?…"
_TEXTS: tuple[tuple[Meaning, str], ...] = (
    ("decision", "number"),
    ("authority", "authority"),
    ("signer", "signer"),
    ("golden", "golden_book"),
)
"""Meaning of a column -> field of the award."""


class Stated(Struct, frozen=True):
    """What a row states of an award: the form, and the fields that it gives."""

    form: AwardForm
    fields: dict[str, Any]


class AwardLines:
    """What a list of awards says that the ledger does not have.

    Args:
        sheet: The sheet.
        columns: Its columns, with that of the form.
        ground: The cluster, and the year of a list that names none.
    """

    def __init__(self, sheet: Sheet, columns: FactColumns, ground: ActContext) -> None:
        self.sheet, self.columns, self.ground = sheet, columns, ground
        self.same = 0
        self._units = NamedUnits(ground)
        self._forms: dict[int, dict[str, AwardForm]] = {}

    def lines(self) -> Iterator[FactLine]:
        """Yield what is new, or cannot be recorded, row by row."""
        for row, name in rows_of_list(self.sheet, self.columns):
            line = self._line(row, name)
            if line is not None:
                yield line

    def _line(self, row: int, name: str) -> FactLine | None:
        """Return the line of a row; None where the ledger says the same."""
        made: dict[str, Any] = {"at": reference(row, self.columns.at["form"]), "name": name}
        made |= {"fact": "award", "detail": self._text(row, "form")}
        try:
            made["year"] = year = self._year(row)
            made["unit"] = unit = self._units.known(name, year)
            stated = self._stated(row, year)
            made["detail"] = self._detail(stated)
            if self._is_known(unit, year, stated):
                self.same += 1
                return None
        except BadInput as bad:
            return FactLine(**made, refusal=bad)
        command = RecordGrant(
            cluster=self.ground.cluster, year=year, unit=unit, form=stated.form.form,
            **stated.fields,
        )  # fmt: skip
        hidden: tuple[Doubt, ...] = ("hidden",) if row in self.sheet.hidden_rows else ()
        return FactLine(**made, command=command, doubts=hidden)

    def _year(self, row: int) -> int:
        at = self.columns.at.get("year")
        if at is None:
            return self.ground.year
        year = year_in(text := text_at(self.sheet, row, at))
        if year is None:
            raise BadInput("sheet-cell-unclear", at=reference(row, at), value=text)
        return year

    def _text(self, row: int, meaning: Meaning) -> str:
        """Return the text of a column; empty for an empty cell, and for a dash."""
        text = text_at(self.sheet, row, self.columns.at.get(meaning))
        return text if text.strip(_NOTHING) else ""

    def _stated(self, row: int, year: int) -> Stated:
        """Return what a row states; what it does not give is left out.

        Raises:
            BadInput: `sheet-form-unknown`; those of days and texts.
        """
        if year not in self._forms:
            self._forms[year] = forms(self.ground, year)
        text, authority = self._text(row, "form"), self._text(row, "authority")
        form = form_meant(text, authority, self._forms[year])
        if not form:
            raise BadInput("sheet-form-unknown", value=text, authority=authority)
        fields: dict[str, Any] = {
            field: typed(given, limit=LONGEST)
            for meaning, field in _TEXTS
            if (given := self._text(row, meaning))
        }
        day = self._day(row)
        number, day_behind = number_and_day(fields.get("number", ""))
        if day is None and day_behind:
            day = parse_date(day_behind, today=self.ground.today)
            fields["number"] = number
        if day is not None:
            fields["on"] = day
        return Stated(self._forms[year][form], fields)

    def _day(self, row: int) -> date | None:
        cell = cell_at(self.sheet, row, self.columns.at.get("day"))
        if cell is None or not cell.shown.strip(_NOTHING):
            return None
        return cell.day or parse_date(cell.shown, today=self.ground.today)

    def _detail(self, stated: Stated) -> str:
        words, fields = self.ground.words, stated.fields
        return words(
            "sheetin.facts.award",
            form=form_name(stated.form, words),
            number=fields.get("number", ""),
            on=words.day(fields["on"]) if "on" in fields else "",
        )

    def _is_known(self, unit: str, year: int, stated: Stated) -> bool:
        """Return whether the award is recorded as granted, and as the list has it.

        Raises:
            BadInput: `sheet-award-differs` with what is `recorded` and what the list `states`.
        """
        key = (self.ground.cluster, year, unit, stated.form.form)
        granted = award(self.ground.of_cluster, key).get(AwardGranted)
        if granted is None:
            return False
        for field, value in stated.fields.items():
            now = getattr(granted, field)
            if now and _comparable(now) != _comparable(value):
                shown = [
                    self.ground.words.day(v) if isinstance(v, date) else v for v in (now, value)
                ]
                raise BadInput("sheet-award-differs", recorded=shown[0], states=shown[1])
        return True


def _comparable(value: object) -> object:
    return in_full(value) if isinstance(value, str) else value
