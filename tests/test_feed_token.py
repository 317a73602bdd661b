"""The token of the feed in a file, and a reader that takes nothing."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from events.errors import BadInput
from events.meetings import MeetingOpened, RemarkRecorded
from tests.facts import HERE, MEMBERS
from tests.spec import ledger_with
from tests.systems import assert_private
from thidua_tui.cli.feed_server import FeedServer
from thidua_tui.cli.feed_token import SHAPE, token_in
from thidua_tui.session.private_file import publish_private

pytestmark = pytest.mark.usefixtures("home")


def test_a_token_is_made_once_and_kept_for_this_account(tmp_path):
    file = tmp_path / "token"
    token = token_in(file)
    assert SHAPE.match(token)
    assert_private(file)
    assert token_in(file) == token


@pytest.mark.parametrize(
    "held", ["", "short", "ă" * 40, "a" * 200, "a" * 40 + "\nb", " " + "a" * 40]
)
def test_what_holds_no_token_is_refused_and_left_as_it_is(tmp_path, held):
    file = tmp_path / "token"
    assert publish_private(file, held)
    before = file.read_bytes()
    with pytest.raises(BadInput, match="token-unreadable"):
        token_in(file)
    assert file.read_bytes() == before


def test_a_folder_is_no_token(tmp_path):
    with pytest.raises(BadInput, match="token-unreadable"):
        token_in(tmp_path)


def test_a_token_that_others_can_read_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "token"
    token_in(file)
    found = {"path": str(file), "readers": "nhom", "how": "chmod 600"}
    monkeypatch.setattr("thidua_tui.cli.feed_token.others_who_read", lambda *_: found)
    with pytest.raises(BadInput, match="token-not-private"):
        token_in(file)


def test_where_no_file_can_be_private_none_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr("thidua_tui.cli.feed_token.publish_private", lambda *_: False)
    with pytest.raises(BadInput, match="token-unprotectable"):
        token_in(tmp_path / "token")


def test_a_bad_token_file_ends_the_command_before_anything_listens(run, story, tmp_path):
    (tmp_path / "token").write_text("short", "utf-8")
    code, out, err = run("feed", "--token-file", tmp_path / "token", "--ledger", story)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


LONG = 4_000
"""Letters of a remark: the entries are more than a connection holds by itself."""


async def test_a_reader_that_takes_nothing_is_dropped_and_disturbs_nobody(monkeypatch):
    monkeypatch.setattr(FeedServer, "slowest", 0.3)
    at: dict[str, Any] = {**HERE, "meeting": "m"}
    remarks = [RemarkRecorded(**at, unit="a", text=f"{n} {'ý' * LONG}") for n in range(2_000)]
    opened = MeetingOpened(**at, kind="year-end", title="Tổng kết")
    live: Any = SimpleNamespace(
        ledger=ledger_with(*MEMBERS, opened, *remarks), name="0" * 32, look=lambda: False
    )
    server = await FeedServer(live, "t" * 32).start(0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        asked = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {'t' * 32}\r\n\r\n"
        with socket.socket() as slow:
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.setblocking(False)
            loop = asyncio.get_running_loop()
            await loop.sock_connect(slow, ("127.0.0.1", port))
            await loop.sock_sendall(slow, f"GET /entries?stream=1 HTTP/1.1\r\n{asked}".encode())
            await asyncio.sleep(0.1)
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET /head HTTP/1.1\r\n{asked}".encode())
            async with asyncio.timeout(5):
                assert (await reader.read(20)).startswith(b"HTTP/1.1 200")
            writer.close()
            await asyncio.sleep(0.6)
            received = 0
            try:
                async with asyncio.timeout(10):
                    while part := await loop.sock_recv(slow, 1 << 20):
                        received += len(part)
            except ConnectionError:
                pass
    assert 0 < received < 2_000 * LONG


def test_the_schema_needs_no_token(tmp_path: Path, run, story):
    code, _, err = run("feed", "--schema", "--token-file", tmp_path / "token", "--ledger", story)
    assert (code, err) == (0, "")
    assert not (tmp_path / "token").exists()
