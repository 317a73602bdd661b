"""What sources say and count, and who may write."""

from __future__ import annotations

from typing import Any

from events.disputes import GiveVerdict, RecordStatement
from events.operators import DismissOperator, NameOperator
from events.reported_counts import (
    CountClusters,
    CountProposals,
    RecordCouncil,
    RecordFigure,
    ReportDecision,
)
from events.roster_sources import ReportRoster
from tests.model.state import Model, here, means


@means(RecordStatement)
def _(m: Model, c: RecordStatement) -> None:
    question = (c.cluster, c.year, c.topic, c.unit or "")
    m.said.setdefault(question, []).append(c.value)
    m.settled[question] = m.settled.get(question, set()) | {c.value}


@means(GiveVerdict)
def _(m: Model, c: GiveVerdict) -> None:
    question = (c.cluster, c.year, c.topic, c.unit or "")
    m.said[question].append(c.value)
    m.settled[question] = {c.value}


@means(ReportRoster)
def _(m: Model, c: ReportRoster) -> None:
    """Of a roster that is not whole, further names are members; others change nothing."""
    if here(c) in m.partial:
        known = m.rosters[here(c)]
        known += [u for u in c.units if u not in known and (*here(c), u) not in m.left]


@means(RecordCouncil, CountClusters, CountProposals, ReportDecision, RecordFigure)
def _(m: Model, c: Any) -> None:
    m.figures += 1


@means(NameOperator)
def _(m: Model, c: NameOperator) -> None:
    m.operators[c.operator] = True


@means(DismissOperator)
def _(m: Model, c: DismissOperator) -> None:
    m.operators[c.operator] = False
