"""Drafts: kept while one types, whole or not at all, offered again in the same field."""

from __future__ import annotations

import errno
import os

import msgspec
import pytest
from textual.events import Paste

from tests.form_app import HERE, STARTED, session
from tests.narrow import fact
from tests.pages import app_on, ledger_at, press, quiet, screen_text, settled
from tests.systems import assert_private
from tests.test_score_grid import RULED
from thidua_tui.forms.draft_storage import DraftFile, Kept, Stored, folder_of, read
from thidua_tui.forms.drafts import Drafts
from thidua_tui.i18n.messages import Words
from thidua_tui.platform.system.current import SYSTEM
from thidua_tui.screens.form import Form
from thidua_tui.screens.resume_drafts import Resume
from thidua_tui.screens.score_grid import Scores

ONE = Kept(act="record-remark", cluster="tmth", year=2020, raw={"text": "Hai\ndòng"}, field="text")
TWO = Kept(act="found-cluster", raw={"name": "Cụm"}, field="name", cursor=(3,))


def left(folder, *drafts: Kept) -> None:
    """A program wrote these and was killed: its lock went, its file stayed."""
    file = DraftFile(folder)
    file.put((*file.left_behind, *drafts))
    file.flush()
    assert file._lock is not None
    os.close(file._lock)


def test_what_was_left_behind_is_taken_over_once(tmp_path):
    left(tmp_path, ONE, TWO)
    first = DraftFile(tmp_path)
    assert first.left_behind == (ONE, TWO)
    assert DraftFile(tmp_path).left_behind == ()
    assert len([*tmp_path.glob("*.json")]) == 1


def test_what_a_killed_program_had_taken_over_is_not_lost(tmp_path):
    left(tmp_path, ONE)
    left(tmp_path, TWO)
    assert DraftFile(tmp_path).left_behind == (ONE, TWO)


def test_drafts_are_for_this_account_alone(tmp_path):
    folder = tmp_path / "drafts" / "one"
    left(folder, ONE)
    for path in (folder, *folder.iterdir()):
        assert_private(path)


def test_no_draft_leaves_no_file(tmp_path):
    file = DraftFile(tmp_path)
    file.put((ONE,))
    file.flush()
    file.put(())
    file.close()
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1]",
        b'{"version":1,"drafts":[{}]}',
        b"\xff" * 9,
        b'{"a":' + b"[" * 5000,
    ],
)
def test_a_damaged_file_is_set_aside_and_nothing_else_is_lost(tmp_path, data):
    left(tmp_path, ONE)
    (tmp_path / "1-a.json").write_bytes(data)
    assert DraftFile(tmp_path).left_behind == (ONE,)
    assert (tmp_path / "1-a.damaged").read_bytes() == data


def test_drafts_of_a_later_version_stay_where_they_are(tmp_path):
    later = msgspec.json.encode(Stored(version=99, drafts=(ONE,)))
    (tmp_path / "1-a.json").write_bytes(later)
    assert DraftFile(tmp_path).left_behind == ()
    assert (tmp_path / "1-a.json").read_bytes() == later


def test_a_folder_that_cannot_be_written_fails_quietly(tmp_path):
    (tmp_path / "file").write_text("no folder", "utf-8")
    file = DraftFile(tmp_path / "file")
    file.put((ONE,))
    file.flush()
    file.close()
    assert file.failed


def test_a_file_system_without_locks_fails_too(monkeypatch, tmp_path):
    monkeypatch.setattr(SYSTEM, "lock", lambda _: None)
    file = DraftFile(tmp_path)
    file.put((ONE,))
    file.close()
    assert file.failed


def test_a_disk_that_is_full_keeps_what_was_written_and_goes_on_when_there_is_room(
    monkeypatch, tmp_path
):
    file = DraftFile(tmp_path)
    file.put((ONE,))
    file.flush()

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("thidua_tui.forms.draft_storage.os.fsync", full)
        file.put((ONE, TWO))
        file.flush()
        assert (file.failed, read(file.file).drafts) == (True, (ONE,))
    file.flush()
    assert (file.failed, read(file.file).drafts) == (False, (ONE, TWO))


def test_each_ledger_and_each_person_has_a_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path))
    folders = {folder_of(*who) for who in (("a", "b"), ("ab", ""), ("a", "../c"), ("b", "a"))}
    assert len(folders) == 4
    assert {folder.parent for folder in folders} == {tmp_path / "state" / "drafts"}


class Desk:
    """A ledger and the drafts beside it, over several runs of the program."""

    def __init__(self, folder) -> None:
        self.ledger = ledger_at(folder / "demo.ledger", story=True)
        self.folder = folder / "drafts"

    def app(self):
        app = app_on(self.ledger)
        app.drafts_at = lambda _: DraftFile(self.folder)
        return app


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)


