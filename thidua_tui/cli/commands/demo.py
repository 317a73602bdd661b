"""`thidua demo`: a real conference and an invented scored year, articles, or invented years."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from events.errors import BadInput
from thidua_tui.cli import lazy
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import given_ledger, new_command, read_only
from thidua_tui.cli.output import show
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import settings
from thidua_tui.platform.terminal import require_terminal
from thidua_tui.queries.table_query import TableQuery, query_table

SHOWN = ("ranking", "leaders", "awards")
CASES = ("clusters", *SHOWN, "figures", "disputes")


def command(speech: Speech) -> click.Command:
    """The command."""
    no_ui = click.Option(["--no-ui"], is_flag=True, help=speech("help.no_ui"))
    cases = click.Option(["--cases"], is_flag=True, help=speech("help.cases"))
    samples = Speech(speech.lang, "samples")
    years = click.Option(["--years"], is_flag=True, help=samples("help.years"))
    params = [no_ui, cases, years, read_only(speech)]
    return new_command("demo", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    no_ui: bool,
    cases: bool,
    years: bool,
    only: bool,
    **_: object,
) -> int:
    if cases and years:
        raise Misuse("unexpected-argument", ctx, name="--cases")
    if not no_ui:
        require_terminal()
    with _file(given_ledger(ctx)) as path:
        _play(path, cases=cases, years=years)
        shown = CASES if cases else SHOWN
        if no_ui:
            return _tables(path, speech.lang, shown)
        return _screen(path, speech.lang, only or _only_read(ctx))


@contextmanager
def _file(given: str | None) -> Iterator[Path]:
    """The file for the story: the one named, which must not be there yet, or one for the while.

    Raises:
        BadInput: `ledger-exists`.
    """
    if given is None:
        with TemporaryDirectory(prefix="thidua-") as folder:  # for this account alone: 0700
            yield Path(folder) / "demo.ledger"
        return

    path = settings.new_ledger(given)
    if path.exists() or path.is_symlink():
        raise BadInput("ledger-exists", path=given)
    yield path


def _play(path: Path, *, cases: bool, years: bool) -> None:
    demo = [lazy.conference, lazy.scored_year, lazy.held_meeting]
    stories = [lazy.cases] if cases else [lazy.years] if years else demo
    try:
        with opened(path, create=True) as ledger:
            for story in stories:
                story.play(ledger)
    except BaseException:
        _discard(path)  # the file was made by this command: an incomplete demo is useless
        raise


def _discard(path: Path) -> None:

    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            Path(f"{path}{suffix}").unlink()


def _only_read(ctx: click.Context) -> bool:
    """Whether the option came before the command's name."""
    return bool(ctx.find_root().params.get("only"))


def _screen(path: Path, lang: str, only: bool) -> int:
    return lazy.run.run_app(path, lang, read_only=only, demo=True)


def _tables(path: Path, lang: str, shown: tuple[str, ...]) -> int:

    with opened(path, read_only=True) as ledger:
        words = Words(lang)
        tables = [query_table(what, ledger, TableQuery(), words) for what in shown]
    for number, table in enumerate(tables):
        sys.stdout.write("\n" if number else "")
        show(table, "table", words)
    return 0
