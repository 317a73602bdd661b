"""`thidua slides`: a year in large letters, or the ceremony of its places, as text or as SVG."""

from __future__ import annotations

import sys
from typing import get_args

import click

from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.show import read
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.cli.output import paper
from thidua_tui.formatting.pictures.svg import svg
from thidua_tui.formatting.slides import layout, slides
from thidua_tui.formatting.slides.layout import HIGH, WIDE
from thidua_tui.formatting.slides.slide import Slide
from thidua_tui.formatting.slides.slide_data import load_year_summary
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.numbers_and_codes import parse_int
from thidua_tui.queries.table_query import ledger_names, recorded
from thidua_tui.session.location import Location
from thidua_tui.session.wall_channel import Order
from views.projection import project

FORMS = ("text", "svg")
ORDERS: tuple[Order, ...] = get_args(Order)


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.year")),
        click.Option(["--known-at"], metavar="N|INSTANT", help=speech("help.known_at")),
        click.Option(["--ceremony"], is_flag=True, help=speech("help.ceremony")),
        click.Option(["--places"], metavar="N", help=speech("help.slides_places")),
        click.Option(["--order"], type=OneOf(ORDERS), help=speech("help.slides_order")),
        click.Option(
            ["--format", "form"], type=OneOf(FORMS), default="text", help=speech("help.slides_form")
        ),
    ]
    return new_command("slides", speech, _run, params)


def _run(
    speech: Speech, ctx: click.Context, /, form: str, ceremony: bool, **options: str | None
) -> int:
    for name in ("cluster", "year"):
        if options[name] is None:
            raise Misuse("missing-argument", ctx, name=f"--{name}")
    if (options["places"] or options["order"]) is not None and not ceremony:
        raise Misuse("missing-argument", ctx, name="--ceremony")
    asked = read(**{name: options[name] for name in ("cluster", "year", "known_at")})
    words = Words(speech.lang)
    with opened(ledger_address(ctx), read_only=True) as ledger:
        recorded(ledger, asked, words)
        here = Location(cluster=asked.cluster, year=asked.year, known_at=asked.known_at)
        words.names = ledger_names(ledger, asked.known_at)
        summary = load_year_summary(lambda view, known_at: project(view, ledger, known_at), here)
    most = parse_int(options["places"], low=1, high=999) if options["places"] else None
    order = next((one for one in ORDERS if one == options["order"]), ORDERS[0])
    made = (
        slides.ceremony(summary, words, most, order)
        if ceremony
        else slides.year_slides(summary, words)
    )
    sys.stdout.write(printed(made, form, f"{summary.cluster} – {summary.year}"))
    return 0


def printed(made: list[Slide], form: str, title: str) -> str:
    """All slides below each other, parted by a rule."""
    if form == "svg":
        return svg(layout.printed(made, WIDE, HIGH), title)
    lines = layout.printed(made, paper().width or WIDE, HIGH)
    return "".join(f"{line}\n" for line in lines)
