"""A checkpoint as a short code for paper: `36-7K3M2-QXR9F-…`, typed without fear of a slip.

The number of entries, then 30 symbols in groups of five (`events.code_symbols`): 20 bits of the
ledger's name, 120 bits of the hash, and 10 bits to check the typing.

What 120 bits mean: to find another history for a code that is already on paper takes 2^120 tries,
which is infeasible. An attacker who prepares two histories with one code before it is written down
needs 2^60: years on one machine, days on thousands. The checkpoint's text and its picture carry all
256 bits and leave no such way.
"""

from __future__ import annotations

import re

from events.checkpoint import Checkpoint
from events.code_symbols import (
    CHECK,
    SYMBOLS,
    check_symbols,
    decoded,
    encoded,
    grouped,
    unambiguous,
    ungrouped,
)
from events.errors import BadInput

_LEDGER, _HEAD = 5, 30
"""Hex digits of the name and of the hash; together a whole number of symbols."""
_BODY = (_LEDGER + _HEAD) * 4 // 5
_WHOLE = re.compile(rf"(0|[1-9][0-9]{{0,14}})([{SYMBOLS}]{{{_BODY + CHECK}}})")


def written(point: Checkpoint) -> str:
    """Return the code of a checkpoint."""
    body = encoded(int(point.ledger[:_LEDGER] + point.head[:_HEAD], 16), _BODY)
    size = str(point.entries)
    return "-".join([size, *grouped(body + check_symbols(size + body))])


def read(code: str) -> Checkpoint:
    """Return the checkpoint that a code holds: the first digits of its name and hash.

    Case, spaces and hyphens do not matter; O is 0, I and L are 1.

    Raises:
        BadInput: `code-unreadable`, when it is none; `code-mistyped`, when a symbol is wrong.
    """
    found = _WHOLE.fullmatch(unambiguous(ungrouped(code)))
    if not found:
        raise BadInput("code-unreadable")
    size, symbols = found.groups()
    body, check = symbols[:_BODY], symbols[_BODY:]
    if check_symbols(size + body) != check:
        raise BadInput("code-mistyped")
    digits = f"{decoded(body):0{_LEDGER + _HEAD}x}"
    return Checkpoint(ledger=digits[:_LEDGER], head=digits[_LEDGER:], entries=int(size))
