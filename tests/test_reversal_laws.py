"""Whatever was done, undo leads back through it and redo forward again, fact by fact."""

from __future__ import annotations

from collections import Counter

from hypothesis import given as having
from hypothesis import strategies as st

from events.command import Command
from events.corrections import effective
from events.elections import ElectDeputy, ElectHead
from events.errors import Refused
from events.event import Event
from events.scoring import RecordScore
from tests.facts import BOOK, HERE, MEMBERS
from tests.spec import ledger_with
from tests.universe import quick
from thidua_tui.acts.undo_redo import last
from thidua_tui.session.session import Session, in_place_of

UNIT = st.sampled_from("abc")
ACT = st.one_of(
    st.builds(lambda unit: ElectHead(**HERE, unit=unit), UNIT),
    st.builds(lambda unit: ElectDeputy(**HERE, unit=unit), UNIT),
    st.builds(
        lambda unit, points: RecordScore(**HERE, unit=unit, criterion="I", points=points),
        UNIT,
        st.decimals(0, 60, places=1),
    ),
)
STEP = st.one_of(
    st.tuples(st.just("do"), ACT),
    st.tuples(st.just("correct"), ACT),
    st.tuples(st.sampled_from(("undo", "redo")), st.none()),
)


class Model:
    """An editor's two stacks of what counted, as everybody knows undo and redo."""

    def __init__(self) -> None:
        self.session = Session(ledger_with(*MEMBERS, BOOK), by="Thư ký")
        self.past: list[Counter[Event]] = []
        self.future: list[Counter[Event]] = []

    @property
    def facts(self) -> Counter[Event]:
        return Counter(entry.event for entry in effective(self.session.ledger.read()))

    def do(self, command: Command, *, correct: bool) -> None:
        before = self.facts
        try:
            if correct:
                wrong = self.session.last_act()
                self.session.do(in_place_of(wrong, command), reason="thử")
            else:
                self.session.do(command)
        except Refused:
            return
        if correct and self.past and self.facts == self.past[-1]:
            self.future.append(before)  # who corrects back to what was before undoes by hand
            self.past.pop()
        elif self.future and self.facts == self.future[-1]:
            self.past.append(before)  # who does again what was undone redoes by hand
            self.future.pop()
        else:
            self.past.append(before)
            self.future = []

    def reverse(self, *, redo: bool) -> None:
        there, back = (self.future, self.past) if redo else (self.past, self.future)
        if not there:
            return
        back.append(self.facts)
        step = last(self.session, redo=redo)
        self.session.do(step.command(), reason="thử", source=step.source)
        assert self.facts == there.pop()


@having(st.lists(STEP, min_size=2, max_size=14))
@quick(60)
def test_undo_leads_back_and_redo_forward_again(steps):
    model = Model()
    for what, command in steps:
        if command is None:
            model.reverse(redo=what == "redo")
        else:
            model.do(command, correct=what == "correct")
    length = model.session.ledger.position()
    while model.past:
        model.reverse(redo=False)
    while model.future:
        model.reverse(redo=True)
    assert model.session.ledger.position() >= length
