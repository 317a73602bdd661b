"""A workbook written as an .xlsx file, by xlsxwriter; the same workbook gives the same bytes.

Texts are written as texts: never as a formula, a link or a number. A number that a spreadsheet
cannot hold exactly is a text, too. The only formulas are sums, with their value.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook as File

from thidua_tui.formatting.workbooks.cell_rules import (
    Place,
    cell_name,
    runs,
    sum_formula,
    validation,
)
from thidua_tui.formatting.workbooks.sheet import Cell, Row, Sheet, Workbook
from thidua_tui.formatting.workbooks.sheet_sizes import Sizes, sizes_of
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing import sheet_marks as marks

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LETTERS = "Times New Roman"
_FONT = {"font_name": _LETTERS, "font_size": 12, "valign": "vcenter"}
_DAY = "dd/mm/yyyy"
_FIRST_DAY = date(1900, 3, 1)
"""Before it, a spreadsheet counts a day that there never was."""
_DIGITS, _LONGEST = 15, 32_000
"""The digits of a number that a spreadsheet keeps, and the characters of a cell."""
A4 = 9


def write_xlsx(workbook: Workbook, words: Words) -> bytes:
    """Return the file.

    Args:
        workbook: What it shows.
        words: The words of the chosen language.
    """
    made = io.BytesIO()
    file = File(made, _OPTIONS)
    created = workbook.at.replace(tzinfo=None, microsecond=0)
    properties = {"title": workbook.sheets[0].title, "author": "thidua", "created": created}
    file.set_properties({**properties, "keywords": workbook.fingerprint, "comments": ""})
    for name, sheet in zip(_names(workbook.sheets), workbook.sheets, strict=True):
        _Writer(file, file.add_worksheet(name), sheet, words).write(workbook.fingerprint)
    hidden = file.add_worksheet(marks.SHEET)
    hidden.hide()
    for at, row in enumerate(workbook.marks.to_rows()):
        for column, text in enumerate(row):
            hidden.write_string(at, column, text)
    file.close()
    return made.getvalue()


def _names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield a name for each tab: without what spreadsheets forbid in it, and none twice."""
    taken = {marks.SHEET}
    for sheet in sheets:
        base = "".join(" " if char in r"[]:*?/\'" else char for char in sheet.name).strip()[:28]
        name, number = base or "1", 2
        while name.casefold() in taken:
            name, number = f"{base} {number}", number + 1
        taken.add(name.casefold())
        yield name


