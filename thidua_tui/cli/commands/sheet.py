"""`thidua sheet`: sheets of a cluster's year written as workbooks, and read into the ledger."""

from __future__ import annotations

from typing import Any

import click

from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.sheet_read import Reading, read_options, read_sheet
from thidua_tui.cli.commands.sheet_write import Writing, write_options, write_sheet
from thidua_tui.cli.options import new_command
from thidua_tui.forms.score_sheet import ALL_STAGES
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.parsing.sheet_marks import KINDS

READ = "read"


def command(speech: Speech) -> click.Command:
    """The command."""
    choices = (*KINDS, READ)
    params: list[click.Parameter] = [
        click.Argument(["kind"], type=OneOf(choices, argument="KIND"), metavar="|".join(choices)),
        click.Argument(["file"], required=False, metavar="[FILE]"),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.year")),
        click.Option(["--unit"], metavar="CODE", help=speech("help.sheet_unit")),
        click.Option(["--stage"], type=OneOf(ALL_STAGES), help=speech("help.sheet_stage")),
        click.Option(
            ["--scorer"], metavar="CODE", help=Speech(speech.lang, "sheetin")("help.scorer")
        ),
        *write_options(speech),
        *read_options(speech),
    ]
    return new_command("sheet", speech, _run, params)


def _run(speech: Speech, ctx: click.Context, /, kind: str, file: str | None, **options: Any) -> int:
    """Read, or write; an option of the other is refused."""
    options = {name: value for name, value in options.items() if name not in ("ledger", "lang")}
    ours, others = (Reading, Writing) if kind == READ else (Writing, Reading)
    foreign = [n for n in others._fields if n not in ours._fields and options.get(n)]
    if foreign:
        name = f"--{foreign[0].replace('_', '-')}"
        raise Misuse("unknown-option", ctx, name=name, near="")
    given = {name: options[name] for name in ours._fields}
    if kind != READ:
        if file is not None:
            raise Misuse("unexpected-argument", ctx, name=file)
        return write_sheet(speech, ctx, kind, Writing(**given))
    if file is None:
        raise Misuse("missing-argument", ctx, name="FILE")
    return read_sheet(speech, ctx, file, Reading(**given))
