"""Legal acts in odd orders: acts of a small world whose days do not follow the order of typing.

The world is drawn from a number, so that every run of that number is the same. What must be so is
written from the words of the rules (`odd_rules.wrong`), without the program's laws.
`python -m tests.odd_orders SECONDS SEED` goes on for so long.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from time import monotonic
from typing import Any

from eventsourcing.dcb.popo import InMemoryDCBRecorder
from msgspec.structs import replace

from events.award_events import AwardGranted, AwardNominated
from events.awards import (
    AnnulAward,
    DenyAward,
    GrantAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.clusters import DissolveCluster, FoundCluster, RenameCluster
from events.command import Command
from events.compact_signatures import JoinCompact, SignCompact
from events.compacts import CompactSigned
from events.corrections import Correct, Retract, effective
from events.elections import ElectDeputy, ElectHead, NameActingHead, StandDown
from events.emulation_movements import JoinMovement, LaunchMovement
from events.errors import Refused
from events.event import Entry, Event
from events.meeting_reports import PresentReport
from events.meetings import OpenMeeting, RecordAttendance
from events.membership import AdmitUnit, RecordRoster, ReleaseUnit, RosterRecorded, members
from events.partial_sources import RecordKnownMembers, RecordProposal, WithdrawUnit
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.reorganisation import (
    AbsorbUnit,
    DissolveUnit,
    MergeUnits,
    SplitUnit,
    TakeOverFunction,
)
from events.result_events import Place, ResultAdopted
from events.roles import ActingHeadNamed, DeputyElected, HeadElected
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.store.ledger import Circumstances, Ledger
from events.store.sanitise import checked
from events.unit_commands import FoundUnit, RenameUnit
from events.units import Heir
from tests.facts import ClusterYear, Fields
from tests.spec import answer, clock_at, everything

TODAY = date(2022, 6, 1)
UNITS = ("a", "b", "c", "d", "e")
YEARS = (2019, 2020, 2021, 2022, 2023)
FIRST = date(2018, 6, 1)
NAMES = ("Sở A", "Sở B", "Sở C", "Sở Mới")
HOW = Circumstances(by="thư ký", reason="vì")
Draw = Callable[[Random], Command]


def day(rng: Random) -> date:
    """A day of the years that matter, now and then one to come."""
    return FIRST + timedelta(days=rng.randrange(0, 1480))


def on(rng: Random, year: int) -> date | None:
    """No day, a day of that year, of its neighbours, or any."""
    match rng.randrange(8):
        case 0 | 1:
            return None
        case 2:
            return day(rng)
        case 3:
            return date(year + 1, 1, 1 + rng.randrange(28))
        case 4:
            return date(year - 1, 12, 1 + rng.randrange(31))
    return date(year, 1 + rng.randrange(12), 1 + rng.randrange(28))


def somewhere(rng: Random) -> dict[str, Any]:
    """A cluster and a year, most often the same."""
    cluster = rng.choice(("cum", "cum", "cum", "khac"))
    return {"cluster": cluster, "year": rng.choice((2020, 2020, 2021, *YEARS))}


def unit(rng: Random) -> str:
    """A unit that there may be."""
    return rng.choice((*UNITS, "a", "b", "moi"))


def some(rng: Random) -> tuple[str, ...]:
    """Several units."""
    return tuple(rng.sample(UNITS, rng.randrange(1, 4)))


def dated(kind: type[Command], **fields: Callable[[Random], Any]) -> Draw:
    """An act in a cluster's year, with a day or without."""

    def draw(rng: Random) -> Command:
        here = somewhere(rng)
        given = {name: make(rng) for name, make in fields.items()}
        return kind(**here, on=on(rng, here["year"]), **given)

    return draw


def of_award(kind: type[Command], **fields: Any) -> Draw:
    """An act about one of few awards."""

    def draw(rng: Random) -> Command:
        year = rng.choice((2020, 2020, 2021))
        here: Fields = {"cluster": "cum", "year": year, "form": "co-tinh"}
        needed = kind in (GrantAward, PresentAward, AnnulAward)
        when = (lambda: on(rng, year) or day(rng)) if needed else lambda: on(rng, 2020)
        return kind(**here, unit=rng.choice("ab"), on=when(), **fields)

    return draw


def undated(kind: type[Command], **fields: Callable[[Random], Any]) -> Draw:
    """An act without a cluster: of units' and clusters' lives, of meetings."""
    return lambda rng: kind(**{name: make(rng) for name, make in fields.items()})


