"""The list with headings: what the window shows, how it scrolls, and that nothing else is asked."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.content import Content
from textual.events import MouseScrollDown
from textual.strip import Strip

from thidua_tui.widgets.grouped_list import HEADING, GroupedList, ruled

MANY = 100_000


class Lists(App[None]):
    """A list of so many items, ten to a group; the ninth of each has three lines if `wrapped`."""

    def __init__(self, count: int, *, wrapped: bool = False) -> None:
        super().__init__()
        self.count, self.wrapped = count, wrapped
        self.asked: set[int] = set()

    def get_theme_variable_defaults(self):
        return {"frame": "#888888"}

    def compose(self):
        yield GroupedList(self.line, self.of, self.heading, wrapped=self.wrapped)

    def on_mount(self):
        self.lines.show(self.count)

    @property
    def lines(self):
        return self.query_one(GroupedList)

    def line(self, at, _):
        self.asked.add(at)
        return Content(f"item {at}" + ("\nmore\nmost" if self.wrapped and at % 10 == 9 else ""))

    def of(self, at):
        self.asked.add(at)
        return at // 10

    def heading(self, at, width):
        return ruled(Content(f"group {at // 10}"), "10", width)

    def seen(self):
        """The lines of the window: the index of the item, or the text of a heading."""
        return [
            part.text.plain.split("─")[2].strip() if part.nth == HEADING else part.at
            for part in self.lines.parts()
        ]


async def test_the_window_begins_with_the_heading_of_its_first_item():
    app = Lists(25)
    async with app.run_test(size=(40, 12)) as pilot:
        assert app.seen() == ["group 0", *range(10), "group 1"]
        await pilot.press(*["down"] * 10)
        assert app.seen()[0] == "group 0"
        assert app.seen()[-2:] == ["group 1", 10]
        await pilot.press("end")
        assert app.seen()[0] == "group 1"
        assert app.seen()[-1] == 24
        assert len(app.seen()) == 12


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("height", [4, 9, 12, 30])
async def test_the_cursor_is_always_seen_whole(wrapped, height):
    app = Lists(60, wrapped=wrapped)
    async with app.run_test(size=(40, height)) as pilot:
        for at in (*range(0, 60, 7), 59, *range(59, -1, -11)):
            app.lines.cursor = at
            await pilot.pause()
            own = [part.nth for part in app.lines.parts() if part.at == at and part.nth != HEADING]
            assert own == list(range(3 if wrapped and at % 10 == 9 else 1)), at


async def test_a_longer_list_shows_its_cursor_before_the_next_layout():
    """Its scrollbar comes with the layout; a list that waits for it would hide its cursor."""
    app = Lists(3)
    async with app.run_test(size=(40, 12)):
        app.lines.show(60, 59)
        assert app.seen()[-1] == 59


async def test_scrolled_to_the_end_the_last_item_is_in_the_last_lines():
    app = Lists(60, wrapped=True)
    async with app.run_test(size=(40, 14)) as pilot:
        app.lines.scroll_end(animate=False)
        await pilot.pause()
        assert app.lines.parts()[-1].at == 59


async def test_of_a_hundred_thousand_items_only_those_near_the_window_are_asked_for():
    app = Lists(MANY)
    async with app.run_test(size=(40, 20)) as pilot:
        for key in ("down", "pagedown", "end", "pageup", "home"):
            await pilot.press(key)
        assert len(app.asked) < 200
        assert MANY - 1 in app.asked


async def test_a_click_on_an_item_moves_the_cursor_and_on_a_heading_to_the_item_below():
    app = Lists(25)
    async with app.run_test(size=(40, 15)) as pilot:
        await pilot.click(GroupedList, offset=(5, 3))
        assert app.lines.cursor == 2
        assert app.seen()[11] == "group 1"
        await pilot.click(GroupedList, offset=(5, 11))
        assert app.lines.cursor == 10


async def test_the_wheel_scrolls_by_items_and_leaves_the_cursor():
    app = Lists(60)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot._post_mouse_events([MouseScrollDown], GroupedList)
        await pilot.pause()
        assert app.lines.cursor == 0
        assert app.seen()[0] == "group 0"
        assert app.seen()[1] in range(2, 9)


async def test_a_list_that_fits_again_has_no_scrollbar():
    app = Lists(60)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert app.lines.show_vertical_scrollbar
        app.lines.show(3)
        await pilot.pause()
        assert not app.lines.show_vertical_scrollbar


async def test_a_cursor_key_redraws_two_lines(monkeypatch):
    app = Lists(60)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        drawn: list[int] = []
        whole = app.lines.render_line

        def counted(y: int) -> Strip:
            drawn.append(y)
            strip: Strip = whole(y)
            return strip

        monkeypatch.setattr(app.lines, "render_line", counted)
        await pilot.press("down")
        assert sorted(set(drawn)) == [1, 2]


@pytest.mark.parametrize("width", [30, 60])
def test_a_heading_takes_the_width_and_is_cut_or_wrapped(width):
    name = "Văn phòng Đoàn Đại biểu Quốc hội và Hội đồng nhân dân tỉnh Lạng Sơn"
    cut = ruled(Content(name), "3 mục", width)
    assert cut.cell_length == width
    assert "…" in cut.plain
    assert cut.plain.endswith("3 mục ─")
    wrapped = ruled(Content(name), "3 mục", width, wrapped=True).split("\n")
    assert all(line.cell_length <= width for line in wrapped)
    letters = "".join(line.plain for line in wrapped).replace("─", "").replace("3 mục", "")
    assert "".join(letters.split()) == "".join(name.split())


async def test_what_is_in_the_middle_stays_there_and_the_scrollbar_is_where_the_window_is():
    app = Lists(100)
    async with app.run_test(size=(40, 6)) as pilot:
        app.lines.show(100, 50)
        app.lines.centre()
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert app.lines.scroll_offset.y == 50 - 20 // 2
        assert app.lines.vertical_scrollbar.position == app.lines.scroll_offset.y
        await pilot.press("down")
        await pilot.resize_terminal(40, 30)
        await pilot.pause()
        assert app.lines.scroll_offset.y == 40, "the cursor has moved since"


async def test_the_scrollbar_of_a_list_that_opens_in_the_middle_shows_the_middle():
    app = Lists(0)
    async with app.run_test(size=(40, 20)) as pilot:
        app.lines.show(100, 99)
        await pilot.pause()
        assert app.lines.vertical_scrollbar.position == app.lines.scroll_offset.y > 0
