"""Where evidence files of a ledger are: next to its file, or in a folder that its users share."""

from __future__ import annotations

from pathlib import Path

from events.errors import BadInput
from events.store.ledger import Ledger
from events.store.protocol import LedgerStore
from thidua_tui.platform.settings import chosen_folder, settings_file
from thidua_tui.session.evidence_folder import EvidenceFolder


def evidence_folder(ledger: Ledger) -> EvidenceFolder | None:
    """Return the folder of a ledger's evidence files.

    Of a ledger on a server it is in the folder that the setting `evidence` names: a share that all
    who record can reach, as files are small, rarely written and checked by their hash.

    Returns:
        None for a ledger in memory, and for one on a server while nothing is set.

    Raises:
        BadInput: as `thidua_tui.platform.settings.chosen_folder`.
    """
    store = ledger.recorder
    if not isinstance(store, LedgerStore):
        return None
    if store.file is not None:
        if store.file.name.startswith(f"{store.name[:8]}-"):  # a copy that was opened as it is
            return evidence_source(store.file, store.name)
        return EvidenceFolder.of_ledger(store.file)
    shared = chosen_folder("evidence")
    return EvidenceFolder.of_ledger(shared / store.name) if shared else None


def evidence_source(copy: Path, ledger: str) -> EvidenceFolder:
    """Return the folder of evidence next to a file to restore from: a copy, or a ledger.

    Args:
        copy: The file.
        ledger: The name of the ledger, 32 hex digits.
    """
    own = EvidenceFolder.of_ledger(copy)
    return own if own.path.is_dir() else EvidenceFolder.of_ledger(copy.with_name(ledger[:8]))


def needed_folder(ledger: Ledger) -> EvidenceFolder:
    """Return the folder of a ledger's evidence files.

    Raises:
        BadInput: `evidence-folder-unset`; as `evidence_folder`.
    """
    folder = evidence_folder(ledger)
    if folder is None:
        raise BadInput("evidence-folder-unset", path=str(settings_file()))
    return folder
