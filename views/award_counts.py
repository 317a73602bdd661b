"""How many awards a cluster's year has: by form, level, kind of unit, women, addressee."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from views.award_outcomes import OUTCOMES
from views.awards_as_counted import CountedAward, CountedAwards
from views.figures import FigureEntries, OfFigures

Division: TypeAlias = Literal[
    "all", "form", "form-kind", "level", "unit-kind", "unit-level", "women", "addressee"
]
"""By what the awards of a year are divided."""


class AwardCountRow(OfFigures, frozen=True, kw_only=True):
    """The awards of one part of a year, counted by how far they are.

    `division` says by what the year is divided, `value` which part it is: the code of a form, of a
    kind or of a level, the name of an addressee; empty for the awards of which it is not recorded.
    `nominated` counts every nomination, and awards known without a nomination; it is the sum of the
    others. `granted` are in force; `waiting` are not decided. `entries` are those behind each
    figure, from the nomination to the last step.
    """

    division: Division
    value: str
    nominated: int
    waiting: int
    granted: int
    denied: int
    withdrawn: int
    annulled: int


PARTS: dict[Division, Callable[[CountedAward], str]] = {
    "all": lambda award: "",  # noqa: ARG005 - the whole has one part
    "form": lambda award: award.form,
    "form-kind": lambda award: award.form_kind,
    "level": lambda award: award.level,
    "unit-kind": lambda award: award.unit_kind,
    "unit-level": lambda award: award.unit_level,
    "women": lambda award: award.women,
    "addressee": lambda award: award.addressee,
}
"""Division -> the part of an award."""


class AwardCounts(CountedAwards):
    """The counts by cluster and year; the parts of a division in the order of first nomination.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year of the achievement; None for all.
        on: The last day to look at; None for no limit.
    """

    def rows(self) -> tuple[AwardCountRow, ...]:
        """Return one row per part that has an award."""
        of_year: dict[tuple[str, int], list[CountedAward]] = {}
        for award in self.awards():
            of_year.setdefault((award.cluster, award.year), []).append(award)
        return tuple(
            row
            for key, awards in of_year.items()
            for division in PARTS
            for row in self._divided(*key, division, awards)
        )

    def _divided(
        self, cluster: str, year: int, division: Division, awards: list[CountedAward]
    ) -> Iterator[AwardCountRow]:
        parts: dict[str, list[CountedAward]] = {}
        for award in awards:
            parts.setdefault(PARTS[division](award), []).append(award)
        for value, found in parts.items():
            figures: dict[str, list[CountedAward]] = {"nominated": found} | {
                outcome: [award for award in found if award.outcome == outcome]
                for outcome in OUTCOMES
            }
            yield AwardCountRow(
                **self.year_fields(cluster, year),
                division=division,
                value=value,
                nominated=len(found),
                waiting=len(figures["waiting"]),
                granted=len(figures["granted"]),
                denied=len(figures["denied"]),
                withdrawn=len(figures["withdrawn"]),
                annulled=len(figures["annulled"]),
                entries=tuple(
                    FigureEntries(figure=figure, positions=positions(counted))
                    for figure, counted in figures.items()
                    if counted
                ),
            )


def positions(awards: list[CountedAward]) -> tuple[int, ...]:
    """Return the entries of awards, in the order of the ledger."""
    return tuple(sorted(position for award in awards for position in award.positions))
