"""The kept lines of branches: what they say of an act, and which branches they had merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from events.branches import BranchMerged
from events.errors import BadInput, UnreadableLedger
from events.event import Entry, name_of
from events.store.codec import decode
from events.store.exchange import read_line
from thidua_tui.session.named_files import opened_file

BEGINNING = b'{"format":"thidua-ledger"'
"""How the header of an export begins, and so what is kept of a branch."""

MERGE = name_of(BranchMerged).encode()
"""What the line of every merge holds."""


def branches_of(entries: Iterable[Entry]) -> list[str]:
    """Return the SHA-256 of the kept lines of every branch that entries merged."""
    return [entry.event.sha256 for entry in entries if isinstance(entry.event, BranchMerged)]


def entries_with(lines: Iterable[bytes], *marks: bytes) -> Iterator[Entry]:
    """Yield the entries whose lines hold one of these marks; others are not decoded.

    Args:
        lines: The lines behind the header.
        marks: What is looked for, as it is written.

    Raises:
        BadInput, UnreadableLedger, ValueError: at a line that cannot be read.
    """
    for raw in lines:
        if any(mark in raw for mark in marks):
            line = read_line(raw)
            yield decode(line.position, line.name, bytes(line.data))


def merged_in(file: Path) -> list[str]:
    """Return the SHA-256 of the branches that a branch had merged; none of any other file.

    Args:
        file: The file with the kept lines, perhaps.
    """
    try:
        with opened_file(file) as (lines, _):
            if lines.read(len(BEGINNING)) != BEGINNING:
                return []
            lines.readline()
            return branches_of(entries_with(lines, MERGE))
    except (BadInput, UnreadableLedger, ValueError):
        return []
