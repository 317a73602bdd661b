"""Who is answered in the hall, and who is not: every request is judged before anything is sent."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_tui.cli.hall_request import Door, Visit, read_visit
from thidua_tui.cli.http_head import RequestError
from thidua_tui.formatting.hall.shell import FONTS, PAGES

HOST, TOKEN = "192.168.1.7:8080", secrets.token_urlsafe(16)
DOOR = Door(TOKEN, 8080)
COOKIE = DOOR.cookie.partition(";")[0]
PATHS = [f"/{name}" for name in PAGES]
OTHERS = ["/session", "/events", "/events/ranking", *FONTS]
NAVIGATED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


def asked(target: str = "/", method: str = "GET", host: str = HOST, **headers: str) -> Visit:
    """Read a request; an underscore in the name of a header is a hyphen."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    raw = "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")
    return read_visit(raw, frozenset({HOST}), DOOR)


def refused(*args: str, **headers: str) -> tuple[int, str]:
    """Return status and code with which a request is refused."""
    with pytest.raises(RequestError) as error:
        asked(*args, **headers)
    return error.value.status, error.value.code


@pytest.mark.parametrize("target", [*PATHS, *OTHERS])
def test_a_reader_without_cookie_and_token_is_not_known(target):
    visit = asked(target)
    assert (visit.known, visit.token) == (False, False)


def test_the_cookie_lets_in_and_is_not_the_token():
    assert asked(Cookie=f"a=b; {COOKIE}; c=d").known
    assert TOKEN not in COOKIE
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {*DOOR.cookie.split("; ")}
    assert "Domain" not in DOOR.cookie


def test_a_program_that_is_started_again_with_the_token_knows_the_cookie():
    assert Door(TOKEN, 8080).knows({"cookie": COOKIE})
    assert not Door(secrets.token_urlsafe(16), 8080).knows({"cookie": COOKIE})
    assert not Door(TOKEN, 8081).knows({"cookie": COOKIE})


@pytest.mark.parametrize(
    "given", ["", "x", "thidua-hall-8080", "thidua-hall-8080=", "=", ";;;", "é=ộ"]
)
def test_another_cookie_does_not_let_in(given):
    assert not asked(Cookie=given).known


def test_the_token_is_brought_in_a_header_alone():
    assert asked("/session", Authorization=f"Bearer {TOKEN}").token
    for wrong in (f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer", "", "Bearer é"):
        assert not asked("/session", Authorization=wrong).token
    assert refused(f"/session?token={TOKEN}") == (404, "unknown-path")
    in_query = asked(f"/?t={TOKEN}")
    assert (in_query.token, in_query.known) == (False, False)


def test_what_a_messenger_adds_to_a_link_is_left_out():
    assert asked("/?zarsrc=30&utm_source=zalo").name == ""
    assert asked("/ranking?fbclid=x", Cookie=COOKIE).name == "ranking"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "get"])
@pytest.mark.parametrize("target", ["/", "/session", "/events"])
def test_nothing_but_get_and_head_is_answered(method, target):
    assert refused(target, method, Cookie=COOKIE) == (405, "only-get")


def test_head_is_get_without_a_body():
    assert asked(method="HEAD").only_head
    assert not asked().only_head


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "192.168.1.7",
        "192.168.1.7:80",
        "localhost:8080",
        "",
        "[::1]:8080",
    ],
)
def test_another_host_is_not_answered_even_with_the_cookie(host):
    assert refused("/", "GET", host, Cookie=COOKIE) == (403, "wrong-host")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", f"https://{HOST}", "http://192.168.1.7:81"]
)
@pytest.mark.parametrize("target", ["/", "/session", "/events"])
def test_a_page_of_another_origin_is_not_answered(target, origin):
    assert refused(target, Origin=origin, Cookie=COOKIE) == (403, "from-elsewhere")
    assert asked(target, Origin=f"http://{HOST}", Cookie=COOKIE).known


@pytest.mark.parametrize("site", ["cross-site", "same-site", "odd"])
def test_from_another_site_only_a_link_to_a_page_is_followed(site):
    elsewhere = {"Sec-Fetch-Site": site, **NAVIGATED}
    assert asked("/ranking", **elsewhere).kind == "page"
    assert refused("/session", **elsewhere) == (403, "from-elsewhere")
    assert refused("/events", **elsewhere) == (403, "from-elsewhere")
    for part, value in (("Mode", "no-cors"), ("Dest", "iframe"), ("Dest", "image")):
        headers = {**elsewhere, f"Sec-Fetch-{part}": value}
        assert refused("/", **headers) == (403, "from-elsewhere")


@pytest.mark.parametrize(
    "target",
    [
        *("//", "/x", "/ranking/", "/RANKING", "//?x", "/../etc/passwd"),
        *("/%2e%2e/etc/passwd", "/events/x", "/eventsranking", "/ranking%00", "/favicon.ico"),
        *("/bold.ttf?x", "/hall.json", "/session/"),
    ],
)
def test_there_is_nothing_under_other_paths(target):
    assert refused(target, Cookie=COOKIE) == (404, "unknown-path")


@pytest.mark.parametrize("header", [{"Content-Length": "1"}, {"Transfer-Encoding": "chunked"}])
def test_a_request_has_no_body(header):
    assert refused("/", Cookie=COOKIE, **header) == (400, "malformed")


@given(st.binary(max_size=300))
def test_whatever_is_sent_is_read_or_refused(raw):
    for head in (raw, b"GET / HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n" + raw + b"\r\n\r\n"):
        try:
            visit = read_visit(head, frozenset({HOST}), DOOR)
        except RequestError as error:
            assert error.status in (400, 403, 404, 405)
        else:
            assert not visit.known
