"""Where sources differ, marked at the fact itself: a sign and words, not colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from thidua_tui.formatting.sentences.disagreements import against, differ, open_ones
from thidua_tui.i18n.messages import Words
from views.disputes import DisputeRow

SECTIONS = {"head": "leaders", "deputies": "leaders", "places": "result", "awards": "awards"}
SECTIONS |= {"day": "meeting"}
"""Topic of a question -> the paragraph of the year in which its fact stands."""
COLUMNS = {"head": "role", "deputies": "role", "places": "place", "awards": "awards"}
"""Topic of a question about one unit -> the column of the members in which its fact stands."""


def marked(rows: Sequence[DisputeRow], section: str, words: Words) -> Content:
    """What is written behind a paragraph in which sources differ; empty where they do not."""
    here = [r for r in rows if SECTIONS.get(r.topic, "") == section and not r.unit]
    found = open_ones(here)
    told = [differ(found, words) if found else "", against(here, words)]
    said = " ".join(filter(None, told))
    return Content.styled(f" {said}", "bold $warning") if said else Content("")


def of_unit(rows: Sequence[DisputeRow], unit: str, column: str) -> bool:
    """Whether sources differ on what stands in that column of a unit."""
    asked = (row for row in open_ones(rows) if row.unit == unit)
    return any(COLUMNS.get(row.topic, "unit") == column for row in asked)
