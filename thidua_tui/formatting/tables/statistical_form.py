"""A statistical form on paper: rows and columns as it is issued, dots for what is not held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from events.text import plain
from thidua_tui.formatting.tables.render import Paper, drawn, literal
from thidua_tui.i18n.messages import Words
from views.statistical_form import FormRow, StatisticalForm, StatisticRow

DOTS = "…"
"""What the ledger does not hold, for the pen."""
Figures = Mapping[tuple[str, str], StatisticRow]
"""Label of a row and number of a column -> the figure."""


def form_lines(
    form: StatisticalForm, year: int, rows: Sequence[StatisticRow], words: Words, paper: Paper
) -> Iterator[str]:
    """Yield the heading and the grid of a form.

    Args:
        form: The form.
        year: The year of the report.
        rows: Its figures.
        words: The messages of the language to use; the form itself is in Vietnamese.
        paper: What it is printed on.
    """
    first, last = form.period(year)
    quote = literal if paper.markdown else plain
    number = words("statistics.number", form=form.form, issued_by=form.issued_by)
    period = words("statistics.year", year=str(year), first=first, last=last)
    if paper.markdown:
        yield from (f"## {quote(form.title)}", "", quote(number), "", quote(period), "")
    else:
        yield from (number, plain(form.title).upper(), period, "")
    figures = {(row.label, row.column): row for row in rows}
    headings = ["", words("statistics.row"), words("statistics.measure")]
    headings += [f"{column.number}. {column.label}" for column in form.columns]
    lines = [_line(row, form, figures, words) for row in form.rows]
    align = ["left", "left", "left", *("right" for _ in form.columns)]
    yield drawn(
        [[quote(cell) for cell in line] for line in lines],
        paper,
        [quote(heading) for heading in headings],
        align,
    )


def _line(row: FormRow, form: StatisticalForm, figures: Figures, words: Words) -> list[str]:
    cells = (
        "" if row.heading else figure(figures[row.label, c.number], words) for c in form.columns
    )
    return [row.number, row.label, row.measure, *cells]


def figure(row: StatisticRow, words: Words) -> str:
    """Return a figure: dots where the ledger does not hold it, and how many more are unclear."""
    if row.count is None:
        return DOTS
    if not row.unclear:
        return str(row.count)
    return words("statistics.unclear", count=str(row.count or DOTS), unclear=str(row.unclear))


def note_lines(form: StatisticalForm, undated: Sequence[int], words: Words) -> Iterator[str]:
    """Yield the notes below a form: what it leaves out, and what was not compared.

    Args:
        form: The form.
        undated: The entries of awards granted on a day that is not recorded.
        words: The messages of the language to use.
    """
    yield words("statistics.dots", dots=DOTS)
    if undated:
        yield words("statistics.undated", entries=_numbers(undated))
    if form.unverified:
        yield words("statistics.unverified")
        yield from (f"- {plain(line)}" for line in form.unverified)


def entry_lines(rows: Sequence[StatisticRow], words: Words) -> Iterator[str]:
    """Yield a line for each figure with entries: where it is, and which they are.

    Args:
        rows: The figures.
        words: The messages of the language to use.
    """
    for row in rows:
        where = {"row": row.number, "label": plain(row.label), "column": row.column}
        if row.entries:
            yield words("statistics.entries", **where, entries=_numbers(row.entries))
        if row.unclear_entries:
            entries = _numbers(row.unclear_entries)
            yield words("statistics.unclear-entries", **where, entries=entries)


def _numbers(positions: Sequence[int]) -> str:
    return ", ".join(map(str, positions))
