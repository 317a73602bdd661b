"""No field of any event is left out of what two moments of knowledge are compared by.

The events and their fields come from the registry, so that a new event or field is asked for too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import msgspec
import pytest
from msgspec import inspect
from msgspec.structs import replace

from events.award_events import AwardNominated, OfAward
from events.clusters import ClusterFounded
from events.compacts import CompactSigned
from events.corrections import EntriesRetracted
from events.emulation_movements import MovementLaunched
from events.event import Event, name_of
from events.meetings import MeetingOpened
from events.membership import RosterRecorded, UnitJoined
from events.operators import OperatorNamed
from events.procedures import VotingRule
from events.roles import DeputyElected, HeadElected
from events.rule_book import Criterion, RulesIssued, flat_book
from events.score_book.leaf_kinds import Observation
from events.store.ledger import Circumstances, Ledger, drafted
from events.tasks import TaskGiven, TaskReported
from events.units import UnitFounded
from tests.facts import ClusterYear
from tests.spec import ledger_with
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.i18n.messages import Words
from views.consequences import Imagined, Present, consequences
from views.differences import Difference, differences
from views.issued_papers import IssuedPapers

CLUSTERS, YEARS, FORMS = ("cum", "khac"), (2020, 2021), ("co-tinh", "bk-tinh")
UNIT_NAMES = {f"Sở {code.upper()}": code for code in "abcdef"}
BOOKS: tuple[Any, ...] = tuple(
    flat_book([Criterion(code="I", name="I", max_points=Decimal(9))], 2, title)
    for title in ("Bảng cũ", "Bảng mới")
)
TWO: dict[str, tuple[Any, Any]] = {
    "sha256": ("ab" * 32, "cd" * 32),
    "branch_head": ("1a" * 32, "2b" * 32),
    "cluster": CLUSTERS,
    "year": YEARS,
    "unit": ("a", "b"),
    "into": ("c", "d"),
    "units": (("a", "b"), ("a", "c")),
    "signatories": (("a", "b"), ("a", "c")),
    "host": ("a", "b"),
    "chair": ("a", "b"),
    "scorer": ("c", "d"),
    "parent": ("c", "d"),
    "further": (("c",), ("d",)),
    "without": (("c",), ("d",)),
    "seal": ("0a" * 32, "0b" * 32),
    "nonce": ("0c" * 32, "0d" * 32),
    "movement": ("p", "q"),
    "meeting": ("m", "n"),
    "task": ("t", "u"),
    "proxy": ("b", "c"),
    "criterion": ("I", "II"),
    "time": ("08:05", "16:20"),
    "form": FORMS,
    "after_form": FORMS,
    "with_form": FORMS,
    "target": ("ct1", "ct2"),
    "operator": ("x", "y"),
    "role": ("head", "deputy"),
    "majority": (">1/2", "2/3"),
    "quorum": ("2/3", "80/100"),
    "ballot": ("head-1", "head-2"),
    "hands": (("a",), ("b",)),
    "roll": (("a", "b"), ("a", "c")),
    "key": (f"k+00000000+{'A' * 44}", f"k+00000000+{'B' * 44}"),
}
"""Field -> two values of it that the world below knows; of all others the type gives two."""
OWN: dict[tuple[str, str], tuple[Any, Any]] = {
    ("unit-founded", "unit"): ("e", "f"),
    ("units-merged", "into"): ("e", "f"),
    ("cluster-founded", "cluster"): ("moi", "nua"),
    ("meeting-opened", "meeting"): ("r", "s"),
    ("movement-launched", "movement"): ("r", "s"),
    ("operator-named", "role"): ("secretary", "reader"),
    ("tie-decided", "rounds"): (1, 2),
    ("minutes-signed", "role"): ("chair", "secretary"),
    ("vote-opened", "in_writing"): (("c",), ("d",)),
    ("vote-opened", "by_proxy"): (("c",), ("d",)),
    ("vote-opened", "members"): (7, 8),
    ("vote-opened", "held_under"): (VotingRule(), VotingRule(majority="2/3")),
    ("rules-issued", "book"): (None, BOOKS[0]),
    ("rules-amended", "book"): (BOOKS[0], BOOKS[1]),
    ("evidence-attached", "concerns"): (
        ("cluster:cum", "cluster:cum/2020", "unit:a", "unit:a/2020"),
        ("cluster:cum", "cluster:cum/2021", "unit:b", "unit:b/2021"),
    ),
    ("score-recorded", "observed"): (None, Observation(count=3)),
}
"""The same, where an event makes the thing that the field names."""
NOT_COMPARED = {
    ("evidence-attached", "entry"): "the number of an entry, which a correction moves",
    ("evidence-attached", "of"): "the decision counts the entries of the act",
    ("evidence-attached", "concerns"): "the decision copies the tags of the entry",
    ("sentence-worded", "placed"): "the decision copies it from the entry",
    ("branch-merged", None): "what it took is what differs",
    ("entries-retracted", None): "what it takes back is what differs",
    ("meeting-closed", "cluster"): "the decision copies it from the opening of the meeting",
    ("meeting-closed", "year"): "the decision copies it from the opening of the meeting",
    ("minutes-approved", "cluster"): "the decision copies it from the opening of the meeting",
    ("minutes-approved", "year"): "the decision copies it from the opening of the meeting",
    ("minutes-read-out", "cluster"): "the decision copies it from the opening of the meeting",
    ("minutes-read-out", "year"): "the decision copies it from the opening of the meeting",
    ("operator-dismissed", "name"): "the decision copies it from the naming of the operator",
    ("operator-named", "operator"): "a code that is never shown; another one is another operator",
    ("cluster-founded", "cluster"): "a code that is never shown; another one is another cluster",
    (
        "movement-launched",
        "movement",
    ): "a code that is never shown; another one is another movement",
    ("task-reported", "text"): "the decision copies it from the task",
    ("task-given", "task"): "a code that is never shown; another one is another task",
    ("meeting-opened", "meeting"): "a code that is never shown; another one is another meeting",
    ("unit-founded", "unit"): "a code that is never shown; another one is another unit",
    ("rules-issued", "book"): "rule by rule and line by line: tests/test_rule_books_shown.py",
    ("score-recorded", "book"): "the decision names the version in force",
    ("vote-opened", "ballot"): "a code that is never shown; the decision counts it",
    ("units-merged", "into"): "a code that is never shown; another one is another unit",
}
"""(event, field) -> why a correction of it need not be a difference that names both values."""


def kinds() -> list[type[Event]]:
    """Every kind of event that can be stored."""

    def under(kind: type[Event]) -> Iterator[type[Event]]:
        for child in kind.__subclasses__():
            if child.__struct_config__.tag and child.__module__.startswith("events."):
                yield child
            yield from under(child)

    return sorted(dict.fromkeys(under(Event)), key=name_of)


def fields() -> list[tuple[type[Event], str]]:
    """Every field of every kind of event."""
    return [(kind, field) for kind in kinds() for field in kind.__struct_fields__]


def _texts(pattern: str) -> tuple[str, str]:
    """Two texts that fit a pattern: times, codes, else any."""
    if "[0-5][0-9]" in pattern:
        return "08:05", "09:10"
    return ("mot", "hai") if "a-z0-9" in pattern else ("Một", "Hai")


def two_of(kind: inspect.Type) -> tuple[Any, Any]:
    """Two different values of a type."""
    match kind:
        case inspect.UnionType(types=types):
            return two_of(next(t for t in types if not isinstance(t, inspect.NoneType)))
        case inspect.LiteralType(values=values):
            return values[0], values[1]
        case inspect.StrType(pattern=pattern):
            return _texts(pattern or "")
        case inspect.BoolType():
            return False, True
        case inspect.IntType(ge=least, le=most):
            low = least or 0
            low += most is None or low + 2 <= most
            return low, low + 1
        case inspect.DecimalType():
            return Decimal(5), Decimal(7)
        case inspect.DateType():
            return date(2020, 3, 1), date(2020, 4, 1)
        case inspect.VarTupleType(item_type=item):
            first, second = two_of(item)
            return (first,), (second,)
        case inspect.StructType(cls=made):
            return struct_of(made, 0), struct_of(made, 1)
    raise NotImplementedError(f"Give two values of {kind} in `two_of`.")


def values(kind: type[Any], field: inspect.Field) -> tuple[Any, Any]:
    own = (str(kind.__struct_config__.tag), field.name)
    structs = isinstance(field.type, inspect.VarTupleType) and isinstance(
        field.type.item_type, inspect.StructType
    )
    return OWN.get(own) or (not structs and TWO.get(field.name)) or two_of(field.type)


def fields_of(kind: type[Any]) -> tuple[inspect.Field, ...]:
    """The fields of a struct, with their types."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return info.fields


