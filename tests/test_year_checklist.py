"""The checklist of a year: what is recorded is done, one step is next, nothing is invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from events.award_events import AwardNominated
from events.awards import AwardDenied, AwardGranted, AwardPresented
from events.compacts import CompactSigned
from events.meetings import MeetingClosed, MeetingOpened
from events.result_events import Place, ResultAdopted
from events.roles import DeputyElected, HeadElected
from events.rule_book import Criterion, RulesIssued
from events.scoring import ScoreRecorded
from tests.facts import BOOK, DAY, FLAG, HERE, MEMBERS, NEXT, RESULT, WORLD
from tests.spec import ledger_with
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.screens import year_checklist
from thidua_tui.screens.year_facts import gather_year
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

WORDS = Words("vi")
SCORES = tuple(
    ScoreRecorded(**HERE, unit=unit, criterion=code, points=Decimal(9), stage="verified")
    for unit in "abc"
    for code in ("I", "II")
)
MEETING = MeetingOpened(meeting="m", **HERE, title="Họp", kind="year-end", on=DAY)
CLOSED = MeetingClosed(meeting="m", **HERE)
HEAD, DEPUTY = HeadElected(**NEXT, unit="b", on=DAY), DeputyElected(**NEXT, unit="c")
GRANTED = AwardGranted(**FLAG, number="1/QĐ", authority="UBND", signer="", on=date(2021, 3, 1))
PROPOSED = AwardNominated(**FLAG, on=DAY)
NAMES = (
    *("roster", "compact", "rules", "scores", "meeting", "result"),
    *("proposed", "election", "decided", "presented"),
)


def steps(*facts, on=None):
    session = Session(ledger_with(*WORLD, *facts), "Thư ký")
    found = gather_year(session, Location(**HERE, on=on))
    return {step.name: step for step in year_checklist.checklist(found)}


def states(*facts):
    return {name: step.state for name, step in steps(*facts).items()}


def coming(*facts):
    found = [step for step in steps(*facts).values() if step.state == "next"]
    assert len(found) <= 1
    return (found[0].name, found[0].action) if found else None


ROSTER = MEMBERS[len(WORLD) :]


def test_of_an_empty_year_nothing_is_done_and_the_roster_is_next():
    found = states()
    assert tuple(found) == NAMES
    assert found.pop("roster") == "next"
    assert {*found.values()} == {"open"}


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (ROSTER, ("compact", "sign-compact")),
        ((*ROSTER, CompactSigned(**HERE)), ("rules", "acts")),
        ((*ROSTER, BOOK), ("scores", "record-score")),
        ((*ROSTER, BOOK, SCORES[0], MEETING, CLOSED), ("scores", "record-score")),
        ((*ROSTER, BOOK, *SCORES), ("meeting", "open-meeting")),
        ((*ROSTER, BOOK, *SCORES, MEETING), ("meeting", "close-meeting")),
        ((*ROSTER, MEETING, CLOSED), ("result", "adopt-result")),
        ((*ROSTER, RESULT), ("proposed", "nominate")),
        ((*ROSTER, RESULT, PROPOSED), ("election", "elect-head")),
        ((*ROSTER, RESULT, PROPOSED, HEAD), ("election", "elect-deputy")),
        ((*ROSTER, RESULT, PROPOSED, HEAD, DEPUTY), ("decided", "acts")),
        ((*ROSTER, RESULT, PROPOSED, HEAD, DEPUTY, GRANTED), ("presented", "acts")),
    ],
)
def test_the_first_step_that_is_not_recorded_is_next(facts, step):
    assert coming(*facts) == step


def test_when_all_is_recorded_nothing_is_next():
    presented = AwardPresented(**FLAG, on=date(2021, 4, 1))
    facts = (*ROSTER, RESULT, PROPOSED, HEAD, DEPUTY, GRANTED, presented)
    assert coming(*facts) is None
    assert steps(*facts)["presented"].on == date(2021, 4, 1)


def test_without_proposals_no_decision_is_awaited():
    assert coming(*ROSTER, RESULT, HEAD, DEPUTY) is None


def test_of_a_denied_award_no_presentation_is_awaited():
    denied = AwardDenied(**FLAG, number="1", authority="UBND", signer="", on=DAY)
    found = steps(*ROSTER, RESULT, PROPOSED, HEAD, DEPUTY, denied)
    assert found["decided"].state == "done"
    assert found["presented"].state == "open"


def test_scores_are_done_when_every_criterion_of_every_member_has_its_points():
    found = steps(*ROSTER, BOOK, *SCORES[:3])["scores"]
    assert (found.state, found.done, found.of) == ("next", 1, 3)
    found = steps(*ROSTER, BOOK, *SCORES)["scores"]
    assert (found.state, found.done, found.of) == ("done", 3, 3)


def test_a_compact_of_the_next_year_is_not_that_of_this_year():
    assert states(*ROSTER, CompactSigned(**NEXT))["compact"] == "next"


def test_on_a_day_of_the_year_the_next_has_no_election_yet():
    assert "election" not in steps(*ROSTER, RESULT, on=date(2020, 12, 1))


def lines(*facts, lang="vi", **more):
    words = Words(lang)
    found = tuple(steps(*facts).values())
    made = year_checklist.checklist_lines(found, 2020, words, **more)
    return [line.plain.rstrip() for line in made]


def test_a_line_has_a_sign_a_name_and_what_is_known():
    shown = lines(*ROSTER, RESULT)
    assert shown[0].startswith("● Danh sách thành viên")
    assert shown[0].endswith("3 đơn vị")
    assert shown[1].startswith("○ Ký giao ước thi đua")
    assert shown[1].endswith("chưa ghi")
    assert shown[5].startswith("● Thống nhất kết quả")
    assert shown[5].endswith("2 đơn vị · 14/01/2021")
    assert shown[6].startswith("▸ Đề nghị khen thưởng")
    assert shown[6].endswith("chưa ghi  d")


def test_the_key_follows_that_of_the_page_and_is_left_out_in_the_past():
    assert lines(*ROSTER, RESULT, before="Enter")[6].endswith("Enter, d")
    assert lines(*ROSTER, RESULT, now=False)[6].endswith("chưa ghi")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "facts", [(), ROSTER, (*ROSTER, BOOK, *SCORES, RESULT, PROPOSED, HEAD, DEPUTY, GRANTED)]
)
def test_names_are_aligned_and_every_step_has_a_detail(facts, lang):
    found = lines(*facts, lang=lang)
    assert len(found) == len(NAMES)
    for line in found:
        assert "  " in line.strip()
        assert "{" not in line


def test_the_strip_has_a_sign_for_each_step_and_names_the_next():
    found = tuple(steps(*ROSTER, RESULT).values())
    strip = year_checklist.checklist_strip(found, 2020, WORDS).plain
    assert strip == "●○○○○●▸○○○ Đề nghị khen thưởng d"


def test_scores_that_the_result_did_without_stay_unrecorded():
    single = RulesIssued(
        **HERE, criteria=(Criterion(code="I", name="Một", max_points=Decimal(10)),)
    )
    everyone = ResultAdopted(**HERE, places=(Place(place=1, unit="a"),), on=DAY)
    assert steps(*ROSTER, single, everyone)["scores"].state == "open"
