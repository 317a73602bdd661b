"""A pasted block shown over the sheet: signs in its cells, sums of its rows, a summary."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from events.rule_book import rounded
from thidua_tui.forms.pasted_scores import Cell, Laid, Overlay
from thidua_tui.forms.score_sheet import CELL, NOT_APPLICABLE, GridContent, ScoreSheet
from thidua_tui.i18n.messages import Words

NEW, KNOWN, WRONG = "›", "=", "!"
"""Before what will be recorded, what is recorded already, and what cannot be."""
STYLES = {NEW: "bold $success", KNOWN: "dim", WRONG: "bold $error"}
UNFINISHED = "…"
NAMED = 2
"""So many names of what is not in the sheet are shown."""


def sign(laid: Laid) -> str:
    """The sign before a cell of the block."""
    return WRONG if laid.wrong else KNOWN if laid.known else NEW


def shown_with(
    shown: GridContent, overlay: Overlay, sheet: ScoreSheet, words: Words
) -> GridContent:
    """The sheet as it would be, with what the block holds of each row in the place of places."""
    rows = {unit: at for at, unit in enumerate(sheet.units)}
    columns = {criterion.code: at for at, criterion in enumerate(sheet.criteria)}
    at = {cell: (rows[cell[0]], columns[cell[1]]) for cell in overlay.cells}
    unit, maximum, total, _ = shown.head
    counts, totals = _by_row(overlay), _totals(overlay, sheet, words)
    return replace(
        shown,
        head=(unit, maximum, total, words("acts.block.column")),
        cells={**shown.cells, **{at[c]: _text(laid, words) for c, laid in overlay.cells.items()}},
        marked={at[cell]: STYLES[sign(laid)] for cell, laid in overlay.cells.items()},
        totals={**shown.totals, **{rows[u]: number for u, number in totals.items()}},
        places={rows[unit]: number for unit, number in counts.items()},
    )


def _text(laid: Laid, words: Words) -> str:
    text = laid.text
    if not laid.wrong:
        text = NOT_APPLICABLE if laid.points is None else words.number(laid.points)
    text = f"{sign(laid)}{text}"
    return text if len(text) < CELL else f"{text[: CELL - 2]}…"


def _by_row(overlay: Overlay) -> dict[str, str]:
    """Unit -> how many cells the block has of it, and how many of them cannot be recorded."""
    all_of: dict[str, int] = {}
    wrong: dict[str, int] = {}
    for (unit, _), laid in overlay.cells.items():
        all_of[unit] = all_of.get(unit, 0) + 1
        wrong[unit] = wrong.get(unit, 0) + bool(laid.wrong)
    return {u: f"{n}{f' {WRONG}{wrong[u]}' if wrong[u] else ''}" for u, n in all_of.items()}


def _points(overlay: Overlay, sheet: ScoreSheet) -> Mapping[Cell, Decimal | None]:
    before = {cell: sheet.points(*cell) for cell in sheet.cells}
    return before | {c: laid.points for c, laid in overlay.cells.items() if not laid.wrong}


def _totals(overlay: Overlay, sheet: ScoreSheet, words: Words) -> dict[str, str]:
    """Unit -> its points with those of the block; with dots where a criterion has no answer."""
    sums = dict.fromkeys((unit for unit, _ in overlay.cells), Decimal(0))
    filled = dict.fromkeys(sums, 0)
    for (unit, _), points in _points(overlay, sheet).items():
        if unit in sums:
            filled[unit] += 1
            sums[unit] += points or 0
    return {
        unit: words.number(rounded(total, sheet.digits))
        + ("" if filled[unit] == len(sheet.criteria) else UNFINISHED)
        for unit, total in sums.items()
    }


def summary(overlay: Overlay, words: Words) -> str:
    """How much the block holds, what is in its way, and what can be done."""
    laid = overlay.cells.values()
    points = [cell.points for cell in laid if not cell.wrong and cell.points is not None]
    strangers = "; ".join(overlay.strangers[:NAMED])
    more = len(overlay.strangers) - NAMED
    facts = {
        "count": len(overlay.cells),
        "total": words.number(sum(points, Decimal(0))),
        "wrong": len(overlay.wrong()),
        "columns": overlay.columns,
        "rows": overlay.rows,
        "known": sum(cell.known for cell in laid),
        "empty": sum(not cell.wrong and cell.points is None for cell in laid),
        "passed": ", ".join(overlay.passed[:NAMED]),
        "strangers": strangers + (f" +{more}" if more > 0 else ""),
        "sums": ", ".join(overlay.sums[:NAMED]),
    }
    key = f"acts.block.{_state(overlay)}"
    return words(key, **{name: str(fact) if fact else "" for name, fact in facts.items()})


def _state(overlay: Overlay) -> str:
    """What can be done with the block."""
    if overlay.wrong():
        return "partly"
    if overlay.surplus:
        return "surplus"
    if not overlay.cells:
        return "nothing"
    return "whole" if overlay.scored() else "recorded-all"
