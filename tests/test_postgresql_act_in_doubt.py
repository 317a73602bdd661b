"""A command whose answer was lost is typed again: the act is there exactly once."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from events.store.address import ServerAddress, parse_address
from events.store.postgresql.append import Appender
from tests import postgresql_server
from thidua_tui.session import act_in_doubt

pytestmark = [postgresql_server.needed, pytest.mark.usefixtures("home")]


@pytest.fixture
def url() -> str:
    """The address of a new ledger on the server."""
    return postgresql_server.fresh_address().url()


def count(run, url: str) -> int:
    out = run("--ledger", url, "verify")[1]
    return int(out.split(":")[1].split()[0])


class Interruption(BaseException):
    """As Ctrl+C, or the end of the power, at a moment that a test chooses."""


@pytest.fixture
def interrupted(monkeypatch):
    """Let the next append end before or after it was done, without an answer."""

    def interrupt(*, done: bool) -> None:
        add = Appender.add

        def cut(self, *asked):
            monkeypatch.setattr(Appender, "add", add)
            if done:
                add(self, *asked)
            raise Interruption

        monkeypatch.setattr(Appender, "add", cut)

    return interrupt


def notes(home: Path) -> list[Path]:
    return [*(home / "state" / "servers").glob("*.act")]


LINES = ["lập cụm Cụm một", "lập cụm Cụm hai"]


@pytest.mark.parametrize("done", [True, False])
def test_a_line_that_was_cut_off_is_recorded_once(run, url, interrupted, home, done):
    line = LINES[0]
    interrupted(done=done)
    with pytest.raises(Interruption):
        run("--ledger", url, "do", line)
    [note] = notes(home)
    assert note.stat().st_mode & 0o077 == 0 or os.name == "nt"
    code, out, _ = run("--lang", "en", "--ledger", url, "do", line)
    assert code == 0
    assert ("not recorded again" in out) is done
    assert count(run, url) == 1
    assert notes(home) == []


def test_an_undo_that_was_cut_off_takes_back_one_act(run, url, interrupted):
    for line in LINES:
        assert run("--ledger", url, "do", line)[0] == 0
    interrupted(done=True)
    with pytest.raises(Interruption):
        run("--ledger", url, "undo")
    assert run("--ledger", url, "undo")[0] == 0
    assert count(run, url) == 3
    assert run("--ledger", url, "undo")[0] == 0
    assert count(run, url) == 4


def test_an_answer_ends_the_doubt(run, url, home):
    """What is typed again after an answer is another act, or refused as one."""
    assert run("--ledger", url, "do", LINES[0])[0] == 0
    assert notes(home) == []
    assert run("--ledger", url, "do", "bầu trưởng cụm 2021 khong-co")[0] != 0
    assert notes(home) == []


def test_what_a_server_denies_leaves_no_doubt_and_ends_none(run, url, interrupted, home):
    """A follower's act was never sent; an earlier one in doubt stays in doubt."""
    address = parse_address(url)
    assert isinstance(address, ServerAddress)
    follower = replace(address, user=postgresql_server.FOLLOWER).url()
    code, _, err = run("--ledger", follower, "do", LINES[0])
    assert (code, notes(home)) == (5, []), err
    interrupted(done=False)
    with pytest.raises(Interruption):
        run("--ledger", url, "do", LINES[0])
    assert run("--ledger", follower, "do", LINES[0])[0] == 5
    assert len(notes(home)) == 1


def test_after_a_day_the_same_words_are_another_act(run, url, interrupted, home):
    interrupted(done=True)
    with pytest.raises(Interruption):
        run("--ledger", url, "do", LINES[0])
    [note] = notes(home)
    then = note.stat().st_mtime - act_in_doubt.KEPT - 1
    os.utime(note, (then, then))
    code, _, err = run("--ledger", url, "do", LINES[0])
    assert (code, count(run, url)) == (3, 1), err


@pytest.mark.parametrize("content", [b"", b"\xff" * 16, b"x", b"a" * 1000, b"../../x/../../x/"])
def test_a_spoilt_note_is_as_none(run, url, interrupted, home, content):
    interrupted(done=False)
    with pytest.raises(Interruption):
        run("--ledger", url, "do", LINES[0])
    notes(home)[0].write_bytes(content)
    assert run("--ledger", url, "do", LINES[0])[0] == 0
    assert count(run, url) == 1


def test_the_doubt_is_of_one_ledger(run, url, interrupted):
    interrupted(done=True)
    with pytest.raises(Interruption):
        run("--ledger", url, "do", LINES[0])
    other = postgresql_server.fresh_address().url()
    assert run("--ledger", other, "do", LINES[0])[0] == 0
    assert count(run, other) == 1
