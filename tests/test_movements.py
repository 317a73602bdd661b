"""Movements: launched once, valid for years, registered for by members."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from events.emulation_movements import (
    JoinMovement,
    LaunchMovement,
    MovementEnded,
    MovementJoined,
    MovementLaunched,
)
from events.meetings import MeetingOpened
from events.membership import RosterRecorded
from events.movement_results import RecordMovementResult
from events.store.ledger import Circumstances
from tests.facts import HERE, MEMBERS, NEXT, THERE, WORLD, Fields
from tests.spec import TODAY, given, ledger_with
from thidua_tui.acts.choices import movements
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.command_line.parser import parse_line
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.emulation_movements import Movements
from views.names import Names
from views.projection import project

OFFICE: Fields = {
    "movement": "vhcs",
    "name": "Thi đua thực hiện văn hóa công sở",
    "launched_by": "Thủ tướng Chính phủ",
    "level": "nation",
    "since": 2019,
    "until": 2025,
}
LAUNCHED = MovementLaunched(**OFFICE)
JOIN: Fields = {"movement": "vhcs", **HERE, "units": ("a", "b")}
JOINED = MovementJoined(**JOIN)


def test_a_movement_is_launched():
    given().when(LaunchMovement(**OFFICE)).then(LAUNCHED)


def test_what_the_source_does_not_say_stays_empty():
    bare: Fields = {"movement": "x", "name": "Chào mừng 190 năm"}
    given(LAUNCHED).when(LaunchMovement(**bare)).then(MovementLaunched(**bare))


def test_a_movement_is_launched_once():
    again: Fields = OFFICE | {"name": "Khác"}
    given(LAUNCHED).when(LaunchMovement(**again)).refused("movement-exists", movement="vhcs")
    same: Fields = OFFICE | {"movement": "khac"}
    given(LAUNCHED).when(LaunchMovement(**same)).refused("movement-exists", movement="vhcs")


def test_a_movement_does_not_end_before_it_begins():
    backwards: Fields = OFFICE | {"since": 2026}
    given().when(LaunchMovement(**backwards)).refused(
        "ends-before-it-begins", since=2026, until=2025
    )


def test_a_movement_is_not_launched_after_its_end():
    late: Fields = OFFICE | {"on": date(2026, 1, 1)}
    given().today(date(2026, 1, 2)).when(LaunchMovement(**late)).refused(
        "ends-before-it-begins", since=2026, until=2025
    )


def test_a_movement_is_not_launched_in_the_future():
    late: Fields = OFFICE | {"on": date(2021, 1, 15)}
    given().when(LaunchMovement(**late)).refused("in-the-future", on=late["on"], today=TODAY)


def test_members_register_for_a_movement():
    given(MEMBERS, LAUNCHED).when(JoinMovement(**JOIN)).then(JOINED)


def test_only_members_register():
    given(MEMBERS, LAUNCHED).when(JoinMovement(**JOIN | {"units": ("a", "d")})).refused(
        "not-a-member", unit="d"
    )
    given(WORLD, LAUNCHED).when(JoinMovement(**JOIN)).refused("no-roster", **HERE)


def test_one_registers_for_a_movement_that_was_launched():
    other = MovementLaunched(movement="khac", name="Khác")
    given(MEMBERS, other).when(JoinMovement(**JOIN)).refused("unknown-movement", movement="vhcs")


def test_a_movement_is_on_in_its_years_only():
    given(MEMBERS, LAUNCHED).when(JoinMovement(**JOIN | {"year": 2026})).refused(
        "movement-not-on", year=2026, since=2019, until=2025
    )
    given(MEMBERS, LAUNCHED).when(JoinMovement(**JOIN | {"year": 2018})).refused("movement-not-on")
    last: Fields = JOIN | {"year": 2025}
    given(MEMBERS, LAUNCHED).today(date(2026, 1, 1)).when(JoinMovement(**last)).then(
        MovementJoined(**last)
    )


def test_a_unit_registers_once_a_year():
    given(MEMBERS, LAUNCHED, JOINED).when(JoinMovement(**JOIN | {"units": ("c", "b")})).refused(
        "already-registered", unit="b", movement="vhcs"
    )
    later: Fields = JOIN | {"units": ("c",)}
    given(MEMBERS, LAUNCHED, JOINED).when(JoinMovement(**later)).then(MovementJoined(**later))
    next_year: Fields = JOIN | NEXT
    given(MEMBERS, LAUNCHED, JOINED).when(JoinMovement(**next_year)).then(
        MovementJoined(**next_year)
    )


def test_a_registration_for_another_movement_or_in_another_cluster_is_another():
    other = MovementLaunched(movement="khac", name="Khác")
    elsewhere = MovementJoined(**JOIN | {"movement": "khac"})
    there = (
        RosterRecorded(**THERE, units=("d",)),
        MovementJoined(**{**JOIN, **THERE, "units": ("d",)}),
    )
    given(MEMBERS, LAUNCHED, other, elsewhere, there).when(JoinMovement(**JOIN)).then(JOINED)


def test_a_registration_names_somebody_and_nobody_twice():
    given(MEMBERS, LAUNCHED).when(JoinMovement(**JOIN | {"units": ()})).refused("too-few-units")
    given(MEMBERS, LAUNCHED).when(JoinMovement(**JOIN | {"units": ("a", "a")})).refused(
        "named-twice", unit="a"
    )


def test_a_registration_belongs_to_its_year_or_the_one_before():
    far: Fields = JOIN | {"on": date(2018, 12, 31)}
    given(MEMBERS, LAUNCHED).when(JoinMovement(**far)).refused("outside-the-year")
    late: Fields = JOIN | {"on": date(2021, 1, 1)}
    given(MEMBERS, LAUNCHED).when(JoinMovement(**late)).refused("outside-the-year")
    future: Fields = JOIN | {"on": date(2020, 12, 1)}
    given(MEMBERS, LAUNCHED).today(date(2020, 11, 30)).when(JoinMovement(**future)).refused(
        "in-the-future"
    )


def test_a_movement_may_be_of_one_cluster_that_exists():
    own: Fields = {"movement": "own", "name": "Ba nhất", "of_cluster": "cum"}
    given(*MEMBERS).when(LaunchMovement(**own)).then(MovementLaunched(**own))
    unknown = LaunchMovement(**own | {"of_cluster": "khong-co"})
    given(*MEMBERS).when(unknown).refused("unknown-cluster", cluster="khong-co")


def test_the_form_takes_a_movement_as_the_cluster_s_own_unless_it_is_of_a_higher_level():
    ground = ActContext(Session(ledger_with(*MEMBERS), "x"), Location(cluster="cum", year=2020))
    (field,) = [field for field in ACTS["launch-movement"].fields if field.name == "of_cluster"]
    assert field.default
    assert field.default(ground, {"name": "Ba nhất"}) == "cum"
    assert field.default(ground, {"level": "agency"}) == "cum"
    assert field.default(ground, {"level": "nation"}) == ""
    assert field.default(ground, {"launched_by": "Thủ tướng Chính phủ"}) == ""
    nowhere = ActContext(Session(ledger_with(*MEMBERS), "x"), Location(year=2020))
    assert field.default(nowhere, {}) == ""


def test_a_movement_without_a_year_is_of_the_year_of_the_meeting_in_which_it_was_recorded():
    ledger = ledger_with(*MEMBERS, MeetingOpened(**HERE, meeting="m", title="Họp"))
    launch = LaunchMovement(movement="x", name="Chào mừng 190 năm")
    ledger.execute(launch, Circumstances(by="Thư ký", meeting="m"))

    def shown_in(cluster: str, year: int) -> list[str]:
        return [row.movement for row in project(Movements(cluster, year), ledger).rows()]

    assert shown_in("cum", 2020) == ["x"]
    assert shown_in("cum", 2021) == shown_in("khac", 2020) == []


def test_sentences_name_the_movement():
    ledger = ledger_with(*WORLD, LAUNCHED, JOINED, MovementEnded(movement="vhcs"))
    names = project(Names(), ledger)
    for lang in ("vi", "en"):
        words = Words(lang)
        for entry in ledger.read():
            if hasattr(entry.event, "movement"):
                assert OFFICE["name"] in words.sentence(entry.event, names)


def test_a_movement_without_a_year_is_offered_last():
    undated = MovementLaunched(movement="x", name="Chào mừng 190 năm")
    launched = MovementLaunched(movement="y", name="Thi đua nước rút", on=date(2020, 9, 1))
    later = MovementLaunched(movement="z", name="Năm sau", on=date(2021, 9, 1))
    ledger = ledger_with(*WORLD, undated, launched, later, LAUNCHED)
    context = ActContext(Session(ledger, "x"), Location(cluster="cum", year=2020))
    offered = [option.code for option in movements(context, {"year": "2020"})]
    assert offered == ["y", "vhcs", "x"]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('a 12 "sáng kiến"', ("", Decimal(12), "sáng kiến")),
        ('a 12 "sáng kiến" "Đạt tốt"', ("Đạt tốt", Decimal(12), "sáng kiến")),
        ('a "Đạt tốt" 12', ("Đạt tốt", Decimal(12), "")),
    ],
)
def test_a_text_behind_the_number_of_a_line_is_its_measure(text, result):
    context = ActContext(
        Session(ledger_with(*MEMBERS, LAUNCHED), "x"), Location(cluster="cum", year=2020)
    )
    (command,) = parse_line(f"ghi kết quả phong trào vhcs {text}", context).commands()
    assert isinstance(command, RecordMovementResult)
    assert (command.text, command.amount, command.measure) == result
