"""The rotation, replayed: by the days of the facts, or as they came to be known; no clock."""

from __future__ import annotations

from datetime import date

import pytest
from rich.cells import cell_len

from events.corrections import EntriesRetracted
from events.roles import ActingHeadNamed, DeputyElected, HeadElected, OfficerStoodDown
from events.store.ledger import Ledger
from tests.facts import MEMBERS, ClusterYear
from tests.reorganised_year import BEFORE, REORGANISED, SEATS, recorded
from tests.spec import ledger_with
from thidua_tui.formatting.pictures.leadership_chart import Stretch, picture
from thidua_tui.formatting.replay import replay_text
from thidua_tui.formatting.replay.playback import DECISION, MONTH, SPEEDS, Playback, frames, whole
from thidua_tui.i18n.messages import Words
from views.names import Names
from views.projection import project
from views.replay import Axis, Replay

pytestmark = pytest.mark.usefixtures("home")
VI = Words("vi")
MARCH, MAY = date(2020, 3, 1), date(2020, 5, 1)


def of(year: int) -> ClusterYear:
    return {"cluster": "cum", "year": year}


HEADS = (
    HeadElected(**of(2018), unit="a"),
    DeputyElected(**of(2018), unit="b"),
    HeadElected(**of(2020), unit="b", on=date(2020, 1, 14)),
    OfficerStoodDown(**of(2020), unit="b", role="head", on=MARCH),
    ActingHeadNamed(**of(2020), unit="a", on=MARCH),
    HeadElected(**of(2020), unit="c", on=MAY),
)


def replayed(*facts, axis: Axis = "true", ledger: Ledger | None = None, cluster: str = "cum"):
    """The replay and its frames."""
    replay = project(Replay(cluster, axis), ledger or ledger_with(*MEMBERS, *facts))
    return replay, frames(replay)


def decisions(made) -> list[tuple[str, str, str | None]]:
    """(day, role, unit) of whoever leads after each decision."""
    led = [(f.moment.day.isoformat(), f.leading) for f in made if f.decided]
    return [(day, row.role if row else "-", row.unit if row else None) for day, row in led]


def test_nobody_in_office_is_nothing_to_replay():
    assert replayed()[1] == ()


def test_along_true_time_every_decision_stands_at_its_day():
    assert decisions(replayed(*HEADS)[1]) == [
        ("2018-01-01", "head", "a"),
        ("2018-01-01", "head", "a"),
        ("2020-01-14", "head", "b"),
        ("2020-03-01", "vacant", None),
        ("2020-03-01", "acting", "a"),
        ("2020-05-01", "head", "c"),
    ]


def test_a_month_without_a_decision_is_a_moment_in_which_time_passes():
    made = replayed(*HEADS)[1]
    months = [f.moment.day for f in made if not f.decided]
    assert months[0] == date(2018, 2, 1)
    assert date(2020, 3, 1) not in months
    assert months[-1] == date(2020, 12, 1)
    assert [f.moment.day for f in made] == sorted(f.moment.day for f in made)


def test_a_year_of_which_nobody_is_recorded_shows_nobody():
    made = replayed(*HEADS)[1]
    silent = [f for f in made if f.moment.year == 2019]
    assert len(silent) == 12
    assert {f.leading for f in silent} == {None}
    assert replay_text.holder(silent[0], VI) == "CHƯA GHI"


def test_a_day_that_nobody_recorded_is_not_made_up():
    replay, made = replayed(*HEADS)
    assert replay_text.when(made[0], replay.axis, VI) == "Năm 2018, chưa ghi ngày"
    third = [frame for frame in made if frame.decided][2]
    assert replay_text.when(third, replay.axis, VI) == "Ngày 14/01/2020"


def test_a_fact_entered_late_stands_where_it_belongs_and_along_knowledge_where_it_was_typed():
    late = (*HEADS[2:], *HEADS[:2])
    assert decisions(replayed(*late)[1]) == decisions(replayed(*HEADS)[1])
    known = [f.leading.unit for f in replayed(*late, axis="known")[1] if f.leading]
    assert known == ["b", None, "a", "c", "a", "a"]


def test_along_knowledge_a_retraction_is_a_moment_that_says_what_no_longer_counts():
    gone = EntriesRetracted(positions=(8,), concerns=("cluster:cum", "cluster:cum/2018"), place=8)
    replay, made = replayed(*HEADS[:2], gone, axis="known")
    assert [frame.leading is not None for frame in made] == [True, True, False]
    assert [row.unit for row in made[-1].deputies] == ["b"]
    ((deed, paper),) = replay_text.deeds(made[-1], replay, replay_names(replay), VI)
    assert deed.startswith("Đã hủy: Bầu Sở")
    assert "mục" in paper


def replay_names(replay) -> Names:
    """The names that the replay's entries give."""
    names = Names()
    for entry in replay.typed:
        names.apply(entry)
    return names


