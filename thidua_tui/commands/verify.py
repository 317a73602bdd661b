"""`thidua verify`: is the ledger as it was written, and can all of it be read?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from thidua_tui.cli_keeping import KeepingSpeech
from thidua_tui.cli_points import held, options, points
from thidua_tui.commands.common import everywhere, ledger_file
from thidua_tui.speech import Speech
from thidua_tui.usage import Command, Misuse

if TYPE_CHECKING:
    from events.event import Entry
    from events.ledger import Ledger


def command(speech: Speech) -> click.Command:
    """The command."""
    speech = KeepingSpeech(speech.lang)
    params = [*options(speech), *everywhere(speech)]
    return Command("verify", speech=speech, params=params, callback=_run(speech))


def _run(speech: Speech) -> Any:
    @click.pass_context
    def run(
        ctx: click.Context, /, against: tuple[str, ...], keys: tuple[str, ...], **_: object
    ) -> int:
        from events.text import plain
        from thidua_tui.opening import opened

        if keys and not against:  # else nothing would be held against the key, and all seem well
            raise Misuse("missing-argument", ctx, name="--against")
        path, wanted = ledger_file(ctx), points(against, keys)
        with opened(path, read_only=True) as ledger:
            recorder: Any = ledger.recorder
            recorder.verify()
            kept = list(held(recorder, wanted, speech))
            last = recorder.head_hash().hex()
            found = counts(ledger)
        state = "good" if found["entries"] else "empty"
        sys.stdout.write(speech(f"verify.{state}", path=plain(str(path)), **found) + "\n")
        sys.stdout.writelines(plain(line) + "\n" for line in kept)
        sys.stdout.write(speech("verify.hash", hash=last) + "\n" + speech("verify.advice") + "\n")
        return 0

    return run


def counts(ledger: Ledger) -> dict[str, int]:
    """How many entries, acts and so on there are, once all of them were read and rebuilt.

    Raises:
        UnreadableLedger: `law-broken`, `unknown-event`, `newer-event`, `malformed-entry`, each with
            the first wrong position.
    """
    from events.corrections import EntriesRetracted, effective
    from events.errors import UnreadableLedger
    from events.laws import breaches

    entries = list(ledger.read())
    kept = effective(entries)
    for breach in breaches(kept):
        facts = {"position": breach.position, "law": breach.law, "key": breach.key}
        raise UnreadableLedger("law-broken", **facts)
    gone = {p for e in entries if isinstance(e.event, EntriesRetracted) for p in e.event.positions}
    told = {"entries": len(entries), "acts": len({e.act for e in entries}), "retracted": len(gone)}
    return told | _folded(entries, kept)


def _folded(entries: list[Entry], kept: list[Entry]) -> dict[str, int]:
    """Every view, folded; the numbers of clusters, units and views."""
    from thidua_tui.commands.every import every_view

    views = every_view(kept)
    for view in views:
        for entry in entries if getattr(view, "as_typed", False) else kept:
            view.apply(entry)
    clusters, units, *_ = [view.rows() for view in views]
    return {"clusters": len(clusters), "units": len(units), "views": len(views)}
