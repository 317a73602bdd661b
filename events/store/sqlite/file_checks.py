"""Checks of the place of a ledger: errors of the operating system and of SQLite, as codes.

Nothing here opens an existing ledger with `open()`: closing any file descriptor of a file drops all
locks that this process holds on it through SQLite.
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import stat
from pathlib import Path

from events.errors import UnreadableLedger

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

_SMALLEST = 512
"""Bytes of SQLite's smallest page: a shorter file is none of its."""
_MOUNTS = Path("/proc/self/mountinfo")
_ERRNO = {
    errno.EACCES: "ledger-no-permission",
    errno.EPERM: "ledger-no-permission",
    errno.EROFS: "ledger-no-permission",
    errno.ENOENT: "ledger-no-folder",
    errno.ENOTDIR: "ledger-no-folder",
    errno.EISDIR: "ledger-is-a-folder",
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
}
_SQLITE = {
    sqlite3.SQLITE_PERM: "ledger-no-permission",
    sqlite3.SQLITE_CANTOPEN: "ledger-no-permission",
    sqlite3.SQLITE_READONLY: "ledger-read-only",
    sqlite3.SQLITE_BUSY: "ledger-busy",
    sqlite3.SQLITE_LOCKED: "ledger-busy",
    sqlite3.SQLITE_PROTOCOL: "ledger-busy",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_CORRUPT: "ledger-damaged",
    sqlite3.SQLITE_NOTADB: "not-a-ledger",
}


def unreadable(error: sqlite3.Error | OSError, path: Path) -> UnreadableLedger:
    """Return the refusal for an error of the disk or of SQLite; `detail` is its message.

    Args:
        error: What the operating system or SQLite raised.
        path: The path of the ledger, which the refusal names.
    """
    if isinstance(error, OSError):
        code = _ERRNO.get(error.errno or 0, "disk-error")
    else:
        # Without a number: SQLite gave bytes that are no text.
        number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        code = _SQLITE.get(_meant(number, path), "disk-error")
    return UnreadableLedger(code, path=str(path), detail=str(error))


def _meant(number: int, path: Path) -> int:
    """Return what an error of SQLite is about, where its number says it in a roundabout way."""
    if number == sqlite3.SQLITE_IOERR_SHMSIZE:
        return sqlite3.SQLITE_FULL  # the index of the log could not grow
    if number & 0xFF == sqlite3.SQLITE_CANTOPEN and os.access(path, os.R_OK) and writable(path):
        return sqlite3.SQLITE_IOERR  # it is not for want of permission
    return number & 0xFF


def locate(path: Path, *, make: bool) -> Path:
    """Return the regular file of a path, with links followed.

    Args:
        path: The path of a ledger.
        make: Whether to create a missing file, private and empty.

    Raises:
        UnreadableLedger: when no ledger can be there.
    """
    file = Path(os.path.realpath(path))
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape") if _MOUNTS.exists() else ""
        if (kind := filesystem(file, mounts)) in NETWORK:
            raise UnreadableLedger("network-filesystem", path=str(path), filesystem=kind)
        if _missing(file, path):
            if not make:
                raise UnreadableLedger("ledger-missing", path=str(path))
            _make(file)
    except OSError as error:
        raise unreadable(error, path) from error
    if not os.access(file, os.R_OK):
        raise UnreadableLedger("ledger-no-permission", path=str(path))
    return file


def _missing(file: Path, path: Path) -> bool:
    try:
        found = file.stat()
    except FileNotFoundError:
        return True
    if stat.S_ISDIR(found.st_mode):
        raise UnreadableLedger("ledger-is-a-folder", path=str(path))
    # A pipe would wait for ever; and SQLite takes a short text for an empty database.
    if not stat.S_ISREG(found.st_mode) or 0 < found.st_size < _SMALLEST:
        raise UnreadableLedger("not-a-ledger", path=str(path))
    return False


def _make(file: Path) -> None:
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:  # another process was faster; both then prepare it under a lock
        return
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name must outlive a power cut, not only the content
    finally:
        os.close(folder)


def writable(file: Path) -> bool:
    """Return whether this process may write the file and create its log."""
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK | os.X_OK)


def still(file: Path) -> bool:
    """Return whether SQLite cannot create its log index and needs none, as the log is empty."""
    return not os.access(file.parent, os.W_OK | os.X_OK) and log_size(file) == 0


def log_size(file: Path) -> int:
    """Return the bytes in the write-ahead log of a ledger, 0 when there is none."""
    try:
        return os.stat(f"{file}-wal").st_size  # noqa: PTH116  on the path of every append
    except FileNotFoundError:
        return 0


_SYNCHRONISED = re.compile(
    r"onedrive( - .*)?|dropbox( \(.*\))?|google ?drive|my drive|nextcloud|owncloud"
    r"|icloud ?drive|com~apple~clouddocs|mobile documents|syncthing|pcloud ?drive|mega ?sync",
    re.IGNORECASE,
)
_MARKS = (".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".nextcloudsync.log")
"""What synchronisers put into the folders that they keep alike."""


def synchronised(file: Path) -> str:
    """Return the folder above a file that looks kept alike by a synchroniser; or ''."""
    for folder in file.parents:
        if _SYNCHRONISED.fullmatch(folder.name) or any((folder / mark).exists() for mark in _MARKS):
            return str(folder)
    return ""


def stamp(file: Path) -> tuple[int, int, int, int]:
    """Return a value that changes on writes to a ledger that is read without locks."""
    now = file.stat()
    return now.st_ino, now.st_size, now.st_mtime_ns, log_size(file)


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
