"""Painted lines: what is shown is the last picture, and only cells that differ are repainted."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from tests.pages import screen_text
from thidua_tui.widgets.painted_lines import PaintedLines

BEFORE = [[("Nhất", "bold")], [("████", "bold"), (" ab", "")]]


class Shows(App[None]):
    """An app with nothing but lines."""

    def compose(self) -> ComposeResult:
        yield PaintedLines(id="lines")


@asynccontextmanager
async def shown(monkeypatch):
    regions: list[Region] = []
    async with Shows().run_test(size=(30, 4)) as pilot:
        lines = pilot.app.query_one(PaintedLines)
        lines.show(BEFORE)
        await pilot.pause()
        refresh = lines.refresh

        def noted(*found: Region) -> None:
            regions.extend(found)
            refresh(*found)

        monkeypatch.setattr(lines, "refresh", noted)
        yield pilot, lines, regions


@pytest.mark.parametrize(
    ("after", "repainted"),
    [
        (BEFORE, []),
        ([BEFORE[0], [("████", "bold"), (" xb", "")]], [Region(5, 1, 1, 1)]),
        ([BEFORE[0], [("████", "italic"), (" ab", "")]], [Region(0, 1, 4, 1)]),
        ([BEFORE[0]], [Region(0, 1, 7, 1)]),
        ([[("日本", "")], BEFORE[1]], [Region(0, 0, 4, 1)]),
        ([*BEFORE, [("  c", "")]], [Region(2, 2, 1, 1)]),
    ],
)
async def test_only_the_cells_that_differ_are_repainted(after, repainted, monkeypatch):
    async with shown(monkeypatch) as (pilot, lines, regions):
        lines.show(after)
        await pilot.pause()
        assert regions == repainted
        texts = ["".join(text for text, _ in line) for line in after]
        assert screen_text(pilot.app).split("\n")[: len(texts)] == [t.rstrip() for t in texts]


async def test_text_is_never_markup(monkeypatch):
    async with shown(monkeypatch) as (pilot, lines, _):
        lines.show([[("Sở [red]Y tế[/b]", "")]])
        await pilot.pause()
        assert "Sở [red]Y tế[/b]" in screen_text(pilot.app)
