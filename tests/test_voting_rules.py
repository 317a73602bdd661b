"""Rules of voting as data: what they ask for, and how each vote keeps its own."""

from __future__ import annotations

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from msgspec.structs import replace

from events.awards import NominateForAward
from events.ballots import CandidateVotes, Course, Round
from events.elections import ElectDeputy, ElectHead
from events.errors import Refused
from events.meetings import UnitsAttended
from events.procedures import (
    PRESETS,
    CopyProcedures,
    ProcedureSet,
    SetProcedure,
    VotingRule,
)
from events.ranking import AdoptResult
from events.result_events import Place, ResultAdopted
from events.store.ledger import Circumstances
from events.voting import Tally
from tests.ballot_world import MEETING, USUAL, at_any_speed, ballot, ballots, course, elect, held
from tests.facts import HERE, MEMBERS, Fields
from tests.spec import TODAY, flat, given, ledger_with
from thidua_tui.formatting.tables.ballot_cells import enough
from thidua_tui.i18n.messages import Codes, Words
from thidua_tui.session.session import Session
from views.names import Names
from views.procedures import Procedures

MEMBERS_THERE = ("a", "b", "c")


def test_a_rule_set_after_a_vote_does_not_change_it():
    rule = SetProcedure(**HERE, matter="head", rule=VotingRule(majority="2/3", of="members"))
    act = elect("a", ballot(("a", 2), ("b", 1), issued=3, returned=3, invalid=0))
    ledger = ledger_with(flat(MEMBERS))
    how = Circumstances(by="Thư ký")
    [vote] = ledger.execute(act, how)
    ledger.execute(replace(rule, rule=VotingRule(majority="1/1", of="members", paper="QC")), how)
    assert held(vote.event).rule == USUAL
    [later] = ledger.execute(
        ElectDeputy(**HERE, unit="b", course=course(ballot(("b", 3))), method="secret-ballot"), how
    )
    assert held(later.event).rule == USUAL  # the rule was set for the head alone
    given(
        *MEMBERS, ProcedureSet(**HERE, matter="head", rule=VotingRule(majority="2/3", of="members"))
    ).when(elect("a", ballot(("a", 1), ("b", 1)))).refused("not-elected", needed=2, of="members")


def test_the_rule_of_the_year_asks_for_its_share_and_its_method():
    rule = ProcedureSet(
        **HERE, matter="acclaim", rule=VotingRule(majority="2/3", of="members", paper="QC")
    )
    adopt = AdoptResult(**HERE, places=(Place(place=1, unit="a"),))
    few = replace(adopt, votes=Tally(votes_for=2, total=3))
    given(*MEMBERS, replace(rule, rule=VotingRule(majority="1/1", of="members", paper="QC"))).when(
        few
    ).refused("votes-below-threshold", needed=3, missing=1, paper="QC")
    given(*MEMBERS, rule).when(few).accepted()
    secret = replace(rule, rule=replace(rule.rule, methods=("secret-ballot",)))
    given(*MEMBERS, secret).when(replace(few, method="show-of-hands")).refused("method-not-allowed")


def test_the_rule_of_the_next_year_is_set_before_it_begins():
    rule = VotingRule(majority="2/3", of="members")
    ahead: Fields = {"cluster": "cum", "matter": "head", "rule": rule}
    year = TODAY.year + 1
    given(MEMBERS).when(SetProcedure(**ahead, year=year)).then(ProcedureSet(**ahead, year=year))
    with pytest.raises(Refused, match="year-to-come"):
        ledger_with(*MEMBERS).execute(
            SetProcedure(**ahead, year=year + 1), Circumstances(by="Thư ký")
        )


@pytest.mark.parametrize(
    ("lang", "end"),
    [("vi", "tối đa 2 lần; căn cứ QC 1."), ("en", "2 ballots at most; source: QC 1.")],
)
def test_the_sentence_of_a_rule_names_its_ballots_and_its_source(lang, end):
    rule = ProcedureSet(**HERE, matter="head", rule=VotingRule(paper="QC 1"))
    assert Words(lang).sentence(rule, Names()).endswith(end)


def test_a_secret_ballot_has_no_list_of_who_voted():
    act = elect("a", ballot(("a", 2), ("b", 1)), hands=("a", "b"))
    given(*MEMBERS).when(act).refused("hands-in-secret")
    fields = {*Round.__struct_fields__, *CandidateVotes.__struct_fields__}
    assert not fields & {"voters", "voter", "by", "units"}


def test_the_presets_name_their_source():
    assert all(rule.paper for name, rule in PRESETS.items() if name != "usual")


