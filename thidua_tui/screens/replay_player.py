"""The player: the rotation of the headship, moment by moment, for a hall to look at.

The calendar runs, the timeline grows, the leader is named large, and each decision is shown in
a line with its paper. It holds up no key: time passes by a timer, what it shows was folded before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Digits, Static

from thidua_tui.formatting.pictures.leadership_chart import Picture, Stretch, picture
from thidua_tui.formatting.replay import replay_text
from thidua_tui.formatting.replay.glide import RULE, Glide, differing, ruled, spread, unmarked
from thidua_tui.formatting.replay.playback import Film, Frame, Playback, frames, whole
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.pictures import on_paper
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.page_heading import Heading
from thidua_tui.screens.replay_decisions import Decisions, ReplayLanes, operator_status
from thidua_tui.screens.replay_stage import stage, stage_height
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.motion import SECONDS
from thidua_tui.widgets.painted_lines import PaintedLines
from thidua_tui.widgets.panel import Panel, entitle
from thidua_tui.widgets.styled_text import styled
from views.names import Names
from views.replay import Axis, Replay

OTHER: dict[Axis, Axis] = {"true": "known", "known": "true"}
SHORTEST = 0.07
"""Seconds: in less there is no time for a second frame."""


class PlayerPage(Page):
    """How the headship went, replayed."""

    PLACE = "player"
    of_year = False
    CSS_PATH = "replay_player.tcss"
    BINDINGS = bindings_at("player")
    film: Film | None = None
    drawn = Picture(())
    lanes: tuple[str, ...] = ()
    """The rows below the axis as they are shown, in the middle of a motion too."""
    timer: Timer | None = None

    def __init__(self) -> None:
        super().__init__()
        self.playback = Playback(())
        self.axis: Axis = "true"

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

    def on_mount(self) -> None:
        """Have large letters where there is room for them; name the parts."""
        entitle(self.query_one("#deed"), self.words("years.replay.decision"))
        entitle(self.query_one("#lanes-panel"), self.words("years.picture"))
        self.fit_stage()

    def fit_stage(self) -> None:
        """Give the year and the leader the lines that this screen has for them."""
        height = stage_height(self.app.size)
        self.set_class(height > 0, "-large")
        self.query_one("#stage").styles.height = height

    def load(self, session: Session, here: Location) -> Film:
        """Fold the replay and make every frame."""
        replay = session.see(
            Replay(here.cluster, self.axis, here.on or session.today), here.known_at
        )
        names = Names()
        for entry in replay.typed:
            names.apply(entry)
        upto = here.on if self.axis == "true" else None
        made = tuple(f for f in frames(replay) if upto is None or f.moment.day <= upto)
        return Film(replay, made, whole(made), names)

    def render_data(self, data: Film) -> None:
        """Start from the beginning; what is known now may be more or less: stay at the moment."""
        before, self.film = self.film, data
        decided = tuple(bool(frame.decided) for frame in data.frames)
        if before is None or before.replay.axis != data.replay.axis:
            self.playback = replace(self.playback, decided=decided, at=0, playing=len(decided) > 1)
        else:
            at = data.at(before.frames[self.playback.at].moment if before.frames else None)
            self.playback = replace(self.playback, decided=decided, at=at)
        self.playback = replace(self.playback, axis=data.replay.axis)
        self.turn_to(self.playback)

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

    def draw(self) -> None:
        """Draw the frame."""
        film, words = self.film, self.words
        if film is None or not film.frames:
            self.draw_nothing()
            return
        frame = film.frames[self.playback.at]
        if self.has_class("-large"):
            view = self.query_one("#stage", PaintedLines)
            view.show(stage(frame, words, view.size.width, stage_height(self.app.size)))
        else:
            self.draw_small(frame)
        self.query_one("#deed", Static).update(self.deed(film, frame))
        self.draw_lanes(film, frame)
        self.query_one(Decisions).show(film, self.playback.at)
        self.query_one("#playing", Static).update(operator_status(self.playback, words))

    def draw_small(self, frame: Frame) -> None:
        """Name the year and who leads, on a screen without room for large letters."""
        words, width = self.words, self.query_one("#holder-side").size.width
        unknown = words("player.unknown-told", year=str(frame.moment.year))
        role = replay_text.role(frame.leading, words) if frame.leading else unknown
        self.query_one("#big-year", Digits).update(str(frame.moment.year))
        self.query_one("#role", Static).update(Content(role))
        name = replay_text.spaced(replay_text.holder(frame, words), width)
        self.query_one("#holder", Static).update(Content(name))
        others = (replay_text.deputies(frame, words), replay_text.successor(frame, words))
        self.query_one("#deputies", Static).update(Content(" · ".join(filter(None, others))))

    def draw_nothing(self) -> None:
        """Say that there is nothing to replay, or that nothing was known of it yet."""
        for part in ("#role", "#deputies", "#deed", "#axis", "#playing"):
            self.query_one(part, Static).update(Content(""))
        self.query_one("#big-year", Digits).update("")
        self.remove_class("-large")
        self.drawn, self.lanes = Picture(()), ()
        self.query_one(ReplayLanes).show(0)
        self.query_one("#holder", Static).update(Content(self.words("player.nothing")))

    def deed(self, film: Film, frame: Frame) -> Content:
        """When, what was decided, and from which paper."""
        head = Content.styled(replay_text.when(frame, film.replay.axis, self.words), "bold")
        if not frame.decided:
            return head + Content.styled(f" · {self.words('player.passing')}", "dim")
        deeds = replay_text.deeds(frame, film.replay, film.names, self.words)
        parts = [Content(deed) + Content.styled(f" [{paper}]", "dim") for deed, paper in deeds]
        return head + Content(" · ") + Content(" ").join(parts)

    def draw_lanes(self, film: Film, frame: Frame) -> None:
        """Draw the timeline as far as it has come."""
        lines = self.query_one(ReplayLanes)
        width, now = lines.scrollable_content_region.width, frame.moment
        day = now.day if film.replay.axis == "true" else now.day.replace(now.year, 1, 1)
        vacant = self.words("screen.leaders.vacant")
        stretch = Stretch(rows=film.rows, now=day)
        before, self.drawn = self.drawn, picture(frame.rows, width, now.year, vacant, stretch)
        axis, *lanes = self.drawn.lines
        self.query_one("#axis", Static).update(styled(axis))
        height = lines.scrollable_content_region.height
        rows = ruled(spread(lanes, height), axis, height)
        same = before.lines and unmarked(before.lines[0]) == unmarked(axis)
        self.thidua.motions.drop(self)
        if not (same and len(rows) == len(self.lanes)):
            self.lanes = rows
            lines.show(len(rows))
        elif self.thidua.motions.allowed and len(glide := Glide(self.lanes, rows)):
            self.thidua.motions.play(self, lambda part: self.show_lanes(glide.at(part)), self.pace)
        else:
            self.show_lanes(rows)

    @property
    def pace(self) -> float:
        """The seconds in which the mark goes to the next moment: less than that moment stays."""
        wait = self.playback.wait
        seconds = SECONDS if wait is None else min(SECONDS, wait * 0.8)
        return seconds if seconds >= SHORTEST else 0.0

    def show_lanes(self, rows: tuple[str, ...]) -> None:
        """Show these rows; only the cells that differ are repainted."""
        before, self.lanes = self.lanes, rows
        lines = self.query_one(ReplayLanes)
        for at, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                lines.refresh_cells(at, *differing(old, new))

    def line(self, at: int, _: int) -> Content:
        """One row of the lanes."""
        row = styled(self.lanes[at]) if at < len(self.lanes) else Content("")
        return row.highlight_regex(RULE, style="$frame")

    def on_replay_lanes_resized(self) -> None:
        """Draw the lanes for the room that they have now, with a scrollbar or without."""
        if self.film:
            self.draw()
            self.query_one(ReplayLanes).refresh(layout=True)

    def on_decisions_chosen(self, message: Decisions.Chosen) -> None:
        """Go back to a decision, and stay there."""
        self.turn_to(replace(self.playback, at=message.at, playing=False))

    def on_resize(self) -> None:
        """The letters and the timeline follow the room."""
        self.fit_stage()
        if self.film:
            self.call_after_refresh(self.draw)

    def title_line(self, head: Heading, /) -> tuple[Content, Content]:
        """What this is, and of which cluster."""
        title = Content.styled(self.words("player.title"), "bold")
        return Content.styled(head.cluster, "bold"), title

    async def do_keep_picture(self) -> None:
        """Write the timeline as far as it has come, as text and SVG."""
        if not (self.film and self.film.frames and self.thidua.session):
            self.thidua.say(self.words("player.nothing"))
            return
        moment, here = self.film.frames[self.playback.at].moment, self.here
        if self.axis == "true":
            here_then = msgspec.structs.replace(here, on=moment.day)
        else:
            here_then = msgspec.structs.replace(here, known_at=moment.entries[-1].position)
        ledger = self.thidua.session.ledger
        keep_from(self, lambda: on_paper("leaders", ledger, here_then, self.words))

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

    async def do_other_axis(self) -> None:
        """Along the days of the facts, or as we came to know them; from the beginning."""
        self.axis = OTHER[self.axis]
        self.reload()

    async def do_open(self) -> None:
        """Show the entry of the decision on the screen."""
        frame = self.choice()
        self.turn_to(replace(self.playback, playing=False))
        if frame:
            await self.app.push_screen(EntryPage(frame.decided[0].position))

    def choice(self) -> Frame | None:
        """The frame, where it shows a decision."""
        frame = self.film.frames[self.playback.at] if self.film and self.film.frames else None
        return frame if frame and frame.decided else None
