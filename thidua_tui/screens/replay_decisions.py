"""What a replay shows around its lanes: the decisions so far, and the state of the player."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.message import Message

from thidua_tui.formatting.replay import replay_text
from thidua_tui.widgets.panel import Panel, entitle
from thidua_tui.widgets.styled_text import fit_lines
from thidua_tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from thidua_tui.formatting.replay.playback import Film, Playback
    from thidua_tui.i18n.messages import Words

Decided: TypeAlias = tuple[int, str, str]
"""The frame of a decision, when it was, and what was decided."""
TALL = 3
"""Lines of a decision: when, then what."""


class ReplayLanes(VirtualList):
    """The lanes of a replay, which fill their height."""

    class Resized(Message):
        """There is more or less room."""

    def on_resize(self, _: Resize) -> None:
        """Have the lanes drawn for the new size."""
        self.post_message(self.Resized())


class DecisionRows(VirtualList):
    """The decisions so far."""

    class Moved(VirtualList.Moved):
        """The cursor moved to another decision."""

    class Chosen(VirtualList.Chosen):
        """A decision was clicked a second time."""


class Decisions(Panel):
    """The decisions of a replay up to its moment."""

    class Chosen(Message):
        """The cursor was moved to a decision by hand; `at` is its frame."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002 - the name that widgets have
        super().__init__(id=id)
        self.words = words
        self._texts: Sequence[Decided] = ()
        self._count = self._at = 0
        self.list = DecisionRows(self._row, name="decision-rows", tall=TALL)

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list

    def show(self, texts: Sequence[Decided], at: int, title: str) -> None:
        """Show the decisions up to a frame.

        Args:
            texts: All decisions of the film, the same object as long as the film is the same.
            at: The frame.
            title: What the list is called.
        """
        if texts is not self._texts:
            self._texts, self._count = texts, 0
        count, self._at = sum(frame <= at for frame, _, _ in self._texts), at
        if not self.list.has_focus or count > self._count:  # going back, the list stays whole
            self._count = count
            self.list.show(count, 0)
        self.list.refresh()
        note = self.words("player.moment", done=str(count), count=str(len(self._texts)))
        entitle(self, title, note)

    def _row(self, at: int, width: int) -> Content:
        """Return a decision: when it was, then what, on two lines."""
        if at >= self._count:
            return Content("")
        frame, when, deed = self._texts[self._count - 1 - at]
        parts = fit_lines(Content(deed), max(8, width - 2), TALL - 1)
        head = Content.styled(when, "bold $primary" if frame == self._at else "bold")
        lines = [head, *(Content("  ") + part for part in parts)]
        return self.list.readable(at, Content("\n").join(lines))

    def on_decision_rows_moved(self, message: DecisionRows.Moved) -> None:
        """Go to the decision, if the cursor was moved there by hand."""
        message.stop()
        at = self.list.chosen
        if at is not None and at < self._count and self.list.has_focus:
            self.post_message(self.Chosen(self._texts[self._count - 1 - at][0]))

    def on_decision_rows_chosen(self, message: DecisionRows.Chosen) -> None:
        """A second click changes nothing."""
        message.stop()


def decisions(film: Film, words: Words, *, reasons: bool) -> list[Decided]:
    """Return for each decision its frame, when it was, and what was decided.

    Args:
        film: The film.
        words: The messages of the language to use.
        reasons: Whether the reasons that were recorded are given.
    """
    of = (film.replay, film.names, words)
    return [
        (
            at,
            replay_text.when(frame, film.replay.axis, words),
            " ".join(deed for deed, _ in replay_text.deeds(frame, *of, reasons=reasons)),
        )
        for at, frame in enumerate(film.frames)
        if frame.decided
    ]


def operator_status(now: Playback, words: Words, subject: str = "") -> Content:
    """Return whether it runs, how fast, how far it is, along what, and whether it stops itself.

    Args:
        now: The player.
        words: The messages of the language to use.
        subject: What is replayed; empty for the axis of the player.
    """
    state = "playing" if now.playing else "end" if now.last else "paused"
    count = len(now.decided)
    done = 10 * (now.at + 1) // max(1, count)
    parts = (
        f"×{now.speed:g}",
        "█" * done + "░" * (10 - done),
        words("player.moment", done=str(now.at + 1), count=str(count)),
        subject or words(f"player.axis.{now.axis}"),
        words(f"player.stops.{'on' if now.stops else 'off'}"),
    )
    return Content.assemble(
        (words(f"player.state.{state}"), "bold reverse"), "  ", "  ".join(parts)
    )
