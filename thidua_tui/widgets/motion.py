"""Motion: a few frames between what was shown and what is shown now, so that the eye can follow.

A motion shows nothing of its own: its end is what would be shown without it. It is short, a key
ends it at once, and over a line that does not take its frames in time there is none.

    self.app.motions.play(self, self.draw_at)    # `draw_at(1.0)` is the end
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

from thidua_tui.textual_compat.driver import output_waits

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer
    from textual.widget import Widget

FRAMES = 12
"""The most frames of a motion, its end included."""
SECONDS = 0.4
"""The longest motion."""
LEAST = 1 / 30
"""Seconds between two frames, at least."""
LATE = 3
"""After so many motions in a row that the terminal was too slow for, there is none any more."""
Draw = Callable[[float], None]
"""Draws the state at a part of the way: above 0, and 1 at the end."""


def eased(part: float) -> float:
    """Return how far a movement has come that begins fast and comes softly to rest."""
    return 1.0 - (1.0 - part) ** 3


class Tween:
    """A motion that is under way."""

    def __init__(self, draw: Draw, seconds: float) -> None:
        self.draw, self.seconds = draw, max(0.0, min(SECONDS, seconds))
        self.begun, self.frames = 0.0, 0
        self.timer: Timer | None = None

    def stop(self) -> None:
        """Draw no further frame."""
        if self.timer:
            self.timer.stop()


class Motions:
    """The motions of an app: at most one of each widget or page at a time.

    Attributes:
        on: Whether the person wants motion; a test that does not ask for it has none.
        clock: Returns the seconds that have passed since some moment.
        waits: Returns whether the terminal has not taken yet what was written.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._running: dict[Widget, Tween] = {}
        self._late = 0
        self.on = False
        self.clock: Callable[[], float] = monotonic
        self.waits: Callable[[], bool] = lambda: output_waits(app)

    @property
    def allowed(self) -> bool:
        """Return whether a motion would be shown."""
        return self.on and self._late < LATE and self._app.animation_level != "none"

    @property
    def running(self) -> bool:
        """Return whether anything moves."""
        return bool(self._running)

    def play(self, node: Widget, draw: Draw, seconds: float = SECONDS) -> None:
        """Draw the way to the end in a few frames; where motion is not allowed, the end alone.

        A motion of the same node that has not ended is dropped: the new end replaces its end.

        Args:
            node: What moves, a widget or a screen; the motion ends with it.
            draw: Draws the state at a part of the way, at once; `draw(1.0)` draws the end.
            seconds: How long it lasts, at most `SECONDS`.
        """
        self.drop(node)
        if not (self.allowed and node.is_attached and seconds > 0):
            draw(1.0)
            return
        tween = self._running[node] = Tween(draw, seconds)
        tween.begun = self.clock()
        each = max(tween.seconds / FRAMES, LEAST)
        tween.timer = node.set_interval(each, lambda: self._step(node, tween), name="motion")

    def drop(self, node: Widget) -> None:
        """End the motion of a node without drawing its end."""
        if tween := self._running.pop(node, None):
            tween.stop()

    def finish(self) -> None:
        """End every motion at once, at its end."""
        for node in [*self._running]:
            self._end(node)

    def _end(self, node: Widget) -> None:
        tween = self._running.pop(node)
        tween.stop()
        if node.is_attached:
            tween.draw(1.0)

    def _step(self, node: Widget, tween: Tween) -> None:
        """Draw the next frame; the end, where time is up or the last frame has not arrived yet."""
        if self._running.get(node) is not tween:
            return
        late = bool(tween.frames) and self.waits()
        part = (self.clock() - tween.begun) / tween.seconds
        if late or part >= 1.0 or tween.frames >= FRAMES - 1:
            self._late = self._late + 1 if late else 0
            self._end(node)
        else:
            tween.frames += 1
            tween.draw(eased(part))
