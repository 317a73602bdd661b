"""Sealed score sheets: a peer commits to its points before anybody else's are known.

The seal is a hash of a secret number and the points; the number is kept outside the ledger until
the sheets are opened, so that points cannot be tried until the hash fits.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

import msgspec

from events.score_book.leaf_kinds import Observation

NONCE_BYTES = 32
"""Bytes of the secret number: too many to be tried."""
Cells = Mapping[tuple[str, str], Observation | None]
"""Unit and leaf -> what a peer observed; None where the leaf does not apply to the unit."""


def seal(scorer: str, cells: Cells, nonce: bytes) -> str:
    """Return the seal of a sheet, in hexadecimal digits.

    Args:
        scorer: The code of the unit that scored; a sheet of another unit has another seal.
        cells: The points, in any order.
        nonce: A random secret of `NONCE_BYTES` bytes.

    Raises:
        ValueError: if the secret is too short to hide the points.
    """
    if len(nonce) < NONCE_BYTES:
        raise ValueError(f"a seal wants {NONCE_BYTES} random bytes")
    rows = [[unit, leaf, cells[unit, leaf]] for unit, leaf in sorted(cells)]
    content = msgspec.json.encode(["thidua peer sheet", scorer, rows], order="deterministic")
    return hmac.new(nonce, content, hashlib.sha256).hexdigest()


def opens(sealed: str, scorer: str, cells: Cells, nonce: bytes) -> bool:
    """Return whether a sheet is the sheet that was sealed.

    Args:
        sealed: The seal in the ledger.
        scorer: The code of the unit that scored.
        cells: The points that are shown as the sealed points.
        nonce: The secret that is shown with them.
    """
    if len(nonce) < NONCE_BYTES:
        return False
    return hmac.compare_digest(sealed, seal(scorer, cells, nonce))
