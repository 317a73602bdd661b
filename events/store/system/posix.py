"""Linux, macOS and their like."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from events.store.system.protocol import System, UnusableName

NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "beegfs",
        "gpfs",
        "coda",
        "ncpfs",
        "davfs",
        "drvfs",
        "vboxsf",
        "prl_fs",
        "vmhgfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.kio-fuse",
        "fuse.s3fs",
        "fuse.glusterfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.curlftpfs",
        "fuse.smbnetfs",
        "fuse.cephfs",
        "fuse.gcsfuse",
        "fuse.onedriver",
        "fuse.google-drive-ocamlfuse",
        "fuse.vmhgfs-fuse",
    ]
)
"""File systems whose memory maps and locks do not reach every machine or kernel that may write."""
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES})
_DESCRIPTORS = Path("/dev/fd")
_LONGEST = 255
"""Bytes of a name."""


class Posix(System):
    """The store's `System` on POSIX."""

    mounts = Path("/proc/self/mountinfo")

    def settle(self, file: Path) -> None:
        """Write it through, and drop it from the cache where the system can."""
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)

    def settle_names(self, folder: Path) -> None:
        """Write the folder through: a name must outlive a power cut, not only the content."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def give_name(self, file: Path, target: Path) -> None:
        """Link it: renaming would replace what is there."""
        try:
            os.link(file, target)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            # Sticks and shares without links: the name is taken first, then filled.
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            file.replace(target)
        self.settle_names(target.parent)

    def network(self, file: Path) -> str:
        """Look the file system up among the mounts; macOS has no such list."""
        if not self.mounts.exists():
            return ""
        kind = filesystem(file, self.mounts.read_text("utf-8", "surrogateescape"))
        return kind if kind in NETWORK else ""

    def cloud_folders(self) -> Mapping[Path, str]:
        """Name none: the names of folders say it."""
        return {}

    def cloud_drive(self, file: Path) -> str:  # noqa: ARG002  the mounts say it: `network`
        """Name none."""
        return ""

    def may_write(self, file: Path) -> bool:
        """Ask without opening: closing any descriptor of a file drops SQLite's locks on it."""
        return os.access(file, os.W_OK)

    def may_make(self, folder: Path) -> bool:
        """Ask for the permissions of the folder."""
        return os.access(folder, os.W_OK | os.X_OK)

    def unusable(self, file: Path) -> UnusableName | None:
        """Refuse a part that is longer than any file system of these takes."""
        for part in file.parts:
            if len(os.fsencode(part)) > _LONGEST:
                return UnusableName("too-long", part)
        return None

    @contextmanager
    def only_reading(self, file: Path) -> Iterator[None]:
        """Replace each descriptor that can write by one that only reads."""
        before = _open_for_writing(file)
        yield
        for descriptor in _open_for_writing(file) - before:
            _only_read(descriptor, file)


def filesystem(file: Path, mountinfo: str) -> str:
    """Return the type of the file system of `file`, or ''.

    Args:
        file: The file, with links followed.
        mountinfo: The text of /proc/self/mountinfo.
    """
    kind, longest = "", -1
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        point = Path(re.sub(r"\\([0-7]{3})", lambda o: chr(int(o[1], 8)), left.split()[4]))
        # ">=": a later mount covers an earlier one at the same place.
        if len(point.parts) >= longest and (point == file or point in file.parents):
            kind, longest = right.split()[0], len(point.parts)
    return kind


def _open_for_writing(file: Path) -> set[int]:
    """Return the descriptors of this process with which that file can be written."""
    wanted, found = os.stat(file), set[int]()  # noqa: PTH116  as with fstat
    for name in os.listdir(_DESCRIPTORS):  # noqa: PTH208  names, of which some are gone by then
        try:
            here = os.fstat(int(name))
            flags = fcntl.fcntl(int(name), fcntl.F_GETFL)
        except OSError:
            continue
        same = (here.st_dev, here.st_ino) == (wanted.st_dev, wanted.st_ino)
        if same and flags & os.O_ACCMODE != os.O_RDONLY:
            found.add(int(name))
    return found


def _only_read(descriptor: int, file: Path) -> None:
    """Replace the descriptor by a read-only descriptor."""
    reading = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.dup2(reading, descriptor, inheritable=False)
    finally:
        os.close(reading)
