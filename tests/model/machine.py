"""A machine that tries every command, takes acts back and corrects them, and compares the model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from hypothesis import currently_in_test_context, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from events.command import Command
from events.corrections import Correct, Retract, effective
from events.errors import Refused
from events.operators import NameOperator
from events.signed_note import Signer
from events.store.ledger import Circumstances, Ledger
from events.store.sanitise import checked
from events.store.sqlite.recorder import SQLiteRecorder
from tests.amount import amount
from tests.facts import Fields
from tests.folding import folded_alike
from tests.model import Model
from tests.model.answers import ANSWERS
from tests.model.courses import CHAINS
from tests.model.drawn import BEGIN, FIRST_TRIES, SEEDS, SIGNERS, some_of
from tests.spec import clock_at
from tests.universe import COMMANDS, TODAY, quick

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - folders of our own inside


class Every(RuleBasedStateMachine):
    """Tries everything; after each accepted act the views say what the model says."""

    accepted: ClassVar[Counter[type[Command]]] = Counter()

    @initialize(first=st.sampled_from(CHAINS))
    def begin(self, first: tuple[type[Command], ...]) -> None:
        """A small world, and a first season, in which nothing conflicts with it yet."""
        self.folder = TemporaryDirectory(dir=MEMORY)
        self.recorder = SQLiteRecorder(Path(self.folder.name, "ledger"))
        self.ledger = Ledger(self.recorder, clock=lambda: clock_at(TODAY))
        self.acts: dict[str, Command] = {}
        self.count = 0
        for command in BEGIN:
            assert self.accepts(command)
        for nth, kind in enumerate(first):
            any(self.accepts(command) for command in some_of(kind, nth, FIRST_TRIES))

    def signer(self) -> Signer | None:
        """The operator who may write now; at first, the one who is about to be named."""
        now = [code for code, there in Model().of(self.operating).operators.items() if there]
        return SIGNERS[now[0]] if now else self.naming

    @property
    def operating(self) -> list[Command]:
        """What was done about operators."""
        return [c for c in self.acts.values() if "Operator" in type(c).__name__]

    naming: Signer | None = None

    def accepts(self, command: Command, act: str = "") -> bool:
        """Do it; a refused act leaves the ledger as it was."""
        command = checked(command)
        before = self.ledger.position()
        act = act or f"act-{self.count}"
        self.count += 1
        self.naming = SIGNERS[command.operator] if isinstance(command, NameOperator) else None
        how = Circumstances(by="ai đó", reason="vì", act=act)
        try:
            self.ledger.execute(command, how, self.signer)
        except Refused:
            assert self.ledger.position() == before
            return False
        self.accepted[type(command)] += 1
        if not isinstance(command, Retract):
            self.acts[act] = command
        return True

    @rule(kind=st.sampled_from(COMMANDS), seed=SEEDS)
    def act(self, kind: type[Command], seed: int) -> None:
        """A command of this kind: the first of a few that is accepted."""
        any(self.accepts(command) for command in some_of(kind, seed))

    @rule(kinds=st.sampled_from(CHAINS), seed=SEEDS)
    def season(self, kinds: tuple[type[Command], ...], seed: int) -> None:
        """Commands that follow on each other."""
        for nth, kind in enumerate(kinds):
            self.act(kind, seed + nth)
        self.compare()

    def can_go(self) -> list[str]:
        """The last acts that count, those of operators apart, which stay."""
        return [a for a, c in self.acts.items() if "Operator" not in type(c).__name__][-10:]

    def now_and_then(self) -> bool:
        """Not every other step takes something back."""
        return self.count % 3 == 0 and bool(self.can_go())

    @precondition(now_and_then)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """A whole act goes, and the model is as if it had never been."""
        self.take_away(data.draw(st.sampled_from(self.can_go())))

    def take_away(self, act: str) -> None:
        """Retract an act, if that is accepted, in the model as well."""
        if self.accepts(Retract(**self.entries(act))):
            del self.acts[act]

    @precondition(now_and_then)
    @rule(data=st.data(), kind=st.sampled_from(COMMANDS), alike=st.booleans(), seed=SEEDS)
    def correct(self, data: st.DataObject, kind: type[Command], *, alike: bool, seed: int) -> None:
        """Another act takes the place of the wrong one."""
        act = data.draw(st.sampled_from(self.can_go()))
        instead = some_of(type(self.acts[act]) if alike else kind, seed)[0]
        if "Operator" not in type(instead).__name__:
            self.put_right(act, instead)

    def put_right(self, act: str, instead: Command) -> None:
        """Correct an act, if that is accepted, in the model as well."""
        new = f"act-{self.count}"
        if self.accepts(Correct(**self.entries(act), instead=instead), new):
            order = [(new, instead) if a == act else (a, c) for a, c in self.acts.items()]
            self.acts = dict(order)
            self.compare()

    def entries(self, act: str) -> Fields:
        """The entries of an act that count, as a retraction names them."""
        counting = [e for e in effective(self.ledger.read()) if e.act == act]
        tags = dict.fromkeys(tag for entry in counting for tag in entry.event.tags())
        return {"positions": tuple(e.position for e in counting), "concerns": tuple(tags)}

    def compare(self) -> None:
        """The views say what the model says."""
        model = Model().of(self.acts.values())
        for name, said in ANSWERS.items():
            answered, expected = said(self.ledger, model)
            if answered != expected and currently_in_test_context():
                note("\n".join(map(str, self.acts.values())))
            assert answered == expected, name

    def teardown(self) -> None:
        """However it was folded, it is the same."""
        if hasattr(self, "ledger"):
            with self.folder, self.recorder:
                self.compare()
                folded_alike(self.ledger, Path(self.folder.name))


Every.TestCase.settings = quick(amount(8, 25, 300), stateful_step_count=50)
