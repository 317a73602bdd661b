"""`thidua wall` (`chiếu`): a second window that shows what the secretary's program shows."""

from __future__ import annotations

import click

from thidua_tui.cli import lazy
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.i18n.catalogue import Speech


def command(speech: Speech, name: str = "wall") -> click.Command:
    """The command, by either of its names."""
    return new_command(name, speech, _run, [])


def _run(speech: Speech, ctx: click.Context, /, **_: object) -> int:
    return lazy.run.run_app(ledger_address(ctx), speech.lang, wall=True)
