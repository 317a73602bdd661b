"""Count how often each hint of a shorter key was shown, and which keys a person knows by now.

A key is named a few times after the long way was taken, and never again once it was used. A file
that cannot be read or written takes nothing from the work: then a key may be named again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from thidua_tui.platform import folders, secure_files

MOST = 3
"""How often a key is named before the program gives up."""
KNOWN = -1
"""Instead of a count: the key was used."""
LARGEST = 100_000
"""Characters of the file that are read."""


def learnt_file() -> Path:
    """The file, which need not be there."""
    return folders.state() / "keys-learnt.json"


class Learning:
    """The counts of one person; without a file they live as long as the program.

    `load` and `keep` touch the disk and belong in a worker.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self.shown_counts: dict[str, int] = {}

    def load(self) -> None:
        """Load the file's counts; counts made since the start take precedence."""
        if self.file is None:
            return
        with suppress(OSError, ValueError, RecursionError):
            kept = json.loads(self.file.read_text("utf-8")[:LARGEST])
            counts = kept.items() if isinstance(kept, dict) else ()
            self.shown_counts = {k: v for k, v in counts if isinstance(v, int)} | self.shown_counts

    def keep(self) -> None:
        """Write the counts, for this account alone."""
        if self.file is None:
            return
        with suppress(OSError):
            secure_files.replace(self.file, json.dumps(self.shown_counts))

    def names(self, action: str) -> bool:
        """Whether the key is named once more; that counts."""
        count = self.shown_counts.get(action, 0)
        if count == KNOWN or count >= MOST:
            return False
        self.shown_counts[action] = count + 1
        return True

    def used(self, action: str) -> bool:
        """The key was used; whether that is news."""
        news = self.shown_counts.get(action) != KNOWN
        self.shown_counts[action] = KNOWN
        return news
