"""`x`: the checkpoint on the screen, copied, and an old one held against today's ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from events import checkpoint_code
from events.elections import ElectDeputy
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.driven import AppPilot
from tests.pages import NOW, ShownApp, ledger_at, press, screen_text, settled, shown
from tests.test_attacks import World as Attacked
from thidua_tui.app.app import ThiduaApp
from thidua_tui.formatting.pictures.qr_code import picture
from thidua_tui.screens.checkpoint import Checkpoint
from thidua_tui.session import operator_key
from thidua_tui.session.backup import point_now


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "own"))
    return tmp_path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return ledger_at(tmp_path / "a.ledger", story=True)


def code_of(file: Path) -> str:
    with SQLiteRecorder(file, read_only=True) as recorder:
        return checkpoint_code.written(point_now(Ledger(recorder, clock=lambda: NOW)))


async def opened(pilot: AppPilot[ShownApp]) -> Checkpoint:
    await press(pilot, "x")
    assert isinstance(pilot.app.screen, Checkpoint)
    return pilot.app.screen


def text(app: ThiduaApp) -> str:
    """The screen without what breaks its lines."""
    return " ".join(screen_text(app).split())


async def asked(pilot: AppPilot[ShownApp], code: str) -> str:
    """What the page says to an old code."""
    screen = pilot.app.screen
    await pilot.press("tab")
    screen.entry.value = code
    await pilot.pause()
    await pilot.press("enter")
    await settled(pilot)
    return " ".join(screen.query_one("#point-answer").render().plain.split())


@pytest.mark.parametrize(("size", "whole"), [((80, 24), False), ((120, 40), True)])
async def test_code_and_picture_are_on_one_screen(file, size, whole):
    code = code_of(file)
    async with shown(file, size=size) as pilot:
        screen = await opened(pilot)
        seen = screen_text(pilot.app)
        compact = "".join(seen.split())
        first, last = code[:21], code[21:]
        assert first in compact
        assert last in compact
        assert screen.point
        note, short = screen.point.pictures
        drawn = note if whole else short
        assert list(short) == picture(code)
        lines = [line for line in seen.splitlines() if "▀" in line or "█" in line]
        assert all(any(row.strip() in line for line in lines) for row in drawn if row.strip())
        assert "35 mục" in seen
        assert "Chưa ký" in seen
        assert "chưa giao nhiệm vụ ghi sổ cho ai" in text(pilot.app)


async def test_the_picture_is_black_on_white_in_every_theme(file):
    async with shown(file) as pilot:
        screen = await opened(pilot)
        for _ in range(5):
            pilot.app.theme = "thidua-light" if pilot.app.theme == "thidua-dark" else "thidua-dark"
            await pilot.pause()
            strip: Any = screen.query_one("#point-picture").render_line(1)  # all of it has colours
            colours = {(s.style.color.triplet.hex, s.style.bgcolor.triplet.hex) for s in strip}
            assert colours == {("#000000", "#ffffff")}


async def test_with_a_key_the_text_is_signed_and_says_so(file):
    operator_key.new_key("lan")
    async with shown(file, lang="en") as pilot:
        screen = await opened(pilot)
        assert "Signed with the key lan." in screen_text(pilot.app)
        assert screen.point
        assert len(screen.point.pictures[0]) > len(picture("x" * 122))


async def test_c_copies_the_code_and_says_so(file):
    code = code_of(file)
    async with shown(file) as pilot:
        await opened(pilot)
        await pilot.press("c")
        assert pilot.app.clipboard == code
        assert code in "".join(text(pilot.app).split()) or code[:20] in text(pilot.app)
        assert "bộ nhớ tạm" in text(pilot.app)


async def test_an_old_code_holds_or_not_and_a_slip_is_told(file):
    old = code_of(file)
    with SQLiteRecorder(file) as recorder:
        Ledger(recorder, clock=lambda: NOW).execute(
            ElectDeputy(cluster="tmth", year=2021, unit="snv"), Circumstances(by="x")
        )
    async with shown(file) as pilot:
        await opened(pilot)
        told = await asked(pilot, f" {old.lower().replace('-', ' ')} ")
        assert told.startswith("✓")
        assert "ghi thêm 1 mục" in told
        for wrong in (old[:-1] + ("0" if old[-1] != "0" else "1"), "36", "Sở Tài chính", "[red]"):
            assert (await asked(pilot, wrong)).startswith("✗")


async def test_letters_of_a_code_are_no_keys_and_no_telex(file):
    async with shown(file) as pilot:
        pilot.app.input_method = "telex"
        screen = await opened(pilot)
        await pilot.press("tab")
        await pilot.press(*"xqcs")
        assert screen.entry.value == "xqcs"
        assert pilot.app.screen is screen
        await pilot.press("escape")
        assert pilot.app.screen is screen
        await pilot.press("escape")
        assert pilot.app.screen is not screen


@pytest.mark.parametrize("key", ["escape", "x", "q"])
async def test_it_closes_without_leaving_the_program(file, key):
    async with shown(file) as pilot:
        before = len(pilot.app.screen_stack)
        await opened(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert len(pilot.app.screen_stack) == before


async def test_a_ledger_that_was_changed_gets_no_code(file, tmp_path):
    edit_on = Attacked.__new__(Attacked)
    edit_on.file = file
    async with shown(file) as pilot:
        edit_on.sql("UPDATE events SET data = CAST(replace(data, 'Sở', 'Sỏ') AS BLOB)")
        screen = await opened(pilot)
        assert screen.point is None
        shown_text: Any = screen.query_one("#point-text").render()
        assert "sai từ mục 1" in shown_text.plain
        await pilot.press("c")
        assert not pilot.app.clipboard


async def test_a_code_of_a_ledger_that_was_rewritten_is_told(file):
    old = code_of(file)

    attacked = Attacked.__new__(Attacked)
    attacked.file = file
    attacked.sql("UPDATE events SET data = CAST(replace(data, 'Sở N', 'Sở M') AS BLOB)")
    with SQLiteRecorder(file, read_only=True) as recorder:
        name = recorder.name
    attacked.recompute(name)
    async with shown(file) as pilot:
        await opened(pilot)
        told = await asked(pilot, old)
        assert told.startswith("✗")
        assert "35" in told
