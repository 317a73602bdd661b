"""Calls of Windows that the store needs, without a decision; `windows.Calls` describes them."""

from __future__ import annotations

import ctypes
import sys

assert sys.platform == "win32"  # noqa: S101  the type checker skips the rest on other systems

from ctypes import wintypes  # noqa: E402  below the guard

_KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
_GENERIC_WRITE, _ADD_FILE = 0x40000000, 0x2
_SHARE_ALL, _OPEN_EXISTING, _BACKUP_SEMANTICS = 0x7, 3, 0x02000000
_WRITE_THROUGH = 0x8
_NO_HANDLE = wintypes.HANDLE(-1).value

_KERNEL.GetDriveTypeW.argtypes = [wintypes.LPCWSTR]
_KERNEL.CreateFileW.argtypes = [
    wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID,
    wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE,
]  # fmt: skip
_KERNEL.CreateFileW.restype = wintypes.HANDLE
_KERNEL.CloseHandle.argtypes = [wintypes.HANDLE]
_KERNEL.MoveFileExW.argtypes = [wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD]
_KERNEL.GetVolumeInformationW.argtypes = [
    wintypes.LPCWSTR, wintypes.LPWSTR, wintypes.DWORD, wintypes.LPVOID,
    wintypes.LPVOID, wintypes.LPVOID, wintypes.LPWSTR, wintypes.DWORD,
]  # fmt: skip


def drive_type(root: str) -> int:
    """Return the type of a drive."""
    return int(_KERNEL.GetDriveTypeW(root))


def volume_label(root: str) -> str:
    """Return the label of a volume, '' when it has none or is not there."""
    label = ctypes.create_unicode_buffer(261)
    done = _KERNEL.GetVolumeInformationW(root, label, 261, None, None, None, None, 0)
    return label.value if done else ""


def may_open(path: str, *, folder: bool) -> bool:
    """Open for writing what exists, and close it."""
    access, flags = (_ADD_FILE, _BACKUP_SEMANTICS) if folder else (_GENERIC_WRITE, 0)
    handle = _KERNEL.CreateFileW(path, access, _SHARE_ALL, None, _OPEN_EXISTING, flags, None)
    if handle == _NO_HANDLE:
        return False
    _KERNEL.CloseHandle(handle)
    return True


def long_paths() -> bool:
    """Return what the system decided for this process."""
    try:
        return bool(ctypes.WinDLL("ntdll").RtlAreLongPathsEnabled())
    except AttributeError:  # Windows before 1607
        return False


def rename(file: str, target: str) -> None:
    """Rename, and return once the new name is on the disk."""
    if not _KERNEL.MoveFileExW(file, target, _WRITE_THROUGH):
        raise ctypes.WinError(ctypes.get_last_error())
