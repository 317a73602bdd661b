"""What the hall is given to see: what the secretary shows, and nothing that was not released."""

from __future__ import annotations

import re
from typing import Any

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from msgspec.structs import replace

from events.award_events import AwardNominated
from events.clusters import ClusterFounded
from events.meetings import MeetingOpened, RemarkRecorded
from events.membership import RosterRecorded
from events.result_events import Place, ResultAdopted
from events.roles import HeadElected
from events.store.ledger import Circumstances, Ledger, drafted
from events.units import UnitFounded
from tests.facts import DAY, HERE, MEMBERS, NOMINATED, RESULT
from tests.spec import clock_at
from thidua_tui.formatting.hall.markup import Grid, grid_html, slide_html, text
from thidua_tui.formatting.hall.shell import PAGES
from thidua_tui.formatting.slides.slide import Name, Slide, Step
from thidua_tui.formatting.tables.layouts import layout_of
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.hall_pages import BLANK, HallPages
from thidua_tui.queries.hall_tables import COLUMNS
from thidua_tui.queries.table_query import ledger_names
from thidua_tui.session.wall_channel import OUTCOMES, TABLES_ON_WALL, VERSION, Look, Scene, Shown
from views.tables import SHOWN

OPENED = MeetingOpened(**HERE, meeting="m", kind="year-end", title="Tổng kết năm")
VI = Words("vi")


def in_session(*facts: Any) -> Ledger:
    """Return a ledger in which facts behind the opening of the meeting are of its session."""
    ledger, meeting = Ledger(InMemoryDCBRecorder(), clock=lambda: clock_at(DAY)), ""
    for number, fact in enumerate(facts, 1):
        how = Circumstances(by="người ghi", act=f"given-{number}", meeting=meeting, reason="vì lẽ")
        ledger.recorder.append([drafted(fact, how, ledger.clock())[0]])
        meeting = meeting or getattr(fact, "meeting", "")
    return ledger


class Hall:
    """The pages of a run, and what the secretary shows."""

    def __init__(self, *facts: Any, lang: str = "vi") -> None:
        self.ledger = in_session(*facts)
        self.pages = HallPages(Words(lang))
        self.shown = Shown(version=VERSION, owner="x", by="An", scene=Scene(place="year", **HERE))

    def show(self, place: str = "", **what: Any) -> None:
        """Turn the wall to a page."""
        scene = Scene(place=place, **{**HERE, **what}) if place else self.shown.scene
        self.shown = replace(self.shown, scene=scene)
        self.page()

    def set(self, **what: Any) -> None:
        """Hold the wall, blank it, or show it again."""
        self.shown = replace(self.shown, **what)
        self.page()

    def page(self, name: str = "", state: Any = "live") -> str:
        """Return a page, as it is after the page that follows the secretary was made."""
        moment = self.pages.moment(Look(state, self.shown), self.ledger)
        first = self.pages.page("", moment, self.ledger)
        return self.pages.page(name, moment, self.ledger) if name else first

    def all(self) -> str:
        """Return all pages."""
        return "".join(map(self.page, PAGES))

    def results(self) -> str:
        """Return the pages of the result, on which no unit is that has no place yet."""
        return self.page("ranking") + self.page("ceremony")


