"""Two units side by side as rows: totals, lines by difference, steps for equal totals."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, TypeAlias

from msgspec import Struct

from events.score_book.compare import LineDifference
from events.text import plain
from thidua_tui.formatting.sentences.place_reasons import rule_words, step_values
from thidua_tui.formatting.sentences.points import points_text, signed_text
from thidua_tui.i18n.messages import Words
from views.place_comparison import Comparison
from views.place_reasons import YearReasons

Kind: TypeAlias = Literal["total", "group", "leaf", "scale", "rounding", "step"]
DECIDES = "◆"
"""The sign of a line that decides."""


class ReasonRow(Struct, frozen=True, kw_only=True):
    """A row of two units side by side.

    Attributes:
        kind: The total, a group, a leaf, what is in no line, rounding, a step for equal totals.
        code: The code of the line; of a step the criterion it looks at; else empty.
        depth: 0 for totals and groups of the first level.
        label: What the row is about.
        values: The values of the two units.
        shares: The points as shares of the maximum of the line; None without a maximum.
        difference: The difference with its sign; empty where it is no number.
        decides: Whether it decides the order.
    """

    kind: Kind
    code: str = ""
    depth: int = 0
    label: str
    values: tuple[str, str]
    shares: tuple[float, float] | None = None
    difference: str = ""
    decides: bool = False


def comparison_rows(found: Comparison, reasons: YearReasons, words: Words) -> Iterator[ReasonRow]:
    """Yield the rows of two units: the total first, the steps for equal totals last.

    Args:
        found: The two units.
        reasons: What the places of the year follow from.
        words: The words of the chosen language.
    """
    first, second = found.sheets
    if first is None or second is None:
        return
    whole = Fraction(reasons.book.scale.total)
    totals = Fraction(first.total), Fraction(second.total)
    yield ReasonRow(
        kind="total",
        label=words("placereasons.row.total"),
        values=(points_text(totals[0], words), points_text(totals[1], words)),
        shares=_shares(totals, whole),
        difference=signed_text(found.total_lead, words),
    )
    decisive = _decisive(found)
    yield from (_line_row(line, reasons, words, decisive) for line in found.lines)
    for kind, part in (("scale", found.unlisted), ("rounding", found.rounding)):
        if part:
            label, text = words(f"placereasons.row.{kind}"), signed_text(part, words)
            yield ReasonRow(
                kind="scale" if kind == "scale" else "rounding",
                label=label,
                values=("", ""),
                difference=text,
                decides=kind == "scale" and not found.deciding and bool(found.total_lead),
            )
    yield from _step_rows(found, reasons, words)


def _decisive(found: Comparison) -> frozenset[str]:
    step = found.step
    tie = {step.step.criterion} if step and step.step.criterion else set()
    return frozenset({*found.deciding, *tie} - {None})


def _line_row(
    line: LineDifference, reasons: YearReasons, words: Words, decisive: frozenset[str]
) -> ReasonRow:
    node = reasons.nodes[line.code]
    most = Fraction(node.max)
    return ReasonRow(
        kind="leaf" if line.leaf else "group",
        code=line.code,
        depth=line.depth,
        label=plain(node.title),
        values=(points_text(line.points[0], words), points_text(line.points[1], words)),
        shares=_shares(line.points, most),
        difference=signed_text(line.difference, words),
        decides=line.code in decisive,
    )


def _step_rows(found: Comparison, reasons: YearReasons, words: Words) -> Iterator[ReasonRow]:
    for number, step in enumerate(found.steps, 1):
        rule = rule_words(step.step, reasons, words)
        first, second = step_values(step, words)
        yield ReasonRow(
            kind="step",
            code=step.step.criterion or "",
            label=words("placereasons.row.step", number=str(number), rule=rule),
            values=(first, second),
            decides=step.decides,
        )


def _shares(points: tuple[Fraction, Fraction], most: Fraction) -> tuple[float, float] | None:
    if most <= 0:
        return None
    return float(points[0] / most), float(points[1] / most)
