"""The command `thidua`: reads what was asked, answers, and says with a number how it went.

0 done, 1 a fault of ours, 2 bad input, 3 refused, 4 stale, 5 a ledger that cannot be read or is not
as it was written. A command's module is imported when the command is asked for: `--help` knows no
event.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

import click

from thidua_tui.cli import lazy
from thidua_tui.cli.bilingual_click import Misuse, Program
from thidua_tui.cli.options import everywhere, ledger_address, read_only
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.platform import folders, settings
from thidua_tui.platform.system.current import SYSTEM

RECORDING = ("do", "run", "undo")
DONE, INTERRUPTED, BROKEN_PIPE = 0, 130, 141
"""Exit codes: done, and those of a shell for Ctrl+C and for a closed pipe."""
COMMANDS = (
    *("demo", "do", "run", "what-if", "undo", "show", "why", "slides", "diff", "trail", "journal"),
    *("feed", "statistics"),
    *("entry", "keys"),
    *("minutes", "operators", "find", "soi", "paper", "papers", "lot", "verify", "where"),
)
"""Commands with a module of their own name, in the order of the help."""
WALLS = ("wall", "chiếu")
"""The two names of the second window that follows the secretary's program."""
COPIES = ("backup", "restore", "export", "import", "checkpoint", "key")
"""Commands of `copies`: what keeps a ledger and shows that it was kept."""


def main() -> NoReturn:
    """Answer the command line, and leave."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the parent process: `>&-`
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    sys.exit(answer(sys.argv[1:]))


def answer(args: Sequence[str]) -> int:
    """Do what was asked; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else SYSTEM.pipe_encoding
            stream.reconfigure(encoding=encoding, errors="backslashreplace")  # for lack of an ệ
    if folder := last_value(args, "--portable"):
        folders.use_home(folder)
    speech = Speech(settings.LANGUAGES[0])
    try:
        speech = Speech(settings.language(last_value(args, "--lang")))
        with program(speech).make_context("thidua", list(args)) as ctx:
            code = ctx.command.invoke(ctx)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except click.exceptions.Exit as left:
        return left.exit_code
    except BrokenPipeError:
        lazy.output.drop_output()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        sentence, code = lazy.errors.explain_error(error, speech)
        click.echo(sentence, file=sys.stderr)
        return code


def last_value(args: Sequence[str], option: str) -> str | None:
    """Return the last value of an option: needed before help is written and complaints are made."""
    found = None
    for arg, following in zip(args, [*args, None][1:], strict=True):
        if arg == option:
            found = following
        elif arg.startswith(f"{option}="):
            found = arg.removeprefix(f"{option}=")
    return found


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
    params = [*everywhere(speech), read_only(speech), version]
    return Program(
        "thidua",
        speech=speech,
        loaders=dict(_loaders(speech)),
        params=params,
        callback=_screen(speech),
    )


def _loaders(speech: Speech) -> Iterator[tuple[str, tuple[str, Callable[[], click.Command]]]]:
    """Each command with its line of the help; its module, with all that it needs, comes later."""
    for name in COMMANDS:
        yield name, (speech(f"help.{name}"), partial(_own, name, speech))
    sheets = Speech(speech.lang, "sheetstates")
    yield "evidence", (sheets("help.evidence"), partial(_own, "evidence", sheets))
    books = Speech(speech.lang, "sheets", "sheetin")
    yield "sheet", (books("help.sheet"), partial(_own, "sheet", books))
    walls = Speech(speech.lang, "wall")
    for name in WALLS:
        yield name, (walls(f"help.{name}"), partial(_own, "wall", walls, name))
    keeping = Speech(speech.lang, "keeping")
    for name in COPIES:
        yield name, (keeping(f"help.{name}"), partial(_copy, name, speech))
    servers = Speech(speech.lang, "server")
    yield "server", (servers("help.server"), partial(_own, "server", servers))


def _own(name: str, speech: Speech, *called: str) -> click.Command:
    """Return the command of a module, `called` by another of its names."""
    made: click.Command = import_module(
        f"thidua_tui.cli.commands.{name.replace('-', '_')}"
    ).command(speech, *called)
    return made


def _copy(name: str, speech: Speech) -> click.Command:
    return lazy.copies.commands(speech)[name]


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    try:
        click.echo(f"thidua {lazy.metadata.version('thidua-tui')}")
    except lazy.metadata.PackageNotFoundError:  # run from a checkout
        click.echo("thidua")
    ctx.exit()


def _screen(speech: Speech) -> Any:
    @click.pass_context
    def run(ctx: click.Context, /, *, only: bool, **_: object) -> int:
        if ctx.invoked_subcommand:
            if only and ctx.invoked_subcommand in RECORDING:
                raise Misuse("only-reads", ctx, name=ctx.invoked_subcommand)
            return DONE
        return lazy.run.run_app(ledger_address(ctx), speech.lang, read_only=only)

    return run


if __name__ == "__main__":
    main()
