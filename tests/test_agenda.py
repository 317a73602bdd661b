"""The agenda of a meeting: set, changed, gone through; and the item of every act."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from events.agenda import (
    FACTS,
    AgendaItem,
    AgendaItemAdded,
    AgendaItemChanged,
    AgendaItemFinished,
    AgendaItemMoved,
    AgendaItemSkipped,
    AgendaItemTaken,
    AgendaSet,
    items_of,
    titles,
)
from events.agenda_commands import (
    AddAgendaItem,
    ChangeAgendaItem,
    FinishAgendaItem,
    MoveAgendaItem,
    SetAgenda,
    SkipAgendaItem,
    TakeAgendaItem,
)
from events.award_steps import AwardProposed
from events.event import Entry, name_of
from events.meeting_reports import PresentReport
from events.meeting_roles import GiveMeetingRole
from events.meetings import CloseMeeting, MeetingOpened, OpenMeeting, RecordGuest
from events.presence import RecordArrival, RecordDeparture
from events.remarks import RecordRemark
from events.reopening import ReopenMeeting
from events.roles import HeadElected
from events.store.ledger import Circumstances
from events.units import UnitFounded
from events.verify_content import sessions
from events.vote_opening import VoteOpened
from tests.facts import HERE, WORLD, Fields
from tests.spec import TODAY, given, ledger_with
from thidua_tui.acts.agenda_templates import TEMPLATES, preset_items
from thidua_tui.acts.registry import ACTS, GROUP_OF
from thidua_tui.forms.journal_filter import Ledgerwords, read_query
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.session.session import Session, take_back
from views.agenda import Agenda
from views.agendas import Agendas
from views.journal import Journal
from views.journal_filter import Chosen
from views.minutes import Minutes
from views.names import Names

AT: Fields = {"meeting": "m", **HERE}
OPENED = MeetingOpened(**AT, title="Hội nghị", on=TODAY)
REPORT = AgendaItem(item="report", title="Báo cáo", opens="present-report")
TALK = AgendaItem(item="talk", title="Thảo luận", opens="record-remark")
HEAD = AgendaItem(item="head", title="Bầu Trưởng cụm", opens="elect-head", valid_for=2021)
SET = AgendaSet(**AT, items=(REPORT, TALK, HEAD))


def test_an_agenda_is_set_once_with_items_each_once():
    items = (REPORT, TALK)
    given(WORLD, OPENED).when(SetAgenda(meeting="m", items=items)).then(
        AgendaSet(**AT, items=items)
    )
    given(WORLD, OPENED, SET).when(SetAgenda(meeting="m", items=items)).refused(
        "agenda-exists", meeting="m"
    )
    given(WORLD, OPENED).when(SetAgenda(meeting="m", items=())).refused("agenda-empty")
    given(WORLD, OPENED).when(SetAgenda(meeting="m", items=(REPORT, REPORT))).refused(
        "agenda-item-exists", item="report"
    )
    given(WORLD).when(SetAgenda(meeting="m", items=items)).refused("unknown-meeting", meeting="m")


def test_an_item_is_added_behind_another():
    new: Fields = {"item": "visit", "title": "Tham quan", "after": "report"}
    given(WORLD, OPENED, SET).when(AddAgendaItem(meeting="m", **new)).then(
        AgendaItemAdded(**AT, **new)
    )
    given(WORLD, OPENED, SET).when(AddAgendaItem(meeting="m", **{**new, "after": "x"})).refused(
        "unknown-agenda-item", item="x", count=3
    )
    given(WORLD, OPENED, SET).when(AddAgendaItem(meeting="m", **{**new, "item": "talk"})).refused(
        "agenda-item-exists", item="talk"
    )
    facts = [SET, AgendaItemAdded(**AT, **new)]
    assert [*items_of(facts, "m")] == ["report", "visit", "talk", "head"]
    first = AgendaItemAdded(**AT, item="song", title="Văn nghệ")
    assert next(iter(items_of([*facts, first], "m"))) == "song"


def test_an_item_is_moved_and_changed():
    move = MoveAgendaItem(meeting="m", item="head", after="report")
    moved = AgendaItemMoved(**AT, item="head", title=HEAD.title, after="report")
    given(WORLD, OPENED, SET).when(move).then(moved)
    assert [*items_of([SET, moved], "m")] == ["report", "head", "talk"]
    for same in ("talk", "head"):
        given(WORLD, OPENED, SET).when(
            MoveAgendaItem(meeting="m", item="head", after=same)
        ).refused("agenda-unchanged")
    change = ChangeAgendaItem(meeting="m", item="talk", title="Ý kiến", opens="record-remark")
    changed = AgendaItemChanged(**AT, item="talk", title="Ý kiến", opens="record-remark")
    given(WORLD, OPENED, SET).when(change).then(changed)
    given(WORLD, OPENED, SET, changed).when(change).refused("agenda-unchanged")


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (TakeAgendaItem, AgendaItemTaken),
        (FinishAgendaItem, AgendaItemFinished),
        (SkipAgendaItem, AgendaItemSkipped),
    ],
)
def test_an_item_is_marked(command, kind):
    given(WORLD, OPENED, SET).when(command(meeting="m", item="talk")).then(
        kind(**AT, item="talk", title=TALK.title)
    )
    given(WORLD, OPENED, SET).when(command(meeting="m", item="x")).refused(
        "unknown-agenda-item", item="x", count=3
    )


# How far a meeting is


@pytest.fixture
def session() -> Session:
    """A session at a meeting whose agenda has a report, remarks and an election."""
    ledger = ledger_with(*WORLD)
    here = Session(ledger, "Thư ký")
    here.do(OpenMeeting(**AT, title="Hội nghị", on=TODAY))
    here.do(SetAgenda(meeting="m", items=(REPORT, TALK, HEAD)))
    return here


def states(session: Session) -> list[str]:
    """The states of the items, in their order."""
    return [row.state for row in session.see(Agenda("m")).rows()]


def remark(session: Session) -> Entry:
    [entry] = session.do(RecordRemark(meeting="m", text="Nhất trí"))
    return entry


def test_the_first_open_item_is_now(session):
    assert (states(session), session.item) == (["now", "next", "ahead"], "report")


def test_an_act_belongs_to_the_item_that_is_there_for_it_and_ends_it(session):
    assert remark(session).item == "talk"
    assert states(session) == ["now", "done", "next"]
    assert remark(session).item == "talk"


def test_an_act_for_which_no_item_is_there_belongs_to_the_item_now(session):
    [entry] = session.do(RecordGuest(meeting="m", name="Vũ Thanh Thụy"))
    assert entry.item == "report"
    assert states(session)[0] == "now"


@pytest.mark.parametrize(("year", "fits"), [(2020, False), (2021, True)])
def test_an_item_is_there_for_acts_of_its_year(year, fits):
    assert HEAD.fits(HeadElected(cluster="cum", year=year, unit="a")) == fits


def test_the_item_that_was_gone_to_has_every_act_until_it_is_over(session):
    session.do(TakeAgendaItem(meeting="m", item="head"))
    assert states(session) == ["next", "ahead", "now"]
    assert remark(session).item == "head"
    assert states(session)[2] == "now"
    [said] = session.do(PresentReport(meeting="m", title="Báo cáo"))
    assert (said.item, states(session)[2]) == ("report", "now")
    session.do(FinishAgendaItem(meeting="m", item="head"))
    assert (states(session), session.item) == (["done", "now", "done"], "talk")


def test_the_next_act_for_an_item_belongs_to_it_although_another_was_gone_to(session):
    session.do(TakeAgendaItem(meeting="m", item="head"))
    items = [session.do(PresentReport(meeting="m", title=title))[0].item for title in ("X", "Y")]
    assert items == ["report", "report"]


def test_an_item_is_skipped_with_a_note_and_opened_again(session):
    session.do(SkipAgendaItem(meeting="m", item="report", note="Hết giờ"))
    row = session.see(Agenda("m")).rows()[0]
    assert (row.state, row.note) == ("skipped", "Hết giờ")
    session.do(TakeAgendaItem(meeting="m", item="report"))
    assert states(session)[0] == "now"


def test_an_item_without_an_act_is_over_when_a_later_item_begins(session):
    session.do(AddAgendaItem(meeting="m", item="song", title="Văn nghệ"))
    assert states(session)[0] == "now"
    [guest] = session.do(RecordGuest(meeting="m", name="Vũ Thanh Thụy"))
    assert (guest.item, states(session)[0]) == ("song", "now")
    said = remark(session)
    assert states(session) == ["done", "now", "done", "next"]
    session.do(take_back([said]), reason="Ghi nhầm")
    assert states(session)[0] == "now"


def test_an_act_under_an_item_that_was_taken_off_the_agenda_ends_no_other(session):
    session.do(AddAgendaItem(meeting="m", item="song", title="Văn nghệ"))
    [added] = session.do(AddAgendaItem(meeting="m", item="gifts", title="Tặng quà", after="head"))
    how = Circumstances(by="Thư ký", meeting="m", item="gifts")
    session.ledger.execute(RecordGuest(meeting="m", name="Vũ Thanh Thụy"), how)
    assert states(session)[0] == "done"
    session.do(take_back([added]), reason="Ghi nhầm")
    assert states(session)[0] == "now"


def test_an_item_without_an_act_that_is_added_or_gone_to_later_is_open(session):
    said = remark(session)
    session.do(AddAgendaItem(meeting="m", item="song", title="Văn nghệ"))
    session.do(SkipAgendaItem(meeting="m", item="head"))
    assert states(session) == ["now", "next", "done", "skipped"]
    session.do(FinishAgendaItem(meeting="m", item="song"))
    session.do(TakeAgendaItem(meeting="m", item="song"))
    session.do(take_back([said]), reason="Ghi nhầm")
    assert states(session)[0] == "now"
    remark(session)
    assert states(session)[0] == "now"  # what was said was said under the item gone to
    session.do(PresentReport(meeting="m", title="Báo cáo"))
    assert states(session)[0] == "done"


def test_what_is_open_is_left_when_the_meeting_is_closed(session):
    session.do(AddAgendaItem(meeting="m", item="song", title="Văn nghệ", after="talk"))
    assert session.agenda.unfinished == ["report", "talk", "song", "head"]
    session.do(AddAgendaItem(meeting="m", item="end", title="Bế mạc", opens="close-meeting"))
    session.do(MoveAgendaItem(meeting="m", item="end", after="song"))
    assert session.agenda.unfinished == ["report", "talk", "head"]
    session.do(CloseMeeting(meeting="m"))
    closed = ["left", "left", "done", "done", "left"]
    assert states(session) == closed
    assert [row.state for row in session.see(Agendas("cum")).rows()] == closed
    session.do(ReopenMeeting(meeting="m"), reason="Còn một nội dung")
    assert states(session) == ["now", "next", "done", "ahead", "ahead"]


def test_what_takes_an_act_back_stays_at_its_item_and_opens_it_again(session):
    said = remark(session)
    [gone] = session.do(take_back([said]), reason="Ghi nhầm")
    assert gone.item == "talk"
    assert states(session) == ["now", "next", "ahead"]


def test_the_form_that_was_opened_from_an_item_gives_the_item(session):
    session.under = "report"
    assert remark(session).item == "report"


def test_the_closing_is_under_no_item_of_a_meeting_without_an_agenda():
    here = Session(ledger_with(*WORLD), "Thư ký")
    here.do(OpenMeeting(**AT, title="Hội nghị", on=TODAY))
    [entry] = here.do(CloseMeeting(meeting="m"))
    assert (entry.item, here.item) == ("", "")


def test_the_closing_is_open_again_in_a_meeting_that_was_reopened(session):
    session.do(AddAgendaItem(meeting="m", item="end", title="Bế mạc", opens="close-meeting"))
    session.do(TakeAgendaItem(meeting="m", item="end"))
    session.do(CloseMeeting(meeting="m"))
    assert states(session)[0] == "done"
    [again] = session.do(ReopenMeeting(meeting="m"), reason="Còn một nội dung")
    assert states(session)[0] != "done"
    assert session.see(Agendas("cum")).rows()[0].state == states(session)[0]
    session.do(RecordArrival(meeting="m", unit="a"))
    assert states(session)[0] != "done"
    [closed] = session.do(CloseMeeting(meeting="m"))
    assert (closed.item, states(session)[0]) == ("end", "done")
    session.do(take_back([closed]), reason="Ghi nhầm")
    session.do(take_back([again]), reason="Ghi nhầm")
    assert states(session)[0] == "done"


def test_the_table_has_the_agendas_of_a_cluster_and_year(session):
    remark(session)
    rows = session.see(Agendas("cum", 2020)).rows()
    assert [(row.number, row.item, row.acts, row.valid_for) for row in rows] == [
        (1, "report", 0, 2020),
        (2, "talk", 1, 2020),
        (3, "head", 0, 2021),
    ]
    assert session.see(Agendas("khac")).rows() == session.see(Agendas(None, 2019)).rows() == ()


def test_verify_finds_an_item_that_is_not_on_the_agenda(session):
    how = Circumstances(by="Thư ký", meeting="m", item="x")
    session.ledger.execute(RecordGuest(meeting="m", name="Vũ Thanh Thụy"), how)
    entries = [*session.ledger.read()]
    [wrong] = sessions(entries)
    facts = {"position": entries[-1].position, "meeting": "m", "item": "x"}
    assert (wrong.code, wrong.facts) == ("session-item-unknown", facts)


def test_the_journal_is_narrowed_to_an_item(session):
    said = remark(session)
    session.do(PresentReport(meeting="m", title="Báo cáo"))
    rows = Session(session.ledger, "x").see(Journal()).rows()
    assert [row.item for row in rows[-2:]] == ["talk", "report"]
    for asked in (Chosen(item="talk"), Chosen(items=("m/talk",)), Chosen(items=("m/talk", "n/x"))):
        fits = asked.filter(session.ledger)
        assert [e.position for e in session.ledger.read() if fits(e)] == [said.position]
    known = Ledgerwords(Names(), {}, (), TODAY, Words("vi"), titles(SET))
    for typed in ("mục:talk", 'mục:"thảo luận"', "nd:thao"):
        assert read_query(typed, known).chosen.items == ("m/talk",)
    assert read_query("mục:xyz", known).wrong


# Templates


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_has_items_with_acts_that_are_there(kind, lang):
    items = [*preset_items(kind, 2020, Words(lang), quarter="q3")]
    codes = [known.item for known in items]
    assert len(codes) == len({*codes}) > 3
    assert all(known.opens in ACTS for known in items)
    assert not any("{" in known.title or "[" in known.title for known in items)


def test_a_year_without_a_rule_book_has_no_item_for_scores():
    words = Words("vi")
    with_book = [known.item for known in preset_items("year-end", 2020, words)]
    without = [known.item for known in preset_items("year-end", 2020, words, book=False)]
    assert {*with_book} - {*without} == {"scores"}


OF_NO_ITEM = {
    "open-meeting": "the agenda is that of the meeting",
    "reopen-meeting": "its items are over",
    "open-vote": "belongs to the item that records the outcome",
    "word-sentence": "changes the text of the minutes, no fact",
    **dict.fromkeys(
        (
            *("set-agenda", "add-agenda-item", "change-agenda-item", "move-agenda-item"),
            *("take-agenda-item", "finish-agenda-item", "skip-agenda-item"),
        ),
        "is about the agenda itself",
    ),
    "hand-over": "has minutes of its own",
    "merge-branch": "brings acts that have items of their own",
    **dict.fromkeys(
        ("convene-meeting", "change-convening", "cancel-convening"), "is about a meeting to come"
    ),
    **dict.fromkeys(("undo", "correct"), "stays at the item of what it takes back"),
}
"""Act that no item opens -> why."""
OF_NO_MEETING = {
    "units": "a decision of a superior body",
    "clusters": "a decision of a superior body",
    "reported": "is entered from a source, not in session",
    "operators": "is about the ledger",
    "registers": "is about papers, which follow the meeting",
    "evidence": "goes with any act",
}
"""Group of acts that no item opens -> why; some of its acts are opened all the same."""


@pytest.mark.parametrize("act", FACTS)
def test_an_item_ends_with_what_its_act_records(act):
    assert {name_of(kind) for kind in ACTS[act].facts} <= {*FACTS[act]}
    assert {*FACTS[act]} <= {name_of(kind) for known in ACTS.values() for kind in known.facts}


def test_every_act_of_a_meeting_can_be_opened_by_an_item():
    missing = {act for act in ACTS if act not in FACTS and GROUP_OF[act] not in OF_NO_MEETING}
    assert missing == OF_NO_ITEM.keys()
    assert not OF_NO_ITEM.keys() & FACTS.keys()


AWARDS = AgendaItem(item="awards", title="Đề nghị khen thưởng", opens="nominate")
SUBMITTED = AwardProposed(**HERE, unit="a", form="bk-tinh", number="12/TTr", on=TODAY)


def test_a_fact_of_the_same_part_of_a_meeting_belongs_to_that_item(session):
    agenda = session.see(Agenda("m"))
    assert agenda.now == "report"
    assert agenda.item_of([SUBMITTED]) == ""
    session.do(AddAgendaItem(meeting="m", item="awards", title="Khen thưởng", opens="nominate"))
    agenda = session.see(Agenda("m"))
    assert agenda.now == "awards"
    session.do(FinishAgendaItem(meeting="m", item="awards"))
    agenda = session.see(Agenda("m"))
    assert (agenda.now, agenda.item_of([SUBMITTED])) == ("report", "awards")


def test_what_fits_no_item_belongs_to_the_present_one_only_if_that_opens_no_act(session):
    founded = [UnitFounded(unit="x", name="Sở X")]
    assert session.see(Agenda("m")).item_of(founded) == ""
    session.do(AddAgendaItem(meeting="m", item="song", title="Văn nghệ"))
    assert session.see(Agenda("m")).item_of(founded) == "song"


def test_a_unit_that_leaves_belongs_to_the_item_that_the_meeting_is_at(session):
    session.do(AddAgendaItem(meeting="m", item="roll", title="Điểm danh", opens="record-arrival"))
    [came] = session.do(RecordArrival(meeting="m", unit="a"))
    assert came.item == "roll"
    session.do(PresentReport(meeting="m", title="Báo cáo"))
    [left] = session.do(RecordDeparture(meeting="m", unit="a"))
    assert (left.item, session.agenda.now) == ("talk", "talk")


def test_a_vote_is_opened_under_the_item_that_records_its_outcome(session):
    opened = VoteOpened(**AT, ballot="b", matter="head", units=("a",))
    opened = replace(opened, year=2021)
    assert session.see(Agenda("m")).item_of([opened]) == "head"
    assert session.see(Agenda("m")).item_of([replace(opened, matter="deputy")]) == ""


def test_who_comes_belongs_to_the_roll_call_until_that_is_over(session):
    session.do(AddAgendaItem(meeting="m", item="roll", title="Điểm danh", opens="record-arrival"))
    session.do(TakeAgendaItem(meeting="m", item="report"))
    came = [session.do(RecordArrival(meeting="m", unit=unit))[0].item for unit in ("a", "b")]
    assert came == ["roll", "roll"]
    session.do(TakeAgendaItem(meeting="m", item="talk"))
    [late] = session.do(RecordArrival(meeting="m", unit="c"))
    assert late.item == "talk"


def test_the_closing_ends_what_was_begun_and_a_reopened_meeting_opens_it(session):
    guests: Fields = {"item": "guests", "title": "Giới thiệu đại biểu", "opens": "record-guest"}
    session.do(AddAgendaItem(meeting="m", **guests))
    session.do(TakeAgendaItem(meeting="m", item="guests"))
    session.do(GiveMeetingRole(meeting="m", held="secretary", person="Lê Thị B"))
    session.do(TakeAgendaItem(meeting="m", item="head"))
    session.do(RecordArrival(meeting="m", unit="a"))
    assert session.agenda.unfinished == ["report", "talk", "head"]
    remark(session)
    session.do(FinishAgendaItem(meeting="m", item="talk"))
    session.do(TakeAgendaItem(meeting="m", item="head"))
    session.under = "head"
    remark(session)
    session.under = ""
    assert session.agenda.unfinished == ["report"]
    before = states(session)
    session.do(CloseMeeting(meeting="m"))
    assert states(session) == ["done", "left", "done", "done"]
    session.do(ReopenMeeting(meeting="m"), reason="Còn một nội dung")
    assert sorted(states(session)) == sorted(before)


def test_an_act_about_another_meeting_is_of_that_meeting_and_of_no_item(session):
    session.do(CloseMeeting(meeting="m"))
    session.do(OpenMeeting(**{**AT, "meeting": "m2"}, title="Họp", on=TODAY, agenda=(TALK,)))
    [said] = session.do(RecordRemark(meeting="m", text="Sót", addendum=True))
    assert (said.meeting, said.item) == ("m", "")
    [here] = session.do(RecordRemark(meeting="m2", text="Nay"))
    assert (here.meeting, here.item) == ("m2", "talk")
    assert said not in session.see(Minutes("m2")).entries
    assert said in session.see(Minutes("m")).entries
