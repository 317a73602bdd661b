"""The sheet of one unit: points by stage, gap, last year, peers; and what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from events.errors import BadInput, Refused
from events.event import Entry, Event, Source
from events.membership import RosterRecorded
from events.rule_book import RulesIssued, book_of
from events.score_board import Scoreboard
from events.score_book.book import Derivation, Node, Scale, ScoreBook
from events.score_book.book_check import check_book
from events.score_book.book_toml import read_book
from events.score_book.deadline import deadline_of
from events.score_book.leaf_kinds import Bonus, Direct, Observation, Proportional
from events.scoring import ScoreRecorded, Stage
from events.stage_progress import progress_on, wanted
from events.withdrawn_units import UnitWithdrew
from tests.spec import entry
from views.projection import fold
from views.score_progress import ProgressRow, ScoreProgress
from views.unit_sheet import SheetLine, UnitSheet

D = Decimal
YEAR = 2020
BOOK = ScoreBook(
    title="Bảng chấm điểm",
    scale=Scale(total=D(100), bonus_cap=D(5)),
    criteria=(
        Node(
            code="I",
            title="Chuyên môn",
            max=D(80),
            criteria=(
                Node(code="I.1", title="Thu ngân sách", max=D(50), score=Proportional()),
                Node(code="I.2", title="Báo cáo", max=D(30), score=Direct()),
            ),
        ),
        Node(code="II", title="Phong trào", max=D(20), score=Direct(), by="office"),
        Node(code="III", title="Điểm thưởng", score=Bonus(each=D(1))),
    ),
    derivation=Derivation(scorers=("self", "peer", "verified", "office"), final="last"),
    self_score_deadline="10/12",
    not_assigned="leaves",
)
HERE: dict[str, Any] = {"cluster": "tmth", "year": YEAR}
UNITS = ("stc", "stp", "snv")


def score(
    unit: str, code: str, points: str | None = None, stage: Stage = "verified", **more: Any
) -> ScoreRecorded:
    given = D(points) if points is not None else None
    return ScoreRecorded(
        **HERE | {"unit": unit, "criterion": code, "stage": stage} | more, points=given
    )


def seen(actual: int, target: int) -> Observation:
    return Observation(actual=D(actual), target=D(target))


def ledger(*facts: Event, book: ScoreBook = BOOK) -> list[Entry]:
    year = [RosterRecorded(**HERE, units=UNITS), RulesIssued(**HERE, book=book, document="QĐ 1")]
    return [entry(fact, position) for position, fact in enumerate([*year, *facts], 1)]


def rows(*facts: Event, unit: str = "stc", more: tuple[Entry, ...] = ()) -> dict[str, SheetLine]:
    view = UnitSheet("tmth", YEAR, unit=unit)
    fold([view], [*ledger(*facts), *more])
    return {row.criterion: row for row in view.rows()}


def test_groups_add_up_at_every_stage_and_the_gap_is_verified_less_self():
    found = rows(
        score("stc", "I.1", stage="self", observed=seen(38, 40)),
        score("stc", "I.2", "30", stage="self"),
        score("stc", "I.1", observed=seen(36, 40)),
        score("stc", "I.2", "28"),
    )
    assert (found["I.1"].self, found["I.1"].verified, found["I.1"].gap) == (
        D("47.5"),
        D(45),
        D("-2.5"),
    )
    assert (found["I"].self, found["I"].verified, found["I"].gap) == (D("77.5"), D(73), D("-4.5"))
    assert found["II"].gap is None and found["II"].self is None
    assert [found[code].level for code in ("I", "I.1", "II")] == [0, 1, 0]


def test_empty_zero_and_not_assigned_differ():
    found = rows(score("stc", "I.2", "0"), score("stc", "I.1"))
    assert (found["I.2"].verified, found["I.1"].verified) == (D(0), "not-applicable")
    assert found["II"].office is None
    assert found["I"].verified == 0, "one of its lines has points"


def test_peers_are_shown_each_with_its_scorer_and_as_their_mean():
    found = rows(
        score("stc", "I.2", "20", stage="peer", scorer="stp"),
        score("stc", "I.2", "25", stage="peer", scorer="snv"),
        score("stp", "I.2", "1", stage="peer", scorer="stc"),
    )
    assert found["I.2"].peer == D("22.5")
    peers = [(peer.scorer, peer.points) for peer in found["I.2"].peers]
    assert peers == [("stp", D(20)), ("snv", D(25))]
    assert found["I"].peer == D("22.5") and found["I"].peers == ()


def test_the_final_points_follow_the_derivation_and_the_office_scores_its_own_line():
    found = rows(
        score("stc", "II", "15", stage="verified"), score("stc", "II", "18", stage="office")
    )
    assert found["II"].final == 18
    assert rows(score("stc", "II", "15"))["II"].final is None


def test_last_year_is_shown_only_of_the_same_code_and_the_same_title():
    last: dict[str, Any] = {"cluster": "tmth", "year": YEAR - 1}
    other = replace(BOOK.criteria[0].criteria[1], title="Một nội dung khác")
    before = replace(
        BOOK, criteria=(replace(BOOK.criteria[0], criteria=(BOOK.criteria[0].criteria[0], other)),
                        *BOOK.criteria[1:]),
    )  # fmt: skip
    facts = (
        RosterRecorded(**last, units=UNITS),
        RulesIssued(**last, book=before),
        score("stc", "I.1", observed=seen(40, 40), year=YEAR - 1),
        score("stc", "I.2", "30", year=YEAR - 1),
    )
    found = rows(more=tuple(entry(fact, 50 + at) for at, fact in enumerate(facts)))
    assert (found["I.1"].last_year, found["I.2"].last_year) == (D(50), None)
    assert rows(unit="stp")["I.1"].last_year is None


def test_evidence_of_every_stage_is_shown_once():
    found = rows(
        score("stc", "I.2", "30", stage="self", evidence="BC 12"),
        score("stc", "I.2", "29", evidence="BC 12"),
        score("stc", "I.2", "29", stage="office", evidence="QĐ 3"),
    )
    assert found["I.2"].evidence == ("BC 12", "QĐ 3")


def board(*facts: ScoreRecorded) -> Scoreboard:
    return Scoreboard([BOOK], UNITS, facts)


def test_a_stage_is_asked_for_the_lines_that_it_may_score():
    assert [leaf.code for leaf in wanted(BOOK, "self")] == ["I.1", "I.2"]
    assert [leaf.code for leaf in wanted(BOOK, "office")] == ["II"]
    assert wanted(BOOK, "outside") == ()


def test_missing_are_cells_without_any_score_zero_and_not_assigned_are_none():
    found = progress_on(
        board(score("stc", "I.2", "0"), score("stc", "I.1")), "stc", ("self", "verified", "office")
    )
    assert [(at.stage, at.filled, at.wanted, at.missing) for at in found] == [
        ("self", 0, 2, ("I.1", "I.2")),
        ("verified", 2, 2, ()),
        ("office", 0, 1, ("II",)),
    ]


def test_the_order_of_recording_changes_nothing():
    facts = [score("stc", "I.2", "20", stage="peer", scorer=by) for by in ("stp", "snv")]
    assert rows(*facts)["I.2"].peer == rows(*reversed(facts))["I.2"].peer


def of_progress(
    *facts: Event, on: date | None = None, at: datetime | None = None
) -> dict[str, Any]:
    view = ScoreProgress("tmth", YEAR, on)
    made = ledger(*facts)
    fold([view], [replace(one, at=at) for one in made] if at else made)
    own: list[ProgressRow] = [row for row in view.rows() if row.stage == "self"]
    return {row.unit: row for row in own}


WHOLE = (
    score("stc", "I.1", stage="self", observed=seen(1, 2)),
    score("stc", "I.2", "3", stage="self"),
)


@pytest.mark.parametrize(
    ("day", "state"), [(9, "on-time"), (10, "on-time"), (11, "late")], ids=["before", "on", "after"]
)
def test_a_self_score_after_the_deadline_is_late(day, state):
    found = of_progress(*WHOLE, at=datetime(YEAR, 12, day, 8, tzinfo=UTC))
    assert (found["stc"].state, found["stc"].done_on) == (state, date(YEAR, 12, day))
    assert found["stp"].state == "waiting"


def test_a_self_score_that_is_missing_is_overdue_by_the_day_looked_at():
    assert of_progress(on=date(YEAR, 12, 10))["stp"].state == "waiting"
    assert of_progress(on=date(YEAR, 12, 11))["stp"].state == "overdue"


def test_the_day_of_a_document_counts_not_that_of_typing():
    view = ScoreProgress("tmth", YEAR)
    typed = datetime(YEAR + 3, 1, 2, tzinfo=UTC)
    paper = Source(kind="document", title="Bảng tự chấm", on=date(YEAR, 12, 5))
    fold([view], [replace(one, at=typed, source=paper) for one in ledger(*WHOLE)])
    assert next(view.rows().__iter__()).state == "on-time"
    view = ScoreProgress("tmth", YEAR)
    fold([view], [replace(one, at=typed, source=replace(paper, on=None)) for one in ledger(*WHOLE)])
    assert next(view.rows().__iter__()).state == "unknown"


def test_a_unit_that_is_not_considered_is_asked_for_nothing():
    found = of_progress(UnitWithdrew(**HERE, unit="stp"))
    assert [*found] == ["stc", "snv"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10/12", date(2021, 12, 10)),
        ("5/1", date(2021, 1, 5)),
        ("2022-01-10", date(2022, 1, 10)),
        ("29/2", date(2021, 2, 28)),
        ("31/2", None),
        ("2021-13-01", None),
    ],
)
def test_the_deadline_is_a_day_of_the_year_or_a_date(text, day):
    assert deadline_of(replace(BOOK, self_score_deadline=text), 2021) == day


def test_a_book_with_a_deadline_that_is_no_day_is_refused():
    check_book(replace(BOOK, self_score_deadline="29/2"))
    with pytest.raises(Refused) as refused:
        check_book(replace(BOOK, self_score_deadline="31/2"))
    assert refused.value.code == "deadline-not-a-day"


TOML = """
title = "Bảng"
self_score_deadline = {day}
[scale]
total = 10
[[criteria]]
code = "I"
title = "Nội dung"
max = 10
score = {{ kind = "direct" }}
"""


@pytest.mark.parametrize(("day", "kept"), [('"10/12"', "10/12"), ("2026-12-10", "2026-12-10")])
def test_the_deadline_is_read_from_a_file(day, kept):
    assert read_book(TOML.format(day=day)).self_score_deadline == kept


@pytest.mark.parametrize("day", ['"ngày 10"', "12", '"10/12/26x"'])
def test_a_deadline_of_another_shape_is_not_read(day):
    with pytest.raises(BadInput) as refused:
        read_book(TOML.format(day=day))
    assert refused.value.code == "book-value"


def test_a_flat_table_is_a_sheet_too():
    from events.rule_book import Criterion

    flat = RulesIssued(
        **HERE, criteria=(Criterion(code="I", name="Nội dung", max_points=D(10)),), document="QĐ 2"
    )
    assert book_of(flat).self_score_deadline is None
