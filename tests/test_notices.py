"""What an older version recorded is pointed out by `verify`, and refused by nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from events.award_events import AwardAnnulled, AwardNominated
from events.awards import WithdrawNomination
from events.batch import Together
from events.corrections import effective
from events.errors import BadInput, Noticed, Refused
from events.event import Entry, Event, Source, name_of
from events.meetings import MeetingOpened, UnitsAttended
from events.notices import REASONED, notices
from events.permissions import DUTIES
from events.result_events import ResultAdopted
from events.roles import DeputyElected, HeadElected
from events.store.ledger import Circumstances, Ledger, drafted
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from events.units import UnitFounded, UnitRenamed
from events.verify_content import flaws
from events.voting import Tally
from tests.facts import FLAG, HERE, MEMBERS, A, place
from tests.spec import TODAY, clock_at, entry, flat, given, ledger_with, missing
from tests.universe import COMMANDS
from thidua_tui.cli.main import answer

NOW = clock_at(TODAY)


def entries(*facts: Event | tuple[Event, ...]) -> list[Entry]:
    return [entry(fact, position) for position, fact in enumerate(flat(facts), 1)]


def pointed_out(typed: list[Entry], now: datetime = NOW) -> list[Noticed]:
    found = notices(typed, effective(typed), now)
    assert [notice.code for notice in found if missing(notice)] == []
    return found


def found(*facts: Event | tuple[Event, ...], reason: str = "") -> list[str]:
    """The codes of what is pointed out of the last fact, with this reason."""
    typed = entries(*facts)
    typed[-1] = entry(typed[-1].event, len(typed), reason=reason)
    assert flaws(typed, effective(typed)) == []
    notes = pointed_out(typed)
    assert {notice.facts["position"] for notice in notes} <= {len(typed)}
    return [why(notice) for notice in notes]


def why(notice: Noticed) -> str:
    """The code of the reason of a notice; its own where it has none."""
    return getattr(notice.facts.get("why"), "code", notice.code)


# Counts and places

OPENED = MeetingOpened(meeting="m", **HERE, title="Hội nghị")
ATTENDED = UnitsAttended(meeting="m", **HERE, units=("a", "b"))
PARTS = "votes-below-majority"


@pytest.mark.parametrize(
    ("votes", "code", "explained"),
    [
        (Tally(votes_for=2, total=3), "", True),
        (Tally(votes_for=3, total=3), "votes-above-voters", True),
        (Tally(votes_for=0, total=3), "votes-for-none", False),
        (Tally(votes_for=1, total=3), PARTS, True),
        (Tally(votes_for=80, total=80), "votes-above-roll", False),
        (Tally(votes_for=3, total=3, of="present"), "votes-above-present", False),
        (Tally(votes_for=2, total=2, of="present"), "", True),
        (Tally(votes_for=8, total=8, of="valid"), "votes-above-voters", True),
        (Tally(votes_for=1, total=1, of="valid"), "papers-of-some", True),
    ],
)
@pytest.mark.parametrize(
    "fact",
    [
        lambda votes: HeadElected(**HERE, unit="a", votes=votes),
        lambda votes: DeputyElected(**HERE, unit="a", votes=votes),
        lambda votes: ResultAdopted(**HERE, places=(place(1, "a"),), votes=votes),
        lambda votes: AwardNominated(**FLAG, votes=votes, result_unknown=True),
    ],
    ids=["head", "deputy", "result", "proposal"],
)
def test_a_count_agrees_with_the_roll_and_the_attendance(fact, votes, code, explained):
    """What a reason explains is pointed out where there is none; the rest in any case."""
    world = (*MEMBERS, OPENED, ATTENDED, fact(votes))
    assert found(*world) == [code] * bool(code)
    assert found(*world, reason="biên bản ghi vậy") == [code] * (bool(code) and not explained)


def test_the_roll_is_the_one_that_the_ledger_has_in_the_end():
    """The order of typing has no effect: attendance that came late counts."""
    head = HeadElected(**HERE, unit="a", votes=Tally(votes_for=2, total=2, of="present"))
    assert [why(n) for n in pointed_out(entries(*MEMBERS, head))] == ["presence-not-recorded"]
    assert pointed_out(entries(*MEMBERS, head, OPENED, ATTENDED)) == []


@pytest.mark.parametrize(
    ("places", "code"),
    [((), "no-places"), ((place(3, "a"),), "places-left-out"), ((place(1, "a"),), "")],
)
def test_places_are_all_there_or_a_reason_says_why_not(places, code):
    result = ResultAdopted(**HERE, places=places)
    assert found(*MEMBERS, result) == [code] * bool(code)
    assert found(*MEMBERS, result, reason="báo không nêu") == []


# Names

NAMED = UnitFounded(unit="x", name="Sở Nội vụ")


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (UnitFounded(unit="y", name="Sở Nôi vụ"), "names-nearly-alike"),
        (UnitFounded(unit="y", name="Sở Ngoại vụ"), ""),
        (UnitFounded(unit="y", name="S\u043e Y tế"), "name-misspelt"),
        (UnitRenamed(unit="x", name="Sở \u00d0ịa chính", on=date(2020, 1, 1)), "name-misspelt"),
    ],
)
def test_names_that_a_person_would_confuse_are_pointed_out(fact, code):
    assert found(NAMED, fact) == [code] * bool(code)


# Authors, times, sources, reasons


@pytest.mark.parametrize("by", ["", "x" * 301, "Lan\nMinh"])
def test_an_unusual_author_is_pointed_out_once_and_refused_from_now_on(by):
    typed = [entry(A, 1, by=by), entry(NAMED, 2, by=by)]
    assert flaws(typed, effective(typed)) == []
    (notice,) = pointed_out(typed)
    assert notice.facts == {"position": 1, "count": 2}
    with pytest.raises(BadInput):
        ledger_with().execute(FoundUnit(unit="y", name="Y"), Circumstances(by=by))


def test_times_to_come_are_pointed_out_with_the_first_of_them():
    ahead = NOW + timedelta(days=2)
    typed = [entry(A, 1), entry(NAMED, 2, at=ahead)]
    (notice,) = pointed_out(typed)
    assert (notice.code, notice.facts["position"]) == ("stamped-ahead", 2)
    assert pointed_out(typed, ahead) == []
    assert flaws(typed, effective(typed)) == []


def test_a_source_of_a_day_to_come_is_pointed_out_and_refused_from_now_on():
    late = Source(kind="newspaper", title="Báo", on=date(2099, 1, 1))
    typed = [entry(A, 1, source=late)]
    assert flaws(typed, effective(typed)) == []
    assert [notice.code for notice in pointed_out(typed)] == ["source-of-a-later-day"]
    command, ledger = FoundUnit(unit="y", name="Y"), ledger_with()
    with pytest.raises(Refused) as refused:
        ledger.execute(command, Circumstances(by="x", source=late))
    assert refused.value.code == "source-in-the-future"
    assert missing(refused.value) == []
    evening = Source(kind="newspaper", title="Báo", on=TODAY + timedelta(days=1))
    assert ledger.execute(command, Circumstances(by="x", source=evening))


def test_a_source_may_be_of_a_later_day_than_what_a_file_records():
    """A file of old acts has a day of its own; the source was printed afterwards."""
    source = Source(kind="newspaper", title="Báo", on=date(2021, 1, 10))
    how = Circumstances(by="x", source=source, today=date(2021, 1, 2))
    assert ledger_with().execute(FoundUnit(unit="y", name="Y"), how)


def test_what_takes_something_back_gives_a_reason():
    nominated = AwardNominated(**FLAG, result_unknown=True)
    typed = [*entries(*MEMBERS, nominated)]
    annulled = AwardAnnulled(**FLAG, number="1", on=TODAY)
    typed.append(entry(annulled, len(typed) + 1))
    assert [n.code for n in pointed_out(typed)] == ["act-without-reason"]
    typed[-1] = entry(annulled, len(typed), reason="khai sai")
    assert pointed_out(typed) == []


def test_every_act_that_wants_a_reason_is_known():
    wanted = {command.__name__ for command in COMMANDS if command.needs_reason}
    assert wanted >= {"AnnulAward", "WithdrawNomination", "WithdrawResult", "GiveVerdict"}
    assert len(wanted - {"Retract", "Correct"}) == len(REASONED)
    assert {name_of(kind) for kind in REASONED} <= {*DUTIES}


# The commands


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger with what an older version recorded."""
    path = tmp_path / "old.ledger"
    with SQLiteRecorder(path) as recorder:
        ledger = Ledger(recorder, clock=lambda: clock_at(TODAY))
        head = HeadElected(**HERE, unit="a", votes=Tally(votes_for=0, total=3))
        for number, fact in enumerate(flat((*MEMBERS, head))):
            how = Circumstances(by="x", act=f"x{number}")
            recorder.append([drafted(fact, how, ledger.clock())[0]])
    return path


