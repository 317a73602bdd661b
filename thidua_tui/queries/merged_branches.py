"""The branches that were merged: are their lines kept, with the chain and signatures they had?"""

from __future__ import annotations

from typing import Any, NamedTuple

from events.branches import MERGES, BranchMerged
from events.errors import BadInput, ThiduaError, UnreadableLedger
from events.store.ledger import Ledger
from thidua_tui.session.evidence_folder import EvidenceFolder
from thidua_tui.session.evidence_place import evidence_folder
from thidua_tui.session.other_branch import check_lines

_WRONG = {
    "missing": "merge-evidence-missing",
    "altered": "merge-evidence-wrong",
    "unreadable": "merge-evidence-closed",
}
"""State of the kept lines -> the error that it is."""


class CheckedBranch(NamedTuple):
    """A merged branch: the position of its merge, and what is wrong with what is kept of it."""

    position: int
    error: UnreadableLedger | None


def checked_branches(ledger: Ledger) -> tuple[CheckedBranch, ...]:
    """Return every merge of a ledger; what is kept of each is read and checked.

    Args:
        ledger: The ledger.
    """
    folder = evidence_folder(ledger)
    if folder is None:
        return ()
    return tuple(
        CheckedBranch(entry.position, _wrong(ledger, folder, entry.position, entry.event))
        for entry in ledger.read(MERGES)
        if isinstance(entry.event, BranchMerged)
    )


def _wrong(
    ledger: Ledger, folder: EvidenceFolder, position: int, merged: BranchMerged
) -> UnreadableLedger | None:
    """Return what is wrong with the lines of a branch; None where they are as they were merged."""
    state = folder.state(merged.sha256, merged.size)
    if state != "kept":
        return UnreadableLedger(_WRONG[state], position=position)
    recorder: Any = ledger.recorder
    try:
        kept = folder.file(merged.sha256).read_bytes()
        check_lines(recorder.name, [*recorder.links(merged.fork)], merged, kept)
    except (BadInput, UnreadableLedger) as error:
        return _altered(position, error)
    return None


def _altered(position: int, error: ThiduaError) -> UnreadableLedger:
    return UnreadableLedger("merge-evidence-wrong", position=position, detail=error.code)
