"""The layout of the tables of awards: nominations, quotas, forms."""

from __future__ import annotations

from thidua_tui.formatting.sentences.award_forms import form_name
from thidua_tui.formatting.tables import award_cells
from thidua_tui.formatting.tables.cells import annulment, decision
from thidua_tui.formatting.tables.columns import NONE, Layout, choice, count, form, of, unit
from views.award_outcomes import OUTCOMES

AWARD_LAYOUTS = {
    "awards": Layout(
        {
            "year": of("year"),
            "unit_name": unit,
            "form": form,
            "state": choice("state"),
            "addressed_to": of("addressed_to"),
            "counted": lambda row, words: count(row, words) or NONE,
            "nominated_on": of("nominated_on"),
            "submission": award_cells.submission,
            "appraisal": award_cells.appraisal,
            "council_vote": award_cells.council_vote,
            "waiting_since": of("waiting_since"),
            "decision": decision,
            "presented_on": of("presented_on"),
            "annulment": annulment,
            "amendment": award_cells.amendment,
        },
        optional=(
            "counted",
            "submission",
            "appraisal",
            "council_vote",
            "waiting_since",
            "presented_on",
            "annulment",
            "amendment",
        ),
    ),
    "quotas": Layout(
        {
            "form": form,
            "asked": of("asked"),
            "nominated": of("nominated"),
            "quota_approved": of("approved"),
            "granted": of("granted"),
            "quota_paper": of("number"),
            "paper_on": of("on"),
        },
        right=("asked", "nominated", "quota_approved", "granted"),
        optional=("quota_paper", "paper_on"),
    ),
    "award-counts": Layout(
        {
            "division": choice("division"),
            "part": award_cells.part,
            **{figure: of(figure) for figure in ("nominated", *OUTCOMES)},
        },
        right=("nominated", *OUTCOMES),
    ),
    "award-forms": Layout(
        {
            "form_code": of("form"),
            "form_name": form_name,
            "since_year": of("since"),
            "form_kind": choice("form_kind"),
            "award_level": choice("award_level"),
            "addressed_to": of("addressed_to"),
            "authority": of("authority"),
            "coefficient": of("coefficient"),
            "threshold": award_cells.threshold,
            "condition": award_cells.condition,
            "with_form": award_cells.with_form,
        },
        right=("coefficient", "threshold"),
        optional=("since_year", "condition", "with_form"),
        tall=True,
    ),
}
"""Name of the table -> its layout."""
