"""`thidua why`: why a unit has its place, next to another unit; and how safe the places are."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from events.errors import BadInput
from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.show import opened_for, read
from thidua_tui.cli.options import new_command
from thidua_tui.formatting.sentences import ranking_report
from thidua_tui.formatting.sentences.place_report import report_data, report_lines
from thidua_tui.formatting.sentences.provisional import years_note
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import typed
from thidua_tui.queries.table_query import TableQuery, recorded
from views.place_comparison import compare
from views.place_reasons import PlaceReasons, YearReasons
from views.projection import project
from views.standings import Standings

if TYPE_CHECKING:
    from events.store.ledger import Ledger

UNIT, YEAR, OTHER = "UNIT", "YEAR", "OTHER"
FORMS = ("text", "json")


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["unit"], required=False, metavar=UNIT),
        click.Argument(["year"], required=False, metavar=YEAR),
        click.Argument(["other"], required=False, metavar=f"[{OTHER}]"),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--known-at"], metavar="N|INSTANT", help=speech("help.known_at")),
        click.Option(
            ["--format", "form"], type=OneOf(FORMS), default="text", help=speech("help.why_format")
        ),
    ]
    return new_command("why", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    unit: str | None,
    year: str | None,
    other: str | None,
    cluster: str | None,
    known_at: str | None,
    form: str,
    **_: object,
) -> int:
    if unit is None or year is None:
        raise Misuse("missing-argument", ctx, name=YEAR if unit is not None else UNIT)

    words = Words(speech.lang)
    asked = read(cluster=cluster, year=year, known_at=known_at, unit=unit)
    with opened_for(asked, ctx) as ledger:
        reasons = reasons_of(ledger, asked, words)
        of = asked.unit or ""
        partner = typed(other) if other is not None else reasons.neighbour(of) or of
        for one in (of, partner):
            if one not in reasons.units and one not in reasons.given:
                recorded(ledger, asked._replace(unit=one), words)
                raise BadInput("not-a-member", unit=one, year=asked.year)
        if other is not None and partner == of:
            raise BadInput("with-itself", unit=reasons.name(of))
        found = compare(reasons, of, partner)
        view = project(Standings(reasons.cluster, reasons.year), ledger, asked.known_at)
        known = view.ranked(reasons.cluster, reasons.year)
        here = (reasons.cluster, reasons.year)
        note = years_note([here], ledger, asked.known_at, words)
        if form == "json":
            data = {**report_data(found, reasons, words), "fingerprint": known.fingerprint} | (
                {"provisional": True} if note else {}
            )
            sys.stdout.write(f"{json.dumps(data, ensure_ascii=False, indent=2)}\n")
        else:
            below = ranking_report.report_lines(known, reasons.names, reasons.year, words)
            code = [line.text for line in below if line.kind == "code"]
            lines = (*report_lines(found, reasons, words), *code, *note)
            sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def reasons_of(ledger: Ledger, asked: TableQuery, words: Words) -> YearReasons:
    """Return what the places of the year follow from, in the cluster of the unit.

    Args:
        ledger: The ledger to read.
        asked: Unit, year, and perhaps the cluster and the moment.
        words: The words of the chosen language.

    Raises:
        BadInput: `unknown-cluster`, `unknown-unit`, `unknown-year`; `no-rules` where the
            cluster has no rule book in that year.
    """
    view = project(PlaceReasons(asked.cluster, asked.year), ledger, asked.known_at)
    keys = (key for key in sorted(view.years) if key[1] == asked.year)
    found = [year for key in keys if (year := view.reasons(*key))]
    own = [year for year in found if asked.unit in (*year.units, *year.given)]
    if not (own or found):
        recorded(ledger, asked, words)
        raise BadInput("no-rules", year=asked.year)
    return (own or found)[0]
