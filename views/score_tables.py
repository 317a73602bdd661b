"""The tables of rule books and scores, part of the registry in `views.tables`."""

from __future__ import annotations

from typing import Any

from views.table_spec import (
    CALLED,
    CLUSTER,
    CLUSTER_YEAR,
    FOLLOWS,
    IN_DIFFERENCE,
    IN_SCORES,
    NAMED_ELSEWHERE,
    UNIT_YEAR,
    DiffSpec,
    TableSpec,
)

SCORE_TABLES: dict[str, TableSpec[Any]] = {
    "peers": TableSpec(
        "peer_sheets",
        "PeerSheets",
        "PeerRow",
        "year",
        ("cross_checks", "peer_seals", "peer_openings"),
        group=CLUSTER_YEAR,
        page=10,
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
        page=15,
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
        page=16,
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
        page=17,
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
        page=11,
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
        page=12,
    ),
    "notes": TableSpec(
        "score_notes", "ScoreNotes", "NoteRow", "year", FOLLOWS, group=CLUSTER, page=13
    ),
    "proposals": TableSpec(
        "duty_proposals", "DutyProposals", "ProposalRow", "year", FOLLOWS, group=CLUSTER, page=14
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
}
"""Name of the table -> its specification."""
