"""How provisional facts are marked: in short behind a title, in full below a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct

from events.text import plain
from thidua_tui.i18n.messages import Words
from views.projection import Reader, project
from views.provisional import MeetingCodes, Provisional, YearInSession, titles, year_waits

__all__ = ["marked_rows", "provisional_note", "provisional_title", "year_state", "years_note"]

MOST = 3
"""Titles of meetings that a line names; of more it gives the number."""


def provisional_note(found: Provisional, ledger: Reader, words: Words) -> str:
    """Return the sentence that says which minutes are not approved; empty where all are.

    Args:
        found: The facts that wait.
        ledger: The source of the titles of meetings.
        words: The messages of the language to use.
    """
    if not found:
        return ""
    meetings = found.meetings
    names = "; ".join(map(plain, titles(meetings[-MOST:], ledger)))
    more = len(meetings) - MOST
    key = "provisional.foot-additions" if found.only_additions else "provisional.foot"
    return words(key, names=names, more=str(more) if more > 0 else None)


def marked_rows(found: Provisional, rows: Sequence[Struct]) -> tuple[bool, ...]:
    """Return for each row whether a fact of it waits; empty where no row has such a fact."""
    marks = tuple(map(found.of_row, rows)) if found else ()
    return marks if any(marks) else ()


def provisional_title(marks: Sequence[bool], words: Words) -> str:
    """Return the mark behind a title: everything is provisional, or some rows are."""
    if not marks:
        return ""
    return words("provisional.mark" if all(marks) else "provisional.some")


def years_note(
    years: Iterable[tuple[str | None, int | None]], ledger: Reader, known_at: Any, words: Words
) -> list[str]:
    """Return the sentence about some clusters' years, as a list; empty where nothing waits.

    Args:
        years: Cluster and year of what is shown; a pair without either is passed over.
        ledger: The source of the entries.
        known_at: The last position, or an instant; None for now.
        words: The messages of the language to use.
    """
    asked = [(cluster, year) for cluster, year in dict.fromkeys(years) if cluster and year]
    codes = {
        cluster: project(MeetingCodes(cluster), ledger, known_at).codes
        for cluster in dict.fromkeys(cluster for cluster, _ in asked)
    }
    views = [YearInSession(*one, codes[one[0]]) for one in asked if codes[one[0]]]
    if not views:
        return []
    note = provisional_note(project(Provisional(*views), ledger, known_at), ledger, words)
    return [note] if note else []


def year_state(
    see: Callable[..., Any], cluster: str, year: int, known_at: Any, words: Words
) -> str:
    """Return the mark of a cluster's year for the heading of a page; empty where nothing waits.

    Args:
        see: Folds a view up to a position.
        cluster: The code of the cluster.
        year: The year.
        known_at: The last position, or an instant; None for now.
        words: The messages of the language to use.
    """
    return words("provisional.mark") if year_waits(see, cluster, year, known_at) else ""
