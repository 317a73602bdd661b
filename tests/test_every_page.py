"""Every page at five sizes and in four themes: what it shows, how it is coloured, how full it is.

The text of each page at each size is stored in `__snapshots__/pages`, one file for a page, and the
colours at 120×40 for each theme; `pytest tests/test_every_page.py --snapshot-update` writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from textual.app import App

from tests.driven import AppPilot
from tests.pages import ShownApp, Walk, app_on, ledger_at, quiet, screen_text, standing_still
from tests.table_keys import to_table
from tests.test_breakpoints import DIALOGS, PAGES, SIZES
from tests.test_colours import LEAST, pairs
from tests.test_snapshots import same_everywhere
from thidua_tui.platform.contrast import ratio
from thidua_tui.platform.themes import DARK, THEMES

FIXTURES = (same_everywhere,)
STORED = Path(__file__).parent / "__snapshots__" / "pages"
OTHERS = {
    "minutes": to_table("minutes"),
    "projector": ("i",),
    "ceremony": ("r", *["space"] * 7),
    "grid": ("c",),
    "moment": ("at",),
}
"""Name -> the keys that lead to what is neither a page of a tab nor a dialog."""
KEYS = {page: keys for page, (keys, _) in PAGES.items()} | DIALOGS | OTHERS
FULL_SIZE, COLOURED_SIZE = (160, 50), (120, 40)
REST = 0.25
"""Seconds after which what a page reads later is there, or was asked for."""
FRAME = " │─╭╮╰╯┌┐└┘├┤┬┴┼▏▕▁▔▌▐"


def styles(app: App[int]) -> Iterator[str]:
    """Yield a line for each line of the screen: the runs of equal style, as cells and colours."""
    for y, strip in enumerate(app.screen._compositor.render_strips(app.size)):
        parts = [(segment.style, segment.cell_length) for segment in strip]
        runs = [
            f"{sum(length for _, length in run)} {style}"
            for style, run in groupby(parts, key=lambda part: part[0])
        ]
        yield f"{y:3} " + " · ".join(runs)


async def at_rest_text(pilot: AppPilot[ShownApp]) -> str:
    """Return what the screen shows once it no longer changes: a page reads some parts later."""
    await quiet(pilot)
    text = ""
    while text != (now := screen_text(pilot.app)):
        text = now
        await pilot.pause(REST)
        await quiet(pilot)
    return text


def used(text: str) -> int:
    """Return how many lines hold more than frames and spaces."""
    return sum(bool(line.strip(FRAME)) for line in text.split("\n"))


def check_stored(name: str, content: str, update: bool) -> None:
    """Compare with what is stored, or store it."""
    file = STORED / f"{name}.txt"
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    assert file.exists(), f"{file.name} is not stored: --snapshot-update"
    assert content == file.read_text("utf-8")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    with standing_still():  # with the same ids everywhere
        return ledger_at(tmp_path_factory.mktemp("story") / "demo.ledger", story=True)


@pytest.mark.parametrize("page", KEYS)
async def test_a_page_at_every_size_in_every_theme(page, story, request):
    texts: list[str] = []
    colours: list[str] = []
    unreadable: dict[object, float] = {}
    app = app_on(story, "vi", DARK.name)
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await quiet(pilot)
        await Walk(pilot).to(*KEYS[page])
        for size in SIZES:
            await pilot.resize_terminal(*size)
            text = await at_rest_text(pilot)
            texts.append(f"──── {size[0]}×{size[1]} ────\n{text}\n")
            if size == FULL_SIZE and page in PAGES:
                assert used(text) > size[1] // 2, f"{used(text)} of {size[1]} lines are used"
            for name in THEMES:
                app.theme = name
                await quiet(pilot)
                assert screen_text(app) == text, f"another text in {name}"
                strips = app.screen._compositor.render_strips(app.size)
                if name in LEAST:
                    unreadable |= {
                        (name, size, piece.strip()): round(ratio(colour, ground), 2)
                        for piece, colour, ground in pairs(app, strips)
                        if ratio(colour, ground) < LEAST[name]
                    }
                if size == COLOURED_SIZE:
                    colours += [f"──── {name} ────", *styles(app)]
            app.theme = DARK.name
            await quiet(pilot)
    assert not unreadable
    update = request.config.getoption("update_snapshots")
    check_stored(page, "".join(texts), update)
    check_stored(f"{page}-colours", "\n".join(colours) + "\n", update)
