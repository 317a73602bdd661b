"""The hall's page as a program of its own, and a secretary's side that turns its wall."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from events.store.sqlite.recorder import SQLiteRecorder
from tests.patience import PATIENCE
from thidua_tui.session.wall_channel import Scene, channel_of
from thidua_tui.session.wall_lead import WallLead

YEAR: dict[str, Any] = {"cluster": "tmth", "year": 2020}


class Hall:
    """A running `thidua hall`."""

    def __init__(self, path: Path, *args: str, lang: str = "vi") -> None:
        asked = ("-m", "thidua_tui.cli", "hall", "--lang", lang, "--ledger", str(path), *args)
        self.process = subprocess.Popen(
            (sys.executable, *asked),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert self.process.stdout
        self.link = self.process.stdout.readline().strip()
        self.url, _, self.token = self.link.partition("#")
        self.port = int(self.url.rpartition(":")[2].strip("/"))
        self.cookie = ""

    def ask(self, target: str, method: str = "GET", **headers: str) -> HTTPResponse:
        """Send a request; an underscore in the name of a header is a hyphen."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers=sent)
        return connection.getresponse()

    def enter(self) -> None:
        """Exchange the token for the cookie."""
        answer = self.ask("/session", Authorization=f"Bearer {self.token}")
        assert answer.status == 204
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]

    def page(self, name: str = "") -> str:
        """Return a page as a reader gets it who was let in."""
        answer = self.ask(f"/{name}", Cookie=self.cookie)
        assert answer.status == 200
        return answer.read().decode()

    def follow(self, name: str = "") -> HTTPResponse:
        """Return the stream of a page."""
        answer = self.ask(f"/events/{name}".rstrip("/"), Cookie=self.cookie)
        assert answer.status == 200, answer.read()
        return answer

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        self.process.communicate()


@contextmanager
def hall_of(path: Path, *args: str, lang: str = "vi") -> Iterator[Hall]:
    """Run the page of a ledger."""
    hall = Hall(path, *args, lang=lang)
    try:
        yield hall
    finally:
        hall.kill()


def lead_of(path: Path) -> WallLead:
    """Return the secretary's side of a ledger's wall, without a screen."""
    with SQLiteRecorder(path, create=False, read_only=True) as recorder:
        name, head = recorder.name, recorder.head()
    return WallLead(channel_of(name, str(path)), "An", lambda: head)


def shows(lead: WallLead, scene: Scene, seen: Callable[[], bool]) -> bool:
    """Turn the wall to a scene until something is seen; return whether it was."""
    due = time.monotonic() + PATIENCE
    while time.monotonic() < due:
        lead.follow(scene)
        if seen():
            return True
        time.sleep(0.02)
    return False


def event_of(stream: HTTPResponse, kind: str) -> str:
    """Return the data of the next event of a kind."""
    found = ""
    while line := stream.readline().decode().rstrip("\n"):
        if line.startswith("event: "):
            found = line.removeprefix("event: ")
        if line.startswith("data: ") and found == kind:
            stream.readline()
            return line.removeprefix("data: ")
        if line.startswith("data: "):
            stream.readline()
    raise EOFError
