"""The key with which this account signs checkpoints: one file, for its owner alone."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from events.errors import BadInput
from events.signed_note import Signer, named, read_signer
from events.sqlite_place import publish, scratch, settle
from thidua_tui.settings import settings_file

_LONGEST = 4096
"""Characters of a key file that are looked at."""


def key_file() -> Path:
    """The file of the key, which need not be there; beside the settings."""
    return settings_file().with_name("key")


def new_key(name: str) -> Signer:
    """Make a key; an earlier one is never overwritten.

    Raises:
        BadInput: `key-exists`, `key-name-invalid`.
        UnreadableLedger: what the operating system says about the file.
    """
    file, signer = key_file(), Signer(named(name), secrets.token_bytes(32))
    if os.path.lexists(file):
        raise BadInput("key-exists", path=str(file))
    with scratch(file) as aside:
        aside.write_text(f"{signer.secret()}\n", "utf-8")
        settle(aside)
        publish(aside, file)
    return signer


def has_key() -> bool:
    """Whether this account has a key, readable or not."""
    return os.path.lexists(key_file())


def own_signer() -> Signer | None:
    """The key of this account; None when there is none.

    Raises:
        BadInput: `key-not-private`, when others can read the file; `key-unreadable`.
    """
    file = key_file()
    try:
        with file.open(encoding="utf-8") as opened:
            if stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & 0o077:
                raise BadInput("key-not-private", path=str(file))
            return read_signer(opened.read(_LONGEST).removesuffix("\n"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadInput("key-unreadable", path=str(file)) from error
