"""Every step of an award is corrected while all later steps are recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from textual.events import Paste

from events.award_ballots import RecordBallot
from events.award_course import (
    AmendAward,
    AssessAward,
    ProposeAward,
    ReceiveAward,
    RecoverAward,
    ReturnAward,
)
from events.award_holds import HoldAward, LiftAwardHold
from events.awards import (
    AnnulAward,
    AwardGranted,
    DenyAward,
    GrantAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.command import Command
from events.corrections import effective
from events.errors import Refused
from events.partial_sources import RecordGrant, RecordProposal
from events.ranking import AdoptResult
from events.result_events import Place
from events.voting import Tally
from tests.form_app import HERE, STARTED, FormApp, session
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.execute import execute
from thidua_tui.command_line.parser import parse_line
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session

FLAG: dict[str, Any] = {"cluster": "tmth", "year": 2020, "unit": "snv", "form": "co-tinh"}


def on(day: int) -> date:
    return date(2020, 12, day)


RESULT = AdoptResult(cluster="tmth", year=2020, places=(Place(place=1, unit="snv"),), on=on(1))
NOMINATE = NominateForAward(**FLAG, on=on(2), addressed_to="Ủy ban nhân dân tỉnh")
EARLIER = NominateForAward(**FLAG, on=on(1), addressed_to="Ủy ban nhân dân tỉnh")
COURSE: tuple[Command, ...] = (
    ProposeAward(**FLAG, number="15/TTr", on=on(3)),
    ReturnAward(**FLAG, wording="thiếu báo cáo", on=on(4)),
    ProposeAward(**FLAG, number="16/TTr", on=on(5)),
    ReceiveAward(**FLAG, number="3", on=on(6)),
    AssessAward(**FLAG, finding="eligible", on=on(7)),
    HoldAward(**FLAG, ground="inspection", on=on(8)),
    LiftAwardHold(**FLAG, wording="có kết luận", on=on(9)),
    RecordBallot(**FLAG, outcome="passed", votes=Tally(votes_for=8, total=9), on=on(10)),
    GrantAward(**FLAG, number="13/QĐ", on=on(11), golden_book="27"),
    PresentAward(**FLAG, on=on(12), place="Hội trường tỉnh"),
    AmendAward(**FLAG, amendment="corrected", wording="tên đơn vị", number="15/QĐ", on=on(13)),
)
ANNULMENT: tuple[Command, ...] = (
    AnnulAward(**FLAG, number="20/QĐ", on=on(14)),
    RecoverAward(**FLAG, recovered="object", on=on(15)),
)
DENIAL: tuple[Command, ...] = (
    ProposeAward(**FLAG, number="15/TTr", on=on(3)),
    DenyAward(**FLAG, number="13/QĐ", on=on(11)),
)
REPORTED: tuple[Command, ...] = (
    RecordGrant(**FLAG, number="13/QĐ", on=on(11)),
    *COURSE[-2:],
)
COURSES = {
    "granted": (RESULT, NOMINATE, *COURSE),
    "annulled": (RESULT, NOMINATE, *COURSE, *ANNULMENT),
    "denied": (RESULT, NOMINATE, *DENIAL),
    "withdrawn, again": (RESULT, EARLIER, WithdrawNomination(**FLAG, on=on(2)), NOMINATE, *COURSE),
    "reported": (*REPORTED, *ANNULMENT),
    "unknown result": (RecordProposal(**FLAG, on=on(2)), *COURSE, *ANNULMENT),
}
RIGHT = {
    "number": "99/QĐ",
    "signer": "Lê Văn B",
    "golden_book": "28",
    "wording": "lời khác",
    "authority": "Thường trực",
    "place": "Nhà văn hóa",
    "presented_by": "Chủ tịch",
    "received_by": "Văn thư",
    "assessed_by": "Phòng nghiệp vụ",
    "returned_by": "Ban",
    "council": "Hội đồng tỉnh",
    "money": "5 triệu",
    "addressed_to": "Ban Thi đua",
    "finding": "ineligible",
    "ground": "complaint",
    "amendment": "exchanged",
    "annulled_for": "false-declaration",
    "recovers": "object",
    "recovered": "money",
    "method": "show-of-hands",
    "votes": "9/9",
    "outcome": "not-passed",
}
"""Field -> another value."""
SHAPES = {"cluster", "year", "unit", "form", "course", "reported", "result_unknown"}


def recorded(*commands: Command) -> Session:
    at = session(*STARTED)
    for command in commands:
        at.do(command, reason="lý do")
    return at


def corrected(at: Session, position: int, field: str, value: str) -> Any:
    """Correct a field of an entry by a line; return the fact that takes its place."""
    ground = ActContext(at, HERE, Words("vi"))
    line = parse_line(f'đính chính {position} {field}="{value}" vì ghi nhầm; theo văn bản', ground)
    assert line.wrong is None, line.wrong
    return execute(at, line)[-1].event


def cases() -> list[tuple[str, int, str]]:
    found = []
    for name, commands in COURSES.items():
        for at, command in enumerate(commands):
            own = () if command is RESULT else command.__struct_fields__
            found += [(name, at, field) for field in own if field not in SHAPES]
    return found


@pytest.mark.parametrize(("course", "at", "field"), cases())
def test_a_step_is_corrected_while_later_steps_are_recorded(course, at, field):
    commands = COURSES[course]
    known = recorded(*commands)
    steps = effective(known.ledger.read())[-len(commands) :]
    position, wrong = steps[at].position, steps[at].event
    days = [getattr(command, "on", on(1)) for command in commands]
    near = {*days[max(at - 1, 0) : at], *days[at + 1 : at + 2]} - {days[at]}
    value = f"{min(near):%d/%m/%Y}" if field == "on" else RIGHT[field]
    votes_of_members = field == "votes" and isinstance(commands[at], NominateForAward)
    right = corrected(known, position, field, "6/6" if votes_of_members else value)
    assert getattr(right, field) != getattr(wrong, field)
    now = [entry.event for entry in effective(known.ledger.read())][-len(commands) :]
    assert now == [*(e.event for e in steps[:at]), right, *(e.event for e in steps[at + 1 :])]


@pytest.mark.parametrize(
    ("step", "day", "code", "other"),
    [
        (GrantAward, 13, "presented-before-decided", on(12)),
        (GrantAward, 9, "award-step-order", on(10)),
        (NominateForAward, 4, "award-step-order", on(3)),
        (PresentAward, 10, "presented-before-decided", on(11)),
        (PresentAward, 15, "annulled-before-presented", on(14)),
        (AssessAward, 12, "award-step-order", on(12)),
        (AnnulAward, 11, "annulled-before-presented", on(12)),
    ],
)
def test_a_corrected_day_is_compared_with_the_steps_before_and_after_it(step, day, code, other):
    commands = COURSES["annulled"]
    known = recorded(*commands)
    steps = effective(known.ledger.read())[-len(commands) :]
    at = next(n for n, command in enumerate(commands) if isinstance(command, step))
    with pytest.raises(Refused) as refused:
        corrected(known, steps[at].position, "on", f"{on(day):%d/%m/%Y}")
    assert refused.value.code == code
    assert other in refused.value.facts.values()


async def test_a_form_corrects_a_granted_award_that_was_presented_and_annulled():
    known = recorded(*COURSES["annulled"])
    [wrong] = [e for e in effective(known.ledger.read()) if isinstance(e.event, AwardGranted)]
    async with FormApp("grant-award", known, instead_of=(wrong,)).run_test() as pilot:
        rows = pilot.app.screen.body.fields.rows
        for name, text in (("number", "14/QĐ"), ("reason", "ghi nhầm")):
            rows[name].editor.focus()
            await pilot.press("ctrl+u")
            pilot.app.post_message(Paste(text))
            await pilot.pause()
        await pilot.press("f2")
        last = [*known.ledger.read()][-1]
        assert isinstance(last.event, AwardGranted)
        assert (last.event.number, last.reason) == ("14/QĐ", "ghi nhầm")
