"""The lots that were drawn between units of equal totals in a year."""

from __future__ import annotations

from events.event import Entry, Scope
from events.tie_events import TieDecided, ties_of


class DrawnLots:
    """The lots of a cluster-year, drawn in the room or from the words of the parties.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """

    def __init__(self, cluster: str, year: int) -> None:
        self.cluster, self.year = cluster, year
        self._lots: list[TieDecided] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return what was decided about ties of the cluster-year."""
        return (ties_of(self.cluster, self.year),)

    def apply(self, entry: Entry) -> None:
        """Keep a lot; another decision passes by."""
        match entry.event:
            case TieDecided(by="lot" | "words"):
                self._lots.append(entry.event)

    def lots(self) -> tuple[TieDecided, ...]:
        """Return the lots in the order of recording."""
        return tuple(self._lots)
