"""What a form offers is of the time that it tells of: the units that lived then, by old names."""

from __future__ import annotations

from datetime import date

from events.clusters import FoundCluster
from events.command import Command
from events.elections import ElectHead
from events.membership import RecordRoster
from events.reorganisation import MergeUnits
from events.unit_commands import FoundUnit, RenameUnit
from tests.narrow import fact
from tests.spec import ledger_with
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.form_state import FormState
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

MERGED = MergeUnits(
    units=("stc", "skhdt"), into="stc-2025", name="Sở Tài chính", on=date(2025, 3, 1)
)
ACTS_THEN: tuple[Command, ...] = (
    FoundUnit(unit="stc", name="Sở Tài chính"),
    FoundUnit(unit="skhdt", name="Sở Kế hoạch và Đầu tư"),
    FoundUnit(unit="stp", name="Sở Tư pháp"),
    FoundCluster(cluster="cum", name="Cụm một"),
    RecordRoster(cluster="cum", year=2018, units=("stc", "stp")),
    RenameUnit(unit="stp", name="Sở Pháp chế", on=date(2023, 1, 1)),
    MERGED,
)


def session() -> Session:
    at = Session(ledger_with(today=date(2026, 11, 28)), "thư ký")
    for command in ACTS_THEN:
        at.do(command)
    return at


def offered(act: str, of: int, **given: str) -> dict[str, str]:
    """Code -> name of what there is to choose in the first field of units."""
    filling = FormState(ACTS[act], ActContext(session(), Location(cluster="cum", year=of)), given)
    field = filling.fields.get("units") or filling.fields["unit"]
    options: list[Option] = filling.options(field)
    return {option.code: option.name for option in options}


def test_a_roster_of_an_earlier_year_names_the_units_of_that_year():
    known = {"stc": "Sở Tài chính", "skhdt": "Sở Kế hoạch và Đầu tư", "stp": "Sở Tư pháp"}
    assert offered("record-roster", 2019, year="2019") == known
    assert offered("record-known-members", 2019, year="2019") == known


def test_a_roster_of_this_year_names_the_units_that_came_of_the_reorganisation():
    now = {"stp": "Sở Pháp chế", "stc-2025": "Sở Tài chính"}
    assert offered("record-roster", 2026, year="2026") == now


def test_in_the_year_of_the_reorganisation_both_are_offered():
    assert {"stc", "stc-2025"} <= offered("record-roster", 2025, year="2025").keys()


def test_the_members_of_an_earlier_year_are_offered_by_their_names_of_then():
    assert offered("elect-head", 2018, year="2018") == {"stc": "Sở Tài chính", "stp": "Sở Tư pháp"}
    assert offered("admit-unit", 2018, year="2018") == {"skhdt": "Sở Kế hoạch và Đầu tư"}


def test_a_unit_that_has_ended_is_renamed_on_a_day_on_which_it_lived():
    assert "stc" in offered("rename-unit", 2026, on="1/1/2020")
    assert "stc" not in offered("rename-unit", 2026, on="1/1/2026")


def test_the_suggested_roster_is_of_last_year_s_members_that_lived_then():
    filling = FormState(
        ACTS["record-roster"],
        ActContext(session(), Location(cluster="cum", year=2019)),
        {"year": "2019"},
    )
    assert filling.raw["units"] == "stc stp"
    (command,) = filling.commands()
    assert fact(session().do(command)[0]).units == ("stc", "stp")


def test_a_unit_is_found_by_its_name_of_today_where_its_name_of_then_is_shown():
    filling = FormState(
        ACTS["elect-head"], ActContext(session(), Location(cluster="cum", year=2018))
    )
    filling.put("year", "2018")
    filling.put("unit", "Sở Pháp chế")
    assert filling.commands() == [ElectHead(cluster="cum", year=2018, unit="stp")]
