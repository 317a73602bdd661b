"""What commands with actions share: their operands, and one act recorded as its form would."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from events.errors import ThiduaError
from thidua_tui.acts.context import ActContext
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.commands.do import recorded, refusal
from thidua_tui.cli.errors import DONE, opened
from thidua_tui.cli.options import ledger_address
from thidua_tui.cli.output import report
from thidua_tui.forms.submit import record_fields
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import settings
from thidua_tui.session.act_in_doubt import ActInDoubt
from thidua_tui.session.session import Session

if TYPE_CHECKING:
    from thidua_tui.session.location import Location


def check_operands(ctx: click.Context, given: Sequence[str], wanted: Sequence[str]) -> None:
    """Refuse operands that are missing or too many.

    Args:
        ctx: The context of the command.
        given: The operands as typed.
        wanted: What they are called.

    Raises:
        Misuse: `missing-argument`, `unexpected-argument`.
    """
    if len(given) < len(wanted):
        raise Misuse("missing-argument", ctx, name=wanted[len(given)])
    if len(given) > len(wanted):
        raise Misuse("unexpected-argument", ctx, name=given[len(wanted)])


def check_writing(ctx: click.Context, called: str) -> None:
    """Refuse what records where the program was started with `--read-only`.

    Args:
        ctx: The context of the command.
        called: The command as typed, with what makes it record.

    Raises:
        Misuse: `only-reads`.
    """
    if ctx.find_root().params.get("only"):
        raise Misuse("only-reads", ctx, name=called)


def record_act(
    speech: Speech,
    ctx: click.Context,
    act: str,
    given: Mapping[str, str],
    here: Callable[[Session], Location],
    reason: str = "",
) -> int:
    """Record an act with the fields that were given, print its sentences, and return the exit code.

    Args:
        speech: The words of the command line.
        ctx: The context of the command.
        act: The id of the act.
        given: The fields, as text.
        here: What returns the location of the act in the ledger.
        reason: Why; empty for no reason.
    """
    with opened(ledger_address(ctx)) as ledger:
        session = Session(ledger, settings.operator())
        ground = ActContext(session, here(session), Words(speech.lang))
        attempt = ActInDoubt(ledger, (act, *sum(sorted(given.items()), ()), reason))
        try:
            if before := attempt.recorded():
                lines = [ground.words("lines.say.already"), *recorded(before, ground)]
            else:
                with attempt.sending() as same:
                    lines = [*recorded(record_fields(ground, act, given, reason, same), ground)]
        except ThiduaError as error:
            sentence, code = refusal(error, ground)
            click.echo(sentence, file=sys.stderr)
            return code
    report(lines, speech)
    return DONE
