"""The signing round of a compact, and the matrix of movements: what their keys record."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from textual.events import Paste

from events.compact_signatures import SignCompact
from events.emulation_movements import LaunchMovement
from events.persons import NameRepresentative
from tests.driven import AppPilot
from tests.pages import ShownApp, ledger_at, press, screen_text, shown, standing_still
from thidua_tui.forms.pasted_results import place_results
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.screens.form import Form
from thidua_tui.screens.movement_matrix import MovementMatrix
from thidua_tui.screens.signing_round import SigningRound
from thidua_tui.widgets.header_footer import KeyBar
from views.compacts import CompactRow, Compacts
from views.emulation_movements import MovementRow, Movements

CLUSTER = "tmth"


@pytest.fixture
def path(tmp_path):
    """The demo, with a movement of the cluster, and a representative of one unit."""
    movement = LaunchMovement(movement="ntm", name="Nông thôn mới", of_cluster=CLUSTER)
    person = NameRepresentative(unit="stc", person="Nguyễn Văn A", office="Giám đốc")
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", movement, person, story=True)


async def open_act(pilot: AppPilot[ShownApp], act: str) -> None:
    """Open an act as the menu does, at the conference's year."""
    await press(pilot, "1")
    await pilot.app.do_act(act)
    await press(pilot)


def compact(pilot: AppPilot[ShownApp]) -> CompactRow:
    session = pilot.app.session
    assert session
    (row,) = session.see(Compacts(CLUSTER, pilot.app.here.year)).rows()
    return row


def movement(pilot: AppPilot[ShownApp], code: str) -> MovementRow:
    session = pilot.app.session
    assert session
    rows = session.see(Movements(CLUSTER, pilot.app.here.year)).rows()
    return next(row for row in rows if row.movement == code)


