"""The scores of a year as a board, and a sheet at another stage without reading it again."""

from __future__ import annotations

from msgspec.structs import replace

from events.rule_book import book_of, versions
from events.score_board import Scoreboard
from events.scoring import ScoreRecorded, Stage
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_sheet import ScoreSheet


def board_of(ground: ActContext, year: int) -> Scoreboard | None:
    """Return the recorded scores of a year; None without a rule book or without members.

    Args:
        ground: The cluster.
        year: The year.
    """
    issued = versions(ground.of_cluster, ground.cluster, year)
    units = ground.on_roster(year)
    if not issued or not units:
        return None
    return Scoreboard([*map(book_of, issued)], units, ground.scores(year).of(ScoreRecorded))


def at_stage(sheet: ScoreSheet, stage: Stage, scorer: str = "") -> ScoreSheet:
    """Return the same sheet at another stage, with what is staged on its board.

    Args:
        sheet: The sheet.
        stage: The stage.
        scorer: Of peer scores, the unit that gives them; empty where none is named.
    """
    live = sheet.board.at(stage, scorer).sheets() if sheet.board else {}
    totals = {unit: one.total for unit, one in live.items() if one.points}
    cells = {
        (key.unit, key.criterion): entry
        for key, entry in sheet.recorded.items()
        if (key.stage, key.scorer) == (stage, scorer)
    }
    found = replace(sheet, stage=stage, scorer=scorer, cells=cells, totals=totals)
    return replace(found, places=found.placed(totals))
