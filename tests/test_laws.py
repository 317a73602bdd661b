"""The laws of the ledger hold after every act, whatever is done in whatever order."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from events.award_events import AwardGranted, AwardNominated, award
from events.command import Command, History
from events.corrections import Correct, Retract, effective
from events.elections import ElectDeputy, ElectHead, NameActingHead, StandDown
from events.errors import Refused
from events.event import Entry
from events.invariants import Breach, breaches
from events.membership import (
    AdmitUnit,
    RecordRoster,
    ReleaseUnit,
    RosterRecorded,
    UnitJoined,
    electorate,
    members,
)
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.result_events import adopted
from events.roles import DeputyElected, HeadElected, OfficerStoodDown, officers
from events.rule_book import IssueRules
from events.scoring import RecordScore
from events.store.ledger import Circumstances
from events.store.sanitise import checked
from events.units import UnitDissolved, UnitFounded, ends
from events.verify_content import flaws
from tests.facts import HERE, MEMBERS, RESULT, WORLD, Fields
from tests.spec import answer, entry, everything, ledger_with
from tests.universe import COMMANDS, TODAY, built, commands, quick

YEARS = [(cluster, year) for cluster in ("cum", "khac") for year in (2020, 2021)]
HOW = Circumstances(by="spec", reason="Thử")
OFTEN: list[type[Command]] = [RecordRoster, AdmitUnit, ReleaseUnit, ElectHead, ElectDeputy]
OFTEN += [NameActingHead, StandDown, IssueRules, RecordScore, RecordScore, RecordScore]
OFTEN += [AdoptResult, AdoptScores, WithdrawResult]
OFTEN += [kind for kind in COMMANDS if "Award" in kind.__name__ or "Nomination" in kind.__name__]


class AnyActs(RuleBasedStateMachine):
    """A secretary who tries everything; refusals are fine, breaches are not."""

    @initialize()
    def begin(self) -> None:
        self.ledger = ledger_with(WORLD, today=TODAY)

    def try_to(self, command: Command) -> None:
        """Act; the boundary must bring all that the decision would have seen in the whole."""
        command = checked(command)
        near, _ = self.ledger.history(command.boundary())
        assert answer(command, near) == answer(command, everything(self.ledger))
        try:
            self.ledger.execute(command, HOW)
        except Refused:
            return

    @rule(command=st.sampled_from(OFTEN).flatmap(built))
    def act(self, command: Command) -> None:
        self.try_to(command)

    @rule(command=commands)
    def act_rarely(self, command: Command) -> None:
        self.try_to(command)

    def something_counts(self) -> bool:
        """Whether there is anything left to take back."""
        return bool(effective(self.ledger.read()))

    @precondition(something_counts)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        self.try_to(Retract(**self.some_entry(data)))

    @precondition(something_counts)
    @rule(data=st.data(), instead=commands)
    def correct(self, data: st.DataObject, instead: Command) -> None:
        self.try_to(Correct(**self.some_entry(data), instead=instead))

    def some_entry(self, data: st.DataObject) -> Fields:
        entry = data.draw(st.sampled_from(everything(self.ledger).entries))
        return {"positions": (entry.position,), "concerns": entry.event.tags()}

    @invariant()
    def no_law_is_broken(self) -> None:
        typed = [*self.ledger.read()]
        assert breaches(effective(typed)) == []
        assert flaws(typed, effective(typed)) == []

    @invariant()
    def the_rules_hold_as_people_say_them(self) -> None:
        """Asked of the facts, not of the laws: the two check each other."""
        history = everything(self.ledger)
        for cluster, year in YEARS:
            self.leaders_are_members(history, cluster, year)
            result = adopted(history, cluster, year)
            ranked = [place.unit for place in result.places] if result else []
            assert set(ranked) <= set(members(history, cluster, year))
        for year in (2020, 2021):
            seats = Counter(u for c, y in YEARS if y == year for u in members(history, c, y))
            assert all(count == 1 for count in seats.values())
        self.awards_are_of_living_units(history)

    def leaders_are_members(self, history: History, cluster: str, year: int) -> None:
        held = officers(history, cluster, year)
        heads = [unit for unit, office in held.items() if isinstance(office, HeadElected)]
        ranks = [o.rank for o in held.values() if isinstance(o, DeputyElected) and o.rank]
        assert len(heads) <= 1
        assert len(ranks) == len(set(ranks))
        assert not held or electorate(history, cluster, year)

    def awards_are_of_living_units(self, history: History) -> None:
        over = ends(history)
        for granted in history.of(AwardGranted):
            if AwardGranted in award(history, granted.key):
                nominated = award(history, granted.key).get(AwardNominated)
                result = adopted(history, granted.cluster, granted.year)
                alone = granted.reported or getattr(nominated, "result_unknown", False)
                assert result or alone
                day = granted.on or date(granted.year, 12, 31)
                assert granted.unit not in over or day < over[granted.unit]


AnyActs.TestCase.settings = quick(15, stateful_step_count=40)
test_any_acts = AnyActs.TestCase


# The laws themselves


def law(*events) -> list[tuple[int, str, str]]:
    """The breaches of these facts, one entry each."""
    entries: list[Entry] = [entry(event, n) for n, event in enumerate(events, 1)]
    return [(b.position, b.law, b.key) for b in breaches(entries)]


HEAD = HeadElected(**HERE, unit="a")


def test_facts_in_order_break_no_law():
    assert law(*MEMBERS, HEAD, RESULT) == []


def test_what_is_held_is_not_claimed_twice():
    again = HeadElected(**HERE, unit="b")
    assert law(*MEMBERS, HEAD, again) == [(9, "claimed-twice", "head:cum/2020")]


def test_a_claim_is_free_when_it_is_released():
    down = OfficerStoodDown(**HERE, unit="a", role="head")
    assert law(*MEMBERS, HEAD, down, HeadElected(**HERE, unit="b")) == []


def test_a_fact_stands_on_another():
    assert law(*WORLD, HEAD) == [(7, "stands-on-nothing", "member:cum/a")]
    assert law(HEAD, *MEMBERS)[0] == (1, "stands-on-nothing", "member:cum/a")


def test_a_unit_ends_once():
    end = UnitDissolved(unit="a", on=TODAY)
    assert law(UnitFounded(unit="a", name="A"), end, end) == [(3, "claimed-twice", "end:a")]


def test_a_unit_sits_in_one_cluster_a_year():
    there = RosterRecorded(cluster="khac", year=2020, units=("a",))
    joined = UnitJoined(cluster="khac", year=2020, unit="b")
    assert law(*MEMBERS, there, joined) == [
        (8, "claimed-twice", "seat:a/2020"),
        (9, "claimed-twice", "seat:b/2020"),
    ]


def test_a_breach_names_the_entry_the_law_and_the_key():
    (breach,) = breaches([entry(UnitDissolved(unit="z", on=TODAY), 7)])
    assert breach == Breach(position=7, law="stands-on-nothing", key="unit:z")
