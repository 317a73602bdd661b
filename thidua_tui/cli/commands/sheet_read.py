"""`thidua sheet read FILE`: a workbook or CSV file over the ledger, recorded as one act."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import click

from events.errors import BadInput, Refused, ThiduaError
from events.scoring import Stage
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.issued_papers import describe_papers, papers_after
from thidua_tui.acts.preview import foresee_papers
from thidua_tui.app.backup_on_close import saved
from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.do import check_encoding, refusal
from thidua_tui.cli.commands.sheet_read_facts import MOST, foretold_facts, record_facts
from thidua_tui.cli.errors import BAD_INPUT, DONE, opened
from thidua_tui.cli.options import ledger_address
from thidua_tui.cli.output import report, say
from thidua_tui.command_line.initial_location import first_here
from thidua_tui.forms.column_choices import columns_file, parse_columns, remember, with_remembered
from thidua_tui.forms.fact_sheets.reading import read_facts
from thidua_tui.forms.ripple_sentences import ripple_sentences
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.forms.sheet_act import act_of_file, seals_of_file, staged_lines
from thidua_tui.forms.sheet_kinds import is_list
from thidua_tui.forms.sheet_reading import SheetReading, read_scores
from thidua_tui.forms.sheet_report import ASKED, line_sentence, source_sentences, summary
from thidua_tui.forms.sheet_source import READ_AS, Asked, choose_sheet, marks_of
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_year
from thidua_tui.parsing.sheet_marks import SheetMarks
from thidua_tui.parsing.workbook.file import Workbook, open_workbook
from thidua_tui.platform import settings
from thidua_tui.session.session import Session


class Reading(NamedTuple):
    """The options of `sheet read`, as they were typed.

    Attributes:
        cluster: The code of the cluster; None for that of the file, or the only one.
        year: The year; None for that of the file, or the current one.
        unit: The unit of a sheet of one unit, where the sheet does not name it.
        stage: The stage of a matrix of somebody else.
        scorer: The unit that gave peer scores, where the sheet does not say it.
        tab: The name of the sheet, where there are several.
        as_kind: What a sheet of somebody else holds, one of `READ_AS`; None to see it by its heads.
        column: Headings with what their columns hold, `Tên gọi=unit`.
        source: How the source of a list is called; None for the name of the file.
        reason: Why what is recorded is changed.
        dry_run: Whether nothing is recorded.
        confirm: Whether what has to be answered is answered with yes.
    """

    cluster: str | None = None
    year: str | None = None
    unit: str | None = None
    stage: Stage | None = None
    scorer: str | None = None
    tab: str | None = None
    as_kind: str | None = None
    column: tuple[str, ...] = ()
    source: str | None = None
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
        click.Option(["--as", "as_kind"], type=OneOf(READ_AS), help=about("help.as")),
        click.Option(
            ["--column"], metavar="HEAD=CONTENT", multiple=True, help=about("help.column")
        ),
        click.Option(["--source"], metavar="TEXT", help=about("help.source")),
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
    with opened(ledger_address(ctx), read_only=given.dry_run) as ledger:
        session = Session(ledger, settings.operator())
        here = first_here(session, given.cluster or (marks.cluster if marks else None), asked_year)
        ground = ActContext(session, here, Words(speech.lang))
        try:
            scores = score_sheet(ground, given.stage or "verified")
            if given.unit and given.unit not in scores.units:
                raise BadInput("not-a-member", unit=given.unit, year=scores.year)
            outcome = _read(book, marks, scores, ground, given)
            if given.column and not remember(ground.cluster, parse_columns(given.column)):
                click.echo(ground.words("sheetin.not-remembered", path=columns_file()), err=True)
            sys.stdout.writelines(f"{line}\n" for line in outcome.lines)
            act, done = act_of_file(session, book.digest, ground)
            if done:
                known = {"position": done[0].position, "at": done[0].at.astimezone().date()}
                say(ground.words("sheetin.already", **_texts(known, ground.words)))
                return DONE
            lines = [] if given.dry_run else outcome.record(act)
        except ThiduaError as error:
            sentence, code = refusal(error, ground)
            click.echo(sentence, file=sys.stderr)
            return code
    report(lines, speech)
    return BAD_INPUT if given.dry_run and outcome.wrong else DONE


class _Outcome(NamedTuple):
    """What a sheet says: its lines, whether some cannot be recorded, and how it is recorded."""

    lines: Iterator[str]
    wrong: bool
    record: Callable[[str], list[str]]


def _read(
    book: Workbook, marks: SheetMarks | None, scores: ScoreSheet, ground: ActContext, given: Reading
) -> _Outcome:
    """Read the sheet that is meant, of scores or a list."""
    asked = Asked(
        unit=given.unit or "",
        stage=given.stage or ("peer" if given.scorer else None),
        scorer=given.scorer or "",
        tab=given.tab or "",
        kind=given.as_kind or "",
        assigned=parse_columns(given.column),
    )
    asked = with_remembered(asked, ground.cluster)
    sheet = choose_sheet(book, asked.tab, marks)
    if is_list(sheet, marks, scores, asked):
        facts = read_facts(book, sheet, ground, marks, asked.assigned)
        title, reason = given.source or Path(book.path).name, given.reason or ""

        def record(act: str) -> list[str]:
            return record_facts(facts, ground, act, title, reason, confirm=given.confirm)

        return _Outcome(foretold_facts(facts, ground), bool(facts.wrong), record)
    reading = read_scores(book, ground, scores, asked)
    staged = staged_lines(reading.lines, scores)
    return _Outcome(
        _foretold(reading, staged, ground),
        bool(reading.wrong),
        lambda act: _recorded(reading, staged, ground, act, given),
    )


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
    seal = seals_of_file(staged)
    entries = ground.session.do(seal or staged.command(), reason=given.reason or "", act=act)
    first, last = entries[0].position, entries[-1].position
    facts = {"count": str(len(staged)), "first": str(first), "last": str(last)}
    lines = [ground.words(f"sheetin.{'sealed' if seal else 'recorded'}", **facts)]
    lines += describe_papers(papers_after(ground.session, entries), ground.words)
    return [*lines, *saved(ground.session.ledger, ground.words, entries)]
