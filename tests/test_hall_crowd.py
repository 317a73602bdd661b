"""A reader that takes nothing is dropped, and does not hold the others."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest

from events.errors import UnreadableLedger
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from tests.hall_room import Room, room
from tests.hall_runs import YEAR
from thidua_tui.cli.hall_server import HallServer
from thidua_tui.formatting.hall.shell import PAGES
from thidua_tui.session.wall_channel import Scene

SMALL = 2_048
"""Bytes that the kernel keeps for a connection, before what is sent waits in the program."""


def who_reads_nothing(hall: Room) -> socket.socket:
    """Return the connection of a reader that asks for a page and takes nothing of it."""
    hall.listening.sockets[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    slow.connect(("127.0.0.1", hall.port))
    slow.sendall(hall.asks(""))
    return slow


@pytest.mark.posix("the buffers of connections are set as Linux does")
async def test_a_reader_that_takes_nothing_is_dropped_and_does_not_hold_the_others(
    tmp_path, story, monkeypatch
):
    monkeypatch.setattr(HallServer, "slowest", 0.5)
    async with room(tmp_path, story) as hall:
        await hall.until(lambda: hall.server.viewers == len(PAGES))
        with who_reads_nothing(hall) as slow:
            await hall.until(lambda: hall.server.viewers == len(PAGES) + 1)
            turned = 0
            while hall.server.viewers > len(PAGES):
                turned += 1
                await turn(hall, turned)
            assert turned > 5  # it was there for a while
            await turn(hall, turned + 1)
            assert ended(slow)


def ended(connection: socket.socket) -> bool:
    """Read what is left of a connection; return whether it ends then."""
    connection.settimeout(5)
    try:
        while connection.recv(65_536):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True


async def turn(hall: Room, number: int) -> None:
    """Turn the wall to another row, and wait until a reader of it has that row."""
    before = hall.heard[""].count(b"event: show")
    hall.scene = Scene(place="tables", of="agenda", at=number % 11, **YEAR)
    await hall.until(lambda: hall.heard[""].count(b"event: show") > before)


async def test_the_page_outlasts_a_server_without_answers_and_then_shows_what_came(
    tmp_path, story, monkeypatch
):
    def silent(*_args, **_options):
        raise UnreadableLedger("server-silent", address="may-chu/thidua")

    own = Path(shutil.copy(story, tmp_path / "own.ledger"))
    async with room(tmp_path, own) as hall:
        await hall.until(lambda: hall.server.viewers == len(PAGES))
        await turn(hall, 1)
        with monkeypatch.context() as patched:
            for reading in ("read", "position", "history"):
                patched.setattr(hall.server._live.ledger, reading, silent)
            Ledger(hall.ledger.recorder).execute(
                FoundUnit(unit="moi", name="Sở Mới"), Circumstances(by="x")
            )
            said = "Máy chủ không trả lời".encode()
            await hall.until(lambda: all(said in one for one in hall.heard.values()))
        await hall.all_know()
        assert hall.server.viewers == len(PAGES)
