"""A list that leaves paging to the text at its side where all of it is on the screen."""

from __future__ import annotations

from thidua_tui.widgets.virtual_list import VirtualList


class PagedList(VirtualList):
    """Lines with a cursor; where all of them are on the screen, paging scrolls the side text."""

    side = "#text-side"
    """The side text, on the screen of the list."""

    def action_leaf(self, pages: int) -> None:
        """Go by a page."""
        if self.virtual_size.height > self.scrollable_content_region.height:
            super().action_leaf(pages)
            return
        for side in self.screen.query(self.side):
            side.scroll_relative(y=pages * max(1, side.size.height - 1), animate=False)
