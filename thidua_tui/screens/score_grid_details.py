"""What is shown of a cell of the score grid: its criterion, its unit, its points at each stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from textual.content import Content

from events.event import Entry
from events.rule_book import Criterion
from events.score_book.book import Node
from events.score_book.leaf_kinds import Direct, FormalDuty, YesNo
from events.scoring import ScoreRecorded
from events.text import plain
from thidua_tui.formatting.pictures.small_bars import share_bar
from thidua_tui.formatting.sentences.score_arithmetic import score_arithmetic, typed_text
from thidua_tui.forms.score_missing import stages_of
from thidua_tui.forms.score_sheet import ScoreSheet, shown_points
from thidua_tui.forms.sheet_remarks import cell_remarks, short_remarks
from thidua_tui.forms.staged_scores import Staged
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.observations import wants
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_ripple import ripple_lines
from thidua_tui.widgets.cell_input import Letters
from thidua_tui.widgets.grid_cells import SIGNS, STAGED
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
    """Return the tabs of the stages that the book has: how many of the wanted cells are filled."""
    members = (unit for unit in sheet.units if unit not in sheet.unasked)
    found = [one for unit in members for one in stages_of(sheet, unit)]
    return [
        StageTab(
            stage,
            words.choice("stage", stage),
            sum(one.filled for one in found if one.stage == stage),
            sum(one.wanted for one in found if one.stage == stage),
        )
        for stage in sheet.stages
    ]


def typed_with(leaf: Node | None) -> Letters:
    """Return what a cell of a leaf is typed with, besides numbers."""
    if leaf is None or isinstance(leaf.score, Direct | None):
        return Letters()
    if isinstance(leaf.score, YesNo | FormalDuty):
        return Letters(first="ckynCKYNx")
    return Letters(every="/%")


def criterion_line(
    scores: ScoresContext, criterion: Criterion, who: str
) -> Iterator[tuple[str, str]]:
    """Yield the parts of the line above the grid with their styles."""
    words = scores.words
    yield f"{plain(criterion.code)} ", "bold $primary"
    yield plain(criterion.name), "bold"
    if criterion.max_points:
        maximum = words("acts.grid.at-most", maximum=words.number(criterion.max_points))
        yield f" · {maximum}", "$secondary"
    yield f" · {plain(who)}", ""


def remark_parts(scores: ScoresContext, unit: str, criterion: str) -> Iterator[tuple[str, str]]:
    """Yield what the line about a cell adds: a thread that waits, files that are missing."""
    for remark in short_remarks(scores.sheet.remarks, unit, criterion, scores.words):
        yield f" · {plain(remark)}", "bold $warning"


def cell_line(scores: ScoresContext, unit: str, criterion: Criterion) -> Content:
    """Return what there is to say of a cell: why it is wrong or closed, its arithmetic."""
    words, sheet = scores.words, scores.sheet
    leaf, staged = sheet.leaf(criterion.code), scores.staged.get(sheet.key(unit, criterion.code))
    if closed := scores.why_closed(unit, criterion.code):
        return Content.styled(plain(closed), "bold $warning")
    if staged is not None and staged.refusal is not None:
        why = words.refusal(staged.refusal, scores.ground.names)
        return Content.styled(f"! {plain(why)}", "bold $error")
    how = how_points_follow(scores, unit, leaf, staged)
    text = Content.styled(how, "bold $primary")
    if not how and leaf is not None and not isinstance(leaf.score, Direct):
        text = Content.styled(wanted(leaf, words), "$secondary")
    if staged is not None and staged.state == "changed":
        text += Content(" · " if text else "")
        text += Content.styled(_change(staged, words), "bold $warning")
    return text


def wanted(leaf: Node, words: Words) -> str:
    """Return what a cell of a leaf takes, with an example."""
    kind, example = wants(leaf)
    return words("scorestaging.wants", wants=words.choice("wants", kind), example=example)


def how_points_follow(
    scores: ScoresContext, unit: str, leaf: Node | None, staged: Staged | None
) -> str:
    """Return the arithmetic of a cell: of what is staged in it, else of what is recorded."""
    sheet = scores.sheet
    if leaf is None or sheet.board is None:
        return ""
    column = {
        other: score.seen
        for other in sheet.units
        if (score := sheet.board.get(sheet.key(other, leaf.code)))
    }
    if unit not in column or (staged is not None and staged.state == "refused"):
        return ""
    if isinstance(leaf.score, Direct | None):
        return ""
    return score_arithmetic(leaf, column[unit], scores.words, column)


def _change(staged: Staged, words: Words) -> str:
    before = staged.before.event if staged.before else None
    seen = before.seen if isinstance(before, ScoreRecorded) else None
    texts = [typed_text(one, words) for one in (seen, staged.seen)]
    return words("scorestaging.before", before=texts[0], after=texts[1])


def below_left(scores: ScoresContext, unit: str, criterion: Criterion) -> Content:
    """Return a line for each stage: the points, who recorded them, when, and the evidence."""
    sheet, words, lines = scores.sheet, scores.words, list[Content]()
    wide = max(len(words.choice("stage", stage)) for stage in sheet.stages)
    for stage in sheet.stages:
        entry = sheet.every.get((stage, unit, criterion.code))
        here = stage == sheet.stage
        label = f"{'▸' if here else ' '} {words.choice('stage', stage):<{wide}}  "
        facts = _recorded(entry, words) if entry else words("scoregrid.none")
        lines.append(
            Content.styled(label, "bold $primary" if here else "$secondary")
            + Content.styled(facts, "" if entry else "dim")
        )
    for label, text in cell_remarks(sheet.remarks, unit, criterion.code, words):
        lines.append(Content.styled(f"  {label:<12}", "$secondary") + Content(plain(text)))
    lines.append(_column(sheet, criterion, words))
    lines.append(Content.styled(f"  {running_total(scores, unit, criterion)}", "$secondary"))
    return Content("\n").join(lines)


def running_total(scores: ScoresContext, unit: str, criterion: Criterion) -> str:
    """Return the points of a unit from the first criterion to this, with what is staged."""
    sheet, words = scores.sheet, scores.words
    live = sheet.board.at(sheet.stage, sheet.scorer) if sheet.board else None
    total = Decimal(0)
    for one in sheet.criteria:
        points = live.points(unit, one.code) if live else None
        total += shown_points(points) if points is not None else 0
        if one.code == criterion.code:
            break
    facts = {"criterion": criterion.code, "points": words.number(total)}
    return words("scorestaging.running", **facts)


def _recorded(entry: Entry, words: Words) -> str:
    event = entry.event
    shown = typed_text(event.seen, words) if isinstance(event, ScoreRecorded) else ""
    evidence = plain(getattr(event, "evidence", "") or "")
    facts = (f"{shown:>6}", words.instant(entry.at), plain(entry.by), evidence)
    return " · ".join(filter(None, facts))


def _column(sheet: ScoreSheet, criterion: Criterion, words: Words) -> Content:
    """Return the range of the column at this stage, and how many units lack a score."""
    given = (sheet.points(unit, criterion.code) for unit in sheet.units)
    found = [points for points in given if points is not None]
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


def below_right(scores: ScoresContext, width: int, most: int) -> Content:
    """Return what recording would move; with nothing staged, the units by their totals here."""
    if len(scores.staged) and most > 0:
        lines = ripple_lines(scores.staged, scores.ground, scores.words)
        return Content("\n").join(lines[: most + 1])
    sheet, names, words = scores.sheet, scores.ground.names, scores.words
    units = sorted(sheet.totals, key=lambda unit: (-sheet.totals[unit], unit))[: max(0, most)]
    reachable = sheet.board.book.scale.total if sheet.board else None
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


def legend(words: Words, *, staged: bool = True) -> Content:
    """Return what the signs of cells mean, with those of staged cells or without."""
    states = [(*STAGED[state], words(f"scorestaging.legend.{state}")) for state in STAGED]
    marked = [
        (sign, style, words(f"scoregrid.sign.{remark}"))
        for remark, (sign, style) in SIGNS.items()
        if sign  # the others are explained below the grid
    ]
    parts = list[Content]()
    for sign, style, text in (*(states if staged else ()), *marked):
        text = text.replace(" ", NO_BREAK)
        parts.append(Content.styled(f"{sign}{NO_BREAK}", style) + Content.styled(text, "dim"))
    return Content("   ").join(parts)


def short_legend(height: int, words: Words) -> Content:
    """Return the legend for a screen of few lines, whose frames have no lower line."""
    return Content("   ") + legend(words, staged=False) if height < SHORT else Content("")
