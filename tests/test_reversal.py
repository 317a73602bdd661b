"""What can be undone and redone, and what comes of it: acts again, never a deletion."""

from __future__ import annotations

from datetime import date

import pytest

from events.corrections import EntriesRetracted, effective
from events.elections import ElectDeputy, ElectHead
from events.errors import Refused
from events.event import Source, name_of
from events.peer_events import PeerSheetSealed, PeerSheetsOpened
from events.roles import HeadElected
from events.store.codec import decode
from tests.facts import BOOK, HERE, MEMBERS
from tests.spec import ledger_with
from tests.test_golden import GOLDEN
from thidua_tui.acts.undo_redo import command_for, last, steps
from thidua_tui.command_line import cases
from thidua_tui.session.samples import conference, years
from thidua_tui.session.session import Session, in_place_of
from views.consequences import Imagined, Present

MADE_BY_DECISION = {
    "book",
    "complete",
    "result_unknown",
    "places",
    "basis",
    "cluster",
    "year",
    "rank",
    "name",
    "first_by",
    "cells",
}
"""Fields that a command's name, its meeting or the scores tell, not a field of its own."""
MADE_OF: dict[str, set[str]] = {
    "vote-opened": {"ballot", "units", "by_proxy", "members", "held_under"},
    "agenda-item-taken": {"title"},
    "agenda-item-finished": {"title"},
    "agenda-item-moved": {"title"},
    "agenda-item-skipped": {"title"},
    "award-granted": {"reported"},
    "evidence-attached": {"of", "unit", "criterion"},
    "minutes-approved": {"again"},
    "roster-reported": {"further"},
    "sentence-worded": {"placed"},
    "speaker-finished": {"speaker", "unit"},
    "task-reported": {"text"},
}
"""Event -> further fields that its decision reads in the history, or that its command implies."""
HEAD_A, HEAD_B, HEAD_C = (ElectHead(**HERE, unit=unit) for unit in "abc")
DEPUTY = ElectDeputy(**HERE, unit="c")


@pytest.fixture
def secretary() -> Session:
    return Session(ledger_with(*MEMBERS, BOOK), by="Thư ký")


def heads(session: Session) -> list[str]:
    """Who is head by what counts."""
    counting = effective(session.ledger.read())
    return [e.event.unit for e in counting if isinstance(e.event, HeadElected)]


def reverse(session: Session, *, redo: bool = False) -> str:
    """Ctrl+Z or Ctrl+Y, and Enter."""
    step = last(session, redo=redo)
    session.do(step.command(), reason="thử", source=step.source)
    return step.kind


def undo(session: Session) -> str:
    return reverse(session)


def redo(session: Session) -> str:
    return reverse(session, redo=True)


def correct(session: Session, instead) -> None:
    session.do(in_place_of(session.last_act(), instead), reason="nhập nhầm")


def test_undo_of_a_correction_brings_the_earlier_fact_back_in_one_act(secretary):
    secretary.do(HEAD_A)
    correct(secretary, HEAD_B)
    before = secretary.ledger.position()
    assert undo(secretary) == "restore"
    assert heads(secretary) == ["a"]
    new = [*secretary.ledger.read(after=before)]
    assert len({entry.act for entry in new}) == 1
    assert [type(entry.event) for entry in new] == [EntriesRetracted, HeadElected]


def test_the_fact_that_comes_back_stands_in_its_old_place(secretary):
    secretary.do(HEAD_A)
    secretary.do(DEPUTY)
    correct(secretary, ElectDeputy(**HERE, unit="b"))
    undo(secretary)
    counting = effective(secretary.ledger.read())
    assert [entry.place for entry in counting] == [*range(1, len(counting) + 1)]


