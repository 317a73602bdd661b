"""The shorter key is named after the long way, a few times, and never again once it was used."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from tests.pages import app_on, ledger_at, press, quiet, settled, standing_still, toasts
from tests.systems import assert_private
from thidua_tui.keymap.learned_shortcuts import KNOWN, MOST, Learning


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@asynccontextmanager
async def learning(path, file=None):
    app = app_on(path)
    app.learn(Learning(file))
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        yield pilot


async def named(pilot) -> list[str]:
    await quiet(pilot)
    return [toast for toast in toasts(pilot.app) if toast.startswith("Lần sau nhanh hơn")]


async def test_what_was_chosen_in_the_list_of_keys_is_named_with_its_key(demo):
    async with learning(demo) as pilot:
        await press(pilot, "?", *"luanphien", "enter")
        assert await named(pilot) == ["Lần sau nhanh hơn: phím 2 – Luân phiên."]


async def test_a_key_that_was_used_is_not_named(demo):
    async with learning(demo) as pilot:
        await press(pilot, "2", "1", "?", *"luanphien", "enter")
        assert await named(pilot) == []


async def test_an_act_is_named_when_it_was_recorded_and_not_when_it_was_left(demo):
    async with learning(demo) as pilot:
        await press(pilot, "a", *"phattrien", "escape")
        await press(pilot, "a", *"launch-m", "enter")
        assert await named(pilot) == []
        await press(pilot, *"thidua", "f2", "escape")
        assert await named(pilot) == ["Lần sau nhanh hơn: phím m – Ghi phong trào thi đua."]


async def test_an_act_that_was_left_is_not_named_after_another(demo):
    async with learning(demo) as pilot:
        await press(pilot, "a", *"elect-head", "enter", "escape", "m", *"thidua", "f2")
        assert await named(pilot) == []


def test_a_key_is_named_a_few_times_and_then_no_more():
    learning = Learning()
    assert [learning.names("acts") for _ in range(MOST + 2)] == [True] * MOST + [False] * 2
    assert learning.used("acts")
    assert not learning.used("acts")


def test_what_was_learnt_is_kept_for_its_owner_alone_and_nonsense_is_passed_over(tmp_path):
    file = tmp_path / "state" / "keys-learnt.json"
    first = Learning(file)
    first.used("acts")
    first.keep()
    assert_private(file)
    again = Learning(file)
    again.load()
    assert again.shown_counts == {"acts": KNOWN}
    file.write_text("[1, 2", "utf-8")
    again.load()
    assert again.shown_counts == {"acts": KNOWN}


async def test_a_key_of_a_form_that_was_chosen_in_the_list_is_named_too(demo):
    async with learning(demo) as pilot:
        await press(pilot, "m", "f1", *"nhap lai", "enter")
        assert await named(pilot) == []
        await press(pilot, "escape")
        assert await named(pilot) == ["Lần sau nhanh hơn: phím F8 – nhập lại từ đầu."]
