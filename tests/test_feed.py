"""The feed: what it answers a program that has the token, and what it refuses everybody else."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.test_journal_lines import record
from thidua_tui.cli.feed_request import Request, read_request
from thidua_tui.cli.feed_server import FeedServer
from thidua_tui.cli.http_head import RequestError
from thidua_tui.cli.http_server import LARGEST_HEAD
from thidua_tui.formatting.journal_schema import journal_schema

pytestmark = pytest.mark.usefixtures("home")
TOKEN, HOST = "secret", "127.0.0.1:8000"


class Feed(NamedTuple):
    """A feed of a ledger in a process of its own."""

    process: subprocess.Popen[str]
    path: Path
    port: int
    token: str

    def ask(self, target: str, method: str = "GET", **headers: str) -> HTTPResponse:
        """Send a request with the token, unless the headers have another."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(
            method, target, headers={"Authorization": f"Bearer {self.token}", **headers}
        )
        return connection.getresponse()

    def lines(self, query: str) -> list[dict[str, Any]]:
        """Return the lines of an answer."""
        answer = self.ask(f"/entries?{query}")
        assert answer.status == 200
        return [json.loads(line) for line in answer.read().splitlines()]

    def raw(self) -> socket.socket:
        """Return a connection on which nothing was sent yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)


@pytest.fixture(scope="module")
def feed(tmp_path_factory) -> Iterator[Feed]:
    path = tmp_path_factory.mktemp("feed") / "so.ledger"
    record(path, "a", "b", "c")
    asked = (sys.executable, "-m", "thidua_tui.cli", "feed", "--lang", "en", "--ledger", str(path))
    process = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    address, token = process.stdout.readline().strip(), process.stdout.readline().strip()
    port = int(address.removeprefix("http://127.0.0.1:").removesuffix("/entries"))
    yield Feed(process, path, port, token)
    process.kill()
    printed = process.communicate()
    assert (printed[0], len(printed[1].splitlines())) == ("", 1)  # no request made it complain


def positions(found: list[dict[str, Any]]) -> list[int]:
    return [line["position"] for line in found]


def test_the_entries_behind_a_cursor_are_lines_that_no_page_of_another_origin_reads(feed):
    answer = feed.ask("/entries?since=1")
    assert answer.headers["Content-Type"].startswith("application/x-ndjson")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert positions([json.loads(line) for line in answer.read().splitlines()])[:2] == [2, 3]
    assert positions(feed.lines("since=0"))[:3] == [1, 2, 3]
    head = json.loads(feed.ask("/head").read())["head"]
    assert feed.lines(f"since={head}") == []


def test_the_token_may_be_part_of_the_address(feed):
    answer = feed.ask(f"/head?token={feed.token}", Authorization="")
    assert answer.status == 200
    assert feed.ask(f"/head?token={feed.token}", Authorization="Bearer no").status == 401


def test_the_schema_comes_with_it(feed, run):
    schema = json.loads(json.dumps(journal_schema()))
    assert json.loads(feed.ask("/schema.json").read()) == schema
    assert json.loads(run("feed", "--schema")[1]) == schema


def test_an_answer_may_be_waited_for(feed):
    head = json.loads(feed.ask("/head").read())["head"]
    start = time.perf_counter()
    assert feed.lines(f"since={head}&wait=1") == []
    assert time.perf_counter() - start > 0.9  # Windows' clock ends a wait a tick early
    connection = HTTPConnection("127.0.0.1", feed.port, timeout=10)
    target = f"/entries?since={head}&wait=20"
    connection.request("GET", target, headers={"Authorization": f"Bearer {feed.token}"})
    record(feed.path, "waited")
    found = [json.loads(line) for line in connection.getresponse().read().splitlines()]
    assert [line["data"]["unit"] for line in found] == ["waited"]


def test_a_stream_goes_on_with_what_is_recorded(feed):
    head = json.loads(feed.ask("/head").read())["head"]
    answer = feed.ask(f"/entries?since={head - 1}&stream=1")
    assert json.loads(answer.readline())["position"] == head
    for unit in ("streamed", "streamed-2"):
        record(feed.path, unit)
        assert json.loads(answer.readline())["data"]["unit"] == unit
    answer.close()


def test_a_cursor_that_the_ledger_does_not_reach_is_a_ledger_that_went_back(feed):
    answer = feed.ask("/entries?since=9999")
    head = json.loads(feed.ask("/head").read())["head"]
    notice = {"notice": "ledger-went-back", "common": head, "head": head}
    assert (answer.status, json.loads(answer.read())) == (409, notice)


def refused(answer: HTTPResponse) -> tuple[int, str]:
    return answer.status, json.loads(answer.read())["error"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
def test_nothing_but_get_is_answered(feed, method):
    answer = feed.ask("/entries", method)
    assert answer.headers["Allow"] == "GET"
    assert refused(answer) == (405, "only-get")


@pytest.mark.parametrize("given", ["Bearer wrong", "Bearer", "Basic x", "", "Bearer \xff"])
def test_without_the_token_nothing_is_answered(feed, given):
    for path in ("/entries", "/head", "/schema.json", "/nowhere"):
        answer = feed.ask(path, Authorization=given)
        assert refused(answer) == (401, "wrong-token")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]:80", ""])
def test_another_host_is_not_answered_even_with_the_token(feed, host):
    assert refused(feed.ask("/entries", Host=host)) == (403, "wrong-host")


def test_a_page_in_a_browser_is_not_answered(feed):
    assert refused(feed.ask("/entries", Origin="http://evil.example")) == (403, "from-a-page")


def test_huge_headers_end_at_a_limit(feed):
    with closing(feed.raw()) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * LARGEST_HEAD)
        assert connection.recv(100).startswith(b"HTTP/1.1 431 ")


def test_a_request_that_does_not_come_is_given_up(feed):
    with closing(feed.raw()) as connection:
        connection.sendall(b"GET /entries HTTP/1.1\r\n")
        for _ in range(20):  # a byte at a time keeps nothing alive
            connection.settimeout(0.5)
            try:
                assert connection.recv(100).startswith(b"HTTP/1.1 408 ")
            except TimeoutError:
                connection.sendall(b"x")
            else:
                return
    pytest.fail("it waits for ever")


def test_readers_beyond_the_limit_are_refused_and_room_is_made_as_soon_as_one_is_gone(feed):
    head = json.loads(feed.ask("/head").read())["head"]
    held = [feed.ask(f"/entries?since={head - 1}&stream=1") for _ in range(FeedServer.most)]
    assert refused(feed.ask("/head")) == (503, "too-many-readers")
    for answer in held:
        answer.close()
    until = time.monotonic() + 10  # nothing is recorded: an end of a connection is enough
    while (status := feed.ask("/head").status) != 200 and time.monotonic() < until:
        time.sleep(0.05)
    assert status == 200


def test_fifty_streams_each_get_an_entry_once(feed):
    head = json.loads(feed.ask("/head").read())["head"]
    readers = [feed.ask(f"/entries?since={head}&stream=1") for _ in range(50)]
    record(feed.path, "fifty", "fifty-2")
    for answer in readers:
        found = [json.loads(answer.readline()) for _ in range(2)]
        assert positions(found) == [head + 1, head + 2]
        answer.close()


def test_a_reader_that_ends_its_own_side_still_gets_its_answer(feed):
    with closing(feed.raw()) as connection:
        head = f"GET /head?token={feed.token} HTTP/1.1\r\nHost: 127.0.0.1:{feed.port}\r\n\r\n"
        connection.sendall(head.encode())
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b'"head"' in answer


def request(target: str = "/entries", *more: str, first: str = "") -> Request:
    lines = (first or f"GET {target} HTTP/1.1", f"Host: {HOST}", *more)
    if not any(line.lower().startswith("authorization") for line in more):
        lines = (*lines, f"Authorization: Bearer {TOKEN}")
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    return read_request(head, frozenset({HOST}), TOKEN)


def test_a_request_says_what_it_asks_for():
    asked = request("/entries?since=12&wait=3&stream=1")
    assert asked == Request("/entries", since=12, wait=3, stream=True)
    assert request("/entries?token=secret", "authorization: basic x") == Request("/entries")


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/entries?since=-1", "not-a-number"),
        ("/entries?since=٣", "not-a-number"),
        ("/entries?since=1e3", "not-a-number"),
        ("/entries?since=", "not-a-number"),
        (f"/entries?since={2**60}", "not-a-number"),
        ("/entries?wait=61", "not-a-number"),
        ("/entries?stream=2", "not-a-number"),
        ("/entries?limit=2", "unknown-parameter"),
        (f"/entries?{'&'.join(f'a{n}=1' for n in range(9))}", "malformed"),
    ],
)
def test_what_a_query_may_not_say(target, code):
    with pytest.raises(RequestError, match=code):
        request(target.replace("٣", "%D9%A3"))


@pytest.mark.parametrize(
    "first",
    [
        "GET",
        "GET /entries",
        "GET entries HTTP/1.1",
        "GET  /entries HTTP/1.1",
        "GET / HTTP/2",
        "\x00",
    ],
)
def test_what_is_no_request_line(first):
    with pytest.raises(RequestError, match="malformed"):
        request(first=first)


@pytest.mark.parametrize("line", ["no colon", ": empty", " folded: x", "Host: other", "x : y"])
def test_what_is_no_header(line):
    with pytest.raises(RequestError, match="malformed"):
        request("/entries", line)


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1"])
def test_what_is_no_port(run, port, feed):
    assert run("feed", "--port", port, "--ledger", feed.path)[0] == 2


def test_a_port_that_is_taken_is_refused_with_a_sentence(run, feed):
    code, out, err = run("feed", "--port", feed.port, "--ledger", feed.path)
    assert (code, out, str(feed.port) in err) == (2, "", True)
