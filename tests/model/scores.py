"""Rule books, points, holds, results, and what is said of a sheet."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from events.attached_evidence import AttachEvidence
from events.award_holds import HoldListed
from events.cross_check import PlanCrossCheck
from events.evidence_files import FileEvidence
from events.explanations import GiveExplanation
from events.holds import HoldUnit, LiftHold
from events.occurrences import RecordOccurrence
from events.partial_sources import WithdrawUnit
from events.peer_sheets import OpenPeerSheets, SealPeerSheet
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.rule_amendments import AmendRules
from events.rule_book import IssueRules
from events.scoring import RecordScore, RecordScores
from events.second_reading import ReadTwice
from events.sheet_states import ApproveSheet, ReturnSheet, SubmitSheet, VerifySheet
from events.tie_decisions import DecideTie
from events.women_counts import CountWomen
from tests.model.state import Model, here, ignored, means


@means(IssueRules)
def _(m: Model, c: IssueRules) -> None:
    m.books[here(c)] = c
    m.most[here(c)] = sum((line.max_points for line in c.criteria), Decimal(0))


@means(AmendRules)
def _(m: Model, c: AmendRules) -> None:
    m.books[here(c)] = c.book.rounding
    over = Decimal("Infinity") if c.book.scale.over else Decimal(0)
    m.most[here(c)] = c.book.scale.total + (c.book.scale.bonus_cap or 0) + over


@means(RecordScore)
def _(m: Model, c: RecordScore) -> None:
    m.scores[c.cluster, c.year, c.unit, c.criterion, c.stage] = c.points


@means(RecordScores)
def _(m: Model, c: RecordScores) -> None:
    for cell in c.cells:
        m.scores[c.cluster, c.year, cell.unit, cell.criterion, c.stage] = cell.points


@means(HoldUnit)
def _(m: Model, c: HoldUnit) -> None:
    m.held.add((*here(c), c.unit))


@means(LiftHold)
def _(m: Model, c: LiftHold) -> None:
    m.held.discard((*here(c), c.unit))


@means(OpenPeerSheets)
def _(m: Model, c: OpenPeerSheets) -> None:
    for sheet in c.sheets:
        for cell in sheet.cells:
            m.scores[c.cluster, c.year, cell.unit, cell.criterion, "peer"] = cell.points


@means(AdoptResult)
def _(m: Model, c: AdoptResult) -> None:
    m.results[here(c)] = {place.unit: place.place for place in c.places}


@means(AdoptScores)
def _(m: Model, c: AdoptScores) -> None:
    m.results[here(c)] = m.provisional(*here(c), c.on)


@means(WithdrawResult)
def _(m: Model, c: WithdrawResult) -> None:
    del m.results[here(c)]


@means(HoldListed)
def _(m: Model, c: HoldListed) -> None:
    early = c.on is None or c.on.year <= c.year + 2
    m.held |= {(*here(c), u) for u in c.units if early and u not in m.results.get(here(c), {})}


@means(WithdrawUnit)
def _(m: Model, c: WithdrawUnit) -> None:
    m.withdrew.add((*here(c), c.unit))


# Points are all that the model has: no share of women, no tie that is not shared, no sealed sheet.
means(CountWomen, DecideTie, PlanCrossCheck, SealPeerSheet, RecordOccurrence, ReadTwice)(ignored)


def sheet_is(model: Model, command: Any, state: str) -> None:
    """The sheet of a unit has come to this state."""
    model.sheets[*here(command), command.unit] = state


for _step, _sheet in (
    (SubmitSheet, "submitted"),
    (ReturnSheet, "returned"),
    (VerifySheet, "verified"),
    (ApproveSheet, "approved"),
):
    means(_step)(partial(sheet_is, state=_sheet))


@means(GiveExplanation)
def _(m: Model, c: GiveExplanation) -> None:
    """Each thread of a cell: whether it is closed. A verdict closes the last."""
    known = m.threads.setdefault((*here(c), c.unit, c.criterion), [])
    if c.kind == "verdict":
        known[-1] = True
    elif not known or known[-1]:
        known.append(False)


@means(FileEvidence)
def _(m: Model, c: FileEvidence) -> None:
    m.files.add((*here(c), c.unit, c.criterion, c.sha256))


@means(AttachEvidence)
def _(m: Model, c: AttachEvidence) -> None:
    """To the founding of a unit, which is of no cluster: others are not drawn."""
    m.files.add(("", None, c.concerns[0].removeprefix("unit:"), "", c.sha256))
