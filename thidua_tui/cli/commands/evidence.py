"""`thidua evidence`: file evidence, list what is filed, check that it is there, save it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from events.errors import BadInput, UnreadableLedger
from events.text import plain
from thidua_tui.cli.bilingual_click import OneOf
from thidua_tui.cli.commands.do import check_encoding
from thidua_tui.cli.errors import DONE, UNREADABLE, opened
from thidua_tui.cli.options import formats, ledger_address, new_command
from thidua_tui.cli.output import EXACT, show
from thidua_tui.cli.recording import check_operands, check_writing, record_act
from thidua_tui.command_line.initial_location import first_here
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_year
from thidua_tui.parsing.numbers_and_codes import parse_int
from thidua_tui.queries.filed_evidence import WRONG, checked_files, files_of
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.session.evidence_folder import filed
from thidua_tui.session.evidence_place import needed_folder

if TYPE_CHECKING:
    from thidua_tui.formatting.tables.render import Format

OPERANDS = {
    "add": ("UNIT", "CRITERION", "FILE"),
    "attach": ("POSITION", "FILE"),
    "list": (),
    "check": (),
    "save": ("POSITION", "FOLDER"),
}
"""Action -> what it is given."""
CALLED = "|".join(OPERANDS)
RECORDED_BY = {"add": "file-evidence", "attach": "attach-evidence"}
"""Action -> the act that records; its fields are given in the order of its operands."""
FIELDS = {"add": ("unit", "criterion", "file"), "attach": ("entry", "file")}


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["action"], type=OneOf(tuple(OPERANDS), argument="ACTION"), metavar=CALLED),
        click.Argument(["operands"], nargs=-1, metavar="[OPERANDS]"),
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
    check_operands(ctx, operands, OPERANDS[action])
    check_encoding(operands[:-1])
    asked = parse_year(year) if year is not None else None
    if action in RECORDED_BY:
        check_writing(ctx, f"{ctx.info_name} {action}")
        given = dict(zip(FIELDS[action], operands, strict=True))
        place = partial(first_here, cluster=cluster, year=asked)
        return record_act(speech, ctx, RECORDED_BY[action], given, place)
    if action == "save":
        return _save(speech, ctx, *operands)
    query = TableQuery(cluster=cluster, year=asked)
    return _check(speech, ctx, query) if action == "check" else _list(speech, ctx, query, form)


def _save(speech: Speech, ctx: click.Context, position: str, folder: str) -> int:
    """Copy the files of an entry into a folder, under their names."""
    at = parse_int(position, low=1)
    with opened(ledger_address(ctx), read_only=True) as ledger:
        if at > ledger.position():
            raise BadInput("no-such-entry", position=at, last=ledger.position())
        found = files_of(ledger, at)
        kept = needed_folder(ledger)
    if not found:
        raise BadInput("evidence-of-none", position=at)
    for file in found:
        if file.state in WRONG:
            named = {"position": file.position, "name": file.name, "sha256": file.sha256}
            raise UnreadableLedger(WRONG[file.state], **named)
        path = kept.save(file.sha256, file.name, Path(folder))
        sys.stdout.write(speech("evidence.saved", path=plain(str(path))) + "\n")
    return DONE


def _list(speech: Speech, ctx: click.Context, query: TableQuery, form: Format) -> int:
    with opened(ledger_address(ctx), read_only=True) as ledger:
        words = Words(speech.lang)
        table = query_table("evidence", ledger, query, words)
    show(table, form, words)
    if form not in EXACT:
        sys.stdout.write(speech("evidence.listed", count=len(table.rows)) + "\n")
    return DONE


def _check(speech: Speech, ctx: click.Context, query: TableQuery) -> int:
    words = Words(speech.lang)
    with opened(ledger_address(ctx), read_only=True) as ledger:
        if filed(ledger):
            needed_folder(ledger)
        found = checked_files(ledger, query.cluster, query.year)
    wrong = [file for file in found if file.state != "kept"]
    for file in wrong:
        sys.stdout.write(plain(words.refusal(file.error(), file)) + "\n")
    counted = {"count": len(found), "wrong": len(wrong)}
    state = "some-wrong" if wrong else "all-kept" if found else "none"
    sys.stdout.write(speech(f"evidence.{state}", **counted) + "\n")
    return UNREADABLE if wrong else DONE
