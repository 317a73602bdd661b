"""The evidence files of a ledger, each with its state in the folder next to the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from events.errors import UnreadableLedger
from events.store.ledger import Ledger
from thidua_tui.session.evidence_folder import EvidenceFolder, KeptState
from views.evidence_files import EvidenceFileRow, EvidenceFiles
from views.projection import project

WRONG = {"missing": "evidence-missing", "altered": "evidence-altered"}
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


def checked_files(
    ledger: Ledger, cluster: str | None = None, year: int | None = None
) -> tuple[CheckedFile, ...]:
    """Return every filed file with its state; each content is read once.

    Args:
        ledger: The ledger.
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
    """
    file: Path | None = getattr(ledger.recorder, "file", None)
    if file is None:
        return ()
    folder, known = EvidenceFolder.of_ledger(file), dict[tuple[str, int], KeptState]()
    found = []
    for row in project(EvidenceFiles(cluster, year), ledger).rows():
        key = (row.sha256, row.size)
        if key not in known:
            known[key] = folder.state(*key)
        found.append(CheckedFile(row, known[key]))
    return tuple(found)
