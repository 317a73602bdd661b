"""What the tests of days and their order share: a ledger of one day, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from events.command import Command
from events.corrections import effective
from events.errors import Refused
from events.event import Event
from events.store.ledger import Circumstances, Ledger
from events.verify_content import flaws
from tests.facts import (
    Fields,
)
from tests.spec import ledger_with

TODAY = date(2026, 11, 28)
WHY = Circumstances(by="thư ký", reason="Nhầm")


def found(*facts: Event | tuple[Event, ...]) -> list[str]:
    """The codes of what `verify` finds."""
    typed = [*ledger_with(*facts, today=TODAY).read()]
    violations = flaws(typed, effective(typed))
    return [getattr(flaw.facts.get("why"), "code", flaw.code) for flaw in violations]


def ledger_of(*facts: Event | tuple[Event, ...]) -> Ledger:
    return ledger_with(*facts, today=TODAY)


def about(ledger: Ledger, fact: Event) -> Fields:
    """Position and concerns of the entry of a fact."""
    entry = next(entry for entry in ledger.read() if entry.event == fact)
    return {"positions": (entry.position,), "concerns": fact.tags()}


def does(ledger: Ledger, command: Command) -> list[Event]:
    return [entry.event for entry in ledger.execute(command, WHY)]


def refusal(ledger: Ledger, command: Command) -> Refused:
    with pytest.raises(Refused) as refused:
        does(ledger, command)
    return refused.value


def on(month: int, day: int = 1, year: int = 2020) -> date:
    return date(year, month, day)