class _Writer:
    """Writes one sheet: hidden keys, title, notes, head, rows, foot, and how it is printed."""

    def __init__(self, file: Any, page: Any, sheet: Sheet, words: Words) -> None:
        self.file, self.page, self.sheet, self.words = file, page, sheet, words
        self.left = 1 if sheet.keyed else 0
        self.last = self.left + len(sheet.columns) - 1
        self.head = int(sheet.keyed) + 1 + len(sheet.notes)
        self.sizes: Sizes = sizes_of(sheet)
        self.formats: dict[tuple[Any, ...], Any] = {}

    def format(self, **how: Any) -> Any:
        """Return the format; one and the same for equal arguments."""
        key = tuple(sorted(how.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format({**_FONT, **how})
        return self.formats[key]

    def write(self, fingerprint: str) -> None:
        """Write the sheet."""
        self._above()
        for at, row in enumerate(self.sheet.rows):
            self.page.set_row(self.head + 1 + at, self.sizes.heights[at])
            if self.sheet.keyed and row.code:
                self.page.write_string(self.head + 1 + at, marks.CODE_COLUMN, row.code)
            for column, cell in enumerate(row.cells):
                self._cell(at, column, row, cell)
        below = self.head + 1 + len(self.sheet.rows)
        if not self.sheet.rows:
            self.page.write_string(below, self.left, self.words("tables.empty"), self.format())
        if self.sheet.foot:
            self.page.write_string(below + 1, self.left, self.sheet.foot, self.format(italic=True))
        self._fill_in()
        self._print(fingerprint)

    def _above(self) -> None:
        """Write the keys, the title, the notes and the head, and set the columns."""
        sheet, page = self.sheet, self.page
        if sheet.keyed:
            page.write_row(marks.KEY_ROW, 0, [marks.CODE, *(c.key for c in sheet.columns)])
            page.set_row(marks.KEY_ROW, None, None, {"hidden": True})
            page.set_column(0, 0, 0, None, {"hidden": True})
        first = self.head - 1 - len(sheet.notes)
        lines = [(sheet.title, self.format(bold=True, font_size=14, text_wrap=True))]
        lines += [(note, self.format(italic=True, text_wrap=True)) for note in sheet.notes]
        for at, (text, how) in enumerate(lines):
            place = first + at, self.left
            page.set_row(first + at, self.sizes.lines[at])
            if self.last > self.left:
                page.merge_range(*place, first + at, self.last, "", how)
            page.write_string(*place, text[:_LONGEST], how)
        head = self.format(bold=True, align="center", text_wrap=True, border=1, bg_color="#E8EEF4")
        page.set_row(self.head, self.sizes.head)
        for at, column in enumerate(sheet.columns):
            page.set_column(self.left + at, self.left + at, self.sizes.widths[at])
            page.write_string(self.head, self.left + at, column.heading, head)

    def _cell(self, at: int, column: int, row: Row, cell: Cell) -> None:
        """Write one cell; an empty one is blank, never an empty text."""
        where = self._place((at, column))
        value, how = cell.value, self._how(cell, row.strong, self.sheet.columns[column].right)
        formula = sum_formula([self._place(place) for place in cell.adds])
        if formula:
            shown = float(value) if isinstance(value, Decimal) else ""
            self.page.write_formula(*where, formula, self.format(**how), shown)
        elif value is None or value == "":
            self.page.write_blank(*where, None, self.format(**how))
        elif isinstance(value, str):
            self.page.write_string(*where, value[:_LONGEST], self.format(**how))
        elif isinstance(value, date):
            self._day(where, value, cell.text, how)
        elif is_exact(value):
            self.page.write_number(*where, float(value), self.format(**how))
        else:
            self.page.write_string(*where, cell.text or str(value), self.format(**how))

    def _day(self, where: tuple[int, int], value: date, text: str, how: dict[str, Any]) -> None:
        day = value.date() if isinstance(value, datetime) else value
        if day < _FIRST_DAY:
            self.page.write_string(*where, text, self.format(**how))
            return
        shown = f"{_DAY} hh:mm" if isinstance(value, datetime) else _DAY
        self.page.write_datetime(*where, value, self.format(**how, num_format=shown))

    def _how(self, cell: Cell, strong: bool, right: bool) -> dict[str, Any]:
        how: dict[str, Any] = {"border": 1, "bold": strong}
        if isinstance(cell.value, str):
            how["text_wrap"] = True
        how |= {"align": "right" if right else "left", "indent": 1}
        if cell.rule:
            how |= {"locked": False, "bg_color": "#FFFDE7", "text_wrap": True}
            if cell.rule.kind in ("text", "yes"):
                how["num_format"] = "@"  # else `38/40` becomes a day
        elif isinstance(cell.value, int | Decimal) and not cell.adds:
            how["num_format"] = number_format(cell.value)
        return how

    def _fill_in(self) -> None:
        """Say what the cells to fill in take, and protect the others."""
        if not self.sheet.fillable:
            return
        wrong = self.file.add_format({"bg_color": "#F8D7DA"})
        for column, first, last, rule in runs(self.sheet):
            top, bottom = (self._place((at, column)) for at in (first, last))
            if accepts := validation(rule, top, self.words):
                self.page.data_validation(*top, *bottom, accepts)
            if rule.kind == "points":
                name = cell_name(top)
                over = f"=AND(ISNUMBER({name}),OR({name}<0,{name}>{rule.most:f}))"
                how = {"type": "formula", "criteria": over, "format": wrong}
                self.page.conditional_format(*top, *bottom, how)
        self.page.protect("", {"format_columns": True, "format_rows": True})

    def _place(self, place: Place) -> Place:
        """Return the cell of the page for a cell of the table."""
        return self.head + 1 + place[0], self.left + place[1]

    def _print(self, fingerprint: str) -> None:
        """Set up the view and the printed page."""
        page, last_row = self.page, self.head + len(self.sheet.rows)
        page.freeze_panes(self.head + 1, self.left + self.sheet.pinned)
        page.hide_gridlines(2)
        page.set_paper(A4)
        if not self.sizes.upright:
            page.set_landscape()
        page.fit_to_pages(self.sizes.pages, 0)
        page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
        page.repeat_rows(self.head)
        if self.sizes.pages > 1:
            page.repeat_columns(self.left, self.left + self.sheet.pinned - 1)
        if not self.sheet.fillable:
            page.autofilter(self.head, self.left, max(last_row, self.head + 1), self.last)
        left = fingerprint.replace("&", "&&")
        right = self.words("sheets.page", page="&P", pages="&N")
        small = f'&"{_LETTERS}"&8'
        page.set_footer(f"&L{small}{left}&R{small}{right}")


def number_format(number: int | Decimal) -> str:
    """Return the format that shows as many decimals as the number has."""
    digits = -int(Decimal(number).as_tuple().exponent)
    return f"0.{'0' * digits}" if digits > 0 else "0"


def is_exact(number: int | Decimal) -> bool:
    """Return whether a spreadsheet holds a number as it is: in 15 digits of a binary number."""
    exact = Decimal(number)
    if len(exact.normalize().as_tuple().digits) > _DIGITS:
        return False
    return Decimal(repr(float(exact))) == exact
