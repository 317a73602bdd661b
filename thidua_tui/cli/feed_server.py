"""The feed: entries over HTTP, read-only, for programs of this machine that have a token.

It listens on the loopback address alone. Each answer ends its connection. A reader that does not
take what it is sent, or sends its request too slowly, is dropped.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Coroutine, Mapping
from contextlib import suppress
from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING, Any

from events.errors import UnreadableLedger
from events.store.recorder import POLL
from thidua_tui.cli.feed_request import Request, RequestError, read_request
from thidua_tui.formatting.entry_lines import entry_line, went_back_line
from thidua_tui.formatting.journal_schema import journal_schema
from thidua_tui.session.live_ledger import LiveLedger, WentBack

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

ADDRESS = "127.0.0.1"
MOST_READERS = 64
"""Connections at the same time."""
LARGEST_HEAD = 8_192
"""Bytes of a request line with its headers."""
SLOWEST = 5.0
"""Seconds in which a request must be complete, and a piece of an answer must be taken."""
PAGE = 1_000
"""Entries of an answer that is no stream, and of a piece of a stream."""
LINES, JSON = "application/x-ndjson", "application/json"
FIXED = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every answer; none lets a page of another origin read it."""


class FeedServer:
    """Serves the entries of a ledger.

    Args:
        live: The ledger.
        token: What a request must bring.
    """

    def __init__(self, live: LiveLedger, token: str) -> None:
        self._live, self._token = live, token
        self._hosts: frozenset[str] = frozenset()
        self._readers = 0
        self._news = asyncio.Condition()
        self._backs: list[WentBack] = []

    async def start(self, port: int) -> asyncio.Server:
        """Listen; return the server, whose socket has the port.

        Args:
            port: The port; 0 for any that is free.

        Raises:
            OSError: the port cannot be had.
        """
        server = await asyncio.start_server(self._serve, ADDRESS, port, limit=LARGEST_HEAD)
        port = server.sockets[0].getsockname()[1]
        self._hosts = frozenset(f"{name}:{port}" for name in (ADDRESS, "localhost"))
        return server

    async def watch(self) -> None:
        """Look for new entries until the ledger cannot be read any more.

        Raises:
            UnreadableLedger: as `LiveLedger.look`.
        """
        while True:
            if found := self._live.look():
                async with self._news:
                    if isinstance(found, WentBack):
                        self._backs.append(found)
                    self._news.notify_all()
            await asyncio.sleep(POLL)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer one request, and close."""
        self._readers += 1
        try:
            # A reader that is gone or too slow ends its connection and nothing else; a ledger that
            # cannot be read ends `watch`.
            with suppress(OSError, asyncio.IncompleteReadError, UnreadableLedger):
                await self._answer(reader, writer)
                await _part(reader, writer)
        finally:
            self._readers -= 1
            writer.transport.abort()

    async def _answer(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            request = read_request(await self._head(reader), self._hosts, self._token)
            await self._send(request, reader, writer)
        except RequestError as error:
            more = {
                HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
                HTTPStatus.METHOD_NOT_ALLOWED: {"Allow": "GET"},
            }.get(error.status, {})
            await _whole(writer, json.dumps({"error": error.code}), error.status, more=more)

    async def _head(self, reader: StreamReader) -> bytes:
        """Return the request line and the headers.

        Raises:
            RequestError: `too-many-readers`, `too-large`, `too-slow`.
        """
        if self._readers > MOST_READERS:
            raise RequestError(HTTPStatus.SERVICE_UNAVAILABLE, "too-many-readers")
        try:
            async with asyncio.timeout(SLOWEST):
                return await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            raise RequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "too-large") from None
        except TimeoutError:
            raise RequestError(HTTPStatus.REQUEST_TIMEOUT, "too-slow") from None

    async def _send(self, request: Request, reader: StreamReader, writer: StreamWriter) -> None:
        if request.path == "/schema.json":
            await _whole(writer, json.dumps(journal_schema(), ensure_ascii=False))
        elif request.path == "/head":
            head = {"ledger": self._live.name, "head": self._live.ledger.position()}
            await _whole(writer, json.dumps(head))
        elif request.path != "/entries":
            raise RequestError(HTTPStatus.NOT_FOUND, "unknown-path")
        elif (head_now := self._live.ledger.position()) < request.since:
            text = went_back_line(head_now, head_now)
            await _whole(writer, text, HTTPStatus.CONFLICT, LINES)
        elif request.stream:
            await _write(writer, _head_of(HTTPStatus.OK, {"Content-Type": LINES}))
            await _first_of(self._stream(request.since, writer), _left(reader))
        else:
            await _whole(writer, await self._page(request), kind=LINES)

    async def _stream(self, since: int, writer: StreamWriter) -> None:
        async for text in self._pieces(since):
            await _write(writer, text)

    async def _page(self, request: Request) -> str:
        """Return the entries after a position; if there are none, those of the seconds to wait."""
        pieces = self._pieces(request.since)
        try:
            async with asyncio.timeout(request.wait or None):
                return await anext(pieces) if request.wait else self._piece(request.since)[0]
        except TimeoutError:
            return ""
        finally:
            await pieces.aclose()

    async def _pieces(self, since: int) -> AsyncGenerator[str, None]:
        """Yield the entries after a position in pieces, then what is recorded; without an end."""
        backs = len(self._backs)
        while True:
            for back in self._backs[backs:]:
                since = min(since, back.common)
                yield went_back_line(back.common, back.head)
            backs = len(self._backs)
            text, last = self._piece(since)
            if text:
                yield text
            elif backs == len(self._backs):
                async with self._news:
                    await self._news.wait()
            since = last

    def _piece(self, since: int) -> tuple[str, int]:
        """Return the lines of at most `PAGE` entries after a position, and the last of these."""
        last, lines = since, []
        for entry in islice(self._live.ledger.read(after=since, limit=PAGE), PAGE):
            lines.append(entry_line(entry))
            last = entry.position
        return "".join(lines), last


async def _whole(
    writer: StreamWriter,
    body: str,
    status: HTTPStatus = HTTPStatus.OK,
    kind: str = JSON,
    more: Mapping[str, str] | None = None,
) -> None:
    """Send an answer whose length is known."""
    data = body.encode()
    headers = {"Content-Type": kind, "Content-Length": str(len(data)), **(more or {})}
    whole = _head_of(status, headers).encode() + data
    for start in range(0, len(whole), 65_536):
        await _write(writer, whole[start : start + 65_536])


def _head_of(status: HTTPStatus, headers: Mapping[str, str]) -> str:
    lines = (f"{name}: {value}\r\n" for name, value in {**headers, **FIXED}.items())
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{''.join(lines)}\r\n"


async def _write(writer: StreamWriter, piece: str | bytes) -> None:
    """Send a piece, and wait until the reader took most of it.

    Raises:
        TimeoutError: it did not in `SLOWEST` seconds.
    """
    writer.write(piece.encode() if isinstance(piece, str) else piece)
    async with asyncio.timeout(SLOWEST):
        await writer.drain()


async def _left(reader: StreamReader) -> None:
    """Wait until a reader ends its side of the connection; what it sends until then is dropped.

    Else a reader that is gone would keep its place until something is recorded.
    """
    while await reader.read(65_536):
        pass


async def _first_of(*parts: Coroutine[Any, Any, None]) -> None:
    """Run these until the first ends, and end the others; raise what it raised."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ended = [task for task in tasks if task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in ended:
        task.result()


async def _part(reader: StreamReader, writer: StreamWriter) -> None:
    """End an answer, and read what else was sent: closing before would destroy the answer."""
    writer.write_eof()
    async with asyncio.timeout(SLOWEST):
        await writer.drain()
        for _ in range(64):
            if not await reader.read(65_536):
                break
