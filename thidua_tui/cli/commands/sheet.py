"""`thidua sheet`: score sheets as workbooks, read into the ledger."""

from __future__ import annotations

from typing import Any

import click

from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.sheet_read import Reading, read_options, read_sheet
from thidua_tui.cli.options import new_command
from thidua_tui.forms.score_sheet import ALL_STAGES
from thidua_tui.i18n.catalogue import Speech

READ = "read"


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["kind"], type=OneOf((READ,), argument="KIND"), metavar=READ),
        click.Argument(["file"], required=False, metavar="[FILE]"),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.year")),
        click.Option(["--unit"], metavar="CODE", help=speech("help.unit")),
        click.Option(["--stage"], type=OneOf(ALL_STAGES), help=speech("help.stage")),
        *read_options(speech),
    ]
    return new_command("sheet", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    file: str | None,
    **options: Any,
) -> int:
    for name in ("kind", "ledger", "lang"):  # one kind; the context has the others
        options.pop(name, None)
    if file is None:
        raise Misuse("missing-argument", ctx, name="FILE")
    return read_sheet(speech, ctx, file, Reading(**options))
