"""The tables of the hall: fewer columns than the secretary has, and no place unannounced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from events.errors import BadInput
from thidua_tui.formatting.hall.markup import Grid
from thidua_tui.formatting.sentences.provisional import provisional_title
from thidua_tui.formatting.slides.announced import Announced, adopted
from thidua_tui.formatting.slides.meeting_slides import open_meeting
from thidua_tui.formatting.tables.columns import place
from thidua_tui.formatting.tables.data_sheet import GROUP, DataSheet
from thidua_tui.formatting.tables.layouts import layout_of
from thidua_tui.formatting.tables.render import Table, cells_of
from thidua_tui.queries.released import See
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.session.location import Location
from views.minutes import Meetings
from views.tables import SHOWN

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words
    from views.standings import StandingsRow

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "agenda": ("item_number", "title", "presenter", "item_state"),
    "awards": ("unit_name", "form", "state"),
    "compacts": ("year", "signed_on", "signatories", "unsigned"),
    "history": ("year", "head", "deputies", "compact"),
    "leaders": ("year", "unit_name", "role", "since"),
    "meeting-roles": ("held", "by_unit", "person"),
    "meetings": ("on", "title", "kind", "place_name", "chair"),
    "movements": ("span", "movement_name", "launched_by"),
    "presence": ("unit_name", "state", "represented"),
    "procedures": ("matter", "majority", "quorum", "rounds"),
    "quorum": ("meeting_title", "quorum"),
    "regulations": ("year", "title", "number", "on"),
    "roster": ("unit_name", "role"),
    "speakers": ("by_unit", "turns_taken", "minutes", "waiting"),
    "targets": ("unit_name", "target_title", "promised"),
    "tasks": ("due", "text", "by_unit", "state"),
    "votes": ("vote", "unit_name", "votes"),
}
"""Table -> the columns that the hall sees: no notes, reasons, sources, evidence, points or places.

