"""What of a year's result the hall has seen announced: only that is sent to its other pages.

A place is announced when the wall shows it: a step of the ceremony, a slide of the year, the table
of places. It is kept by place and unit: what is adopted again has to be announced again.
"""

from __future__ import annotations

from collections.abc import Iterable

from thidua_tui.formatting.slides.slide import Slide
from views.standings import StandingsRow


class Announced:
    """The places that were announced, of each year of a cluster, while this program runs."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], set[tuple[int, str]]] = {}

    def add(self, rows: Iterable[StandingsRow]) -> None:
        """Note that the places of these rows were shown."""
        for row in adopted(rows):
            pair = (row.place or 0, row.unit)
            self._known.setdefault((row.cluster, row.year), set()).add(pair)

    def of(self, rows: Iterable[StandingsRow]) -> list[StandingsRow]:
        """Return the rows whose places were announced, the first place first."""
        found = [
            row
            for row in adopted(rows)
            if (row.place, row.unit) in self._known.get((row.cluster, row.year), ())
        ]
        return sorted(found, key=lambda row: row.place or 0)

    def whole(self, rows: Iterable[StandingsRow]) -> bool:
        """Return whether there is an adopted result, and every place of it was announced."""
        given = adopted(rows)
        return bool(given) and len(self.of(given)) == len(given)


def adopted(rows: Iterable[StandingsRow]) -> list[StandingsRow]:
    """Return the rows that have a place in an adopted result."""
    return [row for row in rows if row.place is not None and row.state == "adopted"]


def shown_places(slides: Iterable[Slide]) -> set[int]:
    """Return the places whose units were named on these slides, from the first of a show on.

    In a ceremony a place is called on a slide of its own, before its unit is named.
    """
    called, named = set[int](), set[int]()
    for slide in slides:
        if slide.called:
            called.add(slide.place)
        elif slide.place:
            named.add(slide.place)
        else:
            named |= {step.place for step in slide.steps if step.place not in slide.hidden}
    return named
