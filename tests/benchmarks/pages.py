"""What a person looks at, in a ledger of a million entries beside one of a thousand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from events.store.ledger import Ledger
from tests.benchmarks.bench import THIDUA, Bench
from tests.benchmarks.floor import Figure, Side
from tests.benchmarks.fold import opened, timed
from tests.benchmarks.processes import process
from tests.benchmarks.world import FIRST_YEAR, cluster
from thidua_tui.screens.year_facts import gather_year
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

ORDER = 35


def page(bench: Bench, entries: int, *, now: bool, first: bool) -> Side:
    """The page of the cluster-year that was being typed at any position: now, or as of then.

    Looked at `first`, nothing of the ledger is remembered yet.
    """
    work = page_of(opened(bench, entries), entries, now=now, first=first)
    return lambda: timed(work())


def page_of(
    ledger: Ledger, entries: int, *, now: bool, first: bool
) -> Callable[[], Callable[[], object]]:
    """What chooses a page of a ledger, round after round; what it gives gathers that page."""
    session = Session(ledger, "the secretary")
    dice = random.Random(7)  # noqa: S311 - nothing secret

    def chosen() -> Callable[[], object]:
        nonlocal session
        if first:
            session = Session(Ledger(ledger.recorder), "the secretary")
        position = dice.randint(1, entries)
        event = next(session.ledger.read(after=position - 1, limit=1)).event
        where = getattr(event, "cluster", cluster(0)), getattr(event, "year", FIRST_YEAR)
        here = Location(cluster=where[0], year=where[1], known_at=None if now else position)
        return lambda: gather_year(session, here)

    return chosen


def shown(bench: Bench, entries: int) -> Side:
    """One table printed, from the start of the process to its end."""
    what = ["show", "ranking", "--cluster", cluster(0), "--year", str(FIRST_YEAR)]
    return process([THIDUA, "--ledger", str(bench.ledger(entries)), *what])


def both(*, now: bool, first: bool) -> Callable[[Bench], tuple[Side, Side]]:
    """Both sides of a page."""

    def sides(bench: Bench) -> tuple[Side, Side]:
        large, small = (
            page(bench, entries, now=now, first=first) for entries in (bench.large, bench.small)
        )
        return large, small

    return sides


def figures(bench: Bench) -> Iterator[Figure]:
    """A cluster-year's page, and a table printed."""
    beside = f"the same in a ledger of {bench.small:,}"
    for name, what, now, wanted in (
        ("now", "now", True, 2.0),
        ("past", "as of any past position", False, 1.8),
    ):
        yield Figure(
            name=f"page-{name}",
            what=f"the page of a cluster-year, {what}, of {bench.large:,} entries",
            beside=beside,
            sides=both(now=now, first=True),
            wanted=wanted,
            rounds=60,
            warm_up=5,
            where="3.6",
        )
        yield Figure(
            name=f"page-{name}-on",
            what=f"page after page in one sitting, {what}, of {bench.large:,} entries",
            beside=f"the same in a ledger of {bench.small:,}, all of which is remembered by then",
            sides=both(now=now, first=False),
            wanted=None,
            rounds=60,
            warm_up=5,
        )
    yield Figure(
        name="show-ranking",
        what=f"thidua show ranking, whole process, of {bench.large:,} entries",
        beside=beside,
        sides=lambda b: (shown(b, b.large), shown(b, b.small)),
        wanted=1.2,
        rounds=15,
        where="3.6",
    )
