"""`thidua merge`: put what another laptop recorded on a copy of the ledger into this one."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from events.errors import BadInput, Refused
from events.merging import Answer, Judged
from events.text import plain
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.commands.merge_dialog import ask
from thidua_tui.cli.errors import DONE, opened
from thidua_tui.cli.options import given_ledger, ledger_address, new_command
from thidua_tui.cli.output import report, say
from thidua_tui.cli.recording import check_writing
from thidua_tui.formatting.sentences.merging import done_lines, plan_lines, question_lines
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import settings
from thidua_tui.queries.merge_questions import open_questions
from thidua_tui.queries.merging import MergePlan, copy_files, plan, record
from thidua_tui.session.backup import store
from thidua_tui.session.other_branch import read_branch
from thidua_tui.session.session import Session
from views.names import Names

STOPPED = 130
"""The exit code where a person left the questions: nothing was recorded."""
ANSWERS: tuple[Answer, ...] = ("ours", "theirs", "later")


def command(speech: Speech) -> click.Command:
    """The command."""
    speech = Speech(speech.lang, "merge")
    params: list[click.Parameter] = [
        click.Argument(["file"], metavar="FILE", required=False),
        click.Option(["--dry-run"], is_flag=True, help=speech("help.dry-run")),
        click.Option(["--open", "listed"], is_flag=True, help=speech("help.open")),
        *(click.Option([f"--{a}"], is_flag=True, help=speech(f"help.{a}")) for a in ANSWERS),
        click.Option(["--both"], is_flag=True, help=speech("help.both")),
    ]
    return new_command("merge", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    file: str | None,
    dry_run: bool,
    listed: bool,
    both: bool,
    **given: bool,
) -> int:
    words = Words(speech.lang)
    if listed:
        return _list_open(ctx, words)
    if not file:
        raise Misuse("missing-argument", ctx, name="FILE")
    answer = _answer_for_all(given)
    if not dry_run:
        check_writing(ctx, "merge")
    with opened(ledger_address(ctx), read_only=dry_run) as ledger:
        if not (dry_run or store(ledger).writable):
            raise Refused("merge-read-only")
        session = Session(ledger, settings.operator())
        branch = read_branch(Path(file), store(ledger))
        planned = plan(session, branch, words("merge.because"))
        words.names = session.see(Names())
        if dry_run:
            _print_plan(planned, words)
            return DONE
        answered = _answered(session, planned, words, answer, both=both)
        if answered is None:
            say(words("merge.stopped"))
            return STOPPED
        planned = answered
        new = record(session, planned)
        lines = [*plan_lines(planned, words)]
        files = copy_files(session, branch, new)
        on_server = store(ledger).file is None
        lines += done_lines(planned, new, files, words, given_ledger(ctx), on_server=on_server)
    report([plain(line) for line in lines], speech)
    return DONE


def _answer_for_all(given: Mapping[str, bool]) -> Answer | None:
    """Return the answer that an option gives to every question.

    Raises:
        BadInput: `merge-one-answer`, where there are several.
    """
    chosen = [answer for answer in ANSWERS if given.get(answer)]
    if len(chosen) > 1:
        raise BadInput("merge-one-answer", options=", ".join(f"--{one}" for one in chosen))
    return chosen[0] if chosen else None


def _answered(
    session: Session, planned: MergePlan, words: Words, answer: Answer | None, *, both: bool
) -> MergePlan | None:
    """Return the plan with an answer to each question, also to those that answers bring.

    Returns:
        None to stop.

    Raises:
        BadInput: `merge-needs-answers`, without an option and without a terminal.
    """
    answers: dict[str, Answer] = {}
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if planned.asked and answer is None and terminal:
        _print_plan(planned, words, questions=False)
    again: set[str] = set()
    while new := planned.waiting(answers, again):
        again |= {one.act.act for one in new if one.tried}
        for nth, one in enumerate(new, 1):
            if one.both and (both or answer):  # only `--both` says that two things are not the same
                answers[one.act.act] = "both" if both else "later"
                continue
            if answer:
                answers[one.act.act] = answer
                continue
            if not terminal:
                raise BadInput("merge-needs-answers", count=len(new))
            shown = _shown(planned, one, words, (nth, len(new)))
            if (answered := ask(shown, words, both=one.both)) is None:
                return None
            answers[one.act.act] = answered
        if {*answers.values()} == {"later"}:
            continue  # nothing follows from that
        because, branch = words("merge.because"), planned.branch
        planned = plan(session, branch, because, answers, planned)
    return planned


def _shown(planned: MergePlan, one: Judged, words: Words, number: tuple[int, int]) -> Iterator[str]:
    yield ""
    yield from question_lines(planned, one, words, number)


def _print_plan(planned: MergePlan, words: Words, *, questions: bool = True) -> None:
    for line in plan_lines(planned, words):
        say(line)
    asked = planned.waiting({}) if questions else []
    for nth, one in enumerate(asked, 1):
        for line in _shown(planned, one, words, (nth, len(asked))):
            say(line)


def _list_open(ctx: click.Context, words: Words) -> int:
    with opened(ledger_address(ctx), read_only=True) as ledger:
        lines = [*open_questions(ledger, words)] or [words("merge.open.none")]
    for line in lines:
        say(line)
    return DONE
