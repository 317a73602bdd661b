"""A checkpoint as a short code for paper: `36-7K3M2-QXR9F-…`, typed without fear of a slip.

The number of entries, then 30 symbols of Crockford's base 32 in groups of five: 20 bits of the
ledger's name, 120 bits of the hash, and 10 bits to check the typing (CRC-10/GSM, which finds every
slip within two neighbouring symbols and misses 1 in 1,024 of all others).

What 120 bits mean: to find another history for a code that is already on paper takes 2^120 tries,
which is infeasible. An attacker who prepares two histories with one code before it is written down
needs 2^60: years on one machine, days on thousands. The checkpoint's text and its picture carry all
256 bits and leave no such way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from events.checkpoint import Checkpoint
from events.errors import BadInput

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LEDGER, _HEAD = 5, 30
"""Hex digits of the name and of the hash; together a whole number of symbols."""
_BODY, _CHECK, _GROUP = (_LEDGER + _HEAD) * 4 // 5, 2, 5
_READ = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_WHOLE = re.compile(rf"(0|[1-9][0-9]{{0,14}})([{_SYMBOLS}]{{{_BODY + _CHECK}}})")
_LONGEST = 100
"""Characters beyond which nothing is a code, however it is spaced."""


def written(point: Checkpoint) -> str:
    """Return the code of a checkpoint."""
    body = _encoded(int(point.ledger[:_LEDGER] + point.head[:_HEAD], 16), _BODY)
    size = str(point.entries)
    symbols = body + _encoded(crc10(_bits(size + body)), _CHECK)
    groups = [symbols[i : i + _GROUP] for i in range(0, len(symbols), _GROUP)]
    return "-".join([size, *groups])


def read(code: str) -> Checkpoint:
    """Return the checkpoint that a code holds: the first digits of its name and hash.

    Case, spaces and hyphens do not matter; O is 0, I and L are 1.

    Raises:
        BadInput: `code-unreadable`, when it is none; `code-mistyped`, when a symbol is wrong.
    """
    found = len(code) <= _LONGEST and _WHOLE.fullmatch(
        _BETWEEN.sub("", code).upper().translate(_READ)
    )
    if not found:
        raise BadInput("code-unreadable")
    size, symbols = found.groups()
    body, check = symbols[:_BODY], symbols[_BODY:]
    if _encoded(crc10(_bits(size + body)), _CHECK) != check:
        raise BadInput("code-mistyped")
    digits = f"{_decoded(body):0{_LEDGER + _HEAD}x}"
    return Checkpoint(ledger=digits[:_LEDGER], head=digits[_LEDGER:], entries=int(size))


def crc10(bits: Iterable[int]) -> int:
    """Return the CRC-10/GSM of bits; its inversion reveals a symbol missing at the end."""
    crc = 0
    for bit in bits:
        crc = (crc << 1 & 0x3FF) ^ (0x175 if crc >> 9 ^ bit else 0)
    return crc ^ 0x3FF


def _bits(symbols: str) -> Iterator[int]:
    for symbol in symbols:
        value = _SYMBOLS.index(symbol)
        yield from (value >> i & 1 for i in range(4, -1, -1))


def _encoded(number: int, length: int) -> str:
    return "".join(_SYMBOLS[number >> 5 * i & 31] for i in range(length - 1, -1, -1))


def _decoded(symbols: str) -> int:
    number = 0
    for symbol in symbols:
        number = number << 5 | _SYMBOLS.index(symbol)
    return number
