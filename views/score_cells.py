"""The sheets of all stages side by side: one row a cell, as two moments of knowledge compare it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias, get_args

from events.event import Entry, Event, Scope
from events.score_book.leaf_kinds import Observation
from events.scoring import Stage
from views.cluster_years import ClusterYears, OfUnit
from views.scores import GivenScores, Scores

Given: TypeAlias = Decimal | Observation | Literal["not-applicable"] | None
"""Points, or what was observed; `not-applicable` if the criterion does not apply; None if nothing
was recorded."""
STAGES: tuple[Stage, ...] = get_args(Stage)
CellOfYear: TypeAlias = tuple[str, int, str, str, str]
"""Cluster, year, unit, criterion and scorer; the scorer is empty where none is recorded."""
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(STAGES),
    **dict.fromkeys((f"{stage}_{text}" for stage in STAGES for text in ("evidence", "note")), ""),
}
"""The fields of the stages in a row without a score."""


class SheetRow(OfUnit, frozen=True, kw_only=True):
    """The points of a unit for a criterion, by stage: by itself, by its peers, verified, by others.

    A `scorer` who is recorded has a row of its own; it is empty where none is. Each stage has the
    evidence given for its points, and what was noted about them; `positions` maps a stage to the
    position (from 1) of its entry.
    """

    criterion: str
    scorer: str
    scorer_name: str
    self: Given
    peer: Given
    verified: Given
    office: Given
    outside: Given
    self_evidence: str
    peer_evidence: str
    verified_evidence: str
    office_evidence: str
    outside_evidence: str
    self_note: str
    peer_note: str
    verified_note: str
    office_note: str
    outside_note: str
    positions: dict[str, int]

    def entry_of(self, field: str, /) -> int | None:
        """Return the position of the entry that a field comes from."""
        of_stage = self.positions.get(field.removesuffix("_evidence").removesuffix("_note"))
        return max(self.positions.values()) if field == "scorer_name" else of_stage


class Sheets:
    """The cells that were filled, by cluster, year, unit and criterion.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
    """

    def __init__(self, cluster: str | None = None, year: int | None = None) -> None:
        self.given = GivenScores(cluster, year)
        self.stages = {stage: Scores(cluster, year, stage, self.given) for stage in STAGES}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of a single stage, which are those of all stages."""
        return self.stages["verified"].scopes()

    def apply(self, entry: Entry) -> None:
        """Fold the entry into the scores, and into the sheet of every stage."""
        for part in self.parts():
            part.apply(entry)

    def parts(self) -> tuple[ClusterYears, ...]:
        """Return the scores, and the sheet of every stage."""
        return (self.given, *self.stages.values())

    def taking(self, kind: type[Event]) -> None:
        """Return no handler of any kind of event: the parts have theirs."""

    def rows(self, unit: str | None = None) -> tuple[SheetRow, ...]:
        """Return one row per filled cell and scorer, by year, in the order of filling.

        Args:
            unit: The code of the only unit; None for all.
        """
        entries: dict[CellOfYear, dict[Stage, Entry]] = {}
        for stage, sheet in self.stages.items():
            for year in sheet.sheets():
                for (of, criterion), scores in sheet.filled(*year).items():
                    if unit in (None, of):
                        for scorer, entry in scores.items():
                            entries.setdefault((*year, of, criterion, scorer), {})[stage] = entry
        fields_by_unit: dict[tuple[str, int, str], dict[str, Any]] = {}
        return tuple(self._row(*cell, of, fields_by_unit) for cell, of in entries.items())

    def _row(
        self,
        cluster: str,
        year: int,
        unit: str,
        criterion: str,
        scorer: str,
        entries: Mapping[Stage, Entry],
        fields_by_unit: dict[tuple[str, int, str], dict[str, Any]],
    ) -> SheetRow:
        """Return the row of a cell; the fields of a unit are computed once for all its rows."""
        if (of_unit := fields_by_unit.get((cluster, year, unit))) is None:
            whole = self.stages["verified"]
            of_unit = {**whole.year_fields(cluster, year), **whole.names.unit_fields(unit, year)}
            fields_by_unit[cluster, year, unit] = of_unit
        given = dict(_EMPTY)
        for stage, entry in entries.items():
            score: Any = entry.event
            value = score.points if score.observed is None else score.observed
            given[stage] = "not-applicable" if value is None else value
            given[f"{stage}_evidence"], given[f"{stage}_note"] = score.evidence, score.note
        return SheetRow(
            **of_unit,
            criterion=criterion,
            scorer=scorer,
            scorer_name=self.stages["verified"].names.unit(scorer, year) if scorer else "",
            **given,
            positions={stage: entry.position for stage, entry in entries.items()},
        )
