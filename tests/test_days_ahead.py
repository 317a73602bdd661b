"""Nothing happens in the future."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from events.clusters import DissolveCluster, FoundCluster
from events.command import Command
from events.compact_signatures import SignCompact
from events.corrections import Correct
from events.elections import ElectDeputy, ElectHead, NameActingHead
from events.emulation_movements import (
    LaunchMovement,
)
from events.meetings import OpenMeeting
from events.membership import (
    AdmitUnit,
    RecordRoster,
    RosterRecorded,
)
from events.ranking import AdoptResult
from events.reorganisation import DissolveUnit
from events.roles import HeadElected
from events.rule_book import IssueRules
from events.unit_commands import FoundUnit, RenameUnit
from tests.facts import (
    BOOK,
    HERE,
    MEMBERS,
    NEXT,
)
from tests.over_days import TODAY, about, ledger_of, refusal
from tests.spec import given

AHEAD: tuple[Command, ...] = (
    ElectHead(**HERE, unit="a"),
    ElectDeputy(**HERE, unit="a"),
    NameActingHead(**HERE, unit="a"),
    SignCompact(**HERE),
    RecordRoster(**HERE, units=("a",)),
    OpenMeeting(**HERE, meeting="m", title="H"),
    IssueRules(**HERE, criteria=BOOK.criteria),
)


@pytest.mark.parametrize("act", AHEAD, ids=lambda act: type(act).__name__)
def test_what_is_of_next_year_is_recorded_ahead_and_no_further(act):
    next_year, typo = replace(act, year=2022), replace(act, year=2023)
    given(*MEMBERS).when(next_year).accepted()
    given(*MEMBERS).when(typo).refused("year-to-come", year=2023, latest=2022)


def test_a_result_or_a_statement_in_numbers_is_of_no_year_to_come():
    roster = RosterRecorded(**HERE | {"year": 2022}, units=("a",))
    given(*MEMBERS, roster).when(AdoptResult(cluster="cum", year=2022)).refused(
        "year-to-come", year=2022, latest=2021
    )


@pytest.mark.parametrize(
    "act",
    [
        FoundUnit(unit="x", name="X"),
        RenameUnit(unit="a", name="X", on=TODAY),
        DissolveUnit(unit="d", on=TODAY),
        FoundCluster(cluster="x", name="X"),
        DissolveCluster(cluster="khac", on=TODAY),
        ElectHead(**NEXT, unit="a"),
        AdmitUnit(**HERE | {"year": 2021}, unit="d"),
        RecordRoster(**NEXT, units=("d",)),
    ],
    ids=lambda act: type(act).__name__,
)
def test_no_act_is_of_a_day_to_come(act):
    roster = () if isinstance(act, RecordRoster) else (RosterRecorded(**NEXT, units=("a",)),)
    given(*MEMBERS, *roster).when(replace(act, on=date(2021, 1, 15))).refused("in-the-future")
    given(*MEMBERS, *roster).when(replace(act, on=date(2021, 1, 14))).accepted()


def test_a_movement_neither_begins_nor_ends_in_a_year_mistyped():
    given().when(LaunchMovement(movement="m", name="M", since=2102)).refused("year-to-come")
    given().when(LaunchMovement(movement="m", name="M", until=2102)).refused("year-to-come")
    given().when(LaunchMovement(movement="m", name="M", since=2022, until=2030)).accepted()


def test_a_correction_to_a_day_to_come_is_refused():
    head = HeadElected(**HERE, unit="a")
    ledger = ledger_of(*MEMBERS, head)
    late = ElectHead(**HERE, unit="a", on=date(2027, 1, 1))
    refused = refusal(ledger, Correct(**about(ledger, head), instead=late))
    assert refused.code in ("in-the-future", "outside-the-year")