@pytest.mark.parametrize(
    ("lang", "matter", "base"),
    [
        ("vi", "council-award", "cần 80 % thành viên Hội đồng"),
        ("vi", "head", "cần 80 % đơn vị thành viên"),
        ("en", "council-award", "needs 80 % of members of the Council"),
        ("en", "head", "needs 80 % of member units"),
    ],
)
def test_the_members_of_a_council_are_no_member_units(lang, matter, base):
    rule = ProcedureSet(**HERE, matter=matter, rule=VotingRule(majority="80/100", of="members"))
    words = Words(lang)
    assert base in words.sentence(rule, Codes())
    ledger = ledger_with(flat((*MEMBERS, rule)))
    seen = Session(ledger, "x").see(Procedures("cum", 2020)).rows()
    (row,) = [row for row in seen if row.matter == matter]
    assert enough(row, words) == base


def test_a_rule_of_voting_can_be_reached_and_is_another_than_before():
    whole = SetProcedure(**HERE, matter="head", rule=VotingRule(majority="3/2"))
    given(*MEMBERS).when(whole).refused("share-above-whole", share="3/2")
    known = ProcedureSet(**HERE, matter="head", rule=VotingRule(majority="2/3"))
    again = SetProcedure(**HERE, matter="head", rule=VotingRule(majority="2/3"))
    given(*MEMBERS, known).when(again).refused("procedure-same", matter="head", year=2020)
    copy = CopyProcedures(cluster="cum", year=2021, source_year=2020)
    given(*MEMBERS).when(copy).refused("no-procedures", since=2020, year=2021)


NO_SELF_VOTE = ProcedureSet(**HERE, matter="head", rule=VotingRule(self_vote=False))


@pytest.mark.parametrize(
    ("votes", "of", "there", "refused"),
    [
        (3, "members", "abc", True),
        (2, "members", "abc", False),
        (3, "present", "abc", True),
        (2, "present", "bc", False),  # it is away: both others voted for it
        (2, "present", "ab", True),
        (2, "members", "bc", False),
    ],
)
def test_a_candidate_has_no_more_votes_than_the_others_may_give(votes, of, there, refused):
    came = UnitsAttended(**HERE, meeting="m", units=tuple(there))
    total = 3 if of == "members" else len(there)
    share = Tally(votes_for=votes, total=total, of=of)
    act = ElectHead(**HERE, unit="a", method="secret-ballot", votes=share, on=MEETING[0].on)
    spec = given(*MEMBERS, MEETING[0], came, NO_SELF_VOTE).when(act)
    if not refused:
        assert spec.accepted()
        return
    spec.refused("votes-of-itself", unit="a", votes=votes, most=votes - 1)
    spoken = given(*MEMBERS, MEETING[0], came, NO_SELF_VOTE).because("biên bản ghi như vậy")
    [event] = spoken.when(act).accepted()
    assert held(event).words
    given(*MEMBERS, MEETING[0], came).when(act).accepted()


def test_a_nomination_and_a_list_of_hands_are_held_to_the_same_rule():
    rule = replace(NO_SELF_VOTE, matter="nomination")
    result = ResultAdopted(**HERE, places=(Place(place=1, unit="a"),))
    nominate = NominateForAward(**HERE, unit="a", form="co-tinh", method="show-of-hands")
    all_three = replace(nominate, votes=Tally(votes_for=3, total=3))
    given(*MEMBERS, result, rule).when(all_three).refused("votes-of-itself", unit="a", most=2)
    hands = replace(
        nominate, course=Course(rounds=(Round(in_favour=2, against=1),), hands=("a", "b"))
    )
    given(*MEMBERS, result, rule).when(hands).refused("hand-for-itself", unit="a")


@at_any_speed
@drawn(st.lists(ballots, min_size=1, max_size=2), st.sampled_from("abc"), st.sampled_from((2, 3)))
def test_no_accepted_vote_is_of_the_candidate_itself(rounds, unit, present):
    """Random ballots: where no unit votes on itself, no candidate has the votes of all present."""
    there = MEMBERS_THERE[:present]
    came = UnitsAttended(**HERE, meeting="m", units=there)
    world = flat((*MEMBERS, MEETING[0], came, NO_SELF_VOTE))
    act = elect(unit, *rounds)
    try:
        [entry] = ledger_with(world).execute(replace(act, on=MEETING[0].on), Circumstances(by="x"))
    except Refused:
        return
    for one in (one for cast in held(entry.event).rounds for one in cast.votes):
        assert one.votes <= present - (one.unit in there)
