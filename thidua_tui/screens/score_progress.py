"""How far the scores of a year are, for its page: a bar per stage, and which units are late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from events.text import plain
from thidua_tui.formatting.pictures.small_bars import share_bar
from thidua_tui.i18n.messages import Words
from views.score_progress import ProgressRow

BAR = 6
"""Cells of a bar."""
LATE = ("late", "overdue")
"""States of a self-score whose units are named."""


def progress_of_year(rows: Sequence[ProgressRow], words: Words) -> Iterator[Content]:
    """Yield a line per stage, then the units that are late with their self-score.

    Args:
        rows: How far each stage of each unit is.
        words: The words of the language to use.
    """
    stages = dict.fromkeys(row.stage for row in rows)
    labels = {stage: words.choice("stage", stage) for stage in stages}
    wide = max(map(cell_len, labels.values()), default=0)
    for stage, label in labels.items():
        of_stage = [row for row in rows if row.stage == stage]
        wanted, filled = (sum(getattr(r, f) for r in of_stage) for f in ("wanted", "filled"))
        missing = wanted - filled
        text = words("unitsheet.missing", count=str(missing)) if missing else ""
        yield Content.assemble(
            (label + " " * (wide - cell_len(label)), "$secondary" if missing else "$granted"),
            " ",
            (share_bar(filled / wanted, BAR), "$secondary"),
            f" {filled}/{wanted}",
            (f" · {text or words('unitsheet.none-missing')}", "bold" if missing else "dim"),
        )
    yield from _late(rows, words)


def _late(rows: Sequence[ProgressRow], words: Words) -> Iterator[Content]:
    for state in LATE:
        found = [row for row in rows if row.state == state]
        if found and (deadline := found[0].deadline):
            names = ", ".join(plain(row.unit_short or row.unit_name) for row in found)
            facts = {"deadline": words.day(deadline), "units": names}
            yield Content.styled(words(f"unitsheet.units.{state}", **facts), "bold $warning")
    waiting = [row for row in rows if row.state == "waiting"]
    if waiting and (deadline := waiting[0].deadline):
        facts = {"deadline": words.day(deadline), "count": str(len(waiting))}
        yield Content.styled(words("unitsheet.units.waiting", **facts), "dim")
