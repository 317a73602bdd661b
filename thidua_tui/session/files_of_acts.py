"""The files of an act: copied before it, removed if it is refused, carried on by a correction."""

from __future__ import annotations

from collections.abc import Sequence

from events.attached_evidence import AttachEvidence, with_files
from events.command import Command
from events.compact_signatures import FileCompactText
from events.corrections import Correct
from events.event import Scope
from events.evidence_files import EvidenceAttached, FileEvidence
from events.minutes import SignMinutes
from events.store.ledger import Ledger
from events.store.protocol import LedgerStore
from thidua_tui.session.evidence_folder import EvidenceFolder, filed
from thidua_tui.session.evidence_place import needed_folder

FILES = (FileEvidence, AttachEvidence, SignMinutes, FileCompactText)
"""Commands that may file a file, by its SHA-256."""


def keep_files(folder: EvidenceFolder | None, ledger: Ledger, command: object) -> list[str]:
    """Copy the files that a command files, before it is recorded; return what was new.

    Args:
        folder: The folder of the ledger; None for a ledger without a file.
        ledger: The ledger.
        command: The command, or several in one.

    Raises:
        BadInput: as `EvidenceFolder.keep`, and `evidence_place.needed_folder`.
    """
    if isinstance(command, FILES) and command.sha256:
        if folder is None and isinstance(ledger.recorder, LedgerStore):
            folder = needed_folder(ledger)
        known = filed(ledger)
        new = folder is not None and folder.keep(command.sha256, known)
        return [command.sha256] if new else []
    inner = (getattr(command, "instead", None), *getattr(command, "commands", ()))
    found = (keep_files(folder, ledger, one) for one in inner if one is not None)
    return [sha256 for kept in found for sha256 in kept]


def drop_files(folder: EvidenceFolder | None, ledger: Ledger, new: Sequence[str]) -> None:
    """Remove the files of an act that was refused; what the ledger has is back in its folder.

    A lost file is filed again, and refused; another process may have filed it since.

    Args:
        folder: The folder of the ledger; None for a ledger without a file.
        ledger: The ledger.
        new: The hashes of the files that were new.
    """
    if new and folder is not None:
        for sha256 in {*new} - {*filed(ledger)}:
            folder.drop(sha256)


def with_attached(ledger: Ledger, command: Command) -> Command:
    """Return a correction with the files attached to what it corrects; other commands as they are.

    Args:
        ledger: The ledger.
        command: The command.
    """
    if not isinstance(command, Correct):
        return command
    files, _ = ledger.history((Scope(events=(EvidenceAttached,)),))
    return with_files(command, files.entries)
