"""Lines that were recorded, and the one being typed: kept for each ledger and person."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from thidua_tui.platform import secure_files

MOST = 500
"""Lines that are kept."""
LARGEST = 2_000_000
"""Characters of the file that are read: what is longer was not written by this program."""


def folder_of(ledger: str, by: str) -> Path:
    """Where the lines of one person at one ledger lie; a name is no path, so it is hashed."""
    from platformdirs import user_state_path

    from thidua_tui.platform.settings import APP

    key = hashlib.sha256(f"{ledger}\0{by}".encode()).hexdigest()[:20]
    return user_state_path(APP, appauthor=False) / "lines" / key


class LineHistory:
    """The lines of one ledger; without a folder they live as long as the program.

    `load`, `add` and `keep` touch the disk and belong in a worker. A file that cannot be read or
    written takes nothing from the work: then there are fewer lines to go back to.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.file = folder / "lines" if folder else None
        self.lines: list[str] = []
        self.unfinished = ""
        self._kept = ""
        self.loaded = False

    def load(self) -> None:
        """Read what was kept; too much of it is cut back to the last lines."""
        if self.loaded:
            return
        self.loaded = True
        if self.file is None:
            return
        with suppress(OSError, UnicodeDecodeError):
            left = self.file.with_name("unfinished").read_text("utf-8")[:LARGEST]
            self.unfinished = self._kept = " ".join(left.split())
        with suppress(OSError, UnicodeDecodeError):
            text = self.file.read_text("utf-8")[-LARGEST:]
            kept = [line for line in text.splitlines() if line.strip()]
            self.lines = _once(kept)[-MOST:]
            if len(kept) > 2 * MOST:
                self._rewrite()

    def add(self, line: str) -> None:
        """Keep a line that was recorded; the same one again only moves to the end."""
        self.keep("")
        line = " ".join(line.split())
        if not line:
            return
        self.lines = _once([*self.lines, line])[-MOST:]
        if self.file is None:
            return
        with suppress(OSError):
            self._write(self.file, f"{line}\n", os.O_APPEND)

    def keep(self, line: str) -> None:
        """Keep a line that is being typed, so that a crash or a lost connection leaves it."""
        if self.file is None or line == self._kept:
            return
        self._kept = line
        with suppress(OSError):
            self._write(self.file.with_name("unfinished"), line, os.O_TRUNC)

    def _rewrite(self) -> None:
        if self.file:
            secure_files.replace(self.file, "".join(f"{line}\n" for line in self.lines))

    def _write(self, path: Path, text: str, how: int) -> None:
        secure_files.folder(path.parent)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | how, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(text)


def _once(lines: list[str]) -> list[str]:
    """Each line once, where it stands last."""
    return list(dict.fromkeys(reversed(lines)))[::-1]
