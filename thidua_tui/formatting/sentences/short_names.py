"""Short names of units, for a sentence that is longer than its line."""

from __future__ import annotations

from datetime import date

from events.event import Event
from thidua_tui.i18n.messages import Naming
from views.names import Names


class ShortNames:
    """The short name of a unit where it has one; all other names in full.

    Args:
        names: The names of units and clusters.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self.form, self.movement = names.form, names.movement

    def unit(self, code: str, on: date | None = None) -> str:
        """Return the short name of a unit on a day.

        Args:
            code: The code of a unit.
            on: A day; None for the latest.
        """
        return self.names.short(code, on)

    def cluster(self, code: str, on: date | None = None) -> str:
        """Return the name of a cluster on a day.

        Args:
            code: The code of a cluster.
            on: A day; None for the latest.
        """
        return self.names.cluster(code, on)

    def before(self, event: Event, /) -> Naming:
        """Return the full names as before an act, which is about names."""
        return self.names.before(event)
