"""The tables of movements, compacts and their targets, part of the registry in `views.tables`."""

from __future__ import annotations

from typing import Any

from views.table_spec import CLUSTER, CLUSTER_YEAR, NAMED_ELSEWHERE, DiffSpec, TableSpec

COMPACT_TABLES: dict[str, TableSpec[Any]] = {
    "movements": TableSpec(
        "emulation_movements",
        "Movements",
        "MovementRow",
        "year",
        DiffSpec(
            "movement_name",
            ("movement",),
            {
                "results": "shown one by one, in `movement_results`",
                "of_cluster_name": NAMED_ELSEWHERE,
            },
            subject="movement_name",
            everywhere=True,
            also=("movement_results",),
        ),
        page=5,
        area="movements",
    ),
    "compacts": TableSpec(
        "compacts",
        "Compacts",
        "CompactRow",
        "cluster",
        DiffSpec(
            "signed_on",
            ("cluster", "year"),
            {
                "signatures": "shown one by one, in `compact_signatures` and `signers`",
                "texts": "shown one by one, in `compact_texts`",
                "unsigned": "follows from the roster and the signatures",
            },
            also=("compact_signatures", "signers", "compact_texts"),
        ),
        group=CLUSTER,
        page=18,
        area="movements",
    ),
    "targets": TableSpec(
        "targets",
        "Targets",
        "TargetRow",
        "year",
        ("targets_set", "target_changes", "target_withdrawals", "target_criteria"),
        group=CLUSTER_YEAR,
        page=34,
        area="movements",
    ),
}
"""Name of the table -> its specification."""
