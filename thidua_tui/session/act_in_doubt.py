"""An act of a command, of which a server may have given no answer: repeated, it is the same act.

A form keeps the id of its act as long as it is open; a command ends, and would begin another act.
So the id is written down before the act is sent, and crossed out with the answer. The same command,
typed again, asks for that id first.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256

from events.errors import BadInput, Refused, Stale, UnreadableLedger
from events.event import Entry, Scope
from events.store.ledger import Ledger, new_act
from thidua_tui.platform import folders, secure_files

KEPT = 86_400.0
"""Seconds: typed again later, the same words are meant as another act."""
_LARGEST = 100
_NOT_SENT = frozenset(
    {
        "ledger-read-only",
        "server-denies",
        "server-isolation",
        "server-not-durable",
        "server-read-only",
    }
)
"""Codes of what a server refuses without a doubt: nothing was recorded."""


class ActInDoubt:
    """The act of one command. In a file it has no id of its own: there the answer is certain.

    Args:
        ledger: The ledger.
        typed: What was typed: the same again is the same act.
    """

    def __init__(self, ledger: Ledger, typed: Sequence[str | None]) -> None:
        self._ledger, place = ledger, getattr(ledger.recorder, "address", "")
        name = sha256(json.dumps([place, getattr(ledger.recorder, "name", ""), *typed]).encode())
        self._note = folders.state() / "servers" / f"{name.hexdigest()[:32]}.act"
        self._on_server = getattr(ledger.recorder, "file", True) is None

    def recorded(self) -> list[Entry]:
        """Return what was recorded when no answer came; the doubt is then settled.

        Raises:
            UnreadableLedger: the server cannot be asked.
        """
        kept = self._kept()
        entries = [*self._ledger.read(Scope((f"act:{kept}",)))] if kept else []
        if entries:
            self._forget()
        return entries

    @contextmanager
    def sending(self) -> Iterator[str]:
        """Keep the id until there is an answer; '' where none needs to be kept."""
        if not self._on_server:
            yield ""
            return
        before = self._kept()
        act = before or new_act()
        with suppress(OSError):  # without the note, it is as it was without this class
            secure_files.replace(self._note, act)
        try:
            yield act
        except (BadInput, Refused, Stale):
            self._forget()
            raise
        except UnreadableLedger as error:
            if not before and error.code in _NOT_SENT:
                self._forget()
            raise
        self._forget()

    def _kept(self) -> str:
        """Return the id that was kept; '' for none, or one that is too old."""
        if not self._on_server:
            return ""
        with suppress(OSError, ValueError):
            if time.time() - self._note.stat().st_mtime < KEPT:
                act = self._note.read_bytes()[:_LARGEST].decode("ascii")
                return act if len(act) == len(new_act()) and act.isalnum() else ""
        return ""

    def _forget(self) -> None:
        with suppress(OSError):
            self._note.unlink()
