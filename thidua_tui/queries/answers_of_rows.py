"""Answers that follow from the rows of a table: who was present, what was put to the vote, scores.

A line for each meeting, or for each year of a cluster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from events.text import plain
from thidua_tui.formatting.tables.columns import labelled
from thidua_tui.i18n.messages import Words
from views.projection import project
from views.tables import SHOWN

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.queries.table_query import TableQuery

BROKEN = ("late", "overdue", "missed")
"""As in `views.deadlines`, which is not imported for other tables."""


def _groups(
    what: str, ledger: Ledger, asked: TableQuery, *by: str
) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    """Yield the rows of a table in groups, each with the facts that every sentence names."""
    view = project(
        SHOWN[what].view_type()(asked.cluster, asked.year, asked.on), ledger, asked.known_at
    )
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for row in view.rows():
        groups.setdefault(tuple(getattr(row, field) for field in by), []).append(row)
    for rows in groups.values():
        yield {"name": rows[0].cluster_name, "year": str(rows[0].year)}, rows


def _presence(ledger: Ledger, asked: TableQuery, words: Words) -> Iterator[str]:
    """Yield who came to each meeting and who did not, by the last that is known of each unit."""
    for facts, rows in _groups("presence", ledger, asked, "cluster", "year", "meeting"):
        last = {row.unit: row for row in rows}.values()
        names: dict[str, list[str]] = {"present": [], "left": [], "absent": []}
        for row in last:
            names[row.state].append(plain(row.unit_name))
        yield words(
            "answers.presence",
            **facts,
            meeting=rows[0].meeting_title,
            came=str(len(names["present"]) + len(names["left"])),
            left="; ".join(names["left"]),
            absent="; ".join(names["absent"]),
        )


def _votes(ledger: Ledger, asked: TableQuery, words: Words) -> Iterator[str]:
    """Yield what was put to the vote in a year, by the method."""
    for facts, rows in _groups("votes", ledger, asked, "cluster", "year"):
        counted = Counter(labelled("method", row.method, words) for row in rows)
        methods = "; ".join(f"{method} {count}" for method, count in counted.items())
        yield words("answers.votes", **facts, count=str(len(rows)), methods=methods)


def _scores(ledger: Ledger, asked: TableQuery, words: Words) -> Iterator[str]:
    """Yield how many scores a year has at each stage, and of how many units."""
    for facts, rows in _groups("scores", ledger, asked, "cluster", "year"):
        counted = Counter(labelled("stage", row.stage, words) for row in rows)
        stages = "; ".join(f"{stage} {count}" for stage, count in counted.items())
        units = str(len({row.unit for row in rows}))
        last = str(max(row.position for row in rows))
        yield words("answers.scores", **facts, stages=stages, units=units, position=last)


def _deadlines(ledger: Ledger, asked: TableQuery, words: Words) -> Iterator[str]:
    """Yield how many deadlines of a year were kept, and who did not keep one."""
    for facts, rows in _groups("deadlines", ledger, asked, "cluster", "year"):
        counted = Counter(labelled("kept_deadline", row.state, words) for row in rows)
        states = "; ".join(f"{state} {count}" for state, count in counted.items())
        broken = [row.by.name for row in rows if row.by and row.state in BROKEN]
        yield words(
            "answers.deadlines", **facts, states=states, units="; ".join(dict.fromkeys(broken))
        )


ANSWERS: dict[str, Callable[[Ledger, TableQuery, Words], Iterator[str]]] = {
    "presence": _presence,
    "votes": _votes,
    "scores": _scores,
    "deadlines": _deadlines,
}
"""Table -> function that yields its answers."""
