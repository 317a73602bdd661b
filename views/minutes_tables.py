"""The tables of minutes and papers: how far they are, what was corrected, what was issued."""

from __future__ import annotations

from typing import Any

from views.table_spec import CLUSTER, DiffSpec, TableSpec

MINUTES_TABLES: dict[str, TableSpec[Any]] = {
    "corrections": TableSpec(
        "correction_sheets",
        "CorrectionSheets",
        "CorrectionRow",
        "year",
        "what was corrected is what differs in the other tables",
        group=CLUSTER,
        page=40,
        area="minutes",
    ),
    "approvals": TableSpec(
        "minutes_states",
        "MinutesStates",
        "MinutesStateRow",
        "year",
        DiffSpec(
            "state",
            ("cluster", "year", "meeting"),
            {
                **dict.fromkeys(("amendments", "signed_by"), "one by one, in a table of its own"),
                "waiting": "the facts themselves are what differs",
            },
            whole=False,
            subject="meeting_title",
            blank="draft",
            also=("amendments", "signatures", "wordings"),
        ),
        group=CLUSTER,
        page=26,
        area="minutes",
    ),
    "papers": TableSpec(
        "paper_register",
        "PaperRegister",
        "PaperRow",
        "year",
        ("papers_issued", "papers_numbered", "papers_cancelled"),
        group=CLUSTER,
        page=51,
        area="papers",
    ),
}
"""Name of the table -> its specification."""
