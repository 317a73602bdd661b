"""Who is at the keyboard: an operator and his role, or why nothing can be recorded from here."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from events.command import History
from events.errors import BadInput, Refused
from events.operators import OperatorNamed, in_force
from events.permissions import DUTIES, SECRETARY, operator_of
from events.signatures import Signing
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.session.operator_key import in_keyring, key_file


def key_place(speech: Speech) -> str:
    """Describe where the key of this account is, or would be.

    Raises:
        BadInput: as `operator_key.in_keyring`.
    """
    return speech("where.keyring") if in_keyring() else str(key_file())


class OperatorStatus(Struct, frozen=True, kw_only=True):
    """`named`: the ledger names operators; `operator`: the operator who has this account's key.

    `barred` is a code of `screen.off`: why nothing at all can be recorded from here.
    """

    named: bool = False
    operator: OperatorNamed | None = None
    barred: str | None = None


def operator_status(signing: Callable[[], Signing | None], history: History) -> OperatorStatus:
    """Return the operator's status in a ledger.

    Args:
        signing: Returns the key of this account, if any.
        history: The operators of the ledger.
    """
    if not in_force(history):
        return OperatorStatus()
    try:
        signer = signing()
    except BadInput as error:
        return OperatorStatus(named=True, barred=error.code)
    if signer is None:
        return OperatorStatus(named=True, barred="no-signing-key")
    try:
        operator = operator_of(history, signer.key.public)
    except Refused as refused:
        return OperatorStatus(named=True, barred=refused.code)
    writes = operator.role in SECRETARY.union(*DUTIES.values())
    return OperatorStatus(named=True, operator=operator, barred=None if writes else "role-reads")
