"""How a trial is drawn: leaves with what is tried, places before → after, the list of changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from events.score_book.compare import Moved
from events.score_book.leaf_kinds import Direct
from events.text import plain
from thidua_tui.formatting.sentences.points import points_text
from thidua_tui.formatting.sentences.score_arithmetic import typed_text
from thidua_tui.forms.trial_scores import TrialCell, TrialScores
from thidua_tui.i18n.messages import Words
from thidua_tui.widgets.styled_text import fit, row
from views.place_reasons import YearReasons

SIGN = "*"
"""The sign of a tried cell."""
MOST, RECORDED, TRIED, POINTS = 6, 10, 10, 8
"""Cells of the maximum, of what is recorded and tried, of the points."""
COLUMNS = frozenset({1, 2, 3, 4})
UP, DOWN = "▲", "▼"


def _widths(width: int) -> tuple[int, ...]:
    fixed = MOST + RECORDED + TRIED + POINTS + 8
    return (max(8, width - fixed), MOST, RECORDED, TRIED, POINTS)


def leaf_heads(width: int, words: Words) -> Content:
    """Return the heads of the columns.

    Args:
        width: The cells of a line.
        words: The words of the chosen language.
    """
    heads = ("line", "most", "recorded", "tried", "points")
    return row([words(f"placereasons.trial.head.{one}") for one in heads], _widths(width), COLUMNS)


def leaf_line(trial: TrialScores, cell: TrialCell, width: int, words: Words) -> Content:
    """Return a leaf: title, maximum, what is recorded, what is tried, the points.

    Args:
        trial: The trial.
        cell: The cell of the unit that is shown.
        width: The cells of a line.
        words: The words of the chosen language.
    """
    node, one = trial.node(cell.leaf), trial.tried.get(cell)
    recorded = recorded_text(trial, cell, words)
    sheet = trial.sheet(cell.unit)
    points = sheet.points.get(cell.leaf) if sheet else None
    style = "bold $trial" if one else ""
    sign = SIGN if one else " "
    direct = isinstance(node.score, Direct)
    cells = (
        Content.styled(f"{sign}{plain(node.code)} {plain(node.title)}", style),
        Content.styled(points_text(node.max, words) if node.max else "", "dim"),
        Content.styled(recorded, "dim strike" if one else ""),
        Content.styled(one.text if one else "", style),
        Content.styled(points_text(points, words) if points is not None else "", style)
        if not direct or one
        else "",
    )
    return row(cells, _widths(width), COLUMNS)


def recorded_text(trial: TrialScores, cell: TrialCell, words: Words) -> str:
    """Return what is recorded in a cell as it is typed; of several peers, of how many.

    Args:
        trial: The trial.
        cell: The cell.
        words: The words of the chosen language.
    """
    final = trial.reasons.final(*cell)
    if len(final) != 1:
        return f"⌀{len(final)}" if final else "·"
    return typed_text(trial.recorded(cell), words)


def ranking_lines(
    moves: Sequence[Moved], reasons: YearReasons, unit: str, width: int, words: Words
) -> Iterator[Content]:
    """Yield the units by their places in the trial, with places and totals before → after.

    Args:
        moves: Every unit with its places and totals.
        reasons: What the places of the year follow from.
        unit: The unit whose scores are shown: it is bold.
        width: The cells of a line.
        words: The words of the chosen language.
    """
    totals_of = {one.unit: _totals(one, words) for one in moves}
    wide = max(map(len, totals_of.values()), default=0)
    for one in moves:
        before, after = one.places
        moved, other = before != after, one.totals[0] != one.totals[1]
        sign = "" if not moved else UP if (after or 10**6) < (before or 10**6) else DOWN
        places = f"{_place(before)} → {_place(after)}" if moved else _place(after)
        style = "bold $trial" if moved or other else ""
        style = f"{style} bold" if one.unit == unit else style
        name = max(8, width - 7 - wide - 2 - 4)
        text = plain(reasons.name(one.unit))
        shown = text if Content(text).cell_length <= name else plain(reasons.short(one.unit))
        parts = (
            fit(sign, 1),
            fit(places, 7),
            fit(shown, name),
            fit(totals_of[one.unit], wide, right=True),
        )
        yield Content.styled(" ".join(part.plain for part in parts), style)


def _totals(one: Moved, words: Words) -> str:
    was, now = (points_text(x, words) if x is not None else "–" for x in one.totals)
    return now if one.totals[0] == one.totals[1] else f"{was} → {now}"


def _place(place: int | None) -> str:
    return str(place) if place else "–"


def changes_lines(trial: TrialScores, words: Words) -> Iterator[Content]:
    """Yield what is tried: unit, leaf, recorded → tried; what cannot be staged says so.

    Args:
        trial: The trial.
        words: The words of the chosen language.
    """
    for cell, one in trial.tried.items():
        was = recorded_text(trial, cell, words)
        unit = plain(trial.reasons.short(cell.unit))
        note = f" ({words('placereasons.trial.of-peers')})" if trial.of_peers(cell) else ""
        text = f"{SIGN} {unit} · {plain(cell.leaf)}: {was} → {plain(one.text)}{note}"
        yield Content.styled(text, "$trial")
    if not trial.tried:
        yield Content.styled(words("placereasons.trial.none"), "dim")
