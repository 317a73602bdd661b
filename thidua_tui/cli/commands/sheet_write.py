"""The kinds of `thidua sheet` that are written: as a workbook, or as text for a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from events.scoring import Stage
from thidua_tui.cli import lazy
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.commands.show import opened_for, read
from thidua_tui.cli.errors import DONE
from thidua_tui.cli.workbook_file import report_file
from thidua_tui.command_line.initial_location import first_here
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing import sheet_marks as marks
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.session.session import Session

SUFFIXES = ("xlsx", "csv")


class Writing(NamedTuple):
    """The options of the kinds that are written, as they were typed.

    Attributes:
        cluster: The code of the cluster; None for the only one.
        year: The year; None for the working year.
        unit: The unit of a score sheet.
        stage: The stage that can be filled in; None for the usual one.
        scorer: The unit that fills in peer scores; None for a sheet of another stage.
        known_at: The last position or instant that counts; None for all entries.
        to: The new file, or a folder.
    """

    cluster: str | None = None
    year: str | None = None
    unit: str | None = None
    stage: Stage | None = None
    scorer: str | None = None
    known_at: str | None = None
    to: str | None = None


def write_options(speech: Speech) -> list[click.Parameter]:
    """Return the options that only writing has.

    Args:
        speech: The words of the commands.
    """
    return [
        click.Option(["--known-at"], metavar="N|INSTANT", help=speech("help.known_at")),
        click.Option(["--to"], metavar="FILE", help=speech("help.sheet_to")),
    ]


def write_sheet(speech: Speech, ctx: click.Context, kind: str, given: Writing) -> int:
    """Write a sheet to a new file, and print where it is.

    Args:
        speech: The words of the commands.
        ctx: The command.
        kind: One of `KINDS`.
        given: The options.
    """
    if not given.to:
        raise Misuse("missing-argument", ctx, name="--to")
    if kind == marks.SCORES and given.unit is None:
        raise Misuse("missing-argument", ctx, name="--unit")
    if kind == marks.RULES and given.unit is not None:
        raise Misuse("no-units-there", ctx, name=kind)
    names = ("cluster", "year", "unit", "known_at")
    chosen = read(**{name: getattr(given, name) for name in names})
    words = Words(speech.lang)
    with opened_for(chosen, ctx) as ledger:
        here = first_here(Session(ledger, ""), chosen.cluster, chosen.year)
        if here.cluster is None:
            raise Misuse("missing-argument", ctx, name="--cluster")
        asked = chosen._replace(cluster=here.cluster, year=here.year)
        target = _target(given.to, kind, asked)
        as_text = target.suffix.lower() == ".csv"
        words = Words("vi") if as_text else words
        if kind in (marks.SCORES, marks.MATRIX):
            made = lazy.workbooks.score_workbook(
                kind, ledger, asked, given.stage, words, given.scorer or ""
            )
        else:
            made = lazy.workbooks.table_workbook(kind, ledger, asked, words)
    if as_text:
        content = lazy.sheet_csv.sheet_csv(made.sheets[0]).encode()
    else:
        content = lazy.xlsx_file.write_xlsx(made, words)
    lazy.new_file.write_new(target, [content])
    report_file(str(target), speech)
    return DONE


def _target(to: str, kind: str, asked: TableQuery) -> Path:
    """Return the file to write: its ending says how; a folder gets a workbook.

    Raises:
        BadInput: `sheet-suffix` for an ending of another kind of file.
    """
    parts = (marks.FILES[kind], asked.unit if kind == marks.SCORES else asked.cluster, asked.year)
    target = lazy.new_file.named_file(to, "-".join(str(one) for one in parts if one), SUFFIXES[0])
    lazy.new_file.check_suffix(target, SUFFIXES)
    return target
