"""What `verify` asks beyond the chain: references, retractions, rule books, results, and views."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from decimal import Decimal
from functools import partial

import pytest

import views
from events.agenda import AgendaItem, AgendaSet
from events.corrections import Correct, EntriesRetracted, effective
from events.event import Entry, Event
from events.meetings import MeetingOpened, RemarkRecorded
from events.result_events import ResultAdopted
from events.roles import HeadElected
from events.rule_book import Criterion, IssueRules
from events.scoring import ScoreRecorded
from events.store.ledger import Circumstances
from events.units import UnitFounded
from events.verify_content import flaws
from tests.facts import BOOK, CUM, HERE, MEMBERS, WORLD, A, place
from tests.narrow import fact
from tests.reference import sample
from tests.spec import entry, given, ledger_with, missing
from tests.test_trail_kinds import example
from thidua_tui.cli.views_to_verify import WITH_TABLE, answered, every_minutes, every_view
from thidua_tui.i18n.messages import Words
from views.compared import TABLES
from views.facts import Facts
from views.projection import fold

OPENED = MeetingOpened(meeting="m", **HERE, title="Hội nghị")


def typed(*facts: Event | Entry | tuple[Event | Entry, ...]) -> list[Entry]:
    """Entries of these facts, one after another."""
    flat = [f for fact in facts for f in (fact if isinstance(fact, tuple) else (fact,))]
    return [e if isinstance(e, Entry) else given_by(e, n) for n, e in enumerate(flat, 1)]


def given_by(event: Event, position: int) -> Entry:
    """An entry that gives a reason, as a retraction does."""
    return entry(event, position, reason="Nhầm")


def found(*facts: Event | Entry | tuple[Event | Entry, ...]) -> list[tuple[str, object]]:
    entries = typed(*facts)
    told = flaws(entries, effective(entries))
    assert [f.code for f in told if missing(f)] == []
    return [(f.code, f.facts["position"]) for f in told]


def score(points: int, criterion: str = "I", unit: str = "a") -> ScoreRecorded:
    return ScoreRecorded(**HERE, unit=unit, criterion=criterion, points=Decimal(points))


def scored(a: int, b: int) -> tuple[ScoreRecorded, ...]:
    """Every member's points for the first criterion, and none for the second."""
    points = (("a", a), ("b", b), ("c", 1))
    return tuple(score(n, code, u) for u, of in points for code, n in (("I", of), ("II", 0)))


LAST = place(3, "c")


def test_a_sound_ledger_has_no_flaw():
    remark = entry(RemarkRecorded(meeting="m", **HERE, text="Nói"), 11, meeting="m")
    assert found(MEMBERS, BOOK, score(9), OPENED, remark) == []


def test_what_is_referred_to_is_there_before():
    assert found(WORLD, HeadElected(**HERE, unit="a")) == [("reference-missing", 7)]
    assert found(A, CUM, OPENED, RemarkRecorded(meeting="n", **HERE, text="X")) == [
        ("reference-missing", 4)
    ]


def test_what_happens_once_is_recorded_once():
    assert found(A, A) == [("recorded-twice", 2)]


@pytest.mark.parametrize("positions", [(9,), (2,), (0,)])
def test_a_retraction_is_of_an_entry_before_it(positions):
    taken = EntriesRetracted(positions=positions, concerns=("unit:a",), place=1)
    assert ("retraction-wrong", 2) in found(A, taken)


def test_nothing_is_taken_back_twice_and_no_retraction_at_all():
    once = EntriesRetracted(positions=(1,), concerns=("unit:a",), place=1)
    assert found(A, once) == []
    assert found(A, once, once) == [("retraction-wrong", 3)]
    itself = EntriesRetracted(positions=(2,), concerns=("unit:a",), place=1)
    assert ("retraction-wrong", 3) in found(A, once, itself)


@pytest.mark.parametrize(
    "more", [{"concerns": ("unit:b",)}, {"concerns": ("unit:a",), "kinds": ("head-elected",)}]
)
def test_whoever_reads_what_was_taken_back_reads_that_it_was(more):
    """Else it would count on one page and not on another."""
    taken = EntriesRetracted(positions=(1,), place=1, **more)
    assert found(A, taken) == [("retraction-wrong", 2)]


def test_a_session_is_of_a_meeting_that_was_opened():
    said = RemarkRecorded(meeting="m", **HERE, text="Nói")
    there = [*typed(WORLD, OPENED), entry(said, 8, meeting="m")]
    assert flaws(there, effective(there)) == []
    lost = [*typed(WORLD, OPENED), entry(said, 8, meeting="n")]
    assert [f.code for f in flaws(lost, effective(lost))] == ["session-unknown"]
    early = [*typed(WORLD), entry(OPENED, 7, meeting="m")]
    assert [f.code for f in flaws(early, effective(early))] == ["session-unknown"]


@pytest.mark.parametrize(("points", "wrong"), [(0, False), (60, False), (61, True), (-1, True)])
def test_a_score_is_within_the_rule_book_of_its_year(points, wrong):
    assert found(MEMBERS, BOOK, score(points)) == [("score-outside-book", 9)] * wrong


def test_a_criterion_that_no_rule_book_has_is_noticed():
    assert found(MEMBERS, BOOK, score(1, "III")) == [("reference-missing", 9)]
    assert found(MEMBERS, score(1)) == [("reference-missing", 8)]


