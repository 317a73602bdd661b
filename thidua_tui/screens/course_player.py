"""The player of a year and of its meetings: people come, points and places move, minutes grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.widgets import Digits, Static

from events.event import Entry
from events.text import plain
from thidua_tui.formatting.pictures.svg import SavedPicture
from thidua_tui.formatting.replay import course_text
from thidua_tui.formatting.replay.course_text import Moved
from thidua_tui.formatting.slides.layout import WIDE, wrap
from thidua_tui.queries.released import released_course
from thidua_tui.screens.page_heading import Heading
from thidua_tui.screens.replay_base import ReplayPage
from thidua_tui.screens.replay_decisions import Decided, Decisions, ReplayLanes, operator_status
from thidua_tui.screens.replay_stage import large_stage, stage_height
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.wall_channel import Scene
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.painted_lines import PaintedLines
from thidua_tui.widgets.panel import entitle
from thidua_tui.widgets.styled_text import fit_lines
from views.agenda import Agenda
from views.course_of_year import Course, CourseMoment
from views.minutes import MeetingRow, Meetings
from views.names import Names

ACT = 0.8
"""Seconds that an act without a decision is shown, at speed 1."""
YEAR, MEETING = "year", "meeting:"
"""What is replayed: the year, or the meeting of a code."""


@dataclass(frozen=True)
class CourseFilm:
    """The moments of a year or of one of its meetings, and which meetings there are."""

    subject: str
    moments: tuple[CourseMoment, ...]
    names: Names
    meetings: tuple[MeetingRow, ...]
    items: dict[str, str]
    """The code of an item of the agenda -> its title, of the meeting that is replayed."""
    read: frozenset[int] | None = None
    """On a wall, the positions of the decisions that a room may read; None for a secretary."""


class CoursePage(ReplayPage):
    """The course of a year or a meeting, replayed."""

    film: CourseFilm | None = None
    subject = YEAR
    """What is asked for; of a meeting that the year does not have, the film is that of the year."""
    rows: Sequence[Moved] = ()
    heading: Heading | None = None

    def on_mount(self) -> None:
        """Have large letters where there is room for them; name the parts."""
        entitle(self.query_one("#deed"), self.words("course.act"))
        for panel in self.query("#lanes-panel"):  # none: a wall that leaves it at once
            entitle(panel, self.words("course.units"))
        self.query_one("#axis").display = False
        self.fit_stage()

    def load(self, session: Session, here: Location) -> CourseFilm:
        """Fold the course and make every moment."""
        cluster, year = here.cluster or "", here.year or 0
        meetings = session.see(Meetings(cluster, year, here.on), here.known_at).rows()
        subject = self.subject
        known = [f"{MEETING}{row.meeting}" for row in meetings]
        code = subject.removeprefix(MEETING) if subject in known else None
        course = session.see(Course(cluster, year, code), here.known_at)
        moments = tuple(m for m in course.moments() if not (here.on and m.day and m.day > here.on))
        items = session.see(Agenda(code), here.known_at).items if code else {}
        titles = {item: plain(known.title) for item, known in items.items()}
        read, announced = None, self.thidua.announced
        if announced is not None:
            moments, read = released_course(session.see, here, moments, announced)
        return CourseFilm(subject if code else YEAR, moments, course.names, meetings, titles, read)

    def render_data(self, data: CourseFilm) -> None:
        """Start from the beginning; what is known now may be more or less: stay at the moment."""
        before, self.film = self.film, data
        decided = tuple(moment.decides for moment in data.moments)
        if before is None or before.subject != data.subject:
            self.restart(decided)
        else:
            self.go_on(decided, min(self.playback.at, max(0, len(decided) - 1)))
        self.playback = replace(self.playback, passing=ACT)
        if self.heading:
            self.query_one("#title", StatusLine).show(*self.title_line(self.heading))
        self.turn_to(self.playback)

    def scene(self) -> Scene:
        """Return the moment that is shown."""
        return self.scene_here(at=self.playback.at, film=self.film.subject if self.film else YEAR)

    def follow(self, scene: Scene) -> None:
        """Go to the moment of the secretary, of the same year or meeting."""
        if scene.film != self.subject:
            self.subject = scene.film
            self.reload()
        elif self.film:
            self.go_to(scene.at)

    def decided(self, at: int) -> Sequence[Entry]:
        """Return the entries of the act."""
        return self.film.moments[at].entries if self.film and self.film.moments else ()

    @property
    def of_meeting(self) -> bool:
        """Whether a meeting is replayed."""
        return self.film is not None and self.film.subject != YEAR

    def draw(self) -> None:
        """Draw the moment."""
        film, words, at = self.film, self.words, self.playback.at
        if film is None or not film.moments:
            self.draw_nothing()
            return
        moment = film.moments[at]
        self.draw_stage(moment)
        panel, deed = self.query_one("#deed", Static), self.deed(film, moment)
        size = panel.content_size
        fitted = fit_lines(deed, size.width, size.height) if size else [deed]
        panel.update(Content("\n").join(fitted))
        lines = self.query_one(ReplayLanes)
        before = film.moments[at - 1] if at else None
        width = lines.scrollable_content_region.width
        count, self.rows = len(self.rows), course_text.lanes(moment, before, width, words)
        if count == len(self.rows):
            lines.refresh()
        else:
            lines.show(len(self.rows))
        self.query_one(Decisions).show(self.texts(film), at, words("course.minutes"))
        self.query_one("#playing", Static).update(
            operator_status(self.playback, words, self.subject_name(film))
        )

    def draw_stage(self, moment: CourseMoment) -> None:
        """Show the hour or the day, who is in front, and how many are there."""
        words = self.words
        big = course_text.big(moment, meeting=self.of_meeting)
        role, names = course_text.result_words(moment, words), course_text.in_front(moment, words)
        if self.film and self.film.read is not None and course_text.waits(moment):
            role, names = words("slides.waits"), ("", "")
        titles = self.film.items if self.film else {}
        item = course_text.item_text(moment, titles, words)
        others = " · ".join(filter(None, (item, course_text.counts(moment, words))))
        if self.has_class("-large"):
            view = self.query_one("#stage", PaintedLines)
            height = stage_height(self.app.size)
            view.show(large_stage(big, role, names, others, view.size.width, height))
            return
        self.query_one("#big-year", Digits).update(big)
        self.query_one("#role", Static).update(Content(role))
        self.query_one("#holder", Static).update(Content(names[0]))
        self.query_one("#deputies", Static).update(Content(others))

    def draw_nothing(self) -> None:
        """Say that nothing is recorded of the year."""
        for part in ("#role", "#deputies", "#deed", "#playing"):
            self.query_one(part, Static).update(Content(""))
        self.query_one("#big-year", Digits).update("")
        self.remove_class("-large")
        self.rows = ()
        self.query_one(ReplayLanes).show(0)
        self.query_one("#holder", Static).update(Content(self.words("course.nothing")))

    def deed(self, film: CourseFilm, moment: CourseMoment) -> Content:
        """Return when, what was recorded, and from which paper."""
        when = course_text.when(moment, self.words, meeting=self.of_meeting)
        parts = [
            Content(plain(deed)) + Content.styled(f" [{paper}]" if paper else "", "dim")
            for deed, paper in self.deeds(film, moment)
        ]
        head = Content.styled(when, "bold")
        return head + Content(" · ") + Content(" ").join(parts) if parts else head

    def deeds(self, film: CourseFilm, moment: CourseMoment) -> Iterable[tuple[str, str]]:
        """Return what an act recorded, and from which paper; on a wall only what may be read."""
        read = film.read
        if read is None:
            return course_text.deeds(moment, film.names, self.words)
        sentences = course_text.read_out(
            moment, film.names, self.words, lambda entry: entry.position in read
        )
        return [(sentence, "") for sentence in sentences]

    def texts(self, film: CourseFilm) -> list[Decided]:
        """Return for each act its moment, when it was, and what was recorded; once for a film."""
        if self._texts_of is not film:
            made = [
                (
                    at,
                    course_text.when(moment, self.words, meeting=self.of_meeting),
                    " ".join(deed for deed, _ in self.deeds(film, moment)),
                )
                for at, moment in enumerate(film.moments)
            ]
            self._texts_of, self._texts = film, [one for one in made if one[2]]
        return self._texts

    _texts_of: CourseFilm | None = None
    _texts: list[Decided] = []  # noqa: RUF012 - replaced whole, never changed

    def line(self, at: int, _: int) -> Content:
        """Return the row of a unit; what has just changed is bold."""
        if at >= len(self.rows):
            return Content("")
        text, changed = self.rows[at]
        return Content.styled(text, "bold") if changed else Content(text)

    def on_replay_lanes_resized(self) -> None:
        """Draw the rows for the room that they have now."""
        if self.film:
            self.draw()

    def on_resize(self) -> None:
        """The letters follow the room."""
        self.fit_stage()
        if self.film:
            self.call_after_refresh(self.draw)

    def subject_name(self, film: CourseFilm) -> str:
        """Return what is replayed."""
        for row in film.meetings:
            if film.subject == f"{MEETING}{row.meeting}":
                return self.words("screen.journal.meeting", kind=row.kind, on=row.on)
        return self.words("screen.heading.year", year=str(self.here.year))

    def head(self, head: Heading) -> None:
        """Keep the heading: what is replayed is known after the film."""
        self.heading = head
        super().head(head)

    def title_line(self, head: Heading, /) -> tuple[Content, Content]:
        """Return the cluster, and what is replayed."""
        what = self.subject_name(self.film) if self.film else str(head.year)
        title = self.words("course.title", what=what)
        return Content.styled(head.cluster, "bold"), Content.styled(title, "bold")

    async def do_other_axis(self) -> None:
        """Replay the next meeting of the year, or the year again; from the beginning."""
        if self.film is None:
            return
        subjects = [YEAR, *(f"{MEETING}{row.meeting}" for row in self.film.meetings)]
        self.subject = subjects[(subjects.index(self.film.subject) + 1) % len(subjects)]
        self.reload()
        if len(subjects) == 1:
            self.thidua.say(self.words("course.no-meeting"))

    async def do_keep_picture(self) -> None:
        """Write the moment as text and SVG: what was recorded, who is there, the places."""
        film, here = self.film, self.here
        if film is None or not film.moments:
            self.thidua.say(self.words("course.nothing"))
            return
        stem, title = f"course-{here.cluster}-{here.year}", self.subject_name(film)
        _, when, deed = next(one for one in self.texts(film) if one[0] == self.playback.at)
        lines = [f"{title} · {when}", *wrap(deed, WIDE), "", *(text for text, _ in self.rows)]
        keep_from(self, lambda: SavedPicture(stem, title, lines))
