"""A small world for specs: four units, two clusters, the years 2020 and 2021."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from events.award_events import AwardNominated
from events.clusters import ClusterFounded
from events.membership import RosterRecorded
from events.registry import UnitFounded
from events.rules import Criterion, RulesIssued
from events.verdicts import Place, ResultAdopted

A, B, C, D = (UnitFounded(unit=code, name=f"Sở {code.upper()}") for code in "abcd")
UNITS = (A, B, C, D)
CUM = ClusterFounded(cluster="cum", name="Cụm một", place="Lạng Sơn")
KHAC = ClusterFounded(cluster="khac", name="Cụm hai", place="Lạng Sơn")
WORLD = (*UNITS, CUM, KHAC)

HERE = {"cluster": "cum", "year": 2020}
NEXT = {"cluster": "cum", "year": 2021}
THERE = {"cluster": "khac", "year": 2020}
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
FLAG = {**HERE, "unit": "a", "form": "co-tinh"}
NOMINATED = (*MEMBERS, RESULT, AwardNominated(**FLAG, on=DAY))
