"""The code of a paper: `BB-35-WVQCG-WWCRB-…`, by which the paper is verified.

Letters of the kind, the position of the ledger at which its facts were read, then 28 symbols in
groups of five (`events.code_symbols`): 20 bits of the ledger's name, 110 bits of the SHA-256 of the
facts, and 10 bits to check the typing. The code names the facts and not the file: another version
of a library writes other bytes for the same paper.
"""

from __future__ import annotations

import re

from msgspec import Struct

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
from events.papers import PaperKind

LETTERS: dict[PaperKind, str] = {
    "minutes": "BB",
    "ballot-count": "KP",
    "submission": "TTR",
    "compact": "GU",
    "report": "BC",
    "invitation": "GM",
    "handover": "BG",
    "correction": "DC",
}
"""Kind -> the letters of its codes. A ballot has no code: it must not be traceable."""
_LEDGER, _DIGEST = 20, 110
"""Bits of the name of the ledger, and of the digest of the facts."""
_BODY = (_LEDGER + _DIGEST) // 5
_WHOLE = re.compile(
    rf"({'|'.join(LETTERS.values())})(0|[1-9][0-9]{{0,14}})([{SYMBOLS}]{{{_BODY + CHECK}}})"
)


class PaperCode(Struct, frozen=True, kw_only=True):
    """What a code says of its paper.

    Attributes:
        kind: The kind of paper.
        entries: The position at which its facts were read, from 0.
        ledger: The first 5 hex digits of the name of the ledger.
        digest: The first 110 bits of the SHA-256 of its facts.
    """

    kind: PaperKind
    entries: int
    ledger: str
    digest: int

    def names(self, digest: str) -> bool:
        """Return whether the code is of facts with this SHA-256.

        Args:
            digest: The SHA-256 in 64 hex digits.
        """
        return self.digest == shortened(digest)


def shortened(digest: str) -> int:
    """Return the bits of a SHA-256 that a code holds.

    Args:
        digest: The SHA-256 in 64 hex digits.
    """
    return int(digest, 16) >> 256 - _DIGEST


def written(kind: PaperKind, ledger: str, entries: int, digest: str) -> str:
    """Return the code of a paper.

    Args:
        kind: The kind of paper; not a ballot.
        ledger: The name of the ledger in hex digits, at least 5.
        entries: The position at which the facts were read.
        digest: The SHA-256 of the facts in 64 hex digits.
    """
    body = encoded(int(ledger[: _LEDGER // 4], 16) << _DIGEST | shortened(digest), _BODY)
    return "-".join([LETTERS[kind], str(entries), *grouped(body + _check(kind, entries, body))])


def read(code: str) -> PaperCode:
    """Return what a code says.

    Case, blanks and hyphens do not matter; O is 0, I and L are 1.

    Raises:
        BadInput: `paper-code-unreadable`, when it is none; `code-mistyped`, when a symbol is wrong.
    """
    found = _WHOLE.fullmatch(unambiguous(ungrouped(code)))
    if not found:
        raise BadInput("paper-code-unreadable")
    kind = next(kind for kind, letters in LETTERS.items() if letters == found[1])
    body, check = found[3][:_BODY], found[3][_BODY:]
    if _check(kind, int(found[2]), body) != check:
        raise BadInput("code-mistyped")
    number = decoded(body)
    return PaperCode(
        kind=kind,
        entries=int(found[2]),
        ledger=f"{number >> _DIGEST:0{_LEDGER // 4}x}",
        digest=number & (1 << _DIGEST) - 1,
    )


def _check(kind: PaperKind, entries: int, body: str) -> str:
    """Return the check of a code; the letters of the kind count by their place in the list."""
    place = SYMBOLS[list(LETTERS).index(kind)]
    return check_symbols(f"{place}{entries}{body}")