def places(rng: Random) -> tuple[Place, ...]:
    """One to three places."""
    return tuple(Place(place=n, unit=u) for n, u in enumerate(some(rng), 1))


def score(rng: Random) -> Command:
    """A score of one of few criteria."""
    points = Decimal(rng.randrange(10))
    here: Fields = {"cluster": "cum", "year": 2020, "criterion": rng.choice(("I", "I", "II"))}
    return RecordScore(**here, unit=rng.choice("abc"), points=points)


def book(rng: Random) -> Command:
    """A rule book of one or two criteria."""
    codes = ("I", "II")[: rng.choice((1, 1, 2))]
    lines = tuple(Criterion(code=c, name="X", max_points=Decimal(10)) for c in codes)
    return IssueRules(cluster="cum", year=2020, criteria=lines)


def heirs(rng: Random) -> tuple[Heir, ...]:
    """Two units that come of a split."""
    return (Heir(unit="moi", name=rng.choice(NAMES)), Heir(unit="moi-2", name="Sở Hai"))


NAME: Callable[[Random], str] = lambda rng: rng.choice(NAMES)  # noqa: E731 - a field's maker
CLUSTER: Callable[[Random], str] = lambda rng: rng.choice(("cum", "khac"))  # noqa: E731 - as NAME
BEFORE: Callable[[Random], date | None] = lambda rng: rng.choice((None, day(rng)))  # noqa: E731 - as NAME
ACTS: dict[Draw, int] = {
    undated(FoundUnit, unit=unit, name=NAME, on=BEFORE): 2,
    undated(RenameUnit, unit=unit, name=NAME, on=day): 4,
    undated(AbsorbUnit, unit=unit, into=unit, on=day): 2,
    undated(DissolveUnit, unit=unit, on=day): 2,
    undated(MergeUnits, units=some, into=lambda _: "moi", name=NAME, on=day): 1,
    undated(SplitUnit, unit=unit, into=heirs, on=day): 1,
    undated(TakeOverFunction, unit=unit, into=unit, function=lambda _: "Giá", on=day): 1,
    undated(FoundCluster, cluster=CLUSTER, name=NAME, on=BEFORE): 1,
    undated(RenameCluster, cluster=CLUSTER, name=NAME, on=day): 2,
    undated(DissolveCluster, cluster=CLUSTER, on=day): 1,
    dated(RecordRoster, units=some): 8,
    dated(RecordKnownMembers, units=some, count=lambda rng: rng.choice((None, 3, 4))): 2,
    dated(AdmitUnit, unit=unit): 5,
    dated(ReleaseUnit, unit=unit): 5,
    dated(ElectHead, unit=unit): 12,
    dated(ElectDeputy, unit=unit, rank=lambda rng: rng.choice((None, 1, 2))): 5,
    dated(NameActingHead, unit=unit): 4,
    dated(StandDown, unit=unit, role=lambda rng: rng.choice(("head", "deputy", "acting"))): 16,
    dated(SignCompact, signatories=some): 4,
    dated(JoinCompact, unit=unit): 3,
    dated(WithdrawUnit, unit=unit): 1,
    undated(
        LaunchMovement,
        movement=lambda _: "vhcs",
        name=lambda _: "Văn hóa",
        since=lambda rng: rng.choice((None, *YEARS)),
        until=lambda rng: rng.choice((None, *YEARS)),
    ): 1,
    dated(JoinMovement, movement=lambda _: "vhcs", units=some): 3,
    dated(OpenMeeting, meeting=lambda rng: rng.choice("mn"), title=lambda _: "H", host=unit): 3,
    undated(RecordAttendance, meeting=lambda rng: rng.choice("mn"), units=some): 3,
    undated(PresentReport, meeting=lambda rng: rng.choice("mn"), title=lambda _: "B", unit=unit): 1,
    book: 4,
    score: 12,
    dated(AdoptResult, places=places): 5,
    dated(AdoptScores): 5,
    dated(WithdrawResult): 4,
    of_award(NominateForAward): 6,
    of_award(RecordProposal): 2,
    of_award(WithdrawNomination): 2,
    of_award(GrantAward, number="1"): 5,
    of_award(DenyAward): 2,
    of_award(PresentAward): 4,
    of_award(AnnulAward, number="2"): 4,
}
DRAWS, WEIGHTS = [*ACTS], [*ACTS.values()]


def drawn(rng: Random) -> Command:
    """Any act."""
    (draw,) = rng.choices(DRAWS, WEIGHTS)
    return checked(draw(rng))


