"""Why a unit has its place, as a report: lines to read, and values for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from rich.cells import cell_len

from events.text import plain
from thidua_tui.formatting.sentences.cell_reasons import cell_facts
from thidua_tui.formatting.sentences.place_reasons import headline, line_name, safety
from thidua_tui.formatting.sentences.place_rows import DECIDES, ReasonRow, comparison_rows
from thidua_tui.i18n.messages import Words
from views.place_comparison import Comparison
from views.place_reasons import YearReasons

LONGEST = 60
"""Cells of a label at most."""


def report_lines(found: Comparison, reasons: YearReasons, words: Words) -> Iterator[str]:
    """Yield the report: sentences, the two units side by side, the deciding cell, the margins.

    Args:
        found: The two units.
        reasons: What the places of the year follow from.
        words: The words of the chosen language.
    """
    names = {"cluster": plain(reasons.names.cluster(reasons.cluster, reasons.year))}
    unit, other = (plain(reasons.name(one)) for one in found.units)
    key = "title" if unit != other else "alone"
    year = str(reasons.year)
    yield words(f"placereasons.cli.{key}", **names, year=year, unit=unit, other=other)
    yield ""
    yield from headline(found, reasons, words)
    rows = [*comparison_rows(found, reasons, words)]
    if rows:
        yield ""
        yield from _table(rows, found, reasons, words)
    if leaf := deciding_leaf(found):
        yield ""
        yield words("placereasons.cli.cell", line=line_name(reasons, leaf))
        for one in found.units:
            yield f"  {plain(reasons.name(one))}"
            for fact in cell_facts(reasons, one, leaf, words):
                yield "    " + ": ".join(filter(None, (fact.label, fact.value)))
    yield ""
    yield words("placereasons.cli.safe")
    yield from (f"  {line}" for line in safety(reasons, words))


def deciding_leaf(found: Comparison) -> str | None:
    """Return the leaf whose cell decides: of the totals, or of the step that parted the two.

    Args:
        found: The two units.
    """
    step = found.step
    return found.first_leaf((step.step.criterion or "") if step else "")


def _table(
    rows: list[ReasonRow], found: Comparison, reasons: YearReasons, words: Words
) -> Iterator[str]:
    first, second = (plain(reasons.short(unit)) for unit in found.units)
    texts = [("", first, second, words("placereasons.cli.difference"))]
    texts += [(_label(row), *row.values, row.difference) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*texts, strict=True)]
    widths[0] = min(LONGEST, widths[0])
    for label, *values in texts:
        shown = label if cell_len(label) <= widths[0] else f"{label[: widths[0] - 1]}…"
        cells = [
            " " * (width - cell_len(text)) + text
            for width, text in zip(widths[1:], values, strict=True)
        ]
        yield "  ".join((shown + " " * (widths[0] - cell_len(shown)), *cells)).rstrip()
    if any(row.decides for row in rows):
        yield words("placereasons.cli.legend")


def _label(row: ReasonRow) -> str:
    mark = DECIDES if row.decides else " "
    code = "" if row.kind == "step" else row.code
    return f"{mark} {'  ' * row.depth}{' '.join(filter(None, (code, row.label)))}"


def number(points: Fraction | None) -> str | None:
    """Return points exactly: as a decimal number where there is one, else as a fraction.

    Args:
        points: The points; None where there are none.
    """
    if points is None:
        return None
    left = points.denominator
    while not left % 2 or not left % 5:
        left //= 2 if not left % 2 else 5
    if left > 1:
        return str(points)
    text = f"{points.numerator / points.denominator:.12f}" if points.denominator > 1 else ""
    return text.rstrip("0").rstrip(".") if text else str(points.numerator)


def report_data(found: Comparison, reasons: YearReasons, words: Words) -> dict[str, Any]:
    """Return the report as values; points are exact numbers as text.

    Args:
        found: The two units.
        reasons: What the places of the year follow from.
        words: The words of the chosen language, for the sentences.
    """
    leaf = deciding_leaf(found)
    by_points = reasons.by_points
    return {
        "cluster": reasons.cluster,
        "year": reasons.year,
        "state": reasons.state,
        "basis": reasons.basis,
        "units": [
            {
                "unit": unit,
                "name": reasons.name(unit),
                "place": reasons.given.get(unit),
                "place_by_points": by_points.get(unit),
                "no_place": reasons.why_none(unit),
                "total": str(sheet.total) if sheet else None,
            }
            for unit, sheet in zip(found.units, found.sheets, strict=True)
        ],
        "lead": number(found.total_lead) if found.whole else None,
        "sentences": [*headline(found, reasons, words)],
        "lines": [
            {
                "code": line.code,
                "title": reasons.nodes[line.code].title,
                "depth": line.depth,
                "leaf": line.leaf,
                "points": [number(line.points[0]), number(line.points[1])],
                "difference": number(line.difference),
                "decides": line.code in found.deciding,
            }
            for line in found.lines
        ],
        "steps": [
            {
                "number": at,
                "by": step.step.by,
                "criterion": step.step.criterion,
                "values": [number(step.values[0]), number(step.values[1])],
                "decides": step.decides,
            }
            for at, step in enumerate(found.steps, 1)
        ],
        "deciding_cell": leaf,
        "entries": [
            entry.position for unit in found.units for entry in _final(reasons, unit, leaf)
        ],
        "margins": [
            {
                "unit": one.unit,
                "above": one.above,
                "needed": str(one.needed),
                "narrow": one.narrow,
                "room": {code: number(free) for code, free in one.room.items()},
                "enough": list(one.enough),
            }
            for one in reasons.margins
        ],
        "limits": [{"award": award, "place": place} for award, place in reasons.limits],
    }


def _final(reasons: YearReasons, unit: str, leaf: str | None) -> Any:
    return reasons.final(unit, leaf) if leaf else ()
