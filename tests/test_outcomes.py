"""Votes, places and nominations against what the ledger knows."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from events.award_events import AwardDenied, AwardNominated
from events.awards import NominateForAward
from events.corrections import Correct, effective
from events.elections import ElectDeputy, ElectHead
from events.errors import Refused
from events.meetings import MeetingOpened, UnitsAttended
from events.partial_sources import RecordProposal, WithdrawUnit
from events.ranking import AdoptResult
from events.result_events import Place, ResultAdopted, oddities
from events.roles import DeputyElected, HeadElected
from events.store.ledger import Circumstances
from events.verify_content import flaws
from events.voting import Tally
from events.withdrawn_units import UnitWithdrew
from tests.facts import HERE, MEMBERS
from tests.spec import flat, given, ledger_with
from thidua_tui.i18n.messages import Codes, Words

DAY = date(2020, 1, 10)
OPENED = MeetingOpened(**HERE, meeting="m", title="Tổng kết", on=DAY)
CAME = UnitsAttended(**HERE, meeting="m", units=("a", "b"))
ACTS = (
    ElectHead(**HERE, unit="a"),
    ElectDeputy(**HERE, unit="a"),
    AdoptResult(**HERE, places=(Place(place=1, unit="a"),)),
    RecordProposal(**HERE, unit="a", form="co-tinh"),
)


def with_votes(act, votes_for, total, of="members", **more):
    """The act with a count of votes."""
    return replace(act, votes=Tally(votes_for=votes_for, total=total, of=of), **more)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: type(act).__name__)
@pytest.mark.parametrize(
    ("count", "code"),
    [
        ((0, 3), "votes-for-none"),
        ((4, 4), "votes-above-roll"),
        ((4, 4, "present"), "votes-above-roll"),
        ((1, 3), "votes-below-majority"),
        ((1, 2), "votes-below-majority"),
        ((4, 4, "issued"), "votes-above-units"),
        ((2, 3, "present"), "presence-not-recorded"),
        ((2, 2), "votes-of-some-members"),
    ],
)
def test_votes_that_contradict_the_ledger_are_refused(act, count, code):
    given(*MEMBERS).when(with_votes(act, *count)).refused(code)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: type(act).__name__)
def test_minority_with_a_reason_is_recorded(act):
    given(*MEMBERS).because("bầu theo đa số tương đối").when(with_votes(act, 1, 3)).accepted()


@pytest.mark.parametrize("count", [(0, 3), (4, 4)])
def test_impossible_votes_with_a_reason_are_still_refused(count):
    given(*MEMBERS).because("vì").when(with_votes(ACTS[0], *count)).refused(
        "votes-for-none" if count == (0, 3) else "votes-above-roll"
    )


def test_votes_of_those_present_are_compared_with_the_attendance():
    many = with_votes(ACTS[0], 3, 3, "present", on=DAY)
    given(*MEMBERS, OPENED, CAME).when(many).refused("votes-above-present", total=3, count=2)
    given(*MEMBERS, OPENED, CAME).when(with_votes(ACTS[0], 2, 2, "present", on=DAY)).accepted()


def test_consensus_with_votes_against_needs_a_reason():
    act = with_votes(ACTS[0], 2, 3, method="consensus")
    given(*MEMBERS).when(act).refused("consensus-not-all", against=1)
    given(*MEMBERS).because("một đơn vị bảo lưu").when(act).accepted()


def test_sentence_of_a_minority_says_how_many_are_missing():
    event = given(*MEMBERS).because("vì").when(with_votes(ACTS[0], 1, 3)).accepted()[0]
    assert "cần 2 · được 1 · thiếu 1" in Words("vi").sentence(event, Codes())
    assert "2 needed · 1 received · 1 short" in Words("en").sentence(event, Codes())
    assert "vẫn ghi nhận: «vì»" in Words("vi").sentence(event, Codes())


def test_three_first_places_need_a_reason():
    firsts = AdoptResult(**HERE, places=tuple(Place(place=1, unit=unit) for unit in "abc"))
    given(*MEMBERS).when(firsts).refused("many-first", count=3)
    given(*MEMBERS).because("đồng hạng theo biên bản").when(firsts).accepted()


@pytest.mark.parametrize(
    ("places", "code", "facts"),
    [
        ((), "no-places", {"year": 2020}),
        ((2,), "places-left-out", {"places": "1"}),
        ((1, 3), "places-left-out", {"places": "2"}),
        ((3,), "places-left-out", {"places": "1, 2"}),
    ],
)
def test_result_without_places_or_with_gaps_needs_a_reason(places, code, facts):
    ranked = tuple(Place(place=at, unit=unit) for at, unit in zip(places, "abc", strict=False))
    adopt = AdoptResult(**HERE, places=ranked)
    given(*MEMBERS).when(adopt).refused(code, **facts)
    given(*MEMBERS).because("báo chí không nêu").when(adopt).accepted()


@pytest.mark.parametrize("places", [(1,), (1, 2), (1, 2, 3), (1, 1, 3), (1, 2, 2), (1, 1)])
def test_result_without_gaps_needs_no_reason(places):
    ranked = tuple(Place(place=at, unit=unit) for at, unit in zip(places, "abc", strict=False))
    given(*MEMBERS).when(AdoptResult(**HERE, places=ranked)).accepted()


@pytest.mark.parametrize(
    ("places", "kinds"),
    [
        ((1, 2, 3), []),
        ((1, 1, 3), ["tied"]),
        ((1, 1, 2), ["tied", "too-low"]),
        ((2, 4), ["left-out"]),
        ((), []),
    ],
)
def test_oddities_of_places_are_named(places, kinds):
    given_places = [Place(place=place, unit=f"u{at}") for at, place in enumerate(places)]
    assert [kind for kind, _ in oddities(given_places)] == kinds


WITHDREW = UnitWithdrew(**HERE, unit="a")
NOMINATE = NominateForAward(**HERE, unit="a", form="co-tinh")


def test_withdrawn_unit_gets_no_place_and_no_nomination():
    given(*MEMBERS, WITHDREW).when(ACTS[2]).refused("withdrew-no-place", unit="a")
    other = ResultAdopted(**HERE, places=(Place(place=1, unit="b"),))
    given(*MEMBERS, WITHDREW, other).when(NOMINATE).refused("withdrew-no-award", unit="a")
    given(*MEMBERS, WITHDREW).when(ACTS[3]).refused("withdrew-no-award", unit="a")


def test_withdrawal_after_a_place_or_a_nomination_is_refused():
    ask = WithdrawUnit(**HERE, unit="a")
    given(*MEMBERS, ResultAdopted(**HERE, places=(Place(place=1, unit="a"),))).when(ask).refused(
        "withdrew-after-result"
    )
    nominated = AwardNominated(**HERE, unit="a", form="co-tinh", result_unknown=True)
    given(*MEMBERS, nominated).when(ask).refused("withdrew-after-nomination")


def test_withdrawal_after_a_decided_award_is_refused():
    nominated = AwardNominated(**HERE, unit="a", form="co-tinh", result_unknown=True)
    denied = AwardDenied(**HERE, unit="a", form="co-tinh")
    ask = WithdrawUnit(**HERE, unit="a")
    given(*MEMBERS, nominated, denied).when(ask).refused("withdrew-after-award", unit="a")


def test_verify_reports_a_withdrawn_unit_with_a_place_and_a_nomination():
    result = ResultAdopted(**HERE, places=(Place(place=1, unit="a"),))
    nominated = AwardNominated(**HERE, unit="a", form="co-tinh", result_unknown=True)
    typed = [*ledger_with(flat((*MEMBERS, result, nominated, WITHDREW))).read()]
    codes = [flaw.code for flaw in flaws(typed, effective(typed))]
    assert codes == ["withdrew-but-place", "withdrew-but-award"]


# Corrections: the reason of a correction does not explain the count

RECORDED = (
    HeadElected(**HERE, unit="a", votes=Tally(votes_for=3, total=3)),
    DeputyElected(**HERE, unit="a", votes=Tally(votes_for=3, total=3)),
    ResultAdopted(**HERE, places=(Place(place=1, unit="a"),)),
    AwardNominated(**HERE, unit="a", form="co-tinh", result_unknown=True),
)


def corrects(fact, act):
    """The command that puts the act in the place of the fact, the eighth entry."""
    return Correct(positions=(8,), concerns=fact.tags(), instead=act)


@pytest.mark.parametrize(
    ("fact", "act"), zip(RECORDED, ACTS, strict=True), ids=lambda x: type(x).__name__
)
def test_an_unusual_count_in_a_correction_is_asked_about_as_in_a_first_entry(fact, act):
    minority = corrects(fact, with_votes(act, 1, 3))
    spec = given(*MEMBERS, fact)
    for reason in ("nhầm", "nhầm;", "; vì", " ; "):
        spec.because(reason).when(minority).refused("unusual-in-correction")
    spec.because("nhầm số phiếu; cấp trên đã công nhận").when(minority).accepted()
    spec.because("nhầm").when(corrects(fact, with_votes(act, 2, 3))).accepted()
    none = corrects(fact, with_votes(act, 0, 3))
    spec.because("nhầm; vì").when(none).refused("votes-for-none")


def test_unusual_places_in_a_correction_are_asked_about():
    gap = corrects(RECORDED[2], AdoptResult(**HERE, places=(Place(place=3, unit="a"),)))
    given(*MEMBERS, RECORDED[2]).because("nhầm").when(gap).refused("unusual-in-correction")
    given(*MEMBERS, RECORDED[2]).because("nhầm; báo chỉ nêu hạng ba").when(gap).accepted()


def test_what_was_as_unusual_before_is_not_asked_about_again():
    """A wrong day is corrected, and the count stays."""
    fact = HeadElected(**HERE, unit="a", votes=Tally(votes_for=1, total=3))
    same = with_votes(ACTS[0], 1, 3, on=DAY)
    given(*MEMBERS, fact).because("nhầm ngày").when(corrects(fact, same)).accepted()
    other = with_votes(ACTS[0], 1, 2)
    given(*MEMBERS, fact).because("nhầm").when(corrects(fact, other)).refused(
        "unusual-in-correction"
    )


def test_an_undone_correction_brings_an_unusual_count_back_without_a_question():
    fact = RECORDED[0]
    back = replace(corrects(fact, with_votes(ACTS[0], 1, 3)), restores=True)
    given(*MEMBERS, fact).because("hủy việc vừa ghi").when(back).accepted()


def test_the_question_names_the_count_and_how_to_answer():
    minority = corrects(RECORDED[0], with_votes(ACTS[0], 1, 3))
    ledger = ledger_with(flat((*MEMBERS, RECORDED[0])))
    with pytest.raises(Refused) as refused:
        ledger.execute(minority, Circumstances(by="x", reason="nhầm"))
    for lang, words in (("vi", ("1/3", "dấu chấm phẩy")), ("en", ("1/3", "semicolon"))):
        sentence = Words(lang).refusal(refused.value)
        assert all(word in sentence for word in words)