def changed(rng: Random, command: Command) -> Command:
    """The same act with another day, unit, year or name."""
    same = [drawn(rng) for _ in range(400)]
    other = next((one for one in same if type(one) is type(command)), command)
    differing = [f for f in command.__struct_fields__ if getattr(other, f) != getattr(command, f)]
    dates = [f for f in differing if f == "on"]
    field = rng.choice(dates or differing or ["on"])
    return replace(command, **{field: getattr(other, field)}) if differing else command


class Secretary:
    """Somebody who types what happened in any order, corrects it and takes it back."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - nothing secret here
        self.ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: clock_at(TODAY))
        self.acts: dict[str, Command] = {}
        self.tried: Counter[str] = Counter()
        self.accepted: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        for code in UNITS:
            self.does(FoundUnit(unit=code, name=f"Sở {code.upper()}"))
        for code, name in (("cum", "Cụm một"), ("khac", "Cụm hai")):
            self.does(FoundCluster(cluster=code, name=name))
        self.base = len(self.acts)
        if self.rng.randrange(4):
            self.does(RecordRoster(cluster="cum", year=2020, units=("a", "b", "c")))
            self.does(LaunchMovement(movement="vhcs", name="Văn hóa"))

    def does(self, command: Command) -> bool:
        """Try an act; its boundary brings all that the whole ledger would have said."""
        name = type(command).__name__
        self.tried[name] += 1
        near, _ = self.ledger.history(command.boundary())
        assert answer(command, near) == answer(command, everything(self.ledger)), command
        try:
            (entry, *_) = self.ledger.execute(command, HOW)
        except Refused as refused:
            self.refused[refused.code] += 1
            return False
        self.accepted[name] += 1
        if not isinstance(command, Retract):
            self.acts[entry.act] = command
        elif isinstance(command, Correct):
            self.acts[entry.act] = command.instead
        return True

    def advised(self, command: Command, patience: int = 60) -> str:
        """Do an act by following what its refusals say to do first; why not, or nothing.

        A refusal that names an entry says: take that entry back first.
        """
        for _ in range(patience):
            try:
                (entry, *_) = self.ledger.execute(command, HOW)
            except Refused as refused:
                first = self.advice(refused)
                if refused.code == "not-in-force":
                    return ""  # what was to be taken back is gone already
                if first is None:
                    return str(refused)
                if said := self.advised(first, patience - 1):
                    return said
            else:
                if isinstance(command, Correct):
                    self.acts[entry.act] = command.instead
                return ""
        return "no end of advice"

    def advice(self, refused: Refused) -> Command | None:
        """The act that a refusal says to do first."""
        facts = refused.facts
        known: Fields = {f: facts[f] for f in ("cluster", "year", "unit", "form") if f in facts}
        if refused.code == "place-too-high":
            return WithdrawResult(**known)
        if position := facts.get("position"):
            counting = effective(self.ledger.read())
            act = next((entry.act for entry in counting if entry.position == position), None)
            entries = [entry for entry in counting if entry.act == act]
            if entries and "name-taken" in refused.code:
                return Correct(**concerned(entries), instead=self.renamed(self.acts[str(act)]))
            return Retract(**concerned(entries)) if entries else None
        match refused.code:
            case "scores-frozen" | "result-adopted":
                return WithdrawResult(**known)
            case "granted-on-it" | "award-granted":
                return AnnulAward(**known, number="9", on=TODAY)
            case "nominated-on-it" | "nominated-member":
                return WithdrawNomination(**known)
        return None

    def renamed(self, command: Command) -> Command:
        """The same act with names that nothing else bears."""
        new = f"Sở số {len(self.acts)} {self.rng.randrange(10**9)}"
        if isinstance(command, SplitUnit):
            heirs = (replace(heir, name=f"{new} {n}") for n, heir in enumerate(command.into))
            return replace(command, into=tuple(heirs))
        return replace(command, name=new)

    def scores(self) -> bool:
        """Every member's points of 2020, and the result that they give."""
        here: ClusterYear = {"cluster": "cum", "year": 2020}
        for unit in members(everything(self.ledger), "cum", 2020):
            for criterion in ("I", "II"):
                points = Decimal(self.rng.randrange(10))
                given: Fields = {"unit": unit, "criterion": criterion, "points": points}
                self.does(RecordScore(**here, **given))
        return self.does(AdoptScores(**here, on=on(self.rng, 2021)))

    def step(self) -> bool:
        """An act, or now and then a correction or a retraction of one."""
        counting = effective(self.ledger.read())
        chance = self.rng.randrange(15)
        act = self.rng.choice(counting[self.base if chance == 0 else 0 :] or counting).act
        entries = [entry for entry in counting if entry.act == act]
        match chance:
            case 0 if len(counting) > self.base:
                return self.does(Retract(**concerned(entries)))
            case 1 | 2:
                instead = changed(self.rng, self.acts[act])
                return self.does(Correct(**concerned(entries), instead=instead))
            case 3:
                return self.scores()
        command = drawn(self.rng)
        return self.does(aimed(self.rng, command, [entry.event for entry in counting]))


