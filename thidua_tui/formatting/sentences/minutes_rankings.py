"""What the minutes say below a result: both orders, the chain of ties, the fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from events.result_events import ResultAdopted
from thidua_tui.formatting.sentences.ranking_report import ranking_report
from thidua_tui.i18n.messages import Words
from views.minutes import Minutes
from views.standings import Standings


def rankings_of(view: Minutes, see: Callable[..., Any], words: Words) -> dict[int, Sequence[str]]:
    """Return the position of each adopted result of a meeting -> the lines below it.

    The ranking is the one that the ledger gave when the result was recorded.

    Args:
        view: The minutes.
        see: Folds a view up to a position.
        words: The messages of the language to use.
    """
    found: dict[int, Sequence[str]] = {}
    for step in view.course():
        event = step.entry.event
        if isinstance(event, ResultAdopted):
            standings = see(Standings(event.cluster, event.year), step.entry.position)
            known = standings.ranked(event.cluster, event.year)
            report = ranking_report(known, standings.names, event.year, words)
            found[step.entry.position] = report
    return found
