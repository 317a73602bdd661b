"""The page that merges: a file is chosen, each question answered by a key, all recorded by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from events.branches import MERGES
from events.elections import ElectDeputy, ElectHead
from events.errors import UnreadableLedger
from events.meetings import OpenMeeting
from events.unit_commands import FoundUnit
from tests.facts import DAY, HERE, MEMBERS, NEXT
from tests.pages import app_on, press, quiet, screen_text, toasts, until
from tests.two_laptops import Laptop
from thidua_tui.app.open_screens import screen_for
from thidua_tui.screens.file_picker import FilePicker
from thidua_tui.screens.merge_page import MergePage
from thidua_tui.session.location import Location

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two ledgers with a head each for the same year, closed."""
    first = Laptop(tmp_path / "a.ledger", "an")
    first.begin(MEMBERS)
    second = first.copied(tmp_path / "b.ledger", "binh")
    first.do(ElectHead(**HERE, unit="a"))
    second.do(ElectHead(**HERE, unit="b"))
    second.do(ElectDeputy(**NEXT, unit="c"))
    for laptop in (first, second):
        laptop.recorder.move_log()
        laptop.close()
    return tmp_path / "a.ledger", tmp_path / "b.ledger"


async def opened(pilot, app, theirs: Path) -> MergePage:
    """The page with the plan of that file."""
    page = screen_for("merge-branch", app.session, Location(cluster="cum", year=2020), app.words)
    assert isinstance(page, MergePage)
    await app.push_screen(page)
    await quiet(pilot)
    await press(pilot, *str(theirs), "enter")
    await quiet(pilot)
    return page


def merges(app) -> int:
    return len([*app.session.ledger.read(MERGES)])


async def test_a_key_answers_and_one_records_all(files):
    ours, theirs = files
    app = app_on(ours)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        page = await opened(pilot, app, theirs)
        assert page.plan is not None
        assert len(page.answers.asked) == 1
        await press(pilot, "f2")
        assert merges(app) == 0, "an open question holds it up"
        await press(pilot, "2", "f2")
        await until(pilot, lambda: "thidua import" in screen_text(app))
        assert merges(app) == 1
        await press(pilot, "f2")
        assert merges(app) == 1, "once is enough"
        await press(pilot, "enter")
        assert app.screen is not page


async def test_escape_records_nothing(files):
    ours, theirs = files
    app = app_on(ours)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        page = await opened(pilot, app, theirs)
        await press(pilot, "1", "escape")
        assert app.screen is not page
        assert merges(app) == 0


def said(page: MergePage) -> str:
    """What the page says, wherever its lines are broken: a path may be long."""
    return " ".join(str(page.message.render()).split())


async def test_a_file_that_is_no_copy_is_refused_in_words(files, tmp_path):
    ours, _ = files
    app = app_on(ours)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        page = await opened(pilot, app, ours)
        await until(pilot, lambda: "chính là sổ này" in said(page))
        assert page.plan is None
        await press(pilot, "enter")
        assert isinstance(app.screen, FilePicker), "another file can be chosen"


async def test_a_refusal_is_said_where_the_names_cannot_be_read_any_more(files, monkeypatch):
    ours, theirs = files
    app = app_on(ours)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        await opened(pilot, app, theirs)

        def silent(*_args, **_options):
            raise UnreadableLedger("server-silent", address="may-chu/thidua")

        with monkeypatch.context() as patched:
            patched.setattr(app.session, "see", silent)
            patched.setattr(app.session, "see_all", silent)
            patched.setattr(app.session.ledger, "_history", silent)
            await press(pilot, "1", "f2")
            await until(pilot, lambda: "may-chu/thidua không trả lời" in screen_text(app))
        assert merges(app) == 0
        await press(pilot, "f2")
        await until(pilot, lambda: "thidua import" in screen_text(app))
        assert merges(app) == 1


async def test_the_field_asks_for_a_ledger_and_takes_no_table(files):
    ours, _ = files
    app = app_on(ours)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        page = screen_for(
            "merge-branch", app.session, Location(cluster="cum", year=2020), app.words
        )
        await app.push_screen(page)
        await quiet(pilot)
        picker = app.screen
        assert isinstance(picker, FilePicker)
        assert ".jsonl" in picker.entry.placeholder and "dán" not in picker.entry.placeholder
        picker.entry.post_message(Paste("a\tb\nc\td"))
        await quiet(pilot)
        assert app.screen is picker


@pytest.fixture
def many(tmp_path: Path) -> tuple[Path, Path]:
    """Two ledgers with two heads, a unit and a meeting that differ, closed."""
    first = Laptop(tmp_path / "a.ledger", "an")
    first.begin(MEMBERS)
    second = first.copied(tmp_path / "b.ledger", "binh")
    for laptop, unit in ((first, "a"), (second, "b")):
        laptop.do(ElectHead(**HERE, unit=unit))
        laptop.do(ElectHead(**NEXT, unit=unit))
        laptop.do(FoundUnit(unit="x", name=f"Sở X {unit}"))
        laptop.do(OpenMeeting(**HERE, meeting="m", title=f"Họp {unit}", on=DAY))
        laptop.recorder.move_log()
        laptop.close()
    return tmp_path / "a.ledger", tmp_path / "b.ledger"


def given(page: MergePage) -> list[str]:
    """The answers in the order of the questions, with ? where there is none."""
    answers = page.answers
    return [answers.given.get(one.act.act, "?") for one in answers.asked]


async def test_a_key_answers_all_that_is_left_and_keeps_what_was_answered(many):
    app = app_on(many[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        page = await opened(pilot, app, many[1])
        await press(pilot, "2", "7")
        assert given(page) == ["theirs", "ours", "ours", "?"], "one code is looked at by itself"
        await press(pilot, "4", "8")
        assert given(page) == ["theirs", "ours", "ours", "both"]
        assert app.reason("no-questions") in toasts(app), "nothing is left to answer"
        await press(pilot, "ctrl+z", "ctrl+z")
        assert given(page) == ["theirs", "?", "?", "?"]
        await press(pilot, "9")
        assert given(page) == ["theirs", "later", "later", "later"]
        assert merges(app) == 0


async def test_both_is_an_answer_only_where_two_things_have_one_code(many):
    app = app_on(many[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        page = await opened(pilot, app, many[1])
        await press(pilot, "4")
        assert given(page) == ["?"] * 4
        assert app.words("merge.page.not-both") in screen_text(app)
        await press(pilot, "ctrl+z")
        assert app.reason("no-answers") in toasts(app)
