"""Issued papers that an act makes differ: foretold before it, named after it, true again later."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass, field
from datetime import date

import pytest

from events.award_events import AwardNominated
from events.awards import NominateForAward
from events.command import Command
from events.elections import ElectHead
from events.errors import Refused
from events.event import Entry
from events.meetings import CloseMeeting, MeetingOpened
from events.membership import RosterRecorded
from events.paper_commands import CancelPaper, IssuePaper
from events.papers import PaperKind
from events.unit_commands import RenameUnit
from tests.facts import DAY, HERE, MEMBERS, NEXT, NOMINATED, THERE
from tests.spec import FactTree, clock_at, ledger_with
from thidua_tui.acts.issued_papers import after_act, describe_papers
from thidua_tui.acts.preview import describe_consequences, foresee, foresee_papers
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session, in_place_of, take_back
from views.paper_register import PaperRegister
from views.papers import differing
from views.papers.facts import Subject, canonical
from views.papers.registry import PAPERS
from views.projection import completed

VI, EN = Words("vi"), Words("en")
MEETING = MeetingOpened(**HERE, meeting="m", title="Hội nghị", on=DAY)
NEXT_HEAD = ElectHead(**NEXT, unit="a")


@dataclass
class papers_given:  # noqa: N801 - specs read as sentences
    """A ledger with these facts, in which papers are issued; then an act is foreseen."""

    facts: tuple[FactTree, ...]
    session: Session = field(init=False)

    def __post_init__(self) -> None:
        self.session = Session(ledger_with(*self.facts), by="Thư ký")

    def done(self, command: Command, reason: str = "") -> list[Entry]:
        return self.session.do(command, reason=reason)

    def issued(self, kind: PaperKind, meeting: str = "", addressee: str = "") -> str:
        """Issue a paper of what the ledger holds; return its code."""
        ledger = self.session.ledger
        subject = Subject(**HERE, meeting=meeting, unit=addressee)
        code = f"{kind}-{ledger.position()}"
        issue = IssuePaper(
            **HERE,
            paper_code=code,
            paper_kind=kind,
            about_meeting=meeting or None,
            addressee=addressee,
            register=2021,
            serial=sum(row.kind == kind for row in self.rows()) + 1,
            symbol="VB-CTĐ",
            on=DAY,
            known_at=ledger.position(),
            facts=canonical(PAPERS[kind].make(ledger, subject, None)).decode(),
            text="VĂN BẢN",
        )
        self.done(issue)
        return code

    def rows(self):
        ledger = self.session.ledger
        return completed(self.session.see(PaperRegister()), ledger).rows()

    def differs(self) -> list[int | None]:
        return [row.differs for row in self.rows()]

    def foretells(self, command: Command, wrong: list[Entry] | None = None) -> list[str]:
        """Return the lines on issued papers, which both previews have in common."""
        found = foresee_papers(self.session, [command], wrong or [])
        lines = [*describe_papers(found, VI)]
        shown = describe_consequences(
            foresee(self.session, [command], wrong or []).consequences, VI
        )
        assert [line for line in shown if "VB-CTĐ" in line] == lines
        return lines


def elected(*facts: FactTree):
    """Minutes of a meeting that elected the head of the next year, issued."""
    at = papers_given((*MEMBERS, *facts, MEETING))
    head = at.done(NEXT_HEAD)
    at.done(CloseMeeting(meeting="m"))
    at.issued("minutes", "m")
    return at, head


def test_another_head_makes_the_minutes_differ_in_one_point():
    at, head = elected()
    lines = at.foretells(ElectHead(**NEXT, unit="b"), head)
    assert lines == ["▲ Biên bản hội nghị 01/VB-CTĐ: 1 ý khác – Trưởng cụm 2021"]
    entries = at.done(in_place_of(head, ElectHead(**NEXT, unit="b")), "Ghi nhầm")
    assert after_act(at.session, entries, VI) == lines[0]
    assert at.differs() == [1]


def test_undo_foretells_too_and_a_restored_fact_makes_the_paper_true_again():
    at, head = elected()
    assert at.foretells(take_back(head)) == [
        "▲ Biên bản hội nghị 01/VB-CTĐ: 1 ý khác – Trưởng cụm 2021"
    ]
    wrong = at.done(in_place_of(head, ElectHead(**NEXT, unit="b")), "Ghi nhầm")[-1:]
    assert at.foretells(NEXT_HEAD, wrong) == ["✓ Biên bản hội nghị 01/VB-CTĐ: đúng trở lại"]
    at.done(in_place_of(wrong, NEXT_HEAD), "Không nhầm")
    assert at.differs() == [0]


def test_a_nomination_makes_the_submission_differ_and_not_the_minutes():
    at = papers_given((*NOMINATED, MEETING))
    at.done(CloseMeeting(meeting="m"))
    at.issued("minutes", "m")
    at.issued("submission")
    nominate = NominateForAward(**HERE, unit="b", form="co-tinh")
    assert at.foretells(nominate) == [
        "▲ Tờ trình 01/VB-CTĐ: 1 ý khác – đề nghị khen thưởng Sở B, Cờ thi đua của UBND tỉnh"
    ]
    at.done(nominate)
    assert at.differs() == [0, 1]


def test_what_differed_before_is_counted_and_not_named():
    at = papers_given((*NOMINATED,))
    at.issued("submission")
    at.done(NominateForAward(**HERE, unit="b", form="co-tinh"))
    [line] = at.foretells(NominateForAward(**HERE, unit="c", form="co-tinh"))
    assert line == (
        "▲ Tờ trình 01/VB-CTĐ: 2 ý khác – đề nghị khen thưởng Sở C, Cờ thi đua của UBND tỉnh"
        " (1 ý đã khác từ trước)"
    )


def test_a_paper_of_which_nothing_is_left_says_so():
    at = papers_given((*NOMINATED,))
    at.issued("submission")
    nominated = [e for e in at.session.ledger.read() if isinstance(e.event, AwardNominated)]
    assert at.foretells(take_back(nominated)) == [
        "▲ Tờ trình 01/VB-CTĐ: 1 ý khác – nay không còn đủ nội dung để lập văn bản này"
    ]


def test_a_name_from_an_earlier_day_makes_papers_differ_and_a_later_one_does_not():
    at, _ = elected()
    at.session.ledger.clock = lambda: clock_at(date(2022, 6, 1))
    early = RenameUnit(unit="a", name="Sở Mới", on=date(2020, 5, 1))
    assert at.foretells(early) == ["▲ Biên bản hội nghị 01/VB-CTĐ: 1 ý khác – tên gọi Sở A"]
    assert at.foretells(RenameUnit(unit="a", name="Sở Mới", on=date(2022, 5, 1))) == []


def test_a_cancelled_paper_is_not_foretold_and_not_compared():
    at, head = elected()
    at.done(CancelPaper(cluster="cum", paper_code=at.rows()[0].paper_code), "Sai tên")
    assert at.foretells(ElectHead(**NEXT, unit="b"), head) == []
    assert at.differs() == [None]


def test_what_a_rule_refuses_is_refused_here_too():
    at, _ = elected()
    with pytest.raises(Refused, match="head-in-office"):
        at.foretells(ElectHead(**NEXT, unit="b"))


def test_both_languages_name_the_points():
    at, head = elected()
    found = foresee_papers(at.session, [ElectHead(**NEXT, unit="b")], head)
    assert [*describe_papers(found, EN)] == ["▲ Minutes 01/VB-CTĐ: 1 point differs – head 2021"]


@pytest.fixture
def made(monkeypatch):
    """The kinds of paper of which facts were made, in their order."""
    kinds = []
    real = differing.facts_at

    def counted(reader, kind, *about):
        kinds.append(kind)
        return real(reader, kind, *about)

    monkeypatch.setattr("views.issued_papers.facts_at", counted)
    return kinds


def test_without_an_issued_paper_nothing_is_decided_or_made(made, monkeypatch):
    at = papers_given((*MEMBERS, MEETING))
    monkeypatch.setattr("thidua_tui.acts.preview.imagine", lambda *_: pytest.fail("decided"))
    assert foresee_papers(at.session, [NEXT_HEAD]) == ()
    assert made == []


def test_facts_are_made_again_only_where_an_entry_touches_them(made):
    at, head = elected(RosterRecorded(**THERE, units=("d",)))
    at.foretells(ElectHead(**NEXT, unit="b"), head)
    assert made == ["minutes"] * 3, "once as it is, and once for each of two previews"
    at.foretells(ElectHead(**NEXT, unit="b"), head)
    assert made == ["minutes"] * 5
    at.foretells(ElectHead(**THERE, unit="d"))
    assert made == ["minutes"] * 5, "another cluster"
    at.done(ElectHead(**HERE, unit="c"))
    at.foretells(ElectHead(**NEXT, unit="b"), head)
    assert made == ["minutes"] * 7, "what was recorded does not touch them"


def test_the_facts_that_were_made_end_with_their_ledger():
    at, _ = elected()
    at.foretells(ElectHead(**HERE, unit="c"))
    ledger = weakref.ref(at.session.ledger)
    del at
    gc.collect()
    assert ledger() is None
