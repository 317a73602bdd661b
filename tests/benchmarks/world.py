"""A province's clusters over the years, as facts in the order in which people would type them.

Each cluster has ten units and a rule book of forty criteria; in a year the units score themselves,
head and deputy verify, some scores are corrected, the conference adopts what the scores give,
nominates, elects next year's head, and the decisions follow. Some 860 entries make a cluster's
year: a million make 58 clusters over twenty years. The same number of entries is the same world.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from events.awards import AwardDenied, AwardGranted, AwardNominated, AwardPresented
from events.clusters import ClusterFounded
from events.compacts import CompactSigned
from events.emulation_movements import MovementJoined, MovementLaunched
from events.event import Event
from events.meeting_reports import ReportPresented
from events.meetings import (
    GuestAttended,
    MeetingClosed,
    MeetingOpened,
    RemarkRecorded,
    UnitsAttended,
)
from events.membership import RosterRecorded
from events.ranking import places_by
from events.result_events import ResultAdopted
from events.roles import DeputyElected, HeadElected
from events.rule_book import Criterion, RulesIssued
from events.scoring import ScoreRecorded, Stage
from events.units import UnitFounded
from tests.facts import ClusterYear, Fields

UNITS, CRITERIA, MOVEMENTS, YEARS, FIRST_YEAR = 10, 40, 6, 20, 2001
PER_YEAR = 860
"""About how many entries a cluster's year has."""
BOOK = tuple(
    Criterion(
        code=f"{'I' * (1 + n // 14)}.{1 + n % 14}", name=f"Tiêu chí {n}", max_points=Decimal(10)
    )
    for n in range(CRITERIA)
)
POINTS = tuple(Decimal(n) / 4 for n in range(20, 41))
WRONG = 0.01
"""So many verified scores are typed wrong and corrected."""
REMARKS = (
    "Đề nghị các đơn vị gửi báo cáo đúng thời hạn, kèm hồ sơ minh chứng cho từng tiêu chí.",
    "Phong trào thi đua trong năm sôi nổi, có chiều sâu; một số tiêu chí còn chấm chưa sát.",
    "Năm tới tập trung cải cách hành chính, chuyển đổi số và khen thưởng người lao động trực tiếp.",
)


class Typed(Struct, frozen=True):
    """A fact as somebody typed it; one that is `wrong` is taken back, `instead` in its place."""

    fact: Event
    meeting: str = ""
    instead: Event | None = None


