"""The hall's page as a program: who is let in, what is sent, and what it cannot do."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.store.sqlite.recorder import SQLiteRecorder
from tests.hall_runs import YEAR, Hall, event_of, hall_of, lead_of, shows
from tests.pages import ledger_at
from tests.test_read_only import held, state
from thidua_tui.cli.hall_server import MOST_VIEWERS
from thidua_tui.cli.http_server import LARGEST_HEAD
from thidua_tui.formatting.hall.shell import FONTS, PAGES
from thidua_tui.platform.local_network import is_local
from thidua_tui.session.hall_run import FILE, SHAPE
from thidua_tui.session.wall_channel import Scene, channel_of

REVEAL = Scene(place="reveal", **YEAR, at=2)


@pytest.fixture(scope="module", autouse=True)
def account(tmp_path_factory) -> Iterator[None]:
    """Give all runs of this file an account of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THIDUA_HOME", str(tmp_path_factory.mktemp("account")))
        yield


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """The ledger of the running page; no test writes to it."""
    return ledger_at(tmp_path_factory.mktemp("ledger") / "demo.ledger", story=True)


@pytest.fixture
def another(tmp_path) -> Path:
    """A ledger for runs that end."""
    return ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture(scope="module")
def hall(path) -> Iterator[Hall]:
    """A page that runs during all tests of this file."""
    with hall_of(path) as running:
        running.enter()
        yield running


def test_the_link_has_a_token_of_128_bits_in_its_fragment(hall):
    assert hall.url == f"http://127.0.0.1:{hall.port}/"
    assert SHAPE.match(hall.token)


def test_without_the_cookie_a_page_is_a_door_and_its_stream_is_refused(hall):
    for name in PAGES:
        answer = hall.ask(f"/{name}")
        text = answer.read().decode()
        assert answer.status == 401
        assert "Đang mở trang" in text
        assert "Cụm thi đua các cơ quan" not in text
        assert hall.ask(f"/events/{name}".rstrip("/")).status == 401
    assert hall.ask("/session").status == 401


def test_every_answer_keeps_other_pages_out(hall):
    for target in ("/", "/ranking", "/session", "/x", "/bold.ttf"):
        headers = hall.ask(target, Cookie=hall.cookie).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not [name for name in headers if name.lower().startswith("access-control")]
    policies = {hall.ask("/").headers["Content-Security-Policy"] for _ in range(2)}
    assert len(policies) == 2  # a number is good once
    for policy in policies:
        assert policy.startswith("default-src 'none'; ")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_a_page_loads_nothing_from_elsewhere(hall):
    page = hall.page()
    assert (
        "//" not in page.replace("http://www.w3.org", "").replace("/* ", "").partition("<script")[0]
    )
    assert " style=" not in page
    assert " on" not in page.partition("<main")[2].partition("<script")[0].replace(" on ", "")
    for target in FONTS:
        answer = hall.ask(target)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "font/ttf")


def test_the_page_follows_the_secretary(path, hall):
    lead, stream = lead_of(path), hall.follow()
    assert "Chờ thư ký mở sổ" in event_of(stream, "show")
    assert shows(lead, REVEAL, lambda: "Văn phòng UBND tỉnh" in hall.page())
    assert "Văn phòng UBND tỉnh" in event_of(stream, "show")
    lead.toggle_blank()
    assert event_of(stream, "show") == '<section class="blank"></section>'
    lead.close()


def test_the_corner_beats_every_second(hall):
    stream = hall.follow()
    assert [event_of(stream, "foot") for _ in range(2)]


def test_the_secretary_sees_how_many_follow(path, hall):
    streams = [hall.follow(name) for name in ("", "ranking", "live")]
    lead = lead_of(path)
    assert shows(lead, REVEAL, lambda: lead.followers == (1, 3, 1))
    for stream in streams:
        stream.close()
    assert shows(lead, REVEAL, lambda: lead.followers == (1, 0, 1))
    lead.close()


def test_head_sends_no_body(hall):
    for target in ("/", "/ranking", "/events", "/bold.ttf"):
        answer = hall.ask(target, "HEAD", Cookie=hall.cookie)
        assert (answer.status, answer.read()) == (200, b"")


