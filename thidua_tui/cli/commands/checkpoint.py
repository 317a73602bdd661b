"""`thidua checkpoint`, `key` and `verify --against`: a point on paper, and who vouches for it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from events import checkpoint, checkpoint_code, signed_note
from events.checkpoint import Checkpoint, compare
from events.checkpoint_code import written
from events.errors import BadInput, UnreadableLedger
from events.signed_note import Key, read_key
from events.store.ledger import Ledger
from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import ledger_address
from thidua_tui.cli.output import say
from thidua_tui.formatting.pictures.qr_code import on_screen, picture
from thidua_tui.formatting.sentences.changes_since_checkpoint import changes_since
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.platform.os_errors import why
from thidua_tui.session.backup import note_of, point_now, store
from thidua_tui.session.identity import key_place
from thidua_tui.session.operator_key import new_key, own_signer

ONLY = ("note", "code", "qr")
LONGEST = 65_536
"""Characters of a checkpoint's file that are looked at."""


def made(speech: Speech) -> dict[str, Any]:
    """The commands of this module: name -> what runs, and its parameters."""
    only = click.Option(["--only"], type=OneOf(ONLY), help=speech("help.only"))
    qr = click.Option(["--qr/--no-qr"], default=None, help=speech("help.qr"))
    act = click.Argument(["act"], type=OneOf(("new", "show")), metavar="new|show")
    name = click.Argument(["name"], required=False, metavar="[NAME]")
    return {"checkpoint": (_checkpoint, [only, qr]), "key": (_key, [act, name])}


def _checkpoint(
    speech: Speech, ctx: click.Context, only: str | None, qr: bool | None, **_: object
) -> int:

    with opened(ledger_address(ctx), read_only=True) as ledger:
        store(ledger).verify()  # a damaged ledger must not be written down, or signed
        point = point_now(ledger)
    note, code = note_of(point), written(point)
    wanted = sys.stdout.isatty() if qr is None else qr
    parts = {"note": [note], "code": [f"{code}\n"], "qr": _picture(note)}
    if only:
        sys.stdout.writelines(parts[only])
    else:
        sys.stdout.writelines(_all(speech, point, parts, wanted))
    return 0


def _all(speech: Speech, point: Checkpoint, parts: dict[str, list[str]], qr: bool) -> Iterator[str]:
    signed = "checkpoint.signed" if "\n\n" in parts["note"][0] else "checkpoint.unsigned"
    yield speech("checkpoint.title", entries=point.entries) + "\n\n"
    yield "    " + parts["code"][0] + "\n"
    yield speech("checkpoint.code") + "\n\n"
    yield from (f"    {line}" if line.strip() else line for line in _kept(parts["note"][0]))
    yield "\n" + speech(signed) + "\n"
    if qr:
        yield "\n"
        yield from parts["qr"]
    yield "\n" + speech("checkpoint.advice", code=parts["code"][0].strip()) + "\n"


def _kept(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _picture(note: str) -> list[str]:

    lines = picture(note)
    bare = os.environ.get("NO_COLOR") or not sys.stdout.isatty()
    return [f"{line}\n" for line in (lines if bare else on_screen(lines))]


def _key(speech: Speech, ctx: click.Context, act: str, name: str | None, **_: object) -> int:

    if act == "new":
        if name is None:
            raise Misuse("missing-argument", ctx, name="NAME")
        new_key(name)
    signer = own_signer()
    if signer is None:
        say(speech("key.none", path=key_place(speech)))
        return 2
    sys.stdout.write(f"{signer.key}\n")
    if act == "new":
        say(speech("key.made", path=key_place(speech)))
    return 0


def options(speech: Speech) -> list[click.Parameter]:
    """Additional options of `verify`."""
    return [
        click.Option(
            ["--against"], multiple=True, metavar="CODE|FILE", help=speech("help.against")
        ),
        click.Option(
            ["--key", "keys"], multiple=True, metavar="KEY", help=speech("help.signed_by")
        ),
    ]


def points(against: Sequence[str], keys: Sequence[str]) -> list[tuple[Checkpoint, list[str]]]:
    """The checkpoints that are meant, oldest first, each with the names of those who signed it.

    Raises:
        BadInput: what was given is no code, checkpoint, note or key.
        UnreadableLedger: `signature-wrong`; `signature-missing`, when none of `keys` has signed.
    """
    trusted = [read_key(key) for key in keys]
    return sorted((_point(given, trusted) for given in against), key=lambda found: found[0].entries)


def _point(given: str, trusted: list[Key]) -> tuple[Checkpoint, list[str]]:

    content = _content(given)
    if not content.startswith(checkpoint.ORIGIN):
        point, signed = checkpoint_code.read(content), []
    else:
        text, signatures = signed_note.read(content)
        own = own_signer() if signatures else None
        known = [*trusted, *([own.key] if own else [])]
        point, signed = checkpoint.read(text), signed_note.signers(text, signatures, known)
    if trusted and not set(trusted) & set(signed):
        raise UnreadableLedger("signature-missing", name=", ".join(key.name for key in trusted))
    return point, [key.name for key in signed]


def _content(given: str) -> str:
    """What a file holds, or what was typed where there is no such file."""
    try:
        with Path(given).open(encoding="utf-8") as file:
            return file.read(LONGEST)
    except (FileNotFoundError, NotADirectoryError) as error:
        if Path(given).suffix or os.sep in given:  # a code has neither
            raise BadInput("file-unreadable", path=given, detail=why(error)) from error
        return given
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) or error.errno == errno.ENAMETOOLONG:
            return given
        raise BadInput("file-unreadable", path=given, detail=why(error)) from error


def held(
    ledger: Ledger, found: Sequence[tuple[Checkpoint, list[str]]], speech: Speech
) -> Iterator[str]:
    """A sentence for each checkpoint that the ledger, itself whole, still contains.

    Raises:
        UnreadableLedger: at the first one that it does not; `good` is the last that it did.
    """
    good, recorder, words = None, store(ledger), Words(speech.lang)
    for point, names in found:
        try:
            compare(point, recorder)
        except UnreadableLedger as error:
            error.facts["good"] = good
            raise
        good, signers = point.entries, ", ".join(names)
        key = "verify.signed" if names else "verify.held"
        changes = changes_since(ledger, point.entries, words)
        key += "_since" if changes else ""
        yield speech(key, entries=point.entries, name=signers, count=len(changes))
        yield from changes
