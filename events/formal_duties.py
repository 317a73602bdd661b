"""What the ledger itself knows of formal duties and occurrences: proposals for cells of the sheet.

Not launching, not signing the compact or not registering takes points (HD 804/HD-SNV, 18/07/2018:
−8). Who signed, registered, reported and scored itself is recorded; a person accepts what follows.
Where nothing of the kind is recorded of any unit, nothing is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from events.command import History
from events.compacts import COMPACTS, CompactJoined, CompactSignature, CompactSigned
from events.emulation_movements import MovementJoined
from events.event import Event
from events.meeting_reports import ReportPresented
from events.occurrences import OccurrenceRecorded
from events.rule_book import book_of, in_force
from events.score_book.leaf_kinds import Duty, FormalDuty, Observation
from events.scoring import ScoreRecorded

Why: TypeAlias = Literal[
    "launched", "not-launched", "signed", "not-signed", "registered", "not-registered",
    "reported", "not-reported", "self-scored", "not-self-scored", "occurred",
]  # fmt: skip
"""What a proposal rests on; each has a sentence."""
GROUNDS: tuple[type[Event], ...] = (
    *COMPACTS,
    MovementJoined,
    ReportPresented,
    OccurrenceRecorded,
    ScoreRecorded,
)
"""The events that proposals follow from, besides the rule book."""
_WORDS: dict[Duty, tuple[Why, Why]] = {
    "launch": ("launched", "not-launched"),
    "sign": ("signed", "not-signed"),
    "register": ("registered", "not-registered"),
    "report": ("reported", "not-reported"),
    "self-score": ("self-scored", "not-self-scored"),
}


class Proposal(Struct, frozen=True, kw_only=True):
    """What the ledger proposes for a cell.

    Attributes:
        unit: The code of the unit.
        criterion: The code of the line.
        observed: What is proposed to be recorded.
        why: What it rests on.
        positions: The entries that it rests on (from 1), in order; of an absence, those that would
            have named the unit.
    """

    unit: str
    criterion: str
    observed: Observation
    why: Why
    positions: tuple[int, ...]


class _Done(Struct):
    """The units of which something is recorded, and where; `known` where it is of any."""

    units: dict[str, list[int]] = {}
    positions: list[int] = []
    known: bool = False

    def add(self, position: int, *units: str) -> None:
        """Take in an entry that names these units."""
        self.known = True
        self.positions.append(position)
        for unit in units:
            self.units.setdefault(unit, []).append(position)


def proposals(
    history: History, cluster: str, year: int, units: Sequence[str]
) -> tuple[Proposal, ...]:
    """Return what follows for these units, in the order of the table, then of the units.

    Args:
        history: The history, with the rule book and the `GROUNDS` of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The members.
    """
    issued = in_force(history, cluster, year)
    if not issued:
        return ()
    leaves = book_of(issued).leaves()
    duties = any(isinstance(leaf.score, FormalDuty) for leaf in leaves)
    done = _done(history, cluster, year) if duties else {}
    occasions = _occasions(history, cluster, year)
    found: list[Proposal] = []
    for leaf in leaves:
        if isinstance(leaf.score, FormalDuty):
            found += _of_duty(leaf.code, leaf.score.duty, done[leaf.score.duty], units)
        for unit in units:
            if positions := occasions.get((unit, leaf.code)):
                found.append(
                    Proposal(
                        unit=unit,
                        criterion=leaf.code,
                        observed=Observation(count=len(positions)),
                        why="occurred",
                        positions=tuple(positions),
                    )
                )
    return tuple(found)


def _of_duty(code: str, duty: Duty, done: _Done, units: Sequence[str]) -> Iterator[Proposal]:
    yes, no = _WORDS[duty]
    for unit in units if done.known else ():
        fulfilled = unit in done.units
        yield Proposal(
            unit=unit,
            criterion=code,
            observed=Observation(yes=fulfilled),
            why=yes if fulfilled else no,
            positions=tuple(done.units.get(unit, done.positions)),
        )


def _done(history: History, cluster: str, year: int) -> Mapping[Duty, _Done]:
    signed, registered, reported, scored = _Done(), _Done(), _Done(), _Done()
    for entry in history.entries:
        event = entry.event
        if (getattr(event, "cluster", ""), getattr(event, "year", 0)) != (cluster, year):
            continue
        match event:
            case CompactSigned(signatories=units) if units is not None:
                signed.add(entry.position, *units)
            case CompactJoined(unit=unit) | CompactSignature(unit=unit) if signed.known:
                signed.add(entry.position, unit)
            case MovementJoined(units=units):
                registered.add(entry.position, *units)
            case ReportPresented(unit=str(unit)):
                reported.add(entry.position, unit)
            case ScoreRecorded(stage="self", unit=unit):
                scored.add(entry.position, unit)
    launched = _Done()
    for one in (signed, registered):
        for unit, positions in one.units.items():
            launched.units.setdefault(unit, []).extend(positions)
        launched.positions += one.positions
    # Where both are recorded, a unit that is in neither did not launch; else that is not known.
    launched.known = signed.known and registered.known
    return {
        "launch": launched,
        "sign": signed,
        "register": registered,
        "report": reported,
        "self-score": scored,
    }


def _occasions(history: History, cluster: str, year: int) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for entry in history.entries if any(history.of(OccurrenceRecorded)) else ():
        event = entry.event
        if isinstance(event, OccurrenceRecorded) and (event.cluster, event.year) == (cluster, year):
            found.setdefault((event.unit, event.criterion), []).append(entry.position)
    return found
