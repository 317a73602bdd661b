"""Whether enough units take part in a meeting to decide (túc số), by a rule that names itself.

The rule is that of the cluster's votes (`events.procedures`): which part of the members, and
whether those count who are away and vote in writing or by proxy. A Council has persons as members:
where they are recorded, they are counted, else the member units of the cluster.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

from events.collation import same_name
from events.command import History
from events.council import CouncilMemberNamed, council_members, council_of
from events.event import Entry, Scope
from events.meetings import GuestAttended, MeetingOpened, UnitsAttended
from events.presence import UnitArrived, presence_of, present_units
from events.procedures import Matter, needed, procedures_of
from events.procedures import rule_for as voting_rule
from events.rosters import electorate, rosters_of

Base: TypeAlias = Literal["members", "council"]
"""Of what the quorum is a part: đơn vị thành viên, thành viên Hội đồng."""


class QuorumRule(Struct, frozen=True, kw_only=True):
    """So many parts of so many of the members must take part.

    Attributes:
        parts: The numerator of the fraction.
        of: Its denominator.
        base: What the fraction is of.
        written: Whether those count who vote in writing.
        proxies: Whether those count who vote by proxy.
        above: Whether more than the fraction is needed.
    """

    parts: int
    of: int
    base: Base
    written: bool
    proxies: bool
    above: bool

    def needed(self, count: int) -> int:
        """Return the least number that is such a part of a number."""
        return needed(f"{'>' if self.above else ''}{self.parts}/{self.of}", count)


class Quorum(Struct, frozen=True, kw_only=True):
    """What a rule gives at a moment of a meeting.

    Attributes:
        rule: The rule.
        count: The number of members.
        needed: How many must take part.
        present: How many are there.
        written: How many more take part in writing.
        by_proxy: How many more take part by proxy.
        persons: Whether the members are persons, those of a Council, and not units.
    """

    rule: QuorumRule
    count: int
    needed: int
    present: int
    written: int = 0
    by_proxy: int = 0
    persons: bool = False

    @property
    def taking_part(self) -> int:
        """How many take part, there or away, as the rule counts."""
        return self.present + self.written + self.by_proxy

    @property
    def met(self) -> bool:
        """Whether enough take part."""
        return self.taking_part >= self.needed


def quorum_scopes(opened: MeetingOpened) -> tuple[Scope, ...]:
    """Return the scopes that `quorum` reads of a meeting."""
    here = opened.cluster
    usual = (presence_of(opened.meeting), rosters_of(here), procedures_of(here))
    guests = Scope((f"meeting:{opened.meeting}",), (GuestAttended,))
    return (*usual, council_of(here), guests) if opened.kind == "council" else usual


def rule_for(history: History, opened: MeetingOpened) -> QuorumRule:
    """Return the rule of a meeting: that of its cluster and year, by its kind.

    A cluster sets it with its rules of voting (`events.procedures`), for awards of a Council or for
    any other matter.

    Args:
        history: The history, with `quorum_scopes`.
        opened: The opening of the meeting.
    """
    council = opened.kind == "council"
    matter: Matter = "council-award" if council else "question"
    known = voting_rule(history, opened.cluster, opened.year, matter)
    part, _, whole = known.quorum.removeprefix(">").partition("/")
    return QuorumRule(
        parts=int(part),
        of=int(whole),
        base="council" if council else "members",
        written=known.written,
        proxies=known.proxies,
        above=known.quorum.startswith(">"),
    )


def quorum(history: History, opened: MeetingOpened) -> Quorum | None:
    """Return whether enough members take part now.

    Args:
        history: The history, with `quorum_scopes`.
        opened: The opening of the meeting.

    Returns:
        None where presence or the members are not recorded.
    """
    here, rule = present_units(history, opened.meeting), rule_for(history, opened)
    if here is None:
        return None
    council = opened.kind == "council"
    persons = council_members(history, opened.cluster, opened.on) if council else ()
    if persons:
        entries = [e for e in history.so_far() if getattr(e.event, "meeting", "") == opened.meeting]
        by_unit = _came_for(entries)
        guests = [one.event.name for one in entries if isinstance(one.event, GuestAttended)]
        count = len(persons)
    else:
        members = electorate(history, opened.cluster, opened.year)
        count = len(members)

    def among(units: Iterable[str]) -> int:
        counted = frozenset(units)
        if persons:
            return sum(_takes_part(one, counted, by_unit, guests) for one in persons)
        return sum(unit in counted for unit in members)

    if not count:
        return None
    there = among(here.present)
    with_written = among(here.taking_part(written=rule.written, proxies=False))
    every = among(here.taking_part(written=rule.written, proxies=rule.proxies))
    return Quorum(
        rule=rule,
        count=count,
        needed=rule.needed(count),
        present=there,
        written=with_written - there,
        by_proxy=every - with_written,
        persons=bool(persons),
    )


def _came_for(entries: Iterable[Entry]) -> dict[str, str]:
    """Return unit -> who came for it last; empty where that is not recorded."""
    found: dict[str, str] = {}
    for event in (entry.event for entry in entries):
        match event:
            case UnitArrived(unit=unit, person=person):
                found[unit] = person
            case UnitsAttended(units=units):
                found |= dict.fromkeys(units, "")
    return found


def _takes_part(
    member: CouncilMemberNamed,
    counted: frozenset[str],
    by_unit: dict[str, str],
    guests: Iterable[str],
) -> bool:
    """Return whether a member is there by name, or by a unit without a named person."""
    named = (who for unit, who in by_unit.items() if who and unit in counted)
    if any(same_name(member.person, who) for who in (*named, *guests)):
        return True
    return member.unit in counted and not by_unit.get(member.unit or "")
