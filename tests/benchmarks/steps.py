"""A step through time on the page of a cluster's year, beside the page's own redraw in the present.

The app runs without a terminal; what is measured goes from the key to the page painted anew: the
stop is looked up, heading and year are folded, the page is drawn.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from textual.events import Key

from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from tests.benchmarks.world import FIRST_YEAR, cluster
from tests.pages import ShownApp
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

ORDER = 36
PATIENCE = 60.0
KEYS = {"[": "left_square_bracket", "]": "right_square_bracket"}


class Stepping:
    """The program on the page of a year, to be moved and timed."""

    def __init__(self, runner: asyncio.Runner, app: ShownApp, entries: int) -> None:
        self.runner, self.app, self.entries = runner, app, entries
        self.dice = random.Random(11)  # noqa: S311 - nothing secret

    def redrawn(self, key: str = "") -> float:
        """Seconds from a key, or from being told to look again, to the page painted anew."""
        return self.runner.run(self._redrawn(key))

    async def _redrawn(self, key: str) -> float:
        page: Any = self.app.screen
        was, started = page.facts, time.perf_counter()
        if key:
            self.app.post_message(Key(KEYS[key], key))
        else:
            self.app.refresh_page()
        async with asyncio.timeout(PATIENCE):
            while page.facts is was:
                await asyncio.sleep(0.0005)
        took = time.perf_counter() - started
        await self._quiet()
        return took

    async def _quiet(self) -> None:
        """Until nothing works any more: the next side starts from rest."""
        async with asyncio.timeout(PATIENCE):
            while any(not worker.is_finished for worker in self.app.workers):
                await asyncio.sleep(0.001)
        await asyncio.sleep(0.01)

    def stand(self, *, now: bool) -> None:
        """Go to the cluster's year that was being typed at any position: as of then, or now."""
        position = self.dice.randint(self.entries // 20 + 2, self.entries - 2)
        ledger = self.app.session.ledger if self.app.session else None
        event = next(ledger.read(after=position - 1, limit=1)).event if ledger else None
        where = getattr(event, "cluster", cluster(0)), getattr(event, "year", FIRST_YEAR)
        known_at = None if now else position
        self.app.here = Location(cluster=where[0], year=where[1], known_at=known_at)
        self.redrawn()


@contextmanager
def stepping(file: Path, entries: int) -> Iterator[Stepping]:
    """The program at a ledger, on the page of a year."""
    recorder = SQLiteRecorder(file, read_only=True)
    app = ShownApp(lambda: Session(Ledger(recorder), "the secretary"), "vi")
    with asyncio.Runner() as runner:
        running = app.run_test(size=(120, 40))
        runner.run(running.__aenter__())
        try:
            runner.run(_at_year(app))
            yield Stepping(runner, app, entries)
        finally:
            runner.run(running.__aexit__(None, None, None))
            recorder.close()


async def _at_year(app: ShownApp) -> None:
    async with asyncio.timeout(PATIENCE):
        while getattr(app.screen, "PLACE", "opening") == "opening":
            await asyncio.sleep(0.01)
        app.here = Location(cluster=cluster(0), year=FIRST_YEAR)
        await app.go("year")
        while not getattr(app.screen, "facts", None):
            await asyncio.sleep(0.01)


def sides(bench: Bench) -> tuple[Side, Side]:
    """A step at any position, and the present page drawn anew, of the same ledger."""
    program = bench.keep(stepping(bench.ledger(bench.large), bench.large))
    keys = random.Random(5)  # noqa: S311 - nothing secret

    def ours() -> float:
        program.stand(now=False)
        return program.redrawn(keys.choice("[]"))

    def floor() -> float:
        program.stand(now=True)
        return program.redrawn()

    return ours, floor


def figures(bench: Bench) -> Iterator[Figure]:
    """One figure."""
    yield Figure(
        name="step",
        what=f"[ or ] on the page of a year, at any position of {bench.large:,} entries",
        beside="the present page drawn anew, in the same ledger",
        sides=sides,
        wanted=2.0,
        rounds=40,
        warm_up=3,
        where="4.1",
    )
