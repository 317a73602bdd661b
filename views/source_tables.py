"""The tables of persons, of papers about a cluster, and of sources of members and totals."""

from __future__ import annotations

from typing import Any

from views.table_spec import CALLED, CLUSTER, IN_ROSTERS, NAMED_ELSEWHERE, DiffSpec, TableSpec

SOURCE_TABLES: dict[str, TableSpec[Any]] = {
    "figures": TableSpec(
        "reported_counts",
        "Figures",
        "FigureRow",
        "year",
        ("councils", "cluster_counts", "proposal_counts", "decisions", "year_figures"),
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
    "people": TableSpec(
        "people",
        "People",
        "PersonRow",
        "everything",
        ("representatives", "representatives_left"),
        page=27,
        area="members",
    ),
    "council": TableSpec(
        "council",
        "Council",
        "CouncilRow",
        "cluster",
        DiffSpec(
            "person",
            ("cluster", "person"),
            {"unit_name": NAMED_ELSEWHERE, **CALLED},
            subject="person",
            everywhere=True,
            also=("council_left",),
        ),
        group=CLUSTER,
        page=44,
        area="awards",
    ),
    "cluster-decisions": TableSpec(
        "cluster_decisions",
        "ClusterDecisions",
        "ClusterDecisionRow",
        "cluster",
        DiffSpec(
            "number",
            ("cluster", "year", "number"),
            {
                "replaced_by": "shown with the decision that replaces it",
                "beyond": IN_ROSTERS,
                "missing": IN_ROSTERS,
            },
        ),
        group=CLUSTER,
        page=28,
        area="members",
    ),
    "regulations": TableSpec(
        "cluster_decisions",
        "Regulations",
        "RegulationRow",
        "cluster",
        DiffSpec("title", ("cluster", "year", "title"), subject="title"),
        group=CLUSTER,
        page=29,
        area="members",
    ),
    "office": TableSpec(
        "office",
        "Offices",
        "OfficeRow",
        "cluster",
        ("office_descriptions", "report_texts"),
        group=CLUSTER,
        page=45,
    ),
    "legal-bases": TableSpec(
        "office",
        "LegalBases",
        "LegalBasisRow",
        "cluster",
        DiffSpec("text", ("cluster", "text"), subject="text", everywhere=True, asked=("cluster",)),
        group=CLUSTER,
        page=46,
    ),
    "handovers": TableSpec(
        "handovers",
        "Handovers",
        "HandoverRow",
        "year",
        DiffSpec("incoming", ("cluster", "year")),
        group=CLUSTER,
        page=47,
        area="members",
    ),
    "roster-sources": TableSpec(
        "roster_sources",
        "RosterSources",
        "RosterSourceRow",
        "year",
        ("rosters", "reported_rosters"),
        group=CLUSTER,
        page=30,
    ),
    "reported-results": TableSpec(
        "reported_results",
        "ReportedResults",
        "ReportedResultRow",
        "year",
        ("totals_by_source",),
        group=CLUSTER,
        page=31,
    ),
}
"""Name of the table -> its specification; part of `views.tables`."""
