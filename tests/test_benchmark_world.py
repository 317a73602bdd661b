"""The ledgers of the benchmarks are real ones; what is measured on them is true of a real one."""

from __future__ import annotations

from itertools import islice

import pytest

from events.command import History
from events.corrections import effective
from events.invariants import breaches
from events.ranking import unfounded
from events.rule_book import IssueRules, RulesIssued
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.benchmarks.build import BY, build, entry, stored
from tests.benchmarks.world import PER_YEAR, clusters_in, province

ENTRIES = 3 * PER_YEAR


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    file = tmp_path_factory.mktemp("world") / "ledger"
    build(file, ENTRIES)
    with SQLiteRecorder(file, read_only=True) as recorder:
        yield Ledger(recorder)


def test_it_has_as_many_entries_as_asked_for_in_an_unbroken_chain(ledger):
    assert ledger.recorder.verify() == ENTRIES


def test_it_holds_every_law_and_its_results_follow_from_its_scores(ledger):
    kept = effective(ledger.read())
    assert breaches(kept) == []
    assert unfounded(History(kept, kept[-1].at.date())) == set()
    assert len(kept) < ENTRIES


def test_its_entries_are_in_the_order_of_time(ledger):
    times = [e.at for e in ledger.read()]
    assert times == sorted(times)


def test_a_year_has_as_many_entries_as_is_told(ledger):
    years = [getattr(e.event, "year", 0) for e in ledger.read()]
    assert 0.95 < years.count(2001) / PER_YEAR < 1.05


def test_an_entry_is_stored_as_the_ledger_itself_stores_it(ledger, tmp_path):
    kept = next(e for e in ledger.read() if isinstance(e.event, RulesIssued))
    book, before = kept.event, kept.position - 1
    command = IssueRules(
        cluster=book.cluster, year=book.year, criteria=book.criteria, document=book.document
    )
    build(tmp_path / "begun", before)
    with SQLiteRecorder(tmp_path / "begun") as recorder:
        own = Ledger(recorder, clock=lambda: kept.at)
        own.execute(command, Circumstances(by=BY, act=kept.act))
        (theirs,) = recorder.read(after=before)
    stands = (theirs.event.type, theirs.event.tags, theirs.event.data)
    assert stands == entry(kept.event, kept.act, kept.at)


@pytest.mark.parametrize(("entries", "clusters"), [(1, 1), (1_000, 1), (1_000_000, 59)])
def test_a_ledger_grows_by_clusters_and_each_has_twenty_years(entries, clusters):
    assert clusters_in(entries) == clusters


def test_the_same_size_is_the_same_world():
    first, second = (list(islice(stored(province(1)), 2000)) for _ in range(2))
    assert first == second
