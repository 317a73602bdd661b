"""The file of another branch of a ledger, an export or a ledger, checked entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from events.branches import BranchMerged
from events.errors import BadInput, Refused, UnreadableLedger
from events.event import Entry
from events.hash_chain import Link, New, genesis
from events.merge_places import fork_of
from events.store import export
from events.store.exchange import Header, entries, read_header, read_line, read_lines
from events.store.protocol import LedgerStore
from events.store.verify_signatures import vouched
from events.text import plain
from thidua_tui.platform.os_errors import why
from thidua_tui.session.named_files import LARGEST, kept_name, too_large
from thidua_tui.session.open_ledger import opened

_SQLITE = b"SQLite format 3\0"


class OtherBranch(NamedTuple):
    """Another branch of a ledger, read whole.

    Attributes:
        file: Where it was read from.
        name: The name of the file, to be kept.
        header: What it says of itself.
        fork: The last position that both branches have.
        entries: Its entries behind the fork, as typed.
        evidence: Its header and its lines behind the fork, to be kept.
    """

    file: Path
    name: str
    header: Header
    fork: int
    entries: tuple[Entry, ...]
    evidence: bytes

    def stored(self) -> Iterator[New]:
        """Yield stored name, tags and data of its entries behind the fork."""
        for raw in BytesIO(self.evidence).readlines()[1:]:
            line = read_line(raw)
            yield line.name, line.tags, bytes(line.data)


def read_branch(file: Path, ours: LedgerStore) -> OtherBranch:
    """Read the file of another branch of this ledger; nothing of it is recorded.

    Args:
        file: The file, an export or a ledger.
        ours: The recorder of this ledger.

    Raises:
        BadInput: `file-unreadable`, `evidence-not-regular`, `evidence-too-large`; what is wrong
            with the header, see `exchange`.
        Refused: `merge-itself`, `merge-other-ledger`, `merge-nothing-new`.
        UnreadableLedger: what is wrong with a line or a signature.
    """
    with _lines(file, ours) as lines:
        header = read_header(next(lines, b""))
        if header.ledger != ours.name:
            raise Refused("merge-other-ledger", path=plain(str(file)))
        raw: list[bytes] = []
        decoded: list[Entry] = []
        for _ in entries(header, _kept(lines, raw), decoded):
            pass
    if any(entry.seal or entry.sig for entry in decoded):
        vouched(header.ledger, genesis(header.ledger), (_link(line) for line in raw))
    hashes = [read_line(line).hash for line in raw]

    def same(position: int) -> bool:
        return (ours.hash_at(position) or b"").hex() == hashes[position - 1]

    fork = fork_of(ours.last()[0], header.entries, same)
    if header.entries == fork:
        raise Refused("merge-nothing-new", entries=header.entries)
    evidence = b"".join((export.header_line(header), *raw[fork:]))
    if len(evidence) > LARGEST:
        raise too_large(file, len(evidence))
    return OtherBranch(file, kept_name(file.name), header, fork, tuple(decoded[fork:]), evidence)


def _kept(lines: Iterator[bytes], raw: list[bytes]) -> Iterator[bytes]:
    for line in lines:
        raw.append(line if line.endswith(b"\n") else line + b"\n")
        yield line


def _link(raw: bytes) -> Link:
    line = read_line(raw)
    tags = export.tags_text(line.tags)
    return line.position, line.name, tags, bytes(line.data), bytes.fromhex(line.hash)


@contextmanager
def _lines(file: Path, ours: LedgerStore) -> Iterator[Iterator[bytes]]:
    try:
        # Before it is opened: closing a file drops the locks of this process on a ledger.
        if ours.file and file.samefile(ours.file):
            raise Refused("merge-itself", path=plain(str(file)))
        if file.is_dir():
            raise BadInput("file-unreadable", path=plain(str(file)), detail="EISDIR")
        if file.exists() and not file.is_file():
            raise BadInput("evidence-not-regular", path=plain(str(file)))
        with file.open("rb") as stream:
            if stream.read(len(_SQLITE)) != _SQLITE:
                stream.seek(0)
                yield read_lines(stream)
                return
    except OSError as error:
        raise BadInput("file-unreadable", path=plain(str(file)), detail=why(error)) from error
    with opened(file, read_only=True) as ledger:
        recorder: Any = ledger.recorder
        yield export.lines(recorder)


def check_lines(name: str, shared: list[Link], merged: BranchMerged, kept: bytes) -> None:
    """Check the kept lines of a merged branch: chain and signatures, from the first entry on.

    Args:
        name: The name of the ledger.
        shared: The entries of the ledger up to the fork.
        merged: The merge.
        kept: The lines, as `OtherBranch.evidence`.

    Raises:
        BadInput, UnreadableLedger: what is wrong with a line or a signature.
    """
    lines = BytesIO(kept).readlines()
    found = read_header(lines.pop(0) if lines else b"")
    expected = (name, merged.branch_entries, merged.branch_head)
    if (found.ledger, found.entries, found.head) != expected:
        raise UnreadableLedger("export-incomplete", entries=merged.branch_entries, found=0)
    before = (export.line_of(link) for link in shared)
    for _ in entries(found, (*before, *lines)):
        pass
    vouched(name, genesis(name), (*shared, *map(_link, lines)))
