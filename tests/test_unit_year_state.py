"""A unit's years say that it is on hold, and how far its score sheet is, where it has no place."""

from __future__ import annotations

import pytest

from events.holds import HoldLifted, UnitHeld
from events.result_events import ResultAdopted
from events.sheet_events import SheetReturned, SheetSubmitted, SheetVerified
from tests.facts import HERE, MEMBERS, place
from tests.spec import ledger_with
from thidua_tui.formatting.tables.unit_cells import place_of_year
from thidua_tui.i18n.messages import Words
from views.projection import project
from views.unit_record import UnitRecord, UnitYear

EN, VI = Words("en"), Words("vi")
SUBMITTED = SheetSubmitted(**HERE, unit="a")
HELD = UnitHeld(**HERE, unit="a", ground="inspection")


def year(*facts) -> UnitYear:
    (row,) = project(UnitRecord("a"), ledger_with(*MEMBERS, *facts)).rows()
    return row


@pytest.mark.parametrize(
    ("facts", "hold", "sheet", "shown"),
    [
        ((), None, None, "—"),
        ((SUBMITTED,), None, "submitted", "sheet submitted"),
        ((SUBMITTED, SheetReturned(**HERE, unit="a")), None, "returned", "sheet returned"),
        (
            (SUBMITTED, SheetVerified(**HERE, unit="a", by="head")),
            None,
            "verified",
            "sheet verified",
        ),
        ((SUBMITTED, HELD), "held", "submitted", "on hold"),
        ((UnitHeld(**HERE, unit="a", ground="knock-out"),), "knocked-out", None, "knocked out"),
        ((HELD, HoldLifted(**HERE, unit="a")), None, None, "—"),
        ((SUBMITTED, ResultAdopted(**HERE, places=(place(1, "a"),))), None, "submitted", "1"),
    ],
)
def test_the_year_of_a_unit_names_hold_and_sheet(facts, hold, sheet, shown):
    row = year(*facts)
    assert (row.hold, row.sheet) == (hold, sheet)
    assert place_of_year(row, EN) == shown
    assert place_of_year(row, VI)
