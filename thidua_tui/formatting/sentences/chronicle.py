"""A cluster's years in words: a line a year, a year in full, the lineage of its members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from events.text import plain
from thidua_tui.formatting.pictures import lineage_diagram as lineage_picture
from thidua_tui.formatting.tables import history_cells
from thidua_tui.formatting.tables.cells import honours, signed
from thidua_tui.formatting.tables.columns import labelled, named
from thidua_tui.i18n.messages import Words
from views.cluster_history import ClusterYear
from views.lineage import LineageRow

LabelledTexts = Iterator[tuple[str, str]]
"""A label and the text under it."""


def members(row: ClusterYear, words: Words) -> str:
    """How many belong, and how many came and went; several rosters one after the other."""
    if len(row.rosters) > 1:
        return " → ".join(str(len(one.units)) for one in row.rosters)
    if row.members is None:
        return words("screen.unknown")
    came, went = len(row.came or ()), len(row.went or ())
    more = "".join(f" {sign}{n}" for sign, n in (("+", came), ("−", went)) if n)
    return f"{row.members}{more}"


def head(row: ClusterYear, words: Words) -> str:
    """Who headed the year, one after the other."""
    names = [plain(one.name) for one in (*row.heads, *row.acting)]
    return " → ".join(dict.fromkeys(names)) or words("screen.unknown")


def first(row: ClusterYear, words: Words) -> str:
    """Who came first; a dash where no place was given."""
    names = [plain(one.name) for one in row.places if one.place == 1]
    return "; ".join(names) or words("screen.unknown")


def marks(row: ClusterYear, words: Words) -> str:
    """What else there is of the year, in short words."""
    known = {
        "awards": row.awards,
        "compact": row.compact,
        "rules": row.criteria is not None,
        "turns": row.turns,
        "reorganised": row.reorganised,
    }
    marks = (words(f"chronicle.mark.{name}") for name, there in known.items() if there)
    return ", ".join(marks)


def year(row: ClusterYear, words: Words) -> LabelledTexts:
    """Everything of a year, label by label."""
    yield from (("turns", history_cells.turn(one, words)) for one in row.turns)
    yield from _members(row, words)
    yield from (("reorganised", history_cells.act(one, words)) for one in row.reorganised)
    yield "head", _units(row.heads, words) or words("tables.value.unrecorded")
    if row.acting:
        yield "acting", _units(row.acting, words)
    yield "deputies", _units(row.deputies, words) or words("tables.value.unrecorded")
    yield "result", _result(row, words)
    unknown = words("tables.value.unrecorded")
    yield "awards", honours(row, words) if row.awards else unknown
    yield "compact", signed(row, words) if row.compact else unknown
    yield "rules", _rules(row, words)
    for met in row.meetings:
        day = words.day(met.on) if met.on else words("chronicle.no-day")
        yield "meetings", f"{plain(met.title)}, {day}"


def _members(row: ClusterYear, words: Words) -> LabelledTexts:
    if len(row.rosters) > 1:
        for one in row.rosters:
            members = f"{history_cells.span(one, words)}: {_units(one.units, words)}"
            yield "roster", f"{members} ({len(one.units)})"
    elif row.rosters:
        count = "" if row.members is None else f"({row.members}) "
        key = "roster" if row.members == len(row.rosters[0].units) else "roster-partly"
        yield key, f"{count}{_units(row.rosters[0].units, words)}"
    else:
        yield "roster", words("tables.value.unrecorded")
    if row.came:
        yield "came", "; ".join(history_cells.moved(one, "came", words) for one in row.came)
    if row.went:
        yield "went", "; ".join(history_cells.moved(one, "went", words) for one in row.went)


def _units(units: Sequence[Any], words: Words) -> str:
    return "; ".join(named(one, words) for one in units)


def _result(row: ClusterYear, words: Words) -> str:
    if not row.adopted:
        return words("chronicle.no-result")
    how = words.choice("method", row.method) if row.method else ""
    day = words.day(row.adopted_on) if row.adopted_on else ""
    places = "; ".join(
        f"{words.ordinal(placed.place)}: {named(placed, words)}" for placed in row.places
    )
    return f"{places or words('tables.value.unplaced')} ({', '.join(filter(None, (how, day)))})"


def _rules(row: ClusterYear, words: Words) -> str:
    if row.criteria is None:
        return words("chronicle.no-rules")
    return words("chronicle.rules", document=row.rules, count=str(row.criteria))


def lineage(rows: Sequence[LineageRow], words: Words, width: int, asked: str = "") -> list[str]:
    """The picture of what units came of and became, each act under its day, kind and paper."""
    headings = [
        lineage_picture.heading(
            row,
            words.day(row.on),
            labelled("turned", row.act, words),
            history_cells.paper(row, words),
        )
        for row in rows
    ]
    return lineage_picture.picture(rows, headings, width, asked)
