"""Awards at random: no sequence of legal acts leads a nomination past the rules of its way.

Acts are typed right and wrong, in any order of their days, with words and without, taken back and
again. What the ledger then holds is judged by rules written here alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.award_aftermath import AwardAmended, AwardRecovered
from events.award_ballots import RecordBallot
from events.award_course import (
    AmendAward,
    AssessAward,
    ProposeAward,
    ReceiveAward,
    RecoverAward,
    ReturnAward,
)
from events.award_holds import HoldAward, HoldListed, LiftAwardHold
from events.award_quotas import QuotaSet, SetQuota
from events.award_steps import (
    AwardAssessed,
    AwardBalloted,
    AwardHeld,
    AwardHoldLifted,
    AwardProposed,
    AwardReceived,
    AwardReturned,
)
from events.awards import (
    AnnulAward,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    DenyAward,
    GrantAward,
    NominateForAward,
    NominationWithdrawn,
    PresentAward,
    WithdrawNomination,
)
from events.command import Command
from events.corrections import effective
from events.errors import ThiduaError
from events.event import Entry
from events.partial_sources import RecordGrant
from events.result_events import ResultAdopted
from events.store.ledger import Circumstances, Ledger, drafted
from events.voting import Tally
from tests.facts import MEMBERS, place
from tests.spec import clock_at
from tests.test_random_meetings import _undo, act
from thidua_tui.session.session import Session

HERE: dict[str, Any] = {"cluster": "cum", "year": 2020}
FIRST, TODAY = date(2021, 1, 14), date(2021, 12, 1)
RESULT = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b")), on=date(2021, 1, 10))
SHARE = {"co-tinh": 80, "bk-tinh": 51}
"""What a form of award needs of the Council, in percent: a form without a share more than half."""
ENDS = (NominationWithdrawn, AwardDenied, AwardAnnulled)
Key: TypeAlias = tuple[str, str]

days = st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days))
maybe = st.none() | days
counts = st.integers(0, 3)
OF: dict[str, Any] = {
    "unit": st.sampled_from(("a", "b")),
    "form": st.sampled_from(("co-tinh", "bk-tinh")),
}
DECISION = HERE | {"number": "1/QĐ"}
ACTS = st.one_of(
    act(SetQuota, HERE, form=OF["form"], asked=counts, approved=st.none() | counts),
    act(NominateForAward, HERE, **OF, on=maybe),
    act(WithdrawNomination, HERE, **OF, on=maybe),
    act(ProposeAward, HERE, **OF, on=maybe),
    act(ReceiveAward, HERE, **OF, on=maybe),
    act(AssessAward, HERE, **OF, on=maybe, finding=st.sampled_from(("eligible", "ineligible"))),
    act(ReturnAward, HERE | {"wording": "thiếu báo cáo"}, **OF, on=maybe),
    act(
        RecordBallot,
        HERE,
        **OF,
        on=maybe,
        votes=st.builds(Tally, votes_for=st.integers(0, 5), total=st.just(5)),
        outcome=st.sampled_from(("passed", "not-passed")),
    ),
    act(HoldAward, HERE | {"ground": "inspection"}, **OF, on=maybe),
    act(HoldListed, HERE | {"ground": "complaint", "wording": "CV 1", "units": ("a",)}, on=maybe),
    act(LiftAwardHold, HERE, **OF, on=maybe),
    act(GrantAward, DECISION, **OF, on=days),
    act(RecordGrant, HERE, **OF, on=maybe),
    act(DenyAward, HERE, **OF, on=maybe),
    act(PresentAward, HERE, **OF, on=days),
    act(AmendAward, HERE | {"amendment": "corrected", "wording": "tên"}, **OF, on=maybe),
    act(AnnulAward, DECISION, **OF, on=days),
    act(RecoverAward, HERE, **OF, on=maybe, recovered=st.sampled_from(("object", "both"))),
)
STEPS = st.lists(
    st.tuples(ACTS | st.integers(0, 30), st.sampled_from(("", "theo văn bản của tỉnh"))),
    min_size=12,
    max_size=40,
)


def played(steps: list[tuple[Command | int, str]]) -> list[Entry]:
    """Type the steps after a result; return all entries."""
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: clock_at(TODAY))
    for number, fact in enumerate((*MEMBERS, RESULT)):
        how = Circumstances(by="An", act=f"before-{number}")
        ledger.recorder.append([drafted(fact, how, ledger.clock())[0]])
    session = Session(ledger, "An", lambda: None)
    for step, reason in steps:
        try:
            command = _undo(session, step) if isinstance(step, int) else step
            session.do(command, reason=reason or ("nhầm" if isinstance(step, int) else ""))
        except ThiduaError:
            continue
    return list(ledger.read())


def key_of(entry: Entry) -> Key | None:
    event: Any = entry.event
    unit, form = getattr(event, "unit", ""), getattr(event, "form", "")
    return (unit, form) if unit and form else None


def ways(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Yield each nomination, or award without one, with the entries that follow it."""
    found: dict[Key, list[Entry]] = {}
    for entry in entries:
        event, key = entry.event, key_of(entry)
        if key is None:
            continue
        if isinstance(event, AwardNominated) or getattr(event, "reported", False):
            if key in found:
                yield found[key]
            found[key] = [entry]
        elif key in found:
            found[key].append(entry)
    yield from found.values()


