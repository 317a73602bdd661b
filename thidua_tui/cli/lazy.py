"""Modules that the command line imports at their first use.

`--help` needs no event, a table no screen and no picture. Use them as attributes:
`lazy.run.run_app(path, lang)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib import metadata as metadata

    from events.store.postgresql import administration as administration
    from events.store.postgresql import check as check
    from events.store.postgresql import load as load
    from thidua_tui.app import run as run
    from thidua_tui.cli import errors as errors
    from thidua_tui.cli import output as output
    from thidua_tui.cli.commands import copies as copies
    from thidua_tui.command_line import cases as cases
    from thidua_tui.formatting.workbooks import sheet_csv as sheet_csv
    from thidua_tui.formatting.workbooks import xlsx_file as xlsx_file
    from thidua_tui.queries import pictures as pictures
    from thidua_tui.queries import workbooks as workbooks
    from thidua_tui.session import move_to_server as move_to_server
    from thidua_tui.session import new_file as new_file
    from thidua_tui.session import time_travel as time_travel
    from thidua_tui.session.samples import conference as conference
    from thidua_tui.session.samples import held_meeting as held_meeting
    from thidua_tui.session.samples import scored_year as scored_year
    from thidua_tui.session.samples import years as years
else:
    from thidua_tui.platform.on_demand import on_demand

    __getattr__ = on_demand(
        "importlib.metadata",
        "events.store.postgresql.administration",
        "events.store.postgresql.check",
        "events.store.postgresql.load",
        "thidua_tui.app.run",
        "thidua_tui.cli.errors",
        "thidua_tui.cli.output",
        "thidua_tui.cli.commands.copies",
        "thidua_tui.command_line.cases",
        "thidua_tui.formatting.workbooks.sheet_csv",
        "thidua_tui.formatting.workbooks.xlsx_file",
        "thidua_tui.queries.pictures",
        "thidua_tui.queries.workbooks",
        "thidua_tui.session.move_to_server",
        "thidua_tui.session.new_file",
        "thidua_tui.session.time_travel",
        "thidua_tui.session.samples.conference",
        "thidua_tui.session.samples.held_meeting",
        "thidua_tui.session.samples.scored_year",
        "thidua_tui.session.samples.years",
    )
