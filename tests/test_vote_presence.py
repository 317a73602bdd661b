"""Who takes part in a vote: the roll of an opened vote, the quorum, those in writing."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from events.command import History
from events.corrections import Retract
from events.elections import ElectHead
from events.errors import Refused
from events.meetings import MeetingClosed, UnitsAttended
from events.open_vote import OpenVote
from events.presence import UnitDeparted
from events.procedures import ProcedureSet, VotingRule
from events.quorum import quorum, quorum_scopes
from events.store.ledger import Circumstances
from events.vote_opening import VoteOpened, opened_vote
from events.voting import Tally
from tests.ballot_world import MEETING, ballot, course, elect, held
from tests.facts import HERE, MEMBERS
from tests.spec import TODAY, flat, given, ledger_with


@pytest.mark.parametrize(
    "votes",
    [Tally(votes_for=1, total=1, of=of) for of in ("valid", "issued")]
    + [None],
)  # fmt: skip
def test_where_presence_is_unknown_more_than_half_of_the_members_vote(votes):
    act = ElectHead(**HERE, unit="a", method="secret-ballot", votes=votes)
    if votes is None:
        act = elect("a", ballot(("a", 1), ("b", 0), issued=1, returned=1, invalid=0))
    given(*MEMBERS).when(act).refused("papers-of-half", papers=1, count=3)
    given(*MEMBERS).because("theo biên bản").when(act).accepted()


def test_an_opened_vote_keeps_its_roll_when_units_leave():
    opened = OpenVote(**HERE, meeting="m", matter="head")
    [event] = given(*MEMBERS, *MEETING).when(opened).accepted()
    assert isinstance(event, VoteOpened)
    assert (event.units, event.members, event.ballot) == (("a", "b", "c"), 3, "head-1")
    left = UnitDeparted(**HERE, meeting="m", unit="c")
    papers = ballot(("a", 2), ("b", 1), issued=3, returned=3, invalid=0)
    [elected] = given(*MEMBERS, *MEETING, event, left).when(elect("a", papers)).accepted()
    assert (held(elected).roll, held(elected).present) == (("a", "b", "c"), 3)
    assert held(elected).ballot == "head-1"
    typed = replace(elect("a", papers), course=course(papers, entitled=1))
    [elected] = given(*MEMBERS, *MEETING, event, left).when(typed).accepted()
    assert held(elected).entitled == 3, "the roll goes before a number that is given"
    [later] = (
        given(*MEMBERS, *MEETING, event, left)
        .when(OpenVote(**HERE, meeting="m", matter="deputy"))
        .accepted()
    )
    assert isinstance(later, VoteOpened) and later.units == ("a", "b")


def test_a_vote_without_a_quorum_needs_a_reason():
    two = (MEETING[0], UnitsAttended(**HERE, meeting="m", units=("a",)))
    act = OpenVote(**HERE, meeting="m", matter="head")
    given(*MEMBERS, *two).when(act).refused("no-quorum", count=1, least=2)
    given(*MEMBERS, *two).because("họp lần hai").when(act).accepted()
    given(*MEMBERS, MEETING[0]).when(act).refused("presence-unknown")


def test_no_list_of_units_is_fixed_for_a_vote_of_the_council():
    act = OpenVote(**HERE, meeting="m", matter="council-award")
    spec = given(*MEMBERS, *MEETING).because("theo giấy mời")
    spec.when(act).refused("council-vote-opened", matter="council-award")


def test_what_a_vote_rests_on_is_not_taken_back_alone():
    ledger = ledger_with(flat((*MEMBERS, *MEETING)))
    how = Circumstances(by="Thư ký", reason="nhầm")
    came = ledger.position()
    [opened] = ledger.execute(OpenVote(**HERE, meeting="m", matter="head"), how)

    def still_open() -> VoteOpened | None:
        history = History([*ledger.read()], TODAY)
        return opened_vote(history, HERE["cluster"], HERE["year"], "head")

    assert still_open() == opened.event
    ledger.execute(elect("a", ballot(("a", 2), ("b", 1))), how)
    assert still_open() is None  # its outcome is recorded
    for entry in (opened.position, came):
        concerns = next(e for e in ledger.read() if e.position == entry).event.tags()
        with pytest.raises(Refused) as refused:
            ledger.execute(Retract(positions=(entry,), concerns=concerns), how)
        assert refused.value.code == "stands-on-it"


def test_the_quorum_of_a_meeting_follows_the_rule_of_the_cluster():
    rule = ProcedureSet(**HERE, matter="question", rule=VotingRule(quorum=">1/2"))
    ledger = ledger_with(
        flat((*MEMBERS, MEETING[0], UnitsAttended(**HERE, meeting="m", units=("a", "b"))))
    )
    opened = MEETING[0]
    found = quorum(ledger.history(quorum_scopes(opened))[0], opened)
    assert found and (found.needed, found.met) == (2, True)
    strict = ledger_with(
        flat((*MEMBERS, *MEETING, replace(rule, rule=VotingRule(quorum="100/100"))))
    )
    found = quorum(strict.history(quorum_scopes(opened))[0], opened)
    assert found and (found.needed, found.rule.parts) == (3, 100)


# The quorum binds every vote taken in a meeting, opened or not

CAME = UnitsAttended(**HERE, meeting="m", units=("a", "b", "c"))
LEFT = tuple(UnitDeparted(**HERE, meeting="m", unit=unit) for unit in ("b", "c"))
BY_SHARE = ElectHead(
    **HERE, unit="a", method="show-of-hands", votes=Tally(votes_for=1, total=1, of="present")
)


@pytest.mark.parametrize("on", [None, date(2020, 1, 10)])
def test_a_vote_that_was_not_opened_needs_a_quorum(on):
    act = replace(BY_SHARE, on=on)
    facts = {"count": 1, "least": 2, "members": 3}
    given(*MEMBERS, MEETING[0], CAME, *LEFT).when(act).refused("no-quorum", **facts)
    ledger = ledger_with(flat((*MEMBERS, MEETING[0], CAME, *LEFT)))
    reason = "Hai đơn vị về sớm, hội nghị nhất trí bầu"
    [entry] = ledger.execute(act, Circumstances(by="x", reason=reason))
    assert held(entry.event).words == reason


@pytest.mark.parametrize(
    "act",
    [
        ElectHead(**HERE, unit="a", method="consensus"),
        elect("a", ballot(("a", 1), issued=1, returned=1, valid=1)),
    ],
)
def test_a_consensus_and_a_ballot_need_a_quorum_too(act):
    given(*MEMBERS, MEETING[0], CAME, *LEFT).when(act).refused("no-quorum", count=1, least=2)
    ledger_with(flat((*MEMBERS, MEETING[0], CAME))).execute(
        act if act.method == "consensus" else elect("a", ballot(("a", 3))), Circumstances(by="x")
    )


def test_votes_in_writing_count_as_the_rule_says():
    wrote = UnitDeparted(**HERE, meeting="m", unit="b", vote="written")
    world = (*MEMBERS, MEETING[0], CAME, wrote, LEFT[1])
    ledger_with(flat(world)).execute(BY_SHARE, Circumstances(by="x"))
    without = ProcedureSet(**HERE, matter="head", rule=VotingRule(written=False))
    given(*world, without).when(BY_SHARE).refused("no-quorum", count=1, least=2)


def test_a_ballot_keeps_how_many_are_at_the_meeting_now_and_not_how_many_came():
    ledger = ledger_with(flat((*MEMBERS, MEETING[0], CAME, LEFT[0])))
    act = replace(elect("a", ballot(("a", 2), issued=2, returned=2, valid=2)), on=MEETING[0].on)
    [entry] = ledger.execute(act, Circumstances(by="x"))
    assert (held(entry.event).entitled, held(entry.event).present) == (3, 2)
    share = replace(BY_SHARE, on=act.on, votes=Tally(votes_for=3, total=3, of="present"))
    given(*MEMBERS, MEETING[0], CAME, LEFT[0]).when(share).refused("votes-above-present", count=2)
    given(*MEMBERS, MEETING[0], CAME, LEFT[0]).when(
        replace(act, course=course(ballot(("a", 3), issued=3, returned=3, valid=3)))
    ).refused("issued-above-roll", issued=3, count=2)


def test_of_a_closed_meeting_all_that_came_are_counted():
    closed = MeetingClosed(**HERE, meeting="m")
    ledger = ledger_with(flat((*MEMBERS, MEETING[0], CAME, *LEFT, closed)))
    act = replace(BY_SHARE, on=date(2020, 1, 10))
    ledger.execute(act, Circumstances(by="x"))


def test_a_decision_without_a_vote_needs_no_quorum():
    act = ElectHead(**HERE, unit="a", method="recognised")
    ledger_with(flat((*MEMBERS, MEETING[0], CAME, *LEFT))).execute(act, Circumstances(by="x"))


def test_who_votes_in_writing_is_absent_and_the_rule_allows_it():
    act = OpenVote(**HERE, meeting="m", matter="head", in_writing=("b",))
    given(*MEMBERS, *MEETING).when(act).refused("present-votes-there", unit="b")
    none = ProcedureSet(**HERE, matter="head", rule=VotingRule(written=False))
    given(*MEMBERS, *MEETING, none).when(act).refused("no-written-votes", matter="head")
    came = UnitsAttended(**HERE, meeting="m", units=tuple("abcd"))
    all_ = given(*MEMBERS, MEETING[0], came).when(replace(act, in_writing=()))
    all_.refused("more-than-members", count=4, members=3)


WROTE = UnitDeparted(**HERE, meeting="m", unit="c", vote="written")
BY_HAND = ElectHead(
    **HERE,
    unit="a",
    method="show-of-hands",
    votes=Tally(votes_for=3, total=3, of="present"),
)


@pytest.mark.parametrize("opened", [False, True])
def test_a_vote_in_writing_is_among_those_in_favour_and_no_hand(opened):
    before = [*MEMBERS, *MEETING, WROTE]
    if opened:
        before += given(*before).when(OpenVote(**HERE, meeting="m", matter="head")).accepted()
    listed = replace(BY_HAND, course=course(hands=("a", "b", "c")))
    given(*before).when(listed).refused("hand-of-absent", unit="c")
    given(*before).because("giơ tay qua điểm cầu").when(listed).accepted()
    there = replace(BY_HAND, course=course(hands=("a", "b")))
    [elected] = given(*before).when(there).accepted()
    assert (held(elected).hands, held(elected).written) == (("a", "b"), 1)
    one = replace(BY_HAND, course=course(hands=("a",)))
    given(*before).when(one).refused("hands-differ", count=1, votes=3)


def test_a_hand_of_a_unit_that_left_without_a_vote_is_asked_about():
    left = replace(WROTE, vote="")
    two = replace(BY_HAND, votes=Tally(votes_for=2, total=2, of="present"))
    listed = replace(two, course=course(hands=("a", "c")))
    given(*MEMBERS, *MEETING, left).when(listed).refused("hand-of-absent", unit="c")
    given(*MEMBERS, *MEETING).when(
        replace(BY_HAND, course=course(hands=("a", "b", "c")))
    ).accepted()
