"""The head of a request over HTTP: its line and its headers, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple


class RequestError(Exception):
    """A request that is not answered.

    Args:
        status: The status of HTTP.
        code: The reason, for the other program.
    """

    def __init__(self, status: HTTPStatus, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Head(NamedTuple):
    """The method, the target as it was sent, and the headers by their names in small letters."""

    method: str
    target: str
    headers: Mapping[str, str]


def read_head(raw: bytes, hosts: frozenset[str]) -> Head:
    """Return the head of a request that names an address of this server.

    Any page in a browser can send requests to a port of its machine. So the request must name the
    address itself: no other name that leads here (DNS rebinding).

    Args:
        raw: The request line and the headers, with the empty line at the end.
        hosts: What the header `Host` may say.

    Raises:
        RequestError: `malformed` or `wrong-host`.
    """
    first, *lines = raw.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    parts, headers = first.split(" "), dict[str, str]()
    malformed = RequestError(HTTPStatus.BAD_REQUEST, "malformed")
    if len(parts) != 3 or not parts[1].startswith("/") or not parts[2].startswith("HTTP/1."):
        raise malformed
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip() or name.lower() in headers:
            raise malformed
        headers[name.lower()] = value.strip()
    if headers.get("host", "").lower() not in hosts:
        raise RequestError(HTTPStatus.FORBIDDEN, "wrong-host")
    return Head(parts[0], parts[1], headers)
