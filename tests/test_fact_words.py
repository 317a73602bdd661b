"""The facts of papers in words: every point has a name, in both languages, and no path is shown."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import Struct

from events.award_events import AwardNominated
from events.compacts import CompactSigned
from events.elections import ElectHead
from events.event import Event
from events.office import OfficeDescribed
from events.papers import PaperKind
from events.roles import HeadElected
from events.targets import TargetChanged, TargetSet
from events.text import plain
from tests.facts import DAY, HERE, MEMBERS, NOMINATED, RESULT
from tests.spec import FactTree, flat, ledger_with
from thidua_tui.formatting.papers.fact_words import point_line, point_text
from thidua_tui.i18n.catalogue import table
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.session.session import Session, in_place_of
from views.papers.differing import MERGED, REPEATED, Path, Row, differing, point_of
from views.papers.facts import Subject, plain_facts
from views.papers.registry import PAPERS

VI, EN = Words("vi"), Words("en")
ISSUED = [kind for kind, spec in PAPERS.items() if spec.coded]
CODES = {"kind", "cluster", "meeting", "key", "entry"}
"""Fields of a paper that are the same in every paper about the same."""
UNNAMED = {
    *("key", "meeting", "meeting_title", "cluster", "cluster_name", "year", "kind", "decision"),
    *("type", "v", "event", "item", "at", "sheet", "sha256", "size", "criterion", "role"),
    *("parts", "above", "persons", "open", "count", "entry"),
}
"""Fields of rows and wholes that are technical, or that what the point is called says."""
EVENTS = {"entries", "old", "new", "papers"}
"""Lists of events, which are named by what they claim."""


def paths(kind: Any, path: Path = ()) -> Iterator[Path]:
    """Every path that facts of a type can have, by one row of each list."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        for one in get_args(kind):
            yield from paths(one, path)
    elif origin is tuple:
        of = get_args(kind)[0]
        keyed = isinstance(of, type) and issubclass(of, Struct) and "key" in of.__struct_fields__
        yield from paths(of, (*path, Row("k" if keyed else 1)))
    elif isinstance(kind, type) and issubclass(kind, Struct):
        for name, field in get_type_hints(kind).items():
            if name in kind.__struct_fields__:
                yield from paths(field, (*path, name))
    else:
        yield path


def points(kind: PaperKind) -> set[Path]:
    found = paths(PAPERS[kind].facts)
    return {point_of(path) for path in found if path[0] != REPEATED}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ISSUED)
def test_every_point_of_a_paper_has_a_name(kind, lang):
    words = Words(lang)
    missing = []
    for path in points(kind):
        *_, last = path
        if isinstance(last, Row):
            head = str(path[-2])
            key = None if head in (*EVENTS, *MERGED) else f"paperfacts.row.{head}"
        else:
            key = f"paperfacts.point.{'-'.join(map(str, path))}"
        named = last in CODES or key is None or words.find(key)
        if not named:
            missing.append(key)
    assert missing == []


def test_no_name_of_a_point_is_left_over():
    known = {path for kind in ISSUED for path in points(kind)}
    rows = {str(path[-2]) for path in known if isinstance(path[-1], Row)}
    single = {"-".join(map(str, path)) for path in known if not isinstance(path[-1], Row)}
    assert {*table("vi", "paperfacts.row")} - rows == set()
    assert {*table("vi", "paperfacts.point")} - single == set()


def test_fields_without_a_name_are_those_that_no_reader_misses():
    fields = {
        str(path[-1])
        for kind in ISSUED
        for path in paths(PAPERS[kind].facts)
        if point_of(path) != path and isinstance(path[-1], str)
    }
    assert {name for name in fields if not VI.find(f"paperfacts.field.{name}")} == UNNAMED


def changed(
    kind: PaperKind, facts: Sequence[FactTree], *after: Event, words: Words = VI
) -> list[str]:
    """What differs of a paper of the year after more facts, in lines."""
    ledger = ledger_with(*facts, *after)
    before = len(flat(facts))
    make = PAPERS[kind].make
    subject = Subject(**HERE, meeting="m")
    then, now = (plain_facts(make(ledger, subject, at)) for at in (before, None))
    return [point_line(point_text(p, then, now, words), words) for p in differing(then, now)]


def test_a_row_that_comes_is_named_with_its_list():
    assert changed("submission", NOMINATED, AwardNominated(**HERE, unit="b", form="co-tinh")) == [
        "đề nghị khen thưởng Sở B, Cờ thi đua của UBND tỉnh: ghi thêm"
    ]


def test_a_field_of_a_row_is_shown_before_and_after():
    signed = CompactSigned(**HERE, signatories=("a", "b"), on=DAY)
    target = TargetSet(**HERE, target="1", title="Trồng cây", amount=Decimal("1.5"), measure="ha")
    more = TargetChanged(**HERE, target="1", amount=Decimal(3), title="Trồng cây", measure="ha")
    assert changed("compact", (*MEMBERS, signed, target), more) == [
        "chỉ tiêu Trồng cây: mức 1,5 → 3"
    ]


def test_a_field_of_the_office_is_named_and_unknown_is_said():
    described = OfficeDescribed(
        cluster="cum", signer="Ông An", recipients="Như trên; Lưu", since=date(2020, 1, 1)
    )
    signed = CompactSigned(**HERE, signatories=("a", "b"), on=DAY)
    assert changed("compact", (*MEMBERS, signed), described) == [
        "nơi nhận: (không có) → Như trên; Lưu",
        "người ký: (không có) → Ông An",
    ]


def test_a_new_head_takes_the_place_of_the_old_one_in_one_point():
    old = HeadElected(**HERE, unit="a")
    ledger = ledger_with(*MEMBERS, old)
    Session(ledger, "x").do(
        in_place_of([[*ledger.read()][-1]], ElectHead(**HERE, unit="b")), reason="Nhầm"
    )
    at = len(flat((*MEMBERS, old)))
    then, now = (plain_facts(PAPERS["report"].make(ledger, Subject(**HERE), p)) for p in (at, None))
    [point] = differing(then, now)
    assert point_line(point_text(point, then, now, VI), VI) == "Trưởng cụm: Sở A → Sở B"
    assert point_line(point_text(point, then, now, EN), EN) == "Head: Sở A → Sở B"


def test_a_result_is_one_point_and_each_place_another():
    assert changed("report", MEMBERS, RESULT) == [
        "kết quả của năm: tình trạng chưa có → đã thống nhất; căn cứ (không có) → bình xét;"
        " hình thức biểu quyết (không có) → chưa ghi hình thức; ngày (không có) → 14/01/2021",
        "xếp hạng Sở A: thứ hạng (không có) → 1",
        "xếp hạng Sở B: thứ hạng (không có) → 2",
    ]


@settings(max_examples=40)
@drawn(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4, unique=True))
def test_any_text_may_be_the_key_of_a_row(names):
    then = {"invited": [{"key": name, "name": name} for name in names]}
    now = {"invited": [{"key": name, "name": name} for name in names[1:]]}
    [point] = differing(then, now)
    assert point.path == ("invited", Row(names[0]))
    text = point_text(point, then, now, VI)
    assert (text.state, text.label) == ("gone", f"khách mời {plain(names[0])}")


def test_facts_that_are_the_same_differ_in_nothing():
    facts = {"title": "Hội nghị", "place": None, "things": ["a", "b"]}
    assert differing(facts, {**facts, "place": ""}) == ()
    assert [p.path for p in differing(facts, {**facts, "things": ["a"]})] == [("things",)]
