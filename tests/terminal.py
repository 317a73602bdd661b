"""A real terminal for tests: a program in a pseudo-terminal, its screen, its timing, its manners.

Pilot tests wait between keys and never leave the process; what happens between bytes, before the
first frame and after the last one shows only here.
"""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
import pytest

from tests.patience import PATIENCE

if sys.platform == "win32":
    pytest.skip("drives a pseudo-terminal of POSIX", allow_module_level=True)

import fcntl
import pty
import termios

SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\)|[ -/]*[0-~])", re.DOTALL
)
"""One whole escape sequence: CSI, OSC/DCS and the like, or a short one."""
KEY = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)|.", re.DOTALL)
"""What one key sends."""
PRIVATE = re.compile(rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\[\?u")
"""Sequences that pyte does not know and would print the ends of."""
KITTY = {b"\x1b[?u": b"\x1b[?0u", b"\x1b[c": b"\x1b[?62;c", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}
"""Answers of a terminal that knows the keyboard protocol."""
LEFT_ON = {
    "alternate screen": (b"\x1b[?1049h", b"\x1b[?1049l"),
    "mouse": (b"\x1b[?1000h", b"\x1b[?1000l"),
    "mouse movement": (b"\x1b[?1003h", b"\x1b[?1003l"),
    "bracketed paste": (b"\x1b[?2004h", b"\x1b[?2004l"),
    "hidden cursor": (b"\x1b[?25l", b"\x1b[?25h"),
}
"""What a program may switch on, and how it is switched off again."""


class NotShown(AssertionError):
    """The program did not show, or did not end, in time; the message carries its screen."""


@dataclass
class Terminal:
    """A program that believes it has a terminal of its own."""

    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    columns: int = 80
    lines: int = 24
    replies: Mapping[bytes, bytes] = field(default_factory=dict)
    """What it answers to what a program asks, as `KITTY` does."""

    def __post_init__(self) -> None:
        # Painted when looked at: painting is slow, and would delay what is read and timed.
        self.screen = pyte.Screen(self.columns, self.lines)
        self._stream = pyte.ByteStream(self.screen)
        self.chunks: list[tuple[float, bytes]] = []
        self._fed = 0

    def __enter__(self) -> Self:
        self._ours, self._theirs = pty.openpty()
        size = struct.pack("HHHH", self.lines, self.columns, 0, 0)
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, size)
        self._manners = termios.tcgetattr(self._theirs)
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TEXTUAL", "COLUMNS", "LINES", "PYTEST", "COV_", "TMUX"))
        }
        environment |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "THIDUA_MOTION": "off"}
        environment |= self.env
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            list(self.argv),
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env=environment,
            cwd=self.cwd,
            start_new_session=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)

    @property
    def raw(self) -> bytes:
        """Everything the program has written."""
        return b"".join(chunk for _, chunk in self.chunks)

    @property
    def text(self) -> str:
        """What a person sees, one line per row."""
        for _, chunk in self.chunks[self._fed :]:
            self._stream.feed(PRIVATE.sub(b"", chunk))
        self._fed = len(self.chunks)
        return "\n".join(row.rstrip() for row in self.screen.display)

    def read(self, seconds: float) -> bytes:
        """Wait at most that long for output, and note when it came."""
        if not select.select([self._ours], [], [], max(seconds, 0))[0]:
            return b""
        chunk = os.read(self._ours, 65536)
        self.chunks.append((time.perf_counter() - self.started, chunk))
        if self.replies:
            self._answer(chunk)
        return chunk

    def _answer(self, chunk: bytes) -> None:
        """Answer what was asked; a question may come in two pieces."""
        before = self.chunks[-2][1][-32:] if len(self.chunks) > 1 else b""
        for question, reply in self.replies.items():
            asked = (before + chunk).count(question) - before.count(question)
            self.send(reply * asked)

    def settle(self, quiet: float = 0.3, limit: float = 10.0) -> None:
        """Read until nothing has come for a while."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and self.read(quiet):
            pass

    def wait_for(self, wanted: str, seconds: float = PATIENCE) -> None:
        """Read until the screen shows these words.

        Raises:
            NotShown: when it does not in time, or the program ended without it.
        """
        end = time.perf_counter() + seconds
        while wanted not in self.text:
            over = self.process.poll() is not None
            if not self.read(0 if over else 0.05) and (over or time.perf_counter() > end):
                why = f"ended with {self.process.returncode}" if over else f"{seconds:.0f} s passed"
                raise NotShown(f"{wanted!r} is not on the screen ({why}):\n{self.text}")

    def wait_for_bytes(self, wanted: bytes, seconds: float = PATIENCE) -> None:
        """Read until the program has sent these bytes.

        Raises:
            NotShown: when it does not in time.
        """
        end = time.perf_counter() + seconds
        while wanted not in self.raw:
            if not self.read(0.05) and time.perf_counter() > end:
                raise NotShown(f"{wanted!r} was not sent ({seconds:.0f} s passed):\n{self.text}")

    def send(self, keys: str | bytes) -> None:
        """Type, in one burst."""
        os.write(self._ours, keys.encode() if isinstance(keys, str) else keys)

    def type(self, text: str, gap: float = 0) -> None:
        """Send the text at once, or with `gap` seconds behind every key.

        A terminal sends the bytes of one key at once: cut in two they are Esc and a letter.
        """
        for part in KEY.findall(text) if gap else [text]:
            self.send(part)
            time.sleep(gap)

    def compose(self, text: str, *, drops: bool = False) -> None:
        """Send what an input method composed, as kitty does: in the form the program asked for.

        iTerm2 then `drops` it.
        """
        flags = [int(flags) for flags in re.findall(rb"\x1b\[>(\d+)u", self.raw)]
        if flags and flags[-1] & 16:
            points = ":".join(str(ord(letter)) for letter in text)
            self.send("" if drops else f"\x1b[0;;{points}u")
        else:
            self.send(text)

    def painted_after(self, keys: str | bytes, quiet: float = 0.1) -> tuple[float, int]:
        """Type, and say after how many seconds the first output came, and how many bytes in all."""
        self.settle(quiet)
        before, sent = len(self.chunks), time.perf_counter() - self.started
        self.send(keys)
        self.settle(quiet)
        answers = self.chunks[before:]
        if not answers:
            raise NotShown(f"{keys!r} painted nothing:\n{self.text}")
        return answers[0][0] - sent, sum(len(chunk) for _, chunk in answers)

    def stand_still(self, seconds: float) -> None:
        """Stop the program for a while, as a machine does that has too much to do."""
        os.kill(self.process.pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(self.process.pid, signal.SIGCONT)

    def wait_exit(self, seconds: float = PATIENCE) -> int:
        """Read until the program ends, and give its exit code.

        Raises:
            NotShown: when it does not end in time.
        """
        end = time.perf_counter() + seconds
        while self.process.poll() is None:
            if time.perf_counter() > end:
                raise NotShown(f"still running after {seconds:.0f} s:\n{self.text}")
            self.read(0.05)
        while self.read(0):
            pass
        return self.process.returncode

    def left_behind(self, seconds: float = PATIENCE / 10) -> list[str]:
        """What an ended or stopped program did not put back: terminal modes, line discipline.

        Its last words may still be on their way through the pseudo-terminal.
        """
        end = time.perf_counter() + seconds
        while self.read(0):
            pass
        while (left := self._left()) and time.perf_counter() < end:
            self.read(0.05)
        return left

    def _left(self) -> list[str]:
        raw = self.raw
        left = [name for name, (on, off) in LEFT_ON.items() if raw.rfind(on) > raw.rfind(off)]
        if len(re.findall(rb"\x1b\[>\d+u", raw)) > raw.count(b"\x1b[<u"):
            left.append("keyboard protocol")
        if termios.tcgetattr(self._theirs) != self._manners:
            left.append("line discipline")
        return left

    def first_paint(self) -> float | None:
        """Seconds from the start to the first cell that was painted, blank or not."""
        so_far = b""
        for seconds, chunk in self.chunks:
            so_far += chunk
            if rendered(so_far):
                return seconds
        return None

    def first_shown(self, wanted: str) -> float | None:
        """Seconds from the start until the screen showed these words (played back)."""
        screen = pyte.Screen(self.columns, self.lines)
        stream = pyte.ByteStream(screen)
        for seconds, chunk in self.chunks:
            stream.feed(PRIVATE.sub(b"", chunk))
            if wanted in "\n".join(screen.display):
                return seconds
        return None


def rendered(output: bytes) -> bool:
    """Something is left of the output when the escape sequences are taken away."""
    rest = SEQUENCE.sub(b"", output)
    cut = rest.rfind(b"\x1b")
    return any(byte >= 0x20 for byte in (rest if cut < 0 else rest[:cut]))
