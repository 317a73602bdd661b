"""How the rows of two units are drawn: values, bars that grow from the middle, the difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from thidua_tui.formatting.pictures.small_bars import share_bar
from thidua_tui.formatting.sentences.place_reasons import (
    limit_line,
    margin_sentence,
    no_place_sentence,
)
from thidua_tui.formatting.sentences.place_rows import DECIDES, ReasonRow
from thidua_tui.i18n.messages import Words
from thidua_tui.widgets.styled_text import fit
from views.place_reasons import YearReasons

VALUE, DIFFERENCE = 8, 8
"""Cells of a value and of a difference."""
GAPS = 10
"""Cells between the six columns."""
LEAST, MOST_BAR = 24, 22
"""Cells of the label at least, of a bar at most."""
FIRST, SECOND = "$primary", "$secondary"
"""The colours of the two units."""


class PairLines:
    """The columns within a width."""

    def __init__(self, width: int) -> None:
        fixed = 2 * VALUE + DIFFERENCE + GAPS
        self.bar = max(0, min(MOST_BAR, (width - fixed - LEAST) // 3))
        gaps = GAPS if self.bar else GAPS - 4
        self.label = max(8, width - 2 * VALUE - DIFFERENCE - gaps - 2 * self.bar)

    def heads(self, names: Sequence[str], words: Words) -> Content:
        """Return the heads: the names of the units above their values and bars."""
        side = VALUE + (self.bar + 2 if self.bar else 0)
        return Content("  ").join(
            (
                fit(words("placereasons.page.line"), self.label),
                Content.styled(fit(names[0], side, right=True).plain, f"bold {FIRST}"),
                Content.styled(fit(names[1], side).plain, f"bold {SECOND}"),
                fit(words("placereasons.cli.difference"), DIFFERENCE, right=True),
            )
        )

    def row(self, row: ReasonRow) -> Content:
        """Return a row."""
        style = "bold $warning" if row.decides else _style(row)
        sign = DECIDES if row.decides else " "
        code = "" if row.kind == "step" else row.code
        text = " ".join(filter(None, (code, row.label)))
        label = Content.styled(f"{sign} {'  ' * row.depth}{text}", style)
        first, second = row.values
        if row.kind == "step":
            return self._step(label, first, second)
        parts = [fit(label, self.label), fit(Content.styled(first, style), VALUE, right=True)]
        if self.bar:
            parts += [self._bar(row, 0), self._bar(row, 1)]
        parts.append(fit(Content.styled(second, style), VALUE))
        ahead = row.difference.startswith("+")
        colour = style if row.decides else (FIRST if ahead else SECOND if row.difference else "")
        parts.append(fit(Content.styled(row.difference, colour), DIFFERENCE, right=True))
        return Content("  ").join(parts)

    def _step(self, label: Content, first: str, second: str) -> Content:
        room = VALUE + (self.bar + 2 if self.bar else 0)
        values = fit(first, room, right=True), fit(second, room)
        return Content("  ").join((fit(label, self.label), *values))

    def _bar(self, row: ReasonRow, side: int) -> Content:
        """Return a bar that grows from the middle: of the first unit to the left."""
        if row.shares is None or row.kind in ("scale", "rounding"):
            return Content(" " * self.bar)
        drawn = share_bar(max(0.0, row.shares[side]), self.bar)
        if side:
            return Content.styled(drawn, SECOND)
        whole = drawn.count("█")
        half = "▐" if drawn[whole : whole + 1] in [*"▍▌▋▊▉"] else ""
        return Content.styled((half + "█" * whole).rjust(self.bar), FIRST)


def _style(row: ReasonRow) -> str:
    return {"total": "bold", "scale": "dim", "rounding": "dim"}.get(row.kind, "")


def safety_lines(reasons: YearReasons, unit: str | None, words: Words) -> Iterator[Content]:
    """Yield the margins of neighbours, the own ones bold, then the units without a place.

    Args:
        reasons: What the places of the year follow from.
        unit: The unit that is asked about.
        words: The words of the chosen language.
    """
    for margin in reasons.margins:
        if limit := limit_line(margin, reasons, words):
            yield Content.styled(limit, "$proposed")
        own = unit in (margin.unit, margin.above)
        style = "bold" if own else "dim"
        if margin.narrow:
            style = "bold $warning" if own else "$warning"
        place = f"{reasons.by_points[margin.above]}–{reasons.by_points[margin.unit]}"
        text = margin_sentence(margin, reasons, words)
        yield Content.assemble((f"{place:<6}", "$secondary"), (text, style))
    if not reasons.margins:
        yield Content.styled(words("placereasons.no-margins"), "dim")
    for one in reasons.units:
        if reasons.why_none(one):
            yield Content.styled(no_place_sentence(reasons, one, words), "dim")
