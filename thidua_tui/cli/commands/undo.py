"""`thidua undo`: the twin of Ctrl+Z, Ctrl+Y and their list, with the same preview."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from events.errors import ThiduaError
from thidua_tui.acts.issued_papers import describe_papers, papers_after
from thidua_tui.acts.preview import describe_consequences, foresee
from thidua_tui.acts.undo_redo import Step, last, parts, steps
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.cli.output import report
from thidua_tui.formatting.sentences.entries import clock_warning
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import typed
from thidua_tui.platform import settings
from thidua_tui.session.act_in_doubt import ActInDoubt
from thidua_tui.session.session import Session
from views.names import Names

if TYPE_CHECKING:
    from events.event import Entry


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Option(["--redo"], is_flag=True, help=speech("help.undo_redo")),
        click.Option(["--list", "listed"], is_flag=True, help=speech("help.undo_list")),
        click.Option(["--reason"], metavar="TEXT", help=speech("help.undo_reason")),
        click.Option(["--dry-run"], is_flag=True, help=speech("help.undo_dry_run")),
    ]
    return new_command("undo", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    redo: bool,
    listed: bool,
    reason: str | None,
    dry_run: bool,
    **_: object,
) -> int:
    words = Words(speech.lang)
    with opened(ledger_address(ctx), read_only=dry_run or listed) as ledger:
        session = Session(ledger, settings.operator())
        words.names = session.see(Names())
        attempt = ActInDoubt(ledger, ("undo", "redo" if redo else None, reason))
        if before := [] if listed or dry_run else attempt.recorded():
            again = _recorded(session, words, before[0].reason, before)
            report([words("lines.say.already"), *again], speech)
            return 0
        lines = _listed(session, words) if listed else _undo_lines(session, words, redo=redo)
        printed = list(lines)
        if not (listed or dry_run):
            report(list(_reversed(session, words, reason, attempt, redo=redo)), speech)
            return 0
    sys.stdout.writelines(f"{line}\n" for line in printed)
    return 0


def _listed(session: Session, words: Words) -> Iterator[str]:
    """Every act that can be undone or done again, the newest first, with what would follow."""
    names = session.see(Names())
    for redo, step in steps(session):
        entries = step.back if step.kind == "redo" else step.entries
        facts = {"position": str(entries[0].position), "at": words.instant(entries[0].at)}
        kind = "redo" if redo else step.kind
        yield "; ".join(words.sentence(entry.event, names) for entry in entries)
        yield f"  {words(f'forgiving.reversals.{kind}', **facts)}"
        yield from _ahead(session, words, step)


def _undo_lines(session: Session, words: Words, *, redo: bool) -> Iterator[str]:
    """What would be undone or done again, and what would follow.

    Raises:
        Refused: `nothing-to-undo`, `nothing-to-redo`.
    """
    step = last(session, redo=redo)
    yield from _preview(step, words, session.see(Names()), "redo" if redo else "undo")
    yield from _ahead(session, words, step)


def _preview(step: Step, words: Words, names: Names, which: str) -> Iterator[str]:

    for key, entries in parts(step):
        yield words(f"forgiving.{which}.{key}")
        yield from (f"  {e.position}. {words.sentence(e.event, names)}" for e in entries)


def _ahead(session: Session, words: Words, step: Step) -> Iterator[str]:

    try:
        found = foresee(session, [step.command()], source=step.source)
        lines = describe_consequences(found.consequences, words)
    except ThiduaError as error:
        lines = [f"▲ {words.refusal(error, session.see(Names()))}"]
    yield from (f"    {line}" for line in lines)


def _reversed(
    session: Session, words: Words, reason: str | None, attempt: ActInDoubt, *, redo: bool
) -> Iterator[str]:
    """Do it, with the reason given or the usual one."""
    which, step = "redo" if redo else "undo", last(session, redo=redo)
    yield from _preview(step, words, session.see(Names()), which)
    why = typed(reason, limit=300) if reason is not None else words(f"forgiving.{which}.reason")
    with attempt.sending() as act:
        new = session.do(step.command(), reason=why, source=step.source, act=act)
    yield from _recorded(session, words, why, new)


def _recorded(session: Session, words: Words, why: str, new: list[Entry]) -> Iterator[str]:
    """Yield what was recorded, and what follows for papers and clocks."""
    positions = ", ".join(str(entry.position) for entry in new)
    yield words("forgiving.recorded", positions=positions, reason=why)
    yield from describe_papers(papers_after(session, new), words)
    yield from clock_warning(session.ledger, new, words)
