"""`thidua where`: every path that is ours, so that a person can look after it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from events.errors import UnreadableLedger
from events.operators import OPERATORS, in_force
from events.store.address import LedgerAddress
from events.text import plain
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.formatting.no_operators import no_operators
from thidua_tui.forms.draft_storage import drafts_folder
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.keymap_file import keymap_file
from thidua_tui.keymap.learned_shortcuts import learnt_file
from thidua_tui.platform import settings
from thidua_tui.screens.save_picture import picture_folder
from thidua_tui.session.backup import backup_folder
from thidua_tui.session.identity import key_place
from thidua_tui.session.operator_key import in_keyring, key_file


def command(speech: Speech) -> click.Command:
    """The command."""
    return new_command("where", speech, _run, [])


def _run(speech: Speech, ctx: click.Context, /, **_: object) -> int:
    address = ledger_address(ctx)
    paths: dict[str, LedgerAddress] = {
        "ledger": address,
        "settings": settings.settings_file(),
        "keys": keymap_file(),
        "learnt": learnt_file(),
        "log": settings.log_file(),
        "drafts": drafts_folder(),
        "backups": backup_folder(),
        "pictures": picture_folder(),
        "key": key_file(),
    }
    for name, path in paths.items():
        there = not isinstance(path, Path) or path.exists()
        missing = "" if there else f" {speech('where.missing')}"
        shown = str(path) if isinstance(path, Path) else path.url()  # as it can be typed
        value = f"{plain(shown)}{missing}"
        if name == "key" and in_keyring():
            value = key_place(speech)
        sys.stdout.write(f"{speech(f'where.{name}')}: {value}\n")
    sys.stdout.writelines(f"{plain(line)}\n" for line in writing(address, speech))
    return 0


def writing(address: LedgerAddress, speech: Speech) -> Iterator[str]:
    """Who may write in the ledger; nothing where there is none that can be read."""
    words = Words(speech.lang)
    try:
        with opened(address, read_only=True) as ledger:
            now = in_force(ledger.history((OPERATORS,))[0]).values()
            missing = no_operators(ledger, words)
    except UnreadableLedger:
        return
    named = [f"{one.name} ({words.choice('role', one.role)})" for one in now]
    signers = "; ".join(named)
    yield speech("where.signed", operators=signers) if named else missing
