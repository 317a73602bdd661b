"""The score grid of peers: closed cells, the scorer, sealing with F2, opening with one key."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from events.cross_check import PlanCrossCheck
from events.elections import ElectDeputy, ElectHead
from events.peer_events import CheckPair, PeerSheetSealed
from events.rosters import members, roster_of
from events.rule_book import IssueRules
from events.score_book.book import Derivation, Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Direct
from events.scoring import RecordScore, ScoreRecorded, scores_of
from tests.form_app import STARTED, session
from tests.test_score_grid import BOOK, GridApp, said, staged
from thidua_tui.forms.draft_storage import DraftFile
from thidua_tui.forms.drafts import GRID, Drafts
from thidua_tui.screens.form import Form
from thidua_tui.screens.score_grid import Scores
from thidua_tui.screens.scorer_list import ScorerList
from thidua_tui.screens.seal_sheet import SealSheet
from thidua_tui.session import sealed_sheets
from thidua_tui.session.session import Session

AT: Any = {"cluster": "tmth", "year": 2020}
LEADERS = (ElectHead(**AT, unit="vp-dbqh"), ElectDeputy(**AT, unit="stc"))
LINES = tuple(Node(code=c, title=c, max=Decimal(50), score=Direct()) for c in ("I", "II"))
PEERS: Any = ("self", "peer", "verified")


def book(*, sealed: bool) -> IssueRules:
    tree = ScoreBook(
        title="Sách",
        scale=Scale(total=Decimal(100)),
        criteria=LINES,
        derivation=Derivation(scorers=PEERS, final="last", sealed=sealed),
    )
    return IssueRules(**AT, book=tree)


@pytest.fixture(autouse=True)
def account(tmp_path, monkeypatch) -> Path:
    """Folders of an account of its own."""
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "own"))
    return Path(tmp_path)


def cell(app: GridApp) -> str:
    """What is said of the cell under the cursor."""
    return str(app.screen.body.cell.left.plain) + str(app.screen.body.cell.right.plain)


def units(app: GridApp) -> tuple[str, ...]:
    sheet = app.screen.sheet
    return tuple(sheet.units)


async def to(pilot: Any, unit: str) -> None:
    """Put the cursor into the first cell of a unit."""
    grid = pilot.app.screen.body.grid
    grid.move(units(pilot.app).index(unit) - grid.row, -grid.column)
    await pilot.pause()


def marks(app: GridApp, unit: str) -> set[str | None]:
    row = units(app).index(unit)
    return {app.screen.face.content.marks.get((row, column)) for column in (0, 1)}


async def test_the_heads_row_is_closed_and_says_who_verifies_it():
    app = GridApp(session(*STARTED, BOOK, *LEADERS))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert marks(app, "vp-dbqh") == {"closed"}
        assert marks(app, "stc") == {None}
        await to(pilot, "vp-dbqh")
        await pilot.press("9", "enter")
        assert "Trưởng cụm" in said(app)
        assert app.screen.ground.names.short("stc", 2020) in said(app)
        assert "Ctrl+L" in said(app)
        assert staged(app) == {}


async def test_the_deputy_is_chosen_once_and_verifies_the_head():
    at = session(*STARTED, BOOK, *LEADERS)
    app = GridApp(at)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l")
        assert isinstance(app.screen, ScorerList)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert marks(app, "vp-dbqh") == {None}
        await to(pilot, "vp-dbqh")
        await pilot.press("9", "enter", "8", "enter", "f2")
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        await app.workers.wait_for_complete()
        below = units(app)[units(app).index("vp-dbqh") + 1]
    scores = {s.unit: (s.scorer, s.points) for s in recorded(at, ScoreRecorded)}
    assert scores == {"vp-dbqh": ("stc", Decimal(9)), below: (None, Decimal(8))}


async def test_what_was_pasted_before_the_deputy_was_chosen_goes_to_the_deputy():
    app = GridApp(session(*STARTED, BOOK, *LEADERS))
    async with app.run_test() as pilot:
        await pilot.pause()
        await to(pilot, "vp-dbqh")
        app.post_message(Paste("9\t8"))
        await pilot.pause()
        assert {state for state, _ in staged(app).values()} == {"refused"}
        await pilot.press("ctrl+l", "down", "enter")
        await pilot.pause()
        assert [*staged(app).values()] == [("new", "9"), ("new", "8")]
        assert {key.scorer for key, _ in app.screen.staged.items()} == {"stc"}


async def test_a_verified_cell_of_the_head_is_corrected_and_keeps_its_verifier():
    done = RecordScore(**AT, unit="vp-dbqh", criterion="I", points=Decimal(9), scorer="stc")
    at = session(*STARTED, BOOK, *LEADERS, done)
    app = GridApp(at)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert marks(app, "vp-dbqh") == {None, "closed"}
        await to(pilot, "vp-dbqh")
        await pilot.press("8", "enter")
        assert [*staged(app).values()] == [("changed", "8")]
        await pilot.press("f2", *"go nham", "f2")
        await pilot.pause()
        await app.workers.wait_for_complete()
    history, _ = at.ledger.history((scores_of("tmth", 2020),))
    assert [(s.scorer, s.points) for s in history.of(ScoreRecorded)] == [("stc", Decimal(8))]


async def test_peer_cells_are_closed_until_a_scorer_is_chosen():
    app = GridApp(session(*STARTED, book(sealed=False)))
    async with app.run_test() as pilot:
        await app.screen.to_stage("peer")
        assert all(marks(app, unit) == {"closed"} for unit in units(app))
        await pilot.press("9", "enter")
        assert "Ctrl+L" in said(app)
        await pilot.press("ctrl+l", *"snv", "enter")
        await pilot.pause()
        assert app.screen.scorer == "snv"
        assert marks(app, "snv") == {"closed"}
        assert marks(app, "stc") == {None}
        await pilot.press("f8", "f8", "f8")
        await pilot.pause()
        assert (app.screen.stage, app.screen.scorer) == ("peer", "snv")


async def filled(pilot: Any, scorer: str) -> None:
    """Type a peer's whole sheet."""
    screen: Scores = pilot.app.screen
    screen.scorers["peer"] = scorer
    await screen.to_stage("peer")
    for unit in units(pilot.app):
        if unit != scorer:
            await to(pilot, unit)
            await pilot.press("3", "7", "tab", "4", "1", "enter")
    await pilot.pause()


