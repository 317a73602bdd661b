"""The page of the hall over HTTP: what the secretary shows, to readers that have the link.

Each page is made once for all its readers, when something was recorded or the wall was turned.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

from events.errors import UnreadableLedger
from events.store.recorder import POLL
from thidua_tui.cli.hall_request import Door, Visit, read_visit
from thidua_tui.cli.http_head import RequestError
from thidua_tui.cli.http_server import FIXED, Exchange, HttpServer
from thidua_tui.formatting.hall.shell import PAGES, Shell, letters, policy
from thidua_tui.i18n.messages import Words, local
from thidua_tui.queries.hall_pages import HallPages, Moment
from thidua_tui.session.live_ledger import LiveLedger
from thidua_tui.session.wall_channel import BEAT, Channel, Look

HTML, TEXT, STREAM = "text/html; charset=utf-8", "text/plain; charset=utf-8", "text/event-stream"
MOST_VIEWERS = 64
"""Readers that follow at the same time."""


class Seen(NamedTuple):
    """A page as it is now; `number` grows with each change."""

    number: int
    html: str


class HallServer(HttpServer):
    """Serves the pages of the hall.

    Args:
        live: The ledger.
        channel: What the secretary's program shows.
        words: The messages of the language to use.
        shell: The page around what is shown.
        token: What the link has in its fragment.
    """

    most = MOST_VIEWERS + 32
    most_waiting = 16
    slowest = 10.0
    fixed = {  # noqa: RUF012 - as the base class has it
        **FIXED,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
    }

    def __init__(
        self, live: LiveLedger, channel: Channel, words: Words, shell: Shell, token: str
    ) -> None:
        super().__init__()
        self._live, self._channel, self._shell = live, channel, shell
        self._words, self.token = words, token
        self._pages = HallPages(words)
        self._door = Door(token, 0)
        self._moment = Moment(None, "absent")
        self._look = Look("absent")
        self._made: dict[str, Seen] = {}
        self._stale: set[str] = set(PAGES)
        self._foot = ""
        self._viewers: dict[str, int] = dict.fromkeys(PAGES, 0)
        self._beat = 0
        self._news = asyncio.Condition()

    async def start(self, port: int, address: str = "127.0.0.1") -> asyncio.Server:
        """Listen; return the server.

        Raises:
            OSError: the port cannot be had.
        """
        server = await super().start(port, address)
        self._door = Door(self.token, server.sockets[0].getsockname()[1])
        self._refresh()
        return server

    @property
    def viewers(self) -> int:
        """How many readers follow."""
        return sum(self._viewers.values())

    async def watch(self, clock: Callable[[], float] | None = None) -> None:
        """Follow ledger and channel until the ledger cannot be read any more.

        Args:
            clock: Seconds; the loop's own where none is given.

        Raises:
            UnreadableLedger: as `LiveLedger.look`.
        """
        clock = clock or asyncio.get_running_loop().time
        due = 0.0
        while True:
            beats = clock() >= due
            if beats:
                due = clock() + BEAT
                self._attend()
            try:
                news = self._look_around(beats=beats)
            except UnreadableLedger as error:
                if not self._live.passes(error):
                    raise
                now = f"{local(self._live.ledger.clock()):%H:%M}"
                self._foot, news = self._words("hall.foot-silent", clock=now), True
            if news:
                await self._wake()
            await asyncio.sleep(POLL)

    def _look_around(self, *, beats: bool) -> bool:
        """Make again what changed; return whether there is something to send to the readers.

        Args:
            beats: Whether it is time for a sign of life.

        Raises:
            UnreadableLedger: the ledger cannot be read, at the moment or at all.
        """
        look = self._channel.look()
        turned = (look.state, look.shown) != (self._look.state, self._look.shown)
        if self._live.look() or turned or (beats and self._pages.ticking):
            self._look = look
            self._refresh()
            return True
        if beats:
            self._foot = self._corner()
        return beats

    def _attend(self) -> None:
        """Show the secretary's program that this is a wall, and how many readers it has."""
        try:
            self._channel.attend(self.viewers)
        except OSError:
            return  # the page says that it waits for the secretary

    async def _wake(self) -> None:
        async with self._news:
            self._beat += 1
            self._news.notify_all()

    def _refresh(self) -> None:
        """Make the first page, which notes what is announced; the others when asked for."""
        self._stale = set(PAGES)
        self._moment = self._pages.moment(self._look, self._live.ledger)
        self._pages.ticking = False
        self._page("")
        self._foot = self._corner()

    def _page(self, name: str) -> Seen:
        """Return a page, made if it is not known how it is now; as it was while that cannot be."""
        if name in self._stale:
            try:
                html = self._pages.page(name, self._moment, self._live.ledger)
            except UnreadableLedger as error:
                if not self._live.passes(error):
                    raise
                return self._made.get(name, Seen(0, self._pages.state("server")))
            before = self._made.get(name, Seen(0, ""))
            if html != before.html:
                self._made[name] = Seen(before.number + 1, html)
            self._stale.discard(name)
        return self._made[name]

    def _corner(self) -> str:
        """Return the last entry that is shown, and the time of day."""
        moment, ledger = self._moment, self._live.ledger
        if moment.why:
            return f"{local(ledger.clock()):%H:%M}"
        position = ledger.position() if moment.upto is None else moment.upto
        key = "hall.foot-held" if moment.held else "hall.foot"
        return self._words(key, position=str(position), clock=f"{local(ledger.clock()):%H:%M}")

    async def answer(self, raw: bytes, exchange: Exchange) -> None:
        """Answer a request of this page's own.

        Raises:
            RequestError: as `read_visit`; `no-access`, `too-many-readers`.
        """
        visit = read_visit(raw, self.hosts, self._door)
        match visit.kind:
            case "page":
                await self._send_page(visit, exchange)
            case "font":
                more = {"Cache-Control": "max-age=86400"}
                data = letters(visit.name)
                await exchange.whole(data, "font/ttf", more=more, only_head=visit.only_head)
            case "session":
                await self._let_in(visit, exchange)
            case "events":
                await self._follow(visit, exchange)

    async def _send_page(self, visit: Visit, exchange: Exchange) -> None:
        nonce = secrets.token_urlsafe(16)
        if visit.known:
            status, content = HTTPStatus.OK, self._page(visit.name).html
            body = self._shell.page(visit.name, nonce, content, self._foot)
        else:
            status, body = HTTPStatus.UNAUTHORIZED, self._shell.door(nonce)
        more = {"Content-Security-Policy": policy(nonce)}
        await exchange.whole(body, HTML, status, more, only_head=visit.only_head)

    async def _let_in(self, visit: Visit, exchange: Exchange) -> None:
        """Give the cookie for the token; a reader that has it asks whether there is room."""
        if not (visit.known or visit.token):
            raise RequestError(HTTPStatus.UNAUTHORIZED, "no-access")
        self._refuse_crowd()
        more = {"Set-Cookie": self._door.cookie} if visit.token else {}
        await exchange.whole("", TEXT, HTTPStatus.NO_CONTENT, more)

    def _refuse_crowd(self) -> None:
        if self.viewers >= MOST_VIEWERS:
            raise RequestError(HTTPStatus.SERVICE_UNAVAILABLE, "too-many-readers")

    async def _follow(self, visit: Visit, exchange: Exchange) -> None:
        if not visit.known:
            raise RequestError(HTTPStatus.UNAUTHORIZED, "no-access")
        self._refuse_crowd()
        if visit.only_head:
            await exchange.begin(STREAM)
            return
        self._viewers[visit.name] += 1
        try:
            await exchange.begin(STREAM)
            await exchange.until_left(self._stream(visit.name, exchange))
        finally:
            self._viewers[visit.name] -= 1

    async def _stream(self, name: str, exchange: Exchange) -> None:
        """Send a page whenever it changes, and every second the corner: a sign of life."""
        sent = beat = -1
        while True:
            async with self._news:
                while self._beat == beat:
                    await self._news.wait()
                beat = self._beat
            seen = self._page(name)
            show = f"event: show\ndata: {seen.html}\n\n" if seen.number != sent else ""
            sent = seen.number
            await exchange.write(f"{show}event: foot\ndata: {self._foot}\n\n")

    async def refuse(self, error: RequestError, exchange: Exchange) -> None:
        """Say why a request is not answered, as a code."""
        allow = error.status == HTTPStatus.METHOD_NOT_ALLOWED
        more = {"Allow": "GET, HEAD"} if allow else {}
        await exchange.whole(f"{error.code}\n", TEXT, error.status, more)
