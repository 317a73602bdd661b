"""A small world for specs: four units, two clusters, the years 2020 and 2021."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from events.award_events import AwardNominated
from events.clusters import ClusterFounded
from events.emulation_movements import MovementLaunched
from events.membership import RosterRecorded
from events.result_events import Place, ResultAdopted
from events.rule_book import Criterion, RulesIssued
from events.units import UnitFounded

A, B, C, D = (UnitFounded(unit=code, name=f"Sở {code.upper()}") for code in "abcd")
UNITS = (A, B, C, D)
CUM = ClusterFounded(cluster="cum", name="Cụm một", place="Lạng Sơn")
KHAC = ClusterFounded(cluster="khac", name="Cụm hai", place="Lạng Sơn")
WORLD = (*UNITS, CUM, KHAC)


class ClusterYear(TypedDict):
    """The fields that name a cluster in a year; they are unpacked into events and commands."""

    cluster: str
    year: int


class Award(ClusterYear):
    """The fields that name an award of a unit."""

    unit: str
    form: str


class Cell(ClusterYear):
    """The fields that name a cell of the score sheet."""

    unit: str
    criterion: str


Fields = dict[str, Any]
"""Fields that go to several kinds of events and commands; their types are those of each kind."""

HERE: ClusterYear = {"cluster": "cum", "year": 2020}
NEXT: ClusterYear = {"cluster": "cum", "year": 2021}
THERE: ClusterYear = {"cluster": "khac", "year": 2020}
ROSTER_2020 = RosterRecorded(**HERE, units=("a", "b", "c"))
MEMBERS = (*WORLD, ROSTER_2020)
"""a, b, c are members of the cluster in 2020; d is a unit and belongs nowhere."""

DAY = date(2021, 1, 14)
BOOK = RulesIssued(
    **HERE,
    criteria=(
        Criterion(code="I", name="Nhiệm vụ", max_points=Decimal(60)),
        Criterion(code="II", name="Phong trào", max_points=Decimal(40)),
    ),
)


def place(number: int, unit: str) -> Place:
    return Place(place=number, unit=unit)


RESULT = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b")), on=DAY)
FLAG: Award = {**HERE, "unit": "a", "form": "co-tinh"}
NEXT_FLAG: Award = {**NEXT, "unit": "a", "form": "co-tinh"}
LAUNCHED = MovementLaunched(movement="vhcs", name="Văn hóa công sở")
NOMINATED = (*MEMBERS, RESULT, AwardNominated(**FLAG, on=DAY))
