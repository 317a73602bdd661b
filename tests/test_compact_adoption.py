"""The text of a compact, adopted by vote before it is signed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from events.ballots import Course, Round
from events.compact_adoption import AdoptCompact, CompactAdopted
from events.meetings import MeetingOpened, UnitsAttended
from events.procedures import ProcedureSet, VotingRule
from events.vote_opening import VoteOpened
from events.voting import Tally
from tests.facts import HERE, MEMBERS
from tests.spec import given
from thidua_tui.i18n.messages import Codes, Words

DAY = date(2020, 1, 10)
MEETING = MeetingOpened(**HERE, meeting="m", title="Ký giao ước", on=DAY)
CAME = UnitsAttended(**HERE, meeting="m", units=("a", "b", "c"))


def adopt(votes: int, total: int, **more: Any) -> AdoptCompact:
    share = Tally(votes_for=votes, total=total)
    return AdoptCompact(**HERE, method="show-of-hands", votes=share, on=DAY, **more)


def test_the_text_is_adopted_by_enough_votes_and_once():
    [event] = given(*MEMBERS, MEETING, CAME).when(adopt(2, 3, meeting="m")).accepted()
    assert isinstance(event, CompactAdopted) and event.meeting == "m"
    few = given(*MEMBERS, MEETING, CAME).when(adopt(1, 3))
    few.refused("votes-below-majority", missing=1)
    [spoken] = (
        given(*MEMBERS, MEETING, CAME).because("ghi đúng biên bản").when(adopt(1, 3)).accepted()
    )
    assert isinstance(spoken, CompactAdopted) and spoken.course
    assert spoken.course.words == "ghi đúng biên bản"
    given(*MEMBERS, MEETING, CAME, event).when(adopt(3, 3)).refused("compact-adopted", year=2020)
    given(*MEMBERS).when(adopt(3, 3, meeting="m")).refused("unknown-meeting")


def test_the_rule_of_the_cluster_and_the_opened_vote_bind_it():
    rule = ProcedureSet(
        **HERE, matter="compact", rule=VotingRule(majority="2/3", of="members", self_vote=False)
    )
    given(*MEMBERS, rule).when(adopt(1, 3)).refused("votes-below-threshold", needed=2)
    opened = VoteOpened(
        **HERE, meeting="m", ballot="compact-1", matter="compact", units=("a", "b"), members=3
    )
    vote = AdoptCompact(
        **HERE,
        method="secret-ballot",
        on=DAY,
        course=Course(rounds=(Round(issued=2, returned=2, invalid=0, in_favour=2, against=0),)),
    )
    [event] = given(*MEMBERS, MEETING, CAME, opened).when(vote).accepted()
    assert isinstance(event, CompactAdopted) and event.course
    assert (event.course.roll, event.course.entitled) == (("a", "b"), 3)


@pytest.mark.parametrize(("lang", "words"), [("vi", "Thông qua nội dung"), ("en", "adopted")])
def test_the_sentence_names_votes_and_what_was_changed(lang, words):
    event = CompactAdopted(
        **HERE, method="show-of-hands", votes=Tally(votes_for=7, total=8), note="thêm mục 3"
    )
    text = Words(lang).sentence(event, Codes())
    assert words in text and "7" in text and "thêm mục 3" in text
