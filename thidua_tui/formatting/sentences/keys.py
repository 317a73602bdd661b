"""The keys in force and what of a person's own cannot be, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from events.text import plain
from thidua_tui.keymap.action_registry import actions_at, shown
from thidua_tui.keymap.contexts import DIALOGS

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from thidua_tui.keymap.action import Action
    from thidua_tui.keymap.keymap_file import Keymap, Problem

MOST_SHOWN = 1
"""Problems that fit in a notification of two lines."""
PLACES = (
    *("home", "year", "leaders", "journal", "tables", "chronicle", "player", "projector"),
    *("reveal", "unit", "award-board", "entry", "trail", "changes", "why", "reason"),
    "checkpoint",
    "unreadable",
    *(
        "form",
        "grid",
        "commit",
        "trial",
        "line",
        "menu",
        "table-menu",
        "palette",
        "help",
        "agenda",
        "reversals",
        "undo",
        "sources",
        "minutes",
        "files",
        "sheet",
        "sheet-tabs",
    ),
    *("resume", "conflict", "late", "moment", "lot", "tour", "columns", "export"),
    *("blind", "reading", "controls", "scorer", "presence"),
    *("signing", "matrix", "new-year", "thread", "papers", "paper", "paper-check", "statistics"),
    *("merge", "wall-choice"),
)
"""Every place that has keys, in the order of the list."""


def name(action: Action, words: Words, place: str = "") -> str:
    """What a key does, in a word or two; at some places it is called otherwise."""
    if place in DIALOGS or action.group == "dialog":
        keys = (f"dialogs.{place}.{action.id}", f"dialogs.action.{action.id}")
        if label := next(filter(None, map(words.find, keys)), None):
            return label
    return words(f"acts.act.{action.act}") if action.act else words(f"screen.action.{action.id}")


def problem_sentence(problem: Problem, words: Words) -> str:
    """One problem as a sentence."""
    facts = dict(problem.facts)
    if "place" in facts:
        facts["place"] = words(f"screen.tab.{facts['place']}")
    return words(f"keys.problem.{problem.code}", **facts)


def problem_lines(keymap: Keymap, words: Words) -> str:
    """The first problems, a line each, and how many more there are."""
    lines = [problem_sentence(problem, words) for problem in keymap.problems]
    more = len(lines) - MOST_SHOWN
    if more > 0:
        lines = [*lines[:MOST_SHOWN], words("keys.more", count=str(more))]
    return "\n".join(lines)


def in_force(keymap: Keymap, words: Words) -> Iterator[str]:
    """The keys of every place, a line an action: keys, what it does, its name in the file."""
    for place in PLACES:
        yield words("keys.table.title", place=words(f"screen.tab.{place}"))
        rows = [
            (
                "  ".join(shown(key) for key in keymap.keys_at(action, place)),
                name(action, words, place),
                f"{action.id} {words('keys.table.own')}" if action.id in keymap.own else action.id,
            )
            for action in actions_at(place)
        ]
        heads = tuple(words(f"keys.table.{head}") for head in ("key", "does", "action"))
        wide = [max(len(row[at]) for row in (heads, *rows)) for at in (0, 1)]
        for row in (heads, *rows):
            yield plain(f"  {row[0]:<{wide[0]}}  {row[1]:<{wide[1]}}  {row[2]}")
        yield ""
