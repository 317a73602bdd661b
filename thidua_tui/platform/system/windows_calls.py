"""Calls of Windows that the interface needs; `windows.Calls` describes them."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from typing import Any

assert sys.platform == "win32"  # noqa: S101  the type checker skips the rest on other systems

import msvcrt  # noqa: E402  below the guard
from ctypes import wintypes  # noqa: E402  below the guard

_KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
_SECURITY = ctypes.WinDLL("advapi32", use_last_error=True)
_FILE_OBJECT, _ACCESS_LIST, _PROTECTED = 1, 0x4, 0x80000000
_REVISION, _QUERY, _TOKEN_USER = 1, 0x8, 1
_OUTPUT, _VIRTUAL_TERMINAL = -11, 0x4
_HANDLER = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)
_handlers: list[Any] = []
"""Handlers that Windows may call: they must not be collected."""

_KERNEL.GetCurrentProcess.restype = wintypes.HANDLE
_KERNEL.GetStdHandle.argtypes = [wintypes.DWORD]
_KERNEL.GetStdHandle.restype = wintypes.HANDLE
_KERNEL.GetConsoleMode.argtypes = [wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD)]
_KERNEL.SetConsoleMode.argtypes = [wintypes.HANDLE, wintypes.DWORD]
_KERNEL.SetConsoleCtrlHandler.argtypes = [_HANDLER, wintypes.BOOL]
_KERNEL.LocalFree.argtypes = [wintypes.LPVOID]
_KERNEL.CloseHandle.argtypes = [wintypes.HANDLE]
_SECURITY.OpenProcessToken.argtypes = [
    wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.HANDLE),
]  # fmt: skip
_SECURITY.GetTokenInformation.argtypes = [
    wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD, ctypes.POINTER(wintypes.DWORD),
]  # fmt: skip
_SECURITY.ConvertSidToStringSidW.argtypes = [wintypes.LPVOID, ctypes.POINTER(wintypes.LPWSTR)]
_SECURITY.ConvertStringSidToSidW.argtypes = [wintypes.LPCWSTR, ctypes.POINTER(wintypes.LPVOID)]
_SECURITY.GetSecurityInfo.argtypes = [
    wintypes.HANDLE, ctypes.c_int, wintypes.DWORD, wintypes.LPVOID, wintypes.LPVOID,
    wintypes.LPVOID, wintypes.LPVOID, ctypes.POINTER(wintypes.LPVOID),
]  # fmt: skip
_SECURITY.ConvertSecurityDescriptorToStringSecurityDescriptorW.argtypes = [
    wintypes.LPVOID, wintypes.DWORD, wintypes.DWORD, ctypes.POINTER(wintypes.LPWSTR),
    wintypes.LPVOID,
]  # fmt: skip
_SECURITY.ConvertStringSecurityDescriptorToSecurityDescriptorW.argtypes = [
    wintypes.LPCWSTR, wintypes.DWORD, ctypes.POINTER(wintypes.LPVOID), wintypes.LPVOID,
]  # fmt: skip
_SECURITY.SetFileSecurityW.argtypes = [wintypes.LPCWSTR, wintypes.DWORD, wintypes.LPVOID]
_SECURITY.LookupAccountSidW.argtypes = [
    wintypes.LPCWSTR, wintypes.LPVOID, wintypes.LPWSTR, ctypes.POINTER(wintypes.DWORD),
    wintypes.LPWSTR, ctypes.POINTER(wintypes.DWORD), ctypes.POINTER(wintypes.DWORD),
]  # fmt: skip


def _done(answer: object) -> None:
    """Raise the last error of the system, unless a call answered that it was done."""
    if not answer:
        raise ctypes.WinError(ctypes.get_last_error())


def lock(handle: int) -> None:
    """Lock the first byte of a file, or raise at once."""
    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)


def account_name() -> str:
    """Return the name with which this account logged on."""
    return os.getlogin()


def account_id() -> str:
    """Return the identifier that the token of this process has."""
    token, size = wintypes.HANDLE(), wintypes.DWORD()
    _done(_SECURITY.OpenProcessToken(_KERNEL.GetCurrentProcess(), _QUERY, ctypes.byref(token)))
    try:
        _SECURITY.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(size))
        found = ctypes.create_string_buffer(size.value)
        _done(_SECURITY.GetTokenInformation(token, _TOKEN_USER, found, size, ctypes.byref(size)))
        return _spelt(wintypes.LPVOID.from_buffer(found))
    finally:
        _KERNEL.CloseHandle(token)


def access_list(handle: int) -> str:
    """Return the access list by the handle, so that no other file is meant."""
    descriptor, text = wintypes.LPVOID(), wintypes.LPWSTR()
    error = _SECURITY.GetSecurityInfo(
        msvcrt.get_osfhandle(handle), _FILE_OBJECT, _ACCESS_LIST,
        None, None, None, None, ctypes.byref(descriptor),
    )  # fmt: skip
    if error:
        raise ctypes.WinError(error)
    try:
        _done(
            _SECURITY.ConvertSecurityDescriptorToStringSecurityDescriptorW(
                descriptor, _REVISION, _ACCESS_LIST, ctypes.byref(text), None
            )
        )
        return _taken(text)
    finally:
        _KERNEL.LocalFree(descriptor)


def set_access_list(file: str, sddl: str) -> None:
    """Replace the access list of a file by one that inherits nothing."""
    descriptor = wintypes.LPVOID()
    _done(
        _SECURITY.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            sddl, _REVISION, ctypes.byref(descriptor), None
        )
    )
    try:
        _done(_SECURITY.SetFileSecurityW(file, _ACCESS_LIST | _PROTECTED, descriptor))
    finally:
        _KERNEL.LocalFree(descriptor)


def same_account(one: str, other: str) -> bool:
    """Compare two accounts by their full identifiers."""
    return _full(one) == _full(other)


def name_of(account: str) -> str:
    """Return the name as Windows shows it; the identifier of an account that is gone."""
    identifier = wintypes.LPVOID()
    if not _SECURITY.ConvertStringSidToSidW(account, ctypes.byref(identifier)):
        return account
    try:
        name, domain = ctypes.create_unicode_buffer(256), ctypes.create_unicode_buffer(256)
        sizes = wintypes.DWORD(256), wintypes.DWORD(256)
        known = _SECURITY.LookupAccountSidW(
            None, identifier, name, ctypes.byref(sizes[0]), domain, ctypes.byref(sizes[1]),
            ctypes.byref(wintypes.DWORD()),
        )  # fmt: skip
        return name.value if known else account
    finally:
        _KERNEL.LocalFree(identifier)


def handle_console(handler: Callable[[int], bool]) -> None:
    """Register a handler before those that are there."""
    registered = _HANDLER(handler)
    _handlers.append(registered)
    _done(_KERNEL.SetConsoleCtrlHandler(registered, True))


def draw_escapes() -> bool:
    """Switch on escape sequences for what is written to the console."""
    output, mode = _KERNEL.GetStdHandle(_OUTPUT), wintypes.DWORD()
    if not _KERNEL.GetConsoleMode(output, ctypes.byref(mode)):
        return False
    return bool(_KERNEL.SetConsoleMode(output, mode.value | _VIRTUAL_TERMINAL))


def _full(account: str) -> str:
    identifier = wintypes.LPVOID()
    if not _SECURITY.ConvertStringSidToSidW(account, ctypes.byref(identifier)):
        return account
    try:
        return _spelt(identifier)
    finally:
        _KERNEL.LocalFree(identifier)


def _spelt(identifier: Any) -> str:
    text = wintypes.LPWSTR()
    _done(_SECURITY.ConvertSidToStringSidW(identifier, ctypes.byref(text)))
    return _taken(text)


def _taken(text: Any) -> str:
    """Return a text of the system, and free it."""
    value: str = text.value
    _KERNEL.LocalFree(text)
    return value
