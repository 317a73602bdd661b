"""The preview of a form: the consequences of recording it now; computed in a worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from events.command import Command
from events.errors import BadInput, ThiduaError
from events.event import Entry
from events.text import plain
from thidua_tui.acts.preview import describe_consequences, foresee
from thidua_tui.acts.preview_safety import safety_before
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session
from views.names import Names

PAUSE = 0.25
"""Seconds without a key before the consequences are worked out again."""
WEIGHTY = frozenset(
    {
        "adopt-scores",
        "withdraw-result",
        "withdraw-nomination",
        "annul-award",
        "release-unit",
        "stand-down",
        "absorb-unit",
        "merge-units",
        "split-unit",
        "dissolve-unit",
        "dissolve-cluster",
    }
)
"""Acts that move more than what is typed; every correction does, too."""
NARROW = 5
"""Lines of consequences where they are under the fields."""


class PreviewReady(Message):
    """The preview is ready; `turn` identifies the request it answers."""

    def __init__(self, turn: int, lines: Sequence[str], *, refused: bool) -> None:
        super().__init__()
        self.turn, self.lines, self.refused = turn, tuple(lines), refused


class PreviewPanel(Static):
    """The consequences of what is asked for; `ask` gives the commands.

    `ask` raises BadInput while a field is wrong, Refused where nothing could be recorded; then
    there is nothing to foresee. A `whole` panel scrolls and shows every line.
    """

    def __init__(
        self,
        session: Session,
        words: Words,
        ask: Callable[[], Sequence[Command]],
        instead_of: Sequence[Entry] = (),
        *,
        whole: bool = False,
    ) -> None:
        super().__init__(id="ahead")
        self.session, self.words, self.ask = session, words, ask
        self.instead_of = tuple(instead_of)
        self.whole = whole
        self.turn = 0
        self.lines: tuple[str, ...] = (words("foresight.waiting"),)
        self.refused = False
        self._pause: Timer | None = None

    def on_mount(self) -> None:
        """Work it out at once."""
        self.draw()
        self.look()

    def look_soon(self) -> None:
        """Compute it again after a pause in typing."""
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.look)

    def look(self) -> None:
        """Compute it again, in a worker."""
        self.turn += 1
        turn = self.turn
        try:
            commands = list(self.ask())
        except BadInput:
            self.show((self.words("foresight.unready"),), refused=False)
            return
        except ThiduaError as error:  # there is no command for it
            self.show((self.words.refusal(error),), refused=True)
            return
        self.run_worker(
            lambda: self._foresee(turn, commands),
            name="ahead",
            group="ahead",
            thread=True,
            exclusive=True,
        )

    def _foresee(self, turn: int, commands: Sequence[Command]) -> None:
        try:
            foreseen = foresee(self.session, commands, self.instead_of)
            lines, refused = describe_consequences(foreseen.consequences, self.words), False
            lines += safety_before(self.session, commands, self.words)
        except ThiduaError as error:
            names = self.session.see(Names())
            lines, refused = [self.words.refusal(error, names)], True
        self.post_message(PreviewReady(turn, lines, refused=refused))

    def on_preview_ready(self, message: PreviewReady) -> None:
        """Show it, unless something newer was requested since."""
        message.stop()
        if message.turn == self.turn:
            self.show(message.lines, refused=message.refused)

    def show(self, lines: tuple[str, ...], *, refused: bool) -> None:
        """Show these lines; a refusal is one too."""
        self.lines, self.refused = lines, refused
        self.draw()

    def on_resize(self) -> None:
        """More lines where there is more room."""
        self.draw()

    def draw(self) -> None:
        """Draw as many lines as there is room for, and how many more there are."""
        wide = self.app.size.width >= 110  # as the app's own breakpoint
        most = max(NARROW, self.app.size.height - 12) if wide else NARROW
        lines = list(self.lines)
        if len(lines) > most and not self.whole:
            count = str(len(lines) - most + 1)
            lines = [*lines[: most - 1], self.words("foresight.more", count=count)]
        head = Content.styled(self.words("foresight.title"), "bold $secondary")
        mark = "▲ " if self.refused else ""
        style = "bold $error" if self.refused else ""
        changes = [Content.styled(mark + plain(line), style) for line in lines]
        self.update(Content("\n").join([head, *changes]))


class Sides(Container):
    """Fields, and next to them their consequences; under them where the screen is narrow."""

    def __init__(self, body: Widget, ahead: Widget) -> None:
        super().__init__(id="sides")
        self.body, self.ahead = body, ahead

    def compose(self) -> ComposeResult:
        """Both."""
        yield self.body
        yield self.ahead