async def test_space_signs_with_the_representative_and_takes_the_signature_back(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await open_act(pilot, "sign-for-unit")
        assert isinstance(pilot.app.screen, SigningRound)
        assert "0/8" in screen_text(pilot.app)
        await press(pilot, "down", "space")
        row = compact(pilot)
        (signed,) = row.signatures
        assert (signed.unit, signed.person, signed.office) == ("stc", "Nguyễn Văn A", "Giám đốc")
        assert (row.signatories, "1/8" in screen_text(pilot.app)) == ((), True)
        assert "Chưa ký: VP Đoàn ĐBQH" in screen_text(pilot.app)
        await press(pilot, "up", "space")
        assert (compact(pilot).signatures, "0/8" in screen_text(pilot.app)) == ((), True)
        last = [*pilot.app.session.ledger.read()][-1] if pilot.app.session else None
        assert last is not None and last.reason == "Ghi nhầm chữ ký"


async def test_enter_opens_the_form_of_who_signs(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await open_act(pilot, "sign-for-unit")
        await press(pilot, "space")
        assert " , " not in screen_text(pilot.app)  # only the time is recorded
        await press(pilot, "up", "enter")
        form = pilot.app.screen
        assert isinstance(form, Form) and form.act.id == "name-signer"
        await press(pilot, *"Ba Binh", "f2")
        await press(pilot, "escape")
        assert [one.person for one in compact(pilot).signatures] == ["", "Ba Binh"]
        assert "Ba Binh" in screen_text(pilot.app)


async def test_a_signature_that_came_with_the_compact_names_its_entry(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        session = pilot.app.session
        assert session
        year = pilot.app.here.year or 0
        (entry,) = session.do(SignCompact(cluster=CLUSTER, year=year, signatories=("stc",)))
        await open_act(pilot, "sign-for-unit")
        await press(pilot, "down", "space")
        assert f"ở mục {entry.position}" in screen_text(pilot.app)
        assert session.ledger.position() == entry.position


async def test_the_matrix_registers_records_results_and_takes_back(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await open_act(pilot, "record-movement-result")
        screen = pilot.app.screen
        assert isinstance(screen, MovementMatrix)
        at = [one.movement for one in screen.movements].index("ntm")
        await press(pilot, *["right"] * at, "space", "down", "space")
        assert len(movement(pilot, "ntm").registrations) == 2
        await press(pilot, "enter")
        form = pilot.app.screen
        assert isinstance(form, Form) and form.filling.raw["movement"] == "ntm"
        await press(pilot, *"Giup 2 xa", "f2")
        assert pilot.app.screen is screen, "the form of a cell leads back to the matrix"
        (result,) = movement(pilot, "ntm").results
        assert result.text == "Giup 2 xa"
        assert "Giup 2 xa" in screen_text(pilot.app)
        await press(pilot, "up", "space")
        assert [one.unit for one in movement(pilot, "ntm").registrations] == [result.unit]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_matrix_shows_whole_names_and_the_whole_cell_under_the_cursor(
    path: Path, size: tuple[int, int]
):
    async with shown(path, size=size) as pilot:
        await open_act(pilot, "record-movement-result")
        screen = pilot.app.screen
        assert isinstance(screen, MovementMatrix)
        count = len(screen.movements)
        for number, one in enumerate(screen.movements, 1):
            text = screen_text(pilot.app)
            assert f"{number}/{count}" in text
            assert text.count(one.movement_name[:24]) >= 2, "above the list and over its column"
            await press(pilot, "right")
        long = "mười hai sáng kiến cải tiến quy trình giải quyết thủ tục hành chính"
        screen.post_message(Paste(f"Sở Tài chính\t{long}"))
        await press(pilot, "down")
        assert f"chưa đăng ký; kết quả: {long}" in " ".join(screen_text(pilot.app).split())


async def test_the_matrix_concludes_a_movement_once(path: Path):
    async with shown(path, size=(80, 24)) as pilot:
        await open_act(pilot, "record-movement-result")
        screen = pilot.app.screen
        assert isinstance(screen, MovementMatrix)
        foot = screen.query_one(KeyBar).render().plain
        assert "e Tổng kết" in foot and "m Thêm" in foot
        assert "Esc/F4" in foot
        at = [one.movement for one in screen.movements].index("ntm")
        await press(pilot, *["right"] * at, "e", "f2")
        assert movement(pilot, "ntm").ended
        assert isinstance(pilot.app.screen, MovementMatrix)
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, MovementMatrix)
        assert "đã được tổng kết" in screen_text(pilot.app)


async def test_one_of_several_registrations_of_an_act_is_taken_back_alone(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await open_act(pilot, "join-movement")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.filling.put("movement", "ntm")
        await press(pilot, "f2", "escape")
        units = len(movement(pilot, "ntm").registrations)
        assert units > 1
        await open_act(pilot, "record-movement-result")
        screen = pilot.app.screen
        assert isinstance(screen, MovementMatrix)
        at = [one.movement for one in screen.movements].index("ntm")
        await press(pilot, *["right"] * at, "space")
        assert len(movement(pilot, "ntm").registrations) == units - 1


async def test_a_pasted_block_of_results_is_one_act(path: Path):
    async with shown(path, size=(80, 24)) as pilot:
        await open_act(pilot, "record-movement-result")
        screen = pilot.app.screen
        session = pilot.app.session
        assert isinstance(screen, MovementMatrix) and session
        before = session.ledger.position()
        at = [one.movement for one in screen.movements].index("ntm")
        await press(pilot, *["right"] * at)
        screen.post_message(Paste("Sở Tài chính\t1.250.000 đồng\nSở Nội vụ\tgiúp hai xã\n"))
        await press(pilot)
        first, second = movement(pilot, "ntm").results
        assert (first.unit, first.amount, first.measure) == ("stc", Decimal(1_250_000), "đồng")
        assert (second.unit, second.text) == ("snv", "giúp hai xã")
        assert len(session.last_act()) == 2
        screen.post_message(Paste("Không có đơn vị này\tx\nSở Tư pháp\tx\nSở Ngoại vụ\tx"))
        await press(pilot)
        assert "Không có đơn vị này" in screen_text(pilot.app)
        assert session.ledger.position() == before + 2
        screen.post_message(Paste("x"))
        await press(pilot)
        (joined,) = movement(pilot, "ntm").registrations
        assert joined.unit == screen.units[0]


def test_cells_of_a_block_follow_the_cursor_where_no_unit_is_named():
    units = [Option(code=code, name=f"Sở {code}") for code in "abc"]
    placed = place_results("1\t-\n2\t3\n", units, ["m", "n"], 1)
    assert placed.cells == {("b", "m"): "1", ("c", "m"): "2", ("c", "n"): "3"}
    assert not placed.surplus
    beyond = place_results("1\t2\t3\n4\n", units, ["m", "n"], 2)
    assert (beyond.rows, beyond.columns) == (1, 1)
