"""The panel of what was recorded last: it reads the entries itself, after the page is shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.recent_entries import Recent, recent_entries, recent_lines
from thidua_tui.session.session import Session
from thidua_tui.widgets.panel import entitle, frame_css
from views.names import Names

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words


class RecentsRead(Message):
    """The last entries, read; `turn` identifies the request that they answer."""

    def __init__(self, turn: int, rows: tuple[Recent, ...], today: date) -> None:
        super().__init__()
        self.turn, self.rows, self.today = turn, rows, today


class RecentPanel(Static):
    """The last entries of the ledger, as many as there is room for; hidden without any."""

    DEFAULT_CSS = (
        frame_css("RecentPanel")
        + """RecentPanel { height: 1fr; width: 1fr; overflow: hidden; }
    RecentPanel.-nothing { display: none; }
    """
    )
    turn = 0
    rows: tuple[Recent, ...] = ()
    today: date | None = None
    words: Words | None = None

    def look(
        self,
        session: Session,
        known_at: int | datetime | None,
        words: Words,
        of: tuple[str, int] | None = None,
    ) -> None:
        """Read the last entries in a worker, in place of an earlier reading.

        Args:
            session: Whose ledger is read.
            known_at: The position or instant; None for the present.
            words: The words of the chosen language.
            of: A cluster and a year, if only what concerns these is wanted.
        """
        self.turn, self.words = self.turn + 1, words
        turn = self.turn

        def read(reading: Session) -> RecentsRead:
            names = reading.see(Names(), known_at)
            rows = recent_entries(reading, known_at, names, words, of)
            return RecentsRead(turn, rows, session.today)

        read_in_worker(self, "recent", session, read)

    def on_recents_read(self, message: RecentsRead) -> None:
        """Show them, unless something newer was requested since."""
        message.stop()
        if message.turn == self.turn:
            self.rows, self.today = message.rows, message.today
            self.set_class(not self.rows, "-nothing")
            self.draw()

    def on_resize(self) -> None:
        """Show as many as there is room for now."""
        self.draw()

    def draw(self) -> None:
        """Draw the entries, the newest first."""
        if self.words is None or self.today is None:
            return
        entitle(self, self.words("recent.title"))
        size = self.content_size
        lines = recent_lines(self.rows, self.today, self.words, size.width, size.height)
        self.update(Content("\n").join(lines))
