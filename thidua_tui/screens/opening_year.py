"""Opening a year: what it takes over from the year before, line by line, before it is recorded."""

from __future__ import annotations

import asyncio

from textual.content import Content

from events.errors import ThiduaError
from events.event import Entry
from events.open_year import OpenYear
from thidua_tui.acts.preview import imagine
from thidua_tui.acts.year_opening import year_before, year_to_open
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.screens.opening_year_lines import OpeningLines
from thidua_tui.screens.recording_list import RecordingList
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

TICKED, UNTICKED, FIXED = "[x]", "[ ]", " · "


class YearOpening(RecordingList):
    """Units, rules, quotas, targets, roles of the year to open; F2 opens it as one act."""

    PLACE = "new-year"
    BINDINGS = bindings_at("new-year", to="screen")

    def __init__(self, session: Session, here: Location, words: Words) -> None:
        self.ticked: set[tuple[str, str]] = set()
        self.known: set[tuple[str, str]] = set()
        super().__init__(session, here, words)

    def look_up(self) -> None:
        """Read what there is to take over; what was unticked stays so."""
        self.opened = year_to_open(self.ground)
        self.since = year_before(self.ground, self.opened)
        self.lines = OpeningLines(self.ground, self.words, self.opened, self.since).lines()
        new = {(one.part, one.code) for one in self.lines if one.code} - self.known
        self.known |= new
        self.ticked |= new

    def render_all(self) -> None:
        """Show the list, and what would be recorded."""
        words = self.words
        years = {"year": str(self.opened), "since": str(self.since)}
        self.entitle(words("targets.opening.title", **years))
        passed = ", ".join(map(str, range(self.ground.year + 1, self.opened)))
        note = words("targets.opening.next", years=passed, **years) if passed else ""
        about = words("targets.opening.about", **years)
        self.ask.update(Content("\n".join(filter(None, (note, about)))))
        self.foot(words, {"take": words("targets.opening.toggle")})
        self.list.show(len(self.lines), max(1, self.list.cursor))
        self.show_sum()

    def show_sum(self) -> None:
        """Say what would be recorded, or why it would be refused."""
        words, command = self.words, self.command()
        try:
            imagined = imagine(self.session, [command])
        except ThiduaError as error:
            self.say(f"▲ {words.refusal(error, self.ground.names)}")
            return
        count = str(len(imagined.entries))
        self.say(words("targets.opening.sum", count=count, year=str(self.opened)), good=True)

    def line(self, at: int, width: int) -> Content:
        """A heading, or a line with its tick; what differs from the year before is marked."""
        one = self.lines[at]
        if one.head:
            return Content.styled(one.text, "bold $primary").truncate(width, ellipsis=True)
        taken = (one.part, one.code) in self.ticked
        mark = (TICKED if taken else UNTICKED) if one.code else FIXED
        changed = one.changed or bool(one.code and not taken)
        style = "$warning" if changed else ""
        text = Content.assemble(f" {mark} ", (f"{'≠ ' if changed else ''}{one.text}", style))
        return text.truncate(width, ellipsis=True)

    def command(self) -> OpenYear:
        """Return the act, as it is ticked."""

        def codes(part: str) -> tuple[str, ...]:
            listed = (one.code for one in self.lines if one.part == part and one.code)
            return tuple(code for code in listed if (part, code) in self.ticked)

        return OpenYear(
            cluster=self.ground.cluster,
            year=self.opened,
            since=self.since,
            units=codes("units"),
            book=bool(codes("book")),
            quotas=bool(codes("quotas")),
            targets=codes("targets"),
            renewed=self._renewed(codes("renewed"), book=bool(codes("book")), of=codes("targets")),
        )

    @staticmethod
    def _renewed(keys: tuple[str, ...], *, book: bool, of: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ticked texts of what is taken over."""
        taken = {f"target/{code}" for code in of}
        return tuple(k for k in keys if k in taken or (book and not k.startswith("target/")))

    async def do_tick(self) -> None:
        """Take the line under the cursor over, or do not."""
        one = self.list.pick(self.lines)
        if one is None or not one.code:
            self.say(self.words("targets.opening.fixed"))
            return
        self.ticked ^= {(one.part, one.code)}
        self.list.refresh()
        self.show_sum()

    do_take = do_tick

    async def do_record(self) -> None:
        """Open the year, as one act; then the page shows it."""
        if why := self.why_not():
            self.say(why)
            return
        try:
            new: list[Entry] = await asyncio.to_thread(self.session.do, self.command())
        except ThiduaError as error:
            self.say(f"▲ {self.words.refusal(error, self.ground.names)}")
            return
        self.app.post_message(Recorded(new))
        count = str(len(new))
        self.app.clear_notifications()
        done = self.words("targets.opening.done", year=str(self.opened), count=count)
        self.app.notify(done, markup=False)
        self.dismiss(tuple(new))