def test_what_befalls_an_officer_is_told_where_it_befell_it():
    replay, made = replayed(ledger=recorded(*BEFORE, *REORGANISED, *SEATS), cluster="tmth")
    lines = list(replay_text.steps(made, replay, VI))
    (merged,) = [at for at, line in enumerate(lines) if "hợp nhất thành Sở Tài chính" in line]
    assert lines[merged].endswith("[văn bản «NQ 04» ngày 18/02/2025, mục 12]")
    assert lines[merged - 1].startswith("Ngày 01/03/2025 · (khuyết), từ ngày 01/03/2025")
    assert not any("Lao động" in line for line in lines if "hợp nhất" in line)


def test_the_replay_ends_with_the_knowledge_asked_for():
    ledger = ledger_with(*MEMBERS, *HEADS)
    early = project(Replay("cum"), ledger, len(MEMBERS) + 4)
    assert decisions(frames(early))[-1] == ("2020-03-01", "vacant", None)


# The picture grows


def test_the_picture_has_its_whole_width_from_the_start_and_grows_in_it():
    made = replayed(*HEADS)[1]
    everything = whole(made)
    drawn = [
        picture(f.rows, 78, f.moment.year, "(khuyết)", Stretch(rows=everything, now=f.moment.day))
        for f in made
    ]
    assert len({one.years for one in drawn}) == 1
    assert len({len(one.lines) for one in drawn}) == 1
    assert all(cell_len(line) <= 78 for one in drawn for line in one.lines)
    first, later = drawn[0].lines[1], drawn[8].lines[1]
    assert first.count("━") < later.count("━")
    assert drawn[0].lines[3] == ""


def test_what_was_drawn_of_a_year_stays_when_the_next_is_recorded_by_nobody():
    made = replayed(*HEADS)[1]
    everything = whole(made)

    def lane(day: date) -> str:
        frame = next(f for f in made if f.moment.day == day)
        stretch = Stretch(rows=everything, now=day)
        return picture(frame.rows, 78, day.year, "(khuyết)", stretch).lines[1].rstrip()

    assert lane(date(2018, 12, 1)).count("━") > 5
    assert lane(date(2019, 6, 1)).count("━") >= lane(date(2018, 12, 1)).count("━")


def test_within_a_year_that_is_wide_enough_days_have_places_and_a_vacancy_is_a_gap():
    made = replayed(*HEADS)[1]
    lines = picture(made[-1].rows, 78, 2020, "(khuyết)").lines
    head = lines[2]
    assert head.index("●") < lines[1].rindex("◆") < lines[3].index("●")


# The player without a clock


def test_time_runs_by_itself_and_ends_at_the_end():
    now = Playback((True, False, True), playing=True)
    assert now.wait == DECISION
    now = now.tick()
    assert (now.at, now.wait) == (1, MONTH)
    now = now.tick()
    assert (now.at, now.playing, now.wait) == (2, False, None)
    again = now.toggled()
    assert (again.at, again.playing) == (0, True)


def test_it_stops_at_decisions_when_told_to_and_goes_on():
    now = Playback((True, False, True, False), stops=True).tick().tick()
    assert (now.at, now.playing) == (2, False)
    assert now.tick() == now
    assert now.toggled().tick().at == 3


def test_a_step_goes_from_decision_to_decision_and_stands():
    now = Playback((True, False, False, True, False))
    there = now.stepped(1)
    assert (there.at, there.playing) == (3, False)
    assert there.stepped(1).at == 4
    assert there.stepped(-1).at == 0
    assert now.stepped(-1).at == 0


def test_the_pace_stays_within_what_there_is():
    now = Playback((True, True))
    slow, fast = now, now
    for _ in range(9):
        slow, fast = slow.paced(-1), fast.paced(1)
    assert (slow.speed, fast.speed) == (SPEEDS[0], SPEEDS[-1])
    assert fast.wait == pytest.approx(DECISION / SPEEDS[-1])


def test_an_empty_replay_neither_runs_nor_breaks():
    now = Playback(())
    assert (now.wait, now.tick().playing, now.toggled().playing) == (None, False, False)
    assert now.stepped(1).at == now.stepped(-1).at == 0


# On the command line


def test_the_steps_of_the_story_as_lines(run, story):
    code, out, _ = run("show", "leaders", "--replay", "--ledger", story)
    lines = out.splitlines()
    assert (code, lines[0]) == (0, "Cụm thi đua các cơ quan tham mưu tổng hợp (tmth)")
    assert lines[1].startswith("Năm 2020, chưa ghi ngày · Trưởng cụm: Văn phòng Đoàn Đại biểu")
    assert lines[5].startswith("Ngày 14/01/2021 · Trưởng cụm: Sở Tài chính")
    assert "báo chí «Nguyễn Hoàng Đỉnh" in lines[6]
    until = run("show", "leaders", "--replay", "--year", "2020", "--ledger", story)[1]
    assert "2021 ·" not in until
    known = run("show", "leaders", "--replay", "known", "--ledger", story)[1]
    assert known.splitlines()[1].startswith("Ghi vào sổ ")


def test_only_leaders_are_replayed_and_only_along_two_axes(run, story):
    assert run("show", "units", "--replay", "--ledger", story)[0] == 2
    assert run("show", "leaders", "--replay=false", "--ledger", story)[0] == 2
    code, _, err = run("show", "leaders", "--replay", "--cluster", "tmt", "--ledger", story)
    assert (code, "tmth" in err) == (2, True)
