"""Workbooks of a ledger: any table, and the sheets that are filled in and read back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from msgspec.structs import replace

from events import checkpoint_code
from events.checkpoint import Checkpoint
from events.errors import BadInput
from events.scoring import Stage
from events.store.protocol import LedgerStore
from events.text import plain
from thidua_tui.formatting.workbooks.rule_sheet import rule_sheet
from thidua_tui.formatting.workbooks.score_cells import Scored
from thidua_tui.formatting.workbooks.score_matrix import score_matrix
from thidua_tui.formatting.workbooks.score_sheet import score_sheet
from thidua_tui.formatting.workbooks.sheet import Sheet, Workbook
from thidua_tui.formatting.workbooks.table_sheet import sheet_of_table
from thidua_tui.i18n.messages import VIETNAM, Words
from thidua_tui.parsing import sheet_marks as marks
from thidua_tui.queries.table_query import TableQuery, note, query_table, recorded
from views.projection import project
from views.unit_sheet import UnitSheet

if TYPE_CHECKING:
    from events.score_board import Scoreboard
    from events.store.ledger import Ledger
    from thidua_tui.formatting.tables.render import Table

STAGES: tuple[Stage, ...] = get_args(Stage)
USUAL: tuple[Stage, ...] = ("self", "verified")
NO_ENTRY = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of a workbook of an empty ledger."""
CODES = {marks.ROSTER: "unit", marks.RANKING: "unit"}
"""Sheet that is a table -> the field with the code of a row."""
FINGERPRINT, GROUP = 12, 4
"""Hexadecimal digits of the digest at the foot of a page, in groups."""


def position_of(ledger: Ledger, asked: TableQuery) -> int:
    """Return the last position (from 1) that a query takes into account; 0 for none.

    Args:
        ledger: The ledger.
        asked: The query.
    """
    known_at, last = asked.known_at, ledger.position()
    if known_at is None:
        return last
    return ledger.known_at(known_at) if isinstance(known_at, datetime) else min(known_at, last)


def table_workbook(what: str, ledger: Ledger, asked: TableQuery, words: Words) -> Workbook:
    """Return a table as a workbook.

    Args:
        what: The name of the table.
        ledger: The ledger to read.
        asked: The arguments of the query.
        words: The words of the chosen language.

    Raises:
        BadInput: as `query_table`.
    """
    position, words.zone = position_of(ledger, asked), VIETNAM
    table = query_table(what, ledger, asked._replace(known_at=position), words)
    table = table._replace(note=note(asked, words))
    return workbook_of_table(table, ledger, asked, position, words)


def workbook_of_table(
    table: Table, ledger: Ledger, asked: TableQuery, position: int, words: Words
) -> Workbook:
    """Return a table that was read at a position as a workbook.

    Args:
        table: The table.
        ledger: The ledger it was read from.
        asked: What was asked for.
        position: The last position (from 1) that it takes into account.
        words: The words of the chosen language, with the names of the ledger.
    """
    if table.name == marks.RULES and _one_year(asked):
        note_lines = (words("sheets.of-cluster", cluster=_cluster_name(asked, words)), table.note)
        made = rule_sheet(table.rows, tuple(filter(None, note_lines)), words)
        return bound((made,), table.name, table.rows, ledger, asked, position, words)
    code = CODES.get(table.name, "")
    made = sheet_of_table(table, words, code=code if _one_year(asked) else "")
    return bound((made,), table.name, table.rows, ledger, asked, position, words)


def _cluster_name(asked: TableQuery, words: Words) -> str:
    return f"{plain(words.names.cluster(asked.cluster or ''))} – {asked.year}"


def _one_year(asked: TableQuery) -> bool:
    return asked.cluster is not None and asked.year is not None


