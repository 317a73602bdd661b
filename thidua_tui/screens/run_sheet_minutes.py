"""The minutes next to the run sheet, where the screen is wide: they grow while it is worked on."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from thidua_tui.i18n.messages import Words
from thidua_tui.screens.minutes_reader import MinutesLine, MinutesReader, reader_lines
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.virtual_list import VirtualList
from views.minutes import Minutes

WIDE = 120
"""Columns of the screen from which the minutes have room next to the run sheet."""
LEAST = 30
"""The least columns to which their lines are broken."""


def side_lines(
    session: Session, here: Location, words: Words, meeting: str, width: int
) -> list[MinutesLine]:
    """Return the lines of the minutes for the side; none where it has no width.

    Args:
        session: The open session.
        here: The location of the page.
        words: The messages of the language to use.
        meeting: The code of the meeting.
        width: The width of the side in cells; 0 where it is hidden.
    """
    if not width:
        return []
    view = session.see(Minutes(meeting), here.known_at)
    return reader_lines(session, view, words, max(LEAST, width))


class MinutesSide(VirtualList):
    """The lines of the minutes; the mark is at the sentence that was recorded last."""

    can_focus = False

    def __init__(self, reader: Callable[[], MinutesReader]) -> None:
        super().__init__(self.sentence_line, name="minutes-side")
        self.reader = reader
        self.lines: list[MinutesLine] = []

    @property
    def room(self) -> int:
        """The cells of a line without the mark and the scroll bar; 0 while it is hidden."""
        return max(0, self.size.width - 2) if self.display else 0

    def show_minutes(self, lines: list[MinutesLine]) -> None:
        """Show the lines, with the last recorded sentence in sight."""
        grown = lines != self.lines
        self.lines = lines
        last = max((max(line.sentence.entries) for line in lines if line.sentence), default=0)
        at = [n for n, line in enumerate(lines) if line.sentence and last in line.sentence.entries]
        self.show(len(lines), at[-1] if grown and at else None)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The cursor of the items is another one."""
        event.stop()

    def on_virtual_list_clicked(self, event: VirtualList.Clicked) -> None:
        """A click here opens no item."""
        event.stop()

    async def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A second click opens the minutes, to word their sentences."""
        event.stop()
        await self.app.push_screen(self.reader())

    def sentence_line(self, at: int, width: int) -> Content:
        """One line; a heading is bold."""
        text, sentence = self.lines[at]
        return Content.styled(text, "" if sentence else "bold").truncate(width, ellipsis=True)
