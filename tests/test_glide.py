"""The glide of the replay: between two pictures the line grows, and nothing else is made up."""

from __future__ import annotations

import pytest

from tests.pages import ledger_at, press, screen_text, settled, until
from tests.test_player import Clock, clock, playing
from thidua_tui.formatting.replay.glide import HEAD, Glide, differing, spread
from thidua_tui.formatting.replay.playback import MONTH, SPEEDS
from thidua_tui.screens.replay_player import PlayerPage
from thidua_tui.widgets.motion import FRAMES, SECONDS

FIXTURES = (clock,)
BEFORE = ("Sở A   ●━━━", "")
AFTER = ("Sở A   ●━━━━┓", "Sở B   ○    ┗━●")
PARTS = [at / 20 for at in range(21)]


@pytest.mark.parametrize(("here", "there"), [(BEFORE, AFTER), (AFTER, BEFORE)])
def test_a_glide_ends_with_the_second_picture_and_nothing_else(here, there):
    assert Glide(here, there).at(1.0) == there


def test_it_begins_with_the_first_picture():
    assert Glide(BEFORE, AFTER).at(0.0) == BEFORE


def test_the_line_grows_along_time_with_the_mark_at_its_tip():
    tips = []
    for part in PARTS[:-1]:
        rows = Glide(BEFORE, AFTER).at(part)
        found = [(x, y) for y, row in enumerate(rows) for x, char in enumerate(row) if char == HEAD]
        tips.append(max(found))
    assert tips == sorted(tips)
    assert len({*tips}) > 4


def test_going_back_is_the_same_way_the_other_way_round():
    forth, back = Glide(BEFORE, AFTER), Glide(AFTER, BEFORE)
    assert back.back
    assert not forth.back
    half = [back.at(0.5), forth.at(0.5)]
    assert half[0] == half[1]


def test_a_lane_is_named_when_the_line_comes_to_it():
    named = [part for part in PARTS if "Sở B" in Glide(BEFORE, AFTER).at(part)[1]]
    corner = [part for part in PARTS if "┗" in Glide(BEFORE, AFTER).at(part)[1]]
    assert min(named) <= min(corner)
    assert min(named) > 0


def test_what_does_not_differ_never_moves():
    still = ("Sở A   ●━━━━┓", "Sở B       ┗●━━")
    glide = Glide(still, ("Sở A   ●━━━━┓", "Sở B       ┗●━━━━━"))
    assert all(glide.at(part)[0] == still[0] for part in PARTS)


def test_equal_pictures_have_no_way_between_them():
    assert len(Glide(AFTER, AFTER)) == 0
    assert Glide(AFTER, AFTER).at(0.5) == AFTER


def test_lanes_have_free_rows_between_them_where_there_is_room():
    assert spread(AFTER, 2) == AFTER
    assert spread(AFTER, 7) == (AFTER[0], "            ┃", "            ┃", AFTER[1])
    assert spread((), 7) == ()


def test_of_two_rows_only_the_cells_that_differ_are_named():
    assert differing("Sở A  ●━━", "Sở A  ●━━━━") == (9, 11)
    assert differing("Sở A  ●━━●", "Sở A  ●━━━") == (9, 10)
    assert differing("日本 ●", "日本 ━") == (0, 6)  # wide letters: the whole row


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("glide") / "years.ledger", years=True)


@pytest.fixture
def drawings(monkeypatch):
    """The rows at each drawing of the lanes after the first of the page."""
    found: list[tuple[str, ...]] = []
    show = PlayerPage.show_lanes

    def counted(page: PlayerPage, rows: tuple[str, ...]) -> None:
        found.append(rows)
        show(page, rows)

    monkeypatch.setattr(PlayerPage, "show_lanes", counted)
    return found


async def test_motion_changes_nothing_about_where_the_replay_arrives(years, clock, drawings):
    texts = []
    for on in (False, True):
        async with playing(years, size=(120, 40)) as pilot:
            pilot.app.motions.on = on
            for key in ("right", "right", "right", "left", "right"):
                await press(pilot, key)
                await until(pilot, lambda: not pilot.app.motions.running)
                await settled(pilot)
                texts.append(screen_text(pilot.app))
    assert texts[:5] == texts[5:]
    assert len(drawings) > 10


async def test_without_motion_the_lanes_are_drawn_once_a_key(years, clock, drawings):
    async with playing(years, size=(120, 40)) as pilot:
        drawings.clear()
        await press(pilot, "right", "right", "left")
        assert len(drawings) == 3


async def test_where_the_line_stays_as_it_is_nothing_moves(years, clock, drawings):
    async with playing(years, "right", "right", size=(120, 40)) as pilot:
        pilot.app.motions.on = True
        drawings.clear()
        await press(pilot, "right")  # a deputy
        assert len(drawings) == 1


async def test_a_glide_has_a_few_frames_and_steps_in_between(years, clock, drawings):
    async with playing(years, "right", size=(120, 40)) as pilot:
        pilot.app.motions.on = True
        start = pilot.app.screen.lanes
        drawings.clear()
        await press(pilot, "right")
        await until(pilot, lambda: not pilot.app.motions.running)
        assert 2 < len(drawings) <= FRAMES
        assert drawings[0] not in (start, drawings[-1])


@pytest.mark.parametrize(
    ("key", "holds"),
    [
        ("space", lambda page: page.playback.playing),
        ("right", lambda page: not page.playback.playing),
        ("+", lambda page: page.playback.speed == SPEEDS[2]),
    ],
)
async def test_a_key_during_a_glide_acts_at_once(key, holds, years, clock, drawings):
    async with playing(years, size=(120, 40)) as pilot:
        app = pilot.app
        app.motions.on, app.motions.clock = True, lambda: 0.0  # it would never be over by time
        await press(pilot, "right", "right")
        moves, drawn = [app.motions.running], len(drawings)
        at = app.screen.playback.at
        await press(pilot, key)
        assert moves == [True]
        assert holds(app.screen)
        assert (app.screen.playback.at > at) == (key == "right")
        assert len(drawings) <= drawn + FRAMES


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_glide_is_over_before_the_next_moment(speed):
    page = PlayerPage()
    page.playback = page.playback.__class__(
        decided=(True, False, False), at=1, pace=SPEEDS.index(speed)
    )
    assert page.playback.wait == MONTH / speed
    assert page.pace < MONTH / speed
    page.playback = page.playback.toggled()
    assert page.pace == SECONDS


async def test_time_passes_as_without_motion(years, clock):
    waits = []
    for on in (False, True):
        ours: Clock = clock
        async with playing(years, size=(120, 40)) as pilot:
            pilot.app.motions.on = on
            waits.append([ours.pass_by() for _ in range(20)])
            ours.waiting.clear()
    assert waits[0] == waits[1]