def alive(entries: list[Entry], kind: type[Any]) -> list[Key]:
    """Return the awards that are nominated (or granted, by kind) and not ended."""
    known: set[Key] = set()
    for way in ways(entries):
        key = key_of(way[0])
        assert key
        events = [entry.event for entry in way]
        ended = any(
            isinstance(e, NominationWithdrawn | AwardDenied | AwardAnnulled) for e in events
        )
        began = kind is AwardNominated or any(isinstance(e, AwardGranted) for e in events)
        (known.add if began and not ended else known.discard)(key)
    return sorted(known)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_no_sequence_of_acts_leads_an_award_past_the_rules(steps):
    every = played(steps)
    for way in ways(effective(every)):
        check_order(way)
        check_hold(way)
        check_words(way)
    for at, entry in enumerate(every):
        if isinstance(entry.event, AwardNominated | AwardGranted):
            check_limits(effective(every[:at]), entry)


GROUNDS = (
    (AwardPresented, AwardGranted),
    (AwardAmended, AwardGranted),
    (AwardRecovered, AwardAnnulled),
    (AwardReceived, AwardProposed),
    (AwardAssessed, AwardProposed),
)
ROUND = (AwardProposed, AwardReceived, AwardAssessed, AwardBalloted, AwardReturned)
LAST: dict[type[Any], int] = {
    AwardNominated: 0,
    AwardGranted: 1000,
    AwardDenied: 1000,
    NominationWithdrawn: 1000,
    AwardPresented: 1001,
    AwardAmended: 1001,
    AwardAnnulled: 1002,
    AwardRecovered: 1003,
}


def check_order(way: list[Entry]) -> None:
    """A grant comes before its presentation and what follows; the days ascend in each round."""
    events: list[Any] = [entry.event for entry in way]
    kinds = [type(event) for event in events]
    for later, ground in GROUNDS:
        if later in kinds:
            assert ground in kinds[: kinds.index(later)], (later, kinds)
    dated = [*ranks(events)]
    for rank, day in dated:
        assert all(day <= other for at, other in dated if at > rank), dated


def ranks(events: list[Any]) -> Iterator[tuple[int, date]]:
    """Yield the rank of each dated step and its day; a return begins another round."""
    turn = 0
    for event in events:
        kind = type(event)
        if kind not in LAST and kind not in ROUND:
            continue
        rank = LAST[kind] if kind in LAST else 1 + turn + ROUND.index(kind)
        turn += len(ROUND) * (kind is AwardReturned)
        if event.on:
            yield rank, event.on


def check_hold(way: list[Entry]) -> None:
    """Nothing is submitted, voted on or granted while it is on hold."""
    on_hold = False
    for entry in way:
        match entry.event:
            case AwardHeld():
                on_hold = True
            case AwardHoldLifted():
                on_hold = False
            case AwardProposed() | AwardBalloted() | AwardGranted():
                assert not on_hold, entry


def check_words(way: list[Entry]) -> None:
    """A ballot against its numbers, and a grant against what came before it, have words."""
    against = False
    for entry in way:
        event = entry.event
        match event:
            case AwardProposed():
                against = False
            case AwardAssessed(finding="ineligible") | AwardReturned():
                against = True
            case AwardBalloted(votes=Tally(votes_for=votes, total=total), outcome=outcome):
                passed = 100 * votes >= SHARE[event.form] * total
                assert entry.reason or passed == (outcome == "passed"), entry
                against = against or outcome == "not-passed"
            case AwardGranted() if against:
                assert entry.reason, entry


def check_limits(before: list[Entry], entry: Entry) -> None:
    """Beyond a quota, and for a second award of one achievement, there are words."""
    event: Any = entry.event
    nominated = isinstance(event, AwardNominated)
    quotas = [
        e.event for e in before if isinstance(e.event, QuotaSet) and e.event.form == event.form
    ]
    limit = (quotas[-1].asked if nominated else quotas[-1].approved) if quotas else None
    kind = AwardNominated if nominated else AwardGranted
    there = [unit for unit, form in alive(before, kind) if form == event.form]
    beyond = limit is not None and len(there) >= limit
    other = (nominated or event.reported) and any(
        unit == event.unit and form != event.form for unit, form in alive(before, AwardNominated)
    )
    assert entry.reason or not (beyond or other), entry


def test_the_sequences_reach_every_rule():
    """The acts above are not all refused: some sequences grant, present and annul."""
    steps: list[tuple[Command | int, str]] = [
        (NominateForAward(**HERE, unit="a", form="co-tinh"), ""),
        (ProposeAward(**HERE, unit="a", form="co-tinh", on=FIRST), ""),
        (GrantAward(**DECISION, unit="a", form="co-tinh", on=FIRST), ""),
        (PresentAward(**HERE, unit="a", form="co-tinh", on=FIRST), ""),
        (AnnulAward(**DECISION, unit="a", form="co-tinh", on=FIRST), "sai"),
    ]
    kinds = [type(entry.event) for entry in played(steps)][-4:]
    assert kinds == [AwardProposed, AwardGranted, AwardPresented, AwardAnnulled]
