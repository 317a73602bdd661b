"""Who belongs to a cluster's year, who leads it, and how that is voted."""

from __future__ import annotations

from typing import Any

from events.elections import (
    ElectDeputies,
    ElectDeputy,
    ElectHead,
    ElectLeaders,
    NameActingHead,
    StandDown,
)
from events.membership import AdmitUnit, RecordRoster, ReleaseUnit
from events.open_vote import OpenVote
from events.partial_sources import RecordKnownMembers
from events.procedures import CopyProcedures, SetProcedure
from tests.model.state import Led, Model, here, ignored, means


@means(RecordKnownMembers, RecordRoster)
def _(m: Model, c: Any) -> None:
    m.rosters[here(c)] = [*c.units]
    if isinstance(c, RecordKnownMembers):
        m.partial.add(here(c))


@means(AdmitUnit)
def _(m: Model, c: AdmitUnit) -> None:
    m.rosters[here(c)].append(c.unit)


@means(ReleaseUnit)
def _(m: Model, c: ReleaseUnit) -> None:
    m.rosters[here(c)].remove(c.unit)
    m.left.add((*here(c), c.unit))


@means(ElectHead)
def _(m: Model, c: ElectHead) -> None:
    led = m.led.setdefault(here(c), Led())
    led.head, led.acting = c.unit, None


@means(ElectDeputy)
def _(m: Model, c: ElectDeputy) -> None:
    m.led.setdefault(here(c), Led()).deputies[c.unit] = c.rank


@means(NameActingHead)
def _(m: Model, c: NameActingHead) -> None:
    m.led.setdefault(here(c), Led()).acting = c.unit


@means(StandDown)
def _(m: Model, c: StandDown) -> None:
    led = m.led[here(c)]
    if c.role == "deputy":
        del led.deputies[c.unit]
    elif c.role == "head":
        led.head = None
    else:
        led.acting = None


@means(ElectDeputies)
def _(m: Model, c: ElectDeputies) -> None:
    """They are deputies in their order, behind those in office that have a place."""
    deputies = m.led.setdefault(here(c), Led()).deputies
    first = max((rank for rank in deputies.values() if rank), default=0) + 1
    deputies |= {unit: nth for nth, unit in enumerate(c.units, first)}


@means(ElectLeaders)
def _(m: Model, c: ElectLeaders) -> None:
    """The first is head, the others are deputies, with an order where there are several."""
    led = m.led.setdefault(here(c), Led())
    led.head, led.acting = c.units[0], None
    others = c.units[1:]
    led.deputies |= {u: n if len(others) > 1 else None for n, u in enumerate(others, 1)}


means(SetProcedure, CopyProcedures, OpenVote)(ignored)  # test_voting_rules, test_random_meetings
