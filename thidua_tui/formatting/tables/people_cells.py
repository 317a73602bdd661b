"""Cells of persons, of decisions on clusters, and of what sources say of members and totals."""

from __future__ import annotations

from collections import Counter
from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE, shown
from thidua_tui.i18n.messages import Words


def terms(row: Any, words: Words) -> str:
    """The offices with their days, or those that are recorded with what the person did."""
    terms = "; ".join(_term(one, words) for one in row.terms)
    offices = dict.fromkeys(plain(one.office) for one in row.deeds if one.office)
    return terms or "; ".join(offices) or NONE


def _term(one: Any, words: Words) -> str:
    return words(
        f"tables.people.{'over' if one.over and one.until is None else 'term'}",
        office=plain(one.office) or words("tables.people.no-office"),
        since=shown(one.since, words) if one.since else "",
        until=shown(one.until, words) if one.until else "",
    )


def until(row: Any, words: Words) -> str:
    """The last day of a term; whether it is over where the day is unknown."""
    if row.until or not row.over:
        return shown(row.until, words) or NONE
    return words("tables.people.ended")


def deeds(row: Any, words: Words) -> str:
    """What the person did, each kind with its number, its meetings, and the years of the others."""
    kinds = Counter(one.did for one in row.deeds)
    texts = (
        words(
            "tables.people.deed",
            did=words(f"tables.deed.{did}"),
            count=count,
            where="; ".join(dict.fromkeys(_where(one) for one in row.deeds if one.did == did)),
        )
        for did, count in kinds.items()
    )
    return "; ".join(texts) or NONE


def _where(deed: Any) -> str:
    """The title of the meeting, which names its year; else the year."""
    return plain(deed.meeting_title) or str(deed.year or "")


def named_members(row: Any, words: Words) -> str:
    """The members that a paper names, or their number."""
    names = shown(row.units, words) if row.units else ""
    number = words("tables.figure.members", n=row.count) if row.count else ""
    return "; ".join(filter(None, (number, names))) or NONE


def against_roster(row: Any, words: Words) -> str:
    """Which units the paper has and the roster has not, and the other way round."""
    beyond = words("tables.people.beyond", units=shown(row.beyond, words)) if row.beyond else ""
    missing = words("tables.people.missing", units=shown(row.missing, words)) if row.missing else ""
    return "; ".join(filter(None, (beyond, missing))) or NONE


def replacing(row: Any, words: Words) -> str:
    """Which decision it replaces, and which one replaces it."""
    old = words("tables.people.replaces", number=plain(row.replaces)) if row.replaces else ""
    new = (
        words("tables.people.replaced-by", number=plain(row.replaced_by)) if row.replaced_by else ""
    )
    return "; ".join(filter(None, (old, new))) or NONE


def total(row: Any, words: Words) -> str:
    """The total out of its scale; no scale is made up where the source gives none."""
    if row.total is None:
        return NONE
    points = words.number(row.total)
    return points if row.scale is None else f"{points}/{words.number(row.scale)}"
