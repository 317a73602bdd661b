"""Positions of the other branch, and every event type: replayed, or asked about with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from events.branches import BranchMerged
from events.corrections import EntriesRetracted
from events.errors import Refused, ThiduaError
from events.event import Entry, Event, event_types, name_of
from events.merge_places import NAMED, READ_AT, Act, Places, acts_of, fork_of, undone
from events.merging import Merge
from events.papers import PaperIssued
from events.roles import HeadElected
from events.store.codec import decode
from tests.facts import HERE, MEMBERS
from tests.spec import ledger_with
from tests.test_golden import LINES, ours
from tests.two_laptops import BECAUSE, Laptop
from thidua_tui.acts.acts_again import command_again
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.session.merge_trial import MergeTrial
from views.names import Names

NO_POSITION = {
    *("after_years", "annulled_for", "approved", "asked", "book", "branch_entries", "cells"),
    *("count", "differences", "digits", "filled", "fork", "had", "least", "members", "minutes"),
    *("most", "nth", "of", "presented", "proposed", "rank", "register", "rounds"),
    *("schema", "serial", "since", "size", "taken", "threshold", "told", "total"),
    *("until", "valid_for", "women", "year"),
}
"""Fields of whole numbers that are no position of an entry: counts, years, numbers of their own."""


def whole_numbers(kind: type[Event]) -> set[str]:
    """The fields of an event that hold whole numbers, alone or several."""
    found = set()
    info: Any = msgspec.inspect.type_info(kind)
    for field in info.fields:
        pending = [field.type]
        while pending:
            of = pending.pop()
            if isinstance(of, msgspec.inspect.IntType):
                found.add(field.name)
            pending += [*getattr(of, "types", ())]
            if (item := getattr(of, "item_type", None)) is not None:
                pending.append(item)
    return found


def test_every_field_that_holds_a_position_is_moved():
    moved = {(kind, f) for table in (NAMED, READ_AT) for kind, fs in table.items() for f in fs}
    held = {(k, f) for k in ours() for f in whole_numbers(k)}
    assert moved <= held
    unknown = {(name_of(k), f) for k, f in held - moved if f not in NO_POSITION}
    assert unknown == set(), "is it a position? then add it to events/merge_places.py"


def entry_at(position: int, event: Event, act: str = "x") -> Entry:
    [*_, entry] = ledger_with(event).read()
    return msgspec.structs.replace(entry, position=position, place=position, act=act)


def test_a_position_behind_the_fork_is_where_the_entry_is_here():
    places = Places(10)
    there, here = entry_at(11, MEMBERS[0]), entry_at(25, MEMBERS[0])
    places.follow([there], [here])
    assert [places.here(p) for p in (3, 10, 11)] == [3, 10, 25]
    with pytest.raises(Refused, match="merge-needs-asked"):
        places.here(12)
    assert [places.upto(p) for p in (9, 11, 14)] == [9, 25, 25]
    assert Places(10).upto(14) == 10


def test_an_act_is_undone_by_what_takes_it_back_alone():
    """What takes back more than that has to be decided, so that the act has, too."""
    facts = [entry_at(n, HeadElected(**HERE, unit=u), u) for n, u in ((11, "a"), (12, "b"))]
    alone = entry_at(13, gone(11), "alone")
    assert undone([*acts_of([*facts, alone])]) == {"a", "alone"}
    wider = entry_at(13, gone(11, 5), "wider")
    assert undone([*acts_of([*facts, wider])]) == frozenset()
    other = entry_at(14, gone(11), "other")
    assert undone([*acts_of([*facts, wider, other])]) == {"a", "other"}
    instead = [entry_at(13, gone(12), "c"), entry_at(14, HeadElected(**HERE, unit="c"), "c")]
    assert undone([*acts_of([*facts, *instead])]) == frozenset()


def gone(*positions: int) -> EntriesRetracted:
    return EntriesRetracted(positions=positions, place=positions[0], concerns=())


def test_a_paper_is_of_the_entries_that_were_taken():
    places = Places(10)
    places.follow([entry_at(11, MEMBERS[0])], [entry_at(25, MEMBERS[0])])
    line = LINES["paper-issued.v1"].read_bytes().splitlines()[-1]
    issued = decode(12, "paper-issued", line)
    assert isinstance(issued.event, PaperIssued)
    about = msgspec.structs.replace(issued.event, about_entry=11, known_at=12)
    act = Act(act="y", entries=(msgspec.structs.replace(issued, event=about),))
    moved = places.moved(act).first.event
    assert isinstance(moved, PaperIssued)
    assert (moved.about_entry, moved.known_at) == (25, 25)


@pytest.mark.parametrize("shared", range(6))
def test_the_fork_is_the_last_position_with_the_same_hash(shared: int):
    asked = []

    def same(position: int) -> bool:
        asked.append(position)
        return position <= shared

    assert fork_of(5, 9, same) == shared
    assert len(asked) <= 3


def test_every_event_type_is_taken_or_asked_about_with_a_reason(tmp_path: Path):
    """Never lost: what no command makes is asked about too, in a sentence of both languages."""
    laptop = Laptop(tmp_path / "a.ledger", "an")
    laptop.begin(MEMBERS)
    words = [Words(lang) for lang in LANGUAGES]
    for kind in ours():
        line = LINES[f"{name_of(kind)}.v{kind.version}"].read_bytes().splitlines()[-1]
        theirs = [decode(laptop.recorder.head() + 1, name_of(kind), line)]
        trial = MergeTrial(laptop.session, command_again, BECAUSE)
        [judged] = Merge(laptop.recorder.head(), [], trial).plan(acts_of(theirs))
        expected = ("had",) if kind is BranchMerged else ("taken", "asked")
        assert judged.state in expected, name_of(kind)
        assert (judged.why is None) == (judged.state != "asked"), name_of(kind)
        if judged.why:
            assert all(said.refusal(judged.why, Names()) for said in words)
    laptop.close()


def test_only_sealed_sheets_and_merges_have_no_command():
    """Control: for every other event there is a command that a rule can answer."""
    without = set()
    for kind in ours():
        line = LINES[f"{name_of(kind)}.v{kind.version}"].read_bytes().splitlines()[-1]
        entry = decode(7, name_of(kind), line)
        gone = [entry_at(5, MEMBERS[0])]
        try:
            command_again(Act(act="x", entries=(entry,)), gone)
        except ThiduaError as refused:
            assert refused.code == "not-again"
            without.add(name_of(kind))
    assert without == {"peer-sheet-sealed", "peer-sheets-opened", "branch-merged"}
    assert {*event_types()} >= without
