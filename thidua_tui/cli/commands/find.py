"""`thidua find` (`soi`): the ranking that a fingerprint on a paper or a screen belongs to."""

from __future__ import annotations

import sys

import click

from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import ledger_file, new_command
from thidua_tui.formatting.sentences.provisional import years_note
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import typed
from thidua_tui.queries.ranking_search import find_ranking, found_lines, parse_fingerprint

FINGERPRINT = "FINGERPRINT"


def command(speech: Speech, name: str = "find") -> click.Command:
    """The command, by either of its names."""
    params: list[click.Parameter] = [
        click.Argument(["code"], required=False, metavar=FINGERPRINT),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.find_cluster")),
    ]
    return new_command(name, speech, _run, params)


def _run(
    speech: Speech, ctx: click.Context, /, code: str | None, cluster: str | None, **_: object
) -> int:
    if code is None:
        raise Misuse("missing-argument", ctx, name=FINGERPRINT, example="a1b2-c3d4-e5f6")
    wanted = parse_fingerprint(code)
    words = Words(speech.lang)
    with opened(ledger_file(ctx), read_only=True) as ledger:
        found = find_ranking(ledger, wanted, typed(cluster) if cluster else None)
        note = years_note([(found.cluster, found.year)], ledger, None, words)
        lines = [*found_lines(found, words), *note]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0
