"""The board of awards: who is where on the way, how long it waits, what comes next."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from events.award_course import AssessAward, ProposeAward
from events.award_forms import DefineAwardForm
from events.award_holds import HoldAward
from events.award_quotas import SetQuota
from events.awards import AnnulAward, DenyAward, GrantAward, NominateForAward
from events.clusters import FoundCluster
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.store.ledger import Circumstances
from events.unit_commands import FoundUnit
from tests.facts import Fields
from tests.narrow import file_recorder
from tests.pages import BY, ledger_at, opening, press, quiet, screen_text, shown, toasts
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.warnings import warnings_for
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.award_board import AwardBoardPage
from thidua_tui.screens.award_board_facts import COLUMNS, NEXT, Card
from thidua_tui.screens.award_thread import AwardThread
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.form import Form
from thidua_tui.session.location import Location
from views.award_list import AwardRow
from views.award_states import UNDECIDED

HERE: Fields = {"cluster": "c", "year": 2020}
FLAG: Fields = {**HERE, "unit": "a", "form": "co-tinh"}
MERIT: Fields = {**HERE, "unit": "b", "form": "bk-tinh"}


@pytest.fixture(scope="module")
def awards(tmp_path_factory):
    return ledger_at(
        tmp_path_factory.mktemp("board") / "board.ledger",
        *(FoundUnit(unit=unit, name=f"Sở {unit.upper()}") for unit in "abc"),
        FoundCluster(cluster="c", name="Khối 1", kind="khoi"),
        RecordRoster(**HERE, units=tuple("abc")),
        AdoptResult(**HERE, places=tuple(Place(place=n, unit=u) for n, u in enumerate("abc", 1))),
        SetQuota(**HERE, form="co-tinh", asked=1, approved=1),
        NominateForAward(**FLAG, on=date(2020, 11, 1)),
        NominateForAward(**MERIT, on=date(2020, 11, 1)),
        ProposeAward(**FLAG, number="15/TTr", on=date(2020, 12, 11)),
        HoldAward(**MERIT, ground="inspection", wording="CV 12/CT", on=date(2021, 1, 4)),
    )


async def board(pilot) -> AwardBoardPage:
    await press(pilot, "f2")
    await quiet(pilot)
    page = pilot.app.screen
    assert isinstance(page, AwardBoardPage)
    return page


def test_every_state_has_a_column_and_every_open_state_a_next_act():
    columns = [state for states in COLUMNS.values() for state in states]
    assert len(columns) == len({*columns})
    assert {*UNDECIDED} <= {*columns} & {*NEXT}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_board_shows_where_each_nomination_is_and_how_long_it_waits(awards, size):
    async with shown(awards, size=size) as pilot:
        page = await board(pilot)
        text = screen_text(pilot.app)
        assert "34 ngày" in text
        assert "Chờ tiếp nhận: 34 ngày" in text
        card = page.choice()
        assert card and card.row.unit == "a"


async def test_the_arrows_go_to_the_columns_that_have_cards(awards):
    async with shown(awards) as pilot:
        page = await board(pilot)
        await press(pilot, "right")
        card = page.choice()
        assert card and card.row.state == "on-hold"
        assert "CV 12/CT" in screen_text(pilot.app)
        await press(pilot, "right", "left")
        card = page.choice()
        assert card and card.row.state == "proposed"


async def test_the_cursor_stays_on_the_cards_of_its_column(tmp_path):
    acts = (*BOTH, NominateForAward(**FLAG), NominateForAward(**MERIT))
    sent = ProposeAward(**FLAG, number="1/TTr")
    third = NominateForAward(**{**MERIT, "unit": "c"})
    async with shown(ledger_at(tmp_path / "cards.ledger", *acts, third, sent)) as pilot:
        page = await board(pilot)
        await press(pilot, "right", "down", "down")
        card = page.choice()
        assert card and (card.row.unit, card.row.state) == ("a", "proposed")


async def test_enter_opens_the_act_that_comes_next_for_this_nomination(awards):
    async with shown(awards) as pilot:
        await board(pilot)
        await press(pilot, "right", "enter")
        await quiet(pilot)
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert (form.act.id, form.filling.raw["award"]) == ("lift-award-hold", "b/bk-tinh")


async def test_a_file_begins_with_all_nominations_that_wait(awards):
    async with shown(awards) as pilot:
        await board(pilot)
        await press(pilot, "enter")
        await quiet(pilot)
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert (form.act.id, form.filling.raw["awards"]) == ("receive-awards", "a/co-tinh")


async def test_the_quota_and_who_is_just_outside_are_named(awards):
    async with shown(awards, size=(120, 40)) as pilot:
        await board(pilot)
        text = screen_text(pilot.app)
        assert "đề nghị 1/1, duyệt 1" in text
        assert "Ngoài chỉ tiêu 1 Cờ tỉnh: Sở B" in text


async def test_the_cursor_and_the_heads_follow_what_goes_on(awards, tmp_path):
    own = tmp_path / "own.ledger"
    own.write_bytes(awards.read_bytes())
    async with shown(own) as pilot:
        page = await board(pilot)
        await press(pilot, "enter", "f2")
        await quiet(pilot)
        card = page.choice()
        assert card and (card.row.unit, card.row.state) == ("a", "received")
        text = screen_text(pilot.app)
        assert "Nhận 1" in text or "Tiếp nhận 1" in text, text


BOTH = (
    *(FoundUnit(unit=unit, name=f"Sở {unit.upper()}") for unit in "abc"),
    FoundCluster(cluster="c", name="Khối 1", kind="khoi"),
    RecordRoster(**HERE, units=tuple("abc")),
    AdoptResult(**HERE, places=tuple(Place(place=n, unit=u) for n, u in enumerate("abc", 1))),
)


async def test_a_file_of_several_nominations_counts_nominations_and_says_how_many(tmp_path):
    both = ledger_at(
        tmp_path / "both.ledger", *BOTH, NominateForAward(**FLAG), NominateForAward(**MERIT)
    )
    async with shown(both, size=(120, 40)) as pilot:
        await board(pilot)
        await press(pilot, "enter")
        await quiet(pilot)
        assert "2/2 đề nghị" in screen_text(pilot.app)
        await press(pilot, "f2")
        await quiet(pilot)
        assert "Cùng lần ghi: 1 việc khác." in screen_text(pilot.app)


async def test_the_cursor_is_behind_the_nomination_that_the_board_chose(tmp_path):
    done = (NominateForAward(**FLAG), ProposeAward(**FLAG), AssessAward(**FLAG, finding="eligible"))
    async with shown(ledger_at(tmp_path / "council.ledger", *BOTH, *done)) as pilot:
        await board(pilot)
        await press(pilot, "enter", "8")
        await quiet(pilot)
        form = pilot.app.screen
        assert isinstance(form, Form)
        raw = form.filling.raw
        assert (form.act.id, raw["award"], raw["votes"]) == ("record-ballot", "a/co-tinh", "8")


async def test_the_empty_board_names_the_key_that_nominates_and_takes_it(tmp_path):
    async with shown(ledger_at(tmp_path / "empty.ledger", *BOTH)) as pilot:
        await board(pilot)
        assert "nhấn d để đề nghị" in " ".join(screen_text(pilot.app).split())
        await press(pilot, "enter", "tab")
        assert toasts(pilot.app)[-1] == "Không có đề nghị nào ở chỗ con trỏ."
        await press(pilot, "d")
        await quiet(pilot)
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert form.act.id == "nominate"


BEFORE: Fields = {"cluster": "c", "year": 2019}
TWICE = DefineAwardForm(
    form="bk-khoi", name="Bằng khen của khối", after_form="ttldxs", after_years=2
)
TITLE: Fields = {**BEFORE, "unit": "a", "form": "ttldxs"}
CONDITION = (
    *BOTH,
    TWICE,
    RecordRoster(**BEFORE, units=tuple("abc")),
    AdoptResult(**BEFORE, places=(Place(place=1, unit="a"),)),
    NominateForAward(**TITLE),
    GrantAward(**TITLE, number="5/QĐ", on=date(2020, 3, 30)),
    NominateForAward(**HERE, unit="a", form="bk-khoi"),
)


@pytest.fixture
def condition(tmp_path):
    """A nomination of 2020 that asks for a title in two years, of which one is granted."""
    return ledger_at(tmp_path / "condition.ledger", *CONDITION)


def front(pilot) -> object:
    """The page or dialog in front, of which the type is asked."""
    return pilot.app.screen


async def test_the_condition_names_the_years_and_tab_opens_their_entries(condition):
    async with shown(condition, size=(120, 40)) as pilot:
        await board(pilot)
        text = screen_text(pilot.app)
        assert "Đủ 2 năm liên tiếp Tập thể lao động xuất sắc: 2019 ✓" in text
        assert "2020 ✗" in text
        await press(pilot, "tab")
        assert isinstance(front(pilot), AwardThread)
        assert "2020 ✗ chưa ghi được tặng Tập thể lao động xuất sắc" in screen_text(pilot.app)
        await press(pilot, "enter")
        await quiet(pilot)
        assert isinstance(front(pilot), EntryPage)
        assert "5/QĐ" in screen_text(pilot.app)


async def test_a_year_that_lacks_the_award_has_no_entry_to_open(condition):
    async with shown(condition, size=(120, 40)) as pilot:
        await board(pilot)
        await press(pilot, "tab", "down", "enter")
        await quiet(pilot)
        assert isinstance(front(pilot), AwardThread)
        await press(pilot, "down", "enter")
        await quiet(pilot)
        assert isinstance(front(pilot), EntryPage)


async def test_the_page_of_the_year_and_the_ranking_name_who_is_just_outside(awards):
    async with shown(awards, size=(120, 40)) as pilot:
        assert "Ngoài chỉ tiêu 1 Cờ tỉnh: Sở B" in screen_text(pilot.app)
        await press(pilot, "4")
        await quiet(pilot)
        text = screen_text(pilot.app)
        assert "Ngoài chỉ tiêu" in text
        assert "Cờ tỉnh 1" in text


async def test_a_short_card_keeps_its_lines_and_an_annulment_says_why(tmp_path):
    granted = GrantAward(**FLAG, number="1/QĐ", on=date(2020, 12, 1))
    annulled = AnnulAward(
        **FLAG,
        number="2/QĐ",
        on=date(2021, 1, 5),
        annulled_for="false-declaration",
        recovers="both",
    )
    acts = (*BOTH, NominateForAward(**FLAG), granted, annulled)
    how = Circumstances(by=BY, reason="Kết luận thanh tra")
    path = ledger_at(tmp_path / "annulled.ledger", *acts, how=how)
    async with shown(path) as pilot:
        await board(pilot)
        lines = screen_text(pilot.app).splitlines()
        at = next(n for n, line in enumerate(lines) if "× Sở A" in line)
        assert lines[at].rstrip().endswith("× Sở A")
        assert "Cờ tỉnh" in lines[at + 1]
        text = screen_text(pilot.app)
        assert "Hủy theo quyết định 2/QĐ ngày 05/01/2021: kê khai gian dối thành tích" in text
        assert "Phải thu hồi: hiện vật và tiền thưởng" in text


@pytest.mark.parametrize(("back", "left"), [("object", True), ("both", False)])
def test_when_all_is_given_back_nothing_is_left_to_do(back, left):
    row = AwardRow(
        cluster="c",
        cluster_name="Khối 1",
        year=2020,
        unit="a",
        unit_name="Sở A",
        unit_short="A",
        unit_now=(),
        form="co-tinh",
        state="annulled",
        recovers="both",
        recovered=back,
    )
    assert bool(Card(row, None, None).next_act) is left
    assert not Card(replace(row, recovers=back), None, None).next_act


@pytest.mark.parametrize("denied", [True, False])
def test_only_nominations_in_force_count_for_the_note_on_several(tmp_path, denied):
    acts = (*BOTH, NominateForAward(**FLAG), *((DenyAward(**FLAG),) if denied else ()))
    session = opening(ledger_at(tmp_path / "several.ledger", *acts))()
    entries = session.do(NominateForAward(**FLAG | {"unit": "b"}))
    ground = ActContext(session, Location(cluster="c", year=2020), Words("vi"))
    notes = " ".join(warnings_for(entries, ground))
    assert ("2 lần trong năm" in notes) is not denied
    file_recorder(session.ledger).close()