def test_undo_goes_back_act_by_act_and_redo_goes_forward_again(secretary):
    secretary.do(HEAD_A)
    correct(secretary, HEAD_B)
    secretary.do(DEPUTY)
    assert [undo(secretary) for _ in range(3)] == ["undo", "restore", "undo"]
    assert heads(secretary) == []
    with pytest.raises(Refused, match="nothing-to-undo"):
        undo(secretary)
    redone = [redo(secretary) for _ in range(3)]
    assert redone == ["redo", "restore", "redo"]
    assert heads(secretary) == ["b"]
    with pytest.raises(Refused, match="nothing-to-redo"):
        redo(secretary)


def test_undo_and_redo_go_on_for_ever(secretary):
    secretary.do(HEAD_A)
    correct(secretary, HEAD_B)
    for _ in range(3):
        undo(secretary)
        assert heads(secretary) == ["a"]
        redo(secretary)
        assert heads(secretary) == ["b"]


def test_nothing_is_ever_deleted(secretary):
    secretary.do(HEAD_A)
    before = [*secretary.ledger.read()]
    undo(secretary)
    redo(secretary)
    assert [*secretary.ledger.read()][: len(before)] == before


def test_redo_is_refused_by_the_rule_that_no_longer_lets_it_through(secretary):
    secretary.do(HEAD_A)
    undo(secretary)
    Session(secretary.ledger, by="Lan").do(HEAD_B)
    with pytest.raises(Refused, match="head-in-office"):
        redo(secretary)


def test_what_was_done_again_by_hand_is_no_longer_offered(secretary):
    secretary.do(HEAD_A)
    undo(secretary)
    secretary.do(HEAD_A)
    with pytest.raises(Refused, match="nothing-to-redo"):
        redo(secretary)


def test_redo_keeps_the_source_of_the_act(secretary):
    paper = Source(kind="newspaper", title="Báo Lạng Sơn")
    secretary.do(HEAD_A, source=paper)
    undo(secretary)
    redo(secretary)
    assert [*secretary.ledger.read()][-1].source == paper


def test_nobody_undoes_or_redoes_what_others_did(secretary):
    other = Session(secretary.ledger, by="Lan")
    other.do(HEAD_A)
    assert steps(secretary) == []
    undo(other)
    with pytest.raises(Refused, match="nothing-to-redo"):
        redo(secretary)


def test_the_list_has_the_newest_first_with_what_was_undone_among_it(secretary):
    secretary.do(HEAD_A)
    secretary.do(DEPUTY)
    undo(secretary)
    secretary.do(ElectDeputy(**HERE, unit="b"))
    found = [(again, step.kind) for again, step in steps(secretary)]
    assert found == [(False, "undo"), (True, "redo"), (False, "undo")]


@pytest.mark.parametrize("story", [conference, cases, years], ids=["demo", "cases", "years"])
def test_the_command_that_does_a_fact_again_records_the_same_fact(story):
    """Decided where the fact was first recorded: what is lost on the way would be seen."""
    told = ledger_with(today=date(2026, 1, 1))
    story.play(told)
    entries = [*told.read()]
    kinds = set()
    for entry in entries:
        if isinstance(entry.event, EntriesRetracted):
            continue
        present = Present(position=entry.position - 1, at=entry.at, today=date(2026, 1, 1))
        again = Imagined(told, present).decide(command_for(entry.event))
        assert [one.event for one in again] == [entry.event]
        kinds.add(type(entry.event))
    assert len(kinds) > 12


@pytest.mark.parametrize("line", sorted(GOLDEN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_fact_of_the_registry_has_a_command_with_all_its_fields(line):
    event = decode(1, line.stem.rpartition(".v")[0], line.read_bytes().splitlines()[-1]).event
    if isinstance(event, EntriesRetracted | PeerSheetSealed | PeerSheetsOpened):
        with pytest.raises(Refused, match="not-again"):
            command_for(event)
        return
    command = command_for(event)
    lost = set(event.__struct_fields__) - set(command.__struct_fields__)
    assert lost <= MADE_BY_DECISION | MADE_OF.get(name_of(event), set()), lost
