"""`thidua what-if`: a file of lines on a copy of the ledger, and the places before and after."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.do import refusal
from thidua_tui.cli.commands.run import content, copied
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.command_line.script import Stopped
from thidua_tui.command_line.what_if import (
    MovedYear,
    TriedScript,
    moved_lines,
    moved_years,
    years_of,
)
from thidua_tui.formatting.sentences.provisional import years_note
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_year
from thidua_tui.platform import settings
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

FILE = "FILE"
FORMS = ("text", "json")


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["file"], required=False, metavar=FILE),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.line_cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.line_year")),
        click.Option(
            ["--format", "form"], type=OneOf(FORMS), default="text", help=speech("help.why_format")
        ),
    ]
    return new_command("what-if", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    file: str | None,
    cluster: str | None,
    year: str | None,
    form: str,
    **_: object,
) -> int:
    if file is None:
        raise Misuse("missing-argument", ctx, name=FILE)

    text, words = content(file), Words(speech.lang)
    here = Location(cluster=cluster, year=parse_year(year) if year is not None else None)
    with copied(ledger_address(ctx)) as ledger:
        session = Session(ledger, settings.operator())
        before = years_of(session)
        script = TriedScript(session, Path(file).name, here, words)
        try:
            count = len([*script.run(text)])
        except Stopped as stopped:
            sentence, code = refusal(stopped.error, script.ground())
            facts = {"line": str(stopped.number), "text": stopped.text[:80], "why": sentence}
            click.echo(words("placereasons.what-if.stopped", **facts), file=sys.stderr)
            return code
        years = [*moved_years(before, years_of(session), script.over)]
        if form == "json":
            sys.stdout.write(json.dumps([*map(_data, years)], ensure_ascii=False, indent=2) + "\n")
            return 0
        sys.stdout.write(words("placereasons.what-if.title", file=file, count=str(count)) + "\n")
        for one in years:
            sys.stdout.writelines(f"{line}\n" for line in moved_lines(one, words))
        moved = ((one.after.cluster, one.after.year) for one in years)
        for note in years_note(moved, ledger, None, words):
            sys.stdout.write(f"{note}\n")
        if not years:
            sys.stdout.write(words("placereasons.what-if.nothing") + "\n")
    return 0


def _data(year: MovedYear) -> dict[str, object]:
    return {
        "cluster": year.after.cluster,
        "year": year.after.year,
        "moved": [
            {
                "unit": one.unit,
                "name": year.after.name(one.unit),
                "places": list(one.places),
                "totals": [None if total is None else str(total) for total in one.totals],
            }
            for one in year.units
        ],
    }