def test_a_result_from_scores_is_what_they_give():
    scores = scored(50, 40)
    right = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b"), LAST), basis="scores")
    wrong = ResultAdopted(**HERE, places=(place(1, "b"), place(2, "a"), LAST), basis="scores")
    agreed = ResultAdopted(**HERE, places=(place(1, "b"), place(2, "a")))
    assert found(MEMBERS, BOOK, *scores, right) == []
    assert found(MEMBERS, BOOK, *scores, agreed) == []
    assert found(MEMBERS, BOOK, *scores, wrong) == [("result-unfounded", 15)]
    assert found(MEMBERS, BOOK, *scores[1:], right) == [("result-incomplete", 14)]


def facts(*there: Event | Entry | tuple[Event | Entry, ...]) -> list[dict[str, object]]:
    """What is told of each flaw, beside its code."""
    entries = typed(*there)
    return [flaw.facts for flaw in flaws(entries, effective(entries))]


def test_a_flaw_says_where_and_of_whom():
    wrong = ResultAdopted(**HERE, places=(place(1, "b"), place(2, "a"), LAST), basis="scores")
    scores = scored(50, 40)
    assert facts(MEMBERS, BOOK, *scores, wrong) == [{"position": 15, **HERE}]
    early = entry(OPENED, 7, meeting="m")
    assert facts(*typed(WORLD), early) == [{"position": 7, "meeting": "m"}]


def test_flaws_come_by_position():
    facts = (*MEMBERS, BOOK, score(61), HeadElected(**HERE, unit="z"), A)
    assert [position for _, position in found(*facts)] == [9, 10, 11]


def test_a_rule_book_is_not_corrected_below_what_was_scored():
    book = BOOK
    lower = IssueRules(
        **HERE,
        criteria=(
            Criterion(code="I", name="Nhiệm vụ", max_points=Decimal(50)),
            Criterion(code="II", name="Phong trào", max_points=Decimal(50)),
        ),
    )
    command = Correct(positions=(8,), concerns=book.tags(), instead=lower)
    why = {"reason": "Sửa bảng"}
    given(MEMBERS, book, score(55)).because(**why).when(command).refused(
        "scored-above-maximum", criterion="I", maximum=Decimal(50), points=Decimal(55), unit="a"
    )
    ledger = ledger_with(MEMBERS, book, score(50))
    taken, issued = ledger.execute(command, Circumstances(by="x", reason="Sửa bảng"))
    assert isinstance(taken.event, EntriesRetracted)
    assert fact(issued).criteria == lower.criteria


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_a_fact_stands_on_has_a_name_for_people(lang):
    from events.event import event_types

    ours = [k for k in event_types().values() if k.__module__.startswith("events.")]
    events = [sample(kind) for kind in ours if kind is not EntriesRetracted]
    keys = {key for e in events for key in (*e.claims(), *e.depends_on(), *e.establishes())}
    for claim in {key.partition(":")[0] for key in keys}:
        assert Words(lang).find(f"choices.claim.{claim}"), claim


def listings() -> set[type]:
    """Every class under `views` that folds entries into rows."""
    modules = [
        importlib.import_module(f"views.{m.name}") for m in pkgutil.iter_modules(views.__path__)
    ]
    classes = {c for m in modules for _, c in inspect.getmembers(m, inspect.isclass)}
    wanted = ("scopes", "apply", "rows")
    return {c for c in classes if all(hasattr(c, name) for name in wanted)}


def test_every_view_is_rebuilt():
    remark = entry(RemarkRecorded(meeting="m", **HERE, text="Nói"), 8, meeting="m")
    items = (AgendaItem(item="i", title="Báo cáo"),)
    agenda = entry(AgendaSet(meeting="m", **HERE, items=items), 9)
    entries = [*typed(WORLD, OPENED), remark, agenda]
    rebuilt = {type(view) for view in (*every_view(entries), *every_minutes(entries))}
    abstract = {c for c in listings() if any(c in k.__mro__[1:] for k in listings())}
    forgotten = {f"{c.__module__}.{c.__name__}" for c in listings() - rebuilt - abstract}
    assert not forgotten, f"verify does not rebuild {forgotten}: add it to views/tables.py"


def test_every_kind_of_facts_that_has_a_table_is_rebuilt():
    """Every table of facts of which the ledger has any, not that of the first alone."""
    tables = {one.make for one in TABLES.values() if isinstance(one.make, partial)}
    wanted = {make.args[0] for make in tables if make.func is Facts}
    assert wanted == WITH_TABLE
    entries = typed(*map(example, wanted), example(UnitFounded))
    views = [view for view in every_view(entries) if isinstance(view, Facts)]
    assert {view.kind for view in views} == wanted
    fold(views, entries)
    assert [len(answered(view)[0]) for view in views] == [1] * len(views)


def test_a_view_that_fails_in_what_it_answers_is_seen(monkeypatch):
    """Folding alone is not enough: what is wrong may show only in the rows."""
    entries = [*typed(WORLD, OPENED), entry(OPENED, 8)]
    (minutes,) = every_minutes(entries)
    assert [row.title for row in minutes.rows()] == ["Hội nghị"]
    for name in ("guests", "present", "reports", "remarks", "course", "rows"):
        with monkeypatch.context() as broken:
            broken.setattr(type(minutes), name, lambda _: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                answered(minutes)
