"""The command `thidua`: reads what was asked, answers, and says with a number how it went.

0 done, 1 a fault of ours, 2 bad input, 3 refused, 4 stale, 5 a ledger that cannot be read or is not
as it was written. Nothing is imported before it is needed: `--help` knows no event.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from thidua_tui import settings
from thidua_tui.commands import (
    copies,
    demo,
    diff,
    do,
    entry,
    journal,
    keys,
    minutes,
    operators,
    run,
    show,
    slides,
    trail,
    undo,
    verify,
    where,
)
from thidua_tui.commands.common import drop_output, everywhere, given_ledger, read_only
from thidua_tui.commands.usage import Misuse, Program, sentence
from thidua_tui.words.speech import Speech

DONE, OUR_BUG, BAD_INPUT, REFUSED, STALE, UNREADABLE = range(6)
RECORDING = ("do", "run", "undo")
INTERRUPTED, NOBODY_READS = 130, 141
"""As the shell tells Ctrl+C and a pipe that was closed."""
COMMANDS = (
    demo,
    do,
    run,
    undo,
    show,
    slides,
    diff,
    trail,
    journal,
    entry,
    keys,
    minutes,
    operators,
    verify,
    where,
)


def main() -> NoReturn:
    """Answer the command line, and leave."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us: `>&-`
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    sys.exit(answer(sys.argv[1:]))


def answer(args: Sequence[str]) -> int:
    """Do what was asked; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that has no ệ
    speech = Speech(settings.LANGUAGES[0])
    try:
        speech = Speech(settings.language(asked_language(args)))
        with program(speech).make_context("thidua", list(args)) as ctx:
            code = ctx.command.invoke(ctx)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except click.exceptions.Exit as left:
        return left.exit_code
    except BrokenPipeError:
        drop_output()
        return NOBODY_READS
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        told, code = explained(error, speech)
        click.echo(told, file=sys.stderr)
        return code


def asked_language(args: Sequence[str]) -> str | None:
    """The last `--lang` there is: known before help is written and complaints are made."""
    found = None
    for arg, following in zip(args, [*args, None][1:], strict=True):
        if arg == "--lang":
            found = following
        elif arg.startswith("--lang="):
            found = arg.removeprefix("--lang=")
    return found


def explained(error: Exception, speech: Speech) -> tuple[str, int]:
    """A sentence for what went wrong, and the exit code."""
    if isinstance(error, click.UsageError):
        return _harmless(sentence(error, speech)), BAD_INPUT
    from events.errors import BadInput, Refused, Stale, ThiduaError, UnreadableLedger

    if isinstance(error, OSError) and error.filename is None:  # errors of a file name the file
        drop_output()
        from thidua_tui.words.system_words import why

        error = BadInput("output-unwritable", detail=why(error))
    codes = {BadInput: BAD_INPUT, Refused: REFUSED, Stale: STALE, UnreadableLedger: UNREADABLE}
    if isinstance(error, ThiduaError) and type(error) in codes:
        return _said(error, speech), codes[type(error)]
    from thidua_tui.mishap import write_down

    path = write_down(error)
    detail = None if path else f"{type(error).__name__}: {error}"
    return _harmless(speech("error.bug", path=path, detail=detail)), OUR_BUG


def _said(error: Any, speech: Speech) -> str:
    from thidua_tui.words.wording import Words

    if speech.find(f"error.{error.code}"):
        return _harmless(speech(f"error.{error.code}", **error.facts))
    return Words(speech.lang).refusal(error)


def _harmless(text: str) -> str:
    from events.text import plain

    return plain(text)


def program(speech: Speech) -> Program:
    """The command with all its commands, in one language."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_version,
        help=speech("help.version"),
    )
    commands = {module.__name__.rpartition(".")[2]: module.command(speech) for module in COMMANDS}
    commands |= copies.commands(speech)
    params = [*everywhere(speech), read_only(speech), version]
    return Program(
        "thidua", speech=speech, commands=commands, params=params, callback=_screen(speech)
    )


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"thidua {version('thidua-tui')}")
    except PackageNotFoundError:  # run from a checkout
        click.echo("thidua")
    ctx.exit()


def _screen(speech: Speech) -> Any:
    @click.pass_context
    def run(ctx: click.Context, /, *, only: bool, **_: object) -> int:
        if ctx.invoked_subcommand:
            if only and ctx.invoked_subcommand in RECORDING:
                raise Misuse("only-reads", ctx, name=ctx.invoked_subcommand)
            return DONE
        from thidua_tui.app import run

        given = given_ledger(ctx)
        return run(Path(given) if given else None, speech.lang, read_only=only)

    return run


if __name__ == "__main__":
    main()
