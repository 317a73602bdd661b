"""A player: what all replays have in common: their parts, their keys, and how time passes.

It holds up no key: time passes by a timer, what a replay shows was folded before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Digits, Static

from events.event import Entry
from thidua_tui.formatting.replay.playback import Playback
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.replay_decisions import Decisions, ReplayLanes
from thidua_tui.screens.replay_stage import stage_height
from thidua_tui.widgets.painted_lines import PaintedLines
from thidua_tui.widgets.panel import Panel


class ReplayPage(Page):
    """A replay; what is replayed is up to the page."""

    PLACE = "player"
    of_year = False
    CSS_PATH = "replay_player.tcss"
    BINDINGS = bindings_at("player")
    timer: Timer | None = None

    def __init__(self) -> None:
        super().__init__()
        self.playback = Playback(())

    def body(self) -> ComposeResult:
        """The year and who leads; what was decided; the timeline; the state of the player."""
        yield PaintedLines(id="stage")
        with Horizontal(id="now"):
            yield Digits("", id="big-year")
            with Vertical(id="holder-side"):
                yield Static(id="role")
                yield Static(id="holder")
                yield Static(id="deputies")
        yield Static(id="deed")
        with Horizontal(id="lower"):
            with Panel(id="lanes-panel"):
                yield Static(id="axis")
                yield ReplayLanes(self.line, name="lanes", cursor=False)
            yield Decisions(self.words, id="decisions")
        yield Static(id="playing")

    def line(self, at: int, width: int, /) -> Content:
        """Return a row of the lanes."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw the moment."""
        raise NotImplementedError

    def decided(self, at: int) -> Sequence[Entry]:
        """Return what was decided at a moment; nothing where only time passed."""
        raise NotImplementedError

    def fit_stage(self) -> None:
        """Give the year and the leader the lines that this screen has for them."""
        height = stage_height(self.app.size)
        self.set_class(height > 0, "-large")
        self.query_one("#stage").styles.height = height

    def restart(self, decided: tuple[bool, ...]) -> None:
        """Play from the beginning; `decided` says of each moment whether it shows a decision."""
        playing = len(decided) > 1 and not self.led
        self.playback = replace(self.playback, decided=decided, at=0, playing=playing)

    def go_on(self, decided: tuple[bool, ...], at: int) -> None:
        """Stay at a moment of what is known by now."""
        self.playback = replace(self.playback, decided=decided, at=at)

    def turn_to(self, playback: Playback) -> None:
        """Show the current moment, and wait for the next if it runs."""
        self.playback = playback
        if self.timer:
            self.timer.stop()
        self.draw()
        if playback.wait is not None:
            self.timer = self.later(playback.wait, self.tick)

    def later(self, seconds: float, call: Callable[[], None]) -> Timer | None:
        """Call after so many seconds; a test has a clock of its own here."""
        return self.set_timer(seconds, call, name="replay")

    def tick(self) -> None:
        """The moment is over; while another page covers this, time stops."""
        if self.is_current:
            self.turn_to(self.playback.tick())

    def go_to(self, at: int) -> None:
        """Go to the moment of the secretary; on a wall no time passes by itself."""
        at = max(0, min(at, len(self.playback.decided) - 1))
        if at != self.playback.at:
            self.turn_to(replace(self.playback, at=at, playing=False))

    def on_decisions_chosen(self, message: Decisions.Chosen) -> None:
        """Go back to a decision, and stay there."""
        self.turn_to(replace(self.playback, at=message.at, playing=False))

    async def do_play(self) -> None:
        """Run or pause."""
        self.turn_to(self.playback.toggled())

    async def do_faster(self) -> None:
        """Twice as fast."""
        self.turn_to(self.playback.paced(1))

    async def do_slower(self) -> None:
        """Half as fast."""
        self.turn_to(self.playback.paced(-1))

    async def do_step_back(self) -> None:
        """Go to the previous decision."""
        self.turn_to(self.playback.stepped(-1))

    async def do_step_on(self) -> None:
        """Go to the next decision."""
        self.turn_to(self.playback.stepped(1))

    async def do_halt_at_decisions(self) -> None:
        """Stop at decisions, or run past them."""
        self.turn_to(self.playback.halting())

    async def do_open(self) -> None:
        """Show the entry of the decision on the screen."""
        decided = self.choice()
        self.turn_to(replace(self.playback, playing=False))
        if decided:
            await self.app.push_screen(EntryPage(decided[0].position))

    def choice(self) -> Sequence[Entry] | None:
        """What was decided at the moment, if anything."""
        return self.decided(self.playback.at) or None
