"""`thidua soi`: the Vietnamese name of `thidua find`."""

from __future__ import annotations

import click

from thidua_tui.cli.commands import find
from thidua_tui.i18n.catalogue import Speech


def command(speech: Speech) -> click.Command:
    """The command."""
    return find.command(speech, "soi")
