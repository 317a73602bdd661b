"""`thidua journal`: every entry as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from thidua_tui.commands.common import everywhere, formats, ledger_file, show
from thidua_tui.speech import Speech
from thidua_tui.usage import Command

if TYPE_CHECKING:
    from thidua_tui.tables import Format, Table
    from thidua_tui.wording import Words
    from views.journal import Journal


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--from", "first"], metavar="N", help=speech("help.from")),
        formats(speech),
        *everywhere(speech),
    ]
    return Command("journal", speech=speech, params=params, callback=_run(speech))


def _run(speech: Speech) -> Any:
    @click.pass_context
    def run(
        ctx: click.Context, /, form: Format, cluster: str | None, first: str | None, **_: object
    ) -> int:
        from thidua_tui.commands.show import read, recorded
        from thidua_tui.opening import opened
        from thidua_tui.parsing import parse_int
        from thidua_tui.wording import Words
        from views.journal import Journal
        from views.projection import project

        words, asked = Words(speech.lang), read(cluster=cluster)
        start = parse_int(first, low=1) if first is not None else 1
        with opened(ledger_file(ctx), read_only=True) as ledger:
            journal = project(Journal(asked.cluster, start), ledger)
            if not journal.entries:
                recorded(ledger, asked, words)
        show(table_of(journal, words), form, speech.lang)
        return 0

    return run


def table_of(journal: Journal, words: Words) -> Table:
    """The journal as a table, each entry with its sentence."""
    from thidua_tui.tables import Table
    from thidua_tui.told import Told, told

    return Table("journal", Told, [told(journal, row, words) for row in journal.rows()])
