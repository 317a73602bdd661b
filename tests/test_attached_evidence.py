"""Files attached to any entry: the rules, and how they stay with what they are evidence of."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from events.attached_evidence import AttachEvidence
from events.batch import Together
from events.corrections import EntriesRetracted, effective
from events.elections import ElectHead
from events.errors import BadInput, Refused
from events.evidence_files import EvidenceAttached, Subject, subject
from events.roles import HeadElected
from events.scoring import RecordScore
from events.store.ledger import Circumstances, drafted
from events.unit_commands import RenameUnit
from tests.facts import BOOK, DAY, HERE, MEMBERS, Fields
from tests.spec import flat, given
from thidua_tui.acts.undo_redo import last
from thidua_tui.queries.filed_evidence import checked_files
from thidua_tui.session.named_files import look
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.session import Session, in_place_of, to_correct

SHA = "ab" * 32
FILE: Fields = {"name": "Quyết định 12.pdf", "sha256": SHA, "size": 12}
BASE = (*MEMBERS, BOOK)
OF_A = ("unit:a", "unit:a/2020", "cluster:cum", "cluster:cum/2020")
HEAD = ElectHead(**HERE, unit="a")


def attached(**more: object) -> EvidenceAttached:
    return EvidenceAttached(**{**FILE, **more})


def test_a_file_is_attached_to_what_is_recorded_with_it():
    elected = HeadElected(**HERE, unit="a")
    given(BASE).when(Together(commands=(HEAD, AttachEvidence(**FILE)))).then(
        elected, attached(of=1, concerns=elected.tags(), unit="a")
    )


def test_a_file_is_attached_to_an_entry_in_force():
    command = AttachEvidence(**FILE, entry=1, concerns=("unit:a",))
    given(MEMBERS).when(command).then(attached(entry=1, concerns=("unit:a",), unit="a"))
    gone = EntriesRetracted(positions=(1,), concerns=("unit:a",), place=1)
    given(MEMBERS, gone).when(command).refused("not-in-force", position=1)
    given(MEMBERS).when(AttachEvidence(**FILE)).refused("not-in-force", position=0)


def test_the_same_content_is_attached_once_to_an_entry():
    known = attached(entry=1, concerns=("unit:a",), unit="a")
    again = AttachEvidence(**{**FILE, "name": "Bản sao.pdf"}, entry=1, concerns=("unit:a",))
    given(MEMBERS, known).when(again).refused("evidence-attached-already", name=FILE["name"])
    other = AttachEvidence(**FILE, entry=2, concerns=("unit:b",))
    given(MEMBERS, known).when(other).then(attached(entry=2, concerns=("unit:b",), unit="b"))
    twice = Together(commands=(HEAD, AttachEvidence(**FILE), AttachEvidence(**FILE)))
    given(BASE).when(twice).refused("evidence-attached-already", name=FILE["name"])


def test_the_criterion_of_a_score_is_that_of_its_file():
    score = RecordScore(**HERE, unit="a", criterion="II", points=Decimal(9))
    [_, file] = given(BASE).when(Together(commands=(score, AttachEvidence(**FILE)))).accepted()
    assert isinstance(file, EvidenceAttached)
    assert (file.unit, file.criterion) == ("a", "II")
    assert subject(file.tags()) == Subject("cum", 2020, "a")
    peer = RecordScore(
        **HERE, unit="a", criterion="II", points=Decimal(8), stage="peer", scorer="b"
    )
    [_, file] = given(BASE).when(Together(commands=(peer, AttachEvidence(**FILE)))).accepted()
    assert isinstance(file, EvidenceAttached)
    assert (file.unit, file.criterion) == ("a", "II")  # not the unit that scored
    more = RecordScore(**HERE, unit="b", criterion="I", points=Decimal(9))
    both = Together(commands=(score, more, AttachEvidence(**FILE)))
    [*_, file] = given(BASE).when(both).accepted()
    assert isinstance(file, EvidenceAttached)
    assert (file.unit, file.criterion) == (None, None)


@pytest.fixture
def session(tmp_path: Path):
    """A session at a ledger in a file, with members and a rule book."""
    with opened(tmp_path / "a.ledger", create=True) as made:
        for number, fact in enumerate(flat([BASE]), 1):
            how = Circumstances(by="given", act=f"given-{number}")
            made.recorder.append([drafted(fact, how, made.clock())[0]])
        yield Session(made, "Thư ký")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "qd.pdf"
    path.write_text("Quyết định", "utf-8")
    return path


def with_file(session: Session, command: object, path: Path):
    file = AttachEvidence(**session.to_file(look(path)))
    return session.do(Together(commands=(command, file)))


def files_of(session: Session) -> list[tuple[str, int | None, str]]:
    """Unit, entry and state of every file."""
    return [(f.row.unit, f.row.entry, f.state) for f in checked_files(session.ledger)]


def test_a_file_of_an_act_is_kept_and_follows_its_correction(session, paper):
    elected, _ = with_file(session, HEAD, paper)
    assert files_of(session) == [("a", elected.position, "kept")]
    session.do(in_place_of([elected], ElectHead(**HERE, unit="b")), reason="nghe nhầm")
    [(unit, entry, state)] = files_of(session)
    [head] = [e for e in effective(session.ledger.read()) if isinstance(e.event, HeadElected)]
    assert (unit, entry, state) == ("b", head.position, "kept")


def test_undo_takes_the_file_from_the_act_and_leaves_it_in_the_folder(session, paper):
    with_file(session, HEAD, paper)
    step = last(session, redo=False)
    session.do(step.command(), reason="nhầm")
    assert files_of(session) == []
    assert session.evidence.state(look(paper).sha256) == "kept"
    session.do(last(session, redo=True).command())
    assert [state for *_, state in files_of(session)] == ["kept"]


def test_undo_of_a_correction_brings_the_file_back_to_the_first_fact(session, paper):
    elected, _ = with_file(session, HEAD, paper)
    session.do(in_place_of([elected], ElectHead(**HERE, unit="b")), reason="nghe nhầm")
    session.do(last(session, redo=False).command(), reason="không nhầm")
    [(unit, entry, state)] = files_of(session)
    assert (unit, state) == ("a", "kept")
    assert entry is not None and entry > elected.position


def test_a_file_that_is_attached_later_follows_a_correction_too(session, paper):
    [elected] = session.do(HEAD)
    file = session.to_file(look(paper))
    session.do(AttachEvidence(entry=elected.position, concerns=elected.event.tags(), **file))
    session.do(in_place_of([elected], ElectHead(**HERE, unit="b")), reason="nghe nhầm")
    assert [(unit, state) for unit, _, state in files_of(session)] == [("b", "kept")]
    session.do(last(session, redo=False).command(), reason="không nhầm")
    assert [(unit, state) for unit, _, state in files_of(session)] == [("a", "kept")]


def test_a_file_of_several_facts_stays_with_those_that_are_right(session, paper):
    scores = [RecordScore(**HERE, unit=u, criterion="I", points=Decimal(9)) for u in "ab"]
    file = AttachEvidence(**session.to_file(look(paper)))
    wrong, *_ = session.do(Together(commands=(*scores, file)))
    better = RecordScore(**HERE, unit="c", criterion="I", points=Decimal(9))
    session.do(in_place_of([wrong], better), reason="nhầm đơn vị")
    assert {unit for unit, *_ in files_of(session)} == {"", "c"}  # the first is of two units


def test_a_correction_means_the_fact_and_not_its_file(session, paper):
    entries = with_file(session, HEAD, paper)
    assert to_correct(entries) == entries[0]
    assert to_correct(entries[1:]) == entries[1]


def test_a_lost_file_holds_up_no_correction(session, paper):
    elected, _ = with_file(session, HEAD, paper)
    session.evidence.file(look(paper).sha256).unlink()
    paper.unlink()
    session = Session(session.ledger, "Thư ký")
    session.do(in_place_of([elected], ElectHead(**HERE, unit="b")), reason="nghe nhầm")
    session.do(last(session, redo=False).command(), reason="không nhầm")
    assert [(unit, state) for unit, _, state in files_of(session)] == [("a", "missing")]


def test_one_content_is_kept_once_for_several_facts(session, paper):
    with_file(session, HEAD, paper)
    with_file(session, RenameUnit(unit="d", name="Sở Mới", on=DAY), paper)
    assert len([*session.evidence.path.iterdir()]) == 1
    assert {unit for unit, *_ in files_of(session)} == {"a", "d"}


def test_a_refused_act_keeps_no_file(session, paper):
    with pytest.raises(Refused):
        with_file(session, ElectHead(**HERE, unit="d"), paper)
    assert not [*session.evidence.path.iterdir()]


def test_what_cannot_be_copied_records_nothing(session, paper, monkeypatch):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    file = AttachEvidence(**session.to_file(look(paper)))
    before = session.ledger.position()
    monkeypatch.setattr("thidua_tui.platform.secure_files.create", full)
    with pytest.raises(BadInput) as bad:
        session.do(Together(commands=(HEAD, file)))
    assert bad.value.code == "evidence-unwritable"
    assert session.ledger.position() == before
