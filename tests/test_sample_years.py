"""Six invented years: they play, hold what they are to show, and say everywhere that they are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.award_events import AwardDenied, AwardGranted, AwardNominated, AwardPresented
from events.compacts import CompactJoined, CompactSigned
from events.corrections import EntriesRetracted, effective
from events.emulation_movements import MovementJoined
from events.event import Entry, Event
from events.invariants import breaches
from events.meetings import MeetingOpened, RemarkRecorded, UnitsAttended
from events.roles import ActingHeadNamed, HeadElected, OfficerStoodDown
from events.rule_book import RulesIssued
from events.store.ledger import Ledger
from events.units import UnitRenamed, UnitsMerged
from tests.pages import AFTER_YEARS, ledger_at, press, screen_text, shown
from thidua_tui.formatting.tables.render import render
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.session.samples.years import PROVISIONAL, play

pytestmark = pytest.mark.usefixtures("home")
VI = Words("vi")
MARK = "minh họa"


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    played = Ledger(InMemoryDCBRecorder(), clock=lambda: AFTER_YEARS)
    play(played)
    return played


@pytest.fixture(scope="module")
def entries(ledger) -> list[Entry]:
    return [*ledger.read()]


def of(entries: list[Entry], kind: type[Event]) -> list[Any]:
    return [entry.event for entry in effective(entries) if isinstance(entry.event, kind)]


def rows(ledger: Ledger, what: str, year: int | None = None) -> list[dict[str, Any]]:
    table = query_table(what, ledger, TableQuery(year=year), VI)
    found: list[dict[str, Any]] = json.loads(render(table, "json", VI))
    return found


def test_the_years_break_no_law(entries):
    assert not breaches(effective(entries))


def test_cluster_and_every_source_say_that_the_data_are_invented(ledger, entries):
    assert MARK in render(query_table("clusters", ledger, TableQuery(), VI), "table", VI)
    assert all(entry.source.kind == "document" for entry in entries)
    assert all(MARK in entry.source.title and MARK in entry.by for entry in entries)


@pytest.mark.parametrize("year", range(2019, 2024))
def test_five_years_have_all_eight_places(ledger, year):
    ranking = rows(ledger, "ranking", year)
    assert sorted(row["place"] for row in ranking)[0] == 1
    assert len({row["unit"] for row in ranking}) == len(ranking) == 8


def test_two_of_these_years_have_a_tie_that_a_podium_shows(ledger):
    ties = {year: [row["place"] for row in rows(ledger, "ranking", year)] for year in (2020, 2023)}
    assert all(places.count(3) == 2 and 4 not in places for places in ties.values())


def test_the_last_year_is_provisional_and_its_sheet_has_gaps(ledger):
    ranking = rows(ledger, "ranking", PROVISIONAL)
    assert "TẠM TÍNH" in render(
        query_table("ranking", ledger, TableQuery(year=PROVISIONAL), VI), "table", VI
    )
    assert sorted(row["scored"] for row in ranking) == [9, 9, 9, 10, 10, 10, 10, 10]


def test_three_rule_books_with_ten_criteria_of_one_hundred_points(entries):
    books = of(entries, RulesIssued)
    assert [book.year for book in books] == [2022, 2023, 2024]
    assert all(len(book.criteria) == 10 for book in books)
    assert all(sum(line.max_points for line in book.criteria) == 100 for book in books)


def test_the_head_changes_in_mid_year_over_an_acting_head(entries):
    heads = [(e.year, e.unit) for e in of(entries, HeadElected)]
    assert [year for year, _ in heads] == [2019, 2020, 2021, 2022, 2022, 2023, 2024]
    assert len({unit for _, unit in heads}) == 7
    assert [(e.year, e.unit) for e in of(entries, ActingHeadNamed)] == [(2022, "vp-ubnd")]
    assert [e.role for e in of(entries, OfficerStoodDown)] == ["head", "deputy"]


def test_every_outcome_of_an_award_is_there(entries):
    found = [len(of(entries, kind)) for kind in (AwardNominated, AwardGranted, AwardDenied)]
    nominated, granted, denied = found
    assert nominated > granted + denied > granted > len(of(entries, AwardPresented)) > 0 < denied


def test_compacts_movements_meetings_and_a_reorganisation(entries):
    assert [e.year for e in of(entries, CompactSigned)] == [*range(2019, 2025)]
    assert of(entries, CompactJoined)
    assert {e.year for e in of(entries, MovementJoined)} == {*range(2019, 2025)}
    meetings = of(entries, MeetingOpened)
    assert {e.kind for e in meetings} == {"year-end", "interim", "compact", "appraisal"}
    assert len(of(entries, UnitsAttended)) == len(meetings)
    assert {e.kind for e in of(entries, RemarkRecorded)} > {"opinion", "request", "assessment"}
    assert len(of(entries, UnitsMerged)) == len(of(entries, UnitRenamed)) == 1


def test_one_correction_and_it_says_why(entries):
    corrected = [entry for entry in entries if isinstance(entry.event, EntriesRetracted)]
    assert [bool(entry.reason) for entry in corrected] == [True]


def test_each_act_is_recorded_on_its_own_day(entries):
    days = [entry.at.date() for entry in entries]
    assert days == sorted(days)
    assert (days[0].year, days[-1].year) == (2019, 2025)


def test_the_command_plays_the_years_into_a_file_that_verifies(run, tmp_path):
    kept = tmp_path / "years.ledger"
    code, out, _ = run("demo", "--years", "--no-ui", "--ledger", kept)
    assert code == 0
    assert "Cụm thi đua mẫu (số liệu minh họa)" in out
    code, out, err = run("--ledger", kept, "verify", "--all")
    assert (code, err) == (0, "")


def test_two_samples_at_once_are_refused(run):
    code, _, err = run("demo", "--years", "--cases", "--no-ui")
    assert code == 2
    assert "--cases" in err


async def test_the_program_opens_on_the_provisional_year(tmp_path):
    async with shown(ledger_at(tmp_path / "years.ledger", years=True), size=(160, 50)) as pilot:
        await press(pilot, "1")
        assert f"Năm {PROVISIONAL}" in screen_text(pilot.app)
        assert MARK in screen_text(pilot.app)
