"""The plan of a merge and its questions in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias

from events.corrections import EntriesRetracted
from events.event import Entry
from thidua_tui.i18n.messages import Words
from views.moments import entry_at
from views.names import Names
from views.projection import project

if TYPE_CHECKING:
    from events.merging import Answer, Judged, State
    from thidua_tui.session.merge_trial import MergeTrial
    from thidua_tui.session.other_branch import OtherBranch


NUMBERED = ("paper-number-taken", "paper-number-skips", "paper-issued-already", "papers-stay")
"""Reasons for which a paper cannot be recorded under the number that was printed on it."""


MOST = 4
"""So many lines of a question say what an act records, and as many what is here."""


class Plan(Protocol):
    """`thidua_tui.queries.merging.MergePlan`."""

    @property
    def branch(self) -> OtherBranch:
        """The other branch."""

    @property
    def since(self) -> int:
        """How many entries this ledger has behind the fork."""

    @property
    def trial(self) -> MergeTrial:
        """The draft."""

    @property
    def asked(self) -> Sequence[Judged]:
        """The acts that wait for an answer."""

    def count(self, state: State) -> int:
        """Return how many acts are in a state."""

    def waiting(self, answers: Mapping[str, Answer]) -> Sequence[Judged]:
        """Return the acts to ask a person about."""


def plan_lines(planned: Plan, words: Words) -> Iterator[str]:
    """Yield what a merge would record, in numbers.

    Args:
        planned: The plan.
        words: The messages of the language to use.
    """
    branch = planned.branch
    yield words("merge.fork", position=branch.fork, ours=planned.since, theirs=len(branch.entries))
    counts = {state: planned.count(state) for state in ("had", "taken", "ours", "theirs", "asked")}
    yield words(
        "merge.counts",
        had=counts["had"],
        taken=counts["taken"] + counts["theirs"],
        ours=counts["ours"] or None,
        asked=counts["asked"],
        waits=counts["asked"] - len(planned.waiting({})) or None,
    )


def done_lines(
    planned: Plan,
    new: Sequence[Entry],
    files: tuple[int, int],
    words: Words,
    ledger: object = None,
    *,
    on_server: bool = False,
) -> Iterator[str]:
    """Yield what a merge recorded and left open, and how the other laptop gets it.

    Args:
        planned: The plan, with every answer.
        new: The entries that were recorded.
        files: How many evidence files were copied, and how many are missing.
        words: The messages of the language to use.
        ledger: Where the ledger is, to be typed; None for that of this account.
        on_server: Whether it is on a server, which the other laptop can use itself.
    """
    names = project(Names(), planned.trial.ledger)
    yield from (refused_line(one, words, names) for one in planned.asked if one.tried)
    yield words("merge.recorded", first=new[0].position, last=new[-1].position)
    if planned.asked:
        yield words("merge.open.answer", count=len(planned.asked))
    copied, missing = files
    if copied or missing:
        yield words("merge.files", count=copied, missing=missing or None)
    yield words("merge.now.one-book")
    if on_server:
        yield "  " + words("merge.now.server")
        return
    yield "  " + words("merge.now.here", ledger=f'"{ledger}"' if ledger else None)
    yield "  " + words("merge.now.there")


def act_line(planned: Plan, one: Judged, words: Words, names: Names) -> str:
    """Return an act in one line: who recorded it in the other branch, where, and what.

    Args:
        planned: The plan.
        one: The act.
        words: The messages of the language to use.
        names: The names of units and clusters.
    """
    first = one.act.first
    text = next(_sentences(one.act.facts or one.act.entries, _there(planned), words, names))
    return f"{first.by}, {first.position}: {text.strip()}"


def question_lines(
    planned: Plan, one: Judged, words: Words, number: tuple[int, int]
) -> Iterator[str]:
    """Yield a question: what the other laptop recorded, why it is asked, what is here.

    Args:
        planned: The plan.
        one: The act that waits for an answer.
        words: The messages of the language to use.
        number: The number of the question, and of how many.
    """
    ledger = planned.trial.ledger
    names = project(Names(), ledger)
    nth, of = number
    yield words("merge.question", nth=nth, of=of)
    yield "  " + _who("merge.there", one.act.first, words)
    yield from _few([*_sentences(one.act.entries, _there(planned), words, names)], words)
    if one.why:
        yield "  " + refused_line(one, words, names)
        if one.why.code in NUMBERED:
            yield "  " + words("merge.paper", here=one.here[0] if one.here else None)
    if one.both:
        yield "  " + words("merge.same-code")
    there = {entry.position for entry in one.act.entries}
    if waits := sum(other.needs in there for other in planned.asked):
        yield "  " + words("merge.waits", count=waits)
    here: list[str] = []
    for entry in filter(None, (entry_at(ledger, position) for position in one.here)):
        here.append("  " + _who("merge.here", entry, words))
        here += _sentences([entry], partial(entry_at, ledger), words, names)
    yield from _few(here, words)


def refused_line(one: Judged, words: Words, names: Names) -> str:
    """Return why an act is asked about, or why the answer “theirs” could not be recorded.

    Args:
        one: The act, with a reason.
        words: The messages of the language to use.
        names: The names of units and clusters.
    """
    why = words.refusal(one.why, names) if one.why else ""
    if one.tried:
        return words("merge.refused", position=one.act.first.position, why=why)
    return words("merge.why", why=why)


Found: TypeAlias = Callable[[int], Entry | None]
"""Finds an entry by its position; None where there is none, whatever a file names."""


def _there(planned: Plan) -> Found:
    """Return what finds an entry of the other branch by its position there."""
    fork, theirs = planned.branch.fork, planned.branch.entries

    def found(position: int) -> Entry | None:
        if position <= fork:
            return entry_at(planned.trial.ledger, position)
        return next(iter(theirs[position - fork - 1 :][:1]), None)

    return found


def _who(key: str, entry: Entry, words: Words) -> str:
    at = words.instant(entry.at)
    return words(key, position=entry.position, by=entry.by, at=at, reason=entry.reason or None)


def _few(lines: Sequence[str], words: Words) -> Iterator[str]:
    """Yield the first of many lines, and how many more there are: a question fits on a screen."""
    yield from lines[:MOST]
    if more := len(lines) - len(lines[:MOST]):
        yield "    " + words("merge.more", count=more)


def _sentences(entries: Sequence[Entry], at: Found, words: Words, names: Names) -> Iterator[str]:
    """Yield what entries record; of a retraction what it takes back, by the numbers there."""
    for entry in entries:
        if isinstance(entry.event, EntriesRetracted):
            for position in entry.event.positions:
                gone = at(position)
                text = words.sentence(gone.event, names) if gone else None
                yield "    " + words("merge.takes-back", position=position, text=text)
        else:
            yield "    " + words.sentence(entry.event, names)
