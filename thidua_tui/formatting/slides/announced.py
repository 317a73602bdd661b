"""What of a year's result a room has seen announced: before that, nothing that gives it away.

A place is announced when a wall shows it: a step of the ceremony, a slide of the year, the table of
places. It is kept by place and unit: what is adopted again has to be announced again. The rule is
one for the wall of the terminal and for the page of the hall.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from events.result_events import ResultAdopted
from thidua_tui.formatting.slides.slide import Slide
from thidua_tui.formatting.slides.slides import YearSummary
from thidua_tui.i18n.messages import Words
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

    def names(self, result: ResultAdopted) -> bool:
        """Return whether every place that a result gave was announced, corrected later or not."""
        known = self._known.get((result.cluster, result.year), ())
        return all((place.place, place.unit) in known for place in result.places)

    def seen(self, rows: Iterable[StandingsRow]) -> tuple[StandingsRow, ...]:
        """Return rows as a room may see them: places and points of what was announced, first.

        The others are in the order of their codes, which says nothing of their places.
        """
        rows = tuple(rows)
        known = self.of(rows)
        others = sorted((row for row in rows if row not in known), key=lambda row: row.unit)
        return (*known, *map(without_place, others))

    def whole(self, rows: Iterable[StandingsRow]) -> bool:
        """Return whether there is an adopted result, and every place of it was announced."""
        given = adopted(rows)
        return bool(given) and len(self.of(given)) == len(given)

    def show(
        self, slides: Sequence[Slide], at: int, summary: YearSummary, words: Words, *, steps: bool
    ) -> Slide:
        """Return a slide as a room may see it, and note the places that it announces.

        The fingerprint of a ranking is left out until all places were announced: it is a hash of
        few possible rankings, so that trying them all would give the places.

        Args:
            slides: All slides of the year or of the ceremony.
            at: The slide, from 0; beyond the ends, the nearest.
            summary: The year that the slides were made from, as `released` returns it.
            words: The messages of the language to use.
            steps: Whether the slides are gone through step by step, as in a ceremony; of the others
                any may be turned to.
        """
        at = max(0, min(at, len(slides) - 1))
        places = shown_places(slides[: at + 1] if steps else slides[at : at + 1])
        self.add(row for row in summary.standings if row.place in places)
        code = summary.ranking.fingerprint if summary.ranking else ""
        if not code or self.whole(summary.standings):
            return slides[at]
        line = words("rankings.code", code=code)
        return replace(slides[at], below=tuple(one for one in slides[at].below if one != line))


def released(summary: YearSummary) -> YearSummary:
    """Return what a year's slides are made from, without places that no decision has adopted."""
    rows = (row if row.state == "adopted" else without_place(row) for row in summary.standings)
    return replace(summary, standings=tuple(rows))


def without_place(row: StandingsRow) -> StandingsRow:
    """Return a row of a ranking without what says or lets one guess its place."""
    hidden = dict.fromkeys(("place", "points", "plain", "grade", "decided_by", "by_scores"))
    return replace(row, outside=(), fingerprint=None, **hidden)


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