def clusters_in(entries: int) -> int:
    """How many clusters a ledger of so many entries has."""
    return max(1, -(-entries // (PER_YEAR * YEARS)))


def cluster(number: int) -> str:
    """The code of a cluster."""
    return f"cum-{number:02d}"


def unit(of_cluster: int, number: int) -> str:
    """The code of a unit of a cluster."""
    return f"don-vi-{of_cluster:02d}-{number}"


def province(clusters: int, seed: int = 1) -> Iterator[Typed]:
    """Everything, year by year and in each year cluster by cluster; it never ends."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret, the same in every run
    for number in range(MOVEMENTS):
        yield Typed(MovementLaunched(movement=f"phong-trao-{number}", name=f"Phong trào {number}"))
    for here in range(clusters):
        for number in range(UNITS):
            name = f"Sở thứ {number} của cụm số {here}"
            yield Typed(UnitFounded(unit=unit(here, number), name=name, short=f"S{here}.{number}"))
        yield Typed(ClusterFounded(cluster=cluster(here), name=f"Cụm thi đua số {here}"))
    year = FIRST_YEAR
    while True:
        for here in range(clusters):
            yield from cluster_year(here, year, dice)
        year += 1


def cluster_year(here: int, year: int, dice: random.Random) -> Iterator[Typed]:
    """One cluster's year, from its roster to the presentation of its awards."""
    code, units = cluster(here), tuple(unit(here, number) for number in range(UNITS))
    told: ClusterYear = {"cluster": code, "year": year}
    yield Typed(RosterRecorded(**told, units=units))
    yield Typed(RulesIssued(**told, criteria=BOOK, document=f"{year}/QĐ-UBND"))
    if year == FIRST_YEAR:
        yield Typed(HeadElected(**told, unit=units[0]))
        yield Typed(DeputyElected(**told, unit=units[1], rank=1))
    for number in range(3):
        movement = f"phong-trao-{(here + number) % MOVEMENTS}"
        yield Typed(MovementJoined(**told, movement=movement, units=units))
    yield Typed(CompactSigned(**told, signatories=units, on=date(year, 2, 15)))
    yield from _scores(code, year, units, "self", dice)
    sums = dict.fromkeys(units, Decimal(0))
    for typed in _scores(code, year, units, "verified", dice):
        yield typed
        right = typed.instead or typed.fact
        sums[right.unit] += right.points  # type: ignore[attr-defined]  # every one is a score
    yield from _conference(code, year, units, sums)


def _scores(
    code: str, year: int, units: tuple[str, ...], stage: Stage, dice: random.Random
) -> Iterator[Typed]:
    """Every cell of the sheet at a stage, row by row."""
    for criterion in BOOK:
        for who in units:
            cell: Fields = {"cluster": code, "year": year, "unit": who, "stage": stage}
            score, again = (
                ScoreRecorded(**cell, criterion=criterion.code, points=dice.choice(POINTS))
                for _ in range(2)
            )
            wrong = stage == "verified" and dice.random() < WRONG
            yield Typed(score, instead=again if wrong else None)


def _conference(
    code: str, year: int, units: tuple[str, ...], sums: dict[str, Decimal]
) -> Iterator[Typed]:
    """The conference that closes the year in January, and the decisions that follow it."""
    meeting, day = f"tong-ket-{code}-{year}", date(year + 1, 1, 14)
    told: ClusterYear = {"cluster": code, "year": year}
    next_year: ClusterYear = {"cluster": code, "year": year + 1}
    here: Fields = {"meeting": meeting, **told}
    title = f"Hội nghị tổng kết công tác thi đua, khen thưởng năm {year}"
    yield Typed(MeetingOpened(**here, title=title, on=day, host=units[year % UNITS]))
    places = places_by(sums)
    best = [place.unit for place in places[:6]]
    facts: list[Event] = [
        GuestAttended(**here, name="Đại biểu", title="Ban Thi đua – Khen thưởng tỉnh"),
        UnitsAttended(**here, units=units),
        ReportPresented(**here, title=f"Báo cáo tổng kết năm {year}", unit=units[0]),
        *(RemarkRecorded(**here, speaker="Đại biểu", text=text) for text in REMARKS),
        ResultAdopted(**told, places=places, basis="scores", method="consensus", on=day),
        *(AwardNominated(**told, unit=who, form=_form(n), on=day) for n, who in enumerate(best)),
        HeadElected(**next_year, unit=units[(year + 1) % UNITS], method="rotation", on=day),
        DeputyElected(**next_year, unit=units[(year + 2) % UNITS], rank=1, on=day),
        MeetingClosed(**here),
    ]
    yield from (Typed(fact, meeting=meeting) for fact in facts)
    number, decided = f"{year}/QĐ-UBND", date(year + 1, 2, 20)
    for n, who in enumerate(best[:-1]):
        yield Typed(
            AwardGranted(**told, unit=who, form=_form(n), number=number, on=decided),
        )
    yield Typed(AwardDenied(**told, unit=best[-1], form=_form(5), number=number, on=decided))
    for n, who in enumerate(best[:-1]):
        yield Typed(AwardPresented(**told, unit=who, form=_form(n), on=date(year + 1, 3, 1)))


def _form(place: int) -> str:
    return "co-tinh" if place == 0 else "bk-tinh"
