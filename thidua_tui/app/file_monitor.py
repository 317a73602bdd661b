"""What the program does for the ledger's file while it is open, and says about it."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

from events.errors import UnreadableLedger
from events.store.protocol import LedgerFile
from thidua_tui.i18n.catalogue import Catalogue

QUIET = 3.0
"""Seconds without an act, after which the log is moved into the file."""
EXCHANGED = ("ledger-gone", "ledger-replaced")
"""Refusals for a file that is not the file that was opened."""


class Quiet:
    """When to move the log into the file: once, some seconds after the last act."""

    def __init__(self) -> None:
        self._since: float | None = None

    def recorded(self) -> None:
        """Wait from now on."""
        self._since = time.monotonic()

    def due(self) -> bool:
        """Whether it is time; true once for each wait."""
        if self._since is None or time.monotonic() - self._since < QUIET:
            return False
        self._since = None
        return True


def kept_apart(error: UnreadableLedger, recorder: LedgerFile, lang: str) -> UnreadableLedger:
    """Keep the ledger as it was opened, and say where, and where the two histories part."""
    apart = recorder.keep_apart(_free(recorder.file, Catalogue(lang)("screen.exchanged.name")))
    parting = apart.parting
    facts: dict[str, object] = {"kept": apart.kept, "log": apart.log}
    if apart.kept:
        facts["ours"] = apart.entries
    if parting:
        facts |= {"common": parting.common, "theirs": parting.theirs}
    known = {name: str(fact) for name, fact in facts.items() if fact is not None}
    return UnreadableLedger(error.code, **error.facts, **known)


def _free(file: Path, words: str) -> Path:
    """Return an unused name in the folder of the file."""
    names = (f"{file.stem} ({words}{f' {n}' if n > 1 else ''}){file.suffix}" for n in count(1))
    return next(target for name in names if not (target := file.with_name(name)).exists())
