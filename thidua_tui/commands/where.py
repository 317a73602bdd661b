"""`thidua where`: every path that is ours, so that a person can look after it."""

from __future__ import annotations

import sys
from typing import Any

import click

from thidua_tui import settings
from thidua_tui.commands.common import everywhere, ledger_file
from thidua_tui.speech import Speech
from thidua_tui.usage import Command


def command(speech: Speech) -> click.Command:
    """The command."""
    return Command("where", speech=speech, params=everywhere(speech), callback=_run(speech))


def _run(speech: Speech) -> Any:
    @click.pass_context
    def run(ctx: click.Context, /, **_: object) -> int:
        from events.text import plain
        from thidua_tui.keeping import backup_folder
        from thidua_tui.operator_key import key_file
        from thidua_tui.pictures_kept import picture_folder

        paths = {
            "ledger": ledger_file(ctx),
            "settings": settings.settings_file(),
            "log": settings.log_file(),
            "backups": backup_folder(),
            "pictures": picture_folder(),
            "key": key_file(),
        }
        for name, path in paths.items():
            missing = "" if path.exists() else f" {speech('where.missing')}"
            sys.stdout.write(f"{speech(f'where.{name}')}: {plain(str(path))}{missing}\n")
        return 0

    return run
