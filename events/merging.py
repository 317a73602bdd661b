"""Which acts of another branch are taken, which are here already, and which a person decides.

Pure: the branch is a list of entries, and what records an act is given. Each act is decided afresh
by its command, in the order of its branch and never by a clock. What a rule refuses, what was
recorded on both sides, and what would silently replace a fact of this side becomes a question.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

from events.branches import BranchMerged
from events.errors import BadInput, Refused
from events.event import Entry
from events.merge_clashes import Ours, content
from events.merge_codes import IN_USE, Codes, Thing, Undecided, things
from events.merge_places import Act, Places, undone

State: TypeAlias = Literal["had", "taken", "asked", "ours", "theirs"]
"""Here already; recorded; waits for an answer; decided for this side; for the other side."""
Answer: TypeAlias = Literal["ours", "theirs", "later", "both"]
"""`both`: two things have the same code, and both are recorded."""

_ANY_ORDER = (
    *("not-again", "merge-needs-asked", "merge-said-twice", "merge-said-otherwise"),
    "merge-same-number",
    *("role-forbids", "verifies-own-unit", "reads-for-another"),
)
"""Reasons that are the same in either order, or follow from another question."""


class Judged(Struct, frozen=True, kw_only=True):
    """What becomes of an act of the other branch.

    Attributes:
        act: The act, with the positions of its own branch.
        state: What becomes of it.
        why: Why it is asked about; None where it is not.
        here: The positions of entries of this ledger that are in its way.
        new: The entries that were recorded.
        tried: Whether it was to be taken, and that was refused.
        both: Whether it may be about another thing with the same code: both can be recorded.
    """

    act: Act
    state: State
    why: Refused | BadInput | None = None
    here: tuple[int, ...] = ()
    new: tuple[Entry, ...] = ()
    tried: bool = False
    both: bool = False

    @property
    def needs(self) -> int:
        """The position in the other branch of an entry that it follows on; 0 for none."""
        if self.why is None or self.why.code != "merge-needs-asked":
            return 0
        return int(str(self.why.facts["there"]))


class Recording(Protocol):
    """The ledger in which a merge is tried: nothing of it is recorded before all of it is."""

    def act(self, act: str) -> Sequence[Entry]:
        """Return the entries of an act, none where it is not here."""

    def again(self, act: Act, instead_of: Sequence[int] | None = None) -> Sequence[Entry]:
        """Decide an act afresh, record it, and return its entries.

        Args:
            act: The act, with the positions of this ledger.
            instead_of: The positions of entries that it replaces as well, and what it takes back
                is taken back where it is in force; None for the act as it is.

        Raises:
            BadInput: what is to be recorded is no value of its field.
            Refused: a rule says no, or other facts would follow.
        """


class Merge:
    """The acts of the other branch, judged in their order.

    Args:
        fork: The last position that both branches have.
        ours: The entries of this side behind the fork, as typed.
        recording: Where the acts are tried.
        settled: The ids of the acts that an earlier merge decided against.
        answers: Act -> the answer to its question.
        before: Act -> the position of an entry of this side that would be refused after it.
    """

    def __init__(
        self,
        fork: int,
        ours: Sequence[Entry],
        recording: Recording,
        settled: Container[str] = (),
        answers: Mapping[str, Answer] | None = None,
        before: Mapping[str, int] | None = None,
    ) -> None:
        self._places, self._codes = Places(fork), Codes()
        self._undecided = Undecided()
        self._used: frozenset[Thing] = frozenset()
        self._replaced: set[int] = set()
        self._void: frozenset[str] = frozenset()
        self._ours = Ours(ours)
        self._recording = recording
        self._settled = settled
        self._answers = answers or {}
        self._before = before or {}

    def plan(self, theirs: Iterable[Act]) -> list[Judged]:
        """Return what becomes of each act.

        Args:
            theirs: The acts of the other branch behind the fork, in its order.
        """
        acts = [*theirs]
        self._used = frozenset(thing for act in acts for thing, _ in things(act.facts))
        self._replaced = {p for act in acts if act.gone and self._counts(act) for p in act.gone}
        self._void = undone(acts)
        return [self._noted(self._judged(act)) for act in acts]

    def _noted(self, judged: Judged) -> Judged:
        """Note an act that is left open or declined: what follows on it waits, too.

        Of what the other branch undid itself there is nothing to ask.
        """
        act, why = judged.act, judged.why
        if judged.state == "asked" and act.act in self._void:
            return Judged(act=act, state="had")
        declined = judged.state == "ours" or act.act in self._settled
        twin = why is not None and why.code == "merge-said-twice"
        if (declined or judged.state == "asked") and not twin:
            self._undecided.add(act, judged.needs or act.first.position, declined=declined)
        return judged

    def _judged(self, act: Act) -> Judged:
        if here := self._recording.act(act.act):
            self._follow(act, here)
            return Judged(act=act, state="had")
        if act.act in self._settled or self._moot(act):
            return Judged(act=act, state="had")
        try:
            moved = self._codes.moved(self._places.moved(act))
            self._undecided.check(act)
        except Refused as refused:
            return self._left(act, refused)
        if twin := self._ours.acts.get(content(moved.entries)):
            return self._twin(act, twin)
        if other := self._ours.otherwise(moved):
            return self._asked(
                act, moved, Refused("merge-said-otherwise", position=other[0]), other
            )
        answer = self._answers.get(act.act, "later")
        if answer == "ours":
            return Judged(act=act, state="ours")
        if answer != "theirs" and (late := self._before.get(act.act)):
            clash = Refused("merge-other-order", position=late)
            return self._asked(act, moved, clash, (late,))
        if answer != "theirs" and (numbered := self._ours.numbered(moved)):
            number, at = numbered
            same = Refused("merge-same-number", position=at, number=number.text)
            return self._asked(act, moved, same, (at,))
        try:
            return self._taken(act, moved)
        except (Refused, BadInput) as why:
            return self._asked(act, moved, why, self._ours.in_the_way(moved, why))

    def _moot(self, act: Act) -> bool:
        """Return whether an act is a merge, or what is in force here took its place there."""
        replaced = self._replaced.issuperset(entry.position for entry in act.facts)
        return isinstance(act.first.event, BranchMerged) or bool(act.facts and replaced)

    def _counts(self, act: Act) -> bool:
        """Return whether the facts of an act are here and in force."""
        here = Act(act=act.act, entries=tuple(self._recording.act(act.act))).facts
        return bool(here) and self._ours.in_force.issuperset(entry.position for entry in here)

    def _follow(self, act: Act, here: Sequence[Entry]) -> None:
        """Note where the facts of an act are here, and which codes their things have."""
        facts = Act(act=act.act, entries=tuple(here)).facts
        self._places.follow(act.facts, facts)
        self._codes.follow(act.facts, facts)

    def _left(self, act: Act, why: Refused) -> Judged:
        """Return an act that cannot be taken: it is left, or decided against."""
        state: State = "ours" if self._answers.get(act.act) == "ours" else "asked"
        tried = self._answers.get(act.act) == "theirs"
        return Judged(act=act, state=state, why=why, tried=tried)

    def _twin(self, act: Act, twin: Sequence[Entry]) -> Judged:
        """Return an act that this side recorded as well: with an answer, both count once."""
        here = tuple(entry.position for entry in twin)
        why = Refused("merge-said-twice", position=here[0])
        if self._answers.get(act.act, "later") == "later":
            return Judged(act=act, state="asked", why=why, here=here)
        self._places.follow(act.entries, twin)
        return Judged(act=act, state="ours", why=why, here=here)

    def _taken(self, act: Act, moved: Act, instead_of: Sequence[int] | None = None) -> Judged:
        new = tuple(self._recording.again(moved, instead_of))
        self._follow(act, new)
        answered = self._answers.get(act.act) in ("theirs", "both")
        state: State = "theirs" if answered else "taken"
        return Judged(act=act, state=state, here=tuple(instead_of or ()), new=new)

    def _asked(
        self, act: Act, moved: Act, why: Refused | BadInput, here: tuple[int, ...]
    ) -> Judged:
        answer = self._answers.get(act.act, "later")
        both = why.code in IN_USE and any(things(act.facts))
        if answer == "ours":
            return Judged(act=act, state="ours", why=why, here=here)
        if answer == "later":
            return Judged(act=act, state="asked", why=why, here=here, both=both)
        try:
            return self._taken(act, moved, here) if answer == "theirs" else self._both(act, moved)
        except (Refused, BadInput) as still:
            return Judged(act=act, state="asked", why=still, here=here, tried=True, both=both)

    def _both(self, act: Act, moved: Act) -> Judged:
        """Record an act with the first code that is free here and in the other branch.

        Raises:
            Refused: `not-again`, where a hundred codes are used.
        """
        for other in self._codes.others(moved, self._used):
            try:
                return self._taken(act, other)
            except Refused as refused:
                if refused.code not in IN_USE:
                    raise
        raise Refused("not-again")


def refused_after(
    ours: Iterable[Judged], theirs: Sequence[Act], taken: Container[str]
) -> dict[str, int]:
    """Return the acts of the other branch after which acts of this side would be refused.

    Then the result would depend on which laptop is the book, so that a person is asked.

    Args:
        ours: The acts of this side, judged behind the entries of the other branch.
        theirs: The acts of the other branch.
        taken: The ids of those that would be taken without a question.

    Returns:
        Act -> the position of the first entry here that would be refused.
    """
    found: dict[str, int] = {}
    for one in ours:
        if one.state == "asked" and one.why and one.why.code not in _ANY_ORDER:
            act = _in_the_way(one, theirs)
            if act and act.act in taken:
                found.setdefault(act.act, one.act.first.position)
    return found


def _in_the_way(refused: Judged, theirs: Sequence[Act]) -> Act | None:
    """Return the act in the way: that of an entry that is named, else the last about the same."""
    at = {entry.position: act for act in theirs for entry in act.entries}
    if named := [at[position] for position in refused.here if position in at]:
        return named[0]
    tags = _tags(refused.act)
    shared = [(act, _tags(act) & tags) for act in theirs]
    near = [act for act, both in shared if any("/" in t or t.startswith("meeting:") for t in both)]
    return next(reversed(near or [act for act, both in shared if both]), None)


def _tags(act: Act) -> frozenset[str]:
    return frozenset(tag for entry in act.entries for tag in entry.event.tags())


def counted(judged: Collection[Judged], state: State) -> int:
    """Return how many acts are in a state.

    Args:
        judged: The acts.
        state: The state.
    """
    return sum(one.state == state for one in judged)
