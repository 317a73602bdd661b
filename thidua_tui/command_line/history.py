"""The recorded lines of each ledger and person, and the cursor among them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from thidua_tui.command_line.completion import Suggestion
from thidua_tui.platform import folders, secure_files

MOST = 500
"""Lines that are kept."""
LARGEST = 2_000_000
"""Characters of the file that are read: what is longer was not written by this program."""


def folder_of(ledger: str, by: str) -> Path:
    """Return the folder of a person's lines at a ledger; its name is hashed, as it is no path."""
    key = hashlib.sha256(f"{ledger}\0{by}".encode()).hexdigest()[:20]
    return folders.state() / "lines" / key


class LineHistory:
    """The lines of one ledger; without a folder they live as long as the program.

    `load` and `add` touch the disk and belong in a worker. A file that cannot be read or
    written takes nothing from the work: then there are fewer lines to go back to.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.file = folder / "lines" if folder else None
        self.lines: list[str] = []

    def load(self) -> None:
        """Read what was kept; too much of it is cut back to the last lines."""
        if self.file is None:
            return
        with suppress(OSError, UnicodeDecodeError):
            text = self.file.read_text("utf-8")[-LARGEST:]
            kept = [line for line in text.splitlines() if line.strip()]
            self.lines = _once(kept)[-MOST:]
            if len(kept) > 2 * MOST:
                self._rewrite()

    def add(self, line: str) -> None:
        """Keep a line that was recorded; the same one again only moves to the end."""
        line = " ".join(line.split())
        if not line:
            return
        self.lines = _once([*self.lines, line])[-MOST:]
        if self.file is None:
            return
        with suppress(OSError):
            secure_files.folder(self.file.parent)
            handle = os.open(self.file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8") as file:
                file.write(f"{line}\n")

    def _rewrite(self) -> None:
        if self.file:
            secure_files.replace(self.file, "".join(f"{line}\n" for line in self.lines))


def _once(lines: list[str]) -> list[str]:
    """Return each line once, at its last occurrence."""
    return list(dict.fromkeys(reversed(lines)))[::-1]


class HistoryCursor:
    """The current choice among the completions of the line, or among earlier lines.

    The first Tab fixes the list, so that the next ones go through it; typing lets it go.
    """

    def __init__(self) -> None:
        self.offers: Sequence[Suggestion] = ()
        self.at = -1
        self.back = 0
        self._before = ""
        self._put: str | None = None

    def offer(self, offers: Sequence[Suggestion]) -> None:
        """Take new completions, unless the person is cycling through a list already."""
        if self.at < 0:
            self.offers = offers

    def typed(self, text: str) -> bool:
        """Let go of the list when somebody typed; whether that was so."""
        if text == self._put:
            return False
        self.offers, self.at, self._put = (), -1, None
        return True

    def put(self, text: str) -> None:
        """A line was set that was not typed."""
        self.offers, self.at, self.back, self._put = (), -1, 0, text

    def next(self, step: int, text: str) -> str | None:
        """Return the line with the next or the previous completion; None when there is none."""
        if not self.offers:
            return None
        if self.at < 0:
            self._before = text
        last = len(self.offers) - 1
        self.at = (self.at + step) % (last + 1) if self.at >= 0 else (0 if step > 0 else last)
        chosen = self.offers[self.at]
        skipped = len(self._before) - len(self._before.lstrip(": "))
        self._put = self._before[: skipped + chosen.start] + chosen.text
        if not last:
            self.offers, self.at = (), -1
        return self._put

    def earlier(self, step: int, text: str, lines: Sequence[str]) -> str:
        """An earlier line, or a later one; behind the last, what was typed."""
        if self.back == 0:
            self._before = text
        self.back = max(0, min(self.back - step, len(lines)))
        return lines[-self.back] if self.back else self._before
