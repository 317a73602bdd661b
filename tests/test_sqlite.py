"""The ledger's store keeps what it was given, refuses what it must, and says so in codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.dcb.tests import DCBRecorderTestCase

from events.sqlite import SQLiteRecorder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.thidua"


@pytest.fixture
def ledger(path: Path) -> Iterator[SQLiteRecorder]:
    with SQLiteRecorder(path) as recorder:
        yield recorder


def test_the_librarys_own_suite_for_reading_and_appending_passes(ledger):
    DCBRecorderTestCase()._test_append_read(ledger)


def test_the_librarys_own_suite_for_subscribing_passes(ledger):
    DCBRecorderTestCase()._test_append_subscribe(ledger)
