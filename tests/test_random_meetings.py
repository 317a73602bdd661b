"""Meetings at random: no sequence of legal acts records what its own numbers contradict.

Acts are typed as people type them, right and wrong, with words and without, taken back and again;
what the ledger refuses is not recorded. What it then holds is judged by rules written here alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from events.award_ballots import RecordBallot
from events.award_quotas import QuotaSet, SetQuota
from events.award_steps import AwardBalloted
from events.awards import (
    AwardNominated,
    NominateForAward,
    NominationWithdrawn,
    WithdrawNomination,
)
from events.ballots import CandidateVotes, Course, Round, TieBreak
from events.command import Command
from events.compact_adoption import AdoptCompact
from events.corrections import EntriesRetracted, effective
from events.elections import ElectDeputies, ElectDeputy, ElectHead, ElectLeaders
from events.errors import ThiduaError
from events.event import Entry
from events.meetings import (
    CloseMeeting,
    MeetingClosed,
    MeetingOpened,
    OpenMeeting,
    RecordAttendance,
    UnitsAttended,
    closing,
)
from events.minutes import ApproveMinutes
from events.open_vote import OpenVote
from events.partial_sources import WithdrawUnit
from events.presence import (
    RecordAbsence,
    RecordArrival,
    RecordDeparture,
    UnitAbsent,
    UnitArrived,
    UnitDeparted,
    attendance,
)
from events.procedures import SetProcedure, VotingRule
from events.ranking import AdoptResult, WithdrawResult
from events.regulations import AdoptRegulation
from events.reopening import ReopenMeeting
from events.result_events import Place, ResultAdopted, ResultWithdrawn
from events.roles import DeputyElected, HeadElected
from events.rosters import RosterRecorded
from events.store.ledger import Circumstances, Ledger, drafted
from events.vote_opening import VoteOpened
from events.voting import Tally
from events.withdrawn_units import UnitWithdrew
from tests.facts import MEMBERS
from tests.spec import clock_at
from thidua_tui.session.session import Session, take_back

UNITS = ("a", "b", "c")
OPENED = {"m": date(2021, 1, 13), "n": date(2021, 1, 14)}
"""The meetings and their days."""
HERE: dict[str, Any] = {"cluster": "cum", "year": 2020}
AT: dict[str, Any] = {"meeting": "m"}
FORM = "co-chinh-phu"
COUNTED = ("secret-ballot", "show-of-hands")

units = st.sampled_from(UNITS)
times = st.sampled_from(("", "08:00", "08:30", "09:00", "10:15"))
methods = st.sampled_from(("not-recorded", "consensus", *COUNTED, "rotation"))
tallies = st.none() | st.builds(
    Tally,
    votes_for=st.integers(0, 4),
    total=st.integers(1, 4),
    of=st.sampled_from(("members", "present", "valid", "not-recorded")),
)


def of_units(kind: Callable[..., Any], least: int, **drawn: Any) -> st.SearchStrategy:
    """Draw one of a kind for each of some units, without drawing what is to be dropped."""
    several = st.lists(units, min_size=least, unique=True)
    fields = st.tuples(*(st.fixed_dictionaries(drawn) for _ in UNITS))
    return st.builds(
        lambda chosen, each: tuple(
            kind(unit=unit, **more) for unit, more in zip(chosen, each, strict=False)
        ),
        several,
        fields,
    )


places = of_units(Place, 0, place=st.integers(1, 3))
voted = {"method": methods, "votes": tallies}
numbers = st.none() | st.integers(0, 4)
rounds = st.builds(
    Round,
    issued=numbers,
    returned=numbers,
    valid=numbers,
    invalid=numbers,
    votes=of_units(CandidateVotes, 1, votes=st.integers(0, 3)),
)
courses = st.builds(
    Course,
    rounds=st.lists(rounds, min_size=1, max_size=3).map(tuple),
    tie=st.none()
    | st.builds(TieBreak, by=st.sampled_from(("lot", "chair")), units=units.map(lambda u: (u,))),
    words=st.sampled_from(("", "bỏ phiếu lại ngày hôm sau")),
)


outcomes = st.sampled_from(("passed", "not-passed"))
questions = st.none() | st.builds(
    Course,
    rounds=st.builds(
        Round, issued=numbers, returned=numbers, in_favour=numbers, against=numbers
    ).map(lambda one: (one,)),
    entitled=st.none() | st.integers(1, 5),
    written=numbers,
)


def act(kind: Callable[..., Command], fixed: dict[str, Any], **drawn: Any) -> st.SearchStrategy:
    return st.fixed_dictionaries(drawn).map(lambda fields: kind(**fixed, **fields))


secret = {**HERE, "method": "secret-ballot"}
several = st.lists(units, min_size=1, max_size=3, unique=True).map(tuple)
wrote = st.just(()) | units.map(lambda unit: (unit,))
matters = st.sampled_from(("head", "deputy", "acclaim", "nomination", "regulation", "compact"))
rules = st.builds(
    VotingRule,
    majority=st.sampled_from((">1/2", "2/3", "1/1")),
    of=st.sampled_from(("not-recorded", "members", "valid")),
    written=st.booleans(),
    proxies=st.booleans(),
    self_vote=st.booleans(),
)
ACTS = st.one_of(
    act(RecordArrival, AT, unit=units, at=times),
    act(RecordDeparture, AT, unit=units, at=times),
    act(RecordAbsence, AT, unit=units, vote=st.sampled_from(("", "written", "proxy"))),
    act(RecordAttendance, AT, units=several),
    act(CloseMeeting, AT),
    act(OpenMeeting, {**HERE, "meeting": "n", "title": "Họp lại", "on": OPENED["n"]}),
    act(
        RecordAttendance,
        {"meeting": "n"},
        units=several,
    ),
    act(OpenVote, HERE, meeting=st.sampled_from("mn"), matter=matters, in_writing=wrote),
    act(SetProcedure, HERE, matter=matters, rule=rules),
    act(ElectLeaders, secret, units=several, course=courses),
    act(ElectDeputies, secret, units=several, course=courses),
    act(ReopenMeeting, AT),
    act(ElectHead, HERE, unit=units, **voted),
    act(ElectDeputy, HERE, unit=units, **voted),
    act(ElectHead, {**HERE, "method": "secret-ballot"}, unit=units, course=courses),
    act(ElectDeputy, {**HERE, "method": "secret-ballot"}, unit=units, course=courses),
    act(AdoptResult, HERE, places=places, **voted),
    act(WithdrawResult, HERE),
    act(WithdrawUnit, HERE, unit=units, form=st.none() | st.just(FORM)),
    act(SetQuota, {**HERE, "form": FORM}, asked=st.integers(0, 2)),
    act(NominateForAward, {**HERE, "form": FORM}, unit=units),
    act(NominateForAward, {**HERE, "form": FORM}, unit=units, course=questions, **voted),
    act(WithdrawNomination, {**HERE, "form": FORM}, unit=units),
    act(AdoptCompact, HERE, course=questions, **voted),
    act(AdoptRegulation, {**HERE, "title": "Quy chế"}, course=questions, **voted),
    act(ApproveMinutes, AT, course=questions, **voted),
    act(RecordBallot, {**HERE, "form": FORM}, unit=units, course=questions, outcome=outcomes),
)


def papers(*votes: tuple[str, int], **more: int) -> Course:
    """A ballot of three papers, of two seats where there are candidates."""
    named = tuple(CandidateVotes(unit=unit, votes=count) for unit, count in votes)
    ballot = Round(issued=3, returned=3, invalid=0, votes=named, **more)
    return Course(rounds=(ballot,), seats=2 if votes else 1)


ALL = Tally(votes_for=3, total=3)
BY_HANDS: dict[str, Any] = {**HERE, "method": "show-of-hands", "votes": ALL}
LIKELY: tuple[Command, ...] = (
    RecordAttendance(**AT, units=UNITS),
    RecordAttendance(meeting="n", units=UNITS),
    *(OpenVote(**HERE, meeting=code, matter="head") for code in "mn"),
    OpenVote(**HERE, meeting="m", matter="compact"),
    ElectHead(**BY_HANDS, unit="a"),
    AdoptCompact(**BY_HANDS),
    AdoptRegulation(**secret, title="Quy chế", course=papers(in_favour=2)),
    ElectLeaders(**secret, units=("a", "b"), course=papers(("a", 3), ("b", 2))),
    ElectDeputies(**secret, units=("b", "c"), course=papers(("b", 3), ("c", 2))),
)
"""Acts that are often legal, so that votes are opened and used."""
STEPS = st.lists(
    st.tuples(
        ACTS | st.sampled_from(LIKELY) | st.integers(0, 40),
        st.sampled_from(("", "đã đối chiếu phiếu")),
    ),
    min_size=12,
    max_size=40,
)


def drawn(unit: str, by: str, counts: tuple[int, ...]) -> Command:
    """The head, chosen after two ballots with the same votes."""
    first = papers(*zip(UNITS, counts, strict=True))
    tie = TieBreak(by=by, units=(unit,))  # type: ignore[arg-type]  # one of the values of the type
    held = replace(first, rounds=first.rounds * 2, seats=1, tie=tie)
    return ElectHead(**secret, unit=unit, course=held)


thirds = st.sampled_from(((1, 1, 1), (1, 1, 0), (2, 1, 0), (1, 0, 0), (1, 0, 1)))
whole = st.builds(
    lambda count, of: Tally(votes_for=count, total=len(UNITS) if of == "members" else count, of=of),
    st.integers(1, len(UNITS)),
    st.sampled_from(("members", "valid", "issued")),
)
draws = st.builds(drawn, units, st.sampled_from(("lot", "chair")), thirds)
VOTES = st.one_of(
    act(ElectHead, HERE, unit=units, **voted),
    act(ElectDeputy, HERE, unit=units, **voted),
    act(ElectHead, secret, unit=units, course=courses),
    draws,
    *(act(kind, secret, unit=units, votes=whole) for kind in (ElectHead, ElectDeputy)),
    act(AdoptRegulation, {**secret, "title": "Quy chế"}, votes=whole),
    act(AdoptResult, HERE, places=places, **voted),
    act(AdoptRegulation, {**HERE, "title": "Quy chế"}, course=questions, **voted),
    act(AdoptCompact, HERE, course=questions, **voted),
)
"""Votes without words."""


def played(steps: list[tuple[Command | int, str]]) -> tuple[list[Entry], int]:
    """Type the steps at a meeting; return all entries, and how many acts were recorded.

    A number takes back the act at that place among the entries, counted from the end.
    """
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: clock_at(date(2021, 1, 14)))
    for number, fact in enumerate(MEMBERS):
        how = Circumstances(by="An", act=f"before-{number}")
        ledger.recorder.append([drafted(fact, how, ledger.clock())[0]])
    session = Session(ledger, "An", lambda: None)
    session.do(OpenMeeting(**AT, **HERE, title="Tổng kết", on=OPENED["m"]))
    recorded = 0
    for step, reason in steps:
        try:
            command = _undo(session, step) if isinstance(step, int) else step
            session.do(command, reason=reason or ("nhầm" if isinstance(step, int) else ""))
            recorded += 1
        except ThiduaError:
            continue
    return list(ledger.read()), recorded


def _undo(session: Session, back: int) -> Command:
    entries = [e for e in session.ledger.read() if not isinstance(e.event, EntriesRetracted)]
    chosen = entries[-1 - back % len(entries)]
    return take_back([e for e in entries if e.act == chosen.act])


def with_words(entry: Entry) -> bool:
    """Whether an act was recorded with words, in its entry or in the course of its vote."""
    course = getattr(entry.event, "course", None)
    return bool(entry.reason) or bool(course and course.words)


def stays(entries: list[Entry]) -> Iterator[tuple[str, list[tuple[bool, str]]]]:
    """Yield unit -> whether it came to the meeting or left, and when, in order."""
    for unit in UNITS:
        moves: list[tuple[bool, str]] = []
        for entry in entries:
            if getattr(entry.event, "meeting", None) != AT["meeting"]:
                continue
            match entry.event:
                case UnitArrived() | UnitDeparted() as event if event.unit == unit:
                    moves.append((isinstance(event, UnitArrived), event.at))
                case UnitsAttended(units=there) if unit in there and not (moves and moves[-1][0]):
                    moves.append((True, ""))
        yield unit, moves


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_no_sequence_of_acts_records_what_contradicts_itself(steps):
    every, _ = played(steps)
    entries = effective(every)
    for unit, moves in stays(entries):
        assert all(one[0] != two[0] for one, two in pairwise(moves)), unit
        hours = [at for _, at in moves if at]
        assert hours == sorted(hours), unit
    there = {unit for unit, moves in stays(entries) if moves and moves[-1][0]}
    known = attendance(entries, "m")
    assert {unit for unit, one in known.items() if one.state == "present"} == there
    check_votes(entries)
    check_grounds(every)
    check_turnout(every)
    check_quota(every, entries)
    out = {e.event.unit for e in entries if isinstance(e.event, UnitWithdrew) and not e.event.form}
    results = [e.event for e in entries if isinstance(e.event, ResultAdopted | ResultWithdrawn)]
    if results and isinstance(results[-1], ResultAdopted):
        assert not out & {place.unit for place in results[-1].places}
    assert not out & {*in_force(entries)}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(UNITS), st.integers(2, 3), st.lists(VOTES, min_size=3, max_size=9))
def test_votes_at_a_meeting_are_those_of_the_units_that_take_part(some, count, votes):
    came = RecordAttendance(**AT, units=tuple(some[:count]))
    every, _ = played([(one, "") for one in (came, *votes)])
    check_votes(effective(every))
    check_grounds(every)
    check_turnout(every)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from((">1/2", "1/1")), draws)
def test_what_decides_after_the_ballots_chooses_among_those_that_are_tied(majority, chosen):
    rule = SetProcedure(**HERE, matter="head", rule=VotingRule(majority=majority))
    first = (RecordAttendance(**AT, units=UNITS), rule)
    every, _ = played([(one, "") for one in (*first, chosen)])
    check_votes(effective(every))


def check_ballots(entry: Entry) -> None:
    """The numbers of each ballot add up; who is elected has more than half, or words."""
    event: Any = entry.event
    course: Course | None = getattr(event, "course", None)
    if course is None or not course.rounds:
        return
    for ballot in course.rounds:
        counted = sum(one.votes for one in ballot.votes)
        valid = ballot.valid
        if valid is None and ballot.returned is not None and ballot.invalid is not None:
            valid = ballot.returned - ballot.invalid
        if valid is not None:
            assert 0 <= counted <= valid * course.seats
        if ballot.returned is not None:
            assert (
                ballot.returned == (valid or 0) + (ballot.invalid or 0)
                or (valid is None and ballot.invalid is None)
                or ballot.valid is None
                or ballot.invalid is None
            )
            assert ballot.issued is None or ballot.returned <= ballot.issued
    last = course.rounds[-1]
    check_lot(entry, course)
    if not last.votes:
        check_question(entry, course, last)
        return
    mine = next((one.votes for one in last.votes if one.unit == event.unit), 0)
    base = last.valid if last.valid is not None else sum(one.votes for one in last.votes)
    if last.valid is None and last.returned is not None and last.invalid is not None:
        base = last.returned - last.invalid
    if 2 * mine <= base and not course.tie:
        earlier = any(_won(ballot, event.unit) for ballot in course.rounds)
        assert earlier or with_words(entry), event


def check_lot(entry: Entry, course: Course) -> None:
    """What decides chooses among the first in the last ballot; a lot is drawn among several."""
    unit, last = unit_of(entry), course.rounds[-1]
    chosen = course.tie and unit in course.tie.units and course.seats == 1
    if not chosen or with_words(entry) or any(_won(one, unit) for one in course.rounds):
        return
    most = max((one.votes for one in last.votes), default=0)
    first = [one.unit for one in last.votes if one.votes == most]
    assert unit in first, entry
    assert course.tie and (course.tie.by != "lot" or len(first) > 1), entry


def check_question(entry: Entry, course: Course, ballot: Round) -> None:
    """The voices are within the papers and the voters; the outcome is theirs, or words say why."""
    voices = (ballot.in_favour or 0) + (ballot.against or 0)
    for most in (ballot.issued, ballot.returned):
        assert most is None or voices <= most, entry
    assert course.entitled is None or voices <= course.entitled, entry
    event: Any = entry.event
    if isinstance(event, AwardBalloted):  # a share of all members, where their number is known
        enough = course.entitled is None or 2 * (ballot.in_favour or 0) > course.entitled
        assert with_words(entry) or enough or event.outcome == "not-passed", entry
    elif ballot.in_favour is not None and ballot.in_favour <= (ballot.against or 0):
        assert with_words(entry), entry


def _won(ballot: Round, unit: str) -> bool:
    """Whether a unit has more than half of the papers of a ballot, however they are counted."""
    mine = next((one.votes for one in ballot.votes if one.unit == unit), 0)
    valid = ballot.valid
    if valid is None and ballot.returned is not None and ballot.invalid is not None:
        valid = ballot.returned - ballot.invalid
    return 2 * mine > (valid or sum(one.votes for one in ballot.votes))


def check_votes(entries: list[Entry]) -> None:
    """An outcome has a majority of what it counts, or words; one head, nobody two roles."""
    elected = [e for e in entries if isinstance(e.event, HeadElected | DeputyElected)]
    heads = [e for e in elected if isinstance(e.event, HeadElected)]
    assert len(heads) <= 1
    holders = [unit_of(e) for e in elected]
    assert len(holders) == len({*holders})
    for entry in entries:
        check_ballots(entry)
        event: Any = entry.event
        votes = getattr(event, "votes", None)
        if not isinstance(votes, Tally):
            continue
        assert votes.votes_for <= votes.total
        assert event.method != "rotation"
        lost = isinstance(event, AwardBalloted) and event.outcome == "not-passed"
        course = getattr(event, "course", None)
        decided = course and course.tie and unit_of(entry) in course.tie.units
        if 2 * votes.votes_for <= votes.total and not lost and not decided:
            assert with_words(entry), event


def rosters(entries: list[Entry]) -> list[Entry]:
    """The entries that say who is a member."""
    return [entry for entry in entries if isinstance(entry.event, RosterRecorded)]


def check_grounds(every: list[Entry]) -> None:
    """A vote agrees with the roll, or words say why; an opened vote is used at its meeting."""
    opened = {e.event.ballot: e.event for e in every if isinstance(e.event, VoteOpened)}
    for at, entry in enumerate(every):
        votes, course = (getattr(entry.event, name, None) for name in ("votes", "course"))
        here = effective(every[:at])
        if isinstance(entry.event, AwardBalloted) or not rosters(here):
            continue
        if isinstance(votes, Tally) and votes.of in ("members", "present"):
            assert votes.total <= len(UNITS)
            assert votes.of == "present" or votes.total == len(UNITS) or with_words(entry), entry
        if not isinstance(course, Course):
            continue
        assert course.entitled in (None, len(UNITS)), entry
        away = (course.written or 0) + (course.by_proxy or 0)
        assert course.present is None or away <= course.present <= len(UNITS)
        for ballot in course.rounds:
            assert (ballot.issued or 0) <= (course.present or len(UNITS)), entry
        if course.ballot and entry.place == entry.position:
            assert closing(here, opened[course.ballot].meeting) is None, entry


def check_turnout(every: list[Entry]) -> None:
    """No more votes than take part, and papers of all who are there, or words say why."""
    for at, entry in enumerate(every):
        event: Any = entry.event
        votes: Tally | None = getattr(event, "votes", None)
        course: Course = getattr(event, "course", None) or Course()
        counted = isinstance(votes, Tally) or course.rounds
        if not counted or isinstance(event, AwardBalloted) or with_words(entry):
            continue
        found = (there, most) = voters(effective(every[:at]))
        if course.ballot:
            away = (course.written or 0) + (course.by_proxy or 0)
            most = course.present or 0
            there = most - away
        elif found == (0, 0):  # no meeting is open, or its presence is not recorded
            few = votes.total if votes and votes.of in ("valid", "issued") else len(UNITS)
            assert 2 * few > len(UNITS) or not rosters(effective(every[:at])), entry
            continue
        if votes and not course.rounds:
            assert votes.votes_for <= most, entry
            assert votes.of != "valid" or there <= votes.total <= most, entry
        for ballot in course.rounds:
            assert all(one.votes <= most for one in ballot.votes), entry
            assert (ballot.valid or 0) <= most, entry
            assert (ballot.in_favour or 0) + (ballot.against or 0) <= most, entry
            assert papers_in(ballot, course.seats) >= there, entry


def voters(here: list[Entry]) -> tuple[int, int]:
    """How many are at the first meeting that is open, and with those that vote from away."""
    held = [e.event.meeting for e in here if isinstance(e.event, MeetingOpened)]
    still = [code for code in held if closing(here, code) is None]
    known = [*attendance(here, still[0]).values()] if still else []
    there = sum(one.state == "present" for one in known)
    return there, there + sum(bool(one.vote) for one in known if one.state != "present")


def papers_in(ballot: Round, seats: int) -> int:
    """The papers of a ballot, with those that are missing; very many where that is unknown."""
    missing = ballot.missing or 0
    if ballot.issued is not None:
        return ballot.issued
    if ballot.returned is not None:
        return ballot.returned + missing
    if ballot.valid is not None:
        return ballot.valid + (ballot.invalid or 0) + missing
    if ballot.votes and seats == 1:
        return sum(one.votes for one in ballot.votes)
    return 1000


def unit_of(entry: Entry) -> str:
    """The unit that a fact is about."""
    return str(getattr(entry.event, "unit", ""))


def in_force(entries: list[Entry]) -> dict[str, Entry]:
    """Unit -> its nomination, if that was not withdrawn."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if isinstance(entry.event, AwardNominated):
            found[entry.event.unit] = entry
        elif isinstance(entry.event, NominationWithdrawn):
            found.pop(entry.event.unit, None)
    return found


