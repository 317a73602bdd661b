"""Sealed peer sheets until they are opened: a file each, for this account alone, and no copy else.

The ledger has the hash of a sheet; its points and secret number are in this account's data folder,
by the name of the ledger and the hash. No draft, journal, export or backup of the ledger has them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec.structs import replace

from events.command import Command
from events.corrections import Correct
from events.errors import BadInput, Refused, Stale
from events.peer_events import peers_of, seals
from events.peer_sheets import OpenPeerSheets, SealedSheet, SealPeerSheet, seal_of
from events.store.ledger import Ledger
from events.store.sanitise import checked
from thidua_tui.platform import folders, secure_files

LARGEST = 8_000_000
"""Bytes: what is larger was not written by this program."""
NOTHING_STORED = (BadInput, Refused, Stale)
"""Errors after which the ledger surely has no entry of the act."""


def sealed_folder(ledger: Ledger) -> Path:
    """Return the folder of a ledger's sealed sheets; its name is hashed, as it is no path."""
    name = str(getattr(ledger.recorder, "name", ""))
    key = hashlib.sha256(name.encode()).hexdigest()[:20]
    return folders.data() / "sealed" / key


def file_of(ledger: Ledger, seal: str) -> Path:
    """Return the file of a sheet.

    Args:
        ledger: The ledger that has the seal.
        seal: The seal, in hexadecimal digits.
    """
    return sealed_folder(ledger) / f"{seal}.json"


def keep(path: Path, sheet: SealedSheet) -> None:
    """Write a sheet, whole and on the disk before the ledger has its seal.

    Raises:
        Refused: `sealed-sheet-unwritten`.
    """
    try:
        secure_files.replace(path, msgspec.json.encode(sheet), settle=True)
    except OSError as error:
        raise Refused("sealed-sheet-unwritten", path=str(path.parent)) from error


def read(path: Path) -> SealedSheet | None:
    """Return the sheet in a file; None where there is none, or it is none of this program."""
    try:
        if path.stat().st_size > LARGEST:
            return None
        return msgspec.json.decode(path.read_bytes(), type=SealedSheet)
    except (OSError, ValueError, RecursionError):
        return None


def found(ledger: Ledger, cluster: str, year: int) -> tuple[SealedSheet, ...]:
    """Return the sealed sheets of a year that are on this computer.

    A file that is damaged counts as a sheet without points, which no seal fits.

    Args:
        ledger: The ledger.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    history, _ = ledger.history((peers_of(cluster, year),))
    sheets = []
    for event in seals(history, cluster, year).values():
        path = file_of(ledger, event.seal)
        sheet = read(path)
        if sheet is not None or path.exists():
            empty = SealedSheet(scorer=event.scorer, nonce="0" * 64, cells=())
            sheets.append(sheet if sheet and sheet.scorer == event.scorer else empty)
    return tuple(sheets)


@contextmanager
def prepared(ledger: Ledger, command: Command) -> Iterator[Command]:
    """Have the sheet of a command on the disk, or the sheets that it opens in the command.

    A sheet that was written for an act that is refused is removed again.

    Args:
        ledger: The ledger that decides the command.
        command: Any command; most need nothing.

    Raises:
        Refused: `sealed-sheet-unwritten`; `sealed-sheet-missing` with the `path` of the file.
    """
    act = command.instead if isinstance(command, Correct) else command
    if isinstance(act, SealPeerSheet):
        with _written(ledger, act):
            yield command
    elif isinstance(act, OpenPeerSheets):
        filled = replace(act, sheets=found(ledger, act.cluster, act.year))
        with _located(ledger, act):
            yield replace(command, instead=filled) if isinstance(command, Correct) else filled
    else:
        yield command


@contextmanager
def _written(ledger: Ledger, act: SealPeerSheet) -> Iterator[None]:
    act = checked(act)
    path = file_of(ledger, seal_of(act.scorer, act.cells, act.nonce))
    before = path.exists()
    keep(path, SealedSheet(scorer=act.scorer, nonce=act.nonce, cells=act.cells))
    try:
        yield
    except NOTHING_STORED:
        if not before:
            path.unlink(missing_ok=True)
        raise


@contextmanager
def _located(ledger: Ledger, act: OpenPeerSheets) -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        if refused.code != "sealed-sheet-missing":
            raise
        history, _ = ledger.history((peers_of(act.cluster, act.year),))
        lost = seals(history, act.cluster, act.year)[str(refused.facts["scorer"])]
        facts = {**refused.facts, "path": str(file_of(ledger, lost.seal))}
        raise Refused(refused.code, **facts) from refused
