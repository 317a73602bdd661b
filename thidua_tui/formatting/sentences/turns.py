"""The turn of a speaker in words: who, for how long, of how long; loud when it is over."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from events.text import plain

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from views.current_turn import Turn


def turn_text(turn: Turn, now: datetime, words: Words) -> tuple[str, bool]:
    """Return who speaks and for how long, and whether the limit is exceeded.

    Args:
        turn: The turn that runs.
        now: The present instant.
        words: The messages of the language to use.
    """
    over = turn.over(now)
    facts = {"name": plain(turn.name), "unit": plain(turn.unit)}
    limit = str(turn.minutes) if turn.minutes else None
    elapsed = clock_text(turn.seconds(now))
    if over:
        return words("agenda.turn.over", **facts, over=clock_text(over), limit=limit), True
    return words("agenda.turn.runs", **facts, elapsed=elapsed, limit=limit), False


def clock_text(seconds: int) -> str:
    """Return a number of seconds as minutes and seconds: 03:07.

    Args:
        seconds: The number, not below 0.
    """
    return f"{seconds // 60:02}:{seconds % 60:02}"
