"""A session for a worker: it stops reading once its result is no longer needed.

While a person steps through time, a key comes every few milliseconds. A fold that is no longer
needed must not delay the next, and a thread can only end itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from events.event import Entry, Scope
from events.store.ledger import Ledger
from thidua_tui.session.session import Session
from views.agenda import Agenda
from views.projection import Reader


class Cancelled(Exception):
    """Something newer was asked for; what was folded so far is thrown away."""


class Worker(Protocol):
    """Who reads; Textual's worker."""

    @property
    def is_cancelled(self) -> bool:
        """Whether the result is no longer needed."""


class CancellableSession(Session):
    """The same person at the same ledger; folding ends when the worker is cancelled."""

    def __init__(self, session: Session, worker: Worker) -> None:
        self.__dict__ |= session.__dict__
        self._session, self._worker = session, worker

    @property
    def reader(self) -> Reader:
        """What reads the ledger as long as somebody waits; else it raises `Cancelled`."""
        return _Watching(self.ledger, self._worker)

    @property
    def meeting(self) -> str:
        """The meeting in session; the person's own session remembers what it read of that."""
        return self._session.meeting

    @property
    def agenda(self) -> Agenda:
        """The agenda of that meeting; the person's own session keeps it."""
        return self._session.agenda


class _Watching:
    """The ledger, read entry by entry while somebody waits."""

    def __init__(self, ledger: Ledger, worker: Worker) -> None:
        self._ledger, self._worker = ledger, worker
        self.retractions = ledger.retractions  # few: they need no cancelling
        self.known_at = ledger.known_at

    def read(
        self,
        *scopes: Scope,
        after: int = 0,
        until: int | datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        for entry in self._ledger.read(*scopes, after=after, until=until, limit=limit):
            if self._worker.is_cancelled:
                raise Cancelled
            yield entry