@pytest.mark.parametrize(("lang", "words"), [("vi", "Mục 8: 0 phiếu"), ("en", "Entry 8: 0 votes")])
def test_verify_says_it_as_long_as_it_is_there_and_the_import_takes_it(
    old, lang, words, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "home"))
    for _ in range(2):
        assert answer(["--lang", lang, "verify", "--ledger", str(old)]) == 0
        assert words in capsys.readouterr().out
    lines, new = tmp_path / "lines", tmp_path / "new.ledger"
    assert answer(["export", "--to", str(lines), "--ledger", str(old)]) == 0
    assert answer(["import", str(lines), "--ledger", str(new)]) == 0
    capsys.readouterr()
    assert answer(["--lang", lang, "verify", "--ledger", str(new)]) == 0
    assert words in capsys.readouterr().out


def test_several_acts_in_one_want_a_reason_where_any_of_them_does():
    withdraw = WithdrawNomination(**FLAG)
    world = (*MEMBERS, AwardNominated(**FLAG, result_unknown=True))
    both = Together(commands=(FoundUnit(unit="y", name="Sở Y tế"), withdraw))
    given(*world).when(both).refused("reason-missing")
    given(*world).because("rút").when(both).accepted()
    given(*world).when(Together(commands=both.commands[:1])).accepted()
