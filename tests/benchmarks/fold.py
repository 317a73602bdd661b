"""Everything folded: all views in one reading, and a province's pages, beside raw folds."""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from events.event import Event, event_types, name_of
from events.store.codec import Record, decode
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from thidua_tui.cli.views_to_verify import every_view
from views.award_list import AwardList
from views.cluster_years import ClusterYears
from views.leadership import Leadership
from views.names import NAMED
from views.projection import project, project_all

ORDER = 40
ROWS = "SELECT position, type, data FROM events ORDER BY position"


def opened(bench: Bench, entries: int) -> Ledger:
    """A ledger of so many entries, open for reading while the figure is measured."""
    return Ledger(bench.keep(SQLiteRecorder(bench.ledger(entries), read_only=True)))


def timed(work: Callable[[], Any]) -> float:
    """Seconds that the work took; what it made is thrown away afterwards."""
    started = time.perf_counter()
    made = work()
    took = time.perf_counter() - started
    del made
    gc.collect()
    return took


def all_views(ledger: Ledger) -> Sequence[Any]:
    """Every view there is, folded."""
    views = every_view(())
    project_all(views, ledger)
    return views


@contextmanager
def uncollected() -> Iterator[None]:
    """The floor gets the same help: no search for garbage in what is kept."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def minimal(file: Path) -> object:
    """Every row, decoded by msgspec as strictly as it can, its facts kept by cluster and year."""
    decoders = {
        name: msgspec.json.Decoder(Record[kind])  # type: ignore[valid-type]  # made at run time
        for name, kind in event_types().items()
    }
    years: dict[object, list[Event]] = {}
    with closing(raw(file)) as connection, uncollected():
        for _, name, data in connection.execute(ROWS):
            event = decoders[name].decode(data).event
            key = getattr(event, "cluster", ""), getattr(event, "year", 0)
            years.setdefault(key, []).append(event)
    return years


def raw(file: Path) -> sqlite3.Connection:
    """A bare connection for reading."""
    return sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)


def everything(bench: Bench) -> tuple[Side, Side]:
    """All views, beside the least."""
    ledger, file = opened(bench, bench.large), bench.ledger(bench.large)
    return lambda: timed(lambda: all_views(ledger)), lambda: timed(lambda: minimal(file))


def province(view: Callable[[], ClusterYears]) -> Callable[[Bench], tuple[Side, Side]]:
    """A page of the whole province, beside the same view fed with just its events, decoded."""

    def sides(bench: Bench) -> tuple[Side, Side]:
        ledger, file = opened(bench, bench.large), bench.ledger(bench.large)

        def page() -> object:
            return project(view(), ledger).rows()  # type: ignore[attr-defined]  # a listing

        return lambda: timed(page), lambda: timed(lambda: fed(view(), file))

    return sides


def fed(view: Any, file: Path) -> object:
    """The view's own events and the names, by the index of types, in order; and its rows."""
    kinds = [name_of(kind) for kind in dict.fromkeys((*NAMED, *view.kinds))]
    asked = ", ".join("?" for _ in kinds)
    rows = f"SELECT position, type, data FROM events WHERE type IN ({asked}) ORDER BY position"  # noqa: S608 - values are bound
    with closing(raw(file)) as connection, uncollected():
        for row in connection.execute(rows, kinds):
            view.apply(decode(*row))
        return view.rows()


def figures(bench: Bench) -> Iterator[Figure]:
    """All views; all leaders and all awards of the province."""
    yield Figure(
        name="fold-all",
        what=f"fold {bench.large:,} entries into all {len(every_view(()))} views",
        beside="SELECT of the same rows, msgspec, facts kept by cluster and year",
        sides=everything,
        wanted=1.7,
        rounds=3,
        warm_up=0,
        where="3.6",
    )
    for name, what, view in (
        ("leaders", "all leaders", Leadership),
        ("awards", "all awards", AwardList),
    ):
        yield Figure(
            name=f"province-{name}",
            what=f"{what} of the province, of {bench.large:,} entries",
            beside="SELECT of just these events by type, the same view fed with them",
            sides=province(view),
            wanted=1.5,
            rounds=9,
            where="3.6",
        )
