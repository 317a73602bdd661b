"""`thidua run`: a file of lines, each one act; stopped at the first that is refused."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from events.errors import BadInput
from events.store.sqlite.backup import restore
from events.store.sqlite.import_lines import save_copy
from thidua_tui.app.backup_on_close import saved
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.commands.do import recorded, refusal
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.cli.output import report
from thidua_tui.command_line.script import Script, Stopped
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_year
from thidua_tui.parsing.text_encoding import text_of
from thidua_tui.platform import settings
from thidua_tui.platform.os_errors import why
from thidua_tui.session.backup import store
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

if TYPE_CHECKING:
    from events.store.address import LedgerAddress
    from events.store.ledger import Ledger
    from thidua_tui.command_line.script import Ran

FILE = "FILE"
LONGEST = 10_000_000
"""Characters of a file that are read."""


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["file"], required=False, metavar=FILE),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.line_cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.line_year")),
        click.Option(["--dry-run"], is_flag=True, help=speech("help.dry_run")),
    ]
    return new_command("run", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    file: str | None,
    cluster: str | None,
    year: str | None,
    dry_run: bool,
    **_: object,
) -> int:
    if file is None:
        raise Misuse("missing-argument", ctx, name=FILE)

    text, words = content(file), Words(speech.lang)
    here = Location(cluster=cluster, year=parse_year(year) if year is not None else None)
    with _ledger(ledger_address(ctx), dry_run=dry_run) as ledger:
        session = Session(ledger, settings.operator())
        return _played(Script(session, _named(file, text), here, words), text, file, dry_run)


def content(file: str) -> str:
    """What a file holds; `-` is standard input.

    Raises:
        BadInput: `file-unreadable`, `file-encoding`, `file-too-long`.
    """
    try:
        if file == "-":
            raw = getattr(sys.stdin, "buffer", sys.stdin).read(4 * LONGEST + 4)
        else:
            with Path(file).open("rb") as stream:
                raw = stream.read(4 * LONGEST + 4)
    except OSError as error:
        raise BadInput("file-unreadable", path=file, detail=why(error)) from error
    text = raw if isinstance(raw, str) else text_of(raw, file)
    if len(text) > LONGEST:
        raise BadInput("file-too-long", path=file, limit=LONGEST)
    return text


def _named(file: str, text: str) -> str:
    """What a file's lines are known by: its name; of standard input, all that it says."""
    if file != "-":
        return Path(file).name

    return sha256(text.encode()).hexdigest()


@contextmanager
def _ledger(address: LedgerAddress, *, dry_run: bool) -> Iterator[Ledger]:
    """The ledger, a new one where there is none; of a dry run a copy that is gone afterwards."""
    if not dry_run:
        with opened(address, create=True) as ledger:
            yield ledger
        return

    with copied(address) as ledger:
        yield ledger


@contextmanager
def copied(address: LedgerAddress) -> Iterator[Ledger]:
    """A copy of the ledger that is gone afterwards; a new one where there is none."""
    with TemporaryDirectory(prefix="thidua-") as folder:  # for this account alone: 0700
        scratch = Path(folder) / "copy.ledger"
        if not isinstance(address, Path):
            with opened(address, read_only=True) as ledger:
                save_copy(store(ledger), scratch)
        elif address.exists():
            restore(address, scratch)
        with opened(scratch, create=not scratch.exists()) as ledger:
            yield ledger


def _played(script: Script, text: str, file: str, dry_run: bool) -> int:
    """Run the lines; report what was recorded at the end, or only the refusal."""
    ran: list[Ran] = []
    words = script.words
    try:
        for result in script.run(text):
            ran.append(result)  # noqa: PERF402 - what ran before a refusal is reported too
    except Stopped as stopped:
        sys.stdout.writelines(f"{line}\n" for line in _saved(ran, script, dry_run))
        sentence, code = refusal(stopped.error, script.ground())
        facts = {"line": str(stopped.number), "text": stopped.text[:80], "why": sentence}
        click.echo(words("lines.run.stopped", **facts, **_counted(ran)), file=sys.stderr)
        return code
    key = "dry" if dry_run else "done"
    counted = {"recorded": "0", "already": "0"} | _counted(ran)
    summary = words(f"lines.run.{key}", file=file, **counted)
    report(
        (*_recorded_lines(ran, script), summary, *_saved(ran, script, dry_run)), Speech(words.lang)
    )
    return 0


def _saved(ran: list[Ran], script: Script, dry_run: bool) -> Iterator[str]:
    """The sentence about the copy, when a line closed a meeting."""
    if not dry_run:
        new = [entry for result in ran if not result.already for entry in result.entries]
        yield from saved(script.session.ledger, script.words, new)


def _counted(ran: list[Ran]) -> dict[str, str]:
    """How many lines were recorded, and how many were there already, if any."""
    already = sum(result.already for result in ran)
    counts = {"recorded": str(len(ran) - already)}
    return counts | ({"already": str(already)} if already else {})


def _recorded_lines(ran: list[Ran], script: Script) -> Iterator[str]:
    """Yield each line's number, and what it recorded in the ledger."""
    ground, words = script.ground(), script.words
    for result in ran:
        number = words("lines.run.line", line=str(result.number))
        if result.already:
            yield f"{number}: {words('lines.run.there', position=str(result.entries[0].position))}"
        else:
            yield from (f"{number}: {sentence}" for sentence in recorded([*result.entries], ground))
