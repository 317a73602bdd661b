"""`thidua statistics`: a statistical form of the authorities, filled from the awards."""

from __future__ import annotations

import sys
from typing import Any

import click

from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.show import opened_for, read
from thidua_tui.cli.options import new_command
from thidua_tui.cli.output import paper, print_data
from thidua_tui.formatting.tables.render import MARKDOWN
from thidua_tui.formatting.tables.statistical_form import entry_lines, form_lines, note_lines
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.statistical_forms import load_form, shipped
from thidua_tui.queries.table_query import recorded
from views.projection import project
from views.statistical_form import StatisticRow, Statistics

FORM = "FORM"


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["name"], required=False, metavar=FORM),
        click.Option(["--year"], metavar="YYYY", help=speech("help.statistics_year")),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--on"], metavar="DATE", help=speech("help.on")),
        click.Option(["--known-at"], metavar="N|INSTANT", help=speech("help.known_at")),
        click.Option(["--entries"], is_flag=True, help=speech("help.statistics_entries")),
        click.Option(
            ["--format", "form"],
            type=OneOf(("table", "md", "csv", "json")),
            default="table",
            help=speech("help.statistics_format"),
        ),
    ]
    return new_command("statistics", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    name: str | None,
    form: Any,
    entries: bool,
    year: str | None,
    cluster: str | None,
    on: str | None,
    known_at: str | None,
    **_: object,
) -> int:
    words = Words(speech.lang)
    if name is None:
        raise Misuse("missing-argument", ctx, name=FORM, choices=", ".join(shipped()))
    asked = read(cluster=cluster, year=year, on=on, known_at=known_at)
    if asked.year is None:
        raise Misuse("missing-argument", ctx, name="--year")
    template = load_form(name)
    with opened_for(asked, ctx) as ledger:
        view = Statistics(template, asked.year, asked.cluster, asked.on)
        rows = project(view, ledger, asked.known_at).figures()
        if not view.years:
            recorded(ledger, asked._replace(year=None), words)
    undated = sorted(position for award in view.undated() for position in award.positions)
    if form in ("csv", "json"):
        print_data(StatisticRow, rows, form, words)
        return 0
    on_paper = MARKDOWN if form == "md" else paper()
    lines = [*form_lines(template, asked.year, rows, words, on_paper), ""]
    lines += note_lines(template, undated, words)
    if entries:
        lines += ["", *entry_lines(rows, words)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0
