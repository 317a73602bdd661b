"""`thidua find` (`soi`): what a fingerprint, the code of a paper, or a paper in a file is of."""

from __future__ import annotations

import sys

import click

from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import typed
from thidua_tui.queries.coded_paper import look_up

CODE = "CODE|FILE"


def command(speech: Speech, name: str = "find") -> click.Command:
    """The command, by either of its names."""
    params: list[click.Parameter] = [
        click.Argument(["code"], required=False, metavar=CODE),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.find_cluster")),
    ]
    return new_command(name, speech, _run, params)


def _run(
    speech: Speech, ctx: click.Context, /, code: str | None, cluster: str | None, **_: object
) -> int:
    if code is None:
        raise Misuse("missing-argument", ctx, name=CODE, example="a1b2-c3d4-e5f6")
    with opened(ledger_address(ctx), read_only=True) as ledger:
        found = look_up(ledger, code, Words(speech.lang), typed(cluster) if cluster else None)
    sys.stdout.writelines(f"{line.text}\n" for line in found.lines)
    return found.exit_code
