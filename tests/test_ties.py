"""Ties: when they are decided, by whom, and in which order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from events.ballots import CandidateVotes, Course, Round
from events.ballots import TieBreak as Decided
from events.corrections import effective
from events.errors import BadInput, Refused, UnreadableLedger
from events.ranking import AdoptScores
from events.result_events import ResultAdopted
from events.score_book.book import Quota
from events.score_book.lot import draw
from events.scoring import ScoreRecorded
from events.tie_decisions import DecideTie, in_order_of_votes, redrawn
from events.tie_events import LotWord, TieDecided
from events.verify_content import flaws
from events.voting import Tally
from tests.facts import HERE, MEMBERS, place
from tests.ranked_world import TIE, TIED, VI, issued, shown
from tests.spec import entry, given, ledger_with
from thidua_tui.acts.lot_words import lot_words, words_of
from thidua_tui.formatting.sentences.ranking_report import ranking_report
from thidua_tui.i18n.messages import Codes, Words
from views.projection import project
from views.standings import Standings

VOTES = Tally(votes_for=2, total=3, of="members")


# Ties


def test_a_tie_at_the_first_place_is_decided_before_the_scores_are_adopted():
    given(TIE).when(AdoptScores(**HERE)).refused("tie-undecided", units=("a", "b"), place=1)


def test_the_refusal_names_the_units_the_place_and_the_ways():
    with pytest.raises(Refused, match="tie-undecided") as raised:
        given(TIE).when(AdoptScores(**HERE)).accepted()
    sentence = VI.refusal(raised.value)
    for part in ("a", "b", "hạng 1", "quy định", "bỏ phiếu", "bốc thăm", "đồng hạng"):
        assert part in sentence


@pytest.mark.parametrize(
    ("quotas", "wanted"),
    [
        ((), True),
        ((Quota(award="Cờ", count=1),), True),
        ((Quota(award="Cờ", count=2),), False),
        ((Quota(award="Cờ", percent=Decimal(34)),), True),
        ((Quota(award="Cờ", count=2), Quota(award="Bằng khen", count=1)), False),
    ],
)
def test_a_tie_matters_where_it_crosses_the_last_place_of_a_quota(quotas, wanted):
    """Two first places and two flags: both have one; with a single flag they are asked about."""
    adopt = given(MEMBERS, issued(quotas=quotas), TIED).when(AdoptScores(**HERE))
    if wanted:
        adopt.refused("tie-undecided", units=("a", "b"), place=1)
    else:
        places = (place(1, "a"), place(1, "b"), place(3, "c"))
        adopt.then(ResultAdopted(**HERE, places=places, basis="scores"))


def test_a_decided_tie_gives_the_places_in_its_order():
    decided = TieDecided(**HERE, units=("b", "a"), by="ballot", votes=VOTES, rounds=2)
    places = (place(1, "b"), place(2, "a"), place(3, "c"))
    adopted = ResultAdopted(**HERE, places=places, basis="scores")
    given(TIE, decided).when(AdoptScores(**HERE)).then(adopted)
    assert shown(*TIE, decided) == [
        ("b", 1, False, "ranked", "by-ballot"),
        ("a", 2, False, "ranked", "by-ballot"),
        ("c", 3, False, "ranked", "total"),
    ]


def test_a_place_that_is_shared_by_decision_stays_shared():
    decided = TieDecided(**HERE, units=("a", "b"), by="shared")
    places = (place(1, "a"), place(1, "b"), place(3, "c"))
    adopted = ResultAdopted(**HERE, places=places, basis="scores")
    given(TIE, decided).when(AdoptScores(**HERE)).then(adopted)


def test_a_decision_is_void_once_the_units_are_tied_no_more():
    decided = TieDecided(**HERE, units=("b", "a"), by="rule", rule="Điều 5")
    higher = ScoreRecorded(**HERE, unit="a", criterion="I", points=Decimal(51))
    others = [score for score in TIED if (score.unit, score.criterion) != ("a", "I")]
    facts = (*MEMBERS, issued(), *others, higher, decided)
    assert shown(*facts)[:2] == [
        ("a", 1, False, "ranked", None),
        ("b", 2, False, "ranked", "total"),
    ]
    view = project(Standings("cum", 2020), ledger_with(*facts))
    known = view.ranked("cum", 2020)
    assert [one.units for one in known.void] == [("b", "a")]
    assert "không còn hiệu lực" in " ".join(ranking_report(known, view.names, 2020, VI))


def test_exactly_the_tied_units_are_decided():
    for units in (("a", "c"), ("a", "b", "c")):
        tie = DecideTie(**HERE, units=units, by="rule", rule="Điều 5")
        given(TIE).when(tie).refused("not-tied", units=units)
    again = DecideTie(**HERE, units=("a", "a"), by="rule", rule="Điều 5")
    given(TIE).when(again).refused("ranked-twice", unit="a")


def test_a_tie_is_decided_once():
    decided = TieDecided(**HERE, units=("b", "a"), by="rule", rule="Điều 5")
    again = DecideTie(**HERE, units=("a", "b"), by="shared")
    given(TIE, decided).when(again).refused("tie-decided", units=("a", "b"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"by": "rule"}, "tie-without-rule"),
        ({"by": "lot"}, "lot-without-witnesses"),
        ({"by": "lot", "witnesses": "ông A", "rounds": 1}, "tie-without-ballot"),
        ({"by": "rule", "rule": "x", "votes": VOTES}, "tie-without-ballot"),
        ({"by": "shared", "words": (LotWord(party="a", word="x"),)}, "words-without-lot"),
        ({"by": "words"}, "lot-without-words"),
        ({"by": "words", "words": (LotWord(party="a", word="x"),) * 2}, "lot-word-twice"),
    ],
)
def test_each_way_rests_on_its_own_ground(more, code):
    given(TIE).when(DecideTie(**HERE, units=("a", "b"), **more)).refused(code)


def held(*ballots: tuple[int, int], **more: Any) -> DecideTie:
    """A decision for b before a, by ballots with so many votes for each."""
    course = replace(course_of(*ballots), **more)
    return DecideTie(**HERE, units=("b", "a"), by="ballot", method="secret-ballot", course=course)


def course_of(*ballots: tuple[int, int]) -> Course:
    """The course of ballots with so many votes for b and for a."""
    rounds = tuple(
        Round(votes=(CandidateVotes(unit="b", votes=b), CandidateVotes(unit="a", votes=a)))
        for b, a in ballots
    )
    return Course(rounds=rounds)


def test_a_ballot_decides_a_tie_as_it_elects_a_head():
    [event] = given(TIE).when(held((2, 1))).accepted()
    assert isinstance(event, TieDecided)
    assert (event.votes, event.rounds) == (Tally(votes_for=2, total=3, of="valid"), None)
    given(TIE).when(held((1, 2))).refused("not-elected", unit="b", missing=1)
    given(TIE).when(held((1, 1))).refused("not-elected", unit="b", again=2)
    given(TIE).when(held((1, 1), (2, 1))).accepted()
    given(TIE).when(held((1, 1), (1, 1), tie=Decided(by="chair", units=("b", "a")))).accepted()
    given(TIE).when(held((1, 1), (1, 1), (2, 1))).refused("too-many-ballots")
    for lang in ("vi", "en"):
        assert "2" in Words(lang).sentence(event, Codes())
    [spoken] = given(TIE).because("theo biên bản").when(held((1, 2))).accepted()
    assert isinstance(spoken, TieDecided) and spoken.course
    assert spoken.course.words == "theo biên bản"


def test_only_tied_units_are_candidates_and_the_order_is_that_of_the_votes():
    other = Round(votes=(CandidateVotes(unit="b", votes=2), CandidateVotes(unit="c", votes=1)))
    act = replace(held((2, 1)), course=Course(rounds=(other,)))
    given(TIE).because("x").when(act).refused("candidate-not-tied", unit="c")
    with pytest.raises(Refused, match="order-against-votes"):
        in_order_of_votes(("a", "b"), course_of((2, 1)))
    in_order_of_votes(("b", "a"), course_of((2, 2), (2, 1)))


def test_a_lot_from_words_is_recomputed_by_anybody_and_by_verify():
    words = (LotWord(party="a", word="hoa sen"), LotWord(party="b", word="lúa"))
    order = draw({"a": "hoa sen", "b": "lúa"}, ("a", "b"))
    tie = DecideTie(**HERE, units=("a", "b"), by="words", words=words)
    drawn = TieDecided(**HERE, units=order, by="words", words=words)
    given(TIE).when(tie).then(drawn)
    assert not [*redrawn([entry(drawn)])]
    wrong = TieDecided(**HERE, units=order[::-1], by="words", words=words)
    (flaw,) = redrawn([entry(wrong, 7)])
    assert (flaw.code, flaw.facts["position"]) == ("lot-differs", 7)
    typed = [*ledger_with(*TIE, wrong).read()]
    assert "lot-differs" in [one.code for one in flaws(typed, effective(typed))]
    assert all(isinstance(one, UnreadableLedger) for one in flaws(typed, effective(typed)))


def test_words_of_a_lot_are_read_from_lines():
    assert words_of(lot_words("stp: hoa sen\nstc:  lúa ; snv: tre")) == {
        "stp": "hoa sen",
        "stc": "lúa",
        "snv": "tre",
    }
    for raw, at in (("stp", 1), ("stp: a\n: b", 2), ("stp: a\nstc:", 2)):
        with pytest.raises(BadInput) as raised:
            lot_words(raw)
        assert (raised.value.code, raised.value.facts["line"]) == ("lot-line", at)
