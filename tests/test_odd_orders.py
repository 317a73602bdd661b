"""What is refused in one order of typing is refused in every other; after any acts all is as said.

THIDUA_EXPLORE=500 looks further, at random.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from events.command import Command, History
from events.corrections import Retract, effective
from events.errors import Refused
from events.ranking import WithdrawResult
from events.result_events import ResultAdopted
from events.shared_checks import happened
from events.verify_content import flaws
from tests.odd_orders import Secretary, aimed, concerned, drawn, pairs
from tests.odd_rules import wrong
from tests.spec import entry, everything
from tests.universe import quick

STEPS = 60


@quick(15)
@given(seed=st.integers(0, 2**32))
def test_acts_in_odd_orders_leave_everything_as_the_rules_say(seed):
    secretary = Secretary(seed)
    for _ in range(STEPS):
        if secretary.step():
            typed = [*secretary.ledger.read()]
            kept = effective(typed)
            assert wrong(kept) == []
            assert [str(flaw) for flaw in flaws(typed, kept)] == []


@quick(12)
@given(seed=st.integers(0, 2**32))
def test_what_a_refusal_says_to_do_first_can_be_done_and_helps(seed):
    """Whatever entry is taken back, or whatever result withdrawn: its advice leads there."""
    secretary = Secretary(seed)
    for _ in range(40):
        secretary.step()
    for _ in range(6):
        counting = effective(secretary.ledger.read())
        act = secretary.rng.choice(counting).act
        entries = [entry for entry in counting if entry.act == act]
        said = secretary.advised(Retract(**concerned(entries)))
        assert said == "" or said.startswith("result-outdated")  # it says to leave it as it is
        for result in everything(secretary.ledger).of(ResultAdopted):
            withdraw = WithdrawResult(cluster=result.cluster, year=result.year)
            assert secretary.advised(withdraw) in ("", str(no_result(withdraw)))


def no_result(act: WithdrawResult) -> Refused:
    """That there is none any more: it was withdrawn already."""
    return Refused("no-result", cluster=act.cluster, year=act.year)


KNOWN_FIRST = {
    ("AdoptResult", "RecordScore", "scores-frozen"): "an adopted result freezes the scores",
    ("AdoptScores", "RecordScore", "scores-frozen"): "as above",
    ("AdoptScores", "ReleaseUnit", "result-adopted"): "who is ranked does not leave the ranking",
    ("AdoptResult", "ReleaseUnit", "result-adopted"): "as above",
    ("ElectHead", "NameActingHead", "head-in-office"): "an election ends an acting headship",
    ("ElectHead", "StandDown", "holds-no-role"): "as above",
    ("DenyAward", "WithdrawResult", "withdrawn-before-closed"): "proposals of the year are its own",
    ("AnnulAward", "WithdrawResult", "withdrawn-before-closed"): "as above",
    ("WithdrawNomination", "WithdrawResult", "withdrawn-before-closed"): "as above",
    ("AnnulAward", "PresentAward", "award-annulled"): "on one day, what is typed first came first",
    ("ReleaseUnit", "RecordScore", "not-a-member"): "a score has no day: it was given to a member",
    ("ReleaseUnit", "SignCompact", "not-a-member"): "without a day, what is typed first came first",
    ("ReleaseUnit", "JoinCompact", "not-a-member"): "as above",
    ("ReleaseUnit", "JoinMovement", "not-a-member"): "as above",
    ("ReleaseUnit", "WithdrawUnit", "not-a-member"): "as above",
    ("ReleaseUnit", "RecordProposal", "not-a-member"): "as above",
}
"""The first act, the one refused after it, why; and why it is accepted the other way round."""


@quick(12)
@given(seed=st.integers(0, 2**32))
def test_two_acts_that_exclude_each_other_do_so_in_either_order(seed):
    """Each would be accepted alone; which is typed first changes nothing, with few exceptions."""
    secretary = Secretary(seed)
    for _ in range(40):
        secretary.step()
    base = everything(secretary.ledger)
    for (one, first), (other, second) in pairs(possible(secretary, base)):
        there, back = refused(first, other), refused(second, one)
        if (there is None) != (back is None):
            acts = (one, other) if there else (other, one)
            why = there or back
            told = (*(type(act).__name__ for act in acts), why.code if why else "")
            assert told in KNOWN_FIRST, (acts, str(why))


def possible(secretary: Secretary, base: History) -> list[tuple[Command, History]]:
    """Acts that are accepted now, each with the history in which it was recorded."""
    found = []
    facts = [entry.event for entry in base.entries]
    for _ in range(100):
        command = aimed(secretary.rng, drawn(secretary.rng), facts)
        try:
            found.append((command, recorded(base, command)))
        except Refused:
            continue
    return found


def recorded(history: History, command: Command) -> History:
    """The history in which this act was recorded next."""
    facts = happened(command.decide(history), history.today)
    last = max((entry.position for entry in history.entries), default=0)
    new = (entry(fact, last + n) for n, fact in enumerate(facts, 1))
    return history.over([*history.entries, *new])


def refused(history: History, command: Command) -> Refused | None:
    """Why this act is refused here, or None."""
    try:
        recorded(history, command)
    except Refused as why:
        return why
    return None
