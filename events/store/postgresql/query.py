"""From a query to what `found` in the server reads, and texts that a database cannot hold.

The server chooses the way in, by the rarest tag, in the same round trip: few statements are
prepared, whatever is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from events.errors import BadInput
from events.store.cache import Part

_unstorable = re.compile("[\0\ud800-\udfff]").search
"""Finds NUL, and halves of letters, which are no UTF-8."""


def json_text(value: object) -> str:
    """Return a value as JSON."""
    return msgspec.json.encode(value).decode()


def storable(text: str) -> str:
    """Return a text that can be in a database.

    Raises:
        BadInput: `control-character`, for NUL and for halves of letters.
    """
    if found := _unstorable(text):
        raise BadInput("control-character", char=f"U+{ord(found[0]):04X}")
    return text


def asked(parts: Sequence[Part]) -> str | None:
    """Return the parts as `found` reads them, without what no entry can match; None if all is."""
    possible = []
    for types, tags in parts:
        kinds = [kind for kind in types if not _unstorable(kind)]
        if (kinds or not types) and not any(map(_unstorable, tags)):
            possible.append((kinds, [*tags]))
    return json_text(possible) if possible or not parts else None
