"""The feed: entries over HTTP, read-only, for programs of this machine that have a token.

It listens on the loopback address alone.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from http import HTTPStatus
from itertools import islice

from events.store.recorder import POLL
from thidua_tui.cli.feed_request import Request, read_request
from thidua_tui.cli.http_head import RequestError
from thidua_tui.cli.http_server import Exchange, HttpServer
from thidua_tui.formatting.entry_lines import entry_line, went_back_line
from thidua_tui.formatting.journal_schema import journal_schema
from thidua_tui.session.live_ledger import LiveLedger, WentBack

PAGE = 1_000
"""Entries of an answer that is no stream, and of a piece of a stream."""
LINES, JSON = "application/x-ndjson", "application/json"


class FeedServer(HttpServer):
    """Serves the entries of a ledger.

    Args:
        live: The ledger.
        token: What a request must bring.
    """

    def __init__(self, live: LiveLedger, token: str) -> None:
        super().__init__()
        self._live, self._token = live, token
        self._news = asyncio.Condition()
        self._backs: list[WentBack] = []

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

    async def answer(self, raw: bytes, exchange: Exchange) -> None:
        """Answer a request that brings the token."""
        await self._send(read_request(raw, self.hosts, self._token), exchange)

    async def refuse(self, error: RequestError, exchange: Exchange) -> None:
        """Say why a request is not answered, as a code."""
        more = {
            HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
            HTTPStatus.METHOD_NOT_ALLOWED: {"Allow": "GET"},
        }.get(error.status, {})
        await exchange.whole(json.dumps({"error": error.code}), JSON, error.status, more)

    async def _send(self, request: Request, exchange: Exchange) -> None:
        if request.path == "/schema.json":
            await exchange.whole(json.dumps(journal_schema(), ensure_ascii=False), JSON)
        elif request.path == "/head":
            head = {"ledger": self._live.name, "head": self._live.ledger.position()}
            await exchange.whole(json.dumps(head), JSON)
        elif request.path != "/entries":
            raise RequestError(HTTPStatus.NOT_FOUND, "unknown-path")
        elif (head_now := self._live.ledger.position()) < request.since:
            text = went_back_line(head_now, head_now)
            await exchange.whole(text, LINES, HTTPStatus.CONFLICT)
        elif request.stream:
            await exchange.begin(LINES)
            await exchange.until_left(self._stream(request.since, exchange))
        else:
            await exchange.whole(await self._page(request), LINES)

    async def _stream(self, since: int, exchange: Exchange) -> None:
        async for text in self._pieces(since):
            await exchange.write(text)

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
