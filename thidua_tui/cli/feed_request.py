"""A request to the feed: one GET with few short headers, checked before anything is answered.

It must name the address itself, come from no page (`Origin`), and bring the token.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from thidua_tui.cli.http_head import RequestError, read_head

LONGEST_WAIT = 60
"""Seconds for which an answer may be waited for."""
LARGEST = 2**53
"""What a position may be in JSON of every program."""


class Request(NamedTuple):
    """What was asked for.

    Attributes:
        path: The path, without the query.
        since: The position after which the entries begin.
        wait: The seconds to wait for the first entry.
        stream: Whether the answer goes on without an end.
    """

    path: str
    since: int = 0
    wait: int = 0
    stream: bool = False


def read_request(head: bytes, hosts: frozenset[str], token: str) -> Request:
    """Return what a request asks for.

    Args:
        head: The request line and the headers, with the empty line at the end.
        hosts: What the header `Host` may say.
        token: The token that is required.

    Raises:
        RequestError: `malformed`, `wrong-host`, `from-a-page`, `only-get`, `wrong-token`,
            `unknown-parameter` or `not-a-number`.
    """
    method, target, headers = read_head(head, hosts)
    if "origin" in headers:
        raise RequestError(HTTPStatus.FORBIDDEN, "from-a-page")
    if method != "GET":
        raise RequestError(HTTPStatus.METHOD_NOT_ALLOWED, "only-get")
    try:
        url = urlsplit(target)
        query = dict(parse_qsl(url.query, keep_blank_values=True, max_num_fields=8))
    except ValueError:
        raise RequestError(HTTPStatus.BAD_REQUEST, "malformed") from None
    given = headers.get("authorization", "")
    scheme, _, bearer = given.partition(" ")
    brought = bearer.strip() if scheme.lower() == "bearer" else query.pop("token", "")
    query.pop("token", None)
    if not hmac.compare_digest(brought.encode(), token.encode()):
        raise RequestError(HTTPStatus.UNAUTHORIZED, "wrong-token")
    return _asked(url.path, query)


def _asked(path: str, query: Mapping[str, str]) -> Request:
    if query.keys() - {"since", "wait", "stream"}:
        raise RequestError(HTTPStatus.BAD_REQUEST, "unknown-parameter")
    stream = query.get("stream", "0")
    return Request(
        path=path,
        since=_number(query.get("since", "0"), LARGEST),
        wait=_number(query.get("wait", "0"), LONGEST_WAIT),
        stream=bool(_number(stream, 1)),
    )


def _number(text: str, most: int) -> int:
    """Return a whole number from 0 to `most`, written in digits of ASCII."""
    if text.isascii() and text.isdecimal() and len(text) <= 16 and int(text) <= most:
        return int(text)
    raise RequestError(HTTPStatus.BAD_REQUEST, "not-a-number")
