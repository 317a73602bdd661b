"""The form of a vote: what it says of a field filled in wrongly, and of the next ballot."""

from __future__ import annotations

import pytest
from msgspec import structs

from events.ballots import CandidateVotes, Course, Round
from events.elections import ElectHead
from events.meetings import OpenMeeting
from events.presence import RecordArrival
from events.procedures import PRESETS, SetProcedure, VotingRule
from tests.form_app import HERE, STARTED, UNITS, FormApp, session
from tests.pages import ledger_at, settled, shown
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.form_state import FormState
from thidua_tui.forms.value_description import describe_value
from thidua_tui.i18n.messages import Codes, Words
from thidua_tui.screens.preview_panel import PreviewPanel


def test_the_form_says_which_field_takes_candidates_and_which_ballot_may_follow():
    at = session(*STARTED)
    ground = ActContext(at, HERE, Words("vi"))
    form = FormState(ACTS["elect-head"], ground, {"method": "secret-ballot"})
    form.put("votes", "stc 2; snv 2")
    assert form.wrong()["votes"].code == "votes-are-candidates"
    form.put("votes", "")
    form.put("candidates", "stc 1; snv 1")
    first = form.wrong()["unit"]
    assert (first.code, first.facts["again"]) == ("ballot-undecided", 2)
    assert "lần bỏ phiếu thứ 2" in Words("vi").refusal(first, Codes())


@pytest.mark.parametrize("preset", ["", "chair-decides", "two-ballots"])
def test_after_the_last_ballot_the_form_says_what_the_rule_has_decide(preset):
    rule = PRESETS.get(preset, VotingRule())
    at = session(*STARTED, SetProcedure(cluster="tmth", year=2020, matter="head", rule=rule))
    given = {
        "year": "2020",
        "method": "secret-ballot",
        "candidates": "stc 1; snv 1",
        "candidates_2": "stc 1; snv 1",
    }
    form = FormState(ACTS["elect-head"], ActContext(at, HERE, Words("vi")), given)
    found = form.wrong()
    assert "unit" not in found
    error = found["decided_by"]
    assert (error.code, error.facts["count"]) == ("no-ballot-left", 2)
    sentence = Words("vi").refusal(error, Codes())
    assert "lần bỏ phiếu thứ" not in sentence
    said = "" if rule.then == "not-regulated" else Words("vi").choice("after", rule.then)
    assert ("Quy định cho trường hợp này" in sentence) == bool(said)
    assert said in sentence
    form.put("decided_by", "chair")
    assert form.wrong()["unit"].code == "no-ballot-left"


async def test_the_fields_of_a_correction_stay_in_sight_on_a_low_screen(monkeypatch):
    long = "Sở Kế hoạch và Đầu tư tỉnh: hạng 5 → 3, cùng đề nghị khen thưởng kèm theo của năm."
    many = lambda panel: panel.show((long,) * 12, refused=False)  # noqa: E731 - a patch
    monkeypatch.setattr(PreviewPanel, "look", many)
    tied = (CandidateVotes(unit="stc", votes=3), CandidateVotes(unit="snv", votes=3))
    won = (CandidateVotes(unit="stc", votes=4), CandidateVotes(unit="snv", votes=2))
    rounds = tuple(Round(issued=6, returned=6, valid=6, votes=votes) for votes in (tied, won))
    elect = ElectHead(cluster="tmth", year=2021, unit="stc", method="secret-ballot")
    at = session(*STARTED)
    wrong = at.do(structs.replace(elect, course=Course(rounds=rounds)))
    async with FormApp("elect-head", at, instead_of=wrong).run_test(size=(80, 24)) as pilot:
        form = pilot.app.form
        await pilot.pause()
        assert form.ahead and form.body.fields.size.height >= 10
        assert str(form.ahead.render()).endswith("… và 11 thay đổi nữa")
        assert str(form.body.sums.render()).startswith("lần 2: ")
        form.body.fields.focus_on("issued")
        await pilot.pause()
        assert str(form.body.sums.render()).startswith("lần 1: ")


@pytest.mark.parametrize(
    ("act", "vi", "en"),
    [
        ("record-ballot", "8/11 thành viên Hội đồng", "8/11 members of the Council"),
        ("nominate", "8/11 đơn vị thành viên", "8/11 member units"),
    ],
)
def test_a_share_typed_for_a_council_is_one_of_its_members(act, vi, en):
    for lang, text in (("vi", vi), ("en", en)):
        form = FormState(ACTS[act], ActContext(session(*STARTED), HERE, Words(lang)))
        form.put("votes", "8/11")
        assert text in describe_value(form, form.fields["votes"])


@pytest.mark.parametrize(
    ("there", "count", "of"),
    [(2, 2, "present"), (2, 1, "members"), (len(UNITS), len(UNITS), "members"), (0, 2, "members")],
)
def test_a_count_is_of_those_present_where_it_is_as_many_and_not_of_all_members(there, count, of):
    opened = OpenMeeting(cluster="tmth", year=2020, meeting="hop", title="Họp")
    came = (RecordArrival(meeting="hop", unit=unit) for unit in [*UNITS][:there])
    ground = ActContext(session(*STARTED, opened, *came), HERE, Words("vi"))
    votes = {"method": "show-of-hands", "votes": f"1/{count}"}
    assert FormState(ACTS["elect-head"], ground, votes).raw["votes_of"] == of


@pytest.mark.parametrize("act", ["elect-head", "adopt-result"])
@pytest.mark.parametrize("size", [(80, 24), (120, 24), (120, 30), (120, 40), (160, 50)])
async def test_the_arithmetic_and_the_message_of_a_long_form_are_in_sight(tmp_path, size, act):
    typed = {"method": "secret-ballot", "issued": "8", "returned": "8", "invalid": "2"}
    votes = {"candidates": "stc 3; snv 3"} if act == "elect-head" else {"votes": "3/6"}
    async with shown(ledger_at(tmp_path / "a.ledger", story=True), size=size) as pilot:
        await pilot.app.do_act(act)
        await settled(pilot)
        form = pilot.app.screen
        for name, raw in (typed | votes).items():
            form.filling.put(name, raw)
        await form.body.fields.refill(form.filling)
        form.say("Mạng bị ngắt.")
        await settled(pilot)
        frame = form.query_one("#form")
        for part in (form.body.sums, form.body.status):
            assert part.region.height, part
            assert part.region in frame.content_region
            assert form.get_widget_at(*part.region.offset)[0] is part


@pytest.mark.parametrize(
    ("act", "name"),
    [
        ("elect-head", "issued"),
        ("define-award-form", "since"),
        ("open-meeting", "began"),
        ("launch-movement", "since"),
        ("open-year", "since"),
    ],
)
def test_a_number_with_thousands_of_digits_is_wrong_and_no_fault(act, name):
    ground = ActContext(session(*STARTED), HERE, Words("vi"))
    form = FormState(ACTS[act], ground, {"method": "secret-ballot"})
    form.put(name, "9" * 5000)
    assert form.wrong()[name].code in ("too-long", "not-a-year", "out-of-range")


@pytest.mark.parametrize(("began", "part"), [("7:30", "morning"), ("14h30", "afternoon")])
def test_the_time_of_the_opening_says_the_part_of_the_day(began, part):
    ground = ActContext(session(*STARTED), HERE, Words("vi"))
    form = FormState(ACTS["open-meeting"], ground, {"on": "14/01/2020", "began": began})
    assert form.raw["part_of_day"] == part
