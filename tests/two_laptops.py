"""Two laptops: copies of one ledger, on each of which something else is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

from events.command import Command
from events.corrections import effective
from events.event import Entry
from events.merging import Answer, Judged
from events.signed_note import Signer
from events.store.export import lines
from events.store.ledger import Circumstances, Ledger, drafted
from events.store.sqlite.recorder import SQLiteRecorder
from events.verify_content import flaws
from tests.spec import FactTree, clock_at, flat
from thidua_tui.queries.merging import MergePlan, plan, record
from thidua_tui.session.other_branch import read_branch
from thidua_tui.session.session import Session

DAY = date(2022, 6, 1)
BECAUSE = "Ghép sổ"


class Laptop:
    """A ledger in a file, and who records in it.

    Args:
        file: The file of the ledger.
        by: Who records.
        signer: The key of this account.
    """

    def __init__(self, file: Path, by: str, signer: Signer | None = None) -> None:
        self.by, self.count, self.signer = by, 0, signer
        self.recorder = SQLiteRecorder(file)
        self.ledger = Ledger(self.recorder, clock=lambda: clock_at(DAY))
        self.session = Session(self.ledger, by, lambda: self.signer)

    def begin(self, *facts: FactTree) -> None:
        """Record facts undecided: what both laptops have."""
        for number, fact in enumerate(flat(facts), 1):
            how = Circumstances(by="given", act=f"given-{number}")
            self.recorder.append([drafted(fact, how, self.ledger.clock())[0]])

    def do(self, command: Command, reason: str = "vì", **more: Any) -> list[Entry]:
        """Record a command under an id that says where and in what order it was recorded."""
        self.count += 1
        how = Circumstances(by=self.by, reason=reason, act=f"{self.by}-{self.count}", **more)
        return self.ledger.execute(command, how, lambda: self.signer)

    def copied(self, file: Path, by: str, signer: Signer | None = None) -> Laptop:
        """Return another laptop with a copy of this ledger."""
        self.recorder.move_log()
        copyfile(self.recorder.file, file)
        return Laptop(file, by, signer)

    def exported(self, file: Path) -> Path:
        """Write the export of this ledger."""
        file.write_bytes(b"".join(lines(self.recorder)))
        return file

    def planned(self, other: Laptop, answers: Mapping[str, Answer] | None = None) -> MergePlan:
        """Return what merging the ledger of the other laptop would record."""
        branch = read_branch(other.recorder.file, self.recorder)
        return plan(self.session, branch, BECAUSE, answers)

    def merged(
        self, other: Laptop, answer: Callable[[Judged], Answer] = lambda _: "later"
    ) -> MergePlan:
        """Merge the ledger of the other laptop, with an answer to every question."""
        answers: dict[str, Answer] = {}
        planned = self.planned(other)
        while new := [one for one in planned.waiting(answers) if one.act.act not in answers]:
            answers |= {one.act.act: answer(one) for one in new}
            planned = self.planned(other, answers)
        record(self.session, planned)
        return planned

    def entries(self) -> list[Entry]:
        """Return every entry."""
        return [*self.ledger.read()]

    def flaws(self) -> list[str]:
        """Return the codes of the flaws of the ledger; the chain is walked first."""
        self.recorder.verify()
        typed = self.entries()
        return [flaw.code for flaw in flaws(typed, effective(typed))]

    def close(self) -> None:
        """Close the file."""
        self.recorder.close()


def states(planned: MergePlan) -> list[tuple[str, str]]:
    """Return the acts of the other branch with what becomes of each."""
    return [(one.act.act, one.state) for one in planned.judged]


def codes(planned: MergePlan) -> dict[str, str]:
    """Return the acts that are asked about, with the code of the reason."""
    return {one.act.act: one.why.code if one.why else "" for one in planned.asked}