def plain(html: str) -> str:
    """Return the words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def test_a_result_is_on_no_page_before_its_adoption():
    hall = Hall(*MEMBERS, OPENED)
    for name in ("ranking", "ceremony"):
        assert "Sở A" not in hall.page(name)
    assert "chưa được thống nhất" in hall.page("ranking")


@pytest.mark.parametrize("fact", [RESULT, *NOMINATED[-1:]])
def test_what_names_places_is_read_out_only_after_the_announcement(fact):
    hall = Hall(*MEMBERS, OPENED, RESULT, *([fact] if fact != RESULT else []))
    sentence = text(VI.sentence(fact, ledger_names(hall.ledger)))
    assert sentence not in hall.all()
    assert "chờ công bố" in hall.page("live")
    hall.show("reveal", at=9)
    hall.show("year")
    assert sentence in hall.page("live")


def test_a_place_is_on_the_other_pages_once_the_ceremony_named_its_unit():
    hall = Hall(*MEMBERS, RESULT)
    seen = []
    for at in range(6):
        hall.show("reveal", at=at)
        named = [unit for unit in ("Sở A", "Sở B") if unit in hall.page("ranking")]
        assert [unit for unit in ("Sở A", "Sở B") if unit in hall.results()] == named
        seen.append(named)
    # Title, second place called, named, first place called, named, all.
    both = ["Sở A", "Sở B"]
    assert seen == [[], [], ["Sở B"], ["Sở B"], both, both]


def test_the_code_of_the_ranking_is_shown_only_after_all_places():
    hall = Hall(*MEMBERS, RESULT)
    title = VI("rankings.code", code="").strip()
    for at, there in ((0, False), (3, False), (4, False), (5, True), (0, True)):
        hall.show("reveal", at=at)
        assert (title in hall.page()) is there


def test_back_at_the_beginning_what_was_announced_stays_known():
    hall = Hall(*MEMBERS, RESULT)
    hall.show("reveal", at=5)
    hall.show("reveal", at=0)
    assert "Sở A" in hall.page("ranking")
    hall.show("year")
    assert "Sở A" in hall.page("ceremony")


def test_a_result_that_is_adopted_anew_has_to_be_announced_anew():
    hall = Hall(*MEMBERS, RESULT)
    hall.show("reveal", at=5)
    other = ResultAdopted(
        **HERE, places=(Place(place=1, unit="b"), Place(place=2, unit="a")), on=DAY
    )
    hall.ledger = in_session(*MEMBERS, RESULT, other)
    hall.show("year")
    assert "Sở A" not in hall.page("ranking")
    assert "Sở B" not in hall.page("ranking")


@pytest.mark.parametrize(
    "scene", [{"place": "tables", "of": "ranking"}, {"place": "projector", "at": 1}]
)
def test_what_the_secretary_puts_on_the_wall_is_announced(scene):
    hall = Hall(*MEMBERS, RESULT)
    assert "Sở A" not in hall.page("ranking")
    hall.show(**scene)
    assert "Sở A" in hall.page("ranking")


def test_behind_a_blank_wall_nothing_changes_for_anybody():
    hall = Hall(*MEMBERS, RESULT)
    hall.show("reveal", at=1)
    before = [hall.page(name) for name in PAGES[1:]]
    hall.set(blank=True)
    hall.show("reveal", at=5)
    hall.show("tables", of="ranking")
    hall.ledger = in_session(*MEMBERS, RESULT, OPENED)
    assert hall.page() == BLANK
    assert [hall.page(name) for name in PAGES[1:]] == before
    hall.shown = replace(hall.shown, scene=Scene(place="reveal", **HERE, at=2), blank=False)
    assert "Sở B" in hall.page()
    assert "Sở A" not in hall.results()


def test_a_blank_slide_is_a_blank_wall():
    hall = Hall(*MEMBERS, RESULT)
    hall.show("reveal", at=4, blank=True)
    assert hall.page() == BLANK
    assert "Sở A" not in hall.results()


def test_a_page_that_is_opened_while_the_wall_is_blank_is_blank():
    hall = Hall(*MEMBERS)
    hall.shown = replace(hall.shown, blank=True)
    assert {hall.page(name) for name in PAGES} == {BLANK}


def test_a_held_wall_shows_what_was_known_then():
    hall = Hall(*MEMBERS)
    hall.set(held=hall.ledger.position())
    hall.ledger = in_session(*MEMBERS, OPENED)
    assert "Tổng kết năm" not in hall.all()
    hall.set(held=None)
    assert "Tổng kết năm" in hall.page()
    assert "Tổng kết năm" in hall.page("live")


@pytest.mark.parametrize("state", ["absent", "silent", "foreign"])
def test_without_the_secretary_every_page_says_so(state):
    hall = Hall(*MEMBERS, RESULT)
    for name in PAGES:
        assert VI(f"hall.state.{state}") in plain(hall.page(name, state))


@pytest.mark.parametrize(
    "scene",
    [
        {"place": "journal"},
        {"place": "tables", "of": "operators"},
        {"place": "tables", "of": "../x"},
        {"place": "year", "cluster": "<script>"},
        {"place": "\x1b]0;x\x07"},
    ],
)
def test_what_no_wall_may_show_is_not_shown(scene):
    hall = Hall(*MEMBERS)
    hall.show(**scene)
    assert VI("hall.state.foreign") in plain(hall.page())
    assert "script" not in hall.all()


BAD = "<script>alert(1)</script>\u202e&\"'"


def test_names_are_text_and_nothing_else():
    facts = (
        UnitFounded(unit="a", name=BAD),
        UnitFounded(unit="b", name="Sở [red]B\x00"),
        ClusterFounded(cluster="cum", name=BAD, place="Lạng Sơn"),
        RosterRecorded(**HERE, units=("a", "b")),
        MeetingOpened(**HERE, meeting="m", kind="year-end", title=f"Họp {BAD}"),
        ResultAdopted(**HERE, places=(Place(place=1, unit="a"),), on=DAY),
    )
    hall = Hall(*facts)
    scenes: tuple[dict[str, Any], ...] = (
        {"place": "reveal", "at": 9},
        {"place": "leaders"},
        *({"place": "tables", "of": table} for table in sorted(TABLES_ON_WALL)),
        {"place": "wall-minutes", "of": "m"},
        {"place": "player", "film": "year"},
        {"place": "player"},
        {"place": "year"},
    )
    for scene in scenes:
        hall.show(**scene)
        shown = hall.page() + (hall.all() if scene["place"] == "year" else "")
        assert "<script" not in shown
        assert not re.search("[\x00\u202e\n]", shown)
    assert "&lt;script&gt;" in hall.page("roster")
    assert "Sở [red]B" in hall.page("roster")


def test_text_is_one_line_of_html():
    assert not re.search(r"[<>\"'\x00-\x1f]", text(BAD + "\r\n\x00\x1b'"))


def test_a_step_that_is_not_announced_leaves_no_letter():
    names = tuple(Name(f"Sở {letter}", letter) for letter in "ABC")
    steps = tuple(Step(f"hạng {at}", (name,), at) for at, name in enumerate(names, 1))
    slide = Slide(above="x", steps=steps, hidden=(1,), place=2, unnamed=True, names=names[:1])
    html = slide_html(slide)
    assert "Sở C" in html
    assert not {"Sở A", "Sở B", "hạng 1"} & {*re.findall(r">([^<]+)<", html)}
    longer = replace(steps[1].names[0], full="Văn phòng Đoàn Đại biểu Quốc hội", short="VP")
    other = replace(slide, steps=(steps[0], steps[1]._replace(names=(longer,)), steps[2]))
    assert slide_html(other) == html


def test_above_a_step_there_are_no_more_names_than_fit():
    full = tuple(Name(f"{n} {'Sở Nông nghiệp ' * 20}", "") for n in range(7))
    named = slide_html(Slide(above="x", steps=(Step("hạng nhì", full, 2),)))
    shown = re.findall("<span>([^<]*)</span>", named)
    assert len(shown) == 5
    assert (shown[0][0], shown[-1]) == ("0", "+3")
    assert sum(map(len, shown)) < 120


def test_every_table_of_the_wall_has_columns_for_the_hall():
    assert {*COLUMNS} == TABLES_ON_WALL - {"ranking"}
    for name, columns in COLUMNS.items():
        known = layout_of(name, SHOWN[name].row_type()).columns
        assert {*columns} <= {*known}
        assert not {*columns} & {"note", "source", "evidence", "points", "place", "places", "paper"}


def test_remarks_reasons_and_operators_are_on_no_page():
    remark = RemarkRecorded(**HERE, meeting="m", unit="a", text="lời riêng")
    hall = Hall(*MEMBERS, OPENED, remark, RESULT)
    for place in ("year", "leaders", "projector", "reveal", "player"):
        hall.show(place)
        assert not re.findall("lời riêng|người ghi|vì lẽ", hall.all())


def test_a_table_without_rows_says_so():
    assert "không có gì" in plain(grid_html(Grid("Bảng", ("A",), (), note="không có gì")))


def test_nominations_wait_for_all_places():
    hall = Hall(*MEMBERS, OPENED, RESULT, NOMINATED[-1])
    assert isinstance(NOMINATED[-1], AwardNominated)
    hall.show("reveal", at=2)
    hall.show("year")
    assert "chờ công bố" in hall.page("live")
    hall.show("reveal", at=5)
    hall.show("year")
    assert "chờ công bố" not in hall.page("live")


SWAPPED = ResultAdopted(**HERE, places=(Place(place=1, unit="b"), Place(place=2, unit="a")), on=DAY)


@pytest.mark.parametrize("scene", [{"place": "player", "film": "year"}, {"place": "wall-minutes"}])
def test_a_result_that_was_corrected_before_its_announcement_is_never_read_out(scene):
    hall = Hall(*MEMBERS, OPENED, RESULT, SWAPPED)
    last = hall.ledger.position()
    names = ledger_names(hall.ledger)
    first, second = (text(VI.sentence(one, names)) for one in (RESULT, SWAPPED))
    hall.show(of="m", at=last, **scene)
    assert not [one for one in (first, second) if one in hall.page()]
    hall.show("tables", of="ranking")
    hall.show(of="m", at=last, **scene)
    assert second in hall.page()
    hall.show(of="m", at=last - 1, known_at=last - 1, **scene)
    assert first not in hall.page()


def test_what_the_meeting_decided_is_shown_the_latest_first_and_places_once_announced():
    elected = HeadElected(year=HERE["year"] + 1, cluster=HERE["cluster"], unit="a")
    hall = Hall(*MEMBERS, OPENED, elected, RESULT)
    names = ledger_names(hall.ledger)
    head, result = (text(VI.sentence(fact, names)) for fact in (elected, RESULT))
    hall.show("year", of=OUTCOMES)
    assert (head in hall.page(), result in hall.page()) == (True, False)
    assert "chờ công bố" in hall.page()
    hall.show("reveal", at=9)
    hall.show("year", of=OUTCOMES)
    assert 0 < hall.page().index(result) < hall.page().index(head)
    assert "chờ công bố" not in hall.page()
