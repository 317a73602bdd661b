"""A lot that anybody can recompute: each party gives a word, the order follows from all of them.

No party can choose the order: each word is given when the others are not known, and one changed
letter of any word changes it all. The algorithm is printed with the result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from events.errors import refuse
from events.text import nfc

PREFIX = "thidua lot 1"
"""The name of the algorithm, part of what is hashed: another version gives other orders."""


def draw(words: Mapping[str, str], units: Iterable[str]) -> tuple[str, ...]:
    """Return the units in the order of the lot.

    The hash of a unit is SHA-256 over the lines: the name of the algorithm, `party=word` of every
    party by the order of their codes, and the code of the unit, parted by a newline, in UTF-8 (NFC,
    runs of white space as one space). The unit with the lowest hash is first.

    Args:
        words: Party -> its word; white space around it does not count.
        units: The codes of the units whose order is drawn.

    Raises:
        Refused: `lot-without-words`, `lot-word-empty`, `lot-of-one`.
    """
    return tuple(unit for unit, _ in hashes(words, units))


def hashes(words: Mapping[str, str], units: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the units in the order of the lot, each with its hash in hexadecimal digits.

    Args:
        words: Party -> its word; white space around it does not count.
        units: The codes of the units whose order is drawn.

    Raises:
        Refused: `lot-without-words`, `lot-word-empty`, `lot-of-one`.
    """
    drawn = sorted(set(units))
    refuse(not words, "lot-without-words")
    refuse(len(drawn) < 2, "lot-of-one")
    spoken = {party: " ".join(nfc(word).split()) for party, word in words.items()}
    for party, word in spoken.items():
        refuse(not word, "lot-word-empty", unit=party)
    lines = [PREFIX, *(f"{party}={spoken[party]}" for party in sorted(spoken))]
    found = ((unit, _hash([*lines, unit])) for unit in drawn)
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