async def sealed(pilot: Any, scorer: str) -> None:
    await filled(pilot, scorer)
    await pilot.press("f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, SealSheet)
    await pilot.press("f2")
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def recorded(at: Session, kind: type[Any]) -> list[Any]:
    return [e.event for e in at.ledger.read() if isinstance(e.event, kind)]


async def test_f2_seals_a_peers_sheet_and_leaves_nothing_of_it_in_a_draft():
    at = session(*STARTED, book(sealed=True))
    app = GridApp(at)
    async with app.run_test() as pilot:
        await filled(pilot, "snv")
        here = app.screen.here
        assert "37" in str(Drafts(at).of(GRID, here))
        await sealed(pilot, "snv")
        assert isinstance(app.screen, Scores)
        (event,) = recorded(at, PeerSheetSealed)
        assert (event.scorer, event.filled) == ("snv", 2 * (len(units(app)) - 1))
        assert recorded(at, ScoreRecorded) == []
        assert staged(app) == {}
        assert Drafts(at).of(GRID, here) == {}
        assert app.screen.taken_back == {}
        assert f"1/{len(units(app))}" in said(app)
        assert app.screen.sheet.cells == {}


async def test_a_draft_on_the_disk_has_no_points_of_a_sealed_sheet(account):
    at = session(*STARTED, book(sealed=True))
    app: Any = GridApp(at)
    app.draft_file = DraftFile(account / "drafts")
    async with app.run_test() as pilot:
        await filled(pilot, "snv")
        app.draft_file.put(Drafts(at).all)
        app.draft_file.flush()
        assert holding(account, b'"37"')
        await sealed(pilot, "snv")
        assert not holding(account, b'"37"')
        assert [path.parent.parent.name for path in holding(account, b'"points":"37"')] == [
            "sealed"
        ]


def holding(folder: Path, content: bytes) -> list[Path]:
    """The files whose bytes hold this, sealed sheets apart where a cell's text is meant."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    drafts = content == b'"37"'
    return [
        path
        for path in files
        if content in path.read_bytes() and not (drafts and "sealed" in path.parts)
    ]


async def test_an_incomplete_sheet_asks_for_the_reason_in_the_dialog():
    at = session(*STARTED, book(sealed=True))
    app = GridApp(at)
    async with app.run_test() as pilot:
        screen: Any = app.screen
        screen.scorers["peer"] = "snv"
        await screen.to_stage("peer")
        await to(pilot, "stc")
        await pilot.press("9", "enter", "f2", "f2")
        await pilot.pause()
        assert isinstance(app.screen, SealSheet)
        assert "còn thiếu" in app.screen.reason.wrong
        await pilot.press(*"vang", "f2")
        await pilot.pause()
        await app.workers.wait_for_complete()
        assert [event.filled for event in recorded(at, PeerSheetSealed)] == [1]


async def test_nothing_else_is_recorded_while_a_sheet_waits_to_be_sealed():
    at = session(*STARTED, book(sealed=True))
    app = GridApp(at)
    async with app.run_test() as pilot:
        await filled(pilot, "snv")
        await app.screen.to_stage("verified")
        await to(pilot, "stc")
        await pilot.press("9", "enter", "f2")
        await pilot.pause()
        assert (app.screen.stage, app.screen.scorer) == ("peer", "snv")
        assert "niêm phong" in said(app)
        assert recorded(at, ScoreRecorded) == []


async def test_one_key_opens_all_sheets_once_the_last_is_in():
    at = session(*STARTED, book(sealed=True))
    app = GridApp(at)
    async with app.run_test() as pilot:
        await pilot.pause()
        for scorer in units(app):
            await sealed(pilot, scorer)
        await pilot.press("o")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        count = len(units(app)) * (len(units(app)) - 1) * 2
        assert len(recorded(at, ScoreRecorded)) == count
        assert str(count) in said(app)


async def test_before_that_the_key_asks_for_the_reason_and_names_the_missing_units():
    at = session(*STARTED, book(sealed=True))
    app = GridApp(at)
    async with app.run_test() as pilot:
        await pilot.press("o")
        assert "chưa có phiếu" in said(app)
        await sealed(pilot, "snv")
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        missing = set(app.screen.filling.raw["without"].split())
        assert missing == {*at_units(at)} - {"snv"}


def at_units(at: Session) -> tuple[str, ...]:
    return members(at.ledger.history((roster_of("tmth", 2020),))[0], "tmth", 2020)


async def test_a_lost_sheet_is_named_and_the_way_out_is_open():
    at = session(*STARTED, book(sealed=True))
    app = GridApp(at)
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        for scorer in units(app):
            await sealed(pilot, scorer)
        lost = recorded(at, PeerSheetSealed)[0]
        sealed_sheets.file_of(at.ledger, lost.seal).unlink()
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        assert app.screen.filling.raw["without"] == lost.scorer
        assert recorded(at, ScoreRecorded) == []


async def test_the_plan_is_shown_where_peers_score():
    pairs = (CheckPair(scorer="snv", unit="stc"), CheckPair(scorer="stc", unit="snv"))
    app = GridApp(session(*STARTED, book(sealed=True), PlanCrossCheck(**AT, pairs=pairs)))
    async with app.run_test(size=(120, 40)) as pilot:
        screen: Any = app.screen
        screen.scorers["peer"] = "snv"
        await screen.to_stage("peer")
        await pilot.pause()
        title = str(screen.query_one("#grid-panel").border_title)
        assert "0/2" in title
        assert screen.ground.names.short("stc", 2020) in title
