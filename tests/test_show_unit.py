"""`thidua show TABLE --unit CODE` gives the rows about one unit, or says that there are none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.pages import ledger_at, standing_still
from views.tables import SHOWN

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def scored(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "scored.ledger", scored=True)


def rows(run: Any, *asked: object) -> list[dict[str, Any]]:
    code, out, err = run("show", *asked, "--format", "json")
    assert (code, err) == (0, "")
    found: list[dict[str, Any]] = json.loads(out)
    return found


@pytest.mark.parametrize("table", ["scores", "presence", "ranking", "awards"])
def test_the_rows_of_a_unit_are_those_of_all_that_name_it(run, scored, table):
    every = rows(run, table, "--ledger", scored)
    own = [row for row in every if row["unit"] == "snl"]
    assert 0 < len(own) < len(every)
    assert rows(run, table, "--unit", "snl", "--ledger", scored) == own


def test_an_answer_about_all_is_not_printed_above_the_rows_of_one(run, scored):
    asked = ("show", "scores", "--cluster", "vi-du", "--year", "2025", "--ledger", scored)
    code, whole, _ = run(*asked, "--lang", "en")
    assert (code, whole.startswith("In 2025, ")) == (0, True)
    assert run(*asked, "--unit", "snl", "--lang", "en")[1].startswith("Recorded scores")


WITHOUT = [name for name, one in SHOWN.items() if not (one.of_unit or one.names_units())]
"""The tables with no row about a unit."""


@pytest.mark.parametrize("table", WITHOUT)
def test_a_table_without_units_refuses_a_unit(run, story, table):
    code, out, err = run("show", table, "--unit", "stc", "--ledger", story)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_a_unit_that_is_not_known_is_refused_with_the_nearest(run, story):
    code, out, err = run("show", "scores", "--unit", "stcc", "--ledger", story)
    assert (code, out) == (2, "")
    assert "stc (Sở Tài chính)" in err
