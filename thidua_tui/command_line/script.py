"""A file of lines: a whole conference, recorded line by line, once however often it is run.

Every line's act has an id made of the file's name, the directives in force, the text, and which
of several like it it is. A line that is there already is success. A changed line, or a changed
directive before it, is another act.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.clusters import ClusterFounded
from events.errors import ThiduaError
from events.event import Entry, Source
from events.text import nfc, plain
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.directives import Directives
from thidua_tui.command_line.execute import command_of, execute
from thidua_tui.command_line.initial_location import clear_cluster, only_cluster
from thidua_tui.command_line.parser import parse_line
from thidua_tui.command_line.vocabulary import verb_of
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_date
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

REMARK = "#"
"""What begins a line that is for people alone."""


class Ran(Struct, frozen=True, kw_only=True):
    """One line that was carried out: the entries, and whether they were there already."""

    number: int
    text: str
    entries: tuple[Entry, ...] = ()
    already: bool = False


class Stopped(Exception):
    """A line was refused: nothing of it was recorded, and nothing behind it."""

    def __init__(self, number: int, text: str, error: ThiduaError) -> None:
        super().__init__(number, text)
        self.number, self.text, self.error = number, text, error


class Script:
    """The lines of a file and their directives; `name` is the file's, `here` the first location."""

    def __init__(self, session: Session, name: str, here: Location, words: Words) -> None:
        self.session, self.name, self.words = session, nfc(name), words
        self.start = here
        self.directives = Directives(cluster=here.cluster, year=here.year, source={})
        self.meeting = ""
        self.seen: dict[str, int] = {}

    def run(self, text: str) -> Iterator[Ran]:
        """Carry the lines out, one after another.

        Raises:
            Stopped: at the first that is refused; those before it are recorded.
        """
        for number, raw_line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
            line = raw_line.strip()
            if not line or line.startswith(REMARK):
                continue
            try:
                if ran := self._line(number, line):
                    yield ran
            except ThiduaError as error:
                raise Stopped(number, plain(line), error) from error

    def _line(self, number: int, text: str) -> Ran | None:
        """Carry one line out, unless it is there already."""
        act = self._id(nfc(text))
        if done := self.session.act(act):
            self._follow(text, done)
            self.session.follow(done)
            return Ran(number=number, text=text, entries=tuple(done), already=True)
        ground = self.ground()
        line = clear_cluster(parse_line(text, ground, self.directives.source), ground)
        command_of(line)  # report its errors before anything else
        if line.directives and not line.table:
            self._go(line.directives)
            return None
        entries = execute(self.session, line, act)
        self._follow(text, entries)
        return Ran(number=number, text=text, entries=tuple(entries)) if entries else None

    def ground(self) -> ActContext:
        """Return the context of the next line. The year is the given year, else that of the day."""
        today = self.session.today
        cluster = self.directives.cluster or only_cluster(self.session)
        ground = ActContext(
            self.session, Location(cluster=cluster, year=self.directives.year), self.words
        )
        ground.today = today
        ground.year = self.directives.year or today.year
        ground.year_is = "given" if self.directives.year else "offered"
        return ground

    def _id(self, text: str) -> str:
        """The id of a line's act: the same in every run, and no other line's."""
        now = self.directives
        parts = (self.name, self.start.cluster, self.start.year, now.cluster, now.year)
        where = (*parts, now.day, now.by, sorted((now.source or {}).items()), self.meeting)
        key = "\n".join([*map(str, where), " ".join(text.split())])
        self.seen[key] = self.seen.get(key, 0) + 1
        return sha256(f"{key}\n{self.seen[key]}".encode()).hexdigest()[:16]

    def _follow(self, text: str, entries: list[Entry]) -> None:
        """Select a new cluster; after a meeting is opened, its acts belong to it."""
        verb = verb_of(text.split())
        if verb and verb[0].id == "open-meeting":
            self.meeting = text
        founded = [e.event.cluster for e in entries if isinstance(e.event, ClusterFounded)]
        if founded:
            self._go(Directives(cluster=founded[-1]))

    def _go(self, to: Directives) -> None:
        """Apply the directives of a line; the others stay."""
        if to.by:
            self.session = self.session.typed_by(to.by)
        if to.day:
            self.session.day = to.day
        given = {f: v for f in to.__struct_fields__ if (v := getattr(to, f)) is not None}
        self.directives = now = replace(self.directives, **given)
        self.session.late = None if now.day else _late(now.source or {}, self.session)


def _late(raw: Mapping[str, str], session: Session) -> Source | None:
    """Return the source from which the next lines are entered late; None for the room.

    Nothing is taken from the room while a paper is entered: no day of a meeting, no session. Lines
    that follow a day are typed as on that day.
    """
    kind: Any = raw.get("source_kind") or "room"
    if kind == "room":
        return None
    on = parse_date(raw["source_on"], today=session.today) if raw.get("source_on") else None
    return Source(kind=kind, title=raw.get("source_title", ""), on=on)
