"""`thidua sheet read FILE`: a workbook or CSV file over the ledger, recorded as one act."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import click

from events.errors import BadInput, Refused, ThiduaError
from events.scoring import Stage
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.issued_papers import describe_papers, papers_after
from thidua_tui.acts.preview import foresee_papers
from thidua_tui.app.backup_on_close import saved
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.commands.do import check_encoding, refusal
from thidua_tui.cli.errors import BAD_INPUT, DONE, opened
from thidua_tui.cli.options import ledger_file
from thidua_tui.cli.output import report, say
from thidua_tui.command_line.initial_location import first_here
from thidua_tui.forms.ripple_sentences import ripple_sentences
from thidua_tui.forms.score_sheet import score_sheet
from thidua_tui.forms.sheet_act import act_of_file, staged_lines
from thidua_tui.forms.sheet_reading import SheetReading, read_scores
from thidua_tui.forms.sheet_report import ASKED, line_sentence, source_sentences, summary
from thidua_tui.forms.sheet_source import Asked, marks_of
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_year
from thidua_tui.parsing.workbook.file import open_workbook
from thidua_tui.platform import settings
from thidua_tui.session.session import Session

MOST = 200
"""So many cells are printed; the rest is counted."""


class Reading(NamedTuple):
    """The options of `sheet read`, as they were typed.

    Attributes:
        cluster: The code of the cluster; None for that of the file, or the only one.
        year: The year; None for that of the file, or the current one.
        unit: The unit of a sheet of one unit, where the sheet does not name it.
        stage: The stage of a matrix of somebody else.
        tab: The name of the sheet, where there are several.
        reason: Why recorded scores are changed.
        dry_run: Whether nothing is recorded.
        confirm: Whether what has to be answered is answered with yes.
    """

    cluster: str | None = None
    year: str | None = None
    unit: str | None = None
    stage: Stage | None = None
    tab: str | None = None
    reason: str | None = None
    dry_run: bool = False
    confirm: bool = False


def read_options(speech: Speech) -> list[click.Parameter]:
    """Return the options that only reading has.

    Args:
        speech: The words of the commands.
    """
    about = Speech(speech.lang, "sheetin")
    flags = ("dry-run", "confirm")
    return [
        click.Option(["--tab"], metavar="NAME", help=about("help.tab")),
        click.Option(["--reason"], metavar="TEXT", help=about("help.reason")),
        *(
            click.Option([f"--{flag}"], is_flag=True, help=about(f"help.{flag.replace('-', '_')}"))
            for flag in flags
        ),
    ]


def read_sheet(speech: Speech, ctx: click.Context, file: str, given: Reading) -> int:
    """Say what a file would record, and record it as one act unless it is a dry run.

    Args:
        speech: The words of the commands.
        ctx: The command.
        file: The path of the file.
        given: The options.
    """
    check_encoding([file, given.reason or "", given.tab or ""])
    if not given.dry_run and ctx.find_root().params.get("only"):
        raise Misuse("only-reads", ctx, name=ctx.info_name)
    book = open_workbook(file)
    marks = marks_of(book)
    asked_year = parse_year(given.year) if given.year is not None else marks.year if marks else None
    with opened(ledger_file(ctx), read_only=given.dry_run) as ledger:
        session = Session(ledger, settings.operator())
        here = first_here(session, given.cluster or (marks.cluster if marks else None), asked_year)
        ground = ActContext(session, here, Words(speech.lang))
        try:
            scores = score_sheet(ground, given.stage or "verified")
            if given.unit and given.unit not in scores.units:
                raise BadInput("not-a-member", unit=given.unit, year=scores.year)
            asked = Asked(unit=given.unit or "", stage=given.stage, tab=given.tab or "")
            reading = read_scores(book, ground, scores, asked)
            staged = staged_lines(reading.lines, scores)
            sys.stdout.writelines(f"{line}\n" for line in _foretold(reading, staged, ground))
            act, done = act_of_file(session, book.digest, ground)
            if done:
                facts = {"position": done[0].position, "at": done[0].at.astimezone().date()}
                say(ground.words("sheetin.already", **_texts(facts, ground.words)))
                return DONE
            lines = [] if given.dry_run else _recorded(reading, staged, ground, act, given)
        except ThiduaError as error:
            sentence, code = refusal(error, ground)
            click.echo(sentence, file=sys.stderr)
            return code
    report(lines, speech)
    return BAD_INPUT if given.dry_run and reading.wrong else DONE


def _texts(facts: dict[str, object], words: Words) -> dict[str, str]:
    return {name: words.value(name, fact) or str(fact) for name, fact in facts.items()}


def _foretold(reading: SheetReading, staged: StagedScores, ground: ActContext) -> Iterator[str]:
    """Yield what the file says of each cell, and what recording it would move."""
    words = ground.words
    yield from source_sentences(reading, words)
    if staged.sheet.frozen:
        yield f"{ASKED} {words('scoregrid.frozen', year=str(reading.year))}"
    for line in reading.lines[:MOST]:
        yield line_sentence(line, ground, words)
    if len(reading.lines) > MOST:
        yield words("sheetin.more", count=str(len(reading.lines) - MOST))
    yield summary(reading, words)
    if len(staged):
        moves = [f"  {text}" for text, _ in ripple_sentences(staged, ground, words)]
        yield words(f"scorestaging.commit.{'moves' if moves else 'none'}")
        yield from moves
        with suppress(ThiduaError):  # of a cell that is refused; its line says so
            papers = foresee_papers(ground.session, [staged.command()])
            yield from (f"  {line}" for line in describe_papers(papers, words))


def _recorded(
    reading: SheetReading,
    staged: StagedScores,
    ground: ActContext,
    act: str,
    given: Reading,
) -> list[str]:
    """Record the cells as one act, and return what was recorded.

    Raises:
        BadInput: `sheet-has-faults`.
        Refused: `sheet-to-confirm`, `reason-missing`, and those of the act.
    """
    faults = len(reading.wrong) + len(reading.strangers)
    if faults:
        raise BadInput("sheet-has-faults", count=faults)
    asked = len(reading.doubtful) + len(reading.doubts)
    if asked and not given.confirm:
        raise Refused("sheet-to-confirm", count=asked)
    if not len(staged):
        return [ground.words("sheetin.nothing-new")]
    if staged.wants_reason and not given.reason:
        raise Refused("reason-missing")
    entries = ground.session.do(staged.command(), reason=given.reason or "", act=act)
    first, last = entries[0].position, entries[-1].position
    facts = {"count": str(len(staged)), "first": str(first), "last": str(last)}
    lines = [ground.words("sheetin.recorded", **facts)]
    lines += describe_papers(papers_after(ground.session, entries), ground.words)
    return [*lines, *saved(ground.session.ledger, ground.words, entries)]
