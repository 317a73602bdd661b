"""`thidua do`: one line in, one act out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from events.corrections import EntriesRetracted
from events.errors import BadInput, ThiduaError
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.issued_papers import describe_papers, papers_after
from thidua_tui.acts.preview import describe_consequences
from thidua_tui.acts.preview_safety import safety_before
from thidua_tui.app.backup_on_close import saved
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.errors import DONE, explain_error, opened
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.cli.output import paper, report
from thidua_tui.command_line.directives import here_alone
from thidua_tui.command_line.execute import command_of, execute, fact_sentences, foreseen
from thidua_tui.command_line.explanation import explain_line
from thidua_tui.command_line.initial_location import clear_cluster, first_here
from thidua_tui.command_line.parser import parse_line
from thidua_tui.formatting.sentences.entries import clock_warning
from thidua_tui.formatting.tables.render import render
from thidua_tui.forms.warnings import warnings_for
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_year
from thidua_tui.platform import settings
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.session.act_in_doubt import ActInDoubt
from thidua_tui.session.session import Session

if TYPE_CHECKING:
    from events.event import Entry
    from thidua_tui.command_line.parser import Line

LINE = "LINE"


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["line"], nargs=-1, metavar=LINE),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.line_cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.line_year")),
        click.Option(["--dry-run"], is_flag=True, help=speech("help.dry_run")),
    ]
    return new_command("do", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    line: tuple[str, ...],
    cluster: str | None,
    year: str | None,
    dry_run: bool,
    **_: object,
) -> int:
    if not line:
        raise Misuse("missing-argument", ctx, name=LINE)

    check_encoding(line)
    asked = parse_year(year) if year is not None else None
    with opened(ledger_address(ctx), read_only=dry_run) as ledger:
        session = Session(ledger, settings.operator())
        here = first_here(session, cluster, asked)
        ground = ActContext(session, here, Words(speech.lang))
        ground.year_is = "given" if asked else "offered"
        try:
            attempt = ActInDoubt(ledger, ("do", *line, cluster, year))
            if before := [] if dry_run else attempt.recorded():
                report([ground.words("lines.say.already"), *after(before, ground)], speech)
                return DONE
            meant = clear_cluster(parse_line(" ".join(line), ground), ground)
            if meant.wrong:
                raise meant.wrong
            here_alone(None if meant.table else meant.directives, meant.text, place=False)
            answer = list(_answered(meant, ground, attempt, dry_run=dry_run))
        except ThiduaError as error:
            sentence, code = refusal(error, ground)
            click.echo(sentence, file=sys.stderr)
            return code
    if dry_run or meant.table:
        sys.stdout.writelines(f"{line}\n" for line in answer)
    else:
        report(answer, speech)
    return DONE


def check_encoding(words: Sequence[str]) -> None:
    """Refuse words whose bytes are no UTF-8: the terminal or the script has another encoding.

    Raises:
        BadInput: `argument-encoding`.
    """
    for word in words:
        if any("\ud800" <= char <= "\udfff" for char in word):
            raise BadInput("argument-encoding", value=plain(word))


def refusal(error: ThiduaError, ground: ActContext) -> tuple[str, int]:
    """The sentence of a refusal, with the names of units, and its exit code."""
    speech = Speech(ground.words.lang)
    sentence, code = explain_error(error, speech)
    if speech.find(f"error.{error.code}") is None:
        every = [error, *_others(error)]
        sentence = "\n".join(ground.words.refusal(one, ground.names) for one in every)
    return sentence, code


def _others(error: ThiduaError) -> Iterator[ThiduaError]:
    """Yield what else is wrong with a text that has several faults."""
    also = error.facts.get("also")
    yield from also if isinstance(also, tuple) else ()


def _answered(
    line: Line, ground: ActContext, attempt: ActInDoubt, *, dry_run: bool
) -> Iterator[str]:
    """What was understood, then what was recorded or would be, or the table asked for."""
    if line.table:
        yield from _table(line, ground)
        return
    yield explain_line(line, ground)
    if dry_run:
        yield from _foretold(line, ground)
        return

    with attempt.sending() as act:
        entries = execute(ground.session, line, act)
    yield from after(entries, ground)


def after(entries: list[Entry], ground: ActContext) -> Iterator[str]:
    """Yield what was recorded, and that a copy was made where a meeting closed."""
    yield from recorded(entries, ground)
    yield from saved(ground.session.ledger, ground.words, entries)


def _foretold(line: Line, ground: ActContext) -> Iterator[str]:
    """What would be recorded, and what would move."""
    words = ground.words
    if ahead := foreseen(ground.session, line):
        for sentence in fact_sentences(ahead.entries, words, ahead.names):
            yield words("lines.say.dry", sentence=sentence)
        yield words("foresight.title")
        yield from (f"  {move}" for move in describe_consequences(ahead.consequences, words))
        command = command_of(line)
        safe = safety_before(ground.session, [command] if command else [], words)
        yield from (f"  {margin}" for margin in safe)


def recorded(entries: list[Entry], ground: ActContext) -> Iterator[str]:
    """Yield the entries as sentences, each with its position; for a correction the new facts."""
    now, words = ActContext(ground.session, ground.here, ground.words), ground.words
    for entry in entries:
        if not isinstance(entry.event, EntriesRetracted) or len(entries) == 1:
            fact = words.sentence(entry.event, now.names)
            yield words("lines.say.recorded", position=str(entry.position), sentence=fact)
    yield from warnings_for(entries, now)
    yield from describe_papers(papers_after(ground.session, entries), words)
    yield from clock_warning(ground.session.ledger, entries, words)


def _table(line: Line, ground: ActContext) -> Iterator[str]:

    asked_for = line.directives
    cluster = (asked_for.cluster if asked_for else None) or ground.here.cluster
    asked = TableQuery(cluster=cluster, year=asked_for.year if asked_for else None)
    table = query_table(line.table, ground.session.ledger, asked, ground.words)
    yield render(table, "table", ground.words, paper()).rstrip("\n")
