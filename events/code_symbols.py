"""Numbers as symbols for paper: Crockford's base 32, a check of the typing, groups of five.

The alphabet has no I, L, O and U; reading takes I and L for 1 and O for 0. The check is CRC-10/GSM:
it finds every slip within two neighbouring symbols and misses 1 in 1,024 of all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK = 2
"""Symbols of the check."""
_GROUP = 5
_READ = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
LONGEST = 100
"""Characters beyond which nothing is a code, however it is spaced."""


def encoded(number: int, length: int) -> str:
    """Return a number as that many symbols.

    Args:
        number: The number, at least 0.
        length: How many symbols; higher digits are dropped.
    """
    return "".join(SYMBOLS[number >> 5 * i & 31] for i in range(length - 1, -1, -1))


def decoded(symbols: str) -> int:
    """Return the number that symbols are."""
    number = 0
    for symbol in symbols:
        number = number << 5 | SYMBOLS.index(symbol)
    return number


def check_symbols(symbols: str) -> str:
    """Return the symbols that check the typing of others."""
    return encoded(crc10(_bits(symbols)), CHECK)


def grouped(symbols: str) -> list[str]:
    """Return symbols in groups of five."""
    return [symbols[i : i + _GROUP] for i in range(0, len(symbols), _GROUP)]


def ungrouped(code: str) -> str:
    """Return a code in capitals without blanks and hyphens of any kind; empty if too long."""
    return _BETWEEN.sub("", code).upper() if len(code) <= LONGEST else ""


def unambiguous(symbols: str) -> str:
    """Return symbols with the letters that are no symbols as the digits they look like."""
    return symbols.translate(_READ)


def crc10(bits: Iterable[int]) -> int:
    """Return the CRC-10/GSM of bits; its inversion reveals a symbol missing at the end."""
    crc = 0
    for bit in bits:
        crc = (crc << 1 & 0x3FF) ^ (0x175 if crc >> 9 ^ bit else 0)
    return crc ^ 0x3FF


def _bits(symbols: str) -> Iterator[int]:
    for symbol in symbols:
        value = SYMBOLS.index(symbol)
        yield from (value >> i & 1 for i in range(4, -1, -1))
