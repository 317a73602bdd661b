"""What is shown of a cell of the score grid: its criterion, its unit, its points at each stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from textual.content import Content

from events.event import Entry
from events.rule_book import Criterion
from events.text import plain
from thidua_tui.formatting.pictures.small_bars import share_bar
from thidua_tui.forms.score_sheet import NOT_APPLICABLE, ScoreSheet
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.score_grid_context import STAGES, ScoresContext
from thidua_tui.widgets.score_grid import SIGNS
from thidua_tui.widgets.stage_tabs import StageTab
from thidua_tui.widgets.styled_text import fit

NO_BREAK = "\u00a0"
"""Keeps a sign and its words on a line."""
NUMBERS = 16
"""Cells of a place, a total and their gaps."""
BAR, LONG_BAR = 8, 30
"""Cells of a bar at least and at most."""
SHORT = 30
"""Lines of a screen from which frames are whole."""


def stage_tabs(sheet: ScoreSheet, words: Words) -> Sequence[StageTab]:
    """Return the tabs of the stages, with how many cells of each are filled."""
    cells = len(sheet.units) * len(sheet.criteria)
    return [
        StageTab(stage, words.choice("stage", stage), sheet.filled(stage), cells)
        for stage in STAGES
    ]


def cell_stages(sheet: ScoreSheet, unit: str, criterion: Criterion, words: Words) -> Content:
    """Return a line for each stage: the points, who recorded them, when, and the evidence."""
    lines = []
    for stage in STAGES:
        entry = sheet.every.get((stage, unit, criterion.code))
        here = stage == sheet.stage
        label = f"{'▸' if here else ' '} {words.choice('stage', stage):<12}"
        facts = _recorded(entry, words) if entry else words("scoregrid.none")
        lines.append(
            Content.styled(label, "bold $primary" if here else "$secondary")
            + Content.styled(facts, "" if entry else "dim")
        )
    lines.append(_column(sheet, criterion, words))
    return Content("\n").join(lines)


def _recorded(entry: Entry, words: Words) -> str:
    points = getattr(entry.event, "points", None)
    shown = NOT_APPLICABLE if points is None else words.number(points)
    evidence = plain(getattr(entry.event, "evidence", "") or "")
    facts = (f"{shown:>6}", words.instant(entry.at), plain(entry.by), evidence)
    return " · ".join(filter(None, facts))


def _column(sheet: ScoreSheet, criterion: Criterion, words: Words) -> Content:
    """Return the range of the column at this stage, and how many units lack a score."""
    found = [
        points for unit in sheet.units if (points := sheet.points(unit, criterion.code)) is not None
    ]
    missing = sum((unit, criterion.code) not in sheet.cells for unit in sheet.units)
    if not found:
        return Content.styled(words("scoregrid.column-empty"), "dim")
    facts = {
        "lowest": words.number(min(found)),
        "best": words.number(max(found)),
        "mean": words.number(round(sum(found, Decimal(0)) / len(found), 2)),
        "missing": str(missing) if missing else "",
    }
    return Content.styled(f"  {words('scoregrid.column', **facts)}", "$secondary")


def ranking(scores: ScoresContext, width: int, most: int) -> Content:
    """Return the units by their totals at this stage, with a bar of what could be reached."""
    sheet, names, words = scores.sheet, scores.ground.names, scores.words
    units = sorted(sheet.totals, key=lambda unit: (-sheet.totals[unit], unit))[: max(0, most)]
    reachable = sum((c.max_points for c in sheet.criteria), Decimal(0))
    if not units or not reachable:
        return Content("")
    named = {unit: names.unit(unit, sheet.year) for unit in units}
    if max(map(len, named.values())) > width - NUMBERS - BAR:
        named = {unit: names.short(unit, sheet.year) for unit in units}
    name = min(max(map(len, named.values())), max(1, width - NUMBERS))
    long = min(LONG_BAR, width - NUMBERS - name)
    lines = [Content.styled(words("scoregrid.ranking"), "bold $secondary")]
    for unit in units:
        place, total = str(sheet.places.get(unit, "")), words.number(sheet.totals[unit])
        whole = "" if sheet.whole(unit) else "…"
        drawn = share_bar(sheet.totals[unit] / reachable, long) if long > 0 else ""
        text = f"{place:>3}  {total:>7}{whole:<1} "
        lines.append(
            Content(text)
            + Content.styled(drawn, "$secondary")
            + Content("  ")
            + fit(plain(named[unit]), name)
        )
    return Content("\n").join(lines)


def legend(words: Words) -> Content:
    """Return what the signs of cells mean."""
    parts = list[Content]()
    for remark, (sign, style) in SIGNS.items():
        if sign:  # the others are explained below the grid
            text = words(f"scoregrid.sign.{remark}").replace(" ", NO_BREAK)
            parts.append(Content.styled(f"{sign}{NO_BREAK}", style) + Content.styled(text, "dim"))
    return Content("   ").join(parts)


def short_legend(height: int, words: Words) -> Content:
    """Return the legend for a screen of few lines, whose frames have no lower line."""
    return Content("   ") + legend(words) if height < SHORT else Content("")


def criterion_line(criterion: Criterion, who: str, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the parts of the line above the grid with their styles."""
    yield f"{plain(criterion.code)} ", "bold $primary"
    yield plain(criterion.name), "bold"
    maximum = words("acts.grid.at-most", maximum=words.number(criterion.max_points))
    yield f" · {maximum}", "$secondary"
    yield f" · {plain(who)}", ""