def score_workbook(
    kind: str,
    ledger: Ledger,
    asked: TableQuery,
    stage: Stage | None,
    words: Words,
    scorer: str = "",
) -> Workbook:
    """Return the score sheet of a unit, or the matrix of its cluster.

    Args:
        kind: `scores` or `matrix`.
        ledger: The ledger to read.
        asked: The cluster and the year; for `scores` the unit, too.
        stage: The stage whose cells can be filled in; None for the unit's own points of a score
            sheet, the verified ones of a matrix.
        words: The words of the chosen language.
        scorer: The unit that fills in a sheet of peer scores; empty for the mean of all.

    Raises:
        BadInput: `unknown-cluster`, `unknown-year`, `unknown-unit`; `no-book` without a rule book
            or members; `not-a-member`; `sheet-stage` for a stage that does not score.
    """
    position, words.zone = position_of(ledger, asked), VIETNAM
    cluster, year = asked.cluster or "", asked.year or 0
    view = project(UnitSheet(cluster, year, asked.on), ledger, position)
    words.names, board = view.names, view.board(cluster, year)
    if board is None:
        recorded(ledger, asked._replace(unit=None), words)
        raise BadInput("no-book")
    stages = stages_of(board)
    usual: Stage = "self" if kind == marks.SCORES else "verified"
    chosen: Stage = stage or ("peer" if scorer else usual)
    if scorer and (scorer not in board.units or scorer == asked.unit):
        raise BadInput("not-a-member", unit=scorer, year=year)
    if scorer and chosen != "peer":
        raise BadInput("sheet-stage", value=chosen, stages="peer")
    if chosen not in stages:
        known = ", ".join(stages)
        raise BadInput("sheet-stage", value=chosen, stages=known)
    called = view.names.cluster(cluster, year)
    notes = [note(asked, words)] if note(asked, words) else []
    if scorer:
        notes.insert(0, words("sheets.scored-by", unit=plain(view.names.unit(scorer, year))))
    if kind == marks.SCORES:
        if asked.unit not in board.units:
            recorded(ledger, asked, words)
            raise BadInput("not-a-member", unit=asked.unit, year=year)
        name = view.names.unit(asked.unit, year)
        notes.insert(0, words("sheets.of-unit", unit=plain(name), cluster=plain(called)))
        title = words("sheets.title.scores", year=year)
        made = Scored(board, stages, chosen, title, (*notes, _how(chosen, scorer, words)), scorer)
        sheet = score_sheet(made, asked.unit or "", words)
    else:
        notes.insert(0, words("sheets.of-cluster", cluster=plain(called)))
        title = words("sheets.title.matrix", year=year, stage=words(f"sheets.stage.{chosen}"))
        made = Scored(board, stages, chosen, title, (*notes, _how(chosen, scorer, words)), scorer)
        sheet = score_matrix(made, lambda unit: plain(view.names.unit(unit, year)), words)
    facts = [[cell.value for cell in row.cells] for row in sheet.rows]
    fill = chosen if sheet.fillable else ""
    whole = bound((sheet,), kind, facts, ledger, asked, position, words, fill)
    return whole._replace(marks=replace(whole.marks, scorer=scorer))


def _how(stage: Stage, scorer: str, words: Words) -> str:
    """Return how the sheet is filled in; of the mean of peers, that it is not."""
    if stage == "peer" and not scorer:
        return words("sheets.only-shows")
    return words("sheets.fill-in", stage=words(f"sheets.stage.{stage}"))


def stages_of(board: Scoreboard) -> tuple[Stage, ...]:
    """Return who scores by the book, and who has scored, in the order of scoring.

    Args:
        board: The scores of a cluster-year.
    """
    by = {leaf.by for leaf in board.leaves.values() if leaf.by}
    used = {
        key.stage
        for unit in board.units
        for code in board.leaves
        for key in board.scores(unit, code)
    }
    found = {*board.book.derivation.scorers, *USUAL, *by, *used}
    return tuple(stage for stage in STAGES if stage in found)


def bound(
    sheets: Sequence[Sheet],
    kind: str,
    facts: Any,
    ledger: Ledger,
    asked: TableQuery,
    position: int,
    words: Words,
    stage: str = "",
) -> Workbook:
    """Return sheets with what their file says of itself.

    Args:
        sheets: The sheets.
        kind: The kind of sheet, or the name of the table.
        facts: What they show, as values.
        ledger: The ledger they were read from.
        asked: What was asked for.
        position: The last position (from 1) that they take into account.
        words: The words of the chosen language.
        stage: The stage whose cells can be filled in; empty for none.
    """
    digest = hashlib.sha256(msgspec.json.encode([kind, facts])).hexdigest()
    of = marks.SheetMarks(
        kind=kind,
        ledger=str(getattr(ledger.recorder, "name", "")),
        entries=position,
        cluster=asked.cluster or "",
        year=asked.year,
        unit=asked.unit or "",
        stage=stage,
        digest=digest,
    )
    short = "-".join(digest[at : at + GROUP] for at in range(0, FINGERPRINT, GROUP))
    entry = next(iter(ledger.read(after=position - 1, limit=1)), None) if position else None
    code = _code(ledger, position)
    line = words("sheets.fingerprint", digest=short, entries=str(position), code=code)
    return Workbook(sheets, of, line, entry.at if entry else NO_ENTRY)


def _code(ledger: Ledger, position: int) -> str | None:
    """Return the code of the ledger at a position, which `thidua soi` checks; None without one."""
    recorder = ledger.recorder
    if not isinstance(recorder, LedgerStore) or not position:
        return None
    head = (recorder.hash_at(position) or b"").hex()
    point = Checkpoint(ledger=recorder.name, entries=position, head=head, at=NO_ENTRY)
    return checkpoint_code.written(point) if head else None
