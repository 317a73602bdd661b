"""What was typed in a meeting is provisional until its minutes are approved."""

from __future__ import annotations

import json

import pytest

from events.elections import ElectHead
from events.event import Source
from events.meetings import CloseMeeting, OpenMeeting
from events.minutes import ApproveMinutes
from events.ranking import AdoptResult
from events.result_events import Place
from tests.form_app import STARTED, TODAY, session
from thidua_tui.cli.commands.entry import entry_lines
from thidua_tui.cli.commands.journal import table_of
from thidua_tui.formatting.sentences.entries import sentence_row
from thidua_tui.formatting.sentences.provisional import year_state
from thidua_tui.formatting.tables.render import render
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.pictures import pictures
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.screens.cluster_preview import gather_preview
from thidua_tui.screens.home import Home
from thidua_tui.screens.journal_entry_text import Line, entry_line, session_of
from thidua_tui.screens.journal_paging import JournalPages
from thidua_tui.screens.unit_facts import gather_unit
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, in_place_of
from views.journal import Journal
from views.standings import Standings

OPEN = OpenMeeting(meeting="m", cluster="tmth", year=2020, title="Tổng kết", on=TODAY)
APPROVE = ApproveMinutes(meeting="m", method="consensus")
VI = Words("vi")
MARK, SOME = "tạm, chưa thông qua", "có dòng tạm, chưa thông qua"


def adopt(*units: str) -> AdoptResult:
    places = tuple(Place(place=nth, unit=unit) for nth, unit in enumerate(units, 1))
    return AdoptResult(cluster="tmth", year=2020, places=places)


def held(*commands, source: Source | None = None) -> Session:
    of = session(*STARTED)
    for command in commands:
        of.do(command, source=source)
    return of


def shown(of: Session, form="table", what="ranking", **asked) -> str:
    return render(query_table(what, of.ledger, TableQuery(**asked), VI), form, VI)


def fingerprint(of: Session) -> str | None:
    return of.see(Standings("tmth", 2020)).result("tmth", 2020).fingerprint


def test_a_table_before_approval_says_that_it_is_provisional_and_not_after():
    of = held(OPEN, adopt("stc", "snv"))
    before = fingerprint(of)
    for form in ("table", "md"):
        assert "chưa thông qua" in shown(of, form)
        assert "biên bản «Tổng kết» chưa được thông qua" in shown(of, form)
    assert SOME in shown(of)
    rows = json.loads(shown(of, "json"))
    assert {row["unit"]: row["provisional"] for row in rows if row["place"]} == {
        "stc": True,
        "snv": True,
    }
    head, *lines = shown(of, "csv").splitlines()
    assert head.endswith(",provisional")
    assert {line.rpartition(",")[2] for line in lines} == {"true", "false"}
    assert f'"{MARK}"' in shown(of, "excel") or f";{MARK}" in shown(of, "excel")
    of.do(CloseMeeting(meeting="m"))
    of.do(APPROVE)
    for form in ("table", "md", "json", "csv", "excel"):
        assert "chưa thông qua" not in shown(of, form)
        assert "provisional" not in shown(of, form)
    assert fingerprint(of) == before


def test_what_comes_from_a_late_source_is_not_provisional():
    of = held(OPEN, adopt("stc"), source=Source(kind="document", title="Biên bản"))
    assert "chưa thông qua" not in shown(of)


def test_what_is_recorded_without_a_meeting_is_not_provisional():
    assert "chưa thông qua" not in shown(held(adopt("stc")))


def test_another_year_is_not_provisional():
    of = held(OPEN, adopt("stc"))
    assert year_state(of.see, "tmth", 2020, None, VI) == MARK
    assert year_state(of.see, "tmth", 2021, None, VI) == ""


def test_what_is_added_after_the_approval_waits_for_another():
    of = held(OPEN, APPROVE, adopt("stc"))
    assert "chưa thông qua" in shown(of)
    assert "phần bổ sung sau khi thông qua biên bản «" in shown(of)
    of.do(APPROVE)
    assert "chưa thông qua" not in shown(of)


def test_a_correction_of_an_approved_fact_is_not_provisional():
    of = held(OPEN, adopt("stc", "snv"), CloseMeeting(meeting="m"), APPROVE)
    wrong = [e for e in of.ledger.read() if type(e.event).__name__ == "ResultAdopted"]
    of.do(in_place_of(wrong, adopt("snv", "stc")), reason="ghi nhầm")
    assert "chưa thông qua" not in shown(of)


@pytest.mark.parametrize("what", ["ranking", "leaders"])
def test_a_picture_says_that_it_is_provisional(what):
    of = held(OPEN, adopt("stc"))
    asked = TableQuery("tmth", 2020)
    lines = pictures(what, of.ledger, asked, VI, 80)
    assert any("chưa được thông qua" in line for line in lines) == (what == "ranking")


def result_entry(of: Session) -> int:
    found = [e for e in of.ledger.read() if type(e.event).__name__ == "ResultAdopted"]
    return found[-1].position


def marks(of: Session) -> dict[str, bool]:
    """Place -> whether it shows the result, or the year, as provisional."""
    at, here = result_entry(of), Location(cluster="tmth", year=2020, unit="stc")
    pages, journal = JournalPages(of), of.see(Journal())
    row, line = sentence_row(journal, journal.row(at), VI), Line("", (), 3, 8)
    home = Home().load(of, here).clusters[0]
    return {
        "line of the journal": "(tạm)" in entry_line(pages, at, VI, line).plain,
        "entry": MARK in session_of(pages, pages.entry(at), VI),
        "thidua journal": SOME in render(table_of(journal, VI), "table", VI),
        "thidua journal --format json": json.loads(render(table_of(journal, VI), "json", VI))[
            at - 1
        ]["provisional"],
        "thidua entry": any("chưa được thông qua" in one for one in entry_lines(row, VI)),
        "unit": ("tmth", 2020) in gather_unit(of, here).provisional,
        "preview of a cluster": gather_preview(of, home.row, 2020, here).provisional,
    }


def test_the_journal_an_entry_and_the_page_of_a_unit_say_what_is_provisional():
    of = held(OPEN, adopt("stc", "snv"), CloseMeeting(meeting="m"))
    assert [name for name, mark in marks(of).items() if not mark] == []
    of.do(APPROVE)
    assert [name for name, mark in marks(of).items() if mark] == []
    wrong = [e for e in of.ledger.read() if type(e.event).__name__ == "ResultAdopted"]
    of.do(in_place_of(wrong, adopt("snv", "stc")), reason="ghi nhầm")
    assert [name for name, mark in marks(of).items() if mark] == [], "a correction is approved"


def test_a_head_who_was_elected_in_a_meeting_is_provisional_in_the_list_of_clusters():
    of = held(OPEN)
    assert not Home().load(of, Location(cluster="tmth")).clusters[0].provisional
    of.do(ElectHead(cluster="tmth", year=2020, unit="snv"))
    assert Home().load(of, Location(cluster="tmth")).clusters[0].provisional
    of.do(APPROVE)
    assert not Home().load(of, Location(cluster="tmth")).clusters[0].provisional
