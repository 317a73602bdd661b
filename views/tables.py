"""The registry of tables: every list of tables in the interface derives from it.

`thidua show`, the page of tables, the palette, the line's `show`, `verify` and `thidua diff` read
`TABLES`. A view is imported when it is asked for. The texts are in `locale/*/tables.toml`.
"""

from __future__ import annotations

from typing import Any, get_args

from views.award_tables import AWARD_TABLES
from views.compact_tables import COMPACT_TABLES
from views.meeting_tables import MEETING_TABLES
from views.minutes_tables import MINUTES_TABLES
from views.presence_tables import PRESENCE_TABLES
from views.score_tables import SCORE_TABLES
from views.source_tables import SOURCE_TABLES
from views.table_spec import (
    CALLED,
    CLUSTER,
    CLUSTER_YEAR,
    CODE,
    FOLLOWS,
    IN_DIFFERENCE,
    IN_ROSTERS,
    IN_SCORES,
    NAMED_ELSEWHERE,
    UNIT_YEAR,
    YEARS_FOLLOW,
    Area,
    DiffSpec,
    TableSpec,
)

TABLES: dict[str, TableSpec[Any]] = {
    "clusters": TableSpec(
        "clusters",
        "Clusters",
        "ClusterRow",
        "everything",
        DiffSpec(
            "cluster_name",
            ("cluster",),
            dict.fromkeys(("years", "members", "members_year"), YEARS_FOLLOW),
            asked=("cluster",),
        ),
        page=23,
        area="members",
    ),
    "units": TableSpec(
        "units",
        "Units",
        "UnitRow",
        "everything",
        DiffSpec(
            "unit_name", ("unit",), everywhere=True, asked=("year", "on"), also=("functions",)
        ),
        page=24,
        area="members",
    ),
    "roster": TableSpec(
        "roster",
        "Roster",
        "RosterRow",
        "year",
        DiffSpec(
            "joined",
            UNIT_YEAR,
            {
                "unit_name": "shown in `ranking`",
                **CALLED,
                "role": "shown in `leaders`",
                "rank": "shown in `leaders`",
                "place": "shown in `ranking`",
                "complete": IN_ROSTERS,
                "count": IN_ROSTERS,
            },
            whole=False,
            also=("rosters",),
        ),
        group=CLUSTER_YEAR,
        page=2,
        area="members",
    ),
    "ranking": TableSpec(
        "ranking_with_quotas",
        "RankingWithQuotas",
        "StandingsRow",
        "year",
        DiffSpec(
            "unit_name",
            UNIT_YEAR,
            {
                **CALLED,
                "decided_by": "follows from totals and tie-breakers",
                "unit_state": "follows from points, requests, holds and the result",
                "scored": IN_SCORES,
                "not_applicable": IN_SCORES,
                "criteria": "follows from the rule book",
                "members": IN_ROSTERS,
                "fingerprint": "follows from all places and points, and changes with each entry",
                "plain": IN_SCORES,
                "assigned": IN_SCORES,
                "outside": "follows from places, quotas and nominations",
            },
            also=("result", "result_withdrawals", "holds", "lifted_holds", "women", "ties"),
        ),
        group=CLUSTER_YEAR,
        page=1,
        area="results",
    ),
    "leaders": TableSpec(
        "leadership",
        "Leadership",
        "LeaderRow",
        "cluster",
        DiffSpec(
            "unit_name",
            ("cluster", "year", "role"),
            {"unit": CODE, **CALLED},
            subject="role",
            also=("stand_downs",),
        ),
        group=CLUSTER,
        page=19,
        area="members",
    ),
    **AWARD_TABLES,
    "history": TableSpec(
        "cluster_history",
        "ClusterHistory",
        "ClusterYear",
        "cluster",
        FOLLOWS,
        CLUSTER,
        page=20,
        area="members",
    ),
    **MEETING_TABLES,
    "unit": TableSpec(
        "unit_record",
        "UnitRecord",
        "UnitYear",
        "everything",
        FOLLOWS,
        group=("unit",),
        line=False,
        of_unit=True,
    ),
    "lineage": TableSpec(
        "lineage",
        "Lineage",
        "LineageRow",
        "everything",
        ("units", "functions"),
        line=False,
        of_unit=True,
    ),
    "rotation": TableSpec(
        "rotation",
        "Rotation",
        "RotationRow",
        "cluster",
        FOLLOWS,
        CLUSTER,
        page=21,
        area="members",
        line=False,
    ),
    "gaps": TableSpec(
        "rotation",
        "Gaps",
        "GapRow",
        "cluster",
        FOLLOWS,
        CLUSTER,
        page=22,
        area="members",
        line=False,
    ),
    "votes": TableSpec(
        "ballots",
        "Ballots",
        "BallotRow",
        "year",
        DiffSpec(
            "course",
            ("cluster", "year", "decision", "unit", "form"),
            {
                **dict.fromkeys(
                    ("method", "votes_for", "votes_total", "votes_of"),
                    "compared with the decision, in `leaders`, `result` and `awards`",
                ),
                "unit_name": NAMED_ELSEWHERE,
                "units": NAMED_ELSEWHERE,
                "numbers": "follows from the course",
            },
            also=("votes_opened", "compact_adoptions"),
        ),
        group=CLUSTER_YEAR,
        page=38,
        area="votes",
    ),
    "procedures": TableSpec(
        "procedures",
        "Procedures",
        "ProcedureRow",
        "cluster",
        ("procedures_set",),
        CLUSTER,
        page=39,
        area="votes",
    ),
    "minutes": TableSpec(
        "minutes",
        "Meetings",
        "MeetingRow",
        "year",
        (
            "guests",
            "attendance",
            "arrivals",
            "departures",
            "absences",
            "reopenings",
            "reports",
            "remarks",
        ),
        page=4,
        area="minutes",
        show=False,
        line=False,
    ),
    "operators": TableSpec(
        "operators",
        "Operators",
        "OperatorRow",
        "everything",
        DiffSpec(
            "operator_name",
            ("operator",),
            {"unit": CODE}
            | dict.fromkeys(
                ("named", "named_at", "named_by", "dismissed_at", "dismissed_by", "reason"),
                IN_DIFFERENCE,
            ),
            subject="operator_name",
            everywhere=True,
            asked=(),
        ),
        group=("operator",),
        page=43,
        show=False,
        line=False,
    ),
    **MINUTES_TABLES,
    **SOURCE_TABLES,
    **COMPACT_TABLES,
    **PRESENCE_TABLES,
    **SCORE_TABLES,
}
"""Name of the table -> its specification, in the order in which `thidua show` lists them."""

SHOWN = {name: spec for name, spec in TABLES.items() if spec.show}
"""The tables that `thidua show` prints."""
ON_LINE = tuple(name for name, spec in TABLES.items() if spec.line)
"""The tables that the line's `show` opens."""
AREAS: tuple[Area, ...] = get_args(Area)
"""The order of the areas on the page of tables."""
ON_PAGE = tuple(
    sorted(
        (name for name, spec in TABLES.items() if spec.page is not None),
        key=lambda name: (AREAS.index(TABLES[name].area), TABLES[name].page or 0),
    )
)
"""The tables of the page of tables and the palette, in their order."""
