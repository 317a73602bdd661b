"""The evidence files of a ledger, each with its state in the folder next to the ledger."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from events.corrections import EntriesRetracted, effective
from events.errors import UnreadableLedger
from events.event import Scope
from events.evidence_files import supported
from events.minutes_events import MinutesSigned
from events.store.ledger import Ledger
from thidua_tui.session.evidence_folder import KeptState
from thidua_tui.session.evidence_place import evidence_folder
from views.evidence_files import FILED, EvidenceFileRow, EvidenceFiles
from views.projection import project

WRONG = {
    "missing": "evidence-missing",
    "altered": "evidence-altered",
    "unreadable": "evidence-closed",
}
"""State of a filed file -> the error that it is."""


class CheckedFile(NamedTuple):
    """A filed file, and whether it is there with the content that was filed."""

    row: EvidenceFileRow
    state: KeptState

    def error(self) -> UnreadableLedger:
        """Return what is wrong with the file, as an error with its facts."""
        row = self.row
        facts = {"unit": row.unit, "criterion": row.criterion, "entry": row.entry}
        return UnreadableLedger(
            WRONG[self.state], position=row.position, name=row.name, sha256=row.sha256, **facts
        )

    def unit(self, code: str, on: date | None = None) -> str:  # noqa: ARG002 - the row has one name
        """Return the name of the file's unit, as sentences ask for it.

        Args:
            code: The code of a unit.
            on: Any day: the row has the name of its year.
        """
        return self.row.unit_name if code == self.row.unit else code

    def cluster(self, code: str, on: date | None = None) -> str:  # noqa: ARG002 - as `unit`
        """Return the name of the file's cluster.

        Args:
            code: The code of a cluster.
            on: Any day.
        """
        return self.row.cluster_name if code == self.row.cluster else code

    def movement(self, code: str) -> str:
        """Return the code: a file is of no movement."""
        return code

    def before(self, _: object, /) -> CheckedFile:
        """Return the same names."""
        return self

    def form(self, code: str, on: object = None) -> str:  # noqa: ARG002 - it names no form
        """Return no name: a file is of no form of award.

        Args:
            code: The code of a form.
            on: Any day.
        """
        return ""


class AttachedFile(NamedTuple):
    """A file of an entry, the position of the entry that names it, where it is, its state."""

    position: int
    name: str
    sha256: str
    size: int
    path: Path
    state: KeptState


def files_of(
    ledger: Ledger, position: int, known_at: int | datetime | None = None
) -> tuple[AttachedFile, ...]:
    """Return the files in force that are attached to an entry or named by it; each is read.

    Args:
        ledger: The ledger.
        position: The position of the entry, from 1.
        known_at: The last position or instant that counts; None for all entries.
    """
    folder = evidence_folder(ledger)
    if folder is None:
        return ()
    scope, found = Scope(events=(*FILED, EntriesRetracted)), []
    for entry in effective(ledger.read(scope, until=known_at)):
        event = entry.event
        of = (*supported(entry), entry.position)
        if isinstance(event, FILED) and event.sha256 and position in of:
            name = event.paper if isinstance(event, MinutesSigned) else event.name
            known = (entry.position, name, event.sha256, event.size)
            state = folder.state(event.sha256, event.size)
            found.append(AttachedFile(*known, folder.file(event.sha256), state))
    return tuple(found)


def checked_files(
    ledger: Ledger, cluster: str | None = None, year: int | None = None
) -> tuple[CheckedFile, ...]:
    """Return every filed file with its state; each content is read once.

    Args:
        ledger: The ledger.
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
    """
    folder, known = evidence_folder(ledger), dict[tuple[str, int], KeptState]()
    if folder is None:
        return ()
    found = []
    for row in project(EvidenceFiles(cluster, year), ledger).rows():
        key = (row.sha256, row.size)
        if key not in known:
            known[key] = folder.state(*key)
        found.append(CheckedFile(row, known[key]))
    return tuple(found)
