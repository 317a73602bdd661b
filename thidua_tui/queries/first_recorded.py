"""Where an entry that a merge took was first recorded: read from the kept lines of the branch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from events.branches import MERGES, BranchMerged
from events.errors import UnreadableLedger
from events.event import Entry, Scope
from events.store.codec import decode
from events.store.exchange import read_line
from events.store.ledger import Ledger
from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.session.evidence_folder import EvidenceFolder
from thidua_tui.session.evidence_place import evidence_folder


class FirstRecorded(NamedTuple):
    """The entry of the other branch that an entry repeats.

    Attributes:
        there: That entry; None where the kept lines are missing or changed.
        merged: The position of the merge that took it.
    """

    there: Entry | None
    merged: int

    def text(self, words: Words) -> str:
        """Return where, when and by whom it was first recorded.

        Args:
            words: The messages of the language to use.
        """
        if self.there is None:
            return words("merge.first.unknown", merged=self.merged)
        facts = {"position": self.there.position, "by": plain(self.there.by), "at": self.there.at}
        return words("merge.first.at", **facts, merged=self.merged)


def first_recorded(ledger: Ledger, entry: Entry) -> FirstRecorded | None:
    """Return where an entry was first recorded; None where no merge took it.

    What a merge takes is appended with it, and all of it has its instant.

    Args:
        ledger: The ledger.
        entry: The entry.
    """
    merge = next(ledger.read(MERGES, after=entry.position, limit=1), None)
    if merge is None or merge.at != entry.at or not isinstance(merge.event, BranchMerged):
        return None
    folder = evidence_folder(ledger)
    if folder is None or folder.state(merge.event.sha256, merge.event.size) != "kept":
        return FirstRecorded(None, merge.position)
    try:
        there = [*_recorded(folder, merge.event.sha256, entry)]
    except (OSError, ValueError, UnreadableLedger):
        return FirstRecorded(None, merge.position)
    here = [one for one in ledger.read(Scope((f"act:{entry.act}",))) if _alike(one, entry)]
    nth = here.index(entry)  # of the same kind: only retractions may be more or fewer
    return FirstRecorded(there[min(nth, len(there) - 1)], merge.position) if there else None


def _recorded(folder: EvidenceFolder, sha256: str, entry: Entry) -> Iterator[Entry]:
    """Yield the entries of the same act and kind in the kept lines of a branch."""
    with folder.file(sha256).open("rb") as lines:
        next(lines)
        for raw in lines:
            if entry.act.encode() in raw:
                line = read_line(raw)
                found = decode(line.position, line.name, bytes(line.data))
                if found.act == entry.act and _alike(found, entry):
                    yield found


def _alike(one: Entry, other: Entry) -> bool:
    return type(one.event) is type(other.event)
