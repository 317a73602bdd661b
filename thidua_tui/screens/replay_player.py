"""The player: the rotation of the headship, moment by moment, for a hall to look at.

The calendar runs, the timeline grows, the leader is named large, and each decision is shown in
a line with its paper. It holds up no key: time passes by a timer, what it shows was folded before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec
from textual.content import Content
from textual.widgets import Digits, Static

from events.event import Entry
from thidua_tui.formatting.pictures.leadership_chart import Picture, Stretch, picture
from thidua_tui.formatting.replay import replay_text
from thidua_tui.formatting.replay.glide import RULE, Glide, differing, ruled, spread, unmarked
from thidua_tui.formatting.replay.playback import Film, Frame, frames, whole
from thidua_tui.queries.pictures import on_paper
from thidua_tui.screens.page_heading import Heading
from thidua_tui.screens.replay_base import ReplayPage
from thidua_tui.screens.replay_decisions import (
    Decided,
    Decisions,
    ReplayLanes,
    decisions,
    operator_status,
)
from thidua_tui.screens.replay_stage import stage, stage_height
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.wall_channel import Scene
from thidua_tui.widgets.motion import SECONDS
from thidua_tui.widgets.painted_lines import PaintedLines
from thidua_tui.widgets.panel import entitle
from thidua_tui.widgets.styled_text import styled
from views.names import Names
from views.replay import Axis, Replay

OTHER: dict[Axis, Axis] = {"true": "known", "known": "true"}
SHORTEST = 0.07
"""Seconds: in less there is no time for a second frame."""


class PlayerPage(ReplayPage):
    """How the headship went, replayed."""

    film: Film | None = None
    drawn = Picture(())
    lanes: tuple[str, ...] = ()
    """The rows below the axis as they are shown, in the middle of a motion too."""
    axis: Axis = "true"

    def on_mount(self) -> None:
        """Have large letters where there is room for them; name the parts."""
        entitle(self.query_one("#deed"), self.words("years.replay.decision"))
        for panel in self.query("#lanes-panel"):  # none: a wall that leaves it at once
            entitle(panel, self.words("years.picture"))
        self.fit_stage()

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

    def scene(self) -> Scene:
        """Return the moment that is shown."""
        return self.scene_here(at=self.playback.at, axis=self.axis)

    def follow(self, scene: Scene) -> None:
        """Go to the moment of the secretary, along the same axis; time does not run here."""
        if scene.axis != self.axis:
            self.axis = scene.axis
            self.reload()
        self.go_to(scene.at)

    def render_data(self, data: Film) -> None:
        """Start from the beginning; what is known now may be more or less: stay at the moment."""
        before, self.film = self.film, data
        decided = tuple(bool(frame.decided) for frame in data.frames)
        if before is None or before.replay.axis != data.replay.axis:
            self.restart(decided)
        else:
            moment = before.frames[self.playback.at].moment if before.frames else None
            self.go_on(decided, data.at(moment))
        self.playback = replace(self.playback, axis=data.replay.axis)
        self.turn_to(self.playback)

    def decided(self, at: int) -> Sequence[Entry]:
        """Return what was decided at a moment; nothing where only time passed."""
        return self.film.frames[at].decided if self.film and self.film.frames else ()

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
        title = words("years.replay.decisions")
        self.query_one(Decisions).show(self.texts(film), self.playback.at, title)
        self.query_one("#playing", Static).update(operator_status(self.playback, words))

    @property
    def reasons(self) -> bool:
        """Whether the reasons that were recorded are shown: not on a wall."""
        return self.thidua.announced is None

    def texts(self, film: Film) -> list[Decided]:
        """Return the decisions in words, made once for a film."""
        if self._texts_of is not film:
            self._texts_of, self._texts = film, decisions(film, self.words, reasons=self.reasons)
        return self._texts

    _texts_of: Film | None = None
    _texts: list[Decided] = []  # noqa: RUF012 - replaced whole, never changed

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
        of = (film.replay, film.names, self.words)
        deeds = replay_text.deeds(frame, *of, reasons=self.reasons)
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

    async def do_other_axis(self) -> None:
        """Along the days of the facts, or as we came to know them; from the beginning."""
        self.axis = OTHER[self.axis]
        self.reload()
