"""Any act in a small world, for properties: two clusters, two years, four units, a few days.

The world is small so that acts meet each other. Every run is the same run, and a failure is shown
as found, for shrinking takes minutes. THIDUA_EXPLORE=500 looks further, at random, and shrinks.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import events.registration  # noqa: F401 - registers every event and command
from events.agenda import AgendaItem
from events.ballots import CandidateVotes, Course, Round
from events.batch import Together
from events.cluster_decisions import ClusterDecisionRecorded, RecordClusterDecision
from events.command import Command
from events.compact_signatures import NameSigner
from events.compacts import SignerNamed
from events.corrections import EntriesRetracted, Retract
from events.council import CouncilMemberNamed, NameCouncilMember
from events.event import Event, event_types
from events.evidence_files import EvidenceAttached
from events.holds import HoldUnit, UnitHeld
from events.meetings import RemarkRecorded
from events.minutes import SignMinutes
from events.minutes_events import MinutesSigned
from events.office import DescribeOffice, LegalBasisNamed, NameLegalBasis, OfficeDescribed
from events.open_year import OpenYear
from events.peer_events import CheckPair, OpenedSheet, PeerSheetSealed, PeerSheetsOpened
from events.peer_sheets import SealPeerSheet
from events.persons import NameRepresentative, RepresentativeNamed
from events.presence import RecordAbsence, RecordDeparture, UnitAbsent, UnitDeparted
from events.procedures import ProcedureSet, SetProcedure, VotingRule
from events.remarks import RecordRemark
from events.reorganisation import SplitUnit
from events.reported_results import ReportUnitResult, UnitResultReported
from events.result_events import Place
from events.rule_book import Criterion, IssueRules, RulesIssued, flat_book
from events.score_book.book import Derivation, Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Bonus, Direct
from events.scoring import Scored, ScoreRecorded
from events.second_reading import SheetReadTwice
from events.signed_note import Key
from events.target_criteria import PutTargetsInBook
from events.targets import ChangeTarget, SetTarget, TargetChanged, TargetSet
from events.tasks import ReportTask, TaskReported
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


TWO_VOTES = (CandidateVotes(unit="a", votes=2), CandidateVotes(unit="b", votes=1))
unit = st.sampled_from(UNITS)
units = st.lists(unit, min_size=1, max_size=4, unique=True).map(tuple)
day = st.sampled_from(DAYS)
criterion = st.sampled_from(("I", "II"))
place = st.builds(Place, place=st.integers(1, 3), unit=unit)
points = st.none() | st.integers(0, 10).map(Decimal)
cell = st.builds(Scored, unit=unit, criterion=criterion, points=points)
COURSES = (
    Course(rounds=(Round(issued=3, returned=3, valid=3, votes=TWO_VOTES),)),
    Course(rounds=(Round(issued=3, returned=2, invalid=0, in_favour=2),), entitled=3),
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "cluster": st.sampled_from(("cum", "khac")),
    "year": st.sampled_from((2020, 2021)),
    "source_year": st.sampled_from((2020, 2021)),
    "asked": st.sampled_from((None, 1, 2)),
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
    "ballot": st.just("head-1"),
    "majority": st.sampled_from((">1/2", "2/3")),
    "quorum": st.just("2/3"),
    "held_under": st.sampled_from((VotingRule(), VotingRule(majority="2/3", of="members"))),
    "course": st.none() | st.sampled_from(COURSES),
    "in_writing": st.just(()) | units,
    "by_proxy": st.just(()) | units,
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
    "outgoing": unit,
    "incoming": unit,
    "signatories": st.none() | units,
    "basis": st.sampled_from(("agreed", "scores")),
    "distinct": st.booleans(),
    "complete": st.booleans(),
    "count": st.none() | st.integers(1, 3),
    "result_unknown": st.booleans(),
    "topic": st.sampled_from(("members", "head")),
    "value": st.sampled_from(("bảy", "tám")),
    "council": st.just("Hội đồng tỉnh"),
    "wording": st.sampled_from(("không xét", "thanh tra")),
    "threshold": st.sampled_from((None, 80)),
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
    "target": st.sampled_from(("ct1", "ct2")),
    "targets": st.sampled_from((("ct1",), ("ct1", "ct2"))),
    "person": st.sampled_from(("", "Nguyễn Văn A")),
    "item": st.sampled_from(("i", "ii")),
    "after": st.sampled_from(("", "i", "ii")),
    "items": st.lists(
        st.builds(AgendaItem, item=st.sampled_from(("i", "ii")), title=st.just("Báo cáo")),
        min_size=1,
        max_size=2,
        unique_by=lambda one: one.item,
    ).map(tuple),
    "operator": st.sampled_from(("an", "binh")),
    "at": st.sampled_from(("", "08:00", "08:30", "09:00")),
    "addendum": st.booleans(),
    "proxy": st.none() | unit,
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
FIELDS["task"] = st.sampled_from(("t", "u"))
FIELDS["minutes"] = st.none() | st.just(10)
FIELDS["paper"] = st.sampled_from(("", "12/BC"))
FIELDS["paper_code"] = st.sampled_from(("P-0", "P-1", "P-2", "P-7"))
FIELDS["facts"] = st.sampled_from(("{}", '{"a":1}', '{"a":2}', '{"a":3}'))
FIELDS["known_at"] = st.just(1)
FIELDS["serial"] = st.integers(0, 3)
FIELDS["about_meeting"] = st.none() | st.sampled_from(("m", "n"))
FIELDS["register"] = st.sampled_from((2020, 2021))
FIELDS["branch_head"] = st.sampled_from(("1a" * 32, "2b" * 32))
FIELDS["branch_entries"] = st.integers(1, 9)
FIELDS["fork"] = st.integers(0, 3)
FIELDS["taken"] = st.integers(0, 2)
FIELDS["note"] = st.sampled_from(("", "Bận"))
FIELDS["due"] = st.none() | day
FIELDS["held"] = st.sampled_from(("chair", "secretary"))
FIELDS["who"] = st.just("An")
FIELDS["person"] = st.sampled_from(("An", "Bình"))
FIELDS["amount"] = st.sampled_from((Decimal(4), Decimal("12.5")))
FIELDS["grade"] = st.sampled_from(("", "Xuất sắc"))
FIELDS["parent"] = st.none() | unit
FIELDS["superior"] = st.sampled_from(("", "Hội đồng"))
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
_AFTER = st.sampled_from(("not-regulated", "chair"))
_RULED = {"rule": st.builds(VotingRule, then=_AFTER, self_vote=st.booleans())}
_IN_OFFICE = {"until": st.none()}
_ON_COUNCIL = {"until": st.none(), "seat": st.sampled_from(("member", "chair"))}
_TOTAL = {"total": st.none() | st.just(Decimal(97)), "scale": st.none()}
_DECIDED = {"units": st.just(()) | units, "replaces": st.sampled_from(("", "QĐ 0"))}
_REPORTED = {"state": st.sampled_from(("in-work", "done", "dropped"))}
_UNTIL = {"until": st.sampled_from(("", "08:00", "09:00"))}
_SINCE = {"since": st.none() | day}
_VALID = {"since": st.none() | day, "until": st.none() | day}
_AWAY = {"vote": st.sampled_from(("", "written", "proxy"))}
_HELD = {"ground": st.just("inspection")}
_SIGNED = {
    "who": st.sampled_from(("Nguyễn Văn An", "Lê Bình")),
    "role": st.sampled_from(("chair", "secretary")),
}
_OPENED = st.builds(OpenedSheet, scorer=unit, nonce=FIELDS["nonce"])
_SAME = st.builds(Scored, unit=unit, criterion=st.just("I"), points=st.just(Decimal(5)))
_SUBJECTS = (("unit:a",), ("cluster:cum", "cluster:cum/2020"))  # no fact is about nothing
_SIGNER = {"person": st.just("Nguyễn Văn A")}
_PROMISED = {"unit": st.none() | unit}
PLAUSIBLE: dict[type[Any], dict[str, st.SearchStrategy[Any]]] = {
    PeerSheetsOpened: {"sheets": st.lists(_OPENED, min_size=1, max_size=2).map(tuple)},
    SealPeerSheet: {"cells": st.tuples(_SAME), "scorer": unit},
    PeerSheetSealed: {"scorer": unit},
    SheetReadTwice: {"cells": st.integers(1, 3)},
    EvidenceAttached: {"concerns": st.sampled_from(_SUBJECTS)},
    **dict.fromkeys((DecideTie, TieDecided), _TIE),
    **dict.fromkeys((CountWomen, WomenCounted), _WOMEN),
    **dict.fromkeys((HoldUnit, UnitHeld), _HELD),
    **dict.fromkeys((SetProcedure, ProcedureSet), _RULED),
    **dict.fromkeys((NameRepresentative, RepresentativeNamed), _IN_OFFICE),
    **dict.fromkeys((NameCouncilMember, CouncilMemberNamed), _ON_COUNCIL),
    **dict.fromkeys((ReportUnitResult, UnitResultReported), _TOTAL),
    **dict.fromkeys((RecordClusterDecision, ClusterDecisionRecorded), _DECIDED),
    **dict.fromkeys((ReportTask, TaskReported), _REPORTED),
    **dict.fromkeys((RecordRemark, RemarkRecorded), _UNTIL),
    **dict.fromkeys((RecordDeparture, UnitDeparted, RecordAbsence, UnitAbsent), _AWAY),
    **dict.fromkeys((DescribeOffice, OfficeDescribed), _SINCE),
    **dict.fromkeys((NameLegalBasis, LegalBasisNamed), _VALID),
    OpenYear: {"since": st.just(2020), "targets": st.just(()), "book": st.booleans()},
    PutTargetsInBook: {"points": st.just(Decimal(5))},
    **dict.fromkeys((NameSigner, SignerNamed), _SIGNER),
    **dict.fromkeys((SetTarget, TargetSet), _PROMISED),
    **dict.fromkeys((ChangeTarget, TargetChanged), _PROMISED),
    **dict.fromkeys((SignMinutes, MinutesSigned), _SIGNED),
}
"""Kind -> fields of it that would rarely be right by chance."""


CHOICES = {
    "ClusterKind": ("cum", "khoi"),
    "UnitKind": ("", "agency", "commune"),
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
    abstract = kind.__name__.startswith("_") or kind.decide is Command.decide
    return below if abstract else [kind, *below]


def _by_name(kinds: Iterable[type[Any]]) -> list[type[Any]]:
    """Return kinds in an order that does not depend on which module was imported first."""
    return sorted(kinds, key=lambda kind: kind.__qualname__)


# The program's own: other tests make commands too.
COMMANDS: list[type[Command]] = _by_name(
    kind
    for kind in _named(Command)
    if kind.__module__.startswith("events.") and kind is not Command
    if not issubclass(kind, (Retract, Together))  # these consist of others
)
EVENTS: list[type[Event]] = _by_name({*event_types().values()} - {EntriesRetracted})
commands: st.SearchStrategy[Command] = st.sampled_from(COMMANDS).flatmap(built)
facts: st.SearchStrategy[Event] = st.sampled_from(EVENTS).flatmap(built)
