"""A file over the score grid: the picker, the cells before they are staged, one act, once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from events.scoring import ScoreRecorded
from tests.form_app import HERE, STARTED, session
from tests.scored_year import B, scored
from tests.sheet_files import number
from tests.test_sheet_reading import AS_RECORDED, foreign, own
from tests.test_unit_face import FacesApp, said
from thidua_tui.forms.file_offers import PARENT, SHOWN, completed, offers
from thidua_tui.screens.file_picker import FilePicker
from thidua_tui.screens.score_commit import Commit
from thidua_tui.screens.sheet_check import SheetCheck
from thidua_tui.screens.sheet_tabs import SheetTabs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what may be meant and what may not."""
    monkeypatch.setattr(FilePicker, "last", tmp_path)
    for name in ("Bảng điểm.xlsx", "bang cu.csv", "anh.png", ".an.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "Tài liệu").mkdir()
    os.utime(tmp_path / "bang cu.csv", (1, 1))
    return tmp_path


def names(text: str, start: Path) -> list[str]:
    return [offer.name for offer in offers(text, start).found]


def test_only_what_may_fit_is_offered_the_newest_first(folder):
    assert names("", folder) == ["Bảng điểm.xlsx", "bang cu.csv", "Tài liệu", PARENT]
    assert names("bang", folder) == ["Bảng điểm.xlsx", "bang cu.csv"]
    assert names("t", folder) == ["Tài liệu"]
    assert names(".a", folder) == [".an.xlsx"]
    assert names(f"{folder}{os.sep}", Path("/")) == names("", folder)


def test_a_long_folder_is_bounded(tmp_path):
    for n in range(SHOWN + 5):
        (tmp_path / f"{n:04}.csv").touch()
    found = offers("", tmp_path)
    assert (len(found.found), found.more) == (SHOWN + 1, 5)


def test_a_folder_that_cannot_be_looked_at_says_why(tmp_path):
    for text in ("none/", "a\0b/", "~nobody-of-that-name/"):
        found = offers(text, tmp_path)
        assert found.refusal and not found.found


@pytest.mark.parametrize(
    ("text", "whole"),
    [("Bả", "Bảng điểm.xlsx"), ("bang c", "bang cu.csv"), ("t", f"Tài liệu{os.sep}"), ("x", "x")],
)
def test_a_path_is_completed_as_far_as_what_fits_agrees(folder, text, whole):
    assert completed(text, offers(text, folder)) in (whole, text)
    if text in ("bang c", "t"):
        assert completed(text, offers(text, folder)) == whole


def grid() -> FacesApp:
    return FacesApp(session(*STARTED, *scored()))


async def pick(pilot, path: Path) -> None:
    """Choose a file in the grid, and wait until it is read."""
    await pilot.press("ctrl+f")
    assert isinstance(pilot.app.screen, FilePicker)
    pilot.app.screen.entry.value = str(path)
    await pilot.press("enter")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_a_file_is_looked_at_staged_recorded_once_and_undone_as_one(tmp_path):
    app = grid()
    file = tmp_path / "b.xlsx"
    changed = {"I.1": number("D3", "37"), "II.1": number("D5", "29")}
    file.write_bytes(own(app.at, AS_RECORDED | changed))
    async with app.run_test(size=(120, 40)) as pilot:
        await pick(pilot, file)
        check = app.screen
        assert isinstance(check, SheetCheck)
        assert any("D3" in text and "38 → 37" in text for text, _ in check.texts)
        assert any("95,50 → 95" in text or "95,5 → 95" in text for text, _ in check.texts)
        await pilot.press("enter")
        assert len(app.screen.staged) == 2
        assert "2 ô" in said(app)
        await pilot.press("f2")
        commit = app.screen
        assert isinstance(commit, Commit)
        assert "b.xlsx" in commit.reason.raw
        await pilot.press("f2")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        acts = {e.act for e in app.at.ledger.read() if isinstance(e.event, ScoreRecorded)}
        assert len(acts) == 2  # the year, and the file
        await pick(pilot, file)
        assert "đã đọc vào sổ" in said(app)
        assert not len(app.screen.staged)


async def test_what_is_asked_takes_a_second_key(tmp_path):
    app = grid()
    file = tmp_path / "b.xlsx"
    file.write_bytes(own(app.at, AS_RECORDED | {"I.1": number("D3", "37")}, more=' hidden="1"'))
    async with app.run_test(size=(120, 40)) as pilot:
        await pick(pilot, file)
        await pilot.press("enter")
        asked = app.screen
        assert isinstance(asked, SheetCheck)
        await pilot.press("enter")
        assert len(app.screen.staged) == 1


async def test_a_sheet_without_a_unit_asks_for_it(tmp_path):
    app = grid()
    file = tmp_path / "b.xlsx"
    file.write_bytes(foreign(("TT", "Tiêu chí", "Thẩm định"), ("1", "Tiêu chí I.1", "37")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pick(pilot, file)
        choice = app.screen
        assert isinstance(choice, SheetTabs)
        await pilot.press(*"stc", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        [(key, staged)] = app.screen.staged.items()
        assert (key.unit, key.criterion, staged.text) == (B, "I.1", "37")


@pytest.mark.parametrize("content", [b"\0" * 100, b"<html>", b"PK\x03\x04 no more"])
async def test_a_file_that_cannot_be_read_says_so_and_nothing_typed_is_lost(tmp_path, content):
    app = grid()
    file = tmp_path / "[b]x.xlsx"
    file.write_bytes(content)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"3", "7", "enter")
        await pick(pilot, file)
        assert "▲" in said(app)
        assert "[b]x.xlsx" in said(app)
        assert len(app.screen.staged) == 1
        assert HERE.year == 2020
