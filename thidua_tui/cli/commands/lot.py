"""`thidua lot`: the order that follows from the parties' words, for anybody to recompute."""

from __future__ import annotations

import sys

import click

from events.score_book.lot import draw, hashes
from events.text import plain
from thidua_tui.acts.lot_words import lot_words, words_of
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.options import new_command
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import typed

WORDS = "PARTY:WORD…"
EXAMPLE = "stp:1 stc:2"


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["given"], nargs=-1, required=False, metavar=WORDS),
        click.Option(
            ["--unit", "units"], multiple=True, metavar="CODE", help=speech("help.lot_unit")
        ),
    ]
    return new_command("lot", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    given: tuple[str, ...],
    units: tuple[str, ...],
    **_: object,
) -> int:
    if not given:
        raise Misuse("missing-argument", ctx, name=WORDS, example=EXAMPLE)
    spoken = words_of(lot_words("\n".join(typed(text) for text in given)))
    codes = [typed(unit) for unit in units] or list(spoken)
    order = draw(spoken, codes)
    words = Words(speech.lang)
    sys.stdout.write(words("rankings.lot.order", names=plain(", ".join(order))) + "\n\n")
    for unit, digest in hashes(spoken, order):
        sys.stdout.write(words("rankings.lot.hash", unit=plain(unit), hash=digest) + "\n")
    sys.stdout.write("\n" + words("rankings.lot.how") + "\n")
    return 0
