"""The specifications of the tables of awards: nominations, quotas, forms."""

from __future__ import annotations

from typing import Any

from views.table_spec import (
    CALLED,
    CLUSTER,
    CLUSTER_YEAR,
    FOLLOWS,
    NAMED_ELSEWHERE,
    UNIT_YEAR,
    DiffSpec,
    TableSpec,
)

AWARD_TABLES: dict[str, TableSpec[Any]] = {
    "awards": TableSpec(
        "award_list",
        "AwardList",
        "AwardRow",
        "year",
        DiffSpec(
            "state",
            (*UNIT_YEAR, "form"),
            {
                "unit_name": NAMED_ELSEWHERE,
                **CALLED,
                "waiting_since": "follows from the days of the steps",
            },
            subject="form",
            also=("withdrawals",),
        ),
        group=CLUSTER,
        page=3,
        area="awards",
    ),
    "quotas": TableSpec(
        "award_quotas",
        "Quotas",
        "QuotaRow",
        "year",
        DiffSpec(
            "form",
            ("cluster", "year", "form"),
            dict.fromkeys(("nominated", "granted"), "follows from the nominations, in `awards`"),
            subject="form",
        ),
        group=CLUSTER_YEAR,
        page=32,
        area="awards",
    ),
    "award-counts": TableSpec(
        "award_counts",
        "AwardCounts",
        "AwardCountRow",
        "year",
        FOLLOWS,
        group=CLUSTER_YEAR,
        page=49,
        area="awards",
    ),
    "award-forms": TableSpec(
        "award_forms",
        "AwardForms",
        "AwardFormRow",
        "everything",
        DiffSpec("form", ("form",), subject="form", everywhere=True, asked=()),
        page=33,
        area="awards",
    ),
}
"""Name of the table -> its specification."""
