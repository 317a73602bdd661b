"""`thidua diff`: what changed between two moments of knowledge."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import Any

import click

from thidua_tui.cli.bilingual_click import OneOf
from thidua_tui.cli.commands.show import read
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import FORMATS, ledger_address, new_command
from thidua_tui.cli.output import show
from thidua_tui.formatting.sentences.provisional import years_note
from thidua_tui.formatting.tables.diff_cells import sentence
from thidua_tui.formatting.tables.render import Table
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_known_at
from thidua_tui.queries.table_query import ledger_names, recorded
from thidua_tui.session.time_travel import last_meeting, position_at, span
from views.differences import Difference, differences

TEXT = "text"


def command(speech: Speech) -> click.Command:
    """The command."""
    kind = OneOf((*FORMATS, TEXT))
    params: list[click.Parameter] = [
        click.Option(["--from", "since"], metavar="N|INSTANT", help=speech("help.diff_from")),
        click.Option(["--to", "until"], metavar="N|INSTANT", help=speech("help.diff_to")),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.year")),
        click.Option(["--format", "form"], type=kind, default="table", help=speech("help.format")),
    ]
    return new_command("diff", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    form: Any,
    since: str | None,
    until: str | None,
    cluster: str | None,
    year: str | None,
    **_: object,
) -> int:
    words, asked = Words(speech.lang), read(cluster=cluster, year=year)
    end = _moment(until) if until is not None else None
    with opened(ledger_address(ctx), read_only=True) as ledger:
        recorded(ledger, asked, words)
        words.names = ledger_names(ledger, end)
        before = last_meeting(ledger, position_at(ledger, end), asked.cluster)
        start = before if since is None else _moment(since)
        span(ledger, start, end, ledger.clock())
        rows = differences(ledger, start, end, asked.cluster, asked.year)
        note = years_note(((row.cluster, row.year) for row in rows), ledger, end, words)
    if form == TEXT:
        sys.stdout.writelines(f"{line}\n" for line in (*lines(rows, words), *note))
        return 0
    between = {"since": _moment_text(start, words), "until": _moment_text(end, words)}
    title = words("diff.between", **between)
    show(Table("diff", Difference, rows, title, foot="".join(note)), form, words)
    return 0


def lines(rows: tuple[Difference, ...], words: Words) -> list[str]:
    """The differences as sentences, or that there is none."""
    return [sentence(row, words) for row in rows] or [words("diff.none")]


def _moment(text: str) -> int | datetime:

    return parse_known_at(text, today=date.today())


def _moment_text(moment: int | datetime | None, words: Words) -> str | None:
    if isinstance(moment, int):
        return words("diff.entry", position=moment)
    return words.instant(moment) if moment else None
