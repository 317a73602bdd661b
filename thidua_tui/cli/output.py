"""Standard output of commands: tables, lines, and the report of what was recorded."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Literal

import click
from msgspec import Struct

from events.errors import BadInput
from events.text import plain
from thidua_tui.formatting.tables.csv_json import as_csv, as_json
from thidua_tui.formatting.tables.render import PLAIN, Format, Paper, Table, render
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words

EXACT = ("csv", "excel", "json")
"""Formats for other programs: UTF-8 whatever the terminal speaks."""


def paper() -> Paper:
    """What standard output is: a terminal has a width, and a style unless `NO_COLOR` is set."""
    if not sys.stdout.isatty():
        return PLAIN
    bare = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Paper(width=shutil.get_terminal_size().columns, decorated=not bare)


def show(table: Table, form: Format, words: Words) -> None:
    """Print a table with these words, which know the names of its ledger."""
    if form in EXACT and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(render(table, form, words, paper()))


def print_data(
    kind: type[Struct], rows: Sequence[Struct], form: Literal["csv", "json"], words: Words
) -> None:
    """Print rows that are no table of the registry, for other programs."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(as_json(rows, words) if form == "json" else as_csv(kind, rows, words))


def say(text: str) -> None:
    """Print a line without control characters."""
    sys.stdout.write(plain(text, multiline=True) + "\n")


def report(lines: Iterable[str], speech: Speech) -> None:
    """Print what was recorded; if the output fails, say on standard error that it is recorded.

    A script must not take a full disk behind its output for an act that was refused.
    """
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        from thidua_tui.platform.os_errors import why

        drop_output()
        unprinted = BadInput("recorded-unprinted", detail=why(error))
        click.echo(Words(speech.lang).refusal(unprinted), err=True)


def drop_output() -> None:
    """Send to nowhere what could not be written, so that it is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
