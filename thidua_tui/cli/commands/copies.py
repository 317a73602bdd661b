"""`thidua backup`, `restore`, `export`, `import`: copies of a ledger, and all of it as text."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from events.errors import BadInput
from events.store import export
from events.store.exchange import read_lines
from events.store.ledger import Ledger
from events.store.sqlite.backup import Copy, restore
from events.store.sqlite.import_lines import import_ledger
from events.text import plain
from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands import checkpoint
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import given_ledger, ledger_address, new_command
from thidua_tui.cli.output import say
from thidua_tui.formatting.tables import journal_text
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import settings
from thidua_tui.platform.os_errors import why
from thidua_tui.session.backup import backup_now, store
from thidua_tui.session.evidence_folder import EvidenceFolder, filed
from thidua_tui.session.evidence_place import evidence_folder, evidence_source
from thidua_tui.session.new_file import write_new


def commands(speech: Speech) -> dict[str, click.Command]:
    """The commands by their names."""
    keeping = Speech(speech.lang, "keeping")
    copy, new = click.Argument(["file"], metavar="FILE"), click.Argument(["file"], metavar="FILE")
    form = OneOf(("jsonl", "text"))
    made = {
        "backup": (_backup, [_to(keeping, "DIR", "to_folder")]),
        "restore": (_restore, [copy]),
        "export": (
            _export,
            [
                _to(keeping, "FILE", "to_file"),
                click.Option(
                    ["--format", "form"],
                    type=form,
                    default="jsonl",
                    help=keeping("help.export_format"),
                ),
            ],
        ),
        "import": (_import, [new]),
        **checkpoint.made(keeping),
    }
    return {n: new_command(n, keeping, run, params) for n, (run, params) in made.items()}


def _to(speech: Speech, metavar: str, key: str) -> click.Option:
    return click.Option(["--to"], metavar=metavar, help=speech(f"help.{key}"))


def _backup(speech: Speech, ctx: click.Context, to: str | None, **_: object) -> int:
    folder = settings.new_ledger(to) if to is not None else None
    with opened(ledger_address(ctx), read_only=True) as ledger:
        copy = backup_now(ledger, folder)
    say(_copied(speech, "backup.done", copy))
    return 0


def _copied(speech: Speech, key: str, copy: Copy) -> str:
    return speech(key, path=copy.file, entries=copy.entries, hash=copy.head.hex())


def _new_ledger(ctx: click.Context) -> Path:
    """The file to be made: named by the option, never the ledger that is meant without it.

    Raises:
        Misuse: `missing-argument`.
        BadInput: as `thidua_tui.platform.settings.new_ledger`.
    """
    given = given_ledger(ctx)
    if given is None:
        raise Misuse("missing-argument", ctx, name="--ledger")
    return settings.new_ledger(given)


def _restore(speech: Speech, ctx: click.Context, file: str, **_: object) -> int:
    target = _new_ledger(ctx)

    made = restore(Path(file), target)
    say(_copied(speech, "restore.done", made))
    _copy_files(speech, target, evidence_source(Path(file), made.ledger), target)
    return 0


def _copy_files(speech: Speech, ledger: Path, source: EvidenceFolder, target: Path) -> None:
    """Copy the files that a ledger names next to a new file of it."""
    with opened(ledger, read_only=True) as read:
        known = {*filed(read)}
    _copy_named(speech, known, source, target)


def _copy_named(speech: Speech, known: set[str], source: EvidenceFolder, target: Path) -> None:
    """Copy the files of these hashes next to a new file, each compared with its hash.

    What is missing or altered at the source is left out, and reported.
    """
    folder, about = EvidenceFolder.of_ledger(target), Speech(speech.lang, "sheetstates")
    if count := source.copy_to(folder, known):
        say(about("evidence.copied", count=count, path=folder.path))
    if wrong := sum(folder.state(sha256) != "kept" for sha256 in known):
        click.echo(plain(about("evidence.not-copied", count=wrong)), err=True)


def _import(speech: Speech, ctx: click.Context, file: str, **_: object) -> int:
    target = _new_ledger(ctx)

    try:
        with click.open_file(file, "rb") as stream:  # "-" is standard input
            copy = import_ledger(read_lines(stream), target)
    except OSError as error:
        raise BadInput("file-unreadable", path=file, detail=why(error)) from error
    say(_copied(speech, "import.done", copy))
    _copy_files(speech, target, EvidenceFolder.of_ledger(Path(file)), target)
    return 0


def _export(speech: Speech, ctx: click.Context, to: str | None, form: str, **_: object) -> int:
    file = settings.new_ledger(to) if to is not None else None
    with opened(ledger_address(ctx), read_only=True) as ledger:
        if file is None:
            _print(_lines(ledger, form, speech.lang))
        else:
            write_new(file, _lines(ledger, form, speech.lang))
            say(speech("export.done", path=to))
            if form == "jsonl" and (source := evidence_folder(ledger)):
                _copy_named(speech, {*filed(ledger)}, source, file)
    return 0


def _lines(ledger: Ledger, form: str, lang: str) -> Iterable[bytes]:

    recorder = store(ledger)
    recorder.verify()  # what is written out is what was recorded, or nothing
    if form == "jsonl":
        return export.lines(recorder)
    return (f"{line}\n".encode() for line in journal_text.lines(ledger, Words(lang)))


def _print(lines: Iterable[bytes]) -> None:
    """To a terminal harmless, to anything else byte for byte."""
    if sys.stdout.isatty() or not isinstance(sys.stdout, io.TextIOWrapper):
        for line in lines:
            say(line.decode().removesuffix("\n"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(lines)