ABOUT: dict[type[Command], tuple[type[Event], ...]] = {
    StandDown: (HeadElected, DeputyElected, ActingHeadNamed),
    ReleaseUnit: (RosterRecorded,),
    ElectHead: (RosterRecorded,),
    ElectDeputy: (RosterRecorded,),
    NameActingHead: (RosterRecorded,),
    AdmitUnit: (RosterRecorded,),
    JoinCompact: (CompactSigned,),
    SignCompact: (RosterRecorded,),
    JoinMovement: (RosterRecorded,),
    AdoptResult: (RosterRecorded,),
    WithdrawResult: (ResultAdopted,),
    NominateForAward: (ResultAdopted,),
    WithdrawNomination: (AwardNominated,),
    GrantAward: (AwardNominated,),
    DenyAward: (AwardNominated,),
    PresentAward: (AwardGranted,),
    AnnulAward: (AwardGranted,),
}
"""Act -> the facts that it may be about: most often it is of one that there is."""
ROLES: dict[type[Event], str] = {
    HeadElected: "head",
    DeputyElected: "deputy",
    ActingHeadNamed: "acting",
}


def aimed(rng: Random, command: Command, facts: Iterable[Event]) -> Command:
    """The same act about a cluster, a year and a unit of which something is recorded."""
    about = [fact for fact in facts if isinstance(fact, ABOUT.get(type(command), ()))]
    if not about or not rng.randrange(5):
        return command
    fact: Any = rng.choice(about)  # of which kind follows from the command
    given = {f: getattr(fact, f) for f in ("cluster", "year", "unit", "form") if hasattr(fact, f)}
    given |= {"role": ROLES[type(fact)]} if isinstance(command, StandDown) else {}
    units = getattr(fact, "units", ()) or tuple(p.unit for p in getattr(fact, "places", ()))
    if units and "unit" in command.__struct_fields__ and not isinstance(command, AdmitUnit):
        given |= {"unit": rng.choice(units)}
    if units and isinstance(command, (SignCompact, JoinMovement)) and rng.randrange(3):
        field = "signatories" if isinstance(command, SignCompact) else "units"
        given |= {field: tuple(rng.sample(units, rng.randrange(1, len(units) + 1)))}
    if units and isinstance(command, AdoptResult):
        given |= {"places": tuple(Place(place=n, unit=u) for n, u in enumerate(units[:2], 1))}
    if "on" in command.__struct_fields__ and rng.randrange(3):
        given |= {"on": on(rng, fact.year + rng.randrange(2)) or getattr(command, "on", None)}
    if (since := getattr(fact, "on", None)) and rng.randrange(2):
        given |= {"on": min(TODAY, since + timedelta(days=rng.randrange(-40, 300)))}
    return replace(command, **{f: v for f, v in given.items() if f in command.__struct_fields__})


def concerned(entries: Iterable[Entry]) -> Fields:
    """The entries of an act, as a retraction names them."""
    entries = [*entries]
    tags = dict.fromkeys(tag for entry in entries for tag in entry.event.tags())
    return {"positions": tuple(e.position for e in entries), "concerns": tuple(tags)}


def pairs(things: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Every two of them, in their order."""
    things = [*things]
    return ((x, y) for n, x in enumerate(things) for y in things[n + 1 :])


def main(seconds: float, seed: int) -> None:
    """Type acts of one seed after another for so long, and print what became of them."""
    from events.verify_content import flaws
    from tests.odd_rules import wrong

    end, found = monotonic() + seconds, Counter[str]()
    while monotonic() < end:
        secretary = Secretary(seed)
        for _ in range(160):
            if secretary.step():
                typed = [*secretary.ledger.read()]
                kept = effective(typed)
                if said := [*wrong(kept), *map(str, flaws(typed, kept))]:
                    found["wrong"] += 1
                    print(f"seed {seed}: {said[0]}")
                    break
        found["runs"] += 1
        found["tried"] += sum(secretary.tried.values())
        found["accepted"] += sum(secretary.accepted.values())
        seed += 1
    print(", ".join(f"{found[name]} {name}" for name in ("runs", "tried", "accepted", "wrong")))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