def check_quota(every: list[Entry], entries: list[Entry]) -> None:
    """There are no more nominations than the quota, or words say why, of one or of the other."""
    quotas = [e for e in entries if isinstance(e.event, QuotaSet)]
    if not quotas or not isinstance(quotas[-1].event, QuotaSet):
        return
    asked, nominated = quotas[-1].event.asked, in_force(entries)
    gone = {p for e in every if isinstance(e.event, EntriesRetracted) for p in e.event.positions}
    changed = any(e.position in gone for e in every if isinstance(e.event, QuotaSet))
    if asked is not None and len(nominated) > asked:
        assert changed or any(map(with_words, (*nominated.values(), quotas[-1])))


def test_the_acts_are_not_all_refused():
    steps: list[tuple[Command | int, str]] = [
        (RecordArrival(**AT, unit="a", at="08:00"), ""),
        (RecordArrival(**AT, unit="a", at="08:30"), ""),
        (RecordArrival(**AT, unit="b", at="08:30"), ""),
        (
            ElectHead(**HERE, unit="a", method="secret-ballot", votes=Tally(votes_for=0, total=3)),
            "",
        ),
        (AdoptResult(**HERE, method="consensus", places=(Place(unit="a", place=1),)), ""),
        (SetQuota(**HERE, form=FORM, asked=0), ""),
        (NominateForAward(**HERE, form=FORM, unit="a"), ""),
        (NominateForAward(**HERE, form=FORM, unit="a"), "tỉnh cho thêm"),
        (CloseMeeting(**AT), ""),
    ]
    every, recorded = played(steps)
    kinds = [type(entry.event) for entry in every]
    assert recorded == 6
    assert HeadElected not in kinds
    assert (kinds.count(UnitArrived), kinds.count(AwardNominated)) == (2, 1)
    assert MeetingClosed in kinds
    assert UnitAbsent not in kinds
