"""Laws of a merge, over random branches of one ledger on which any commands were tried."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.branches import BranchMerged
from events.command import Command
from events.corrections import EntriesRetracted, effective
from events.errors import BadInput, Refused
from events.event import Entry
from events.merging import Answer
from events.operators import DismissOperator, NameOperator
from tests.amount import amount
from tests.model.courses import CHAINS
from tests.model.drawn import BEGIN, SEEDS, pool, some_of
from tests.model.machine import MEMORY
from tests.two_laptops import Laptop
from tests.universe import COMMANDS, quick
from thidua_tui.queries.merging import MergePlan
from thidua_tui.session.session import take_back

UNSIGNED = [kind for kind in COMMANDS if kind not in (NameOperator, DismissOperator)]
ACTS = st.tuples(st.sampled_from(UNSIGNED), SEEDS, st.booleans())
SEASONS = st.sampled_from([c for c in CHAINS if not {NameOperator, DismissOperator} & {*c}])
Act = tuple[type[Command], int, bool]
Season = tuple[type[Command], ...]


def tried(laptop: Laptop, kind: type[Command], seed: int, tries: int = 6) -> None:
    """Do the first of a few commands of a kind that is accepted."""
    for command in some_of(kind, seed, tries):
        try:
            laptop.do(command)
        except (Refused, BadInput):
            continue
        return


def undone(laptop: Laptop) -> None:
    """Take the last act back, if that is accepted."""
    kept = effective(laptop.entries())
    last = [entry for entry in kept if entry.act == kept[-1].act]
    try:
        laptop.do(take_back(last))
    except Refused:
        return


def branch(laptop: Laptop, season: Season, acts: Sequence[Act]) -> None:
    """Record a season and some acts; after some of them the last act is taken back."""
    for nth, kind in enumerate(season):
        tried(laptop, kind, nth + len(laptop.by))
    for kind, seed, back in acts:
        tried(laptop, kind, seed)
        if back:
            undone(laptop)


def grounds(laptop: Laptop, planned: MergePlan) -> set[str]:
    """What the questions are about: the tags of the acts, and of what is in their way here."""
    asked = [one for one in planned.asked if one.why and one.why.code != "not-again"]
    here = {position for one in asked for position in one.here}
    entries = [e for one in asked for e in one.act.entries]
    entries += [e for e in laptop.entries() if e.position in here]
    return {tag for entry in entries for tag in entry.event.tags()}


def moot(entries: Sequence[Entry], act: str, here: set[str]) -> bool:
    """Whether an act is a merge, was undone in its branch, or what is here took its place there."""
    facts = {one.position for one in entries if not isinstance(one.event, EntriesRetracted)}
    found = [one for one in entries if one.act == act]
    gone = {
        position
        for entry in entries
        if isinstance(entry.event, EntriesRetracted)
        and (entry.act in here or not facts & {e.position for e in entries if e.act == entry.act})
        for position in entry.event.positions
    }
    return all(
        isinstance(one.event, BranchMerged)
        or (
            gone.issuperset(one.event.positions)
            if isinstance(one.event, EntriesRetracted)
            else one.position in gone
        )
        for one in found
    )


def alike(one: set[str], other: set[str]) -> bool:
    """Whether both ask, about something that both name, or neither does."""
    return bool(one & other) if one or other else True


@pytest.fixture(scope="module", autouse=True)
def pools():
    """The commands to draw from: they cannot be made inside a run."""
    for kind in UNSIGNED:
        pool(kind)


@quick(amount(8, 40, 400))
@given(
    before=SEASONS,
    seasons=st.tuples(SEASONS, SEASONS),
    mine=st.lists(ACTS, max_size=6),
    theirs=st.lists(ACTS, max_size=6),
    answer=st.sampled_from(("ours", "theirs", "later")),
)
def test_a_merge_keeps_the_laws_loses_nothing_and_is_done_once(
    before: Season,
    seasons: tuple[Season, Season],
    mine: list[Act],
    theirs: list[Act],
    answer: Answer,
) -> None:
    with TemporaryDirectory(dir=MEMORY) as folder:
        a = Laptop(Path(folder, "a.ledger"), "an")
        for command in BEGIN:
            a.do(command)
        branch(a, before, [])
        fork = a.recorder.head()
        b = a.copied(Path(folder, "b.ledger"), "binh")
        branch(a, seasons[0], mine)
        branch(b, seasons[1], theirs)
        if fork in (a.recorder.head(), b.recorder.head()):
            return
        acts = {entry.act for entry in b.ledger.read(after=fork)}
        already = a.flaws()
        planned = a.planned(b)
        assert alike(grounds(a, planned), grounds(b, b.planned(a))), "which laptop is the book"
        assert {one.act.act for one in planned.judged} == acts
        if not planned.new:  # all of it is here, or means nothing any more
            assert all(moot(b.entries(), act, set()) for act in acts)
            return
        done = a.merged(b, lambda _: answer)
        assert a.flaws() == already
        assert {one.act.act for one in done.judged} == acts
        here = {entry.act for entry in a.ledger.read(after=fork)}
        open_or_declined = {one.act.act for one in done.judged if one.state in ("asked", "ours")}
        for act in acts - here - open_or_declined:
            assert moot(b.entries(), act, here), act
        again = a.planned(b, {one.act.act: "later" for one in done.asked})
        assert again.count("taken") == 0
        assert {one.act.act for one in again.asked} == {one.act.act for one in done.asked}
        a.close()
        b.close()
