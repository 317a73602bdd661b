"""What a first-time user meets: nothing is invented, and nothing is left over."""

from __future__ import annotations

from decimal import Decimal

import pytest
from textual.events import Paste

from events.clusters import FoundCluster
from events.emulation_movements import LaunchMovement
from events.meetings import OpenMeeting
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from tests.form_app import STARTED
from tests.pages import NOW, ledger_at, press, screen_text, settled, shown, toasts
from tests.test_score_grid import BOOK, STC, GridApp, ruled, said
from thidua_tui.cli.main import answer
from thidua_tui.session.session import Session
from thidua_tui.textual_compat.terminal_input import TornPaste

UNITS = "Sở Tài chính\nSở Nội vụ\nVăn phòng UBND tỉnh"


async def test_the_tour_stays_in_the_year_of_the_roster(tmp_path):
    """N5: the head is of the year whose members were recorded, not of the present one."""
    async with shown(ledger_at(tmp_path / "empty.ledger")) as pilot:
        await press(pilot, "f3", "enter")
        pilot.app.post_message(Paste(UNITS))
        await press(pilot, "f2", "escape", "enter", *"Cum", "f2", "enter")
        pilot.app.screen.filling.put("year", "2019")
        await press(pilot, "f2")
        assert pilot.app.here.year == 2019
        await press(pilot, "enter")
        assert pilot.app.screen.filling.raw["year"] == "2019"
        await press(pilot, *"stc", "tab", "f2", "enter")
        assert pilot.app.screen.PLACE == "year"
        assert "Năm 2019" in screen_text(pilot.app)
        assert "Sở Tài chính" in screen_text(pilot.app)


async def test_a_year_without_facts_names_those_that_have_some(tmp_path):
    """N5: from an empty year one sees where the data are."""
    async with shown(ledger_at(tmp_path / "demo.ledger", story=True)) as pilot:
        await press(pilot, "right", "right")
        assert any(
            "Năm này chưa ghi gì; có số liệu: 2020, 2021" in text for text in toasts(pilot.app)
        )


async def test_a_frozen_grid_takes_no_letters_and_says_how_a_score_is_corrected():
    """N10: the grid says what to do first, in a sentence of two lines at 80 columns."""
    async with GridApp(
        ruled(AdoptResult(cluster="tmth", year=2020, places=(Place(place=1, unit="stc"),)))
    ).run_test() as pilot:
        await pilot.press(*"asua")
        assert pilot.app.screen.body.entry.value == ""
        todo = "Hủy kết quả (có lý do) rồi mới sửa điểm: phím a, «Hủy kết quả»"
        assert todo in said(pilot.app)
        assert len(said(pilot.app)) <= 2 * 76


async def test_the_reason_of_a_correction_starts_empty(tmp_path):
    """N20: a reason half typed for one correction is not that of the next."""
    score = RecordScore(**STC, criterion="I", points=Decimal(9))
    path = ledger_at(tmp_path / "ruled.ledger", *STARTED, BOOK, score)
    async with shown(path) as pilot:
        await press(pilot, "3", "enter", "s")
        pilot.app.screen.filling.put("reason", "h")
        await press(pilot, "escape", "s")
        assert pilot.app.screen.filling.raw["reason"] == ""


async def test_undo_of_what_another_terminal_recorded_says_who_and_where(tmp_path):
    """N23: the last act may be another terminal's, of the same account."""
    path = ledger_at(tmp_path / "shared.ledger", story=True)
    async with shown(path) as pilot:
        with SQLiteRecorder(path) as theirs:
            Session(Ledger(theirs, clock=lambda: NOW), pilot.app.session.by).do(
                LaunchMovement(movement="moi", name="Phong trào mới")
            )
        await press(pilot, "ctrl+z")
        assert "Việc này không ghi từ cửa sổ đang mở" in screen_text(pilot.app)
        assert "Phong trào mới" in screen_text(pilot.app)


@pytest.fixture
def journal(tmp_path, capsys):
    """What `entry` prints of one entry of a small ledger."""
    criterion = Criterion(code="I", name="Kế hoạch năm", max_points=Decimal("5.5"))
    path = ledger_at(
        tmp_path / "small.ledger",
        FoundUnit(unit="stc", name="Sở Tài chính"),
        FoundCluster(cluster="tmth", name="Cụm"),
        RecordRoster(cluster="tmth", year=2020, units=("stc",)),
        IssueRules(cluster="tmth", year=2020, criteria=(criterion,)),
        OpenMeeting(meeting="m", cluster="tmth", year=2020, title="Họp", place="Trụ sở"),
    )

    def printed(number: int) -> str:
        assert answer(["--ledger", str(path), "entry", str(number)]) == 0
        return str(capsys.readouterr().out)

    return printed


def test_an_entry_shows_no_empty_fact_and_numbers_with_a_comma(journal):
    """N24: no heading without a value; a maximum as it is written in Vietnamese."""
    assert not [line for line in journal(1).splitlines() if line.rstrip().endswith(":")]
    assert "5,5" in journal(4)
    assert "5.5" not in journal(4)


def test_a_place_within_a_sentence_begins_small(journal):
    """N24: «tại trụ sở», as it is written."""
    assert "tại trụ sở" in journal(5)


def test_the_code_of_a_unit_follows_the_usual_abbreviation(tmp_path, capsys):
    """N24: «sngv» for Sở Ngoại vụ, where «snv» is that of Sở Nội vụ."""
    path = ledger_at(tmp_path / "small.ledger", FoundUnit(unit="snv", name="Sở Nội vụ"))
    assert answer(["--ledger", str(path), "do", "đơn vị Sở Ngoại vụ"]) == 0
    assert "sngv" in capsys.readouterr().out


@pytest.mark.parametrize("torn", [False, True])
async def test_a_paste_that_is_refused_is_spoken_of_once(tmp_path, torn):
    """Refused for its length: nothing more is said when its end does not arrive either."""
    async with shown(ledger_at(tmp_path / "empty.ledger")) as pilot:
        await press(pilot, "u")
        pilot.app.post_message(Paste("Sở Y tế\n" * 8_000))
        if torn:
            pilot.app.post_message(TornPaste())
        await settled(pilot)
        assert ["Chưa dán gì" in text for text in toasts(pilot.app)] == [True]


async def test_a_paste_without_its_end_is_spoken_of_where_it_was_taken(tmp_path):
    async with shown(ledger_at(tmp_path / "empty.ledger")) as pilot:
        await press(pilot, "u")
        pilot.app.post_message(Paste("Sở Y tế"))
        pilot.app.post_message(TornPaste())
        await settled(pilot)
        assert ["Phần dán chưa trọn" in text for text in toasts(pilot.app)] == [True]
