"""Tables: harmless whatever people typed, exact for programs, readable for people."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from datetime import date
from decimal import Decimal

import pytest

from events.agenda import AgendaItem, AgendaSet
from events.award_events import AwardNominated
from events.award_forms import AwardFormDefined
from events.award_quotas import QuotaSet
from events.cluster_decisions import ClusterDecisionRecorded
from events.clusters import ClusterFounded
from events.compacts import CompactSigned
from events.convening import MeetingConvened
from events.corrections import EntriesRetracted
from events.council import CouncilMemberNamed
from events.disputes import StatementRecorded
from events.emulation_movements import MovementLaunched
from events.evidence_files import EvidenceFiled
from events.explanations import ExplanationGiven
from events.handover import HeadshipHandedOver
from events.meeting_roles import MeetingRoleGiven
from events.meetings import MeetingOpened, RemarkRecorded
from events.membership import RosterRecorded, RosterReported
from events.minutes_events import MinutesApproved
from events.occurrences import OccurrenceRecorded
from events.office import LegalBasisNamed, OfficeDescribed
from events.papers import PaperIssued
from events.peer_events import CheckPair, CrossCheckPlanned
from events.persons import RepresentativeNamed
from events.presence import UnitArrived
from events.regulations import RegulationAdopted
from events.reported_counts import CouncilDecided, FigureRecorded
from events.reported_results import UnitResultReported
from events.result_events import ResultAdopted
from events.roles import HeadElected, OfficerStoodDown
from events.rule_book import Criterion, RulesIssued
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Bonus, Direct, FormalDuty
from events.scoring import ScoreRecorded
from events.second_reading import SheetReadTwice
from events.sheet_events import SheetSubmitted
from events.speakers import SpeakerListed
from events.targets import TargetSet
from events.tasks import TaskGiven
from events.units import UnitFounded, UnitRenamed
from events.voting import Tally
from tests.facts import DAY, FLAG, HERE, MEMBERS, NOMINATED, RESULT, Fields, place
from tests.spec import ledger_with
from thidua_tui.cli.commands.journal import table_of as journal_table
from thidua_tui.formatting.tables.csv_json import PROVISIONAL, keys
from thidua_tui.formatting.tables.layouts import LAYOUTS
from thidua_tui.formatting.tables.render import FORMATS, Paper, fit, render
from thidua_tui.i18n.catalogue import LOCALE, Speech
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.queries.table_query import TableQuery, query_table
from views.journal import Journal
from views.projection import project
from views.tables import SHOWN

VI, EN = Words("vi"), Words("en")
BAD = "Sở \x1b[31mA\x9b2J\u202e\u200bB"
"""A name as another program might have written it: colours, C1, bidirectional, invisible."""

ISSUED: Fields = {"paper_code": "P-1", "paper_kind": "report", "register": 2021, "serial": 1}
ISSUED |= {"known_at": 1, "facts": "{}", "text": "BÁO CÁO"}


def book_named(name):
    return ScoreBook(
        title=name,
        scale=Scale(total=Decimal(10), bonus_cap=Decimal(5), over=True),
        criteria=(
            Node(code="I", title=name, max=Decimal(10), score=Direct()),
            Node(code="T", title=name, score=Bonus(each=Decimal(1))),
            Node(code="K", title=name, score=FormalDuty(duty="sign", points=Decimal(8))),
        ),
    )


def named(name):
    facts = (
        ClusterFounded(cluster="cum", name=name, place=name),
        UnitFounded(unit="a", name=name),
        MovementLaunched(movement="m", name=name),
        RosterRecorded(**HERE, units=("a",)),
        CrossCheckPlanned(**HERE, pairs=(CheckPair(scorer="a", unit="a"),)),
        HeadElected(**HERE, unit="a", votes=Tally(votes_for=2, total=3)),
        ResultAdopted(**HERE, places=(place(1, "a"),)),
        AwardNominated(**FLAG, addressed_to=name, on=DAY),
        AwardFormDefined(form="khac", name=name, addressed_to=name),
        QuotaSet(**HERE, form="khac", asked=1, number=name),
        CompactSigned(**HERE, signatories=("a",), text=name),
        TargetSet(**HERE, target="ct1", title=name),
        MeetingOpened(**HERE, meeting="m", title=name, place=name),
        AgendaSet(**HERE, meeting="m", items=(AgendaItem(item="a", title=name),)),
        UnitArrived(**HERE, meeting="m", unit="a", person=name, point=name),
        MeetingRoleGiven(**HERE, meeting="m", held="secretary", person=name),
        SpeakerListed(**HERE, meeting="m", speaker=name),
        TaskGiven(**HERE, task="t", text=name, unit="a", due=DAY),
        PaperIssued(**HERE, **ISSUED, addressee=name),
        MeetingConvened(**HERE, meeting="c", title=name, units=("a",), guests=name),
        OfficeDescribed(cluster="cum", issuer=name, recipients=name),
        LegalBasisNamed(cluster="cum", text=name),
        HeadshipHandedOver(**HERE, outgoing="a", incoming="b", giver=name, things=name),
        CouncilDecided(year=2020, council=name, what=name, proposed=2, approved=1),
        StatementRecorded(**HERE, topic="other", unit="a", value=name),
        UnitRenamed(unit="a", name=name, on=DAY),
        OfficerStoodDown(**HERE, unit="a", role="head"),
        SheetSubmitted(**HERE, unit="a", person=name),
        ExplanationGiven(**HERE, unit="a", criterion="I", kind="claim", text=name, paper=name),
        EvidenceFiled(**HERE, unit="a", criterion="I", name=name, sha256="ab" * 32, size=1),
        RulesIssued(**HERE, book=book_named(name)),
        ScoreRecorded(**HERE, unit="a", criterion="I", stage="self", points=Decimal(5)),
        ScoreRecorded(**HERE, unit="a", criterion="I", points=Decimal(9)),
        OccurrenceRecorded(**HERE, unit="a", criterion="T", what=name, paper=name),
        RepresentativeNamed(unit="a", person=name, office=name),
        CouncilMemberNamed(cluster="cum", person=name, office=name, council=name, unit="a"),
        ClusterDecisionRecorded(**HERE, number=name, issuer=name, units=("a",), superior=name),
        RegulationAdopted(**HERE, title=name),
        RosterReported(**HERE, units=("a",)),
        UnitResultReported(**HERE, unit="a", grade=name),
        FigureRecorded(**HERE, title=name, amount=Decimal(4), measure=name),
        SheetReadTwice(**HERE, units=("a",), first_by=(name,), second_by=name, cells=1),
    )
    remark = len(facts) + 1
    return (
        *facts,
        RemarkRecorded(**HERE, meeting="m", text=name),
        MinutesApproved(**HERE, meeting="m", number=name),
        EntriesRetracted(
            positions=(remark,), place=remark, concerns=("meeting:m",), kinds=("remark-recorded",)
        ),
    )


def test_the_agenda_names_each_meeting_once_above_its_items():
    items = (AgendaItem(item="one", title="Báo cáo"), AgendaItem(item="two", title="Thảo luận"))
    facts = [
        MeetingOpened(**HERE, meeting=code, title=title, on=DAY, agenda=items)
        for code, title in (("m", "Hội nghị giữa năm"), ("n", "Hội nghị tổng kết"))
    ]
    shown = printed("agenda", "table", *MEMBERS, *facts).splitlines()
    for title in ("Hội nghị giữa năm", "Hội nghị tổng kết"):
        (line,) = [line for line in shown if title in line]
        assert line == f"Cụm một (cum), năm 2020: {title}"
    assert sum("Báo cáo" in line for line in shown) == 2


def printed(what, form, *facts, words=VI, paper=None, **asked):
    table = query_table(what, ledger_with(*facts), TableQuery(**asked), words)
    return render(table, form, words, paper) if paper else render(table, form, words)


def harmful(text):
    return [char for char in text if char in BAD and not char.isprintable()]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("what", SHOWN)
def test_no_name_harms_the_terminal(what, form):
    out = printed(what, form, *named(BAD))
    assert "Sở" in out, f"table {what} shows no name: add an event of it to `named` of this file"
    assert not harmful(out)


@pytest.mark.parametrize("form", FORMATS)
def test_no_entry_of_the_journal_harms_the_terminal(form):
    journal = project(Journal(), ledger_with(*named(BAD)))
    out = render(journal_table(journal, VI), form, VI)
    assert "Sở" in out
    assert not harmful(out)


def test_json_keeps_the_text_exactly():
    (unit,) = json.loads(printed("units", "json", UnitFounded(unit="a", name=BAD)))
    assert unit["unit_name"] == BAD
    high = "Sở \U000e0041"
    (unit,) = json.loads(printed("units", "json", UnitFounded(unit="a", name=high)))
    assert unit["unit_name"] == high
    assert high not in printed("units", "json", UnitFounded(unit="a", name=high))


@pytest.mark.parametrize("name", ["=1+1", "+84", "-2", "@SUM(A1)", "=HYPERLINK(A1)"])
def test_no_csv_cell_is_a_formula(name):
    out = printed("units", "csv", UnitFounded(unit="a", name=name))
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["unit_name"].startswith("'")
    assert row["unit"] == "a"


def test_markdown_has_no_markup_of_other_people():
    out = printed("units", "md", UnitFounded(unit="a", name="A|B [x](y) <b> *c* `d`"))
    assert r"A\|B \[x\](y) \<b\> \*c\* \`d\`" in out


@pytest.mark.parametrize("what", SHOWN)
@pytest.mark.parametrize("words", [VI, EN], ids=LANGUAGES)
def test_every_table_is_printed_with_and_without_rows(what, words):
    for facts in ((), NOMINATED, named("Sở A")):
        for form in FORMATS:
            assert printed(what, form, *facts, words=words).endswith("\n")
            paper = Paper(width=80, decorated=True)
            assert printed(what, form, *facts, words=words, paper=paper)


@pytest.mark.parametrize("what", SHOWN)
def test_csv_and_json_have_the_same_keys(what):
    table = query_table(what, ledger_with(*named("Sở A")), TableQuery(), VI)
    header = render(table, "csv", VI).partition("\n")[0].split(",")
    assert [key for key in header if key != PROVISIONAL] == keys(table.kind)
    for record in json.loads(render(table, "json", VI)):
        assert list(record) == header


def test_no_rows_are_an_empty_list():
    assert json.loads(printed("awards", "json", *MEMBERS)) == []
    assert printed("awards", "csv", *MEMBERS).count("\n") == 1
    assert "(chưa ghi)" in printed("awards", "table", *MEMBERS)


@pytest.mark.parametrize("what", SHOWN)
def test_a_line_fits_the_terminal(what):
    long = "Văn phòng Đoàn Đại biểu Quốc hội và Hội đồng nhân dân tỉnh " * 3
    for width in (80, 60, 120):
        out = printed(what, "table", *named(long.strip()), paper=Paper(width, decorated=True))
        grid = [line for line in out.splitlines() if line[:1] in "│╭├╰"]
        assert all(len(line) <= width for line in grid)
        assert grid


def test_columns_give_way_from_the_widest():
    assert fit([["x" * 10, "y" * 60]], 80) is None
    assert fit([["x" * 10, "y" * 90]], 80) == [10, 63]
    assert fit([["x" * 90, "y" * 90]], 20) == [10, 10]


def test_without_decoration_there_are_no_boxes_and_no_colours():
    out = printed("ranking", "table", *NOMINATED)
    assert not set(out) & set("│╭╮╰╯├┤\x1b")
    assert "\x1b[1m" in printed("ranking", "table", *NOMINATED, paper=Paper(80, decorated=True))


def test_a_ranking_says_how_it_came_about():
    tally = Tally(votes_for=7, total=8, of="members")
    adopted = ResultAdopted(**HERE, places=(place(1, "a"),), votes=tally, method="secret-ballot")
    out = printed("ranking", "table", *MEMBERS, adopted)
    assert "bình xét, bỏ phiếu kín, 7/8 đơn vị thành viên; có thứ hạng 1/3 đơn vị" in out
    assert "chưa có kết quả" in printed("ranking", "table", *MEMBERS)


def test_a_provisional_ranking_says_so_and_how_much_is_scored():
    criterion = Criterion(code="I", name="A", max_points=Decimal(10))
    book = RulesIssued(**HERE, criteria=(criterion,))
    score = ScoreRecorded(**HERE, unit="a", criterion="I", points=Decimal("9.5"))
    out = printed("ranking", "table", *MEMBERS, book, score)
    assert "TẠM TÍNH" in out
    assert "9,50" in out
    assert "1/1" in out
    assert "0/1" in out
    (first, *_) = json.loads(printed("ranking", "json", *MEMBERS, book, score))
    assert (first["points"], first["state"]) == (9.5, "provisional")
    assert "PROVISIONAL" in printed("ranking", "table", *MEMBERS, book, score, words=EN)


def test_a_shared_place_is_told():
    tie = ResultAdopted(**HERE, places=(place(1, "a"), place(1, "b")))
    assert printed("ranking", "table", *MEMBERS, tie).count("1 (đồng hạng)") == 2


def test_a_name_of_then_has_what_the_unit_is_today_beside_it():
    rename = UnitRenamed(unit="a", name="Sở Mới", on=date(2025, 3, 1))
    out = printed("leaders", "table", *MEMBERS, HeadElected(**HERE, unit="a"), rename)
    assert "Sở A (nay: Sở Mới)" in out


def test_what_is_unknown_is_said():
    out = printed("compacts", "table", *MEMBERS, CompactSigned(**HERE))
    assert "chưa ghi" in out
    (compact,) = json.loads(printed("compacts", "json", *MEMBERS, CompactSigned(**HERE)))
    assert [compact[key] for key in ("signatories", "text", "place", "signed_on")] == [None] * 4


def test_an_award_has_its_code_and_its_name():
    (award,) = json.loads(printed("awards", "json", *NOMINATED))
    assert (award["form"], award["form_name"]) == ("co-tinh", "Cờ thi đua của UBND tỉnh")
    (year,) = json.loads(printed("history", "json", *NOMINATED))
    assert year["awards"][0]["form_name"] == "Cờ thi đua của UBND tỉnh"


def test_the_title_says_as_known_when_and_as_of_when():
    out = printed("ranking", "table", *MEMBERS, RESULT, known_at=9, on=DAY)
    title = "Kết quả xếp hạng – số liệu đến ngày 14/01/2021, cập nhật đến 9"
    assert out.startswith(title)


def test_both_languages_have_the_same_texts():
    def texts(node, path=""):
        for key, value in node.items():
            yield from (
                texts(value, f"{path}.{key}") if isinstance(value, dict) else [f"{path}.{key}"]
            )

    for part in ("cli", "tables"):
        vi, en = (
            sorted(texts(tomllib.loads((LOCALE / lang / f"{part}.toml").read_text("utf-8"))))
            for lang in LANGUAGES
        )
        assert vi == en


def test_every_column_and_caption_has_its_text():
    for name, layout in LAYOUTS.items():
        for words in (VI, EN):
            assert words(f"tables.title.{name}")
            assert all(words(f"tables.column.{key}") for key in layout.columns)
            assert not set(layout.optional) - set(layout.columns)
    assert Speech("vi")("error.unknown-command", name="x") == "Không có lệnh «x»."
