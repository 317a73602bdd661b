"""Views rebuilt in a process of their own: the answer is that of one process, whatever it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.pages import ledger_at
from thidua_tui.cli import views_apart
from thidua_tui.cli.commands import verify
from thidua_tui.cli.views_apart import HEAVIEST, MANY, apart, is_heavy
from thidua_tui.cli.views_to_verify import answered, every_view


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """The demo's ledger, large enough for a process of its own."""
    monkeypatch.setattr(views_apart, "MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return ledger_at(tmp_path / "demo.ledger", story=True)


def entries_of(file: Path):
    with SQLiteRecorder(file, read_only=True) as recorder:
        return list(Ledger(recorder).read())


def test_each_of_the_heaviest_views_is_one_that_verify_rebuilds():
    assert {type(view) for view in every_view(()) if is_heavy(view)} == {*HEAVIEST}


def test_the_process_rebuilds_its_views_and_the_counts_are_those_of_one_process(ledger):
    entries = entries_of(ledger)
    with apart(ledger, len(entries)) as other:
        assert other.rebuilt()
        assert verify.counts(entries, other) == verify.counts(entries)


def test_where_the_process_fails_its_views_are_rebuilt_here(ledger, monkeypatch):
    entries, rebuilt = entries_of(ledger), []

    def noted(view):
        rebuilt.append(type(view))
        return answered(view)

    monkeypatch.setattr(verify, "answered", noted)
    with apart(ledger.with_name("missing.ledger"), len(entries)) as other:
        assert not other.rebuilt()
        verify.counts(entries, other)
    assert {*HEAVIEST} <= {*rebuilt}


def test_a_small_ledger_needs_no_process(ledger, monkeypatch):
    monkeypatch.setattr(views_apart, "MANY", MANY)
    with apart(ledger, len(entries_of(ledger))) as other:
        assert not other.rebuilt()


def test_the_process_ends_with_the_block(ledger):
    with apart(ledger, 1) as other:
        process = other._process
    assert process is not None
    assert process.poll() is not None
