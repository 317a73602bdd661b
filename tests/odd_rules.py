"""What must be so on every day, as people say it: asked of the facts, not of the laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from events.awards import (
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
)
from events.clusters import ClusterDissolved, ClusterFounded
from events.compacts import CompactJoined, CompactSigned
from events.emulation_movements import MovementJoined, MovementLaunched
from events.event import Entry, Event
from events.meetings import MeetingOpened, UnitsAttended
from events.membership import RosterRecorded, UnitJoined, UnitLeft
from events.result_events import ResultAdopted, ResultWithdrawn
from events.roles import ActingHeadNamed, DeputyElected, HeadElected, OfficerStoodDown
from events.rule_book import RulesIssued
from events.scoring import ScoreRecorded
from events.units import (
    UnitAbsorbed,
    UnitDissolved,
    UnitFounded,
    UnitRenamed,
    UnitsMerged,
    UnitSplit,
)
from tests.odd_orders import TODAY, pairs

Interval = tuple[date, date]
ROLE = HeadElected | DeputyElected | ActingHeadNamed


class Recorded:
    """The facts that count, in the order in which they take effect."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.facts: list[Event] = [entry.event for entry in entries]
        self.lives: dict[str, Interval] = {}
        for fact in self.facts:
            self._live(fact)

    def _live(self, fact: Event) -> None:
        match fact:
            case UnitFounded() | ClusterFounded():
                code = fact.unit if isinstance(fact, UnitFounded) else fact.cluster
                self._born(code, fact.on)
            case UnitsMerged():
                self._born(fact.into, fact.on)
                for unit in fact.units:
                    self._over(unit, fact.on)
            case UnitSplit():
                for heir in fact.into:
                    self._born(heir.unit, fact.on)
                self._over(fact.unit, fact.on)
            case UnitAbsorbed() | UnitDissolved():
                self._over(fact.unit, fact.on)
            case ClusterDissolved():
                self._over(fact.cluster, fact.on)

    def _born(self, code: str, on: date | None) -> None:
        self.lives[code] = (on or date.min, self.lives.get(code, (date.min, date.max))[1])

    def _over(self, code: str, on: date) -> None:
        self.lives[code] = (self.lives.get(code, (date.min, date.max))[0], on)

    def alive(self, code: str, first: date, last: date) -> bool:
        """Whether it existed on one of these days."""
        born, over = self.lives[code]
        return born <= last and first < over and born < over

    def of(self, *kinds: type[Event]) -> list[Any]:
        """The facts of these kinds; `Any`: a rule asks them for what these kinds have in common."""
        return [fact for fact in self.facts if isinstance(fact, kinds)]


def wrong(entries: Iterable[Entry]) -> list[str]:
    """What is not as it must be, in words."""
    recorded = Recorded(entries)
    rules = (to_come, dead, clusters, leaders, members, names, awards, followed, results, movements)
    return [said for rule in rules for said in rule(recorded)]


def to_come(recorded: Recorded) -> Iterator[str]:
    """Nothing happens in the future."""
    for fact in recorded.facts:
        if (on := getattr(fact, "on", None)) and on > TODAY:
            yield f"in the future: {fact}"
        if getattr(fact, "year", 0) > TODAY.year + 1:
            yield f"of a year to come: {fact}"


ACTIVE = (HeadElected, DeputyElected, ActingHeadNamed, UnitJoined, CompactSigned, CompactJoined)
YEARLY = (RosterRecorded, MovementJoined, *ACTIVE)
DAILY = (MovementJoined, UnitRenamed, AwardGranted, *ACTIVE)


