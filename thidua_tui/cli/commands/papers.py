"""`thidua papers`: the registers of papers; enter the number of the office, cancel a paper."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from events.errors import ThiduaError
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.do import check_encoding, recorded, refusal
from thidua_tui.cli.commands.show import read
from thidua_tui.cli.errors import DONE, opened
from thidua_tui.cli.options import formats, ledger_file, new_command
from thidua_tui.cli.output import report, show
from thidua_tui.command_line.initial_location import first_here
from thidua_tui.formatting.sentences.register_gaps import gap_lines
from thidua_tui.forms.form_state import FormState
from thidua_tui.forms.submit import attempt, record
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import settings
from thidua_tui.queries.table_query import query_table
from thidua_tui.session.session import Session
from views.paper_register import PaperRegister
from views.projection import project

if TYPE_CHECKING:
    from thidua_tui.formatting.tables.render import Format

ACTIONS = ("list", "number", "cancel")
OPERANDS = {"list": (), "number": ("CODE", "NUMBER"), "cancel": ("CODE",)}
"""Action -> what follows it."""


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
    wanted = OPERANDS[action]
    if len(operands) < len(wanted):
        raise Misuse("missing-argument", ctx, name=wanted[len(operands)])
    if len(operands) > len(wanted):
        raise Misuse("unexpected-argument", ctx, name=operands[len(wanted)])
    check_encoding([*operands, reason or ""])
    if action != "list":
        return _act(speech, ctx, action, operands, reason or "")
    asked, words = read(cluster=cluster, year=year), Words(speech.lang)
    with opened(ledger_file(ctx), read_only=True) as ledger:
        if gaps:
            lacks = [*gap_lines(project(PaperRegister(asked.cluster), ledger).gaps(), words)]
        else:
            table = query_table("papers", ledger, asked, words)
    if not gaps:
        show(table, form, words)
        return DONE
    sys.stdout.writelines(f"{line}\n" for line in lacks or [words("register.no-gap")])
    return DONE


def _act(
    speech: Speech, ctx: click.Context, action: str, operands: tuple[str, ...], reason: str
) -> int:
    """Record the act on the paper with a code, in its cluster and year."""
    with opened(ledger_file(ctx)) as ledger:
        session = Session(ledger, settings.operator())
        rows = project(PaperRegister(), ledger).rows()
        typed = operands[0].strip().upper()
        row = next((one for one in rows if one.paper_code == typed), None)
        here = first_here(session, row.cluster if row else None, row.year if row else None)
        ground = ActContext(session, here, Words(speech.lang))
        values = {"paper_code": typed}
        if action == "number":
            values["number"] = operands[1]
        state = FormState(ACTS[f"{action}-paper"], ground, values)
        try:
            outcome = record(session, attempt(state.commands(), reason, state.source()))
            if outcome.error:
                raise outcome.error
            lines = list(recorded(list(outcome.entries), ground))
        except ThiduaError as error:
            sentence, code = refusal(error, ground)
            click.echo(sentence, file=sys.stderr)
            return code
    report(lines, speech)
    return DONE
