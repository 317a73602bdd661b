"""The key with which this account signs: one file for its owner alone, or the system's keyring.

Which of the two, the settings say (`key_store`); the key itself is in neither settings nor
journal, and in the ledger only its public half.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from events.errors import BadInput
from events.signed_note import Signer, named, read_signer
from thidua_tui.platform.settings import chosen, settings_file
from thidua_tui.session import system_keyring
from thidua_tui.session.private_file import others_who_read, publish_private

_LONGEST = 4096
"""Characters of a key file that are looked at."""


def key_file() -> Path:
    """Return the path of the key's file, in the settings folder; it may not exist."""
    return settings_file().with_name("key")


def in_keyring() -> bool:
    """Whether the settings keep the key in the system's keyring.

    Raises:
        BadInput: `key-store-invalid`; as `settings.chosen`.
    """
    raw = chosen().get("key_store", "file")
    if raw not in ("file", "keyring"):
        raise BadInput("key-store-invalid", path=str(settings_file()), value=raw)
    return raw == "keyring"


def new_key(name: str) -> Signer:
    """Make a key; an existing key is never overwritten.

    Raises:
        BadInput: `key-exists`, `key-name-invalid`, `key-unprotectable`; what `system_keyring` and
            `in_keyring` raise.
        UnreadableLedger: what the operating system says about the file.
    """
    if in_keyring():
        return system_keyring.keep(Signer(named(name), secrets.token_bytes(32)))
    file, signer = key_file(), Signer(named(name), secrets.token_bytes(32))
    if os.path.lexists(file):
        raise BadInput("key-exists", path=str(file))
    if not publish_private(file, signer.secret()):
        raise BadInput("key-unprotectable", path=str(file.parent))
    return signer


def own_signer() -> Signer | None:
    """The key of this account; None when there is none.

    Raises:
        BadInput: `key-not-private`, when others can read the file; `key-unreadable`; what
            `system_keyring` and `in_keyring` raise.
    """
    if in_keyring():
        return system_keyring.kept()
    file = key_file()
    try:
        with file.open(encoding="utf-8") as opened:
            if others := others_who_read(opened, file):
                raise BadInput("key-not-private", **others)
            return read_signer(opened.read(_LONGEST).removesuffix("\n"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadInput("key-unreadable", path=str(file)) from error


def remembered() -> Callable[[], Signer | None]:
    """`own_signer`, asked until there is a key: a keyring is not asked again at every act."""
    found: Signer | None = None

    def once() -> Signer | None:
        nonlocal found
        found = found or own_signer()
        return found

    return once
