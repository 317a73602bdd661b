"""A request to the hall: who asks, and for what, checked before anything is answered.

The token is in the fragment of the link, which no browser sends. The script of the page puts it
into a header of `/session` once; from then on a cookie lets its reader in. So no token is in a
log, a history or a referrer, and no request but GET and HEAD is ever needed.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from http import HTTPStatus
from typing import Literal, NamedTuple, TypeAlias

from thidua_tui.cli.http_head import Head, RequestError, read_head
from thidua_tui.formatting.hall.shell import FONTS, PAGES

Kind: TypeAlias = Literal["page", "events", "session", "font"]
EVENTS = "/events"
"""The path under which each page has its stream."""


class Door:
    """Who may read: those who bring the token, or the cookie that they were given for it.

    The cookie is made from the token, so that a program that is started again knows it. It is not
    the token: a server on another port of this machine is sent it, too.

    Args:
        token: The token of this run.
        port: The port, which is part of the cookie's name.
    """

    def __init__(self, token: str, port: int) -> None:
        self._token = token.encode()
        self._name = f"thidua-hall-{port}"
        self._pass = hmac.new(self._token, b"thidua hall", hashlib.sha256).hexdigest()

    @property
    def cookie(self) -> str:
        """The header that lets a reader in from now on."""
        return f"{self._name}={self._pass}; Path=/; HttpOnly; SameSite=Strict"

    def brings_token(self, headers: Mapping[str, str]) -> bool:
        """Return whether a request brings the token."""
        scheme, _, brought = headers.get("authorization", "").partition(" ")
        given = brought.strip().encode()
        return scheme.lower() == "bearer" and hmac.compare_digest(given, self._token)

    def knows(self, headers: Mapping[str, str]) -> bool:
        """Return whether a request has the cookie."""
        for part in headers.get("cookie", "").split(";"):
            name, _, value = part.strip().partition("=")
            if name == self._name and hmac.compare_digest(value.encode(), self._pass.encode()):
                return True
        return False


class Visit(NamedTuple):
    """What a reader asks for.

    Attributes:
        kind: A page, its stream, the exchange of the token, or letters.
        name: The name of the page, or the path of the letters.
        known: Whether the reader has the cookie.
        token: Whether the reader brings the token.
        only_head: Whether only the head of the answer is asked for.
    """

    kind: Kind
    name: str
    known: bool
    token: bool
    only_head: bool


def read_visit(raw: bytes, hosts: frozenset[str], door: Door) -> Visit:
    """Return what a request asks for.

    Args:
        raw: The request line and the headers, with the empty line at the end.
        hosts: What the header `Host` may say.
        door: Who may read.

    Raises:
        RequestError: `malformed`, `wrong-host`, `from-elsewhere`, `only-get` or `unknown-path`.
    """
    head = read_head(raw, hosts)
    kind, name = _what(head.target)
    _refuse_foreign(head, kind)
    if head.method not in ("GET", "HEAD"):
        raise RequestError(HTTPStatus.METHOD_NOT_ALLOWED, "only-get")
    if "transfer-encoding" in head.headers or head.headers.get("content-length", "0") != "0":
        raise RequestError(HTTPStatus.BAD_REQUEST, "malformed")
    if kind is None:
        raise RequestError(HTTPStatus.NOT_FOUND, "unknown-path")
    known, token = door.knows(head.headers), door.brings_token(head.headers)
    return Visit(kind, name, known, token, head.method == "HEAD")


def _what(target: str) -> tuple[Kind | None, str]:
    """Return the kind of what is under a path, and its name.

    Of a page a query is left out: messengers put their own into links that are shared there.
    """
    if target in FONTS:
        return "font", target
    if target == "/session":
        return "session", ""
    if target == EVENTS or target.startswith(f"{EVENTS}/"):
        name = target.removeprefix(EVENTS).removeprefix("/")
        return ("events", name) if name in PAGES else (None, "")
    name = target.partition("?")[0].removeprefix("/")
    return ("page", name) if name in PAGES else (None, "")


def _refuse_foreign(head: Head, kind: Kind | None) -> None:
    """Refuse what another origin's page asks for; a link to a page may be anywhere.

    Browsers send `Sec-Fetch-…` only to origins that they trust, such as 127.0.0.1; where they do
    not, `Origin` and the cookie, which other sites' pages are not sent with, remain.
    """
    headers = head.headers
    origin = headers.get("origin")
    foreign = origin is not None and origin != f"http://{headers['host'].lower()}"
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        opened = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
        foreign = foreign or kind != "page" or opened != ("navigate", "document")
    if foreign:
        raise RequestError(HTTPStatus.FORBIDDEN, "from-elsewhere")
