"""How far the ledger has come, known without asking: a thread listens, and looks now and then.

A notice is lost with its connection, and none comes through a pooler: so the head is also looked
at every second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeAlias

import psycopg

from events.errors import ThiduaError
from events.store.address import ServerAddress
from events.store.postgresql import definitions
from events.store.postgresql.connection import Row, ServerSession

LOOK = 1.0
"""Seconds between two looks at the head."""
PATIENCE = 3.0
"""Seconds without an answer to a look after which the server counts as silent."""
AGAIN = (0.2, 1.0, 3.0)
"""Seconds before each new try to connect; the last is repeated."""
_OUTAGES = frozenset({"server-silent", "server-gone", "server-unreachable"})
_HEAD = "SELECT position, hash FROM thidua.head"

Head: TypeAlias = tuple[int, bytes]


class Follower:
    """Learns of every append, by notices on a session of its own or by looking.

    Args:
        address: The address of the database.
        seen: Called in the follower's thread with every new head, and its hash.
    """

    silent = False
    """Whether the last look got no answer."""
    answered = 0.0
    """When a look last got an answer, of the monotonic clock; 0 for never."""

    def __init__(self, address: ServerAddress, seen: Callable[[int, bytes], None]) -> None:
        self._seen = seen
        self._ended = threading.Event()
        self._session = ServerSession(address, self._listen, PATIENCE)
        self._thread = threading.Thread(target=self._run, name="thidua-follower", daemon=True)
        self._notices = True
        self._thread.start()

    def close(self) -> None:
        """End the thread and its session."""
        self._ended.set()
        self._session.close(cutting=True)
        self._thread.join(2 * LOOK)

    def _listen(self, connection: psycopg.Connection[Row]) -> None:
        self._notices = not self._session.server.pooled
        if self._notices:
            connection.execute(f"LISTEN {definitions.CHANNEL}")

    def _run(self) -> None:
        tries = 0
        while not self._ended.is_set():
            try:
                self._look()
                tries = 0
            except (ThiduaError, psycopg.Error) as error:
                self.silent = getattr(error, "code", "") in _OUTAGES
                self._ended.wait(AGAIN[min(tries, len(AGAIN) - 1)])
                tries += 1

    def _look(self) -> None:
        """Look at the head, then wait for a notice, no longer than until the next look."""
        [(position, digest)] = self._session.ask(_HEAD)
        self.silent, self.answered = False, time.monotonic()
        self._seen(position, digest)
        if not self._notices:
            self._ended.wait(LOOK)
            return
        with self._session.turn():
            connection = self._session.connection()
            try:
                for _ in connection.notifies(timeout=LOOK, stop_after=1):
                    pass
            except psycopg.Error as error:
                self._session.lost(error)  # what it means, the next look finds out
                self._ended.wait(AGAIN[0])
