"""What minutes say of score sheets: their states, and the threads that wait, when a meeting ended.

What was recorded after the closing is left out, so that the minutes of a meeting stay the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from events.command import History
from events.event import Entry, Scope
from events.explanations import ExplanationGiven, ExplanationKind
from events.sheet_events import SHEETS, SheetState, sheet_states
from views.cluster_years import Key
from views.score_threads import threads


class Waiting(Struct, frozen=True, kw_only=True):
    """A thread without a verdict: its cell, and what was brought forward last."""

    unit: str
    criterion: str
    kind: ExplanationKind
    text: str


class SheetsAtMeeting:
    """The entries about sheets and threads, of all clusters and years."""

    def __init__(self) -> None:
        self.years: dict[Key, list[Entry]] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scope of the states of sheets and of the threads."""
        return (Scope(events=(*SHEETS, ExplanationGiven)),)

    def apply(self, entry: Entry) -> None:
        """Keep an entry by its cluster and year."""
        event: Any = entry.event
        if type(event) in (*SHEETS, ExplanationGiven):
            self.years.setdefault((event.cluster, event.year), []).append(entry)

    def waiting(self, cluster: str, year: int, until: int | None) -> Iterator[Waiting]:
        """Yield the threads that wait for a verdict, in the order of opening.

        Args:
            cluster: The code of the cluster.
            year: The year.
            until: The position (from 1) after which entries are left out; None for none.
        """
        for _, entries in threads(self._known(cluster, year, until)):
            event: Any = entries[-1].event
            if event.kind != "verdict":
                cell = {"unit": event.unit, "criterion": event.criterion}
                yield Waiting(**cell, kind=event.kind, text=event.text)

    def states(self, cluster: str, year: int, until: int | None) -> dict[SheetState, list[str]]:
        """Return state -> the units whose sheet is in it; empty where no state is recorded.

        Args:
            cluster: The code of the cluster.
            year: The year.
            until: The position (from 1) after which entries are left out; None for none.
        """
        entries = self._known(cluster, year, until)
        found: dict[SheetState, list[str]] = {}
        if entries:
            history = History(entries, entries[-1].at.date())
            for unit, state in sheet_states(history, cluster, year).items():
                found.setdefault(state, []).append(unit)
        return found

    def _known(self, cluster: str, year: int, until: int | None) -> list[Entry]:
        entries = self.years.get((cluster, year), [])
        return [entry for entry in entries if until is None or entry.position <= until]
