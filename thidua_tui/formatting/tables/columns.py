"""What the printed tables show: the columns of each, and the line above each group of rows.

Only for people: `json` and `csv` print every field of a row under its own key. What was not
recorded is a dash, or the words for it; it is never left to look like nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from events.text import plain
from thidua_tui.formatting.sentences.ranking_report import decided_by
from thidua_tui.i18n.messages import Words

Cell: TypeAlias = Callable[[Any, Words], str]
NONE = "—"


class Layout(NamedTuple):
    """How one table is printed: its columns, the fields that part it into groups.

    `right` columns are aligned so; `optional` ones are left out when they have nothing to show.
    A `tall` table prints its rows one below the other, a line a column.
    """

    columns: dict[str, Cell]
    group: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    tall: bool = False


def of(field: str) -> Cell:
    """A field as it is."""
    return lambda row, words: shown(getattr(row, field), words)


def choice(field: str, kind: str = "") -> Cell:
    """A field with few values, by its label."""
    return lambda row, words: labelled(kind or field, getattr(row, field), words)


def form(row: Any, words: Words) -> str:
    """The form of award of a row, as it was called in the row's year."""
    return words.form(row.form, row.year) if row.form else NONE


def shown(value: object, words: Words) -> str:
    """A value as people read it here, a dash when it is unknown or there is none."""
    match value:
        case None | "" | ():
            return NONE
        case bool():
            return words(f"tables.value.{'yes' if value else 'no'}")
        case datetime():
            return words.instant(value)
        case date():
            return words.day(value)
        case Decimal():
            return words.number(value)
        case tuple():
            return "; ".join(shown(one, words) for one in value)
    return plain(str(value)) if getattr(value, "name", None) is None else named(value, words)


def named(one: Any, words: Words) -> str:
    """The name that a unit had then, and what it is today after it."""
    now = getattr(one, "now", ())
    return (
        words("tables.value.now", name=one.name, now=shown(now, words)) if now else plain(one.name)
    )


def labelled(kind: str, value: str | None, words: Words) -> str:
    """The label of a value: ours, or the one that the sentences use."""
    if not value:
        return NONE
    return words.find(f"tables.{kind}.{value}") or words.choice(kind, value)


def unit(row: Any, words: Words) -> str:
    """The name that was valid then, and what the unit is today after it."""
    if row.unit is None:
        return NONE
    name = plain(row.unit_name)
    if not row.unit_now:
        return name
    return words("tables.value.now", name=name, now=shown(row.unit_now, words))


def votes(row: Any, words: Words) -> str:
    """The method, and the count with its denominator."""
    method = labelled("method", row.method, words)
    counted = count(row, words)
    return f"{method}, {counted}" if counted else method


def count(row: Any, words: Words) -> str:
    """Votes in favour, of how many, and of whom; empty where votes were not counted."""
    if row.votes_total is None:
        return ""
    of_whom = words.choice("of", row.votes_of)
    return f"{row.votes_for}/{row.votes_total} {of_whom}"


def role(row: Any, words: Words) -> str:
    """The role, and a deputy's place in the order."""
    label = labelled("role", row.role, words)
    return f"{label} {row.rank}" if row.rank else label


def place(row: Any, words: Words) -> str:
    """The place, and whether it is shared."""
    return words("tables.value.tied", place=row.place) if row.tied else str(row.place)


def ranked(row: Any, words: Words) -> str:
    """The place, with that by points where it differs; or why there is none."""
    if row.place is None:
        return words(f"rankings.state.{row.unit_state}")
    at = place(row, words)
    if row.basis == "agreed" and row.by_scores not in (None, row.place) and not row.tied:
        return words("rankings.cell.by-scores", place=at, by_scores=row.by_scores)
    return at


def total(row: Any, words: Words) -> str:
    """The total; where criteria are not assigned, also what was given of the assigned maximum."""
    if row.points is None or row.plain is None:
        return shown(row.points, words)
    plain_total, most = words.number(row.plain), words.number(row.assigned)
    points = words.number(row.points)
    return words("rankings.cell.plain", points=points, plain=plain_total, assigned=most)


def parted(row: Any, words: Words) -> str:
    """What parted the unit from the unit above, where it is not the total."""
    return decided_by(row.decided_by, words) or NONE


def filled(row: Any, words: Words) -> str:
    """How much of the sheet is filled: scored, of how many criteria, and how many do not apply."""
    if row.criteria is None:
        return NONE
    counts = f"{row.scored}/{row.criteria}"
    if row.not_applicable:
        counts += " " + words("tables.value.not_applicable", count=row.not_applicable)
    return counts


def still_true(count: int | None, words: Words) -> str:
    """Whether an issued paper is still true, or in how many points it differs; else a dash."""
    if count is None:
        return NONE
    key = "differs" if count else "true"
    return words(f"paperfacts.state.{key}", count=str(count))


def span(row: Any, _: Words) -> str:
    """The years from and to, each a question mark when only the other is known."""
    if row.since is None and row.until is None:
        return NONE
    return f"{row.since or '?'}–{row.until or '?'}"


def years(row: Any, _: Words) -> str:
    """Years as ranges: 2019–2021, 2023."""
    runs: list[list[int]] = []
    for year in row.years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    ranges = (f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return ", ".join(ranges) or NONE


def rows_of(layout: Layout, rows: Sequence[Any]) -> list[list[Any]]:
    """The rows in groups, in their order."""
    groups: dict[tuple[object, ...], list[Any]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row, f) for f in layout.group), []).append(row)
    return list(groups.values())
