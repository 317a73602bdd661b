"""Where an entry that a merge took was first recorded: read from the kept lines of the branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from events.branches import MERGES, BranchMerged
from events.errors import BadInput, UnreadableLedger
from events.event import Entry, Scope
from events.store.ledger import Ledger
from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.session.evidence_folder import EvidenceFolder
from thidua_tui.session.evidence_place import evidence_folder
from thidua_tui.session.kept_branches import MERGE, entries_with


class FirstRecorded(NamedTuple):
    """The entry of another branch that an entry repeats, through as many merges as there were.

    Attributes:
        there: The first entry of all; None where the kept lines of a merge are missing or changed.
        merged: The position of the merge that took it into this ledger.
        through: How many other ledgers had taken it before.
    """

    there: Entry | None
    merged: int
    through: int = 0

    def text(self, words: Words) -> str:
        """Return where, when and by whom it was first recorded.

        Args:
            words: The messages of the language to use.
        """
        if self.there is None:
            return words("merge.first.unknown", merged=self.merged)
        facts = {"position": self.there.position, "by": plain(self.there.by), "at": self.there.at}
        through = self.through or None
        return words("merge.first.at", **facts, merged=self.merged, through=through)


def first_recorded(ledger: Ledger, entry: Entry) -> FirstRecorded | None:
    """Return where an entry was first recorded; None where no merge took it.

    What a merge takes is appended with it, and all of it has its instant. The other branch may have
    taken it from a third one: the kept lines of that merge say where that one had it from.

    Args:
        ledger: The ledger.
        entry: The entry.
    """
    merge = taken_by(entry, ledger.read(MERGES, after=entry.position, limit=1))
    if merge is None or not isinstance(merge.event, BranchMerged):
        return None
    here = [one for one in ledger.read(Scope((f"act:{entry.act}",))) if _alike(one, entry)]
    nth = here.index(entry)  # of the same kind: only retractions may be more or fewer
    try:
        found = [*_earlier(evidence_folder(ledger), merge.event, entry, nth)]
    except (OSError, ValueError, BadInput, UnreadableLedger):
        return FirstRecorded(None, merge.position)
    return FirstRecorded(found[-1], merge.position, len(found) - 1) if found else None


def taken_by(entry: Entry, merges: Iterable[Entry]) -> Entry | None:
    """Return the merge that took an entry; None where it was recorded by itself.

    Args:
        entry: The entry.
        merges: The merges of its ledger behind it, in order.
    """
    merge = next((one for one in merges if one.position > entry.position), None)
    return merge if merge and merge.at == entry.at else None


def _earlier(
    folder: EvidenceFolder | None, merged: BranchMerged, entry: Entry, nth: int
) -> Iterator[Entry]:
    """Yield the entries that an entry repeats: of the branch, then of what that had merged.

    Raises:
        BadInput: `evidence-changed`, where the kept lines of a merge are missing or changed.
    """
    pending: BranchMerged | None = merged
    while pending is not None:
        if folder is None or folder.state(pending.sha256, pending.size) != "kept":
            raise BadInput("evidence-changed", path=pending.sha256)
        there, merges = _recorded(folder, pending.sha256, entry)
        if not there:
            return
        found = there[min(nth, len(there) - 1)]
        yield found
        before = taken_by(found, merges)
        pending = before.event if before and isinstance(before.event, BranchMerged) else None


def _recorded(folder: EvidenceFolder, sha256: str, entry: Entry) -> tuple[list[Entry], list[Entry]]:
    """Return the entries of the same act and kind in the kept lines of a branch, and its merges."""
    with folder.file(sha256).open("rb") as lines:
        next(lines)
        found = [*entries_with(lines, entry.act.encode(), MERGE)]
    there = [one for one in found if one.act == entry.act and _alike(one, entry)]
    return there, [one for one in found if isinstance(one.event, BranchMerged)]


def _alike(one: Entry, other: Entry) -> bool:
    return type(one.event) is type(other.event)
