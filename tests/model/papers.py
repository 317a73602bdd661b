"""Papers: what became of each, by its code."""

from __future__ import annotations

from events.paper_commands import CancelPaper, IssuePaper, NumberPaper
from tests.model.state import Model, means


@means(IssuePaper)
def _(m: Model, c: IssuePaper) -> None:
    m.papers[c.cluster, c.paper_code] = "issued" if c.serial else "unnumbered"


@means(NumberPaper)
def _(m: Model, c: NumberPaper) -> None:
    m.papers[c.cluster, c.paper_code] = "issued"


@means(CancelPaper)
def _(m: Model, c: CancelPaper) -> None:
    m.papers[c.cluster, c.paper_code] = "cancelled"
