"""Any act in a small world, for properties: two clusters, two years, four units, a few days.

The world is small so that acts meet each other. Every run is the same run, and a failure is shown
as found, for shrinking takes minutes. THIDUA_EXPLORE=500 looks further, at random, and shrinks.
"""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import events.registration  # noqa: F401 - registers every event and command
from events.batch import Together
from events.command import Command
from events.corrections import EntriesRetracted, Retract
from events.event import Event, event_types
from events.holds import HoldUnit, UnitHeld
from events.peer_events import CheckPair, OpenedSheet, PeerSheetSealed, PeerSheetsOpened
from events.peer_sheets import SealPeerSheet
from events.reorganisation import SplitUnit
from events.result_events import Place
from events.rule_book import Criterion, IssueRules, RulesIssued, flat_book
from events.score_book.book import Derivation, Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Bonus, Direct
from events.scoring import Scored, ScoreRecorded
from events.second_reading import SheetReadTwice
from events.signed_note import Key
from events.tie_decisions import DecideTie
from events.tie_events import TieDecided
from events.units import Heir, UnitSplit
from events.voting import Tally
from events.women_counts import CountWomen, WomenCounted

TODAY = date(2022, 6, 1)
UNITS = ("a", "b", "c", "d")
DAYS = (date(2019, 12, 31), date(2020, 3, 1), date(2021, 1, 1), date(2021, 1, 14), TODAY)
EXPLORE = int(os.environ.get("THIDUA_EXPLORE", "0"))


def quick(examples: int, **more: Any) -> settings:
    """So many examples, the same ones in every run."""
    if EXPLORE:
        return settings(max_examples=EXPLORE, deadline=None, database=None, **more)
    found = tuple(phase for phase in Phase if phase not in (Phase.shrink, Phase.explain))
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=found,
        **more,
    )


unit = st.sampled_from(UNITS)
units = st.lists(unit, min_size=1, max_size=4, unique=True).map(tuple)
day = st.sampled_from(DAYS)
criterion = st.sampled_from(("I", "II"))
place = st.builds(Place, place=st.integers(1, 3), unit=unit)
points = st.none() | st.integers(0, 10).map(Decimal)
cell = st.builds(Scored, unit=unit, criterion=criterion, points=points)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "cluster": st.sampled_from(("cum", "khac")),
    "year": st.sampled_from((2020, 2021)),
    "unit": unit,
    "units": units,
    "into": unit,
    "on": st.none() | day,
    "name": st.sampled_from(("Sở A", "Sở B", "Tân Hòa", "Tân Hóa")),
    "place": st.sampled_from(("", "Lạng Sơn")),
    "criteria": st.lists(
        st.builds(
            Criterion,
            code=criterion,
            name=st.just("X"),
            max_points=st.sampled_from((Decimal(5), Decimal(10))),
        ),
        min_size=1,
        max_size=2,
        unique_by=lambda line: line.code,
    ).map(tuple),
    "criterion": criterion,
    "points": points,
    "cells": st.lists(cell, min_size=1, max_size=3).map(tuple),
    "places": st.lists(place, max_size=3).map(tuple),
    "rank": st.none() | st.integers(1, 2),
    "role": st.sampled_from(("head", "deputy", "acting")),
    "stage": st.sampled_from(("verified", "verified", "self")),
    "method": st.sampled_from(("not-recorded", "secret-ballot", "rotation")),
    "votes": st.none() | st.just(Tally(votes_for=2, total=3)),
    "form": st.sampled_from(("co-tinh", "bk-tinh")),
    "number": st.just("1/QĐ"),
    "movement": st.sampled_from(("vhcs", "ntm")),
    "since": st.none() | st.just(2021),
    "until": st.none() | st.just(2020),
    "meeting": st.sampled_from(("m", "n")),
    "title": st.just("Hội nghị"),
    "text": st.just("Nói"),
    "function": st.just("Giá"),
    "host": st.none() | unit,
    "chair": st.none() | unit,
    "signatories": st.none() | units,
    "basis": st.sampled_from(("agreed", "scores")),
    "distinct": st.booleans(),
    "complete": st.booleans(),
    "count": st.none() | st.integers(1, 3),
    "result_unknown": st.booleans(),
    "topic": st.sampled_from(("members", "head")),
    "value": st.sampled_from(("bảy", "tám")),
    "council": st.just("Hội đồng tỉnh"),
    "what": st.sampled_from(("cờ", "bằng khen")),
    "sha256": st.sampled_from(("ab" * 32, "cd" * 32)),
    "size": st.just(7),
    "proposed": st.none() | st.integers(0, 3),
    "approved": st.none() | st.integers(0, 3),
    "told": st.none() | st.integers(0, 3),
    "presented_on": st.none() | day,
    "pairs": st.lists(
        st.builds(CheckPair, scorer=unit, unit=unit), min_size=1, max_size=3, unique=True
    ).map(tuple),
    "seal": st.just("0a" * 32),
    "nonce": st.just("0b" * 32),
    "filled": st.just(2),
    "nth": st.integers(1, 2),
    "without": st.just(()) | units,
    "operator": st.sampled_from(("an", "binh")),
    "key": st.sampled_from([str(Key(name, name.encode() * 16)) for name in ("an", "bi")]),
}
FLAT = tuple(
    flat_book([Criterion(code=code, name="X", max_points=Decimal(most))], 2, "Sách")
    for code, most in (("I", 10), ("I", 5), ("II", 10))
)
WITH_BONUS = ScoreBook(
    title="Sách có thưởng",
    scale=Scale(total=Decimal(10), bonus_cap=Decimal(5), over=True),
    criteria=(
        Node(code="I", title="X", max=Decimal(10), score=Direct()),
        Node(code="II", title="X", score=Bonus(each=Decimal(1))),
    ),
)
BOOKS = (*FLAT, WITH_BONUS)
FIELDS["second_by"] = st.sampled_from(("an", "bi"))
FIELDS["differences"] = st.integers(0, 1)
FIELDS["first_by"] = st.just(("thư ký",))
SEALING = replace(FLAT[0], derivation=Derivation(scorers=("self", "peer", "verified"), sealed=True))
"""The first of these books, which has peers and seals their sheets."""
FIELDS["book"] = st.sampled_from(BOOKS)
heirs = st.lists(st.builds(Heir, unit=unit, name=FIELDS["name"]), min_size=2, max_size=3).map(tuple)


