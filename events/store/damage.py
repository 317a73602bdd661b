"""What happened where the chain breaks, as far as the entries around it show, in any store.

An entry's hash covers its position, its content and the hash before it. So an entry moved
elsewhere still fits its old place, and what follows a changed entry still fits its old hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

import msgspec

from events.hash_chain import Link, link

Damage: TypeAlias = Literal[
    "changed", "taken-out", "put-in", "moved", "cut-off", "beside", "unclear"
]
"""What happened to the entry: `beside`: only to the indexes that lead to it."""
AROUND = 50
"""So many entries from the break on are looked at."""


def classify(rows: Iterable[Link], before: bytes | None, position: int) -> Damage:
    """Return the damage at the first wrong position, where there is an entry.

    Args:
        rows: The entries from the position on, some `AROUND`.
        before: The hash of the entry before it.
        position: The position (from 1) at which the chain breaks.
    """
    return _Around({row[0]: row for row in rows}, before, position).classify()


class _Around:
    """The entries from the break on, and the hash before it."""

    def __init__(self, rows: Mapping[int, Link], before: bytes | None, position: int) -> None:
        self.rows, self.before, self.at = rows, before, position

    def classify(self) -> Damage:
        here, at = self.rows[self.at][4], self.at
        if self._made(self.before, at, at) == here:
            return "beside"
        for number in range(at + 1, at + AROUND):
            if (made := self._made(self.before, at, number)) is None:
                break
            if made in (here, self.rows[number][4]):  # what belongs here is there
                return "moved" if self._belongs(number) else "put-in"
        if self._fits(here, at + 1, at + 1):
            return "changed" if at > 1 else "unclear"  # or the ledger was given another name
        gone = range(at + 2, at + 2 + AROUND)
        return "taken-out" if any(self._fits(here, n, at + 1) for n in gone) else "unclear"

    def _belongs(self, number: int) -> bool:
        """Return whether the entry here belongs at `number`."""
        before = self.rows[number if number == self.at + 1 else number - 1][4]
        made = self._made(before, number, self.at)
        return made in (self.rows[self.at][4], self.rows[number][4])

    def _fits(self, before: bytes, position: int, number: int) -> bool:
        """Return whether the entry at `number` would be right at a position, after that hash."""
        made = self._made(before, position, number)
        return made is not None and made == self.rows[number][4]

    def _made(self, before: Any, position: int, number: int) -> bytes | None:
        """Return the hash of the entry `number` if it were at `position`; None if unreadable."""
        if number not in self.rows:
            return None
        _, kind, tags, data, _ = self.rows[number]
        try:
            encoded = [tag.encode() for tag in msgspec.json.decode(tags, type=list[str])]
            return link(before, position, kind.encode(), encoded, data)
        except (msgspec.MsgspecError, UnicodeError, TypeError, AttributeError):
            return None
