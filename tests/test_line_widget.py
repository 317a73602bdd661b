"""The widget of long lists: what it costs is what is in sight."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from tests.driven import Driven
from thidua_tui.widgets.virtual_list import VirtualList

COUNT, HEIGHT = 100_000, 24


async def test_of_a_hundred_thousand_lines_only_those_in_sight_are_made():
    made: list[int] = []

    def provider(at: int, width: int) -> Content:
        made.append(at)
        return Content(f"dòng {at}")

    class Long(Driven, App[None]):
        def compose(self) -> ComposeResult:
            yield VirtualList(provider)

    app = Long()
    async with app.run_test(size=(80, HEIGHT)) as pilot:
        app.query_one(VirtualList).focus()
        app.query_one(VirtualList).show(COUNT)
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
    assert COUNT - 1 in made
    assert {at for at in made if HEIGHT <= at < COUNT - HEIGHT} == set()
    assert len(made) < 20 * HEIGHT
