"""The same acts are the same history in each store: hashes, answers, printed bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.command import Command
from events.errors import ThiduaError
from events.hash_chain import genesis
from events.store.address import LedgerAddress
from events.store.export import lines
from events.store.ledger import Circumstances, Ledger
from events.store.recorder import StoreRecorder
from events.store.verify_signatures import vouched
from tests.amount import amount
from tests.model.drawn import BEGIN
from tests.spec import clock_at
from tests.stores import KINDS, emptied, fresh, opened, typed
from tests.test_attacks_signed import ACTS, ENTRIES
from tests.universe import TODAY, commands, quick
from thidua_tui.cli.views_to_verify import answered, every_view
from thidua_tui.command_line import cases
from thidua_tui.i18n.messages import Words
from thidua_tui.session.samples import conference, held_meeting, scored_year, years
from views.projection import project
from views.tables import SHOWN

pytestmark = pytest.mark.skipif("postgresql" not in KINDS, reason="there is one store here")

STORIES: dict[str, list[Callable[[Ledger], None]]] = {
    "demo": [conference.play, scored_year.play, held_meeting.play],
    "cases": [cases.play],
    "years": [years.play],
}
PLACES = {"demo": ("tmth", "2021"), "cases": ("tmth", "2021"), "years": ("mau", "2023")}
TABLES = amount([*islice(SHOWN, 0, None, 8)], [*SHOWN])
"""Tables that are printed from each store."""
VIEWS = amount(8, 1)
"""Every such view is read from each store; `verify` rebuilds them all."""
_tags = msgspec.json.Decoder(list[str]).decode


def copied(source: StoreRecorder, target: StoreRecorder) -> None:
    """Append everything to a new ledger, in batches."""
    stored = ((kind, _tags(tags), data) for _, kind, tags, data, _ in source.links(source.head()))
    while batch := [*islice(stored, 100)]:
        target.add(batch, None)


@pytest.fixture(scope="module", params=STORIES)
def in_both(request, tmp_path_factory) -> Iterator[tuple[str, LedgerAddress, LedgerAddress]]:
    """A story, its ledger in a file, and the same entries in a database."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    file = fresh("sqlite", folder)
    with opened(file) as source:
        for play in STORIES[request.param]:
            play(Ledger(source))
        server = fresh("postgresql", folder, source.name)
        with opened(server) as target:
            copied(source, target)
    yield request.param, file, server


def test_a_story_has_the_same_hashes_and_answers_in_both_stores(in_both):
    _, file, server = in_both
    with opened(file) as one, opened(server) as other:
        assert other.last() == one.last()
        assert other.verify() == one.verify() == one.head()
        assert [*other.links(one.head())] == [*one.links(one.head())]
        assert [*lines(other)] == [*lines(one)]
        mine, theirs = Ledger(one), Ledger(other)
        entries = [*mine.read()]
        assert [*theirs.read()] == entries
        for view in every_view(entries)[::VIEWS]:
            again = deepcopy(view)
            assert answered(project(again, theirs)) == answered(project(view, mine))


def test_a_story_is_printed_the_same_from_both_stores(in_both, run):
    story, file, server = in_both
    cluster, year = PLACES[story]
    asked: list[tuple[str, ...]] = [
        ("journal",),
        ("journal", "--format", "jsonl"),
        ("verify", "--all"),
    ]
    asked += [("show", table, "--cluster", cluster, "--year", year) for table in TABLES]
    good, say = 0, Words("vi")
    for words in asked:
        answers = []
        for address in (file, server):
            code, out, error = run("--ledger", typed(address), *words)
            names = (str(address), str(Path(str(address)).resolve()))
            if words[0] == "verify":  # who may record is not the same: the one true difference
                out = out.replace(say("operators.none-on-server"), say("operators.none"))
            for name in names:
                out, error = out.replace(name, "LEDGER"), error.replace(name, "LEDGER")
            answers.append((code, out, error))
        assert answers[0] == answers[1]
        good += answers[0][0] == 0
    assert good > len(asked) / 2


@quick(amount(30, 60, 500))
@given(st.lists(commands, max_size=15))
def test_any_acts_are_decided_and_hashed_the_same_in_both_stores(acts):
    """Each store reads for itself what a decision rests on; the names are the same."""
    with (
        TemporaryDirectory() as folder,
        opened(fresh("sqlite", Path(folder))) as one,
        opened(emptied(one.name)) as other,
    ):
        mine, theirs = (Ledger(each, clock=lambda: clock_at(TODAY)) for each in (one, other))
        for nth, command in enumerate((*BEGIN, *acts)):
            assert recorded(theirs, command, nth) == recorded(mine, command, nth)
        assert other.last() == one.last()
        assert other.verify() == one.verify() >= len(BEGIN)


def test_signed_acts_are_the_same_entries_in_both_stores(tmp_path):
    """A signature is for one place behind one hash, which each store says for itself."""
    with opened(fresh("sqlite", tmp_path)) as one, opened(emptied(one.name)) as other:
        for recorder in (one, other):
            ledger = Ledger(recorder, clock=lambda: clock_at(TODAY))
            for nth, (command, signer) in enumerate(ACTS):
                how = Circumstances(by="x", reason="Có lý do", act=f"act-{nth}")
                ledger.execute(command, how, lambda signer=signer: signer)  # type: ignore[misc]  # a default
            found = vouched(recorder.name, genesis(recorder.name), recorder.links(recorder.head()))
            assert found is not None
            assert sum(found.signed.values()) == ENTRIES - found.since + 1
        assert other.last() == one.last()
        assert one.head() == ENTRIES


def recorded(ledger: Ledger, command: Command, nth: int) -> object:
    """Return the new entries, or why there are none."""
    how = Circumstances(by="thư ký", act=f"act-{nth}", reason="thử")
    try:
        return ledger.execute(command, how)
    except ThiduaError as error:
        facts: dict[str, Any] = error.facts
        return error.code, facts