SEVERAL = st.lists(unit, min_size=2, max_size=3, unique=True).map(tuple)
_TIE = {"units": SEVERAL, "by": st.just("shared"), "votes": st.none()}
_WOMEN = {"women": st.integers(0, 3), "total": st.integers(2, 3)}
_HELD = {"ground": st.just("inspection")}
_OPENED = st.builds(OpenedSheet, scorer=unit, nonce=FIELDS["nonce"])
_SAME = st.builds(Scored, unit=unit, criterion=st.just("I"), points=st.just(Decimal(5)))
PLAUSIBLE: dict[type[Any], dict[str, st.SearchStrategy[Any]]] = {
    PeerSheetsOpened: {"sheets": st.lists(_OPENED, min_size=1, max_size=2).map(tuple)},
    SealPeerSheet: {"cells": st.tuples(_SAME), "scorer": unit},
    PeerSheetSealed: {"scorer": unit},
    SheetReadTwice: {"cells": st.integers(1, 3)},
    **dict.fromkeys((DecideTie, TieDecided), _TIE),
    **dict.fromkeys((CountWomen, WomenCounted), _WOMEN),
    **dict.fromkeys((HoldUnit, UnitHeld), _HELD),
}
"""Kind -> fields of it that would rarely be right by chance."""


CHOICES = {
    "ClusterKind": ("cum", "khoi"),
    "ExplanationKind": ("claim", "objection", "answer", "verdict"),
    "VerifiedBy": ("head", "deputy", "office"),
}
"""Type of a field -> values of it, where another field of the same name has others."""


def built(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any command or event of this kind; fields that matter to no rule keep their default."""
    fields = {name: FIELDS[name] for name in kind.__struct_fields__ if name in FIELDS}
    if kind in (SplitUnit, UnitSplit):
        fields["into"] = heirs
    if kind.__annotations__.get("count") == "Number":
        fields["count"] = st.integers(1, 3)
    if kind.__annotations__.get("place") == "Line":
        fields["place"] = st.just("Lạng Sơn")
    if kind.__module__ == "events.operators" and "role" in fields:
        fields["role"] = st.sampled_from(("secretary", "verifier", "head", "reader"))
    fields |= PLAUSIBLE.get(kind, {})
    if kind in (IssueRules, RulesIssued):
        fields.pop("book")  # a tree is what an amendment brings
    for name in ("kind", "by"):
        if choices := CHOICES.get(str(kind.__annotations__.get(name))):
            fields[name] = st.sampled_from(choices)
    if kind in (ScoreRecorded, PeerSheetSealed):
        fields["book"] = st.integers(1, 2)
    dated = kind.__annotations__.get("on") == "date"
    return st.builds(kind, **fields | ({"on": day} if dated else {}))


def _named(kind: type[Any]) -> list[type[Any]]:
    below = [found for child in kind.__subclasses__() for found in _named(child)]
    return [kind, *below] if not kind.__name__.startswith("_") else below


# The program's own: other tests make commands too.
COMMANDS: list[type[Command]] = [
    kind
    for kind in _named(Command)
    if kind.__module__.startswith("events.") and kind is not Command
    if not issubclass(kind, (Retract, Together))  # these consist of others
]
EVENTS: list[type[Event]] = [k for k in event_types().values() if k is not EntriesRetracted]
commands: st.SearchStrategy[Command] = st.sampled_from(COMMANDS).flatmap(built)
facts: st.SearchStrategy[Event] = st.sampled_from(EVENTS).flatmap(built)
