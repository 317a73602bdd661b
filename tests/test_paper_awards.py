"""Submissions and compacts: who is nominated before whom; what is signed, and by whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from events.award_events import AwardGranted, AwardNominated, NominationWithdrawn
from events.award_forms import AwardFormDefined
from events.award_steps import AwardHeld
from events.compact_signatures import CompactTextFiled
from events.compacts import CompactJoined, CompactSignature, CompactSigned
from events.errors import BadInput
from events.meetings import MeetingOpened
from events.membership import RosterRecorded
from events.minutes_events import MinutesApproved
from events.papers import PaperKind
from events.result_events import ResultAdopted
from events.targets import TargetSet, TargetWithdrawn
from events.units import UnitFounded
from events.voting import Tally
from tests import paper_words
from tests.facts import HERE, ROSTER_2020, WORLD, place
from tests.paper_words import assertive, body, marked, strange_words, tables
from thidua_tui.formatting.papers.blocks import DOTS, Issue, Paper
from thidua_tui.formatting.papers.wording import WORDINGS
from thidua_tui.i18n.messages import LANGUAGES, Words
from views.papers.facts import Office, plain_facts

DAY = date(2021, 1, 14)
PROVINCE, CHAIR = "Ủy ban nhân dân tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh"
MEETING = MeetingOpened(meeting="m", **HERE, title="Hội nghị tổng kết", on=DAY)
RESULT = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b"), place(2, "c")), on=DAY)
OFFICE = Office(
    superior="UBND tỉnh",
    place="Lạng Sơn",
    symbol="CTĐ",
    post="TRƯỞNG CỤM",
    signer="Bà Chi",
    recipients=("Như trên", "Lưu: VT"),
    bases=("Luật Thi đua, khen thưởng", "Nghị định"),
)
FREE = frozenset(
    {"addressee", "unit_name", "form_name", "title", "number", "name", "text", "place", "person"}
    | {"office", "measure", "cluster_name", "superior", "symbol", "post", "signer", "bases"}
    | {"recipients"}
)


def nominated(unit: str, form: str = "bk-tinh", to: str = CHAIR, **more: Any) -> AwardNominated:
    return AwardNominated(**HERE, unit=unit, form=form, addressed_to=to, on=DAY, **more)


AWARDS = (RESULT, nominated("a", "co-tinh", PROVINCE), nominated("b"), nominated("c"))


def made(kind: PaperKind, *facts: Any, unit: str = "", roster: Any = (ROSTER_2020,)) -> Any:
    """The facts of a paper, all typed in the session of one meeting."""
    return paper_words.made(kind, (*WORLD, MEETING, *roster), facts, unit=unit)


def paper_of(
    kind: PaperKind, *facts: Any, lang: str = "vi", issue: Issue | None = None, **how: Any
) -> Paper:
    return WORDINGS[kind](made(kind, *facts, **how), Words(lang), issue)


def test_a_submission_goes_to_one_addressee_with_its_nominations_by_form():
    paper = paper_of("submission", *AWARDS, unit=CHAIR)
    shown = body(paper)
    assert f"Kính gửi\n{CHAIR}" in shown
    assert "1. Bằng khen của Chủ tịch UBND tỉnh cho 02 đơn vị: Sở B; Sở C." in shown
    assert "Sở A" not in shown
    assert "Trên cơ sở kết quả bình xét thi đua năm 2020" in shown


def test_the_list_is_a_landscape_annex_with_places_and_votes_and_names_its_submission():
    votes = Tally(votes_for=3, total=4)
    facts = (RESULT, nominated("b", votes=votes, method="show-of-hands"))
    issue = Issue(number="03", symbol="TTr-CTĐ", on=date(2021, 2, 5))
    paper = paper_of("submission", *facts, issue=issue)
    (annex,) = paper.annexes
    (table,) = tables(paper)
    assert annex.landscape
    assert annex.titles[-1].startswith(
        "(Kèm theo Tờ trình số 03/TTr-CTĐ ngày\u00a005 tháng\u00a002"
    )
    assert [column.title for column in table.columns][2] == "Xếp thứ"
    (row,) = table.rows
    assert row[1:3] == ("Sở B", "Nhì (đồng hạng)")
    assert row[-1] == "3/4 đơn vị thành viên, biểu quyết giơ tay"


def test_several_addressees_must_be_chosen_from_and_one_is_taken():
    with pytest.raises(BadInput, match="which-addressee") as refused:
        made("submission", *AWARDS)
    assert refused.value.facts["names"] == f"{PROVINCE}; {CHAIR}"
    assert made("submission", RESULT, nominated("b")).addressee == CHAIR
    with pytest.raises(BadInput, match="no-nominations"):
        made("submission", *AWARDS, unit="Bộ Nội vụ")


def test_what_is_withdrawn_or_on_hold_is_not_submitted_and_what_came_later_changes_nothing():
    gone = NominationWithdrawn(**HERE, unit="b", form="bk-tinh")
    held = AwardHeld(**HERE, unit="a", form="co-tinh", ground="inspection")
    with pytest.raises(BadInput, match="no-nominations"):
        made("submission", RESULT, nominated("b"), gone)
    with pytest.raises(BadInput, match="no-nominations"):
        made("submission", RESULT, nominated("a", "co-tinh", PROVINCE), held)
    granted = AwardGranted(**HERE, unit="b", form="bk-tinh", number="1/QĐ", on=DAY)
    before = made("submission", RESULT, nominated("b"))
    assert plain_facts(made("submission", RESULT, nominated("b"), granted)) == plain_facts(before)


def test_a_form_is_called_as_the_ledger_named_it_in_that_year():
    named = AwardFormDefined(form="bk-tinh", name="Bằng khen tỉnh", since=2019)
    later = AwardFormDefined(form="bk-tinh", name="Bằng khen mới", since=2021)
    shown = body(paper_of("submission", named, later, RESULT, nominated("b")))
    assert "Bằng khen tỉnh cho 01 đơn vị" in shown
    assert "Bằng khen mới" not in shown


def test_what_the_meeting_decided_is_a_basis_and_its_minutes_once_they_are_approved():
    approved = MinutesApproved(meeting="m", **HERE, number="07/BB")
    before = body(paper_of("submission", RESULT, nominated("b")))
    after = body(paper_of("submission", RESULT, nominated("b"), approved))
    assert "Căn cứ kết quả Hội nghị tổng kết ngày 14 tháng 01 năm 2021." in before
    assert "Căn cứ Biên bản số 07/BB Hội nghị tổng kết ngày 14 tháng 01 năm 2021." in after


def test_without_a_result_nothing_is_said_of_one():
    shown = body(paper_of("submission", nominated("b", result_unknown=True)))
    assert "Trên cơ sở" not in shown
    assert f"Cụm một kính trình {CHAIR} xem xét, quyết định khen thưởng năm 2020" in shown


def test_what_a_submission_lacks_is_dots_and_is_named():
    paper = paper_of("submission", RESULT, nominated("b", to=""))
    assert f"Căn cứ {DOTS};" in body(paper)
    assert paper.missing[:2] == ("nơi nhận tờ trình", "căn cứ pháp lý")
    known = msgspec.structs.replace(made("submission", RESULT, nominated("b")), office=OFFICE)
    complete = WORDINGS["submission"](known, Words("vi"), None)
    assert complete.missing == ()
    assert complete.recipients == ("Như trên;", "Lưu: VT.")
    assert "Căn cứ Luật Thi đua, khen thưởng;\nCăn cứ Nghị định;" in body(complete)


COMPACT = CompactSigned(**HERE, text="Điều 1. Thi đua.\nĐiều 2. Ký.", signatories=("b",), on=DAY)
TARGET = TargetSet(
    **HERE, target="x", title="Giải ngân", amount=Decimal("95.5"), measure="%", unit=None
)


def test_a_compact_has_its_text_its_targets_and_a_row_to_sign_for_each_member():
    mine = TargetSet(**HERE, target="y", title="Trực tuyến", unit="a")
    paper = paper_of("compact", COMPACT, TARGET, mine)
    assert "Điều 1. Thi đua.\nĐiều 2. Ký." in body(paper)
    targets, signing = tables(paper)
    assert [row[1:] for row in targets.rows] == [
        ("Giải ngân", "từ 95,5 %", "", "Mọi đơn vị thành viên"),
        ("Trực tuyến", "", "", "Sở A"),
    ]
    assert [row[1] for row in signing.rows] == ["Sở A", "Sở B", "Sở C"]
    assert signing.row_height >= 22
    assert all(row[-1] == "" for row in signing.rows)
    assert paper.heading is not None
    assert paper.heading.number == ""


def test_who_signed_is_named_and_who_came_later_has_a_table_of_its_own():
    signature = CompactSignature(**HERE, unit="a", person="Bà Chi", office="Giám đốc")
    joined = CompactJoined(**HERE, unit="c", on=date(2020, 5, 1))
    together, late = tables(paper_of("compact", COMPACT, signature, joined))
    assert [row[1:3] for row in together.rows] == [("Sở A", "Bà Chi, Giám đốc"), ("Sở B", "")]
    assert [row[1] for row in late.rows] == ["Sở C (ký ngày 01/05/2020)"]


def test_a_text_that_the_ledger_does_not_hold_is_dots_and_the_hash_of_its_file():
    digest = sha256(b"x").hexdigest()
    filed = CompactTextFiled(**HERE, name="giao-uoc.pdf", sha256=digest, size=1)
    paper = paper_of("compact", CompactSigned(**HERE), filed)
    assert f"(Văn bản giao ước lưu tại tệp giao-uoc.pdf, SHA-256: {digest})" in body(paper)
    assert paper.missing[0] == "nội dung giao ước"


def test_before_the_signing_the_members_are_to_sign_and_without_any_there_is_no_paper():
    (signing,) = tables(paper_of("compact"))
    assert [row[1] for row in signing.rows] == ["Sở A", "Sở B", "Sở C"]
    with pytest.raises(BadInput, match="nothing-to-sign"):
        made("compact", roster=())


def test_a_target_that_was_withdrawn_is_not_in_the_compact():
    paper = paper_of("compact", TARGET, TargetWithdrawn(**HERE, target="x"))
    assert len(tables(paper)) == 1


@pytest.mark.parametrize("many", [1, 11])
@pytest.mark.parametrize("kind", ["submission", "compact"])
def test_names_of_a_hundred_and_twenty_characters_for_one_and_eleven_members(kind, many):
    names = [f"{'Sở Văn hóa, Thể thao và Du lịch ' * 4}"[:117] + f"{n:03d}" for n in range(many)]
    units = [UnitFounded(unit=f"u{n}", name=name) for n, name in enumerate(names)]
    roster = (*units, RosterRecorded(**HERE, units=tuple(one.unit for one in units)))
    awards = [nominated(one.unit, result_unknown=True) for one in units]
    paper = paper_of(kind, *awards, roster=roster)
    assert [row[1] for row in tables(paper)[-1].rows] == names


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["submission", "compact"])
def test_every_word_is_of_a_template_or_of_a_fact(lang, kind):
    signature = CompactSignature(**HERE, unit="a", person="Bà Chi", office="Giám đốc")
    votes = Tally(votes_for=3, total=4)
    facts = (RESULT, nominated("b", votes=votes), COMPACT, TARGET, signature)
    known = msgspec.structs.replace(made(kind, *facts), office=OFFICE)
    changed, markers = marked(known, FREE)
    paper = WORDINGS[kind](changed, Words(lang), None)
    assert strange_words(paper, lang, markers) == []
    assert sum(marker in body(paper) for marker in markers) >= 4


def test_each_sentence_that_asserts_something_needs_its_fact():
    """Members and a result must be recorded; the rest states the nominations themselves."""
    of_nominations = {"asks", "nominated", "end", "listed"}
    assert assertive("vi", "submission").keys() == {"members", "ranked"} | of_nominations
    assert assertive("vi", "compact").keys() == {"late"}
    bare = body(paper_of("submission", nominated("b", result_unknown=True)))
    assert "Trên cơ sở" not in bare
    assert "ký bổ sung" not in body(paper_of("compact"))
