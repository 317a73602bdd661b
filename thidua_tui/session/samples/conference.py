"""The Lạng Sơn story of 14/01/2021, as the demo; `data/samples/conference.toml` holds its acts."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import msgspec

from events.command import Command
from events.event import Source
from events.meetings import OpenMeeting
from events.store.ledger import Circumstances, Ledger
from thidua_tui.session.samples.records import SAMPLES, command_type
from views.agenda import Agenda

CLUSTER, YEAR = "tmth", 2020
MEETING = "tong-ket-2020"
DAY = date(2021, 1, 14)


def _command(fields: dict[str, Any]) -> Command:
    return msgspec.convert(fields, command_type(fields.pop("act")))


_DATA = tomllib.loads((SAMPLES / "conference.toml").read_text("utf-8"))
BY: str = _DATA["by"]
_SOURCE = Source(kind="newspaper", title=_DATA["article"], on=DAY)
_ACTS = tuple(map(_command, _DATA["acts"]))
_OPENING = next(at for at, act in enumerate(_ACTS) if isinstance(act, OpenMeeting))


def before() -> list[Command]:
    """What was known when the conference began."""
    return [*_ACTS[:_OPENING]]


def play(ledger: Ledger) -> None:
    """Record the whole story into an empty ledger, act by act."""
    known = Circumstances(by=BY, source=_SOURCE)
    for command in _ACTS[:_OPENING]:
        ledger.execute(command, known)
    agenda, met = Agenda(MEETING), Circumstances(by=BY, source=_SOURCE, meeting=MEETING)
    for command in _ACTS[_OPENING:]:
        how = known if isinstance(command, OpenMeeting) else met
        for entry in ledger.execute(command, how, item_of=agenda.item_of):
            agenda.apply(entry)
