"""A note of what `verify` found sound, so that the same entries need not be judged twice.

It names the ledger, how many entries were judged, the hash of the last of them, and the program
that judged, to the letter. The chain is walked every time: as long as it leads to that hash, the
entries are the same to the bit, and the same program says the same of them. It is a cache: it may
be deleted, and `verify --all` does without. It is written once the signatures, too, were found
right, and says nothing of them; anyone who can write it can also change the program.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

import msgspec
from msgspec import Struct, ValidationError, convert

from thidua_tui.platform import folders, secure_files

LARGEST = 4096
COUNTED = frozenset(
    {"entries", "acts", "retracted", "clusters", "units", "views", "clock", "clock_at"}
)
"""What `verify` counts."""
_JUDGING = ("events", "views", "thidua_tui.cli")


class VerificationResult(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was judged: so many `entries` up to `hash`; by which `program`, when, with what result.

    `counts` are those that `verify` prints: entries, acts, clusters, units, views, retracted.
    """

    ledger: str
    entries: int
    hash: str
    program: str
    at: datetime
    counts: dict[str, int]


@cache
def program() -> str:
    """The program that judges, as a hash over its own source and over what decodes for it."""
    digest = sha256(f"{sys.version} {msgspec.__version__}\n".encode())
    for package in _JUDGING:
        folder = Path(str(resources.files(package)))
        for file in sorted(folder.rglob("*.py")):
            source = file.read_bytes()
            digest.update(f"{file.relative_to(folder)} {len(source)}\n".encode() + source)
    return digest.hexdigest()


def remembered(ledger: str, entries: int, hash_: str) -> VerificationResult | None:
    """The note of exactly these entries by exactly this program; None where there is none."""
    try:
        raw = json.loads(_file(ledger).read_text("utf-8")[:LARGEST])
        note = convert(raw, VerificationResult)
    except (OSError, ValueError, RecursionError, ValidationError):
        return None
    wanted = (ledger, entries, hash_, program())
    same = (note.ledger, note.entries, note.hash, note.program) == wanted
    return note if same and note.counts.keys() == COUNTED else None


def remember(ledger: str, entries: int, hash_: str, counts: dict[str, int]) -> None:
    """Keep what was found; that it cannot be kept is no harm."""
    note = {
        "ledger": ledger,
        "entries": entries,
        "hash": hash_,
        "program": program(),
        "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "counts": counts,
    }
    with suppress(OSError):
        secure_files.replace(_file(ledger), json.dumps(note))


def _file(ledger: str) -> Path:
    return folders.cache() / "found-sound" / f"{ledger}.json"
