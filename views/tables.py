"""The registry of tables: every list of tables in the interface derives from it.

`thidua show`, the page of tables, the palette, the line's `show`, `verify` and `thidua diff` read
`TABLES`. A view is imported when it is asked for. The texts are in `locale/*/tables.toml`.
"""

from __future__ import annotations

from typing import Any

from views.table_spec import DiffSpec, TableSpec

CLUSTER = ("cluster", "cluster_name")
CLUSTER_YEAR = (*CLUSTER, "year")
UNIT_YEAR = ("cluster", "year", "unit")
FOLLOWS = "every cell follows from facts that are compared in other tables"
YEARS_FOLLOW = "follows from what is recorded of the years"
IN_SCORES = "follows from the cells of the sheet, in `scores`"
IN_ROSTERS = "shown once a year, in `rosters`"
NAMED_ELSEWHERE = "names of units and clusters are compared in `units` and `clusters`"
CODE = "the code of what is named in the row; two units of the same name differ there"
IN_DIFFERENCE = "shown with every difference"
CALLED = {"unit_short": NAMED_ELSEWHERE, "unit_now": NAMED_ELSEWHERE}

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
        page=16,
    ),
    "units": TableSpec(
        "units",
        "Units",
        "UnitRow",
        "everything",
        DiffSpec(
            "unit_name", ("unit",), everywhere=True, asked=("year", "on"), also=("functions",)
        ),
        page=17,
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
        page=12,
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
    "peers": TableSpec(
        "peer_sheets",
        "PeerSheets",
        "PeerRow",
        "year",
        ("cross_checks", "peer_seals", "peer_openings"),
        group=CLUSTER_YEAR,
        page=10,
    ),
    "compacts": TableSpec(
        "compacts",
        "Compacts",
        "CompactRow",
        "cluster",
        DiffSpec("signed_on", ("cluster", "year")),
        group=CLUSTER,
        page=11,
    ),
    "history": TableSpec(
        "cluster_history", "ClusterHistory", "ClusterYear", "cluster", FOLLOWS, CLUSTER, page=13
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
    "threads": TableSpec(
        "score_threads",
        "Threads",
        "ThreadRow",
        "year",
        DiffSpec(
            "state",
            (*UNIT_YEAR, "criterion", "number"),
            {
                "unit_name": NAMED_ELSEWHERE,
                **CALLED,
                "criterion_name": "shown in `rules`",
                "explanations": "shown one by one, in `explanations`",
                **dict.fromkeys(
                    ("opened_on", "closed_on", "points"), "shown one by one, in `explanations`"
                ),
            },
            subject="criterion",
            also=("explanations",),
        ),
        group=CLUSTER_YEAR,
        page=22,
    ),
    "sheets": TableSpec(
        "sheet_progress",
        "SheetProgress",
        "SheetProgressRow",
        "year",
        DiffSpec(
            "state",
            UNIT_YEAR,
            {
                "unit_name": NAMED_ELSEWHERE,
                **CALLED,
                "deadline": "follows from the rule book",
                "late": "follows from the day and the rule book",
                "returned_why": IN_DIFFERENCE,
                "position": IN_DIFFERENCE,
            },
        ),
        group=CLUSTER_YEAR,
        page=23,
    ),
    "evidence": TableSpec(
        "evidence_files",
        "EvidenceFiles",
        "EvidenceFileRow",
        "year",
        DiffSpec(
            "name",
            (*UNIT_YEAR, "criterion"),
            {
                "unit_name": NAMED_ELSEWHERE,
                **CALLED,
                "criterion_name": "shown in `rules`",
                "position": IN_DIFFERENCE,
            },
            subject="criterion",
        ),
        group=CLUSTER_YEAR,
        page=24,
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
        "rotation", "Rotation", "RotationRow", "cluster", FOLLOWS, CLUSTER, page=14, line=False
    ),
    "gaps": TableSpec(
        "rotation", "Gaps", "GapRow", "cluster", FOLLOWS, CLUSTER, page=15, line=False
    ),
    "sheet": TableSpec(
        "unit_sheet",
        "UnitSheet",
        "SheetLine",
        "year",
        IN_SCORES,
        (*CLUSTER_YEAR, "unit", "unit_name"),
        line=False,
        of_unit=True,
    ),
    "progress": TableSpec(
        "score_progress",
        "ScoreProgress",
        "ProgressRow",
        "year",
        IN_SCORES,
        CLUSTER_YEAR,
        line=False,
    ),
    "occurrences": TableSpec(
        "occurrences",
        "Occurrences",
        "OccurrenceRow",
        "year",
        DiffSpec(
            "what",
            (*UNIT_YEAR, "criterion"),
            {"unit_name": NAMED_ELSEWHERE, "criterion_name": "compared in `rules`", **CALLED},
            subject="criterion",
        ),
        group=CLUSTER,
        page=18,
    ),
    "readings": TableSpec(
        "second_readings",
        "SecondReadings",
        "ReadingRow",
        "year",
        DiffSpec(
            "second_by",
            ("cluster", "year", "stage"),
            {"changed": IN_SCORES},
            subject="stage",
        ),
        group=CLUSTER,
        page=19,
    ),
    "notes": TableSpec(
        "score_notes", "ScoreNotes", "NoteRow", "year", FOLLOWS, group=CLUSTER, page=20
    ),
    "proposals": TableSpec(
        "duty_proposals", "DutyProposals", "ProposalRow", "year", FOLLOWS, group=CLUSTER, page=21
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
    "rules": TableSpec(
        "rule_book",
        "RuleBooks",
        "CriterionRow",
        "year",
        DiffSpec(
            "criterion_name",
            ("cluster", "year", "criterion"),
            {
                **dict.fromkeys(("document", "digits", "on", "version"), "shown in `books`"),
                "depth": "follows from the group",
            },
            subject="criterion",
            also=("books",),
        ),
        page=6,
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
        page=18,
        show=False,
        line=False,
    ),
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
