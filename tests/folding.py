"""The laws of folding: however entries are read, parted or carried, the views answer the same."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.corrections import effective
from events.store import export
from events.store.exchange import read_lines
from events.store.ledger import Ledger
from events.store.sqlite.import_lines import import_ledger
from events.store.sqlite.recorder import SQLiteRecorder
from thidua_tui.cli.views_to_verify import answered, every_minutes, every_view
from thidua_tui.session.backup import store
from views.projection import fold, project, project_all


def everything_of(ledger: Ledger, known_at: int | None = None) -> list[object]:
    """What every view answers, each folded by itself."""
    entries = list(ledger.read(until=known_at))
    views = every_view(entries)
    for view in views:
        project(view, ledger, known_at)
    return [answered(view) for view in views]


def folded_alike(ledger: Ledger, folder: Path) -> None:
    """In one go, all views at once, in steps, and after an export and an import: the same."""
    whole, entries = everything_of(ledger), list(ledger.read())
    for parted in in_parts(ledger):
        assert parted == entries
    together = every_view(entries)
    project_all(together, ledger)
    assert [answered(view) for view in together] == whole
    at_once = every_view(entries)
    fold(at_once, entries)
    assert [answered(view) for view in at_once] == whole
    half = ledger.position() // 2
    assert everything_of(ledger, half) == everything_of(first_of(ledger, half))
    with carried(ledger, folder) as elsewhere:
        other = Ledger(elsewhere, clock=ledger.clock)
        assert list(other.read()) == entries
        assert everything_of(other) == whole
        minutes = [answered(one) for one in every_minutes(effective(entries))]
        assert [answered(one) for one in every_minutes(effective(other.read()))] == minutes


def in_parts(ledger: Ledger) -> Iterator[list[object]]:
    """The entries read up to a position and then on from it."""
    last = ledger.position()
    for cut in (1, last // 3, last - 1, last):
        yield [*ledger.read(until=cut), *ledger.read(after=cut)]
        yield [*ledger.read(limit=cut), *ledger.read(after=cut)]


def first_of(ledger: Ledger, count: int) -> Ledger:
    """A ledger in which nothing came later: what is known at a moment knows nothing of the rest."""
    short = InMemoryDCBRecorder()
    for stored in ledger.recorder.read(limit=count):
        short.append([stored.event])
    return Ledger(short, clock=ledger.clock)


def carried(ledger: Ledger, folder: Path) -> SQLiteRecorder:
    """The same ledger, exported and imported."""
    recorder = store(ledger)
    lines = b"".join(export.lines(recorder))
    import_ledger(read_lines(io.BytesIO(lines)), folder / "other")
    other = SQLiteRecorder(folder / "other")
    assert (other.last(), other.name) == (recorder.last(), recorder.name)
    return other
