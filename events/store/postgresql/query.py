"""From a query to what `found` in the server reads, and texts that a database cannot hold.

The server chooses the way in, by the rarest tag, in the same round trip: few statements are
prepared, whatever is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from events.errors import BadInput
from events.store.cache import Part


def json_text(value: object) -> str:
    """Return a value as JSON."""
    return msgspec.json.encode(value).decode()


def _kept(text: str) -> bool:
    """Return whether a text can be in a database: UTF-8 without NUL."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def storable(text: str) -> str:
    """Return a text that can be in a database.

    Raises:
        BadInput: `control-character`, for NUL and for halves of letters.
    """
    if not _kept(text):
        char = next(char for char in text if not _kept(char))
        raise BadInput("control-character", char=f"U+{ord(char):04X}")
    return text


def asked(parts: Sequence[Part]) -> str | None:
    """Return the parts as `found` reads them, without what no entry can match; None if all is."""
    possible = []
    for types, tags in parts:
        kinds = [*filter(_kept, types)]
        if (kinds or not types) and all(map(_kept, tags)):
            possible.append((kinds, [*tags]))
    return json_text(possible) if possible or not parts else None
