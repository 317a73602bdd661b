"""The page of the hall: how soon its readers have what was recorded, one of them and fifty."""

from __future__ import annotations

import selectors
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager

from events.scoring import RecordScore
from events.store.ledger import Ledger
from tests.benchmarks.append import CLUSTER, CRITERIA, HOW, UNITS, YEAR, prepared
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from tests.benchmarks.living import POINTS
from tests.benchmarks.processes import PATIENCE
from tests.browser import PROGRAM, Reader, browsing
from tests.hall_runs import Hall, hall_of, lead_of, shows
from thidua_tui.session.wall_channel import Scene
from thidua_tui.session.wall_lead import WallLead

ORDER = 61
READERS, ACTS = 50, 100
SOON, SOON_FOR_ALL = 0.05, 0.2
"""Seconds until a reader has an act; until 95 of 100 have it, with fifty of them."""
PAINTED = """(() => {
  window.painted = {};
  const foot = document.querySelector("#foot");
  const look = () => {
    const position = foot.textContent.match(/[0-9]+/)[0];
    // A message that is posted in the last step before painting is handled after it.
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        window.painted[position] ??= (performance.timeOrigin + performance.now()) / 1000;
      };
      after.port2.postMessage(0);
    });
  };
  new MutationObserver(look).observe(foot, { childList: true, characterData: true, subtree: true });
})()"""
"""Notes for each entry when its number was first painted, in seconds of the clock of the day."""
SCENE = Scene(place="year", cluster=CLUSTER, year=YEAR)


class Audience:
    """A running page, its readers, and the secretary's ledger."""

    def __init__(self, ledger: Ledger, lead: WallLead, hall: Hall, readers: int) -> None:
        self.ledger, self.lead, self.link = ledger, lead, hall.link
        self.looks = selectors.DefaultSelector()
        asked = (
            f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{hall.port}\r\nCookie: {hall.cookie}\r\n\r\n"
        )
        for _ in range(readers):
            reader = socket.create_connection(("127.0.0.1", hall.port))
            reader.sendall(asked.encode())
            reader.setblocking(False)
            self.looks.register(reader, selectors.EVENT_READ)
        self.readers = readers
        self.number = 0

    def record(self) -> float:
        """Record an act; return when it was acknowledged, in seconds of the clock of the day."""
        self.lead.follow(SCENE)
        unit, criterion = UNITS[self.number % 8], CRITERIA[self.number // 8]
        self.number += 1
        score = RecordScore(
            cluster=CLUSTER, year=YEAR, unit=unit, criterion=criterion, points=POINTS
        )
        self.ledger.execute(score, HOW)
        return time.time()

    def act(self) -> list[float]:
        """Record an act; return the seconds after which each reader has it."""
        self.record()
        started = time.perf_counter()
        wanted = f" {self.ledger.position()} ".encode()
        took, heard = list[float](), dict[int, bytes]()
        while len(took) < self.readers and time.perf_counter() - started < PATIENCE:
            for key, _ in self.looks.select(0.5):
                reader = key.fileobj
                assert isinstance(reader, socket.socket)
                before = heard.get(key.fd, b"")
                heard[key.fd] = before + reader.recv(65_536)
                if wanted in heard[key.fd] and wanted not in before:
                    took.append(time.perf_counter() - started)
        return took

    def close(self) -> None:
        """Let everybody leave."""
        for key in [*self.looks.get_map().values()]:
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
        self.looks.close()


@contextmanager
def audience(bench: Bench, readers: int) -> Iterator[Audience]:
    """Serve a ledger to so many readers of the page that follows the secretary."""
    file = bench.folder / f"hall-{time.monotonic_ns()}.ledger"
    with ExitStack() as stack:
        ledger = prepared(file)
        hall = stack.enter_context(hall_of(file, lang="en"))
        hall.enter()
        lead = lead_of(file)
        stack.callback(lead.close)
        shows(lead, SCENE, lambda: "The cluster" in hall.page())
        everybody = Audience(ledger, lead, hall, readers)
        stack.callback(everybody.close)
        for _ in range(3):
            everybody.act()
        yield everybody


def one(bench: Bench) -> tuple[Side, Side]:
    """From the acknowledgement of an act to the bytes at a reader."""
    everybody = bench.keep(audience(bench, 1))
    return lambda: max(everybody.act()), lambda: SOON


def many(bench: Bench) -> tuple[Side, Side]:
    """The same with fifty readers: within what time 95 of 100 of them had it, over all acts."""
    everybody = bench.keep(audience(bench, READERS))
    return lambda: last_of([everybody.act() for _ in range(ACTS)]), lambda: SOON_FOR_ALL


def painted(bench: Bench) -> tuple[Side, Side]:
    """From the acknowledgement of an act to its painting in a browser without a screen."""
    everybody = bench.keep(audience(bench, 1))
    browser = bench.keep(browsing(bench.folder / f"browser-{time.monotonic_ns()}"))
    page = Reader(browser, everybody.link, (1280, 720))
    bench.keep(closing(page))
    page.until("document.body.className === 'follows'")
    page.run(PAINTED)

    def act() -> float:
        committed = everybody.record()
        wanted = everybody.ledger.position()
        page.until(f"window.painted[{wanted}]")
        return float(page.run(f"window.painted[{wanted}]")) - committed

    act()
    return act, lambda: SOON


def last_of(took: Sequence[Sequence[float]]) -> float:
    """Return the time within which 95 of 100 came; print the median and the longest."""
    every = [seconds for act in took for seconds in act]
    print(f"hall: median {statistics.median(every):.4f} s, longest {max(every):.4f} s")
    return statistics.quantiles(every, n=20)[-1]


def figures(bench: Bench) -> Iterator[Figure]:
    """One reader, a browser where there is one, and fifty readers."""
    yield Figure(
        name="hall-one",
        what="an act of another process at a reader of the hall’s page",
        beside="the 50 ms that are wanted",
        sides=one,
        wanted=1.0,
        rounds=60,
        where="C3",
    )
    if PROGRAM is not None:
        yield Figure(
            name="hall-painted",
            what="an act of another process painted in a browser that follows the hall’s page",
            beside="the 50 ms that are wanted",
            sides=painted,
            wanted=1.0,
            rounds=60,
            where="C3",
        )
    yield Figure(
        name="hall-fifty",
        what=f"{ACTS} acts at {READERS} readers of the hall’s page: 95 of 100 have it within",
        beside="the 200 ms that are wanted",
        sides=many,
        wanted=1.0,
        rounds=1,
        warm_up=0,
        where="C3",
    )
