"""What the store needs of an operating system and its file systems, the same on every system."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, TypeAlias

NameFault: TypeAlias = Literal["reserved", "too-long"]


class UnusableName(NamedTuple):
    """Why no file can have a path, and which part of it is at fault."""

    fault: NameFault
    part: str


class System(Protocol):
    """Files made durable, names given, drives and folders recognised."""

    def settle(self, file: Path) -> None:
        """Bring the content of a file to the disk, so that a reader now reads the disk.

        Raises:
            OSError: when it cannot be written.
        """

    def settle_names(self, folder: Path) -> None:
        """Bring the names in a folder to the disk.

        Raises:
            OSError: when it cannot be written.
        """

    def give_name(self, file: Path, target: Path) -> None:
        """Give a file its name in one step, and bring the name to the disk.

        Args:
            file: The file, in the folder of the target; it may keep its old name too.
            target: Its name to be.

        Raises:
            FileExistsError: something has that name; it stays as it is.
            OSError: when it cannot be written.
        """

    def network(self, file: Path) -> str:
        """Return the kind of the network drive that a file is on; '' for a drive of this computer.

        Args:
            file: The file, with links followed; it may not exist.
        """

    def cloud_folders(self) -> Mapping[Path, str]:
        """Return folders that a service synchronises, by what the system says, with its name."""

    def cloud_drive(self, file: Path) -> str:
        """Return the service whose drive a file is on, by what the system says; else ''.

        Args:
            file: The file, with links followed; it may not exist.
        """

    def may_write(self, file: Path) -> bool:
        """Return whether this process may write an existing file; without opening it on POSIX."""

    def may_make(self, folder: Path) -> bool:
        """Return whether this process may create files in a folder."""

    def unusable(self, file: Path) -> UnusableName | None:
        """Return why no file can have this path on this system."""

    def only_reading(self, file: Path) -> AbstractContextManager[None]:
        """Have what is opened of a file within the block open for reading only, where possible."""
