"""The channel to a wall: private, bounded, and plain about who wrote it and who still runs."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.systems import assert_private
from thidua_tui.session.wall_channel import ALIVE, BEAT, LARGEST, Channel, Scene, Shown, channel_of
from thidua_tui.session.wall_lead import WallLead

SCENE = Scene(place="reveal", cluster="c", year=2025, at=3)


class Clock:
    """Seconds that a test moves; the files' own times are those of the machine."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def wall(tmp_path, clock):
    """A wall that attends."""
    one = Channel(tmp_path / "wall", clock)
    one.attend()
    return one


def seen(channel: Channel) -> Shown:
    """Return what the channel shows."""
    shown = channel.look().shown
    assert shown is not None
    return shown


def lead(folder: Path, clock: Clock, by: str = "An") -> WallLead:
    return WallLead(Channel(folder, clock), by, lambda: 77)


def test_a_wall_reads_what_the_secretary_shows(wall, clock):
    lead(wall.folder, clock).follow(SCENE)
    assert (wall.look().state, seen(wall).scene, seen(wall).by) == ("live", SCENE, "An")


def test_without_a_wall_nothing_is_written(tmp_path, clock):
    one = lead(tmp_path / "wall", clock)
    one.follow(SCENE)
    assert one.whose == ""
    assert not (tmp_path / "wall").exists()


def test_files_and_folders_are_private(wall, clock):
    lead(wall.folder, clock).follow(SCENE)
    for path in (wall.folder, *wall.folder.iterdir()):
        assert_private(path)


def test_a_page_that_is_not_shown_leaves_the_last_one_on_the_wall(wall, clock):
    one = lead(wall.folder, clock)
    one.follow(SCENE)
    one.follow(None)
    assert seen(wall).scene == SCENE


def test_what_is_held_stays_and_names_its_position(wall, clock):
    one = lead(wall.folder, clock)
    one.follow(SCENE)
    one.toggle_hold()
    one.follow(Scene(place="leaders", cluster="c", year=2025))
    assert (seen(wall).scene, seen(wall).held) == (SCENE, 77)
    one.toggle_hold()
    one.follow(Scene(place="leaders", cluster="c", year=2025))
    assert (seen(wall).scene.place, seen(wall).held) == ("leaders", None)


def test_blank_is_written_at_once_and_outlives_the_wall(wall, clock):
    one = lead(wall.folder, clock)
    one.follow(SCENE)
    one.toggle_blank()
    assert seen(wall).blank
    wall.leave()
    clock.ahead += 2 * BEAT
    one.follow(SCENE)
    assert (one.whose, wall.look().state) == ("", "absent")
    again = Channel(wall.folder, clock)
    again.attend()
    os.utime(again._mine, (clock(), clock()))
    clock.ahead += 2 * BEAT
    one.follow(SCENE)
    assert seen(again).blank


def test_a_secretary_that_does_not_answer_is_silent_and_one_that_ended_absent(wall, clock):
    one = lead(wall.folder, clock)
    one.follow(SCENE)
    clock.ahead = ALIVE + 1
    assert wall.look().state == "silent"
    one.close()
    assert wall.look().state == "absent"


def test_of_two_secretaries_the_first_has_the_wall_until_the_other_takes_it(wall, clock):
    first, second = lead(wall.folder, clock, "An"), lead(wall.folder, clock, "Bình")
    first.follow(SCENE)
    second.follow(Scene(place="leaders", cluster="c", year=2025))
    assert (first.whose, second.whose, second.other) == ("ours", "others", "An")
    second.take()
    clock.ahead += 2 * BEAT
    first.follow(SCENE)
    assert (first.whose, first.other, seen(wall).by) == ("others", "Bình", "Bình")


def test_a_secretary_takes_the_wall_of_one_that_crashed(wall, clock):
    lead(wall.folder, clock, "An").follow(SCENE)
    clock.ahead = ALIVE + 1
    os.utime(wall._mine, (clock(), clock()))
    second = lead(wall.folder, clock, "Bình")
    second.follow(SCENE)
    assert (second.whose, seen(wall).by) == ("ours", "Bình")


def test_leaving_does_not_remove_what_another_program_shows(wall, clock):
    first, second = lead(wall.folder, clock, "An"), lead(wall.folder, clock, "Bình")
    first.follow(SCENE)
    second.follow(SCENE)
    second.take()
    first.close()
    assert seen(wall).by == "Bình"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b'{"version":2,"owner":"a","by":"b","scene":{}}',
        b'{"version":1,"owner":"a","by":"b","scene":{},"run":"rm"}',
        b'{"version":1,"owner":"a","by":"b","scene":{"at":"\x1b]52;c;eA==\x07"}}',
        b"[" * 3000,
        b'{"version":1,"owner":"' + b"a" * LARGEST + b'","by":"b","scene":{}}',
    ],
)
def test_content_of_another_program_is_foreign(wall, content):
    wall._state.touch(mode=0o600)
    wall._state.write_bytes(content)
    assert wall.look().state == "foreign"
    assert wall.look().shown is None


@pytest.mark.posix("modes of files; Windows inherits the access list of the folder")
def test_a_file_that_others_can_write_and_a_link_are_foreign(wall, clock, tmp_path):
    lead(wall.folder, clock).follow(SCENE)
    wall._state.chmod(0o622)
    assert wall.look().state == "foreign"
    aside = wall._state.rename(tmp_path / "aside.json")
    aside.chmod(0o600)
    wall._state.symlink_to(aside)
    assert wall.look().state == "foreign"


def test_a_channel_that_cannot_be_written_is_said_and_stops_nothing(wall, clock, monkeypatch):
    one = lead(wall.folder, clock)

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(one.channel, "write", full)
    one.follow(SCENE)
    assert (one.failed, one.whose) == (True, "")


def test_the_file_of_a_wall_that_crashed_is_removed_after_a_while(wall, clock):
    assert wall.walls() == 1
    clock.ahead = ALIVE + 1
    assert wall.walls() == 0
    assert wall._mine.exists()
    clock.ahead = 61
    wall.walls()
    assert not wall._mine.exists()


def test_a_copy_of_a_ledger_has_a_channel_of_its_own(tmp_path):
    folders = {channel_of("id", str(tmp_path / name)).folder for name in ("a.ledger", "b.ledger")}
    assert len(folders) == 2
