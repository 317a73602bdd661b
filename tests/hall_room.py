"""A room with readers on every page of the hall, whose every byte is kept."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from events.event import Entry
from events.store.ledger import Circumstances, Ledger, drafted
from events.store.sqlite.recorder import SQLiteRecorder
from tests.hall_runs import YEAR
from tests.patience import PATIENCE
from thidua_tui.cli.hall_request import Door
from thidua_tui.cli.hall_server import HallServer
from thidua_tui.formatting.hall.shell import PAGES, Shell
from thidua_tui.i18n.catalogue import Catalogue
from thidua_tui.i18n.messages import Words
from thidua_tui.session.hall_run import new_token
from thidua_tui.session.live_ledger import LiveLedger
from thidua_tui.session.wall_channel import Channel, Scene
from thidua_tui.session.wall_lead import WallLead

PLACED = re.compile(r'(?:p([1-9])"><span>|<tr class="p([1-9])">)')
"""The HTML of a unit that has a place."""
BETWEEN = 0.02
"""Seconds between two looks at whether something came."""


class Room:
    """Readers on every page, the secretary's side of the wall, and the ledger between them."""

    def __init__(
        self, ledger: Ledger, lead: WallLead | None, server: HallServer, listening: asyncio.Server
    ) -> None:
        self.ledger, self.server, self.listening = ledger, server, listening
        self._lead = lead
        self.heard: dict[str, bytearray] = {name: bytearray() for name in PAGES}
        self.scene = Scene(place="year", **YEAR)

    @property
    def lead(self) -> WallLead:
        """The secretary's side; there is none where a program of its own has it."""
        assert self._lead is not None
        return self._lead

    @property
    def port(self) -> int:
        """The port of the page."""
        port: int = self.listening.sockets[0].getsockname()[1]
        return port

    def asks(self, name: str) -> bytes:
        """Return the request with which a reader follows a page."""
        cookie = Door(self.server.token, self.port).cookie.partition(";")[0]
        target = f"/events/{name}".rstrip("/")
        host = f"127.0.0.1:{self.port}"
        return f"GET {target} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode()

    @property
    def everything(self) -> str:
        """All that was sent to anybody."""
        return "\n".join(bytes(one).decode() for one in self.heard.values())

    def places(self) -> set[str]:
        """Return the places that were ever sent with a unit."""
        return {"".join(found) for found in PLACED.findall(self.everything)}

    async def until(self, holds: Callable[[], bool]) -> None:
        """Keep the wall at the scene until something holds."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                if self._lead is not None:
                    self._lead.follow(self.scene)
                await asyncio.sleep(BETWEEN)

    async def record(self, act: Sequence[Entry]) -> None:
        """Record the facts of an act again, and wait until every reader knows of them."""
        for entry in act:
            how = Circumstances(by=entry.by, meeting=entry.meeting, reason="lý do riêng")
            self.ledger.recorder.append([drafted(entry.event, how, self.ledger.clock())[0]])
        await self.all_know()

    async def all_know(self) -> None:
        """Wait until the last entry is in the corner of every page."""
        last = f"Mục {self.ledger.position()} · ".encode()
        await self.until(lambda: all(last in one for one in self.heard.values()))

    async def show(self, **scene: Any) -> None:
        """Turn the wall to a scene, and wait until each reader was sent what follows from it."""
        self.scene = Scene(**scene, **YEAR)
        self.lead.follow(self.scene)
        await self.beats()

    async def beats(self, count: int = 2) -> None:
        """Wait for signs of life at every page: what was to be sent was sent before."""
        before = {name: one.count(b"event: foot") for name, one in self.heard.items()}
        await self.until(
            lambda: all(
                one.count(b"event: foot") >= before[name] + count
                for name, one in self.heard.items()
            )
        )


@asynccontextmanager
async def room(folder: Path, path: Path | None = None, *, led: bool = True) -> AsyncIterator[Room]:
    """Serve a ledger to a reader on every page.

    Args:
        folder: Where the channel `wall` is.
        path: The ledger; None for a new one.
        led: Whether the test turns the wall itself, and no program of a secretary does.
    """
    tasks, channel = list[asyncio.Task[None]](), Channel(folder / "wall")
    with SQLiteRecorder(path or folder / "so.ledger", create=path is None) as recorder:
        ledger = Ledger(recorder)
        live = LiveLedger(path or folder / "so.ledger", sealed=True)
        shell = Shell(Catalogue("vi"), "")
        server = HallServer(live, Channel(channel.folder), Words("vi"), shell, new_token())
        listening = await server.start(0)
        lead = WallLead(channel, "An", ledger.position) if led else None
        tasks.append(asyncio.create_task(server.watch()))
        hall = Room(ledger, lead, server, listening)
        tasks += [asyncio.create_task(_reads(hall, name)) for name in PAGES]
        yield hall
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        listening.close()
        await listening.wait_closed()
        live.close()


async def _reads(hall: Room, name: str) -> None:
    """Keep all that a reader of a page is sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", hall.port)
    writer.write(hall.asks(name))
    try:
        while piece := await reader.read(65_536):
            hall.heard[name].extend(piece)
    finally:
        writer.close()
