"""Issued papers on the screen that an act makes differ: form, line, notice, list."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from tests.driven import AppPilot
from tests.pages import (
    ShownApp,
    ledger_at,
    press,
    screen_text,
    shown,
    standing_still,
    toasts,
    until,
)
from thidua_tui.screens.form import Form
from thidua_tui.screens.paper_list import PaperList

TO = "Chủ tịch Ủy ban nhân dân tỉnh"
FORM = "bk-tinh"
MORE = "de nghi vp-dbqh bang khen"
DIFFERS = "▲ Tờ trình 01/TTr-CTĐ: 1 ý khác"
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def path(tmp_path, run):
    """The demo's conference with an issued submission."""
    with standing_still():
        ledger = ledger_at(tmp_path / "demo.ledger", story=True)
        issue = ("--unit", TO, "--issue", "--symbol", "TTr-CTĐ", "--format", "text")
        where = ("--cluster", "tmth", "--year", "2020", "--ledger", ledger)
        code, _, err = run("paper", "submission", *issue, *where, "--to", tmp_path / "ttr.txt")
        assert code == 0, err
        yield ledger


async def seen(pilot: AppPilot[ShownApp], text: str) -> None:
    """Wait until a text is on the screen."""
    await until(pilot, lambda: text in screen_text(pilot.app))
    assert text in screen_text(pilot.app)


async def test_a_form_names_them_below_its_fields_and_only_while_there_are_any(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await press(pilot, "1")
        await pilot.app.do_act("nominate")
        form = pilot.app.screen
        assert isinstance(form, Form)
        papers = form.body.papers
        assert not papers.display
        for field, value in {"unit": "vp-dbqh", "form": FORM, "addressed_to": TO}.items():
            form.filling.put(field, value)
        papers.look_soon()
        await seen(pilot, DIFFERS)
        form.filling.put("unit", "")
        papers.look_soon()
        await until(pilot, lambda: not papers.display)
        assert DIFFERS not in screen_text(pilot.app)


async def test_the_line_names_them_before_and_the_notice_after(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await press(pilot, "1", ":")
        pilot.app.screen.post_message(Paste(MORE))
        await seen(pilot, DIFFERS)
        await press(pilot, "enter")
        await until(pilot, lambda: DIFFERS in " ".join(toasts(pilot.app)))
        assert DIFFERS in " ".join(toasts(pilot.app))


async def test_the_list_says_which_are_still_true(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        await press(pilot, "1", "ctrl+t")
        assert isinstance(pilot.app.screen, PaperList)
        await seen(pilot, "đã ban hành · còn đúng")
        await press(pilot, "escape", ":")
        pilot.app.screen.post_message(Paste(MORE))
        await press(pilot, "enter", "escape", "ctrl+t")
        await seen(pilot, "đã ban hành · khác 1 ý")
