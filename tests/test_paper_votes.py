"""Minutes of a count, and ballot papers: sums that hold, shares with a base, nothing to trace."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import msgspec
import pytest

from events.agenda import AgendaSet
from events.agenda_items import AgendaItem
from events.award_events import AwardNominated
from events.ballots import CandidateVotes, Course, Round, TieBreak
from events.errors import BadInput, Refused
from events.meeting_roles import MeetingRoleGiven
from events.meetings import MeetingOpened, UnitsAttended
from events.papers import PaperKind
from events.procedures import VotingRule
from events.result_events import ResultAdopted
from events.roles import HeadElected
from events.vote_opening import VoteOpened
from events.voting import Tally
from tests import paper_words
from tests.facts import FLAG, HERE, MEMBERS, NEXT
from tests.paper_words import assertive, body, marked, strange_words, tables
from thidua_tui.formatting.papers import ballot_count, ballots
from thidua_tui.formatting.papers.blocks import DOTS, Issue
from thidua_tui.i18n.messages import LANGUAGES, Words
from views.papers.ballot_count import BallotCountFacts
from views.papers.ballots import BallotPaperFacts
from views.papers.facts import PaperFacts
from views.papers.registry import PAPERS

DAY = date(2021, 1, 14)
MEETING = MeetingOpened(meeting="m", **HERE, title="Tổng kết", on=DAY, place="Hội trường")
OPENED = VoteOpened(
    **NEXT, meeting="m", ballot="head-1", matter="head", units=("a", "b", "c"), members=4
)
FREE = frozenset(
    {"name", "title", "place", "unit_name", "office", "cluster_name", "note", "meeting"}
)


BEFORE = (*MEMBERS, MEETING)


def cast(a: int, b: int, **numbers: Any) -> Round:
    votes = (CandidateVotes(unit="a", votes=a), CandidateVotes(unit="b", votes=b))
    return Round(votes=votes, **numbers)


FIRST = cast(1, 1, issued=3, returned=3, valid=2, invalid=1)
SECOND = cast(1, 2, issued=3, returned=3, valid=3, invalid=0)
COURSE = Course(ballot="head-1", rounds=(FIRST, SECOND), entitled=4, present=3)


def elected(course: Course | None = COURSE, votes: Tally | None = None) -> HeadElected:
    return HeadElected(**NEXT, unit="b", method="secret-ballot", course=course, votes=votes, on=DAY)


def made(kind: PaperKind, *facts: Any, meeting: str = "m", entry: int = 0, unit: str = "") -> Any:
    """The facts of a paper of the meeting in which these facts were typed."""
    return paper_words.made(kind, BEFORE, facts, meeting=meeting, entry=entry, unit=unit)


def count(*facts: Any, lang: str = "vi", **subject: Any) -> str:
    found: BallotCountFacts = made("ballot-count", *facts, **subject)
    return body(ballot_count.wording(found, Words(lang)))


def test_a_count_states_the_papers_their_sums_and_the_votes_with_their_base():
    found = made("ballot-count", OPENED, elected())
    shown = body(paper := ballot_count.wording(found, Words("vi")))
    assert "Có quyền biểu quyết: 4 đơn vị; có mặt tham gia: 3." in shown
    assert "thu về 3 = hợp lệ 2 + không hợp lệ 1." in shown
    first, second = tables(paper)
    assert first.columns[-1].title == "Tỷ lệ trên 2 phiếu hợp lệ"
    assert second.rows == (("1", "Sở B", "2", "66,67 %"), ("2", "Sở A", "1", "33,33 %"))
    assert "Số phiếu cần đạt: 2 (quá nửa trong số 3 phiếu hợp lệ)." in shown
    assert "Đủ số phiếu cần đạt: Sở B." in shown


def test_a_share_without_papers_has_dots_for_what_was_not_counted():
    shown = count(elected(None, Tally(votes_for=3, total=4)))
    assert "Có quyền biểu quyết: 4 đơn vị; có mặt tham gia: ……." in shown
    assert "Số phiếu phát ra: ……; thu về: ……" in shown
    assert "Đối chiếu" not in shown
    assert "Tán thành: 3/4 đơn vị thành viên (75,00 %)." in shown


def test_no_percentage_stands_without_its_base():
    nothing = Course(rounds=(Round(in_favour=3),))
    shown = count(elected(nothing))
    assert "Tán thành: 3." in shown
    assert "%" not in shown
    assert "cần đạt" not in shown


def test_a_count_whose_sums_do_not_hold_is_refused():
    wrong = Course(rounds=(cast(1, 2, issued=3, returned=3, valid=1, invalid=1),))
    with pytest.raises(Refused, match="returned-differs"):
        made("ballot-count", elected(wrong))


def test_tellers_are_those_of_the_meeting_else_dots_and_missing():
    teller = MeetingRoleGiven(meeting="m", **HERE, held="teller", person="Bà Chi", unit="a")
    assert "1. Bà Chi (Sở A)." in count(teller, elected())
    paper = ballot_count.wording(made("ballot-count", elected()), Words("vi"))
    assert f"I. TỔ KIỂM PHIẾU\n{DOTS}" in body(paper)
    assert "tổ kiểm phiếu" in paper.missing


def test_what_decided_between_equal_votes_is_said():
    tie = TieBreak(by="lot", units=("b",), note="bốc thăm tại chỗ")
    drawn = Course(rounds=(cast(1, 1, issued=2, returned=2, valid=2, invalid=0),), tie=tie)
    shown = count(elected(drawn))
    assert "bốc thăm, chọn Sở B (bốc thăm tại chỗ)." in shown
    assert "Đủ số phiếu" not in shown


def test_a_rule_with_its_document_is_what_is_needed():
    rule = VotingRule(majority="2/3", of="members", paper="Quy chế số 5")
    course = msgspec.structs.replace(COURSE, rule=rule)
    assert "cần đạt: 3 (2/3 trong số 4 đơn vị thành viên; Quy chế số 5)." in count(elected(course))


def test_one_vote_is_asked_for_by_its_entry():
    adopted = ResultAdopted(**HERE, places=(), votes=Tally(votes_for=3, total=4))
    shown = count(adopted, elected(), entry=len(BEFORE) + 2)
    assert "Bầu Trưởng cụm" in shown
    assert "xếp thứ" not in shown


@pytest.mark.parametrize(("meeting", "code"), [("x", "no-such-meeting"), ("m", "no-counted-vote")])
def test_without_a_counted_vote_there_is_no_count(meeting, code):
    with pytest.raises(BadInput, match=code):
        made("ballot-count", meeting=meeting)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["ballot-count", "ballots"])
def test_every_word_is_of_a_template_or_of_a_fact(lang, kind):
    teller = MeetingRoleGiven(meeting="m", **HERE, held="teller", person="Bà Chi", unit="a")
    facts: PaperFacts = made(kind, teller, OPENED, elected())
    known, markers = marked(facts, FREE | {"elected"})
    wording = ballot_count.wording if kind == "ballot-count" else ballots.wording
    paper = wording(known, Words(lang))
    assert strange_words(paper, lang, markers) == []
    assert any(marker in body(paper) for marker in markers)


def test_each_sentence_of_a_count_needs_its_fact():
    bare = count(elected(None, Tally(votes_for=3, total=4, of="not-recorded")))
    needs = {"teller", "sums", "needed", "elected", "decided", "nth"}
    dotted = {"voters", "papers", "end", "voices"}
    assert assertive("vi", "ballot-count").keys() == needs | dotted
    for start in ("Đối chiếu", "Đủ số phiếu", "Xử lý khi"):
        assert start not in bare
    assert re.search("quyền biểu quyết: …… đơn vị; có mặt tham gia: ……", bare)


def slips(*facts: Any, **subject: Any) -> Any:
    found: BallotPaperFacts = made("ballots", *facts, **subject)
    return ballots.wording(found, Words("vi"), Issue(number="01", symbol="X", code="X-1", on=DAY))


def test_a_ballot_paper_has_the_candidates_of_the_roster_and_nothing_to_trace_it():
    paper = slips(OPENED)
    (slip,) = paper.slips
    (table,) = (one for one in slip.blocks if hasattr(one, "rows"))
    assert [row[1] for row in table.rows] == ["Sở A", "Sở B", "Sở C"]
    assert slip.titles == ("PHIẾU BẦU", "Bầu Trưởng cụm thi đua năm 2021")
    assert (paper.code, paper.code_note, paper.heading) == ("", "", None)
    assert "01" not in body(paper).replace("14 tháng\u00a001", "")
    assert not PAPERS["ballots"].coded
    assert paper.missing == ()


def test_as_many_papers_are_printed_as_units_take_part_and_the_cover_says_how_many():
    paper = slips(OPENED)
    assert paper.slips[0].copies == 3
    assert "Số phiếu in: 3" in body(paper)
    assert paper.name == "TỜ BÌA PHIẾU BẦU"


def test_before_a_vote_is_opened_the_item_of_the_agenda_says_what_is_elected():
    item = AgendaItem(item="bau", title="Bầu Trưởng cụm", opens="elect-head", valid_for=2021)
    planned = AgendaSet(meeting="m", **HERE, items=(item,))
    paper = slips(planned)
    assert "Bầu Trưởng cụm thi đua năm 2021" in body(paper)
    assert paper.missing == ("số phiếu cần in",)
    with pytest.raises(BadInput, match="no-opened-vote"):
        slips(planned, unit="deputy")


def test_the_seats_of_deputies_are_not_known_and_left_to_the_pen():
    paper = slips(msgspec.structs.replace(OPENED, matter="deputy", ballot="deputy-1"))
    assert "Đánh dấu X vào ô của …… đơn vị được chọn." in body(paper)
    assert paper.missing == ("số đơn vị được chọn",)


def test_a_question_is_answered_and_not_chosen():
    paper = slips(msgspec.structs.replace(OPENED, matter="compact", ballot="compact-1"))
    assert "Tán thành" in body(paper)
    assert "Sở A" not in body(paper)


def test_without_a_meeting_the_nominated_units_are_the_candidates():
    result = ResultAdopted(**HERE, places=())
    paper = slips(result, AwardNominated(**FLAG), meeting="")
    assert "Sở A: Cờ thi đua của UBND tỉnh" in body(paper)
    assert paper.missing == ("số đơn vị được chọn", "ngày họp", "số phiếu cần in")


def test_without_a_vote_or_a_nomination_there_are_no_ballot_papers():
    for meeting, code in (("m", "no-opened-vote"), ("", "no-nominations")):
        with pytest.raises(BadInput, match=code):
            slips(UnitsAttended(meeting="m", **HERE, units=("a",)), meeting=meeting)
