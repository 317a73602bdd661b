"""`thidua operators`: who may write in the ledger, and with which key it is checked."""

from __future__ import annotations

import sys

import click

from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import formats, ledger_address, new_command
from thidua_tui.cli.output import EXACT, show
from thidua_tui.formatting.no_operators import no_operators
from thidua_tui.formatting.tables.render import Format, Table
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from views.operators import OperatorRow, Operators
from views.projection import project


def command(speech: Speech) -> click.Command:
    """The command."""
    params = [formats(speech)]
    return new_command("operators", speech, _run, params)


def _run(speech: Speech, ctx: click.Context, /, form: Format, **_: object) -> int:
    with opened(ledger_address(ctx), read_only=True) as ledger:
        rows = project(Operators(), ledger).rows()
    words = Words(speech.lang)
    if not rows and form not in EXACT:
        sys.stdout.write(no_operators(ledger, words) + "\n")
        return 0
    show(Table("operators", OperatorRow, rows), form, words)
    return 0
