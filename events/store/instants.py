"""From an instant to a position: what was known then is always a beginning of the chain.

The position is the order of the entries, the stamp is what the clock of a machine showed. Known at
an instant is everything up to the last entry stamped at or before it; where a clock was set back,
some of these entries carry a later stamp.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from events.store.codec import Stored, stamp

FIRST_SIZE, BLOCK, GROWTH = 64, 4096, 8
"""How many entries the search reads at first, and at most, at a time; how fast that grows."""


class Instants:
    """Search for the last position known at an instant, and remember the answers.

    Args:
        read: Read so many stored entries behind a position, oldest first.
    """

    def __init__(self, read: Callable[[int, int], Iterator[Stored]]) -> None:
        self._read = read
        self._answers: dict[datetime, tuple[int, int]] = {}  # searched up to, known
        self._earliest: dict[int, datetime] = {}  # number of a block that was read -> its least

    def known_at(self, instant: datetime, head: int) -> int:
        """Return the last position up to `head` stamped at or before an instant; 0 for none.

        Only entries that are newer than the last answer are searched.

        Args:
            instant: The instant, with its time zone.
            head: The last position of the ledger.

        Raises:
            UnreadableLedger: at an entry whose stamp cannot be read.
        """
        upto, known = self._answers.get(instant, (0, 0))
        if upto < head:
            known = self._search(instant, upto, head) or known
            self._answers[instant] = head, known
        return known

    def _search(self, instant: datetime, after: int, upto: int) -> int:
        """Search backwards from `upto`: most instants asked for are near the end.

        Of a block, whose entries never change, the earliest stamp is remembered; it is read again
        only for an instant that is not before that.
        """
        size = FIRST_SIZE
        while upto > after:
            block = (upto - 1) // BLOCK
            earliest = self._earliest.get(block)
            if earliest and earliest > instant:
                upto = block * BLOCK
                continue
            start = max(after, upto - size, block * BLOCK)
            stored = self._read(start, upto - start)
            stamps = [(position, stamp(position, name, data)) for position, name, _, data in stored]
            if len(stamps) == BLOCK:
                self._earliest[block] = min(at for _, at in stamps)
            if found := [position for position, at in stamps if at <= instant]:
                return found[-1]
            upto, size = start, min(size * GROWTH, BLOCK)
        return 0
