"""When a meeting closes, the program keeps a copy of the ledger; of a demo it keeps none."""

from __future__ import annotations

import pytest

from events.errors import UnreadableLedger
from events.meetings import OpenMeeting
from events.store.sqlite.backup import backups, read_back
from tests.pages import ledger_at, press, settled, shown, toasts
from thidua_tui.app import backup_on_close, run
from thidua_tui.app.app import ThiduaApp
from thidua_tui.cli.commands import demo as demo_command
from thidua_tui.platform import settings
from thidua_tui.session import backup
from thidua_tui.session.samples import conference

OPEN = OpenMeeting(meeting="m", cluster="tmth", year=2020, title="Họp", on=conference.DAY)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "backup_folder", lambda: tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def meeting(tmp_path):
    """A ledger with a meeting in session."""
    return ledger_at(tmp_path / "so.ledger", *conference.before(), OPEN)


async def close(pilot) -> None:
    """Close the meeting, and wait for what follows."""
    await press(pilot, "b", "f2")
    await settled(pilot)


async def test_a_copy_is_kept_and_told_when_a_meeting_closes(meeting, folder):
    async with shown(meeting) as pilot:
        pilot.app.backs_up = True
        ledger = pilot.app.session.ledger
        await close(pilot)
        [copy] = backups(folder, backup.store(ledger).name)
        assert read_back(copy).entries == ledger.position()
        told = toasts(pilot.app)
        assert told[0] == "Bế mạc hội nghị."
        assert str(copy) in told[1]


async def test_no_copy_of_a_demo(meeting, folder):
    async with shown(meeting) as pilot:
        await close(pilot)
        assert not folder.exists()
        assert toasts(pilot.app) == ["Bế mạc hội nghị."]


async def test_other_acts_make_no_copy(meeting, folder):
    async with shown(meeting) as pilot:
        pilot.app.backs_up = True
        await press(pilot, "t", *"stc", "f2")
        assert not folder.exists()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (UnreadableLedger("copy-disk-full", path="/kho"), "Chưa sao lưu được"),
        (OSError(28, "No space left on device"), "Ổ đĩa đã đầy."),
    ],
)
async def test_a_copy_that_fails_says_so_and_takes_nothing(meeting, monkeypatch, error, says):
    def fail(_):
        raise error

    monkeypatch.setattr(backup_on_close, "backup_now", fail)
    async with shown(meeting) as pilot:
        pilot.app.backs_up = True
        await close(pilot)
        assert says in toasts(pilot.app)[-1]
        assert pilot.app.session.meeting == ""
        await press(pilot, "3")
        assert pilot.app.screen.PLACE == "journal"


@pytest.mark.parametrize(("as_demo", "kept"), [(True, False), (False, True)])
def test_the_program_keeps_copies_and_the_demo_none(monkeypatch, tmp_path, as_demo, kept):
    seen = []
    monkeypatch.setattr(run, "require_terminal", lambda: None)
    monkeypatch.setattr(run, "prepare", lambda: None)
    monkeypatch.setattr(settings, "chosen", dict)
    monkeypatch.setattr(ThiduaApp, "run", lambda app: seen.append(app.backs_up))
    run.run_app(tmp_path / "so.ledger", "vi", read_only=False, demo=as_demo)
    run.run_app(tmp_path / "so.ledger", "vi", read_only=True, demo=as_demo)
    assert seen == [kept, False]


def test_the_demo_says_that_it_is_one(monkeypatch, tmp_path):
    told = {}
    monkeypatch.setattr("thidua_tui.app.run.run_app", lambda _path, _lang, **how: told.update(how))
    demo_command._screen(tmp_path / "demo.ledger", "vi", only=False)
    assert told == {"demo": True, "read_only": False}
