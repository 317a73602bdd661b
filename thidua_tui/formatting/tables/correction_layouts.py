"""The layout of the table of correction sheets."""

from __future__ import annotations

from typing import Any

from thidua_tui.formatting.sentences.correction_sheets import new_wording, papers_text, wording
from thidua_tui.formatting.tables.columns import NONE, Layout, of, shown
from thidua_tui.i18n.messages import Words


def correcting(row: Any, words: Words) -> str:
    """The entries in the place of the corrected ones; of what was only taken back, by which."""
    if row.instead:
        return shown(row.instead, words)
    return words("tables.value.taken-back", by=str(row.entry))


def papers(row: Any, words: Words) -> str:
    """The papers that rest on what was corrected."""
    return papers_text(row.papers, words) or NONE


CORRECTION_LAYOUTS = {
    "corrections": Layout(
        {
            "year": of("year"),
            "meeting_title": of("meeting_title"),
            "sheet_number": of("number"),
            "at": of("at"),
            "by": of("by"),
            "corrected": of("corrected"),
            "correcting_entry": correcting,
            "old_wording": lambda row, words: wording(row.old, words, words.names),
            "new_wording": lambda row, words: new_wording(row, words, words.names),
            "reason": of("reason"),
            "papers": papers,
        },
        optional=("papers",),
        tall=True,
    ),
}
