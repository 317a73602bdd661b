"""`thidua undo`: the twin of Ctrl+Z, Ctrl+Y and their list."""

from __future__ import annotations

import pytest

from thidua_tui.platform import settings
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import conference

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """The demo, as if this account had typed it."""
    path = tmp_path / "mine.ledger"
    monkeypatch.setattr(conference, "BY", settings.operator())
    with opened(path, create=True) as ledger:
        conference.play(ledger)
    return path


def length(path) -> int:
    with opened(path, read_only=True) as ledger:
        return ledger.position()


def test_a_preview_records_nothing(run, mine):
    code, out, _ = run("undo", "--dry-run", "--ledger", mine)
    assert code == 0
    assert "Sẽ hủy" in out
    assert "đã bế mạc có → không" in out
    assert length(mine) == 35


def test_undo_and_redo_record_with_their_reasons(run, mine):
    assert "Lý do: nhầm" in run("undo", "--reason", "nhầm", "--ledger", mine)[1]
    assert "Sẽ ghi lại" in run("undo", "--redo", "--ledger", mine)[1]
    assert length(mine) == 37
    code, _, err = run("undo", "--redo", "--ledger", mine)
    assert (code, "Chưa có việc nào đã hủy" in err) == (3, True)


def test_the_list_tells_what_would_follow_and_what_cannot_be(run, mine):
    _, out, _ = run("undo", "--list", "--lang", "en", "--ledger", mine)
    assert out.count("can be undone") == 35
    assert "▲" in out
    assert length(mine) == 35


def test_of_what_others_typed_nothing_is_undone(run, story):
    code, _, err = run("undo", "--ledger", story)
    assert (code, "Bạn chưa ghi việc nào để hủy" in err) == (3, True)
