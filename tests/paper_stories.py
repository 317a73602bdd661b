"""Every paper that can be made of the demo, of the twelve articles, and of a year of extremes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from eventsourcing.dcb.popo import InMemoryDCBRecorder
from msgspec.structs import replace

from events.awards import NominateForAward
from events.clusters import FoundCluster
from events.command import Command
from events.elections import ElectDeputy, ElectHead
from events.errors import BadInput
from events.meetings import CloseMeeting, OpenMeeting, RecordAttendance, RecordGuest
from events.membership import RecordRoster
from events.papers import EACH, PaperKind
from events.ranking import AdoptResult
from events.remarks import RecordRemark
from events.result_events import Place
from events.store.ledger import Ledger
from events.unit_commands import FoundUnit
from tests.pages import standing_still
from tests.papers import CONVENED, NOW, add_acts
from thidua_tui.command_line import cases
from thidua_tui.formatting.papers.blocks import Issue, Paper, Picture
from thidua_tui.formatting.papers.making import make_paper
from thidua_tui.i18n.messages import Words
from thidua_tui.session.samples import conference, held_meeting, scored_year
from thidua_tui.session.session import Session
from views.award_list import AwardList
from views.clusters import Clusters
from views.minutes import Meetings
from views.papers.facts import Subject
from views.papers.registry import PAPERS
from views.papers.submission import addressees
from views.planned_meetings import PlannedMeetings
from views.projection import project

LONG_NAME = "Phòng Tham mưu tổng hợp, thi đua, khen thưởng và công tác cán bộ, Văn phòng Đoàn"
"""With the name of a unit before it about 120 characters."""
BEGUN = datetime(2021, 1, 14, 1, tzinfo=UTC)
YEAR = 2020


def demo() -> Ledger:
    """What `thidua demo` plays, and a few acts more."""
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: NOW)
    with standing_still():
        for story in (conference, scored_year, held_meeting):
            story.play(ledger)
        add_acts(Session(ledger, by="Thư ký cụm (minh họa)"))
    return ledger


def articles() -> Ledger:
    """The twelve articles."""
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: NOW)
    with standing_still():
        cases.play(ledger)
    return ledger


def extreme(members: int, *, guests: int = 0, remarks: int = 0, placed: int = 0) -> Ledger:
    """A year with a meeting, of units whose names have 120 characters.

    Args:
        members: The members of the cluster; from two on, two share the first place.
        guests: The guests of its meeting.
        remarks: The remarks that were made there.
        placed: The units that the result gives a place; 0 for no result.
    """
    ticks = count()
    clock = lambda: BEGUN + timedelta(minutes=next(ticks))  # noqa: E731 - a clock of the test
    ledger = Ledger(InMemoryDCBRecorder(), clock=clock)
    units = tuple(f"u{n}" for n in range(1, members + 1))
    here: dict[str, Any] = {"cluster": "c", "year": YEAR}
    places = tuple(Place(place=max(1, n - 1), unit=unit) for n, unit in enumerate(units, 1))
    remark = RecordRemark(meeting="m", text="Nhất trí với báo cáo, đề nghị bổ sung", unit="u1")
    acts: list[Command] = [
        *(
            FoundUnit(unit=unit, name=f"{LONG_NAME} Đại biểu Quốc hội và Sở số {n} tỉnh")
            for n, unit in enumerate(units, 1)
        ),
        FoundCluster(cluster="c", name=f"Cụm thi đua {LONG_NAME}", place="Lạng Sơn"),
        *(RecordRoster(cluster="c", year=year, units=units) for year in (YEAR, YEAR + 1)),
        OpenMeeting(**here, meeting="m", title=f"Hội nghị của {LONG_NAME}", on=BEGUN.date()),
        RecordAttendance(meeting="m", units=units),
        *(RecordGuest(meeting="m", name=f"Khách {n}", title=LONG_NAME) for n in range(guests)),
        *(replace(remark, text=f"{remark.text} điểm {n}") for n in range(remarks)),
    ]
    if placed:
        acts.append(AdoptResult(**here, places=places[:placed]))
        acts += [NominateForAward(**here, unit=unit, form="bk-tinh") for unit in units[:placed]]
    if members > 2:
        acts.append(ElectHead(cluster="c", year=YEAR + 1, unit="u1"))
        acts += [
            ElectDeputy(cluster="c", year=YEAR + 1, unit=unit, rank=rank)
            for rank, unit in enumerate(("u2", "u3"), 1)
        ]
    with standing_still():
        session = Session(ledger, by="Thư ký")
        for act in (*acts, CloseMeeting(meeting="m")):
            session.do(act, reason="đồng hạng")
    return ledger


def extremes() -> Mapping[str, Ledger]:
    """One and eleven members, no guests, sixty remarks, a tie, two deputies, a partial ranking."""
    return {
        "one": extreme(1, remarks=1, placed=1),
        "eleven": extreme(11, guests=2, remarks=3, placed=11),
        "remarks": extreme(3, remarks=60, placed=2),
    }


def subjects(ledger: Ledger) -> Iterator[tuple[PaperKind, Subject]]:
    """Yield what each kind of paper could be about in a ledger."""
    held = [(row.cluster, row.year, row.meeting) for row in project(Meetings(), ledger).rows()]
    plans = project(PlannedMeetings(), ledger).rows()
    years = [
        (one.cluster, year) for one in project(Clusters(), ledger).rows() for year in one.years
    ]
    for kind, spec in PAPERS.items():
        if kind == "invitation":
            for plan in plans:
                for unit in ("", EACH):
                    about = Subject(cluster=plan.cluster, year=plan.year, unit=unit)
                    yield kind, replace(about, meeting=plan.meeting)
        elif "meeting" in spec.subject:
            for cluster, year, meeting in held:
                yield kind, Subject(cluster=cluster, year=year, meeting=meeting)
        else:
            for cluster, year in years:
                found = project(AwardList(cluster, year), ledger).rows()
                for unit in addressees(found) if kind == "submission" else [""]:
                    yield kind, Subject(cluster=cluster, year=year, unit=unit)


def papers_of(name: str, ledger: Ledger) -> dict[str, Paper]:
    """Return every paper that can be made of a ledger, issued, without its drawings.

    A drawing in a DOCX may be a raster, so that its letters are in one of the files alone.

    Args:
        name: The name of the ledger, with which the names of its papers begin.
        ledger: The ledger.
    """
    made = dict[str, Paper]()
    for kind, about in subjects(ledger):
        spec = PAPERS[kind]
        symbol = f"{spec.abbreviation}-CTĐ" if spec.abbreviation else ""
        issue = Issue(number="01", symbol=symbol, on=CONVENED.day)
        try:
            found = make_paper(
                ledger, "c0ffee00" * 4, kind, about, Words("vi"), issue, ledger.position()
            )
        except BadInput:
            continue
        kept = tuple(one for one in found.paper.blocks if not isinstance(one, Picture))
        made[f"{name}-{kind}-{len(made) + 1}"] = replace(found.paper, blocks=kept)
    return made
