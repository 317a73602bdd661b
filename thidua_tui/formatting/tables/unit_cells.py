"""Cells of units over the years, and of what became of them."""

from __future__ import annotations

from typing import Any

from thidua_tui.formatting.tables.columns import NONE, Cell, labelled, place
from thidua_tui.i18n.messages import Words


def roles(row: Any, words: Words) -> str:
    """The roles that the unit held in the year, from when to when."""
    texts = [_role(one, words) for one in row.roles]
    if row.left:
        texts.append(words("tables.value.left"))
    elif not row.member and not texts:
        return words("tables.value.unrecorded")
    return "; ".join(texts) or NONE


def _role(one: Any, words: Words) -> str:
    label = labelled("role", one.role, words) + (f" {one.rank}" if one.rank else "")
    days = [words.day(day) for day in (one.since, one.until) if day]
    return f"{label} ({' – '.join(days)})" if days else label


def place_of_year(row: Any, words: Words) -> str:
    """The place of the adopted result; without any the hold, else the state of the score sheet."""
    if row.place is not None:
        return place(row, words)
    if row.hold:
        return words(f"rankings.state.{row.hold}")
    if row.sheet:
        return words("rankings.cell.sheet", state=words.choice("sheet_state", row.sheet))
    return NONE


def honours_of_unit(row: Any, words: Words) -> str:
    """The awards it was nominated for, and what became of each."""
    texts = (
        f"{labelled('form', one.form, words)} ({labelled('state', one.state, words)})"
        for one in row.awards
    )
    return "; ".join(texts) or NONE


def ratio(row: Any, _: Words) -> str:
    """How many went in, and how many came out."""
    return f"{len(row.predecessors)} : {len(row.successors)}"


def headed(row: Any, words: Words) -> str:
    """The years it headed; or that it never did, and of how many years that is known."""
    if row.headed:
        return ", ".join(map(str, row.headed))
    return words("tables.value.never", known=row.known_years)


def years_in(field: str) -> Cell:
    """The years of a field."""
    return lambda row, _: ", ".join(map(str, getattr(row, field))) or NONE


def gap_years(row: Any, _: Words) -> str:
    """The first and the last year of a gap."""
    first, last = row.first_year, row.last_year
    return str(first) if first == last else f"{first}–{last}"
