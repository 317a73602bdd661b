"""Sealed sheets on the disk: before the opening, nothing of them is in the ledger or near it."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from events.clusters import FoundCluster
from events.errors import Refused
from events.membership import RecordRoster
from events.peer_events import PeerSheetSealed, PeerSheetsOpened
from events.peer_sheets import OpenPeerSheets, SealPeerSheet
from events.rule_book import IssueRules
from events.scoring import RecordScore, Scored, ScoreRecorded
from events.store.ledger import Circumstances, Ledger, drafted
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from tests.facts import HERE
from tests.systems import assert_private
from tests.test_peers import ALL, SEALING
from thidua_tui.acts.undo_redo import last
from thidua_tui.cli.main import answer
from thidua_tui.session import sealed_sheets
from thidua_tui.session.session import Session, take_back

POINTS = "37.4219"
"""Points that nothing else in the ledger looks like."""


@pytest.fixture(autouse=True)
def account(tmp_path, monkeypatch) -> Path:
    """Folders of an account of its own."""
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "home"))
    return Path(tmp_path)


@pytest.fixture
def file(tmp_path) -> Path:
    """A ledger with three members and a book that seals peer sheets."""
    path = Path(tmp_path) / "so.ledger"
    with SQLiteRecorder(path) as recorder:
        session = Session(Ledger(recorder), "Thư ký")
        for code in "abc":
            session.do(FoundUnit(unit=code, name=f"Sở {code.upper()}"))
        session.do(FoundCluster(cluster="cum", name="Cụm", kind="cum", level="province"))
        session.do(RecordRoster(**HERE, units=("a", "b", "c")))
        session.do(IssueRules(**HERE, book=SEALING.book))
    return path


def at(path: Path) -> Session:
    return Session(Ledger(SQLiteRecorder(path)), "Thư ký")


def sheet(scorer: str, points: str = POINTS, **more: Any) -> SealPeerSheet:
    cells = tuple(
        Scored(unit=unit, criterion=line, points=Decimal(points))
        for unit in ALL[scorer]
        for line in ("I", "II")
    )
    nonce = {"a": "1d", "b": "2d", "c": "3d"}[scorer] * 32
    return SealPeerSheet(**HERE, scorer=scorer, cells=cells, **{"nonce": nonce} | more)


def opening(**more: Any) -> OpenPeerSheets:
    return OpenPeerSheets(**HERE, **more)


def seal_all(session: Session) -> None:
    for scorer in ALL:
        session.do(sheet(scorer))


def test_nobody_with_the_file_and_sqlite_reads_sealed_points(file, account):
    session = at(file)
    seal_all(session)
    kept = sealed_sheets.sealed_folder(session.ledger)
    session.ledger.recorder.close()  # type: ignore[attr-defined]  # of SQLite, not of any recorder
    others = [p for p in account.rglob("*") if p.is_file() and kept not in p.parents]
    assert file in others
    for path in others:
        content = path.read_bytes()
        for secret in (POINTS, "1d" * 32, "2d" * 32, "3d" * 32):
            assert secret.encode() not in content, path
            assert secret.encode("utf-16-le") not in content, path
    assert all(POINTS.encode() in path.read_bytes() for path in kept.iterdir())


def test_a_sealed_sheet_is_for_this_account_alone(file):
    session = at(file)
    seal_all(session)
    folder = sealed_sheets.sealed_folder(session.ledger)
    for path in (folder, *folder.iterdir()):
        assert_private(path)
    assert sorted(path.suffix for path in folder.iterdir()) == [".json"] * 3


def test_the_last_sheet_in_one_act_records_the_scores_of_all(file):
    session = at(file)
    seal_all(session)
    entries = session.do(opening())
    assert len({entry.act for entry in entries}) == 1
    scores = [e.event for e in entries if isinstance(e.event, ScoreRecorded)]
    assert {(s.unit, s.scorer, s.stage, s.points) for s in scores} == {
        (unit, scorer, "peer", Decimal(POINTS)) for scorer, units in ALL.items() for unit in units
    }


def test_a_refused_sheet_leaves_no_file(file):
    session = at(file)
    with pytest.raises(Refused, match="points-outside"):
        session.do(sheet("a", "51"))
    folder = sealed_sheets.sealed_folder(session.ledger)
    assert not folder.exists() or [*folder.iterdir()] == []


def test_a_sheet_that_cannot_be_kept_is_not_sealed(file, account):
    session = at(file)
    folder = sealed_sheets.sealed_folder(session.ledger)
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder belongs", "utf-8")
    before = session.ledger.position()
    with pytest.raises(Refused, match="sealed-sheet-unwritten"):
        session.do(sheet("a"))
    assert session.ledger.position() == before


def file_of(session: Session, scorer: str) -> Path:
    of = [e.event for e in session.ledger.read() if isinstance(e.event, PeerSheetSealed)]
    seal = [event.seal for event in of if event.scorer == scorer][-1]
    return sealed_sheets.file_of(session.ledger, seal)


@pytest.mark.parametrize("damage", ["51.0000", "", "not even JSON"])
def test_an_altered_sheet_is_named_when_it_is_opened(file, damage):
    session = at(file)
    seal_all(session)
    path = file_of(session, "b")
    path.write_text(
        path.read_text("utf-8").replace(POINTS, damage) if damage[:1] == "5" else damage,
        "utf-8",
    )
    with pytest.raises(Refused) as refused:
        session.do(opening())
    assert (refused.value.code, refused.value.facts["scorer"]) == ("sealed-sheet-altered", "b")


def test_a_lost_sheet_is_named_with_its_place_and_is_sealed_again(file):
    session = at(file)
    seal_all(session)
    path = file_of(session, "c")
    path.unlink()
    with pytest.raises(Refused) as refused:
        session.do(opening())
    assert refused.value.code == "sealed-sheet-missing"
    assert refused.value.facts == {"scorer": "c", "path": str(path)}
    with pytest.raises(Refused, match="peer-sheet-sealed-already"):
        session.do(sheet("c", "12", nonce="4d" * 32))
    session.do(sheet("c", "12", nonce="4d" * 32), reason="Mất phiếu")
    scores = [e.event for e in session.do(opening()) if isinstance(e.event, ScoreRecorded)]
    assert {s.points for s in scores if s.scorer == "c"} == {Decimal(12)}


def test_a_lost_sheet_can_be_left_out_with_a_reason(file):
    session = at(file)
    seal_all(session)
    file_of(session, "c").unlink()
    entries = session.do(opening(without=("c",)), reason="Phiếu c mất, cụm thống nhất bỏ")
    (opened,) = [e.event for e in entries if isinstance(e.event, PeerSheetsOpened)]
    assert opened.without == ("c",)
    assert {e.event.scorer for e in entries if isinstance(e.event, ScoreRecorded)} == {"a", "b"}


def test_a_sheet_comes_from_another_computer_with_its_file(file, account, monkeypatch):
    session = at(file)
    session.do(sheet("a"))
    session.do(sheet("b"))
    here = sealed_sheets.sealed_folder(session.ledger)
    monkeypatch.setenv("THIDUA_HOME", str(account / "elsewhere"))
    at(file).do(sheet("c"))
    there = sealed_sheets.sealed_folder(session.ledger)
    monkeypatch.setenv("THIDUA_HOME", str(account / "home"))
    with pytest.raises(Refused, match="sealed-sheet-missing"):
        session.do(opening())
    for path in there.iterdir():
        shutil.copy(path, here)
    assert session.do(opening())


def test_two_terminals_seal_at_once(file):
    """Every sheet is in, and of two seals of one unit only the first needs no reason."""
    terminals = [at(file) for _ in range(4)]
    acts = [sheet("a"), sheet("b"), sheet("c"), sheet("c", "12", nonce="4d" * 32)]

    def seal(number: int) -> str:
        try:
            terminals[number].do(acts[number])
        except Refused as refused:
            return refused.code
        return "sealed"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(seal, range(4)))
    assert answers == ["peer-sheet-sealed-already", "sealed", "sealed", "sealed"]
    folder = sealed_sheets.sealed_folder(terminals[0].ledger)
    assert len([*folder.iterdir()]) == 3
    assert terminals[1].do(opening())


def test_undoing_an_opening_seals_the_sheets_again(file):
    session = at(file)
    seal_all(session)
    entries = session.do(opening())
    session.do(take_back(entries), reason="Mở nhầm")
    with pytest.raises(Refused, match="peer-sheets-sealed"):
        session.do(RecordScore(**HERE, unit="a", criterion="I", stage="peer", points=Decimal(1),
                               scorer="b"))  # fmt: skip
    assert session.do(opening())


@pytest.mark.parametrize("count", [1, 4])
def test_what_was_sealed_or_opened_is_not_recorded_again_by_redo(file, count):
    session = at(file)
    seal_all(session)
    if count == 4:
        session.do(opening())
    session.do(last(session, redo=False).command(), reason="Nhầm")
    with pytest.raises(Refused, match="not-again"):
        last(session, redo=True).command()


@pytest.mark.parametrize("changed", [False, True])
def test_verify_names_the_opened_sheet_that_is_not_what_was_sealed(file, capsys, changed):
    session = at(file)
    seal_all(session)
    if not changed:
        session.do(opening())
    else:  # a program that does not ask the rules
        facts = opening(sheets=sealed_sheets.found(session.ledger, **HERE)).decide(
            session.ledger.history(opening().boundary())[0]
        )
        how = Circumstances(by="Thư ký", act="wrong")
        for fact in facts:
            if isinstance(fact, ScoreRecorded) and fact.scorer == "b":
                fact = replace(fact, points=Decimal("37.4218"))
            drafted_fact = drafted(fact, how, session.ledger.clock())[0]
            session.ledger.recorder.append([drafted_fact])
    session.ledger.recorder.close()  # type: ignore[attr-defined]  # of SQLite, not of any recorder
    code = answer(["verify", "--ledger", str(file), "--lang", "en"])
    said = capsys.readouterr()
    assert code == (5 if changed else 0), said
    assert ("opened peer sheet of b (2020) does not match its seal" in said.err) == changed