def dead(recorded: Recorded) -> Iterator[str]:
    """Who is listed, leads, signs, registers, attends or is awarded exists then."""
    met = {fact.meeting: fact for fact in recorded.of(MeetingOpened)}
    annulled = [fact.key for fact in recorded.of(AwardAnnulled)]
    for fact in recorded.facts:
        on, year = getattr(fact, "on", None), getattr(fact, "year", None)
        if isinstance(fact, MeetingOpened | UnitsAttended):
            held = met[fact.meeting].on
            yield from _dead(recorded, fact, held, None if held else year)
        elif isinstance(fact, UnitAbsorbed):
            yield from _dead(recorded, fact, on, None)
        elif not (isinstance(fact, AwardGranted) and fact.key in annulled):
            day, whole = isinstance(fact, DAILY), isinstance(fact, YEARLY)
            yield from _dead(recorded, fact, on if day else None, year if whole else None)
    for code, (born, over) in recorded.lives.items():
        if over < born:
            yield f"ended before it began: {code}"


def _units(fact: Event) -> tuple[str, ...]:
    if isinstance(fact, UnitAbsorbed):
        return (fact.into,)
    several = getattr(fact, "units", None) or getattr(fact, "signatories", None) or ()
    named = [getattr(fact, field, None) for field in ("unit", "host", "chair")]
    return (*several, *(unit for unit in named if unit))


def _dead(recorded: Recorded, fact: Event, on: date | None, year: int | None) -> Iterator[str]:
    for unit in _units(fact):
        if year and not recorded.alive(unit, date(year, 1, 1), date(year, 12, 31)):
            yield f"{unit} did not exist in {year}: {fact}"
        if on and not recorded.alive(unit, on, on):
            yield f"{unit} did not exist on {on}: {fact}"


def clusters(recorded: Recorded) -> Iterator[str]:
    """A cluster exists in the years of its facts, and on the days of its roles and signatures."""
    on_day = (HeadElected, DeputyElected, ActingHeadNamed, CompactSigned, CompactJoined)
    for fact in recorded.facts:
        cluster, year = getattr(fact, "cluster", ""), getattr(fact, "year", None)
        if cluster and year and not recorded.alive(cluster, date(year, 1, 1), date(year, 12, 31)):
            yield f"{cluster} did not exist in {year}: {fact}"
        on = getattr(fact, "on", None)
        if on and isinstance(fact, on_day) and not recorded.alive(cluster, on, on):
            yield f"{cluster} did not exist on {on}: {fact}"


def leaders(recorded: Recorded) -> Iterator[str]:
    """One head or acting head on each day, and no unit in two offices on a day."""
    years = {(fact.cluster, fact.year) for fact in recorded.of(HeadElected, ActingHeadNamed)}
    years |= {(fact.cluster, fact.year) for fact in recorded.of(DeputyElected)}
    for cluster, year in sorted(years):
        held = list(_offices(recorded, cluster, year))
        for (one, mine), (other, theirs) in pairs(held):
            if not _overlap(mine, theirs):
                continue
            lead = (HeadElected, ActingHeadNamed)
            if isinstance(one, lead) and isinstance(other, lead):
                yield f"two heads: {one} {other}"
            both = {type(one), type(other)}
            if one.unit == other.unit and ActingHeadNamed not in both:
                yield f"two offices: {one} {other}"
            ranks = [getattr(fact, "rank", None) for fact in (one, other)]
            if both == {DeputyElected} and ranks[0] and ranks[0] == ranks[1]:
                yield f"two deputies of a rank: {one} {other}"


def _offices(recorded: Recorded, cluster: str, year: int) -> Iterator[tuple[ROLE, Interval]]:
    """The roles of which the days are known, and who has one now, whatever its day."""
    there = [
        f
        for f in recorded.facts
        if (getattr(f, "cluster", ""), getattr(f, "year", 0)) == (cluster, year)
    ]
    for n, fact in enumerate(there):
        if isinstance(fact, ROLE):
            end = _end(fact, there[n + 1 :])
            if end is date.max:
                yield fact, (fact.on or date.max - timedelta(days=1), date.max)
            elif fact.on and isinstance(end, date):
                yield fact, (fact.on, end)


def _end(role: ROLE, later: Iterable[Event]) -> date | None:
    """When a role ended: `date.max` where it did not, None where the day is unknown."""
    kinds = {HeadElected: "head", DeputyElected: "deputy", ActingHeadNamed: "acting"}
    for fact in later:
        if isinstance(role, ActingHeadNamed) and isinstance(fact, HeadElected):
            return fact.on
        if not isinstance(fact, OfficerStoodDown) or fact.role != kinds[type(role)]:
            continue
        if fact.unit == role.unit:
            return fact.on
    return date.max