def struct_of(made: type[Any], which: int) -> Any:
    """A value of a struct, all of whose fields have the first or the second value."""
    if made is Criterion:
        return Criterion(code=("I", "II")[which], name="Một", max_points=Decimal(60))
    return made(**{f.name: values(made, f)[which] for f in fields_of(made)})


def pair(kind: type[Event], field: str) -> tuple[Event, Event]:
    """Two events of a kind that differ in one field alone."""
    told = {f.name: values(kind, f) for f in fields_of(kind)}
    first = kind(**{name: two[0] for name, two in told.items()})
    return first, replace(first, **{field: told[field][1]})


def world(kind: type[Event]) -> list[Event]:
    """All that an event of a kind may name, and none of that kind itself."""
    facts: list[Event] = [UnitFounded(unit=code, name=f"Sở {code.upper()}") for code in "abcd"]
    facts += [ClusterFounded(cluster=code, name=code) for code in CLUSTERS]
    facts += [MovementLaunched(movement=code, name=code) for code in "pq"]
    facts += [OperatorNamed(operator=c, name=c, role="secretary", key=TWO["key"][0]) for c in "xy"]
    years: list[ClusterYear] = [{"cluster": c, "year": y} for c, y in product(CLUSTERS, YEARS)]
    facts += [MeetingOpened(**years[0], meeting=code, title=code) for code in "mn"]
    book = (Criterion(code="I", name="I", max_points=Decimal(9)),)
    for here in years:
        facts.append(RosterRecorded(**here, units=("c", "d")))
        facts += [UnitJoined(**here, unit=code) for code in "ab"]
        facts.append(RulesIssued(**here, criteria=book))
        facts.append(CompactSigned(**here, text="cũ"))
        if kind is TaskReported:
            facts += [TaskGiven(**here, task=code, text=code) for code in "tu"]
        facts += [HeadElected(**here, unit="a"), DeputyElected(**here, unit="b", rank=1)]
        if issubclass(kind, OfAward):
            two = product("ab", FORMS)
            facts += [AwardNominated(**here, unit=unit, form=form) for unit, form in two]
    return [fact for fact in facts if not (type(fact) is kind and kind in REPLACING)]


