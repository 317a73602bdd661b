"""Votes that add up: candidates, several ballots and seats, ties, and the words for the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from msgspec.structs import replace

from events.ballots import Round, TieBreak
from events.elections import ElectDeputies, ElectHead, ElectLeaders
from events.errors import Refused
from events.membership import RosterRecorded
from events.procedures import ProcedureSet, VotingRule, needed
from events.roles import DeputyElected, HeadElected
from events.store.ledger import Circumstances
from events.units import UnitFounded
from events.vote_outcome import arithmetic, outcome
from events.vote_papers import sums
from events.voting import Tally
from tests.ballot_world import (
    USUAL,
    at_any_speed,
    ballot,
    ballots,
    course,
    elect,
    held,
    votes_of,
)
from tests.facts import HERE, MEMBERS
from tests.spec import flat, given, ledger_with
from thidua_tui.i18n.messages import Codes, Words


@pytest.mark.parametrize(
    ("share", "base", "least"),
    [(">1/2", 8, 5), (">1/2", 7, 4), ("2/3", 8, 6), ("2/3", 9, 6), ("80/100", 10, 8),
     ("90/100", 7, 7), ("1/2", 8, 4), (">1/2", 0, 1)],
)  # fmt: skip
def test_a_share_of_a_base_is_rounded_up(share, base, least):
    assert needed(share, base) == least


def test_the_numbers_of_a_ballot_are_those_of_the_issue():
    papers = ballot(("a", 3), ("b", 3), issued=7, returned=7, invalid=1)
    [found] = arithmetic(course(papers, entitled=8, present=7), USUAL, unit="a")
    assert (found.valid, found.base, found.of, found.needed, found.short) == (6, 6, "valid", 4, 1)


@pytest.mark.parametrize(
    ("papers", "code"),
    [
        ({"issued": 3, "returned": 2, "missing": 2}, "issued-differs"),
        ({"issued": 2, "returned": 3}, "returned-above-issued"),
        ({"issued": 3, "returned": 3, "valid": 3, "invalid": 1}, "returned-differs"),
        ({"issued": 3, "returned": 1, "invalid": 2}, "returned-differs"),
        ({"valid": 1}, "votes-above-papers"),
        ({"valid": 2}, "votes-above-ballots"),
        ({"issued": 9, "returned": 9, "valid": 9}, "issued-above-roll"),
    ],
)
def test_numbers_that_do_not_add_up_are_refused_whatever_the_reason(papers, code):
    act = elect("a", ballot(("a", 2), ("b", 1), **papers))
    given(*MEMBERS).when(act).refused(code)
    given(*MEMBERS).because("theo biên bản").when(act).refused(code)


def test_the_candidate_with_enough_votes_is_elected_and_no_other():
    papers = ballot(("a", 2), ("b", 1), issued=3, returned=3, invalid=0)
    [event] = given(*MEMBERS).when(elect("a", papers)).accepted()
    assert votes_of(event) == Tally(votes_for=2, total=3, of="valid")
    given(*MEMBERS).when(elect("b", papers)).refused("not-elected", unit="b", missing=1)
    given(*MEMBERS).when(elect("c", papers)).refused("not-a-candidate")


def test_a_candidate_without_votes_is_never_elected():
    act = elect("a", ballot(("a", 0), ("b", 3)))
    given(*MEMBERS).because("cấp trên đã công nhận").when(act).refused("votes-for-none")


def test_words_record_a_contradicted_outcome_and_are_part_of_the_fact():
    act = elect("b", ballot(("a", 2), ("b", 1)))
    [event] = given(*MEMBERS).because("cấp trên đã công nhận").when(act).accepted()
    assert held(event).words == "cấp trên đã công nhận"
    for lang in ("vi", "en"):
        assert "cấp trên đã công nhận" in Words(lang).sentence(event, Codes())
    [usual] = given(*MEMBERS).because("x").when(elect("a", ballot(("a", 2), ("b", 1)))).accepted()
    assert held(usual).words == ""


def test_the_elected_drop_out_of_the_second_ballot():
    tie = ballot(("a", 1), ("b", 1), ("c", 1))
    second = ballot(("a", 2), ("b", 1))
    given(*MEMBERS).when(elect("a", tie)).refused("not-elected", again=2)
    given(*MEMBERS).when(elect("a", tie, tie)).refused("not-elected", again=None)
    given(*MEMBERS).when(elect("a", tie, second)).accepted()
    again = elect("b", ballot(("a", 2), ("b", 1)), ballot(("a", 1), ("b", 2)))
    given(*MEMBERS).because("vì").when(again).refused("elected-before", unit="a")
    third = elect("a", tie, tie, second)
    given(*MEMBERS).when(third).refused("too-many-ballots", count=3, most=2)


def test_a_tie_is_decided_by_what_the_rule_names():
    tie = (ballot(("a", 1), ("b", 1)), ballot(("a", 1), ("b", 1)))
    by_lot = elect("b", *tie, tie=TieBreak(by="lot", units=("b",)))
    given(*MEMBERS).when(by_lot).accepted()
    rule = ProcedureSet(**HERE, matter="head", rule=VotingRule(then="chair"))
    given(*MEMBERS, rule).when(by_lot).refused("tie-not-as-ruled", after="chair")
    by_chair = elect("b", *tie, tie=TieBreak(by="chair", units=("b",)))
    given(*MEMBERS, rule).when(by_chair).accepted()
    early = elect("b", tie[0], tie=TieBreak(by="chair", units=("b",)))
    given(*MEMBERS, rule).when(early).refused("ballot-left")
    none = ballot(("a", 1), ("b", 1), ("c", 0))
    stranger = elect("c", none, none, tie=TieBreak(by="lot", units=("c",)))
    given(*MEMBERS).when(stranger).refused("votes-for-none")


def test_head_and_deputies_are_elected_by_one_ballot():
    papers = ballot(("a", 3), ("b", 2), ("c", 2), issued=3, returned=3, invalid=0)
    act = ElectLeaders(
        **HERE, units=("a", "b", "c"), method="secret-ballot", course=course(papers, seats=3)
    )
    head, *deputies = given(*MEMBERS).when(act).accepted()
    assert isinstance(head, HeadElected) and head.unit == "a"
    assert [(d.unit, d.rank) for d in deputies if isinstance(d, DeputyElected)] == [
        ("b", 1),
        ("c", 2),
    ]
    fewer = replace(act, course=course(ballot(("a", 2), ("b", 2), ("c", 2)), seats=2))
    given(*MEMBERS).when(fewer).refused("more-than-seats")


def leaders(units: str, *ballots: Round, seats: int = 2, **more: Any) -> ElectLeaders:
    """Elect these units, named by a letter each, by these ballots."""
    held = course(*ballots, seats=seats, **more)
    return ElectLeaders(**HERE, units=tuple(units), method="secret-ballot", course=held)


def test_a_second_ballot_fills_the_seat_that_is_left():
    first = ballot(("a", 3), ("b", 1), ("c", 1), issued=3, returned=3, invalid=0)
    second = ballot(("b", 1), ("c", 2), issued=3, returned=3, invalid=0)
    given(*MEMBERS).when(leaders("a", first)).refused("seats-open", count=1, seats=2, again=2)
    [head, deputy] = given(*MEMBERS).when(leaders("ac", first, second)).accepted()
    assert isinstance(head, HeadElected) and isinstance(deputy, DeputyElected)
    assert (head.unit, deputy.unit) == ("a", "c")
    assert (votes_of(head), votes_of(deputy)) == (
        Tally(votes_for=3, total=3, of="valid"),
        Tally(votes_for=2, total=3, of="valid"),
    )
    given(*MEMBERS).when(leaders("ab", first, second)).refused("not-elected", unit="b")


def test_a_tie_for_the_last_seat_leaves_only_that_seat_open():
    first = ballot(("a", 3), ("b", 1), ("c", 1), issued=3, returned=3, invalid=0)
    tie = ballot(("b", 1), ("c", 1), issued=3, returned=3, invalid=1)
    assert outcome(course(first, tie, seats=2), USUAL).elected == ("a",)
    given(*MEMBERS).when(leaders("ab", first, tie)).refused("not-elected", unit="b")
    lot = TieBreak(by="lot", units=("a", "b"))
    [head, deputy] = given(*MEMBERS).when(leaders("ab", first, tie, tie=lot)).accepted()
    for event in (head, deputy):
        found = held(event)
        assert found.tie and found.tie.units == ("b",)  # the ballot elected a
    stranger = leaders("ab", first, ballot(("c", 1)), tie=lot)
    given(*MEMBERS).when(stranger).refused("chosen-not-tied", unit="b")


def test_the_head_has_more_votes_than_a_deputy_or_words():
    equal = ballot(("a", 2), ("b", 2), issued=3, returned=3, invalid=0)
    given(*MEMBERS).when(leaders("ab", equal)).refused("head-not-first", votes=2, most=2)
    more = ballot(("a", 3), ("b", 2), issued=3, returned=3, invalid=0)
    given(*MEMBERS).when(leaders("ba", more)).refused("head-not-first", unit="b", most=3)
    [head, _] = given(*MEMBERS).because("a làm phó").when(leaders("ba", more)).accepted()
    assert held(head).words == "a làm phó"


def test_several_deputies_are_elected_by_one_ballot_behind_those_in_office():
    papers = ballot(("b", 3), ("c", 2), issued=3, returned=3, invalid=0)
    act = ElectDeputies(
        **HERE, units=("b", "c"), method="secret-ballot", course=course(papers, seats=2)
    )
    before = DeputyElected(**HERE, unit="a", rank=1)
    for facts, ranks in (((), [1, 2]), ((before,), [2, 3])):
        elected = given(*MEMBERS, *facts).when(act).accepted()
        assert [event.rank for event in elected if isinstance(event, DeputyElected)] == ranks


rules = st.builds(
    VotingRule,
    majority=st.sampled_from((">1/2", "2/3", "80/100")),
    of=st.sampled_from(("not-recorded", "members", "valid")),
    then=st.sampled_from(("not-regulated", "lot", "chair")),
)


@at_any_speed
@drawn(st.lists(ballots, min_size=1, max_size=3), rules, st.sampled_from("abc"), st.booleans())
def test_no_accepted_vote_contradicts_its_numbers(rounds, rule, unit, lot):
    """Random ballots: what is accepted without words adds up, and its candidate has the votes."""
    tie = TieBreak(by="lot", units=(unit,)) if lot else None
    set_rule = ProcedureSet(**HERE, matter="head", rule=rule)
    ledger = ledger_with(flat((*MEMBERS, set_rule)))
    try:
        [entry] = ledger.execute(elect(unit, *rounds, tie=tie), Circumstances(by="x"))
    except Refused:
        return
    kept = held(entry.event)
    assert not [*sums(kept)]
    found = outcome(kept, kept.rule or USUAL)
    assert unit in found.chosen and kept.words == ""
    assert max(b.votes_for(unit) or 0 for b in kept.rounds) > 0
    if unit in found.elected:
        assert any(one.short == 0 for one in arithmetic(kept, kept.rule or USUAL, unit=unit))
    else:
        assert (kept.rule or USUAL).then in ("not-regulated", "lot")


def test_a_ballot_names_each_candidate_once_and_shows_the_hands_that_were_counted():
    twice = elect("a", ballot(("a", 1), ("a", 1)))
    given(*MEMBERS).when(twice).refused("candidate-twice", unit="a", round=1)
    by_hand = ElectHead(**HERE, unit="a", method="show-of-hands")
    counted = course(Round(in_favour=2, against=1, abstained=0), hands=("a",))
    given(*MEMBERS).when(replace(by_hand, course=counted)).refused("hands-differ", count=1, votes=2)
    share = Tally(votes_for=2, total=3)
    listed = replace(by_hand, votes=share, course=course(hands=("b",)))
    given(*MEMBERS).when(listed).refused("hands-differ", count=1, votes=2)
    stranger = replace(by_hand, course=course(hands=("d",), roll=("a", "b", "c")))
    given(*MEMBERS).when(stranger).refused("not-entitled", unit="d")


def test_the_voices_on_a_question_are_no_more_than_the_papers():
    by_hand = ElectHead(**HERE, unit="a", method="secret-ballot")
    above = course(Round(in_favour=3, against=1, issued=3, returned=3, valid=3, invalid=0))
    asked = replace(by_hand, course=above)
    given(*MEMBERS).when(asked).refused("voices-differ", round=1, votes=4, valid=3)
    hands = course(Round(in_favour=3, against=1), entitled=3)
    given(*MEMBERS).when(replace(by_hand, method="show-of-hands", course=hands)).refused(
        "voices-above-roll", votes=4, count=3, voters="units"
    )


def test_a_tie_is_decided_among_those_who_tied():
    five = (UnitFounded(unit="e", name="Sở E"), RosterRecorded(**HERE, units=tuple("abcde")))
    third = ProcedureSet(**HERE, matter="head", rule=VotingRule(majority=">1/3"))
    papers = ballot(("a", 2), ("b", 2), ("c", 1))
    lot = elect("c", papers, papers, tie=TieBreak(by="lot", units=("c",)))
    given(*MEMBERS[:-1], *five, third).when(lot).refused("chosen-not-tied", unit="c")
