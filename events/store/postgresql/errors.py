"""What a server or the way to it says, as errors of ours with a code."""

from __future__ import annotations

import psycopg

from events.errors import Refused, ThiduaError, UnreadableLedger
from events.store.postgresql import definitions


class SilentError(psycopg.OperationalError):
    """The server gave no answer in time; whether it did what it was asked is not known."""


_BY_STATE = {
    "42501": "server-denies",
    "28000": "server-denies",
    "28P01": "server-denies",
    "25006": "server-read-only",
    "55P03": "server-busy",
    "57014": "server-busy",  # statement_timeout
    "53100": "server-disk-full",
    "53300": "server-full",
    "3D000": "server-no-database",
    "3F000": "server-has-no-ledger",
    "42P01": "server-has-no-ledger",
}
"""SQLSTATE -> code."""
_BY_SETTING = {
    definitions.ISOLATION: "server-isolation",
    definitions.NOT_DURABLE: "server-not-durable",
}
"""SQLSTATE of `append` -> code; the message names the setting."""
_BY_WORDS = {
    ("password supplied",): "server-wants-password",
    ("pg_hba.conf",): "server-denies",  # and it may say "SSL encryption" behind that
    ('database "', "does not exist"): "server-no-database",
    ('role "', "does not exist"): "server-denies",
    ("authentication failed",): "server-denies",
    ("permission denied",): "server-denies",
    ("not permitted to log in",): "server-denies",
    ("too many",): "server-full",
    ("remaining connection slots",): "server-full",
    ("SSL", "certificate", "TLS"): "tls-refused",
}
"""Words of a refused connection -> code: libpq gives no SQLSTATE with it."""
_ALL = frozenset({'database "', 'role "'})
"""First words of rows of which all words must be there."""

_LONGEST = 300
"""Letters of what a server says that are repeated."""


def refusal(error: psycopg.Error | UnicodeError, address: str) -> ThiduaError:
    """Return the error of ours for an error of the server, or of the way to it.

    Args:
        error: The error.
        address: Host and database, which the sentence names.
    """
    detail = _first_line(error)
    if isinstance(error, SilentError):
        return UnreadableLedger("server-silent", address=address)
    if not isinstance(error, psycopg.Error):
        return UnreadableLedger("server-failed", address=address, detail=detail)
    state = error.sqlstate or ""
    if state == definitions.OPERATORS_MISSING:
        return Refused(
            "operators-missing-for-server", first=_printable(error.diag.message_detail or "")
        )
    if state in _BY_SETTING:
        setting = error.diag.message_detail or ""
        return UnreadableLedger(_BY_SETTING[state], address=address, setting=setting)
    if state == definitions.WENT_BACK:
        position, head = map(int, (error.diag.message_detail or "0 0").split())
        return UnreadableLedger("server-went-back", address=address, position=position, head=head)
    if state in _BY_STATE:
        return UnreadableLedger(_BY_STATE[state], address=address, detail=detail)
    if state.startswith("08") or (not state and isinstance(error, psycopg.OperationalError)):
        return UnreadableLedger("server-gone", address=address, detail=detail)
    if state in ("57P01", "57P02", "57P03"):  # it is shut down, or starting
        return UnreadableLedger("server-gone", address=address, detail=detail)
    return UnreadableLedger("server-failed", address=address, detail=detail)


def unconnected(error: psycopg.Error, address: str) -> UnreadableLedger:
    """Return the error of ours for a connection that could not be made.

    Args:
        error: The error.
        address: Host and database, which the sentence names.
    """
    text = str(error).strip()
    if isinstance(error, psycopg.errors.ConnectionTimeout):
        return UnreadableLedger("server-silent", address=address)
    for words in _BY_WORDS:
        found = [word in text for word in words]
        if all(found) if words[0] in _ALL else any(found):
            return UnreadableLedger(_BY_WORDS[words], address=address, detail=_first_line(error))
    return UnreadableLedger("server-unreachable", address=address, detail=_first_line(error))


def _first_line(error: BaseException) -> str:
    """Return what it says, for a sentence: before TLS, anybody on the way may have sent it."""
    return _printable(str(error).strip().partition("\n")[0])


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text[:_LONGEST])