REPLACING = (RosterRecorded, RulesIssued, CompactSigned, HeadElected, DeputyElected, AwardNominated)
"""Kinds of which one fact hides another of the same place."""


def corrected(before: Event, after: Event) -> tuple[Ledger, int]:
    """A ledger in which a fact was corrected, and the position of the wrong fact."""
    ledger = ledger_with(world(type(before)), before)
    wrong = ledger.position()
    tags = dict.fromkeys((*before.tags(), *after.tags()))
    retraction = EntriesRetracted(
        positions=(wrong,), concerns=tuple(tags), place=wrong, kinds=(name_of(before),)
    )
    how = Circumstances(by="Thư ký", act="corrected", reason="Ghi nhầm")
    for fact in (retraction, after):
        ledger.recorder.append([drafted(fact, how, ledger.clock())[0]])
    return ledger, wrong


def atoms(value: Any) -> set[Any]:
    """What a value is made of; a unit by its code, whatever it is named by."""
    match value:
        case None | False | True:
            return set()
        case tuple() | list():
            return {atom for one in value for atom in atoms(one)}
        case msgspec.Struct():
            return {atom for f in value.__struct_fields__ for atom in atoms(getattr(value, f))}
    return {UNIT_NAMES.get(value, value) if isinstance(value, str) else value}


def named(found: tuple[Difference, ...]) -> set[Any]:
    return {
        atom
        for d in found
        for one in (d.before, d.after, d.cluster, d.year, d.unit, d.unit_name, d.subject, d.field)
        for atom in atoms(one)
    }


def unsaid(kind: type[Event], field: str) -> bool:
    name = name_of(kind)
    return (name, None) in NOT_COMPARED or (name, field) in NOT_COMPARED


ASKED = [(kind, field) for kind, field in fields() if not unsaid(kind, field)]
IDS = [f"{name_of(kind)}.{field}" for kind, field in ASKED]


@pytest.mark.parametrize(("kind", "field"), ASKED, ids=IDS)
def test_differences_of_a_corrected_field_name_the_old_and_the_new_value(kind, field):
    before, after = pair(kind, field)
    ledger, wrong = corrected(before, after)
    found = differences(ledger, wrong)
    assert found, f"No table in views/compared.py shows a correction of {name_of(kind)}.{field}."
    was, is_ = atoms(getattr(before, field)), atoms(getattr(after, field))
    assert (was ^ is_) <= named(found), [(d.table, d.field, d.before, d.after) for d in found]
    entries = {d.position for d in found}
    assert entries <= {wrong + 1, wrong + 2}


@pytest.mark.parametrize(("kind", "field"), ASKED, ids=IDS)
def test_consequences_of_a_corrected_field_are_what_then_differs(kind, field):
    before, after = pair(kind, field)
    ledger, wrong = corrected(before, after)
    imagined = Imagined(ledger, Present(position=wrong, at=ledger.clock(), today=date(2021, 1, 14)))
    imagined.entries = [*ledger.read(after=wrong)]
    moves = {(d.table, d.field, d.unit) for d in consequences(imagined, IssuedPapers()).moves}
    found = {(d.table, d.field, d.unit) for d in differences(ledger, wrong)}
    if "year" in kind.__struct_fields__:
        assert moves == found
    else:  # names show in every year; they are foreseen once, of the unit
        assert moves and moves <= found


@pytest.mark.parametrize(("kind", "field"), ASKED, ids=IDS)
def test_cells_of_a_difference_show_what_differs_in_both_languages(kind, field):
    ledger, wrong = corrected(*pair(kind, field))
    for words, one in product((Words("vi"), Words("en")), differences(ledger, wrong)):
        said = diff_cells.sentence(one, words)
        assert "\n" not in said
        assert "Struct" not in said and "(unit=" not in said and one.table + "." not in said
        if one.change == "changed":
            assert diff_cells.before(one, words) != diff_cells.after(one, words), one


def test_exceptions_name_fields_that_exist_and_say_why():
    there: set[tuple[str, str | None]] = {(name_of(kind), field) for kind, field in fields()}
    there |= {(name_of(kind), None) for kind in kinds()}
    assert set(NOT_COMPARED) <= there
    assert all(NOT_COMPARED.values())
