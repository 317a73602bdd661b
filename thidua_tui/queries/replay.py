"""The replay of the headship as lines: the plain twin of the player, for the command line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from events.text import plain
from thidua_tui.formatting.replay.playback import frames
from thidua_tui.formatting.replay.replay_text import steps
from thidua_tui.i18n.messages import Words
from views.leadership import Leadership
from views.projection import project
from views.replay import Axis, Replay

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.queries.table_query import TableQuery


def replay_lines(axis: Axis, ledger: Ledger, asked: TableQuery, words: Words) -> list[str]:
    """Every cluster's steps under its name, up to the day or the end of the year asked for."""
    upto = asked.on or (date(asked.year, 12, 31) if asked.year else None)
    leaders = project(Leadership(asked.cluster), ledger, asked.known_at)
    lines: list[str] = []
    for cluster in dict.fromkeys(code for code, _ in leaders.years):
        replay = project(Replay(cluster, axis), ledger, asked.known_at)
        kept = tuple(f for f in frames(replay) if upto is None or f.moment.day <= upto)
        name = plain(leaders.names.cluster(cluster, upto))
        lines += ["", f"{name} ({cluster})", *steps(kept, replay, words)]
    return lines[1:]
