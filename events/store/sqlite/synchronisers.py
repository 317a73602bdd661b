"""Folders that a service keeps alike on several computers: no place for an open ledger."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from events.store.system.current import SYSTEM

_NAMES = (
    (r"onedrive( - .*)?", "OneDrive"),
    (r"dropbox( \(.*\))?", "Dropbox"),
    (r"google ?drive|(my drive|drive của tôi)( \(.*\))?", "Google Drive"),
    (r"nextcloud", "Nextcloud"),
    (r"owncloud", "ownCloud"),
    (r"icloud ?drive|com~apple~clouddocs|mobile documents", "iCloud"),
    (r"syncthing", "Syncthing"),
    (r"pcloud ?drive", "pCloud"),
    (r"mega ?sync", "MEGA"),
)
"""How services name their folders."""
_PATTERNS = tuple((re.compile(name, re.IGNORECASE), service) for name, service in _NAMES)
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
}
"""What services put into the folders that they keep alike."""


class Synchronised(NamedTuple):
    """A folder that is kept alike, and by which service."""

    folder: str
    service: str


def synchronised(file: Path) -> Synchronised | None:
    """Return the folder above a file that a service synchronises, as its name or content says."""
    known = SYSTEM.cloud_folders()
    for folder in file.parents:
        if service := known.get(folder) or _by_name(folder) or _by_mark(folder):
            return Synchronised(str(folder), service)
    if service := SYSTEM.cloud_drive(file):
        return Synchronised(file.anchor, service)
    return None


def _by_name(folder: Path) -> str:
    found = (service for pattern, service in _PATTERNS if pattern.fullmatch(folder.name))
    return next(found, "")


def _by_mark(folder: Path) -> str:
    return next((service for mark, service in _MARKS.items() if (folder / mark).exists()), "")
