"""The layouts of the printed tables of scoring."""

from __future__ import annotations

from thidua_tui.formatting.tables import (
    book_cells,
    explanation_cells,
    score_cells,
)
from thidua_tui.formatting.tables.columns import (
    Layout,
    choice,
    of,
    unit,
)
from thidua_tui.formatting.tables.sheet_cells import (
    NUMBERS,
    counted,
    gap,
    given,
    line_name,
    missing,
)

DUE_FIGURES = (
    "deadlines",
    "in_time",
    "broken",
    "done_late",
    "overdue",
    "missed",
    "undecided",
)
"""The figures of a unit's deadlines."""
SCORE_LAYOUTS: dict[str, Layout] = {
    "rules": Layout(
        {
            "year": of("year"),
            "criterion": book_cells.code,
            "max_points": book_cells.points,
            "criterion_name": of("criterion_name"),
            "kind": book_cells.kind,
            "looked_at": book_cells.observed,
            "score": book_cells.scored,
        },
        right=("max_points",),
    ),
    "peers": Layout(
        {
            "unit_name": unit,
            "checks": of("checks"),
            "state": choice("state", "peer_sheet"),
            "sheet_cells": of("sheet_cells"),
            "seal": lambda row, _words: (row.seal or "")[:8],
        },
        right=("sheet_cells",),
        optional=("checks", "sheet_cells", "seal"),
    ),
    "threads": Layout(
        {
            "unit_name": unit,
            "criterion_of": explanation_cells.criterion,
            "state": choice("state"),
            "explanations": explanation_cells.explanations,
            "verdict_points": of("points"),
        },
        right=("verdict_points",),
        optional=("verdict_points",),
    ),
    "sheets": Layout(
        {
            "unit_name": unit,
            "state": choice("state"),
            "sheet_submitted": explanation_cells.submitted,
            "sheet_returned": explanation_cells.returned,
            "sheet_verified": explanation_cells.verified,
            "sheet_approved": explanation_cells.approved,
        },
        optional=("sheet_returned", "sheet_verified", "sheet_approved"),
    ),
    "evidence": Layout(
        {
            "unit_name": unit,
            "criterion_of": explanation_cells.criterion,
            "of_entry": of("entry"),
            "file_name": of("name"),
            "file_size": explanation_cells.size,
            "fingerprint": of("sha256"),
        },
        right=("of_entry", "file_size"),
        optional=("of_entry",),
    ),
    "occurrences": Layout(
        {
            "unit_name": unit,
            "criterion_of": score_cells.line_of_book,
            "what": of("what"),
            "on": of("on"),
            "paper": of("paper"),
            "proposed_by": of("proposed_by"),
            "accepted_by": of("accepted_by"),
        },
        optional=("on", "paper", "proposed_by", "accepted_by"),
    ),
    "readings": Layout(
        {
            "stage": choice("stage"),
            "scorer": of("scorer"),
            "units": of("units"),
            "first_by": of("first_by"),
            "second_by": of("second_by"),
            "cells_read": score_cells.number("cells"),
            "differences": score_cells.number("differences"),
            "changed": score_cells.number("changed"),
        },
        right=("cells_read", "differences", "changed"),
        optional=("scorer",),
    ),
    "notes": Layout(
        {
            "unit_name": unit,
            "stage": choice("stage"),
            "criterion_of": score_cells.line_of_book,
            "points": of("points"),
            "unusual": score_cells.note_of_row,
        },
        right=("points",),
    ),
    "proposals": Layout(
        {
            "unit_name": unit,
            "criterion_of": score_cells.line_of_book,
            "observed": score_cells.proposed,
            "why": score_cells.why_of_row,
            "state": choice("state", "proposal"),
        },
    ),
    "sheet": Layout(
        {
            "criterion": of("criterion"),
            "criterion_name": line_name,
            "max_points": of("max_points"),
            **{stage: given(stage) for stage in ("self", "peer", "verified", "office", "outside")},
            "final": given("final"),
            "score_gap": gap,
            "last_year": of("last_year"),
            "evidence": of("evidence"),
        },
        right=(*NUMBERS, "last_year"),
        optional=("peer", "office", "outside", "score_gap", "last_year", "evidence"),
    ),
    "scores": Layout(
        {
            "unit_name": unit,
            "criterion": of("criterion"),
            "criterion_name": of("criterion_name"),
            "stage": choice("stage"),
            "scored_points": score_cells.score_of_row,
            "max_points": of("max_points"),
            "scorer": of("scorer"),
            "evidence": of("evidence"),
            "score_note": of("note"),
            "position": of("position"),
        },
        right=("scored_points", "max_points", "position"),
        optional=("scorer", "evidence", "score_note"),
    ),
    "deadlines": Layout(
        {
            "due_matter": choice("matter", "due_matter"),
            "by_unit": of("by"),
            "text": of("text"),
            "due_day": of("deadline"),
            "done_on": of("done_on"),
            "state": choice("state", "kept_deadline"),
            "days_late": of("days"),
        },
        right=("days_late",),
        optional=("text", "days_late"),
    ),
    "deadline-breaches": Layout(
        {
            "by_unit": of("by"),
            **{figure: of(figure) for figure in DUE_FIGURES},
            "most_late": of("days"),
        },
        right=(*DUE_FIGURES, "most_late"),
        optional=("most_late",),
    ),
    "progress": Layout(
        {
            "unit_name": unit,
            "stage": choice("stage"),
            "cells": counted,
            "missing": missing,
            "deadline": of("deadline"),
            "done_on": of("done_on"),
            "state": choice("state", "punctual"),
        },
        right=("cells",),
        optional=("missing", "deadline", "done_on", "state"),
    ),
}
"""Name of the table -> its layout."""