def test_no_more_than_so_many_follow_and_a_place_is_free_again(hall):
    streams = [hall.follow() for _ in range(MOST_VIEWERS)]
    assert MOST_VIEWERS == 64
    refused = hall.ask("/events", Cookie=hall.cookie)
    assert (refused.status, refused.read()) == (503, b"too-many-readers\n")
    assert hall.ask("/session", Cookie=hall.cookie).status == 503
    assert hall.ask("/", Cookie=hall.cookie).status == 200
    streams.pop().close()
    while (answer := hall.ask("/events", Cookie=hall.cookie)).status == 503:
        answer.read()
    assert answer.status == 200


def raw(hall: Hall, sent: bytes) -> bytes:
    """Return all that comes back for some bytes."""
    with socket.create_connection(("127.0.0.1", hall.port), timeout=60) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        found = b""
        while piece := connection.recv(65_536):
            found += piece
    return found


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET http://evil/ HTTP/1.1\r\nHost: evil\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_and_disturbs_nobody(hall, sent):
    assert raw(hall, sent)[9:12] in (b"400", b"403")
    assert hall.ask("/").status == 401


def test_a_head_that_is_too_long_is_refused(hall):
    long = b"GET / HTTP/1.1\r\nX: " + b"x" * LARGEST_HEAD + b"\r\n\r\n"
    assert raw(hall, long)[9:12] == b"431"


def test_who_sends_nothing_takes_no_more_than_some_places(hall):
    idle = [socket.create_connection(("127.0.0.1", hall.port)) for _ in range(40)]
    while (answer := hall.ask("/")).status == 401:
        answer.read()
    assert answer.status == 503
    for connection in idle:
        connection.close()
    while (answer := hall.ask("/")).status == 503:
        answer.read()
    assert answer.status == 401


@pytest.mark.posix("the kernel's own account of open files is Linux'")
@pytest.mark.skipif(not Path("/proc/self/fdinfo").exists(), reason="no /proc here")
def test_nothing_of_the_ledger_is_open_for_writing_and_nothing_beside_it_changes(path, hall):
    lead = lead_of(path)
    before = state(path.parent)
    assert shows(lead, REVEAL, lambda: "UBND" in hall.page())
    for name in PAGES:
        hall.page(name)
    opened = held(path.parent, hall.process.pid)
    assert set().union(*opened.values()) <= {"reading"}
    assert state(path.parent) == before
    lead.close()


def test_after_a_kill_the_next_run_goes_on_with_the_same_link(another):
    with hall_of(another) as first:
        first.enter()
    with hall_of(another) as second:
        assert second.link == first.link
        second.cookie = first.cookie
        assert second.page()
        with hall_of(another) as third:  # at the same time: a link of its own
            assert (third.port, third.token) != (second.port, second.token)
            assert third.ask("/", Cookie=first.cookie).status == 401


@pytest.mark.posix("Windows has no signal that ends a program as Ctrl+C does; modes are POSIX'")
def test_after_its_end_or_when_it_was_readable_the_link_is_good_no_longer(another):
    with SQLiteRecorder(another, create=False, read_only=True) as recorder:
        file = channel_of(recorder.name, str(another)).folder / FILE
    with hall_of(another) as first:
        first.process.send_signal(signal.SIGINT)
        first.process.wait()
        assert first.process.returncode == 130
        assert not file.exists()
    with hall_of(another) as second:
        assert second.token != first.token
        assert file.stat().st_mode & 0o777 == 0o600
        assert second.token in file.read_text("utf-8")
        file.chmod(0o644)
    with hall_of(another) as third:
        assert third.token != second.token


@pytest.mark.parametrize(
    ("address", "local"),
    [
        *(("192.168.1.7", True), ("10.0.0.1", True), ("172.16.3.4", True), ("169.254.1.1", True)),
        *(("8.8.8.8", False), ("203.0.114.9", False)),
    ],
)
def test_only_a_local_address_is_opened_to_the_room(address, local):
    assert is_local(address) is local


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1", "٣"])
def test_a_port_that_is_none_is_refused(run, story, port):
    code, out, err = run("hall", "--ledger", story, f"--port={port}")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_ledger_that_is_not_there_is_refused(run, tmp_path):
    code, out, _ = run("hall", "--ledger", tmp_path / "none.ledger")
    assert (code, out) == (5, "")
