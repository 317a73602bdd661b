"""The row under the cursor of a table in full: its columns, its unit by years, its entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from events.errors import ThiduaError
from events.text import plain
from thidua_tui.formatting.sentences.place_reasons import margin_sentence
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.formatting.tables.data_sheet import DataSheet, sheet_of
from thidua_tui.formatting.tables.render import Table
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.selected_subject import OF_ROW, subject_of_row
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.cell_meaning import cell_content
from thidua_tui.widgets.column_widths import fitted
from thidua_tui.widgets.styled_text import row as drawn_row
from views.names import Names
from views.place_reasons import PlaceReasons
from views.subject_history import Step, trail
from views.unit_record import UnitRecord, UnitYear

LABEL = 22
"""Cells of the headings at most."""
HANGING = 7
"""Cells before the second line of an entry: under what follows its number."""
FEW = 2
"""Changed facts that are named; of more the act is described."""
MOST = 12
"""Entries that are shown of a history, the newest ones."""


def row_lines(sheet: DataSheet, row: int, width: int) -> Iterator[Content]:
    """Yield each column of a row with its whole content, broken to the width."""
    label = min(LABEL, max(len(column.heading) for column in sheet.columns)) + 2
    for at, column in enumerate(sheet.columns):
        head = Content.styled(column.heading, "$secondary").truncate(label - 2, ellipsis=True)
        parts = cell_content(sheet, row, at).wrap(max(20, width - label))
        for number, part in enumerate(parts):
            yield (Content("") if number else head).pad_right(
                label - (0 if number else head.cell_length)
            ) + part.rstrip()


def background(
    session: Session, here: Location, table: str, row: object, words: Words, width: int
) -> Sequence[Content]:
    """Return what is known of the thing that a row is about: its unit by years, its entries."""
    lines = list[Content]()
    unit = getattr(row, "unit", None)
    if table == "ranking" and unit:
        lines += _margins(session, here, row, words, width)
    for key, found in (
        ("unit", _years(session, here, unit, words, width) if unit else ()),
        ("history", _entries(session, here, table, row, words, width)),
    ):
        if found:
            title = Content.styled(words(f"tablepage.{key}"), "bold $secondary")
            lines += [Content(""), title, *found]
    return lines


def _margins(
    session: Session, here: Location, row: object, words: Words, width: int
) -> Iterator[Content]:
    """Yield what the unit of a place needs, and by how much the next one is behind it."""
    cluster, year = getattr(row, "cluster", ""), getattr(row, "year", 0)
    view = session.see(PlaceReasons(cluster, year, here.on), here.known_at)
    reasons, unit = view.reasons(cluster, year), getattr(row, "unit", "")
    near = [one for one in reasons.margins if unit in (one.unit, one.above)] if reasons else []
    if reasons and near:
        yield Content("")
        yield Content.styled(words("placereasons.page.safe"), "bold $secondary")
        for one in near:
            text = Content(margin_sentence(one, reasons, words))
            yield from (part.rstrip() for part in text.wrap(max(20, width)))


def _years(
    session: Session, here: Location, unit: str, words: Words, width: int
) -> Sequence[Content]:
    """Draw the record of a unit, a line a year, the newest first."""
    rows = session.see(UnitRecord(unit, on=here.on), here.known_at).rows()[: -MOST - 1 : -1]
    sheet = sheet_of(Table("unit", UnitYear, rows), words)
    elsewhere = any(row.cluster != here.cluster for row in rows)
    known = ("unit_name",) if elsewhere else ("unit_name", "cluster_name")
    columns = [at for at, column in enumerate(sheet.columns) if column.key not in known]
    texts = [[sheet.columns[at].heading for at in columns]]
    texts += [[line[at] for at in columns] for line in sheet.lines]
    needs = [max(map(len, column)) for column in zip(*texts, strict=True)]
    widths = fitted(needs, [0] * len(needs), width)
    head = drawn_row([Content.styled(text, "dim") for text in texts[0]], widths)
    cells = ([cell_content(sheet, at, column) for column in columns] for at in range(len(rows)))
    return [head, *(drawn_row(line, widths) for line in cells)] if rows else ()


def _entries(
    session: Session, here: Location, table: str, row: object, words: Words, width: int
) -> Sequence[Content]:
    """Draw what was recorded, act by act, the newest last."""
    kind = OF_ROW.get(table)
    if kind is None:
        return ()
    names = session.see(Names(), here.known_at)
    try:
        steps = trail(session.reader, subject_of_row(kind, row), here.known_at)
    except ThiduaError:
        return ()
    return [line for step in steps[-MOST:] for line in _step(step, names, words, width)]


def _step(step: Step, names: Names, words: Words, width: int) -> Iterator[Content]:
    """Draw an act of the history: the one or two facts it changed, or what it recorded."""
    last = step.entries[-1]
    when = f"{last.position:>5}  {words.instant(last.at)} · {plain(last.by)}  "
    moved = "; ".join(
        f"{diff_cells.called(c, words)}: {diff_cells.before(c, words)} → "
        f"{diff_cells.after(c, words)}"
        for c in step.changes[: FEW + 1]
    )
    sentence = moved if 0 < len(step.changes) <= FEW else words.sentence(last.event, names)
    text = Content(plain(sentence)).stylize("strike dim" if step.retracted_by else "")
    first, *more = text.wrap(max(20, width - len(when)))
    yield Content.styled(when, "dim") + first.rstrip()
    rest = text[len(first.plain) :] if more else Content("")
    for part in rest.wrap(max(20, width - HANGING)) if more else ():
        yield Content(" " * HANGING) + part.rstrip()