The table of places is made by `ranking_grid`.
"""
MAIN = frozenset(
    ("unit_name", "title", "text", "movement_name", "matter", "by_unit", "vote", "head", "quorum")
)
"""Columns that say what a row is about; the first of a table is in bold letters."""


def ranking_grid(
    rows: Sequence[StandingsRow], announced: Announced, year: int | None, words: Words
) -> Grid:
    """Return the places that were announced; if none were, how far it is.

    Args:
        rows: The rows of the year, with what is not adopted and not announced.
        announced: What was announced.
        year: The year.
        words: The messages of the language to use.
    """
    known, given = announced.of(rows), adopted(rows)
    title = words("slides.all", year=str(year or ""))
    note = "" if len(known) == len(given) else words("slides.waits")
    if not known:
        return Grid(title, note=note or words("hall.not-adopted"))
    cells = [
        [
            place(row, words),
            row.unit_name,
            words.number(row.points) if row.points is not None else "",
        ]
        for row in known
    ]
    heads = [words(f"tables.column.{name}") for name in ("place", "unit_name", "points")]
    if not any(line[2] for line in cells):
        heads, cells = heads[:2], [line[:2] for line in cells]
    places = [row.place for row in known]
    right = frozenset({2})
    return Grid(title, heads, cells, places=places, note=note, right=right, main=1)


def room_sheet(sheet: DataSheet) -> DataSheet:
    """Return a table for the wall in the terminal: what the hall sees of it, too.

    Of the ranking there is only what was adopted.

    Args:
        sheet: The table, `ranking` or one of `COLUMNS`.
    """
    if sheet.name not in COLUMNS:
        given = adopted(sheet.rows)
        pairs = zip(sheet.rows, sheet.lines, strict=True)
        lines = [line for row, line in pairs if row in given]
        return sheet._replace(rows=given, lines=lines, caption=sheet.caption if given else "")
    wanted = (GROUP, *COLUMNS[sheet.name])
    kept = [at for at, column in enumerate(sheet.columns) if column.key in wanted]
    return sheet._replace(
        columns=[sheet.columns[at] for at in kept],
        lines=[[line[at] for at in kept] for line in sheet.lines],
    )


def table_grid(
    name: str,
    ledger: Ledger,
    here: Location,
    words: Words,
    *,
    at: int | None = None,
    year: int | None = None,
) -> Grid:
    """Return a table with the columns that the hall sees.

    Of the tables by meeting only the rows of the meeting that is pointed at are shown.

    Args:
        name: The name of the table, one of `COLUMNS`.
        ledger: The ledger to read.
        here: The cluster, the year and the moment.
        words: The messages of the language to use.
        at: The row that is pointed at, from 0; None for none.
        year: The year whose first row is pointed at instead.
    """
    spec = SHOWN[name]
    asked = TableQuery(
        cluster=None if spec.scope == "everything" else here.cluster,
        year=here.year if spec.scope == "year" else None,
        on=here.on,
        known_at=here.known_at,
    )
    try:
        table = query_table(name, ledger, asked, words)
    except BadInput:  # nothing is recorded of that year
        table = Table(name, spec.row_type(), ())
    if year is not None:
        at = next((n for n, row in enumerate(table.rows) if row.year == year), None)
    return grid_of(table, here, words, at)


def grid_of(table: Table, here: Location, words: Words, at: int | None) -> Grid:
    """Return the rows of a table with the columns that the hall sees.

    Args:
        table: The table, one of `COLUMNS`.
        here: The cluster, the year and the moment.
        words: The messages of the language to use.
        at: The row that is pointed at, from 0; None for none.
    """
    rows, here_row = list(table.rows), at
    about = words(f"tables.title.{table.name}")
    if rows and hasattr(rows[0], "meeting_title") and table.name not in ("quorum",):
        meeting = rows[at].meeting if at is not None and 0 <= at < len(rows) else rows[-1].meeting
        first = next(n for n, row in enumerate(rows) if row.meeting == meeting)
        rows = [row for row in rows if row.meeting == meeting]
        here_row = at - first if at is not None else None
        about = f"{about} – {rows[0].meeting_title}"
    elif SHOWN[table.name].scope == "year" and here.year:
        about = f"{about} {here.year}"
    mark = provisional_title(table.provisional, words)
    title = " – ".join(filter(None, (about, mark)))
    layout = layout_of(table.name, table.kind)
    columns = {name: layout.columns[name] for name in COLUMNS[table.name]}
    optional = tuple(name for name in layout.optional if name in columns)
    headings, lines = cells_of(layout._replace(columns=columns, optional=optional), rows, words)
    right = frozenset(n for n, name in enumerate(headings) if name in layout.right)
    note = "" if rows else words("tables.empty")
    main = next((n for n, name in enumerate(headings) if name in MAIN), 0)
    return Grid(title, [*headings.values()], lines, here_row, note=note, right=right, main=main)


def agenda_grid(see: See, ledger: Ledger, here: Location, words: Words) -> Grid:
    """Return the agenda of the meeting that is held, else of the last one of the year.

    Args:
        see: Folds a view: `see(view, known_at)`.
        ledger: The ledger to read.
        here: The cluster, the year and the moment.
        words: The messages of the language to use.
    """
    row = open_meeting(see, here)
    if row is None:
        held = see(Meetings(here.cluster, here.year), here.known_at).rows()
        row = held[-1] if held else None
    if row is None:
        return Grid(words("tables.title.agenda"), note=words("tables.empty"))
    asked = TableQuery(here.cluster, row.year, None, here.known_at)
    table = query_table("agenda", ledger, asked, words)
    rows = [one for one in table.rows if one.meeting == row.meeting]
    now = next((n for n, one in enumerate(rows) if one.state == "now"), None)
    return grid_of(table._replace(rows=rows), here, words, now)
