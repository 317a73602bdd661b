"""Compacts with their targets, movements, and the opening of a year."""

from __future__ import annotations

from typing import Any

from events.compact_signatures import (
    FileCompactText,
    JoinCompact,
    NameSigner,
    SignCompact,
    SignForUnit,
)
from events.emulation_movements import JoinMovement, LaunchMovement
from events.movement_results import EndMovement, RecordMovementResult
from events.open_year import OpenYear
from events.target_criteria import PutTargetsInBook, ScoreTargetBy
from events.targets import ChangeTarget, SetTarget, WithdrawTarget
from tests.model.state import Model, here, means


@means(SignCompact)
def _(m: Model, c: SignCompact) -> None:
    m.compacts[here(c)] = None if c.signatories is None else set(c.signatories)


@means(JoinCompact)
def _(m: Model, c: JoinCompact) -> None:
    m.late.setdefault(here(c), set()).add(c.unit)


@means(SignForUnit)
def _(m: Model, c: SignForUnit) -> None:
    m.compacts.setdefault(here(c), set())
    m.signed.setdefault(here(c), set()).add(c.unit)


@means(NameSigner)
def _(m: Model, c: NameSigner) -> None:
    m.signers.add((*here(c), c.unit))


@means(FileCompactText)
def _(m: Model, c: FileCompactText) -> None:
    m.texts.setdefault(here(c), set()).add(c.sha256)


@means(OpenYear)
def _(m: Model, c: OpenYear) -> None:
    """No target is taken over in the small world."""
    before = (c.cluster, c.since)
    if c.units:
        m.rosters[here(c)] = list(c.units)
    if c.quotas:
        m.copy_quotas(here(c), c.since)
    if c.book:
        m.books[here(c)], m.most[here(c)] = m.books[before], m.most[before]


@means(SetTarget, ChangeTarget)
def _(m: Model, c: Any) -> None:
    m.targets[*here(c), c.target] = c.unit


@means(WithdrawTarget)
def _(m: Model, c: WithdrawTarget) -> None:
    del m.targets[*here(c), c.target]


@means(PutTargetsInBook)
def _(m: Model, c: PutTargetsInBook) -> None:
    """All targets of the small world promise the same: they are one line of the first level."""
    m.most[here(c)] += c.points
    m.scored |= {(*here(c), target) for target in c.targets}


@means(ScoreTargetBy)
def _(m: Model, c: ScoreTargetBy) -> None:
    m.scored.add((*here(c), c.target))


@means(RecordMovementResult)
def _(m: Model, c: RecordMovementResult) -> None:
    m.outcomes.setdefault(c.movement, set()).add((c.cluster, c.year, c.unit))


@means(EndMovement)
def _(m: Model, c: EndMovement) -> None:
    m.concluded.add(c.movement)


@means(LaunchMovement)
def _(m: Model, c: LaunchMovement) -> None:
    m.movements[c.movement] = []


@means(JoinMovement)
def _(m: Model, c: JoinMovement) -> None:
    m.movements[c.movement] += [(c.cluster, c.year, unit) for unit in c.units]
