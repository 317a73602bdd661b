"""A small server over HTTP for the feed and for the hall: strict, bounded, read-only.

Each answer ends its connection. A reader that does not take what it is sent, or sends its request
too slowly, is dropped.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from events.errors import OUTAGES, UnreadableLedger
from thidua_tui.cli.http_head import RequestError

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

ADDRESS = "127.0.0.1"
LARGEST_HEAD = 8_192
"""Bytes of a request line with its headers."""
PIECE = 65_536
"""Bytes that are sent or dropped at a time."""
FIXED = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every answer; none lets a page of another origin read it."""


class Exchange:
    """A request and its answer on one connection.

    Args:
        reader: What the other side sends.
        writer: What it is sent.
        slowest: Seconds in which a request must be complete, and a piece of an answer be taken.
        fixed: Headers of every answer.
    """

    def __init__(
        self,
        reader: StreamReader,
        writer: StreamWriter,
        slowest: float,
        fixed: Mapping[str, str],
    ) -> None:
        self._reader, self._writer = reader, writer
        self._slowest, self._fixed = slowest, fixed
        self.begun = False
        """Whether something of the answer was sent."""

    async def head(self, *, full: bool = False) -> bytes:
        """Return the request line and the headers.

        Args:
            full: Whether there are too many readers already.

        Raises:
            RequestError: `too-many-readers`, `too-large`, `too-slow`.
        """
        if full:
            raise RequestError(HTTPStatus.SERVICE_UNAVAILABLE, "too-many-readers")
        try:
            async with asyncio.timeout(self._slowest):
                return await self._reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            raise RequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "too-large") from None
        except TimeoutError:
            raise RequestError(HTTPStatus.REQUEST_TIMEOUT, "too-slow") from None

    async def whole(
        self,
        body: str | bytes,
        kind: str,
        status: HTTPStatus = HTTPStatus.OK,
        more: Mapping[str, str] | None = None,
        *,
        only_head: bool = False,
    ) -> None:
        """Send an answer whose length is known; of the answer to HEAD only its head."""
        data = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": kind, "Content-Length": str(len(data)), **(more or {})}
        answer = self._head_of(status, headers) + (b"" if only_head else data)
        for start in range(0, len(answer), PIECE):
            await self.write(answer[start : start + PIECE])

    async def begin(self, kind: str) -> None:
        """Send the head of an answer that goes on without an end."""
        await self.write(self._head_of(HTTPStatus.OK, {"Content-Type": kind}))

    def _head_of(self, status: HTTPStatus, headers: Mapping[str, str]) -> bytes:
        lines = (f"{name}: {value}\r\n" for name, value in {**self._fixed, **headers}.items())
        return f"HTTP/1.1 {status.value} {status.phrase}\r\n{''.join(lines)}\r\n".encode()

    async def write(self, piece: str | bytes) -> None:
        """Send a piece, and wait until the reader took most of it.

        Raises:
            TimeoutError: it did not in time.
        """
        self.begun = True
        self._writer.write(piece.encode() if isinstance(piece, str) else piece)
        async with asyncio.timeout(self._slowest):
            await self._writer.drain()

    async def until_left(self, sending: Coroutine[Any, Any, None]) -> None:
        """Send without an end until the reader ends its side of the connection.

        Else a reader that is gone would keep its place until there is something to send.
        """
        await _first_of(sending, self._left())

    async def _left(self) -> None:
        """Wait until a reader ends its side; what it sends until then is dropped."""
        while await self._reader.read(PIECE):
            pass

    async def part(self) -> None:
        """End the answer, and read what else was sent: closing before would destroy the answer."""
        self._writer.write_eof()
        async with asyncio.timeout(self._slowest):
            await self._writer.drain()
            for _ in range(64):
                if not await self._reader.read(PIECE):
                    break


class HttpServer(ABC):
    """Accepts connections, at most so many at the same time, and answers one request on each."""

    most = 64
    """Connections at the same time."""
    most_waiting = 64
    """Connections of one address whose request is not complete."""
    slowest = 5.0
    """Seconds in which a request must be complete, and a piece of an answer must be taken."""
    fixed: Mapping[str, str] = FIXED
    """Headers of every answer."""
    hosts: frozenset[str] = frozenset()
    """What the header `Host` of a request may say."""

    def __init__(self) -> None:
        self._open = 0
        self._waiting = Counter[str]()

    async def start(self, port: int, address: str = ADDRESS) -> asyncio.Server:
        """Listen; return the server, whose socket has the port.

        Args:
            port: The port; 0 for any that is free.
            address: The address of this machine to listen on.

        Raises:
            OSError: the port cannot be had.
        """
        server = await asyncio.start_server(self._serve, address, port, limit=LARGEST_HEAD)
        port = server.sockets[0].getsockname()[1]
        names = (address, "localhost") if address == ADDRESS else (address,)
        self.hosts = frozenset(f"{name}:{port}" for name in names)
        return server

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer one request, and close."""
        self._open += 1
        exchange = Exchange(reader, writer, self.slowest, self.fixed)
        try:
            # A reader that is gone or too slow ends its connection and nothing else; a ledger that
            # cannot be read ends the program where it looks for news.
            with suppress(OSError, asyncio.IncompleteReadError, UnreadableLedger):
                await self._answer(exchange, str(writer.get_extra_info("peername", "")[:1]))
                await exchange.part()
        finally:
            self._open -= 1
            writer.transport.abort()

    async def _answer(self, exchange: Exchange, peer: str) -> None:
        try:
            await self.answer(await self._head(exchange, peer), exchange)
        except RequestError as error:
            await self.refuse(error, exchange)
        except UnreadableLedger as error:
            if exchange.begun or error.code not in OUTAGES:
                raise
            await self.refuse(RequestError(HTTPStatus.SERVICE_UNAVAILABLE, error.code), exchange)

    async def _head(self, exchange: Exchange, peer: str) -> bytes:
        """Return the head of a request; one address cannot take all places by sending none."""
        self._waiting[peer] += 1
        try:
            full = self._open > self.most or self._waiting[peer] > self.most_waiting
            return await exchange.head(full=full)
        finally:
            self._waiting[peer] -= 1
            self._waiting += Counter()  # without those of which none is left

    @abstractmethod
    async def answer(self, raw: bytes, exchange: Exchange) -> None:
        """Answer a request, of which this is the head.

        Raises:
            RequestError: it is not answered.
        """

    @abstractmethod
    async def refuse(self, error: RequestError, exchange: Exchange) -> None:
        """Say why a request is not answered."""


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
