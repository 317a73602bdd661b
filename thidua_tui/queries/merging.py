"""Merge another branch of the ledger: the plan, the answers, and what is recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date
from typing import TYPE_CHECKING

from msgspec import Struct

from events.branches import BranchMerged, MergeBranch, OpenQuestion, unanswered
from events.command import History
from events.errors import Refused
from events.event import Entry, name_of
from events.merge_places import acts_of
from events.merging import Answer, Judged, Merge, State, counted, refused_after
from thidua_tui.acts.acts_again import command_again
from thidua_tui.session.evidence_folder import filed_by
from thidua_tui.session.evidence_place import evidence_source
from thidua_tui.session.kept_branches import branches_of
from thidua_tui.session.merge_trial import MergeTrial

if TYPE_CHECKING:
    from thidua_tui.session.other_branch import OtherBranch
    from thidua_tui.session.session import Session


class MergePlan(Struct, frozen=True, kw_only=True):
    """What a merge would record.

    Attributes:
        branch: The other branch.
        judged: Its acts behind the fork, in order.
        since: How many entries this ledger has behind the fork.
        trial: The draft with everything that is taken.
        before: Act -> the position of an entry here that would be refused after it.
    """

    branch: OtherBranch
    judged: tuple[Judged, ...]
    since: int
    trial: MergeTrial
    before: Mapping[str, int]

    @property
    def asked(self) -> list[Judged]:
        """The acts that wait for an answer."""
        return [one for one in self.judged if one.state == "asked"]

    def waiting(self, answers: Mapping[str, Answer], again: Container[str] = ()) -> list[Judged]:
        """Return the acts to ask a person about: without an answer, or with one that was refused.

        What follows on an act that is asked about itself waits for that answer.

        Args:
            answers: Act -> the answer to its question.
            again: The acts that were asked about again after their answer had been refused.
        """
        open_there = {entry.position for one in self.asked for entry in one.act.entries}
        return [
            one
            for one in self.asked
            if not (one.needs in open_there and one.needs < one.act.first.position)
            and (one.act.act not in answers or (one.tried and one.act.act not in again))
        ]

    def count(self, state: State) -> int:
        """Return how many acts are in a state."""
        return counted(self.judged, state)

    @property
    def new(self) -> bool:
        """Whether there is something to record: an act, or an answer, or a question."""
        known = {one.act.act for one in self.asked} <= {*self.trial.open}
        return any(one.state not in ("had", "asked") for one in self.judged) or not known


def plan(
    session: Session,
    branch: OtherBranch,
    because: str,
    answers: Mapping[str, Answer] | None = None,
    earlier: MergePlan | None = None,
) -> MergePlan:
    """Return what a merge would record with these answers; nothing is recorded.

    Args:
        session: Who merges, in which ledger.
        branch: The other branch.
        because: The reason of what is taken in the place of entries of this ledger.
        answers: Act -> the answer to its question.
        earlier: A plan of the same branch: what only one order lets through is known from it, as
            long as nothing was recorded here since.

    Raises:
        BadInput: what is to be recorded is no value of its field.
        Refused: why nothing can be recorded from here.
    """
    trial = MergeTrial(session, command_again, because)
    ours = [*trial.ledger.read(after=branch.fork)]
    theirs = [*acts_of(branch.entries)]
    before = earlier.before if earlier and earlier.since == len(ours) else None
    judged = Merge(branch.fork, ours, trial, trial.settled, answers, before).plan(theirs)
    if before is None:
        taken = {one.act.act for one in judged if one.state == "taken"}
        before = refused_after(_other_way(session, branch, ours, because), theirs, taken)
        if before:
            trial = MergeTrial(session, command_again, because)
            judged = Merge(branch.fork, ours, trial, trial.settled, answers, before).plan(theirs)
    return MergePlan(
        branch=branch, judged=tuple(judged), since=len(ours), trial=trial, before=before
    )


def _other_way(
    session: Session, branch: OtherBranch, ours: Sequence[Entry], because: str
) -> list[Judged]:
    """Return what would become of the acts of this side behind those of the other branch."""
    trial = MergeTrial(session, command_again, because, branch)
    return Merge(branch.fork, branch.entries, trial).plan(acts_of(ours))


def record(session: Session, planned: MergePlan) -> list[Entry]:
    """Record a plan as a whole, keep the lines of the other branch, and return the new entries.

    Args:
        session: Who merges, in which ledger.
        planned: The plan, of the ledger as it is.

    Raises:
        BadInput: `evidence-unwritable`.
        Refused: `merge-nothing-new`; evidence files that are missing here are copied before.
        Stale: `ground-moved`, when something was recorded in between.
    """
    if not planned.new:  # files that a merge before this one did not come to copy
        copy_files(session, planned.branch, session.ledger.read(after=planned.branch.fork))
        raise Refused("merge-nothing-new", entries=planned.branch.header.entries)
    kept = planned.branch.evidence
    sha256 = hashlib.sha256(kept).hexdigest()
    planned.trial.conclude(_fact(planned, sha256), planned.branch.name)
    added = session.evidence is not None and session.evidence.put(kept, sha256)
    try:
        new = planned.trial.commit()
    except Exception:
        if added and session.evidence is not None:
            session.evidence.drop(sha256)
        raise
    return new


def copy_files(session: Session, branch: OtherBranch, new: Iterable[Entry]) -> tuple[int, int]:
    """Copy the evidence files that new entries name; return how many, and how many are missing.

    The lines of what the other branch had merged come along: they say who recorded first.

    Args:
        session: Who merges, in which ledger.
        branch: The other branch, perhaps with a folder of evidence next to its file.
        new: The entries that were recorded.

    Raises:
        BadInput: `evidence-unwritable`.
    """
    wanted = {*filed_by(new)}
    if session.evidence is None or not wanted:
        return 0, 0
    source = evidence_source(branch.file, branch.header.ledger)
    source.copy_to(session.evidence, branches_of(branch.entries))
    copied = source.copy_to(session.evidence, wanted)
    return copied, sum(session.evidence.state(sha256) != "kept" for sha256 in wanted)


def _fact(planned: MergePlan, sha256: str) -> MergeBranch:
    opened, branch = planned.trial.open, planned.branch
    acts: dict[State, list[str]] = {"ours": [], "theirs": []}
    for one in planned.judged:
        brought = one.state == "taken" and one.act.act in opened
        acts.setdefault("theirs" if brought else one.state, []).append(one.act.act)
    return MergeBranch(
        branch_head=branch.header.head,
        branch_entries=branch.header.entries,
        fork=branch.fork,
        sha256=sha256,
        size=len(branch.evidence),
        taken=planned.count("taken") + planned.count("theirs"),
        had=planned.count("had"),
        ours=tuple(acts["ours"]),
        theirs=tuple(acts["theirs"]),
        questions=(*map(_question, planned.asked), *_left_open_there(planned)),
    )


def _left_open_there(planned: MergePlan) -> Iterator[OpenQuestion]:
    """Yield what merges in the other branch left open, where this ledger knows nothing of it."""
    merges = (entry for entry in planned.branch.entries if isinstance(entry.event, BranchMerged))
    known = {*planned.trial.open, *planned.trial.settled, *(one.act.act for one in planned.judged)}
    for act, question in unanswered(History([*merges], date.max)).items():
        if act not in known and not planned.trial.act(act):
            yield question


def _question(asked: Judged) -> OpenQuestion:
    first = asked.act.first
    return OpenQuestion(
        asked_act=asked.act.act,
        there=first.position,
        recorded_by=first.by,
        recorded_on=first.at.astimezone(UTC).date(),
        fact=name_of(first.event),
        about=first.event.tags(),
        why=asked.why.code if asked.why else "",
        here=asked.here[0] if asked.here else 0,
    )
