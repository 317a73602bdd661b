"""The preview of a form: the consequences of recording it now; computed in a worker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from events.command import Command
from events.errors import BadInput, ThiduaError
from events.event import Entry, Source
from events.text import plain
from thidua_tui.acts.issued_papers import describe_papers, issued_papers
from thidua_tui.acts.preview import (
    describe_consequences,
    foresee,
    foresee_papers,
    papers_first,
)
from thidua_tui.acts.preview_safety import safety_before
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session
from thidua_tui.textual_compat.pauses import Pauses
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
FEWEST = 4
"""Rows of consequences under the fields, which stay in sight on a low screen."""
WIDE = 110
"""Columns from which these are next to the fields: the app's own breakpoint."""


class PreviewReady(Message):
    """The preview is ready; `turn` identifies the request it answers."""

    def __init__(self, turn: int, lines: Sequence[str], *, refused: bool) -> None:
        super().__init__()
        self.turn, self.lines, self.refused = turn, tuple(lines), refused


class Preview(Pauses, Static):
    """What would follow from what is asked for; `ask` gives the commands, `source` their source.

    `ask` raises BadInput while a field is wrong, Refused where nothing could be recorded; then
    there is nothing to foresee.
    """

    unready: tuple[str, ...] = ()
    """What is shown while a field is wrong."""

    def __init__(
        self,
        session: Session,
        words: Words,
        ask: Callable[[], Sequence[Command]],
        instead_of: Sequence[Entry] = (),
        *,
        source: Callable[[], Source | None] = lambda: None,
        id: str,  # noqa: A002 - as Textual calls it
    ) -> None:
        super().__init__(id=id)
        self.session, self.words, self.ask, self.source = session, words, ask, source
        self.instead_of = tuple(instead_of)
        self.turn = 0
        self.lines: tuple[str, ...] = ()
        self.refused = False

    def on_mount(self) -> None:
        """Work it out at once."""
        self.draw()
        self.look()

    def look_soon(self) -> None:
        """Compute it again after a pause in typing."""
        self.after_pause("look", PAUSE, self.look)

    def look(self) -> None:
        """Compute it again, in a worker."""
        self.turn += 1
        turn = self.turn
        try:
            commands, source = list(self.ask()), self.source()
        except BadInput:
            self.show(self.unready, refused=False)
            return
        except ThiduaError as error:  # there is no command for it
            self.show((self.words.refusal(error),), refused=True)
            return
        self.run_worker(
            lambda: self._foresee(turn, commands, source),
            name="ahead",
            group="ahead",
            thread=True,
            exclusive=True,
        )

    def _foresee(self, turn: int, commands: Sequence[Command], source: Source | None) -> None:
        try:
            lines, refused = self.foreseen(commands, source), False
        except ThiduaError as error:
            names = self.session.see(Names())
            lines, refused = [self.words.refusal(error, names)], True
        self.post_message(PreviewReady(turn, lines, refused=refused))

    def foreseen(self, commands: Sequence[Command], source: Source | None) -> list[str]:
        """Return what would follow, as lines; called in a worker."""
        raise NotImplementedError

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
        """Draw the lines."""
        raise NotImplementedError


class PreviewPanel(Preview):
    """The consequences of what is asked for. A `whole` panel scrolls and shows every line."""

    def __init__(
        self,
        session: Session,
        words: Words,
        ask: Callable[[], Sequence[Command]],
        instead_of: Sequence[Entry] = (),
        *,
        source: Callable[[], Source | None] = lambda: None,
        whole: bool = False,
    ) -> None:
        super().__init__(session, words, ask, instead_of, source=source, id="ahead")
        self.whole = whole
        self.lines = (words("foresight.waiting"),)
        self.unready = (words("foresight.unready"),)

    def foreseen(self, commands: Sequence[Command], source: Source | None) -> list[str]:
        """Return the consequences, and how safe the places are that would be adopted."""
        found = foresee(self.session, commands, self.instead_of, source=source)
        lines = describe_consequences(found.consequences, self.words)
        return lines + safety_before(self.session, commands, self.words)

    def draw(self) -> None:
        """Draw as many lines as there is room for, and how many more there are."""
        wide, height = self.app.size.width >= WIDE, self.app.size.height
        lines = list(self.lines)
        if not self.whole:
            lines = self._fitting(height - 12 if wide else height // 4 - 2)
        head = Content.styled(self.words("foresight.title"), "bold $secondary")
        mark = "▲ " if self.refused else ""
        style = "bold $error" if self.refused else ""
        changes = [Content.styled(mark + plain(line), style) for line in lines]
        self.update(Content("\n").join([head, *changes]))

    def _fitting(self, room: int) -> list[str]:
        """Return the lines that take no more rows than there are; the first whatever it takes.

        Where not all fit, papers that must be looked at again come before further changes.
        """
        rows, lines = max(FEWEST, room), self.lines
        if not lines or self._rows(lines)[-1] <= rows:
            return [*lines]
        lines = tuple(papers_first(lines))
        shown = max(1, bisect_right(self._rows(lines), rows - 1))
        more = self.words("foresight.more", count=str(len(lines) - shown))
        return [*lines[:shown], more] if shown < len(lines) else [*lines]

    def _rows(self, lines: Sequence[str]) -> list[int]:
        """Return how many rows the lines take up to each of them."""
        width = self.size.width or self.app.size.width
        return [*accumulate(len(Content(plain(line)).wrap(width)) for line in lines)]


class PapersAhead(Preview):
    """Below the fields: the issued papers that would differ; nothing where there are none."""

    def __init__(
        self,
        session: Session,
        words: Words,
        ask: Callable[[], Sequence[Command]],
        source: Callable[[], Source | None],
    ) -> None:
        super().__init__(session, words, ask, source=source, id="papers-ahead")
        self.display = False

    def look(self) -> None:
        """Compute it again, where papers were issued."""
        ledger = self.session.ledger
        if issued_papers(ledger).papers(ledger, ledger.position()):
            super().look()

    def foreseen(self, commands: Sequence[Command], source: Source | None) -> list[str]:
        """Return a line for each paper that would differ otherwise than now."""
        found = foresee_papers(self.session, commands, source=source)
        return [*describe_papers(found, self.words)]

    def draw(self) -> None:
        """Draw the lines; the form itself says what is wrong and what is refused."""
        lines = () if self.refused else self.lines
        self.display = bool(lines)
        self.update(Content("\n").join(Content(plain(line)) for line in lines))


class Sides(Container):
    """Fields, and next to them their consequences; under them where the screen is narrow."""

    def __init__(self, body: Widget, ahead: Widget) -> None:
        super().__init__(id="sides")
        self.body, self.ahead = body, ahead

    def compose(self) -> ComposeResult:
        """Both."""
        yield self.body
        yield self.ahead
