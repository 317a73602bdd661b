"""`thidua minutes`: the minutes of a meeting as text, with the ledger's code at its closing."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import click

from events.errors import BadInput
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.formatting.minutes.additions import correction_texts, lines_below
from thidua_tui.formatting.minutes.text import minutes_lines
from thidua_tui.formatting.pictures.qr_code import drawn
from thidua_tui.formatting.pictures.qr_code import on_screen as inked
from thidua_tui.formatting.tables.minutes_checkpoint import checkpoint_lines, known
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import nearest
from thidua_tui.session.backup import store
from views.minutes import Minutes
from views.projection import project

if TYPE_CHECKING:
    from events.store.ledger import Ledger

MEETING = "MEETING"
PAPER = 78
"""Columns of a page of paper, and of whatever is no terminal."""


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["meeting"], required=False, metavar=MEETING),
        click.Option(["--entries"], is_flag=True, help=speech("help.minutes_entries")),
    ]
    return new_command("minutes", speech, _run, params)


def _run(
    speech: Speech, ctx: click.Context, /, meeting: str | None, entries: bool, **_: object
) -> int:
    on_screen = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns - 1 if on_screen else PAPER
    with opened(ledger_address(ctx), read_only=True) as ledger:
        text = lines(ledger, meeting, Words(speech.lang), width, numbers=entries)
    sys.stdout.writelines(f"{line}\n" for line in _inked(text, on_screen=on_screen))
    return 0


def lines(
    ledger: Ledger, meeting: str | None, words: Words, width: int, *, numbers: bool = False
) -> list[str]:
    """The minutes and, below them, the checkpoint.

    Raises:
        BadInput: `no-such-meeting` with the codes there are; `which-meeting`, where none was named
            and there are several.
        UnreadableLedger: `chain-broken`: what is printed with a code is whole.
    """
    titles = known(ledger)
    if meeting is None and len(titles) == 1:
        meeting = next(iter(titles))
    view = project(Minutes(meeting or ""), ledger)
    words.names = view.names
    if view.opened is None:
        near = nearest(meeting or "", titles)
        if meeting is None and titles:
            raise BadInput("which-meeting", near=near)
        raise BadInput("no-such-meeting", meeting=meeting, near=near)
    store(ledger).verify()
    below = lines_below(view, lambda one, at: project(one, ledger, at), words)
    sheets = correction_texts(view, lambda one: project(one, ledger), words)
    text = minutes_lines(view, words, width, below, sheets, numbers=numbers)
    return [*text, "", *checkpoint_lines(ledger, view, words)]


def _inked(text: list[str], *, on_screen: bool) -> list[str]:
    """On a terminal the picture is black on white, as telephones want it."""
    bare = not on_screen or os.environ.get("NO_COLOR")
    return text if bare else [inked([line])[0] if drawn(line) else line for line in text]
