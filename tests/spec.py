"""given(facts).when(command).then(facts) or .refused(code): a rule, told by an example.

The facts go through a recorder and the real ledger, so that a command sees only what its boundary
brings: a forgotten tag fails a spec. Beside the answer asked for, a spec checks that the command
decides on its boundary as it would on the whole ledger, and that no law of the ledger breaks anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Self

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.corrections import effective
from events.errors import Refused
from events.event import Command, Entry, Event, History, Source
from events.laws import breaches
from events.ledger import Circumstances, Ledger, _checked, _stored

TODAY = date(2021, 1, 14)
Told = Event | Iterable["Told"]


def flat(facts: Iterable[Told]) -> list[Event]:
    """Facts and lists of facts as one list."""
    return [e for fact in facts for e in ([fact] if isinstance(fact, Event) else flat(fact))]


def clock_at(day: date) -> datetime:
    """Noon of a day, in UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def ledger_with(*facts: Told, today: date = TODAY) -> Ledger:
    """A ledger in memory in which these facts were typed, each as an act of its own."""
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: clock_at(today))
    for number, fact in enumerate(flat(facts), 1):
        how = Circumstances(by="given", act=f"given-{number}")
        ledger.recorder.append([_stored(fact, how, ledger.clock())])
    return ledger


class given:  # noqa: N801 - specs read as sentences
    """The facts that a spec starts from."""

    def __init__(self, *facts: Told) -> None:
        self.facts = flat(facts)
        self.day = TODAY
        self.how = Circumstances(by="spec")

    def today(self, day: date) -> Self:
        """The day on which the command is given; 14/01/2021 unless told."""
        self.day = day
        return self

    def because(self, reason: str, **how: str | Source) -> Self:
        """The reason of the act, and what else goes with it."""
        self.how = Circumstances(**{"by": "spec", "reason": reason} | how)
        return self

    def when(self, command: Command) -> Self:
        """The command whose answer is asked for."""
        self.command = command
        return self

    def then(self, *facts: Told) -> None:
        """The command is answered with exactly these facts."""
        ledger = ledger_with(self.facts, today=self.day)
        before = breaches(effective(ledger.read()))
        told = [entry.event for entry in ledger.execute(self.command, self.how)]
        assert told == flat(facts)
        assert [b for b in breaches(effective(ledger.read())) if b not in before] == []
        ledger = ledger_with(self.facts, today=self.day)
        assert _checked(self.command).decide(everything(ledger)) == told

    def refused(self, code: str, **facts: object) -> None:
        """The command is refused with this code and (at least) these facts; nothing is recorded."""
        ledger = ledger_with(self.facts, today=self.day)
        with pytest.raises(Refused) as refusal:
            ledger.execute(self.command, self.how)
        assert refusal.value.code == code, str(refusal.value)
        assert {name: refusal.value.facts.get(name) for name in facts} == facts
        assert len(list(ledger.read())) == len(self.facts)
        if code != "reason-missing":
            with pytest.raises(Refused) as whole:
                _checked(self.command).decide(everything(ledger))
            assert (whole.value.code, whole.value.facts) == (code, refusal.value.facts)


def everything(ledger: Ledger) -> History:
    """The whole ledger as a history, beyond any boundary."""
    return History(effective(ledger.read()), ledger.clock().date())


def entry(event: Event, position: int = 1, **more: object) -> Entry:
    """An entry of this event, when it does not matter who typed it and when."""
    return Entry(
        **{"position": position, "at": clock_at(TODAY), "by": "", "act": "", "event": event} | more
    )
