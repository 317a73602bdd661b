"""A ledger that another process writes to: what is new, and what an exchange of the store did.

The file under the name may be exchanged while it is read: restored from a backup, moved over,
overwritten; a server may be restored, or be replaced by a standby that is behind. The reader then
goes on with what is there; where that lacks entries that were read already, it learns up to which
entry both are known to agree. For this it remembers the hashes of some entries: a store that was
overwritten no longer shows what it was.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from events.errors import OUTAGES, UnreadableLedger
from events.event import Entry
from events.store.address import LedgerAddress, ServerAddress
from events.store.ledger import Ledger
from events.store.protocol import LedgerStore
from events.store.recorder import POLL, StoreRecorder
from thidua_tui.session.open_ledger import SMALL, open_recorder, walk

PATIENCE = 5.0
"""Seconds in which a store may be missing or unreadable, as while it is being exchanged."""

Stamp: TypeAlias = tuple[int, int, int, int] | None
"""Device, inode, size and time of change of a file; None while it is gone."""
_ON_SERVER = (0, 0, 0, 0)


class WentBack(NamedTuple):
    """The ledger now has another history than the one that was read.

    Attributes:
        common: The last position at which both are known to agree; 0 for none.
        head: The last position that it has now.
    """

    common: int
    head: int


class LiveLedger:
    """The ledger at an address, opened for reading; not for several threads.

    Args:
        address: The file, or the database.
        sealed: Whether this process must hold nothing open for writing.

    Raises:
        BadInput, UnreadableLedger: as `thidua_tui.session.open_ledger.opened`.
    """

    def __init__(self, address: LedgerAddress, *, sealed: bool = False) -> None:
        self._address, self._sealed = address, sealed
        self._stamp = self._look_at_file()
        self._recorder = self._open()
        self._known: dict[int, bytes] = {}
        self._version = -1
        self._unwell: float | None = None
        try:
            walk(self._recorder, SMALL)
            self._remember()
        except BaseException:
            self.close()
            raise
        self.ledger = Ledger(self._recorder)

    @property
    def name(self) -> str:
        """The identity of the ledger, 32 hex digits."""
        return self._recorder.name

    @property
    def address(self) -> str:
        """Where the ledger is, as `LedgerStore.address`."""
        return self._recorder.address

    def close(self) -> None:
        """Close the store."""
        self._recorder.close()

    def look(self) -> WentBack | bool:
        """Return whether there may be new entries, or that there is another history now.

        Call it before reading: what is recorded between reading and the next look is not missed.

        Raises:
            UnreadableLedger: `ledger-gone`, `ledger-replaced` (by another ledger), or that it
                cannot be read; each for longer than `PATIENCE`. A server may be silent for ever.
        """
        try:
            found = self._look()
        except UnreadableLedger as error:
            if error.code in OUTAGES:
                return False
            now = time.monotonic()
            self._unwell = self._unwell or now
            if now - self._unwell > PATIENCE:
                raise
            return False
        self._unwell = None
        return found

    def passes(self, error: UnreadableLedger) -> bool:
        """Return whether the store may be read again later; then the next look says so.

        Args:
            error: Why what a look found could not be read.
        """
        self._version = -1
        return error.code in OUTAGES

    def _look(self) -> WentBack | bool:
        stamp = self._look_at_file()
        if stamp is None:
            raise UnreadableLedger("ledger-gone", path=str(self._address))
        if stamp != self._stamp:
            found = self._reopen()
            self._stamp = stamp
            return found
        version = self._recorder.data_version()
        if version == self._version:
            return False
        common, newest = self._agreed(self._recorder), max(self._known)
        self._version = version
        if common < newest:
            return self._went_back(common)
        self._known |= [self._recorder.last()]
        return True

    def _open(self) -> StoreRecorder:
        return open_recorder(self._address, read_only=True, sealed=self._sealed)

    def _look_at_file(self) -> Stamp:
        if isinstance(self._address, ServerAddress):
            return _ON_SERVER
        try:
            found = os.stat(self._address)  # noqa: PTH116  at every look
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def _reopen(self) -> WentBack | bool:
        """Open the file again, and compare its history with the one that was read."""
        new = self._open()
        try:
            common = self._agreed(new)
        except BaseException:
            new.close()
            raise
        old, self._recorder = self._recorder, new
        self._version = -1
        old.close()
        if common < max(self._known):
            return self._went_back(common)
        self.ledger = Ledger(new)
        self._remember()
        return True

    def _went_back(self, common: int) -> WentBack:
        """Forget what was read behind the last position that still holds."""
        self.ledger = Ledger(self._recorder)  # its cache holds entries that are gone
        self._known = {p: hash_ for p, hash_ in self._known.items() if p <= common}
        self._remember()
        return WentBack(common, self._recorder.head())

    def _agreed(self, new: LedgerStore) -> int:
        """Return the last position that is known to be the same in the store as it is now.

        Raises:
            UnreadableLedger: `ledger-replaced`: it is another ledger.
        """
        if new.name != self._recorder.name:
            raise UnreadableLedger("ledger-replaced", path=str(self._address))
        known = sorted(self._known.items(), reverse=True)
        return next((p for p, hash_ in known if new.hash_at(p) == hash_), 0)

    def _remember(self) -> None:
        """Remember the hashes of the last entry and of ever fewer before it."""
        head, last = self._recorder.last()
        self._known[head] = last
        for back in (2**power for power in range(head.bit_length())):
            if back < head and (hash_ := self._recorder.hash_at(head - back)):
                self._known[head - back] = hash_


def follow(
    live: LiveLedger, after: int, pause: Callable[[float], object] = time.sleep
) -> Iterator[Entry | WentBack]:
    """Yield the entries after a position, then those that any process records; without an end.

    After `WentBack` the entries behind its `common` position follow, where they were yielded
    before.

    Args:
        live: The ledger.
        after: The position after which to begin; 0 for the first entry.
        pause: Waits for so many seconds.

    Raises:
        UnreadableLedger: as `LiveLedger.look`.
    """
    while True:
        found = live.look()
        if isinstance(found, WentBack):
            after = min(after, found.common)
            yield found
        elif not found:
            pause(POLL)
            continue
        try:
            for entry in live.ledger.read(after=after):
                yield entry
                after = entry.position
        except UnreadableLedger as error:
            if not live.passes(error):
                raise
            pause(POLL)
