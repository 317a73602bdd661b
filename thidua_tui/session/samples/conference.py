"""The Lạng Sơn story of 14/01/2021, as the demo; `data/samples/conference.toml` holds its acts."""

from __future__ import annotations

from datetime import date

from events.command import Command
from events.meetings import OpenMeeting
from events.store.ledger import Ledger
from thidua_tui.session.samples.records import execute, read_records

CLUSTER, YEAR = "tmth", 2020
MEETING = "tong-ket-2020"
DAY = date(2021, 1, 14)
(RECORD,) = read_records("conference")
_OPENING = next(at for at, act in enumerate(RECORD.acts) if isinstance(act, OpenMeeting))


def before() -> list[Command]:
    """What was known when the conference began."""
    return [*RECORD.acts[:_OPENING]]


def play(ledger: Ledger) -> None:
    """Record the whole story into an empty ledger, act by act."""
    execute(RECORD, ledger)