def _overlap(one: Interval, other: Interval) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def seats(recorded: Recorded, cluster: str, year: int) -> dict[str, list[Interval]]:
    """Unit -> the days on which it belongs, as far as they are known."""
    found: dict[str, list[Interval]] = {}
    for fact in recorded.of(RosterRecorded, UnitJoined, UnitLeft):
        if (fact.cluster, fact.year) == (cluster, year):
            match fact:
                case RosterRecorded():
                    for unit in fact.units:
                        found.setdefault(unit, []).append((date.min, date.max))
                case UnitJoined():
                    found.setdefault(fact.unit, []).append((fact.on or date.min, date.max))
                case UnitLeft():
                    since, _ = found[fact.unit].pop()
                    found[fact.unit].append((since, fact.on or date.max - timedelta(days=1)))
    return found


def members(recorded: Recorded) -> Iterator[str]:
    """Who leads, signs and registers is a member, by the latest roster; one cluster on a day."""
    for fact in recorded.of(
        HeadElected, DeputyElected, ActingHeadNamed, CompactSigned, MovementJoined
    ):
        units = getattr(fact, "units", None) or getattr(fact, "signatories", None) or ()
        units = (fact.unit,) if hasattr(fact, "unit") else units
        here = (f for f in recorded.of(RosterRecorded) if f.cluster == fact.cluster)
        years = sorted(f.year for f in here if f.year <= fact.year)
        ended = isinstance(fact, ROLE) and not _in_office(recorded, fact)
        for unit in units:
            lists = years[-2 if ended else -1 :]
            sat = [days for y in lists for days in seats(recorded, fact.cluster, y).get(unit, ())]
            if not sat:
                yield f"{unit} was no member: {fact}"
            elif fact.on and not any(since <= fact.on < until for since, until in sat):
                yield f"{unit} was no member on {fact.on}: {fact}"
    for left, joined in pairs(recorded.of(UnitLeft, UnitJoined)):
        moved = isinstance(left, UnitLeft) and isinstance(joined, UnitJoined)
        same = moved and (left.unit, left.year) == (joined.unit, joined.year)
        if same and left.on and joined.on and joined.on < left.on:
            yield f"in two clusters: {left} {joined}"


def _in_office(recorded: Recorded, role: ROLE) -> bool:
    at = next(n for n, fact in enumerate(recorded.facts) if fact is role)
    later = [f for f in recorded.facts[at + 1 :] if getattr(f, "cluster", "") == role.cluster]
    return _end(role, [f for f in later if getattr(f, "year", 0) == role.year]) is date.max


def names(recorded: Recorded) -> Iterator[str]:
    """On each day a name is that of one living unit."""
    called: dict[str, list[tuple[date | None, str]]] = {}
    for fact in recorded.facts:
        on = getattr(fact, "on", None)
        match fact:
            case UnitFounded() | UnitRenamed():
                called.setdefault(fact.unit, []).append((on, fact.name))
            case UnitsMerged():
                called.setdefault(fact.into, []).append((on, fact.name))
            case UnitSplit():
                for heir in fact.into:
                    called.setdefault(heir.unit, []).append((on, heir.name))
    for on in (TODAY - timedelta(days=step) for step in range(0, 2000, 7)):
        borne: dict[str, str] = {}
        for code, told_names in called.items():
            known = [(since, name) for since, name in told_names if since and since <= on]
            first = [name for since, name in told_names if since is None]
            name = max(known)[1] if known else first[0] if first else None
            sure = known or any(since for since, _ in told_names) or recorded.lives[code][1] > TODAY
            there = sure and recorded.alive(code, on, on) and (known or on == TODAY)
            if name and there and borne.setdefault(name, code) != code:
                yield f"two units {name} on {on}: {code} {borne[name]}"


