"""`thidua papers`: the registers of papers; enter the number of the office, cancel a paper."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from thidua_tui.cli.bilingual_click import OneOf
from thidua_tui.cli.commands.do import check_encoding
from thidua_tui.cli.commands.show import read
from thidua_tui.cli.errors import DONE, opened
from thidua_tui.cli.options import formats, ledger_address, new_command
from thidua_tui.cli.output import show
from thidua_tui.cli.recording import check_operands, check_writing, record_act
from thidua_tui.command_line.initial_location import first_here
from thidua_tui.formatting.sentences.register_gaps import gap_lines
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import query_table
from thidua_tui.session.session import Session
from views.paper_register import PaperRegister
from views.projection import project

if TYPE_CHECKING:
    from thidua_tui.formatting.tables.render import Format
    from thidua_tui.session.location import Location

ACTIONS = ("list", "number", "cancel")
OPERANDS = {"list": (), "number": ("CODE", "NUMBER"), "cancel": ("CODE",)}
"""Action -> what follows it."""
FIELDS = ("paper_code", "number")
"""The fields of the act, in the order of its operands."""


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(
            ["action"],
            type=OneOf(ACTIONS, argument="ACTION"),
            default="list",
            metavar="|".join(ACTIONS),
        ),
        click.Argument(["operands"], nargs=-1, metavar="[CODE] [NUMBER]"),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.year")),
        click.Option(["--gaps"], is_flag=True, help=speech("help.papers_gaps")),
        click.Option(["--reason"], metavar="TEXT", help=speech("help.papers_reason")),
        formats(speech),
    ]
    return new_command("papers", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    action: str,
    operands: tuple[str, ...],
    cluster: str | None,
    year: str | None,
    gaps: bool,
    reason: str | None,
    form: Format,
    **_: object,
) -> int:
    check_operands(ctx, operands, OPERANDS[action])
    check_encoding([*operands, reason or ""])
    if action != "list":
        check_writing(ctx, f"{ctx.info_name} {action}")
        typed = (operands[0].strip().upper(), *operands[1:])
        given = dict(zip(FIELDS, typed, strict=False))
        place = partial(_place, code=given["paper_code"])
        return record_act(speech, ctx, f"{action}-paper", given, place, reason or "")
    asked, words = read(cluster=cluster, year=year), Words(speech.lang)
    with opened(ledger_address(ctx), read_only=True) as ledger:
        if gaps:
            lacks = [*gap_lines(project(PaperRegister(asked.cluster), ledger).gaps(), words)]
        else:
            table = query_table("papers", ledger, asked, words)
    if not gaps:
        show(table, form, words)
        return DONE
    sys.stdout.writelines(f"{line}\n" for line in lacks or [words("register.no-gap")])
    return DONE


def _place(session: Session, code: str) -> Location:
    """Return the cluster and the year of the paper with a code; the usual place without one."""
    rows = project(PaperRegister(), session.ledger).rows()
    row = next((one for one in rows if one.paper_code == code), None)
    return first_here(session, row.cluster if row else None, row.year if row else None)
