"""The kept lines of branches: which other branches had they merged?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from events.branches import BranchMerged
from events.errors import BadInput, UnreadableLedger
from events.event import Entry, name_of
from events.store.codec import decode
from events.store.exchange import read_line
from thidua_tui.session.named_files import opened_file

BEGINNING = b'{"format":"thidua-ledger"'
"""How the header of an export begins, and so what is kept of a branch."""


def branches_of(entries: Iterable[Entry]) -> list[str]:
    """Return the SHA-256 of the kept lines of every branch that entries merged."""
    return [entry.event.sha256 for entry in entries if isinstance(entry.event, BranchMerged)]


def merged_in(file: Path) -> list[str]:
    """Return the SHA-256 of the branches that a branch had merged; none of any other file.

    Args:
        file: The file with the kept lines, perhaps.
    """
    merge = name_of(BranchMerged).encode()
    try:
        with opened_file(file) as (lines, _):
            if lines.read(len(BEGINNING)) != BEGINNING:
                return []
            lines.readline()
            read = (read_line(raw) for raw in lines if merge in raw)
            return branches_of(decode(one.position, one.name, bytes(one.data)) for one in read)
    except (BadInput, UnreadableLedger, ValueError):
        return []
