"""`thidua evidence`: file evidence of a score, list what is filed, check that it is there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from events.errors import ThiduaError
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.do import check_encoding, recorded, refusal
from thidua_tui.cli.errors import DONE, UNREADABLE, opened
from thidua_tui.cli.options import formats, ledger_file, new_command
from thidua_tui.cli.output import EXACT, report, show
from thidua_tui.command_line.initial_location import first_here
from thidua_tui.forms.form_state import FormState
from thidua_tui.forms.submit import attempt, record
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_year
from thidua_tui.platform import settings
from thidua_tui.queries.filed_evidence import checked_files
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.session.session import Session

if TYPE_CHECKING:
    from thidua_tui.formatting.tables.render import Format

ACTIONS = ("add", "list", "check")
CALLED = "|".join(ACTIONS)
OPERANDS = ("UNIT", "CRITERION", "FILE")


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(
            ["action"], type=OneOf(ACTIONS, argument="ACTION"), metavar="add|list|check"
        ),
        click.Argument(["operands"], nargs=-1, metavar=" ".join(f"[{o}]" for o in OPERANDS)),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.year")),
        formats(speech),
    ]
    return new_command("evidence", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    action: str,
    operands: tuple[str, ...],
    cluster: str | None,
    year: str | None,
    form: Format,
    **_: object,
) -> int:
    wanted = len(OPERANDS) if action == "add" else 0
    if len(operands) < wanted:
        raise Misuse("missing-argument", ctx, name=OPERANDS[len(operands)])
    if len(operands) > wanted:
        raise Misuse("unexpected-argument", ctx, name=operands[wanted])
    if action == "add" and ctx.find_root().params.get("only"):
        raise Misuse("only-reads", ctx, name=f"{ctx.info_name} {action}")
    check_encoding(operands[:2])
    asked = parse_year(year) if year is not None else None
    if action == "add":
        return _add(speech, ctx, operands, cluster, asked)
    query = TableQuery(cluster=cluster, year=asked)
    return _check(speech, ctx, query) if action == "check" else _list(speech, ctx, query, form)


def _add(
    speech: Speech,
    ctx: click.Context,
    operands: tuple[str, ...],
    cluster: str | None,
    year: int | None,
) -> int:
    with opened(ledger_file(ctx)) as ledger:
        session = Session(ledger, settings.operator())
        ground = ActContext(session, first_here(session, cluster, year), Words(speech.lang))
        unit, criterion, file = operands
        given = {"unit": unit, "criterion": criterion, "file": file}
        form = FormState(ACTS["file-evidence"], ground, given)
        try:
            outcome = record(session, attempt(form.commands(), "", form.source()))
            if outcome.error:
                raise outcome.error
            lines = list(recorded(list(outcome.entries), ground))
        except ThiduaError as error:
            sentence, code = refusal(error, ground)
            click.echo(sentence, file=sys.stderr)
            return code
    report(lines, speech)
    return DONE


def _list(speech: Speech, ctx: click.Context, query: TableQuery, form: Format) -> int:
    with opened(ledger_file(ctx), read_only=True) as ledger:
        words = Words(speech.lang)
        table = query_table("evidence", ledger, query, words)
    show(table, form, words)
    if form not in EXACT:
        sys.stdout.write(speech("evidence.listed", count=len(table.rows)) + "\n")
    return DONE


def _check(speech: Speech, ctx: click.Context, query: TableQuery) -> int:
    words = Words(speech.lang)
    with opened(ledger_file(ctx), read_only=True) as ledger:
        found = checked_files(ledger, query.cluster, query.year)
    wrong = [file for file in found if file.state != "kept"]
    for file in wrong:
        sys.stdout.write(plain(words.refusal(file.error(), file)) + "\n")
    counted = {"count": len(found), "wrong": len(wrong)}
    state = "some-wrong" if wrong else "all-kept" if found else "none"
    sys.stdout.write(speech(f"evidence.{state}", **counted) + "\n")
    return UNREADABLE if wrong else DONE