async def crash(pilot) -> None:
    """The program ends without a word; only what it had written stays."""
    app = pilot.app
    await quiet(pilot)
    assert app._soon is None
    os.close(app.draft_file._lock)
    app.draft_file = None


async def test_a_text_of_several_lines_comes_back_with_its_cursor(desk):
    async with desk.app().run_test() as pilot:
        await press(
            pilot, "y", "tab", "tab", *"Lan", "tab", "tab", *"mot", "enter", *"hai", "up", "left"
        )
        assert pilot.app.screen.filling.raw["text"] == "mot\nhai"
        await crash(pilot)
    async with desk.app().run_test() as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, Resume)
        assert "«mot hai»" in screen_text(pilot.app)
        await press(pilot, "enter")
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert form.filling.raw["speaker"] == "Lan"
        row = form.body.fields.rows["text"]
        assert row.has_focus_within
        await press(pilot, "X")
        assert form.filling.raw["text"] in ("mot\nhaiX", "moXt\nhai")


async def test_units_in_a_draft_are_told_by_their_names(desk):
    async with desk.app().run_test() as pilot:
        await press(pilot, "t", *"stc")
        await crash(pilot)
    async with desk.app().run_test() as pilot:
        await settled(pilot)
        assert "«Sở Tài chính»" in screen_text(pilot.app)


async def test_a_cell_half_typed_comes_back_in_its_cell(tmp_path):
    desk = Desk(tmp_path)
    desk.ledger = ledger_at(tmp_path / "scores.ledger", *RULED)
    async with desk.app().run_test() as pilot:
        await press(pilot, "c", "down", *"9,")
        assert isinstance(pilot.app.screen, Scores)
        await crash(pilot)
    async with desk.app().run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        scores = pilot.app.screen
        assert isinstance(scores, Scores)
        assert (scores.body.grid.row, scores.body.entry.value) == (1, "9,")
        await press(pilot, "5", "f2", "f2")
        assert [str(fact(e).points) for e in scores.recorded] == ["9.5"]
        assert Drafts(pilot.app.session).all == ()


async def test_staged_cells_come_back_with_the_wrong_and_the_half_typed(tmp_path):
    desk = Desk(tmp_path)
    desk.ledger = ledger_at(tmp_path / "scores.ledger", *RULED)
    async with desk.app().run_test() as pilot:
        await press(pilot, "c")
        pilot.app.post_message(Paste("9\tchín\n41\t8"))
        await press(pilot, *"9,5", "enter", "left", *"3")
        await crash(pilot)
    async with desk.app().run_test() as pilot:
        await settled(pilot)
        assert "4 ô chưa ghi" in screen_text(pilot.app)
        await press(pilot, "enter")
        scores = pilot.app.screen
        assert isinstance(scores, Scores)
        shown, grid = scores.body.grid.shown, scores.body.grid
        assert (shown.cells[0, 1], shown.cells[1, 0]) == ("9,5", "41")
        assert (shown.marks[0, 1], shown.marks[1, 0]) == ("new", "refused")
        assert (grid.row, grid.column, scores.body.entry.value) == (1, 0, "3")


async def test_a_correction_half_filled_comes_back_as_a_correction(desk):
    async with desk.app().run_test() as pilot:
        await press(pilot, "3", "down", "enter", "s", "tab", "tab", *"Hue", "escape")
        await crash(pilot)
    async with desk.app().run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert [entry.position for entry in pilot.app.screen.instead_of] == [34]


async def test_what_was_only_looked_at_leaves_no_draft(desk):
    async with desk.app().run_test() as pilot:
        await press(pilot, "3", "down", "enter", "s", "escape")
        assert Drafts(pilot.app.session).all == ()


async def test_a_draft_is_given_up_on_purpose_or_later(desk):
    left(desk.folder, ONE, TWO)
    async with desk.app().run_test() as pilot:
        await settled(pilot)
        await press(pilot, "escape")
        assert len(Drafts(pilot.app.session).all) == 2
        await crash(pilot)
    async with desk.app().run_test() as pilot:
        await settled(pilot)
        await press(pilot, "delete", "delete")
        assert not isinstance(pilot.app.screen, Resume)
        await crash(pilot)
    assert DraftFile(desk.folder).left_behind == ()


async def test_leaving_with_drafts_on_the_disk_asks_nothing(desk):
    app = desk.app()
    async with app.run_test() as pilot:
        await press(pilot, "m", *"Phong", "escape")
        await pilot.press("q")
        assert app.return_code == 0
    assert "Ghi phong trào thi đua" in app.close_drafts()


def test_a_draft_is_described_by_the_field_that_its_text_is_of():
    at = session(*STARTED)
    raw = {"year": "2020", "method": "consensus", "unit": "", "votes": ""}
    Drafts(at).keep("elect-head", HERE, raw, "unit")
    assert "Năm: «2020»" in Resume(at, Words("vi")).line(0, 80).plain
