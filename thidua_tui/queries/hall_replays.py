"""Replays and minutes for the hall: the moment that the secretary shows, in a few large words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from events.event import Entry
from events.text import plain
from thidua_tui.formatting.hall.markup import minutes_html
from thidua_tui.formatting.replay import course_text, replay_text
from thidua_tui.formatting.replay.playback import frames
from thidua_tui.formatting.slides.announced import Announced
from thidua_tui.formatting.slides.slide import Name, Slide
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.released import See, may_be_read
from thidua_tui.queries.room_minutes import released_paragraphs
from thidua_tui.session.location import Location
from thidua_tui.session.wall_channel import Scene
from views.course_of_year import Course, CourseMoment
from views.minutes import Meetings, Minutes
from views.minutes_states import MinutesStates
from views.names import Names
from views.replay import Replay

MEETING = "meeting:"
BEFORE, BEHIND = 1, 3
"""Sentences of the minutes that are shown before and behind the one that is read."""


def headship_slide(see: See, here: Location, scene: Scene, words: Words, today: date) -> Slide:
    """Return who leads at a moment of the replay of the headship.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the moment of knowledge.
        scene: The moment of the replay, and its axis.
        words: The messages of the language to use.
        today: The day to which the replay goes.
    """
    replay = see(Replay(here.cluster, scene.axis, here.on or today), here.known_at)
    upto = here.on if scene.axis == "true" else None
    made = [one for one in frames(replay) if upto is None or one.moment.day <= upto]
    if not made:
        return Slide(above=words("player.title"), below=(words("player.nothing"),))
    frame = made[max(0, min(scene.at, len(made) - 1))]
    year, row = str(frame.moment.year), frame.leading
    role = replay_text.role(row, words) if row else words("player.unknown-told", year=year)
    name = replay_text.holder(frame, words)
    lines = (
        role,
        replay_text.successor(frame, words),
        replay_text.deputies(frame, words),
        replay_text.when(frame, scene.axis, words),
    )
    names = (Name(name, plain(row.unit_short or name) if row else name),)
    return Slide(above=year, names=names, below=tuple(filter(None, lines)))


def course_slide(
    see: See, here: Location, scene: Scene, words: Words, announced: Announced
) -> Slide:
    """Return the last decision up to a moment of the replay of a year or a meeting.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster, the year and the moment of knowledge.
        scene: The moment of the replay, and what is replayed.
        words: The messages of the language to use.
        announced: What was announced.
    """
    cluster, year = here.cluster or "", here.year or 0
    meetings = see(Meetings(cluster, year, here.on), here.known_at).rows()
    asked = scene.film.removeprefix(MEETING)
    code = next((row.meeting for row in meetings if row.meeting == asked), None)
    course = see(Course(cluster, year, code), here.known_at)
    made = [m for m in course.moments() if not (here.on and m.day and m.day > here.on)]
    title = words("screen.heading.year", year=str(year))
    if not made:
        return Slide(above=title, below=(words("course.undated"),))
    made = made[: max(0, min(scene.at, len(made) - 1)) + 1]
    when = course_text.when(made[-1], words, meeting=code is not None)
    sentences = _decided(
        made, course.names, words, lambda e: may_be_read(see, here, e.event, announced)
    )
    names = tuple(Name(sentence, sentence) for sentence in sentences)
    return Slide(above=f"{title} · {when}", names=names)


def _decided(
    made: list[CourseMoment], names: Names, words: Words, may_be_read: Callable[[Entry], bool]
) -> list[str]:
    """Return the sentences of the last act that decides something and may be read."""
    read = (course_text.read_out(moment, names, words, may_be_read) for moment in reversed(made))
    return next(filter(None, read), [])


def minutes_near(see: See, here: Location, scene: Scene, words: Words, announced: Announced) -> str:
    """Return the sentences of the minutes near the one that the secretary reads out, as HTML.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the moment of knowledge.
        scene: The meeting, and the entry of the sentence.
        words: The messages of the language to use.
        announced: What was announced.
    """
    ours = {row.meeting for row in see(Meetings(here.cluster), here.known_at).rows()}
    if scene.of not in ours:
        return minutes_html(words("screen.tab.wall-minutes"), ())
    view = see(Minutes(scene.of), here.known_at)
    states = see(MinutesStates(here.cluster), here.known_at).rows()
    state = next((row.state for row in states if row.meeting == scene.of), "draft")
    lines = released_paragraphs(see, here, view, words, announced)
    read = (n for n, one in enumerate(lines) if one.sentence and scene.at in one.sentence.entries)
    at = next(read, 0)
    row = view.row()
    title = f"{row.title if row else ''} ({words.choice('minutes_state', state)})"
    first = max(0, at - BEFORE)
    shown = ((one.text, n == at) for n, one in enumerate(lines) if first <= n <= at + BEHIND)
    return minutes_html(title, shown)
