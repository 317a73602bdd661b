"""What the printed tables show: the columns of each, and the line above each group of rows.

Only for people: `json` and `csv` print every field of a row under its own key. What nobody recorded
is a dash, or the words for it; it is never left to look like nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from events.text import plain
from thidua_tui.wording import Words

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
            return "; ".join(shown(getattr(one, "name", one), words) for one in value)
    return plain(str(value))


def labelled(kind: str, value: str | None, words: Words) -> str:
    """The label of a value: ours, or the one that the sentences use."""
    if not value:
        return NONE
    return words.find(f"tables.{kind}.{value}") or words.choice(kind, value)


def unit(row: Any, words: Words) -> str:
    """The name that was valid then, and what the unit is today beside it."""
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
    """Votes in favour, of how many, and of whom; empty where nobody counted."""
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
    if row.place is None:
        return NONE
    return words("tables.value.tied", place=row.place) if row.tied else str(row.place)


def filled(row: Any, words: Words) -> str:
    """How much of the sheet is filled: scored, of how many criteria, and how many do not apply."""
    if row.criteria is None:
        return NONE
    told = f"{row.scored}/{row.criteria}"
    if row.not_applicable:
        told += " " + words("tables.value.not_applicable", count=row.not_applicable)
    return told


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
    told = (f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return ", ".join(told) or NONE


def decision(row: Any, words: Words) -> str:
    """The decision's number, day and signer."""
    return _joined(row.number, row.decided_on, row.authority, row.signer, words=words)


def annulment(row: Any, words: Words) -> str:
    """The annulment's number, day and signer."""
    parts = (row.annulment_number, row.annulled_on, row.annulment_authority, row.annulment_signer)
    return _joined(*parts, words=words)


def _joined(*parts: object, words: Words) -> str:
    told: Iterable[str] = (shown(part, words) for part in parts if part)
    return ", ".join(told) or NONE


def unrecorded(field: str) -> Cell:
    """A field whose null means that nobody recorded it."""

    def cell(row: Any, words: Words) -> str:
        value = getattr(row, field)
        told = value is not None and (value or field != "deputies")
        return shown(value, words) if told else words("tables.value.unrecorded")

    return cell


def places(row: Any, words: Words) -> str:
    """The places given, or that no result was adopted."""
    if not row.adopted:
        return NONE
    told = "; ".join(f"{one.place}. {plain(one.name)}" for one in row.places)
    return told or words("tables.value.unplaced")


def honours(row: Any, words: Words) -> str:
    """Each award with its unit and state."""
    told = (
        f"{labelled('form', one.form, words)}: {plain(one.name)}"
        f" ({labelled('state', one.state, words)})"
        for one in row.awards
    )
    return "; ".join(told) or NONE


def heads(row: Any, words: Words) -> str:
    """Who headed or acted as head."""
    acting = words.choice("role", "acting")
    told = [plain(one.name) for one in row.heads]
    told += [f"{plain(one.name)} ({acting})" for one in row.acting]
    return "; ".join(told) or words("tables.value.unrecorded")


def signed(row: Any, words: Words) -> str:
    """Whether the compact was signed, and when."""
    if not row.compact:
        return NONE
    return shown(row.compact_on or True, words)


def meetings(row: Any, words: Words) -> str:
    """The days and titles of the meetings."""
    told = (f"{words.day(one.on)} {plain(one.title)}" for one in row.meetings)
    return "; ".join(told) or NONE


def registered(row: Any, _: Words) -> str:
    """How many units registered, by cluster and year."""
    groups: dict[tuple[str, int], list[str]] = {}
    for one in row.registrations:
        groups.setdefault((one.cluster, one.year), []).append(plain(one.name))
    told = (f"{plain(code)} {year}: {'; '.join(names)}" for (code, year), names in groups.items())
    return " | ".join(told) or NONE


def course(row: Any, words: Words) -> str:
    """Who joined or left in the course of the year, and when."""
    joined = words("tables.value.joined", on=row.since) if row.joined else ""
    left = words("tables.value.left", on=row.until) if row.left else ""
    return "; ".join(filter(None, (joined, left))) or NONE


def said(row: Any, words: Words) -> str:
    """The entry in a sentence, and what took it back."""
    if row.retracted_by is None:
        return plain(row.sentence)
    because = row.retracted_because
    return words(
        "tables.value.retracted", sentence=row.sentence, by=row.retracted_by, because=because
    )


def members(row: Any, words: Words) -> str:
    """How many belonged in the last year with a roster."""
    if row.members is None:
        return words("tables.value.unrecorded")
    return f"{row.members} ({row.members_year})"


def ending(row: Any, words: Words) -> str:
    """How and when it ended, and who carries it on."""
    if row.ending is None:
        return NONE
    told = labelled("ending", row.ending, words)
    return f"{told}, {shown(row.ended, words)}" if row.ended else told


def fingerprint(row: Any, _: Words) -> str:
    """The first hex digits of the text's SHA-256."""
    return row.sha256[:16] if row.sha256 else NONE


def rows_of(layout: Layout, rows: Sequence[Any]) -> list[list[Any]]:
    """The rows in groups, in their order."""
    groups: dict[tuple[object, ...], list[Any]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row, f) for f in layout.group), []).append(row)
    return list(groups.values())


def caption(table: str, rows: Sequence[Any], words: Words) -> str:
    """What stands above a group: its cluster, its year, and how a ranking came about."""
    first = rows[0]
    told = {"name": first.cluster_name, "code": first.cluster}
    if table == "ranking":
        return _how(first, rows, words, told)
    if table == "roster":
        return words("tables.caption.roster", **told, year=first.year, count=len(rows))
    return words("tables.caption.cluster", **told)


def _how(first: Any, rows: Sequence[Any], words: Words, told: dict[str, object]) -> str:
    placed = sum(row.place is not None for row in rows)
    return words(
        f"tables.caption.{first.state}",
        **told,
        year=first.year,
        basis=first.basis,
        method=first.method,
        votes=count(first, words),
        on=first.on,
        placed=placed,
        count=len(rows),
    )
