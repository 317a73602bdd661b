"""given(facts).when(command).then(facts) or .refused(code): a rule, told by an example.

The facts go through a recorder and the real ledger, so that a command sees only what its boundary
brings: a forgotten tag fails a spec. Beside the answer asked for, a spec checks that no law of the
ledger breaks anew, and that the command decides on its boundary as on the whole ledger, also when
the same things happened in another cluster or year, to other units, at another meeting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, Self

import msgspec
import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.command import Command, History
from events.corrections import effective
from events.errors import Refused, ThiduaError
from events.event import TAGGED, Entry, Event
from events.invariants import breaches
from events.signed_note import Signer
from events.store.ledger import Circumstances, Ledger, drafted
from events.store.sanitise import checked
from tests.facts import Fields
from thidua_tui.i18n.messages import Words

FACT, OPTIONAL = re.compile(r"\{(\w+)\}"), re.compile(r"\[[^]]*\]")
TODAY = date(2021, 1, 14)
FactTree = Event | Iterable["FactTree"]


def flat(facts: Iterable[FactTree]) -> list[Event]:
    """Facts and lists of facts as one list."""
    return [e for fact in facts for e in ([fact] if isinstance(fact, Event) else flat(fact))]


def clock_at(day: date) -> datetime:
    """Noon of a day, in UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def ledger_with(*facts: FactTree, today: date = TODAY) -> Ledger:
    """A ledger in memory in which these facts were typed, each as an act of its own."""
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: clock_at(today))
    for number, fact in enumerate(flat(facts), 1):
        how = Circumstances(by="given", act=f"given-{number}")
        ledger.recorder.append([drafted(fact, how, ledger.clock())[0]])
    return ledger


class given:  # noqa: N801 - specs read as sentences
    """The facts that a spec starts from."""

    def __init__(self, *facts: FactTree) -> None:
        self.facts = flat(facts)
        self.day = TODAY
        self.how = Circumstances(by="spec")
        self.signer: Signer | None = None

    def today(self, day: date) -> Self:
        """The day on which the command is given; 14/01/2021 unless told."""
        self.day = day
        return self

    def because(self, reason: str, **how: Any) -> Self:
        """The reason of the act, and what else goes with it."""
        self.how = Circumstances(**{"by": "spec", "reason": reason, **how})
        return self

    def signing(self, signer: Signer) -> Self:
        """The key of who is at the keyboard."""
        self.signer = signer
        return self

    def when(self, command: Command) -> Self:
        """The command whose answer is asked for."""
        self.command = command
        return self

    def then(self, *facts: FactTree) -> None:
        """The command is answered with exactly these facts."""
        ledger = ledger_with(self.facts, today=self.day)
        before = breaches(effective(ledger.read()))
        entries = ledger.execute(self.command, self.how, lambda: self.signer)
        told = [entry.event for entry in entries]
        assert told == flat(facts)
        assert [b for b in breaches(effective(ledger.read())) if b not in before] == []
        ledger = ledger_with(self.facts, today=self.day)
        assert checked(self.command).decide(everything(ledger)) == told

    def accepted(self) -> list[Event]:
        """The command is answered with facts that break no law; which ones is told elsewhere."""
        ledger = ledger_with(self.facts, today=self.day)
        before = breaches(effective(ledger.read()))
        told = [entry.event for entry in ledger.execute(self.command, self.how)]
        assert told
        assert [b for b in breaches(effective(ledger.read())) if b not in before] == []
        return told

    def refused(self, code: str, **facts: object) -> None:
        """The command is refused with this code and (at least) these facts; nothing is recorded."""
        ledger = ledger_with(self.facts, today=self.day)
        with pytest.raises(Refused) as refusal:
            ledger.execute(self.command, self.how, lambda: self.signer)
        assert refusal.value.code == code, str(refusal.value)
        assert {name: refusal.value.facts.get(name) for name in facts} == facts
        assert missing(refusal.value) == []
        assert len(list(ledger.read())) == len(self.facts)
        self.within_bounds([])

    def within_bounds(self, then: list[Event]) -> None:
        """What happened elsewhere changes no decision unless the boundary brings it."""
        command, facts = checked(self.command), [*self.facts, *then]
        for elsewhere in ([], *(shadows(facts, field) for field in ELSEWHERE)):
            ledger = ledger_with(self.facts, elsewhere, today=self.day)
            near, _ = ledger.history(command.boundary())
            assert answer(command, near) == answer(command, everything(ledger))


ELSEWHERE: dict[str, Callable[[Any], Any]] = {
    "cluster": lambda code: f"zz-{code}",
    "year": lambda year: year + 1,
    "unit": lambda code: f"zz-{code}",
    "form": lambda code: f"zz-{code}",
    "meeting": lambda code: f"zz-{code}",
    "movement": lambda code: f"zz-{code}",
}
"""Field -> how the same thing reads elsewhere."""


def shadows(facts: Iterable[Event], field: str) -> list[Event]:
    """The same facts with another cluster, year, unit … in them; those without one are left out."""

    def moved(value: Any, key: str | None = "") -> Any:
        match value:
            case dict():
                return {k: moved(v, TAGGED.get(k, k)) for k, v in value.items()}
            case list() | tuple():
                return [moved(v, key) for v in value]
        return ELSEWHERE[field](value) if key == field and value is not None else value

    told = [(fact, msgspec.to_builtins(fact)) for fact in facts]
    return [msgspec.convert(moved(raw), type(e)) for e, raw in told if moved(raw) != raw]


def missing(refusal: ThiduaError) -> list[str]:
    """What its sentence tells outside square brackets, and the refusal does not know."""
    needed = FACT.findall(OPTIONAL.sub("", Words("vi").find(f"refusals.{refusal.code}") or ""))
    return [name for name in needed if refusal.facts.get(name) in (None, "")]


def answer(command: Command, history: History) -> tuple[str, object]:
    """What a command says to a history, whatever it is."""
    try:
        return ("facts", command.decide(history))
    except Refused as refusal:
        return (refusal.code, refusal.facts)


def everything(ledger: Ledger) -> History:
    """The whole ledger as a history, beyond any boundary."""
    return History(effective(ledger.read()), ledger.clock().date())


def entry(event: Event, position: int = 1, **more: Any) -> Entry:
    """An entry of this event, when it does not matter who typed it and when."""
    told: Fields = {
        "position": position,
        "place": position,
        "at": clock_at(TODAY),
        "by": "given",
        "act": f"given-{position}",
    }
    return Entry(**{**told, "event": event, **more})


def history_of(*facts: Event, today: date) -> History:
    """Return the history of these facts, as a decision reads it on a day."""
    return History([entry(fact, n) for n, fact in enumerate(facts, 1)], today)
