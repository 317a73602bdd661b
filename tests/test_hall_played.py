"""A whole conference with readers on every page: of all bytes ever sent, none is ahead of its time.

The acts of the conference of Lạng Sơn are recorded one by one while the wall follows, then its
places are announced; what each reader received is kept and searched.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from events.award_events import AWARDS
from events.event import Entry
from events.meetings import RemarkRecorded
from events.result_events import RESULT
from events.store.ledger import Circumstances, Ledger, drafted
from events.store.sqlite.recorder import SQLiteRecorder
from tests.hall_runs import YEAR
from tests.patience import PATIENCE
from thidua_tui.cli import hall_server
from thidua_tui.cli.hall_request import Door
from thidua_tui.cli.hall_server import HallServer
from thidua_tui.formatting.hall.markup import text
from thidua_tui.formatting.hall.shell import PAGES, Shell
from thidua_tui.i18n.catalogue import Catalogue
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import ledger_names
from thidua_tui.session.hall_run import new_token
from thidua_tui.session.live_ledger import LiveLedger
from thidua_tui.session.wall_channel import Channel, Scene
from thidua_tui.session.wall_lead import WallLead

WORDS = Words("vi")
FIRST, SECOND, THIRD = "Văn phòng HĐND tỉnh", "Sở Nội vụ", "Văn phòng UBND tỉnh"
PLACED = re.compile(r'(?:p([1-9])"><span>|<tr class="p([1-9])">)')
"""The HTML of a unit that has a place."""
BETWEEN = 0.02
"""Seconds between two looks at whether something came."""


class Room:
    """Readers on every page, the secretary's side of the wall, and the ledger between them."""

    def __init__(self, ledger: Ledger, lead: WallLead, heard: dict[str, bytearray]) -> None:
        self.ledger, self.lead, self.heard = ledger, lead, heard
        self.scene = Scene(place="year", **YEAR)

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
                self.lead.follow(self.scene)
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
async def room(folder: Path) -> AsyncIterator[Room]:
    """Serve an empty ledger to a reader on every page."""
    path, tasks = folder / "so.ledger", list[asyncio.Task[None]]()
    with SQLiteRecorder(path, create=True) as recorder:
        ledger = Ledger(recorder)
        live = LiveLedger(path, sealed=True)
        server = HallServer(
            live, Channel(folder / "wall"), WORDS, Shell(Catalogue("vi"), ""), new_token()
        )
        listening = await server.start(0)
        port = listening.sockets[0].getsockname()[1]
        tasks.append(asyncio.create_task(server.watch()))
        heard = {name: bytearray() for name in PAGES}
        for name, kept in heard.items():
            tasks.append(asyncio.create_task(_reads(name, kept, port, server.token)))
        yield Room(ledger, WallLead(Channel(folder / "wall"), "An", ledger.position), heard)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        listening.close()
        await listening.wait_closed()
        live.close()


async def _reads(name: str, kept: bytearray, port: int, token: str) -> None:
    """Keep all that a reader of a page is sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    cookie = Door(token, port).cookie.partition(";")[0]
    target = f"/events/{name}".rstrip("/")
    asked = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n"
    writer.write(asked.encode())
    try:
        while piece := await reader.read(65_536):
            kept.extend(piece)
    finally:
        writer.close()


async def test_of_a_played_conference_nothing_is_sent_ahead_of_its_time(
    tmp_path, story, monkeypatch
):
    monkeypatch.setattr(hall_server, "BEAT", 0.1)
    with SQLiteRecorder(story, create=False, read_only=True) as recorder:
        played = [*Ledger(recorder).read()]
        names = ledger_names(Ledger(recorder))
    outcomes = [e.event for e in played if isinstance(e.event, (*RESULT, *AWARDS))]
    sentences = [text(WORDS.sentence(event, names)) for event in outcomes]
    remarks = [text(e.event.text) for e in played if isinstance(e.event, RemarkRecorded)]
    secrets = {*remarks, "lý do riêng", *(entry.by for entry in played)}
    assert len(sentences) > 3
    assert remarks

    async with room(tmp_path) as hall:
        for _, act in groupby(played, lambda entry: entry.act):
            await hall.record([*act])
            assert hall.places() == set()
        assert WORDS("slides.waits") in hall.everything
        assert not [one for one in sentences if one in hall.everything]

        # The last place is announced first; a reader of any page learns it then, and not before.
        for at, known in enumerate(["", "", "3", "3", "32", "32"]):
            await hall.show(place="reveal", at=at)
            assert hall.places() == {*known}
        hall.lead.toggle_blank()
        for at in (6, 7):
            await hall.show(place="reveal", at=at)
        await hall.show(place="tables", of="ranking")
        assert hall.places() == {"3", "2"}
        assert not [one for one in sentences if one in hall.everything]
        hall.scene = Scene(place="reveal", at=6, **YEAR)
        hall.lead.scene = hall.scene
        hall.lead.toggle_blank()
        await hall.until(lambda: "1" in hall.places())
        await hall.show(place="year")
        assert {FIRST, SECOND, THIRD} <= {*re.findall(r"[^<>]+", hall.everything)}
        found = [one for one in secrets if one in hall.everything]
        assert not found
