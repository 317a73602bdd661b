"""What a vote rests on: the meeting it was opened at, the papers, the roll, those in writing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from events.award_ballots import RecordBallot
from events.award_events import AwardNominated
from events.award_steps import AwardBalloted
from events.awards import GrantAward
from events.ballots import CandidateVotes, Course, Round, TieBreak
from events.compact_adoption import AdoptCompact, CompactAdopted
from events.elections import ElectHead
from events.errors import Refused
from events.event import Event
from events.meetings import MeetingClosed, MeetingOpened, UnitsAttended
from events.open_vote import OpenVote
from events.presence import RecordAbsence, UnitAbsent, UnitDeparted
from events.procedures import ProcedureSet, VotingRule
from events.regulations import AdoptRegulation, RegulationAdopted
from events.roles import HeadElected
from events.rosters import RosterRecorded
from events.store.ledger import Circumstances
from events.units import UnitFounded
from events.vote_opening import VoteOpened
from events.voting import Tally
from tests.facts import HERE, MEMBERS, NEXT, WORLD, Award
from tests.spec import flat, given, ledger_with
from thidua_tui.acts.ballot_reading import with_course
from thidua_tui.i18n.messages import Codes, Words

FIRST, SECOND = date(2020, 1, 10), date(2020, 2, 10)


def meeting(code: str, on: date, *units: str) -> tuple[Event, ...]:
    opened = MeetingOpened(**HERE, meeting=code, title=code, on=on)
    return (opened, UnitsAttended(**HERE, meeting=code, units=units))


def opened(*facts: Any, at: str) -> Event:
    """The opening of a vote for the head at a meeting, after these facts."""
    [event] = given(*facts).when(OpenVote(**HERE, meeting=at, matter="head")).accepted()
    return event


def hands(votes_for: int, total: int, of: Any, **more: Any) -> ElectHead:
    share = Tally(votes_for=votes_for, total=total, of=of)
    return ElectHead(**HERE, unit="a", method="show-of-hands", votes=share, **more)


def ballot_of(act: ElectHead, *facts: Any) -> str:
    """The opened vote that an election uses; empty for none."""
    [event] = given(*facts).when(act).accepted()
    assert isinstance(event, HeadElected)
    return event.course.ballot if event.course else ""


def test_an_opened_vote_is_used_at_its_meeting_and_by_no_later_one():
    first = (*MEMBERS, *meeting("m", FIRST, "a", "b", "c"))
    world = (*first, opened(*first, at="m"))
    assert ballot_of(hands(2, 3, "members"), *world) == "head-1"
    closed = (*world, MeetingClosed(**HERE, meeting="m"))
    assert ballot_of(hands(2, 3, "members", on=FIRST), *closed) == "head-1"  # typed late
    assert ballot_of(hands(2, 3, "members"), *closed) == ""
    later = (*closed, *meeting("n", SECOND, "a", "b"))
    assert ballot_of(hands(2, 2, "present"), *later) == ""
    assert ballot_of(hands(2, 2, "present", on=SECOND), *later) == ""
    assert ballot_of(hands(2, 3, "members", on=FIRST), *later) == "head-1"
    of_later = (*later, opened(*later, at="n"))
    assert ballot_of(hands(2, 2, "present", on=SECOND), *of_later) == "head-2"
    assert ballot_of(hands(2, 3, "members", on=FIRST), *of_later) == "head-1"


def test_a_second_opening_of_a_matter_needs_words():
    first = (*MEMBERS, *meeting("m", FIRST, "a", "b", "c"))
    world = (*first, opened(*first, at="m"))
    again = OpenVote(**HERE, meeting="m", matter="head")
    given(*world).when(again).refused("vote-already-open", matter="head", year=2020)
    [second] = given(*world).because("kiểm lại danh sách").when(again).accepted()
    assert ballot_of(hands(2, 3, "members"), *world, second) == "head-2"
    [elected] = given(*world).when(hands(2, 3, "members")).accepted()
    given(*world, elected).when(again).accepted()  # it has its outcome
    given(*world, MeetingClosed(**HERE, meeting="m"), *meeting("n", SECOND, "a", "b")).when(
        OpenVote(**HERE, meeting="n", matter="head")
    ).accepted()


def test_the_outcome_of_a_year_is_not_that_of_the_vote_of_the_next():
    world = (*MEMBERS, *meeting("m", FIRST, "a", "b", "c"))
    share = Tally(votes_for=3, total=3, of="members")
    for of in (HERE, NEXT):
        [vote] = given(*world).when(OpenVote(**of, meeting="m", matter="compact")).accepted()
        act = AdoptCompact(**of, method="show-of-hands", votes=share, on=FIRST)
        [adopted] = given(*world, vote).when(act).accepted()
        assert isinstance(adopted, CompactAdopted) and adopted.course
        assert (adopted.year, adopted.course.ballot) == (of["year"], "compact-1")
        world = (*world, vote, adopted)


def adopt(votes: tuple[int, int], of: str, **papers: int) -> AdoptRegulation:
    """Adopt a regulation by these papers, as a form or a line gives it."""
    fields = {"method": "secret-ballot", "votes": votes, "votes_of": of, **papers}
    return AdoptRegulation(**HERE, title="Quy chế", on=FIRST, **with_course(fields))


def test_with_papers_a_share_is_of_the_valid_ones_and_the_entitled_are_the_roll():
    world = (*MEMBERS, *meeting("m", FIRST, "a", "b", "c"))
    papers = {"issued": 3, "returned": 3, "invalid": 1}
    for of in ("valid", "not-recorded"):
        [event] = given(*world).when(adopt((2, 2), of, **papers)).accepted()
        assert isinstance(event, RegulationAdopted) and event.course
        assert (event.course.entitled, event.course.present) == (3, 3)
        assert event.votes == Tally(votes_for=2, total=2, of="valid")
    for total, of in ((2, "members"), (3, "members"), (3, "present"), (3, "issued"), (5, "valid")):
        for reason in ("", "theo biên bản"):
            spec = given(*world).because(reason).when(adopt((2, total), of, **papers))
            spec.refused("share-differs", total=total, of=of, base=2, base_of="valid")
    refused = Refused("share-differs", votes=3, total=6, of="present", base=5, base_of="valid")
    assert "3/6 đơn vị có mặt" in (text := Words("vi").refusal(refused, Codes()))
    assert "5 phiếu hợp lệ" in text


def test_a_number_of_members_that_is_stated_is_not_taken_for_the_papers():
    act = adopt((2, 5), "members", issued=3, returned=3, invalid=0)
    for facts in (MEMBERS, MEMBERS[:-1]):
        given(*facts).when(act).refused("share-differs", total=5, base=3, base_of="valid")


def at_six(act: Any, code: str, **facts: Any) -> None:
    """Six of seven members are at the meeting: the act needs words, or none without a code."""
    seven = [UnitFounded(unit=unit, name=f"Sở {unit}") for unit in "abcdefg"]
    roll = RosterRecorded(**HERE, units=tuple("abcdefg"))
    world = (*WORLD, *seven[4:], roll, *meeting("m", FIRST, *"abcdef"))
    spec = given(*world)
    if code:
        spec.when(act).refused(code, **facts)
        spec.because("theo biên bản").when(act).accepted()
    else:
        spec.when(act).accepted()


@pytest.mark.parametrize("method", ["show-of-hands", "secret-ballot", "consensus"])
@pytest.mark.parametrize("of", ["members", "valid", "not-recorded"])
def test_no_more_vote_than_take_part(method, of):
    def act(votes_for: int) -> ElectHead:
        share = Tally(votes_for=votes_for, total=7, of=of)
        return ElectHead(**HERE, unit="a", method=method, votes=share, on=FIRST)

    at_six(act(7), "votes-above-voters", votes=7, count=6)
    if of != "valid" and method != "consensus":
        at_six(act(6), "")


HEAD: dict[str, Any] = {**HERE, "unit": "a", "method": "secret-ballot", "on": FIRST}


def for_head(*votes: tuple[str, int], **papers: int) -> ElectHead:
    named = tuple(CandidateVotes(unit=unit, votes=count) for unit, count in votes)
    return ElectHead(**HEAD, course=Course(rounds=(Round(votes=named, **papers),)))


@pytest.mark.parametrize(
    ("act", "papers"),
    [
        (ElectHead(**HEAD, votes=Tally(votes_for=1, total=1, of="valid")), 1),
        (ElectHead(**HEAD, votes=Tally(votes_for=2, total=3, of="issued")), 3),
        (for_head(("a", 1), ("b", 0), issued=1, returned=1), 1),
        (for_head(("a", 1), ("b", 0)), 1),
        (for_head(("a", 3), valid=4, invalid=1), 5),
        (for_head(("a", 3), valid=4, invalid=2), None),
        (for_head(("a", 3), issued=6, returned=5, invalid=1), None),
        (for_head(("a", 3), returned=5, missing=1, invalid=0), None),
    ],
)
def test_papers_of_fewer_than_are_there_need_words(act, papers):
    at_six(act, "papers-of-some" if papers else "", **({"papers": papers} if papers else {}))


@pytest.mark.parametrize(
    ("votes", "unit", "code"),
    [
        ((3, 2, 1), "c", "chosen-not-tied"),
        ((3, 2, 1), "b", "chosen-not-tied"),
        ((3, 2, 1), "a", "lot-without-tie"),
        ((2, 2, 2), "c", ""),
        ((3, 3, 0), "b", ""),
    ],
)
def test_a_lot_is_drawn_among_those_that_are_tied(votes, unit, code):
    ballot = for_head(*zip("abc", votes, strict=True), issued=6, returned=6, invalid=0)
    assert ballot.course
    tie = TieBreak(by="lot", units=(unit,))
    held = replace(ballot.course, rounds=ballot.course.rounds * 2, tie=tie)
    at_six(replace(ballot, unit=unit, course=held), code)


def test_a_show_of_hands_of_those_present_has_the_abstentions_that_are_left():
    fields = {"method": "show-of-hands", "votes": (4, 6), "votes_of": "present", "against": 1}
    act = AdoptRegulation(**HERE, title="Quy chế", on=FIRST, **with_course(fields))
    assert act.course and act.course.rounds[0].abstained == 1
    at_six(act, "")


@pytest.mark.parametrize(
    ("there", "of", "code"),
    [
        (("a", "b", "c"), 2, "votes-of-some-present"),
        (("a", "b", "c"), 3, ""),
        (("a", "b"), 2, ""),
    ],
)
def test_a_count_of_those_present_is_of_all_of_them(there, of, code):
    spec = given(*MEMBERS, *meeting("m", FIRST, *there)).when(hands(2, of, "present", on=FIRST))
    if code:
        spec.refused(code, count=len(there))
    else:
        spec.accepted()


def test_a_unit_that_left_before_the_close_may_not_have_voted():
    world = (*MEMBERS, *meeting("m", FIRST, "a", "b", "c"))
    left = (UnitDeparted(**HERE, meeting="m", unit="c"), MeetingClosed(**HERE, meeting="m"))
    given(*world, *left).when(hands(2, 2, "present", on=FIRST)).accepted()
    given(*world, *left).when(hands(2, 3, "present", on=FIRST)).accepted()


def test_votes_in_writing_and_by_proxy_are_groups_of_their_own():
    wrote = UnitDeparted(**HERE, meeting="m", unit="c", vote="written")
    world = (*MEMBERS, *meeting("m", FIRST, "a", "b", "c"), wrote)
    act = adopt((2, 3), "valid", issued=3, returned=3, invalid=0)
    for facts in (world, (*world, opened(*world, at="m"))):
        [event] = given(*facts).when(act).accepted()
        assert isinstance(event, RegulationAdopted) and event.course
        assert (event.course.present, event.course.written) == (3, 1)
        text = Words("vi").sentence(event, Codes())
        assert "3 có quyền · 2 có mặt · 1 bằng văn bản · 3 phát ra" in text
        assert "2 present · 1 in writing · 3 issued" in Words("en").sentence(event, Codes())


@pytest.mark.parametrize(
    ("holder", "in_writing", "groups"),
    [
        ("a", (), (("a", "b"), ("c",), ())),
        ("d", (), (("a", "b"), (), ())),  # the holder of the proxy is not there
        ("a", ("c",), (("a", "b"), (), ("c",))),
    ],
)
def test_each_unit_has_one_vote_when_a_vote_is_opened(holder, in_writing, groups):
    rule = VotingRule(proxies=True, written=True)
    allowed = ProcedureSet(cluster="cum", year=2020, matter="head", rule=rule)
    away = UnitAbsent(**HERE, meeting="m", unit="c", vote="proxy", proxy=holder)
    world = (*MEMBERS, allowed, *meeting("m", FIRST, "a", "b"), away)
    act = OpenVote(**HERE, meeting="m", matter="head", in_writing=in_writing)
    [event] = given(*world).when(act).because("đã biết thiếu").accepted()
    assert isinstance(event, VoteOpened)
    assert (event.units, event.by_proxy, event.in_writing) == groups


FLAG: Award = {**HERE, "unit": "a", "form": "co-tinh"}
NOMINATED = (*MEMBERS, AwardNominated(**FLAG))


def council(in_favour: int, issued: int, **more: Any) -> RecordBallot:
    """The vote of a Council on the flag, by these papers."""
    papers = Round(issued=issued, returned=issued, invalid=0, in_favour=in_favour)
    course = Course(rounds=(papers,), **more)
    return RecordBallot(**FLAG, outcome="passed", method="secret-ballot", course=course)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (council(5, 9, entitled=9), "votes-below-threshold"),
        (council(5, 5, entitled=9), "no-quorum"),
        (council(9, 10, entitled=9), "issued-above-roll"),
    ],
)
def test_a_refusal_of_a_council_speaks_of_its_members(act, code):
    with pytest.raises(Refused, match=code) as refused:
        ledger_with(flat(NOMINATED)).execute(act, Circumstances(by="Thư ký"))
    vi, en = (Words(lang).refusal(refused.value, Codes()) for lang in ("vi", "en"))
    assert "thành viên Hội đồng" in vi and "đơn vị" not in vi
    assert "members of the Council" in en and "unit" not in en


@pytest.mark.parametrize(
    ("votes_for", "total", "of", "vi", "en"),
    [
        (2, 3, "members", "3 có quyền → cần 2 · được 2", "3 entitled → 2 needed · 2 received"),
        (2, 2, "present", "2 có mặt → cần 2 · được 2", "2 present → 2 needed · 2 received"),
        (2, 3, "not-recorded", "cần 2 · được 2", "2 needed · 2 received"),
    ],
)
def test_a_share_alone_has_its_arithmetic_with_its_base(votes_for, total, of, vi, en):
    votes = Tally(votes_for=votes_for, total=total, of=of)
    fact = RegulationAdopted(**HERE, title="Quy chế", method="show-of-hands", votes=votes)
    assert vi in Words("vi").sentence(fact, Codes())
    assert en in Words("en").sentence(fact, Codes())


def grant(on: date) -> GrantAward:
    return GrantAward(**FLAG, number="1/QĐ", on=on)


def test_a_flag_without_a_vote_of_the_council_is_granted_with_words_since_that_is_the_rule():
    world = given(*NOMINATED).today(date(2024, 6, 1))
    world.when(grant(date(2024, 3, 1))).refused("granted-without-ballot", threshold=80)
    world.because("cụm không có số phiếu").when(grant(date(2024, 3, 1))).accepted()
    given(*NOMINATED).today(date(2024, 6, 1)).when(grant(date(2021, 3, 1))).accepted()
    voted = AwardBalloted(**FLAG, outcome="passed")
    given(*NOMINATED, voted).today(date(2024, 6, 1)).when(grant(date(2024, 3, 1))).accepted()


def test_a_proxy_that_no_rule_allows_needs_words():
    world = (*MEMBERS, *meeting("m", FIRST, "a", "b"))
    away = RecordAbsence(meeting="m", unit="c", vote="proxy", proxy="a")
    given(*world).when(away).refused("proxy-not-allowed", unit="c")
    given(*world).because("quy chế cho phép").when(away).accepted()
    for year in (2020, 2021):
        rule = ProcedureSet(cluster="cum", year=year, matter="head", rule=VotingRule(proxies=True))
        given(*world, rule).when(away).accepted()
