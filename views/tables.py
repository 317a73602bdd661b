"""The registry of tables: every list of tables in the interface derives from it.

`thidua show`, the page of tables, the palette, the line's `show`, `verify` and `thidua diff` read
`TABLES`. A view is imported when it is asked for. The texts are in `locale/*/tables.toml`.
"""

from __future__ import annotations

from typing import Any

from views.score_tables import SCORE_TABLES
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
    ),
    "ranking": TableSpec(
        "standings",
        "Standings",
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
            },
            also=("result", "result_withdrawals", "holds", "lifted_holds", "women", "ties"),
        ),
        group=CLUSTER_YEAR,
        page=1,
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
    ),
    "awards": TableSpec(
        "award_list",
        "AwardList",
        "AwardRow",
        "year",
        DiffSpec(
            "state",
            (*UNIT_YEAR, "form"),
            {"unit_name": NAMED_ELSEWHERE, **CALLED},
            subject="form",
            also=("withdrawals",),
        ),
        group=CLUSTER,
        page=3,
    ),
    "movements": TableSpec(
        "emulation_movements",
        "Movements",
        "MovementRow",
        "year",
        DiffSpec("movement_name", ("movement",), subject="movement_name", everywhere=True),
        page=5,
    ),
    "compacts": TableSpec(
        "compacts",
        "Compacts",
        "CompactRow",
        "cluster",
        DiffSpec("signed_on", ("cluster", "year")),
        group=CLUSTER,
        page=18,
    ),
    "history": TableSpec(
        "cluster_history", "ClusterHistory", "ClusterYear", "cluster", FOLLOWS, CLUSTER, page=20
    ),
    "meetings": TableSpec(
        "minutes",
        "Meetings",
        "MeetingRow",
        "year",
        DiffSpec("title", ("cluster", "year", "meeting"), subject="title"),
        group=CLUSTER,
        page=7,
    ),
    "figures": TableSpec(
        "reported_counts",
        "Figures",
        "FigureRow",
        "year",
        ("councils", "cluster_counts", "proposal_counts", "decisions"),
        page=8,
    ),
    "disputes": TableSpec(
        "disputes",
        "Disputes",
        "DisputeRow",
        "year",
        DiffSpec(
            "state",
            ("cluster", "year", "topic", "unit"),
            {
                "unit_name": NAMED_ELSEWHERE,
                "statements": "shown separately, in `statements` and `verdicts`",
            },
            subject="topic",
            also=("statements", "verdicts"),
        ),
        group=CLUSTER,
        page=9,
    ),
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
        "rotation", "Rotation", "RotationRow", "cluster", FOLLOWS, CLUSTER, page=21, line=False
    ),
    "gaps": TableSpec(
        "rotation", "Gaps", "GapRow", "cluster", FOLLOWS, CLUSTER, page=22, line=False
    ),
    "minutes": TableSpec(
        "minutes",
        "Meetings",
        "MeetingRow",
        "year",
        ("guests", "attendance", "reports", "remarks"),
        page=4,
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
        page=25,
        show=False,
        line=False,
    ),
    **SCORE_TABLES,
}
"""Name of the table -> its specification, in the order in which `thidua show` lists them."""

SHOWN = {name: spec for name, spec in TABLES.items() if spec.show}
"""The tables that `thidua show` prints."""
ON_LINE = tuple(name for name, spec in TABLES.items() if spec.line)
"""The tables that the line's `show` opens."""
SCOPES = ("year", "cluster", "everything")
"""The order of what tables are restricted to, on the page of tables."""
ON_PAGE = tuple(
    sorted(
        (name for name, spec in TABLES.items() if spec.page is not None),
        key=lambda name: (SCOPES.index(TABLES[name].scope), TABLES[name].page or 0),
    )
)
"""The tables of the page of tables and the palette, in their order."""
