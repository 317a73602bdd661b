"""Errors on the command line: exit codes, sentences, and notices about the ledger's file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from events.errors import BadInput, Refused, Stale, ThiduaError, UnreadableLedger
from events.text import plain
from thidua_tui.cli.bilingual_click import sentence
from thidua_tui.cli.output import drop_output
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.session import open_ledger

if TYPE_CHECKING:
    from events.store.address import LedgerAddress
    from events.store.ledger import Ledger

DONE, OUR_BUG, BAD_INPUT, REFUSED, STALE, UNREADABLE = range(6)
"""Exit codes of `thidua`."""


def explain_error(error: Exception, speech: Speech) -> tuple[str, int]:
    """Return the sentence for an error, harmless for a terminal, and the exit code."""
    if isinstance(error, click.UsageError):
        return _harmless(sentence(error, speech)), BAD_INPUT
    if isinstance(error, OSError) and error.filename is None:  # errors of a file name the file
        from thidua_tui.platform.os_errors import why

        drop_output()
        error = BadInput("output-unwritable", detail=why(error))
    codes = {BadInput: BAD_INPUT, Refused: REFUSED, Stale: STALE, UnreadableLedger: UNREADABLE}
    if isinstance(error, ThiduaError) and type(error) in codes:
        return _sentence(error, speech), codes[type(error)]
    from thidua_tui.platform.crash_log import write

    path = write(error)
    detail = None if path else f"{type(error).__name__}: {error}"
    return _harmless(speech("error.bug", path=path, detail=detail)), OUR_BUG


def _sentence(error: Any, speech: Speech) -> str:
    if speech.find(f"error.{error.code}"):
        return _harmless(speech(f"error.{error.code}", **error.facts))
    return Words(speech.lang).refusal(error)


def _harmless(text: str) -> str:
    return plain(text)


def print_notices(notices: Iterable[ThiduaError]) -> None:
    """Print on standard error what is worth knowing about a file that is not refused."""
    context = click.get_current_context(silent=True)
    speech = getattr(context.command, "speech", None) if context else None
    if speech:
        for notice in notices:
            click.echo(explain_error(notice, speech)[0], err=True)


@contextmanager
def opened(
    address: LedgerAddress, *, create: bool = False, read_only: bool = False
) -> Iterator[Ledger]:
    """Open a ledger, close it at the end, and print notices about its store.

    Raises:
        BadInput, UnreadableLedger: as `thidua_tui.session.open_ledger.opened`.
    """
    with open_ledger.opened(
        address, create=create, read_only=read_only, warn=print_notices
    ) as ledger:
        yield ledger