def awards(recorded: Recorded) -> Iterator[str]:
    """Nominated, decided, presented, annulled: in the order of the days, and by members."""
    decided = (AwardNominated, NominationWithdrawn, AwardGranted, AwardDenied)
    kinds = (*decided, AwardPresented, AwardAnnulled)
    courses: dict[tuple[str, int, str, str], list[Event]] = {}
    for fact in recorded.of(*kinds):
        if isinstance(fact, AwardNominated):
            before = courses.get(fact.key, [])
            closing = (NominationWithdrawn, AwardDenied, AwardAnnulled)
            if before and not any(isinstance(known, closing) for known in before):
                yield f"nominated twice: {fact}"
            courses[fact.key] = []
        courses[fact.key].append(fact)
        days: dict[type[Event], date | None] = {
            type(f): getattr(f, "on", None) for f in courses[fact.key]
        }
        order = ((AwardNominated, AwardGranted), (AwardNominated, AwardDenied))
        after = ((AwardGranted, AwardPresented), (AwardGranted, AwardAnnulled))
        for first, then in (*order, *after, (AwardPresented, AwardAnnulled)):
            one, other = days.get(first), days.get(then)
            if one and other and other < one:
                yield f"{then.__name__} before {first.__name__}: {fact}"


def followed(recorded: Recorded) -> Iterator[str]:
    """A nomination in force follows from a result in force, where the source tells of one."""
    standing: dict[tuple[str, int, str, str], AwardNominated] = {}
    adopted: set[tuple[str, int]] = set()
    for fact in recorded.facts:
        match fact:
            case ResultAdopted():
                adopted.add((fact.cluster, fact.year))
            case ResultWithdrawn():
                adopted.discard((fact.cluster, fact.year))
            case AwardNominated(result_unknown=False):
                standing[fact.key] = fact
            case NominationWithdrawn() | AwardDenied() | AwardAnnulled():
                standing.pop(fact.key, None)
    for key, nominated in standing.items():
        if key[:2] not in adopted:
            yield f"nominated without a result: {nominated}"


def results(recorded: Recorded) -> Iterator[str]:
    """Ranked are members, places are not beyond their number, and scores are complete."""
    standing: dict[tuple[str, int], ResultAdopted] = {}
    for fact in recorded.of(ResultAdopted, ResultWithdrawn):
        if isinstance(fact, ResultWithdrawn):
            del standing[fact.cluster, fact.year]
        else:
            standing[fact.cluster, fact.year] = fact
    for (cluster, year), result in standing.items():
        belong = [u for u, sat in seats(recorded, cluster, year).items() if sat[-1][1] == date.max]
        ranked = {place.unit for place in result.places}
        if ranked - set(belong):
            yield f"ranked and no member: {result}"
        whole = [f for f in recorded.of(RosterRecorded) if (f.cluster, f.year) == (cluster, year)]
        high = max((place.place for place in result.places), default=0)
        if all(f.complete for f in whole) and high > len(belong):
            yield f"place {high} of {len(belong)}: {result}"
        if result.basis == "scores":
            yield from _scored(recorded, result, belong)


def _scored(recorded: Recorded, result: ResultAdopted, belong: Iterable[str]) -> Iterator[str]:
    here = (result.cluster, result.year)
    books = [f for f in recorded.of(RulesIssued) if (f.cluster, f.year) == here]
    cells = {
        (f.unit, f.criterion)
        for f in recorded.of(ScoreRecorded)
        if (f.cluster, f.year, f.stage) == (*here, "verified")
    }
    codes = {criterion.code for book in books for criterion in book.criteria}
    missing = {(unit, code) for unit in belong for code in codes} - cells
    if missing or not codes:
        yield f"without scores {sorted(missing)}: {result}"


def movements(recorded: Recorded) -> Iterator[str]:
    """Units register for a movement in its years."""
    on = {fact.movement: fact for fact in recorded.of(MovementLaunched)}
    for fact in recorded.of(MovementJoined):
        launched = on[fact.movement]
        if not (launched.since or 0) <= fact.year <= (launched.until or 9999):
            yield f"not on in {fact.year}: {fact}"
