"""The progress of scoring on the page of the year, and the key to a missing cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.pages import ledger_at, press, quiet, screen_text, shown
from tests.test_unit_face import OWN, RULED, VERIFIED
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.score_faces import ScoreFaces
from thidua_tui.screens.score_progress import progress_of_year
from views.score_progress import ProgressRow

WORDS = Words("vi")
DEADLINE = date(2020, 12, 10)


def row(unit: str, stage: str, missing: int = 0, **more: Any) -> ProgressRow:
    facts: dict[str, Any] = {"cluster": "c", "cluster_name": "Cụm", "year": 2020, "stage": stage}
    named: dict[str, Any] = {"unit": unit, "unit_name": f"Sở {unit}", "unit_short": ""}
    codes = tuple(f"I.{at}" for at in range(missing))
    return ProgressRow(**facts, **named, wanted=4, filled=4 - missing, missing=codes, **more)


def texts(*rows: ProgressRow) -> list[str]:
    return [line.plain for line in progress_of_year(rows, WORDS)]


def test_a_stage_has_a_line_with_how_many_cells_are_missing():
    found = texts(row("a", "self", 1), row("b", "self", 2), row("a", "verified"))
    assert found[0].split()[:2] == ["tự", "chấm"]
    assert found[0].endswith("5/8 · còn thiếu 3 ô")
    assert found[1].endswith("4/4 · đủ điểm")


def test_units_that_are_late_are_named_and_those_in_time_are_not():
    found = texts(
        row("a", "self", deadline=DEADLINE, state="late"),
        row("b", "self", 1, deadline=DEADLINE, state="overdue"),
        row("[/b]", "self", 1, deadline=DEADLINE, state="overdue"),
        row("d", "self", deadline=DEADLINE, state="on-time"),
        row("e", "self", 1, deadline=DEADLINE, state="waiting"),
    )
    assert found[1:] == [
        "Tự chấm trễ hạn 10/12/2020: Sở a",
        "Quá hạn tự chấm 10/12/2020, chưa chấm xong: Sở b, Sở [/b]",
        "Hạn tự chấm 10/12/2020: còn 1 đơn vị",
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_stage_fits_a_panel_of_half_a_wide_screen(lang):
    stages = ("self", "peer", "verified", "office", "outside")
    rows = [replace(row("a", one), wanted=49, filled=0, missing=("I",) * 49) for one in stages]
    for line in progress_of_year(rows, Words(lang)):
        assert line.cell_length <= 55


def test_without_a_rule_book_there_is_no_line():
    assert texts() == []


async def test_the_page_of_the_year_says_what_is_missing_and_a_key_goes_there(tmp_path):
    path = ledger_at(tmp_path / "a.ledger", *RULED, OWN, VERIFIED)
    async with shown(path, size=(160, 50)) as pilot:
        await quiet(pilot)
        assert "còn thiếu 15 ô" in screen_text(pilot.app)
        assert "Tự chấm trễ hạn" in screen_text(pilot.app)
        await press(pilot, "e")
        await quiet(pilot)
        faces = pilot.app.screen
        assert isinstance(faces, ScoreFaces)
        unit, criterion = faces.at() or ("", None)
        assert criterion is not None
        assert (unit, criterion.code, faces.stage) == ("vp-dbqh", "I.1", "verified")


async def test_the_sheet_of_the_unit_under_the_cursor_is_a_key_away_from_the_year(tmp_path):
    path = ledger_at(tmp_path / "a.ledger", *RULED, OWN, VERIFIED)
    async with shown(path, size=(160, 50)) as pilot:
        await quiet(pilot)
        await press(pilot, "down", "ctrl+l")
        await quiet(pilot)
        faces = pilot.app.screen
        assert isinstance(faces, ScoreFaces)
        assert faces.of_unit
        assert (faces.at() or ("",))[0] == "stc"
