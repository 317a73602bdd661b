"""The option `--to` of tables, and the workbook that is written there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from events.text import plain
from thidua_tui.cli import lazy
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.i18n.catalogue import Speech

if TYPE_CHECKING:
    from thidua_tui.formatting.workbooks.sheet import Workbook
    from thidua_tui.i18n.messages import Words

XLSX = "xlsx"
"""The format of a workbook, which goes to a file."""


def to_file(speech: Speech) -> click.Option:
    """The option that names the file of a workbook."""
    return click.Option(["--to"], metavar="FILE", help=Speech(speech.lang, "sheets")("help.to"))


def check_target(ctx: click.Context, form: str, to: str | None) -> None:
    """Check that a workbook has a file to go to, and that only a workbook has one.

    Raises:
        Misuse: `missing-argument`, `unknown-choice`.
    """
    if form == XLSX and not to:
        raise Misuse("missing-argument", ctx, name="--to")
    if form != XLSX and to is not None:
        raise Misuse("unknown-choice", ctx, value=form, name="--format", choices=XLSX)


def save_workbook(made: Workbook, to: str, stem: str, words: Words, speech: Speech) -> None:
    """Write a workbook to a new file, and print where it is.

    Args:
        made: The workbook.
        to: The file, or a folder.
        stem: The name of the file in a folder.
        words: The words of the chosen language.
        speech: The texts of the command line.

    Raises:
        BadInput: `sheet-suffix`, `ledger-exists`.
        UnreadableLedger: what the system says of the folder or the disk.
    """
    files = lazy.new_file
    target = files.named_file(to, stem, XLSX)
    files.check_suffix(target, (XLSX,))
    files.write_new(target, [lazy.xlsx_file.write_xlsx(made, words)])
    report_file(str(target), speech)


def report_file(path: str, speech: Speech) -> None:
    """Print where a file was written."""
    line = Speech(speech.lang, "sheets")("sheet.written", path=path)
    sys.stdout.write(plain(line) + "\n")
