"""What keeps a ledger: copies of it, and a point of it to write down. For commands and screens.

`backup_now` and `note_now` may run in a worker: they hold up neither reading nor writing.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from events import checkpoint, signed_note
from events.checkpoint import Checkpoint
from events.errors import BadInput
from events.store.ledger import Ledger
from events.store.protocol import LedgerStore
from events.store.sqlite.backup import Copy, back_up, keep_copy
from events.store.sqlite.import_lines import copy_of
from thidua_tui.platform import folders
from thidua_tui.platform.settings import chosen, chosen_folder, settings_file
from thidua_tui.session.evidence_folder import EvidenceFolder, filed
from thidua_tui.session.evidence_place import evidence_folder
from thidua_tui.session.operator_key import own_signer

KEPT = 20
"""Backups of a ledger that are kept, unless the settings say otherwise."""


def store(ledger: Ledger) -> LedgerStore:
    """Return the store that the ledger is kept in.

    Raises:
        TypeError: for a ledger in memory, which tests use.
    """
    if not isinstance(ledger.recorder, LedgerStore):
        raise TypeError("this ledger has no store")
    return ledger.recorder


def backup_folder() -> Path:
    """Return the folder of backups: the settings' `backups`, else a folder next to the ledger.

    Raises:
        BadInput: as `thidua_tui.platform.settings.chosen_folder`.
    """
    return chosen_folder("backups") or folders.data() / "backups"


def backups_kept() -> int:
    """How many backups of a ledger are kept: the settings' `backups_kept`, else 20.

    Raises:
        BadInput: `backups-kept-invalid`, for less than one; as `backup_folder`.
    """
    raw = chosen().get("backups_kept", str(KEPT))
    if not raw.isascii() or not raw.isdigit() or not int(raw[:9]) > 0:
        raise BadInput("backups-kept-invalid", path=str(settings_file()), value=raw)
    return int(raw[:9])


def backup_now(ledger: Ledger, folder: Path | None = None) -> Copy:
    """Save the ledger as it is at this moment; the copy was read back whole.

    A ledger on a server becomes a file, which opens like any other. The evidence files are copied
    into a folder next to the copies, each once by its hash.

    Raises:
        BadInput: as `backup_folder` and `backups_kept`; `evidence-unwritable`.
        UnreadableLedger: `copy-unsound`, `copy-disk-full` and so on; earlier copies stay.
    """
    folder, kept = folder or backup_folder(), store(ledger)
    if kept.file is None:
        copy = keep_copy(partial(copy_of, kept), folder, ledger.clock(), backups_kept())
    else:
        copy = back_up(kept.file, folder, ledger.clock(), backups_kept())
    if evidence := evidence_folder(ledger):
        evidence.copy_to(evidence_of(copy), filed(ledger))
    return copy


def evidence_of(copy: Copy) -> EvidenceFolder:
    """Return the folder of evidence of a ledger's copies: one for all, each file is in it once."""
    return EvidenceFolder.of_ledger(copy.file.with_name(copy.ledger[:8]))


def point_now(ledger: Ledger) -> Checkpoint:
    """The checkpoint of this moment.

    Raises:
        UnreadableLedger: `chain-broken`, where the end was cut off.
    """
    recorder = store(ledger)
    entries, head = recorder.last()
    return Checkpoint(
        ledger=recorder.name,
        entries=entries,
        head=head.hex(),
        at=ledger.clock().replace(microsecond=0),
    )


def note_of(point: Checkpoint) -> str:
    """The checkpoint's text, signed when this account has a key.

    Raises:
        BadInput: `key-unreadable`, `key-not-private`.
    """
    text, signer = checkpoint.text(point), own_signer()
    return signed_note.sign(text, signer) if signer else text
