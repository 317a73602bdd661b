"""The operator's key in the keyring of the system (Secret Service, KWallet, Keychain).

The library `keyring` is an extra and is imported only where the settings ask for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from events.errors import BadInput
from events.signed_note import Signer, read_signer

SERVICE, ENTRY = "thidua", "signing key"


def kept() -> Signer | None:
    """The key in the keyring; None when there is none.

    Raises:
        BadInput: `keyring-missing`, `keyring-unusable`, `key-unreadable`.
    """
    raw = _ask("get_password", SERVICE, ENTRY)
    try:
        return None if raw is None else read_signer(str(raw))
    except BadInput as error:
        raise BadInput("key-unreadable", path=SERVICE) from error


def keep(signer: Signer) -> Signer:
    """Put a key there; an existing key is never overwritten, and it is read back.

    Raises:
        BadInput: `key-exists`; as `kept`.
    """
    if _ask("get_password", SERVICE, ENTRY) is not None:
        raise BadInput("key-exists", path=SERVICE)
    _ask("set_password", SERVICE, ENTRY, signer.secret())
    if kept() != signer:  # there are keyrings that keep nothing, and say nothing
        raise BadInput("keyring-unusable", detail="not kept")
    return signer


def _ask(act: str, *raw: str) -> Any:
    try:
        keyring: Any = import_module("keyring")
    except ImportError as error:
        raise BadInput("keyring-missing") from error
    try:
        return getattr(keyring, act)(*raw)
    except Exception as error:
        # Report only the kind: an error of a backend may repeat what it was given.
        raise BadInput("keyring-unusable", detail=type(error).__name__) from None
