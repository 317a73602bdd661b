"""Where sources differ, marked at the fact itself: a sign and words, not colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from thidua_tui.wording import Words
from views.disputes import DisputeRow

SIGN = "≠"
SECTIONS = {"head": "leaders", "deputies": "leaders", "places": "result", "awards": "awards"}
SECTIONS |= {"day": "meeting"}
"""Topic of a question -> the paragraph of the year in which its fact stands."""
COLUMNS = {"head": "role", "deputies": "role", "places": "place", "awards": "awards"}
"""Topic of a question about one unit -> the column of the members in which its fact stands."""


def open_ones(rows: Sequence[DisputeRow]) -> tuple[DisputeRow, ...]:
    """The questions that wait for a verdict."""
    return tuple(row for row in rows if row.state == "open")


def marked(rows: Sequence[DisputeRow], section: str, words: Words) -> Content:
    """What is written behind a paragraph in which sources differ; empty where they do not."""
    found = [r for r in open_ones(rows) if SECTIONS.get(r.topic, "") == section and not r.unit]
    return Content.styled(f" {differ(found, words)}", "bold $warning") if found else Content("")


def differ(found: Sequence[DisputeRow], words: Words) -> str:
    """`≠ 2 nguồn khác nhau: 8 / 7`."""
    count = str(max(len(_values(row)) for row in found))
    return f"{SIGN} {words('forgiving.sources.differ', count=count, values=values(found))}"


def values(found: Sequence[DisputeRow]) -> str:
    """`8 / 7`: what the sources say, question by question."""
    return "; ".join(" / ".join(_values(row)) for row in found)


def _values(row: DisputeRow) -> list[str]:
    return [*dict.fromkeys(one.value for one in row.statements if not one.verdict)]


def of_unit(rows: Sequence[DisputeRow], unit: str, column: str) -> bool:
    """Whether sources differ on what stands in that column of a unit."""
    asked = (row for row in open_ones(rows) if row.unit == unit)
    return any(COLUMNS.get(row.topic, "unit") == column for row in asked)


def question(row: DisputeRow, words: Words) -> str:
    """What sources speak of: the topic, and the unit where it is of one alone."""
    topic = words.choice("topic", row.topic)
    return f"{topic}, {row.unit_name}:" if row.unit_name else f"{topic}:"
