"""The layouts of what happens at a meeting."""

from __future__ import annotations

from typing import Any

from events.papers import EACH
from events.text import plain
from thidua_tui.formatting.sentences.presence import how_away, how_there, quorum_text
from thidua_tui.formatting.tables.columns import NONE, Layout, choice, of, shown, still_true, unit
from thidua_tui.i18n.messages import Words


def _times(row: Any, words: Words) -> str:
    """The time of coming and of leaving, a question mark where one is unknown."""
    if row.state == "absent" or not (row.since or row.until):
        return NONE
    return words("presence.span", since=row.since or "?", until=row.until or None)


def _detail(row: Any, words: Words) -> str:
    return how_away(row, words) or shown(plain(row.note), words)


def _invited(row: Any, words: Words) -> str:
    """The units and the guests that are invited."""
    return shown((*row.units, *row.guests), words)


def _addressee(row: Any, words: Words) -> str:
    """Whom a paper goes to, or that each of those invited gets a page."""
    return words("paperlist.each") if row.addressee == EACH else shown(row.addressee, words)


def _state(row: Any, words: Words) -> str:
    return quorum_text(row, words)


MEETING_LAYOUTS = {
    "presence": Layout(
        {
            "unit_name": unit,
            "state": choice("state", "presence"),
            "presence_times": _times,
            "represented": lambda row, words: how_there(row, words) or NONE,
            "away": _detail,
        },
        optional=("presence_times", "represented", "away"),
    ),
    "meeting-roles": Layout(
        {
            "meeting_title": of("meeting_title"),
            "held": choice("held"),
            "by_unit": of("by"),
            "person": of("person"),
            "office": of("office"),
        },
        optional=("by_unit", "person", "office"),
    ),
    "speakers": Layout(
        {
            "meeting_title": of("meeting_title"),
            "by_unit": of("by"),
            "turns_taken": of("turns"),
            "minutes": of("minutes"),
            "waiting": of("waiting"),
        },
        right=("turns_taken", "minutes"),
        optional=("waiting",),
    ),
    "planned-meetings": Layout(
        {
            "year": of("year"),
            "meeting_title": of("title"),
            "state": choice("state", "planned"),
            "planned_on": of("day"),
            "planned_at": of("at"),
            "meeting_place": of("place"),
            "content": of("content"),
            "invited": _invited,
            "note": of("note"),
        },
        optional=("planned_at", "meeting_place", "content", "invited", "note"),
        tall=True,
    ),
    "tasks": Layout(
        {
            "year": of("year"),
            "text": of("text"),
            "state": choice("state", "task"),
            "by_unit": of("by"),
            "asked_by": of("asked_by"),
            "due": of("due"),
            "paper": of("paper"),
            "note": of("note"),
        },
        optional=("by_unit", "asked_by", "due", "paper", "note"),
    ),
    "papers": Layout(
        {
            "register": of("register"),
            "paper_kind": choice("kind", "paper_kind"),
            "paper_number": of("number"),
            "issued_on": of("issued_on"),
            "addressee": _addressee,
            "paper_state": choice("state", "paper_state"),
            "still_true": lambda row, words: still_true(row.differs, words),
            "why_cancelled": of("reason"),
            "paper_code": of("paper_code"),
        },
        optional=("addressee", "why_cancelled"),
    ),
    "quorum": Layout({"year": of("year"), "meeting_title": of("meeting_title"), "quorum": _state}),
}
"""Name of the table -> its layout; part of `layouts`."""
