"""Windows 10 and later, on its own file systems.

`windows_calls` has the calls of the system. Here is what follows from their answers, so that the
tests can imitate Windows on any system.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path, PureWindowsPath
from typing import Protocol, cast

from events.store.system.protocol import System, UnusableName

REMOTE = 4
"""`DRIVE_REMOTE`: a drive letter that leads to another computer."""
LONGEST = 259
"""Letters of a path, unless the administrator allows longer paths."""
_LONGEST_SUFFIX = len("-journal")
_SHARE = re.compile(r"\\\\(\?\\UNC\\|(?![?.]\\))", re.IGNORECASE)
_CLOUDS = {
    "OneDrive": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "OneDriveCommercial": "OneDrive",
}
"""Variables in which a service says where its folder is."""
_LABELS = {"google drive": "Google Drive", "onedrive": "OneDrive", "dropbox": "Dropbox"}
"""Names that services give to drives of their own."""
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')


class Calls(Protocol):
    """The calls of Windows that the store needs."""

    def drive_type(self, root: str) -> int:
        """Return what `GetDriveTypeW` says of the root of a drive letter."""

    def volume_label(self, root: str) -> str:
        """Return the label of a volume, '' when there is none."""

    def may_open(self, path: str, *, folder: bool) -> bool:
        """Return whether a file may be opened for writing, or a folder for a new file.

        Args:
            path: The path of the file or folder, which exists or not.
            folder: Whether it is a folder.
        """

    def long_paths(self) -> bool:
        """Return whether this process may use paths longer than 259 letters."""

    def rename(self, file: str, target: str) -> None:
        """Rename a file, through to the disk.

        Args:
            file: The path of the file.
            target: Its new path, in the same folder.

        Raises:
            FileExistsError: something has the new name.
            OSError: any other refusal.
        """


class Windows(System):
    """The store's `System` on Windows."""

    def __init__(self, calls: Calls | None = None) -> None:
        self._calls = calls or cast("Calls", import_module("events.store.system.windows_calls"))

    def settle(self, file: Path) -> None:
        """Write it through; `FlushFileBuffers` refuses a handle that only reads."""
        handle = os.open(file, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def settle_names(self, folder: Path) -> None:
        """Do nothing: a folder cannot be flushed, and NTFS keeps a journal of its names."""

    def give_name(self, file: Path, target: Path) -> None:
        """Rename it, which replaces nothing here, and also works on drives without links."""
        self._calls.rename(str(file), str(target))

    def network(self, file: Path) -> str:
        """Return `share` for a path of a server, `drive` for a letter that leads to a server."""
        if _SHARE.match(str(file)):
            return "share"
        root = PureWindowsPath(str(file)).anchor
        return "drive" if root and self._calls.drive_type(root) == REMOTE else ""

    def cloud_folders(self) -> Mapping[Path, str]:
        """Return the folders that the services themselves named."""
        return {
            Path(os.environ[name]): service
            for name, service in _CLOUDS.items()
            if os.environ.get(name)
        }

    def cloud_drive(self, file: Path) -> str:
        """Look at the label of the drive: Google Drive comes with a letter of its own."""
        root = PureWindowsPath(str(file)).anchor
        return _LABELS.get(self._calls.volume_label(root).lower(), "") if root else ""

    def may_write(self, file: Path) -> bool:
        """Open it: `os.access` sees the read-only attribute and no permissions."""
        return self._calls.may_open(str(file), folder=False)

    def may_make(self, folder: Path) -> bool:
        """Open the folder as if to add a file."""
        return self._calls.may_open(str(folder), folder=True)

    def unusable(self, file: Path) -> UnusableName | None:
        """Refuse names of devices, letters that names cannot have, and paths that are too long."""
        for part in PureWindowsPath(str(file)).parts[1:]:
            if (
                _DEVICES.fullmatch(part.split(".")[0].rstrip(" "))
                or _FORBIDDEN.search(part)
                or part.endswith((" ", "."))
            ):
                return UnusableName("reserved", part)
        too_long = len(str(file)) > LONGEST - _LONGEST_SUFFIX and not self._calls.long_paths()
        return UnusableName("too-long", file.name) if too_long else None

    @contextmanager
    def only_reading(self, file: Path) -> Iterator[None]:  # noqa: ARG002  the protocol's signature
        """Change nothing: a handle of SQLite cannot be replaced here.

        `mode=ro` and `query_only` keep such a ledger as it is: docs/reliability.md.
        """
        yield
