"""The roll call of a meeting: a number key says that a unit comes or leaves, at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from events.command import Command
from events.errors import Refused, ThiduaError
from events.event import Entry
from events.meetings import RecordAttendance
from events.presence import RecordArrival, RecordDeparture
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.presence import time_now
from thidua_tui.acts.registry import ACTS
from thidua_tui.formatting.sentences.presence import how_away, how_there, quorum_text
from thidua_tui.forms.form_labels import obstacle
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.form import Form
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, take_back
from thidua_tui.widgets.virtual_list import VirtualList
from views.presence import RollCall, UnitAtMeeting
from views.quorums import Quorums

TEN = 10
"""Up to so many units each has one digit; of more units each has two."""
AT_ONCE = 60.0
"""Seconds within which the same key again takes back what it recorded: no unit leaves so soon."""
SIGNS = {"present": "●", "left": "←", "absent": "○", "": "·"}
"""What is known of a unit, as a sign that needs no colour."""
STYLES = {"present": "bold $success", "left": "$warning", "absent": "$warning", "": "dim"}


class Presence(Dialog[tuple[Entry, ...]]):
    """The units of the open meeting in the order of the roster; each change is recorded at once.

    A unit has its number: one digit up to ten units, two digits when there are more.
    """

    AUTO_FOCUS = "VirtualList"
    PLACE = "presence"
    BINDINGS = bindings_at("presence", to="screen")

    def __init__(self, session: Session, here: Location, words: Words, meeting: str) -> None:
        super().__init__()
        self.session, self.here, self.words, self.meeting = session, here, words, meeting
        self.list = VirtualList(self.line, name="units")
        self.rows: tuple[UnitAtMeeting, ...] = ()
        self.title_text = self.quorum = ""
        self.met = True
        self.digit = ""
        self.clock: Callable[[], float] = monotonic
        self.toggled: dict[str, tuple[Sequence[Entry], float]] = {}
        """Unit -> what a key recorded of it last, and when."""
        self.look_up()

    def look_up(self) -> None:
        """Read who is there now."""
        call = RollCall(self.here.cluster or "", self.meeting)
        quorums = Quorums(self.here.cluster)
        self.session.see_all((call, quorums))
        self.rows, self.title_text, self.names = call.units(), call.opened().title, call.names
        row = next((row for row in quorums.rows() if row.meeting == self.meeting), None)
        self.quorum = quorum_text(row, self.words) if row else ""
        self.met = row.met if row else True

    def parts(self) -> ComposeResult:
        """Whether they are enough, how to press, the units, what was done last."""
        yield Static(id="quorum", classes="ask")
        yield Static(id="none", classes="ask")
        yield self.list
        yield Static(id="done", classes="ask")

    def on_mount(self) -> None:
        """Show the units; the cursor is on the first of which nothing is recorded."""
        first = next((at for at, row in enumerate(self.rows) if row.stay is None), 0)
        self.foot(self.words, {"choose": ""})
        self._show(first)

    def _show(self, cursor: int | None = None) -> None:
        there = sum(row.stay is not None and row.stay.state == "present" for row in self.rows)
        count = self.words("presence.there", present=str(there), count=str(len(self.rows)))
        self.entitle(plain(self.title_text), count)
        none = self.quorum or self.words("presence.quorum.unknown")
        style = "" if self.met else "bold reverse $error"
        self.query_one("#quorum", Static).update(Content.styled(none, style))
        how = "presence.keys.two" if self.two_digits else "presence.keys.one"
        self.query_one("#none", Static).update(Content.styled(self.words(how), "dim"))
        self.list.show(len(self.rows), self.list.cursor if cursor is None else cursor)

    @property
    def two_digits(self) -> bool:
        """Whether a unit is named by two digits."""
        return len(self.rows) > TEN

    def line(self, at: int, width: int) -> Content:
        """One unit: its number, what is known of it, who represents it."""
        row = self.rows[at]
        number = f"{at + 1:02}" if self.two_digits else str((at + 1) % TEN)
        state = row.stay.state if row.stay else ""
        word = self.words(f"tables.presence.{state}") if state else self.words("presence.unknown")
        if row.stay and (time := row.stay.until if state == "left" else row.stay.since):
            word = f"{word} {time}"
        other = self.words("presence.not-a-member")
        found = Content.assemble(
            (f" {number} ", "bold reverse" if number.startswith(self.digit or "x") else "bold"),
            (f" {SIGNS[state]} {word:<16}", STYLES[state]),
            " ",
            plain(row.unit.name),
            (self._more(row), "dim"),
            ("" if row.member else f" ({other})", "dim"),
        )
        return found.truncate(width, ellipsis=True)

    def _more(self, row: UnitAtMeeting) -> str:
        """Who represents the unit, or how it votes although it is away."""
        if row.stay is None:
            return ""
        stay = row.stay
        if stay.proxy:
            stay = replace(stay, proxy=self.names.unit(stay.proxy))
        words_of = how_there if stay.state == "present" else how_away
        text = words_of(stay, self.words)
        return f" – {text}" if text else ""

    async def on_key(self, event: Key) -> None:
        """A digit names a unit, or is the first of two that do."""
        if event.character is None or not event.character.isdecimal():
            self.digit = ""
            return
        event.stop()
        typed = self.digit + event.character
        if self.two_digits and len(typed) < len("10"):
            self.digit = typed
            self._show()
            return
        self.digit = ""
        at = (int(typed) if self.two_digits else int(typed) or TEN) - 1
        if 0 <= at < len(self.rows):
            await self._toggle(at)
        else:
            self._say(self.words("presence.no-number", number=typed, count=str(len(self.rows))))
            self._show()

    async def do_toggle_presence(self) -> None:
        """The unit under the cursor comes, or leaves."""
        if self.rows:
            await self._toggle(self.list.cursor)

    async def _toggle(self, at: int) -> None:
        row = self.rows[at]
        done, since = self.toggled.pop(row.unit.unit, ((), 0.0))
        if done and self.clock() - since < AT_ONCE:
            await self._take_back(done, at)
            return
        there = row.stay is not None and row.stay.state == "present"
        kind = RecordDeparture if there else RecordArrival
        ground = ActContext(self.session, self.here, self.words)
        time = time_now(ground, {"meeting": self.meeting})
        entries = await self._record([kind(meeting=self.meeting, unit=row.unit.unit, at=time)], at)
        self.toggled[row.unit.unit] = (entries, self.clock())

    async def _take_back(self, entries: Sequence[Entry], at: int) -> None:
        """Take back what the same key recorded just before: it was struck twice."""
        reason = self.words("presence.struck-twice")
        if await self._record([take_back(entries)], at, reason):
            undone = " ".join(self.words.sentence(e.event, self.names) for e in entries)
            self._say(self.words("presence.taken-back", sentence=undone))

    async def do_all_present(self) -> None:
        """All members of whom nothing is recorded are there."""
        units = tuple(row.unit.unit for row in self.rows if row.member and row.stay is None)
        if not units:
            self._say(self.words("presence.all-recorded"))
            return
        await self._record([RecordAttendance(meeting=self.meeting, units=units)], self.list.cursor)

    async def _record(self, commands: list[Command], at: int, reason: str = "") -> Sequence[Entry]:
        """Record at once, and show what follows; a refusal is shown in its place."""
        if why := self._why_not():
            self._say(why)
            return ()
        try:
            entries = await asyncio.to_thread(self._do, commands, reason)
        except ThiduaError as error:
            self._say(self.words.refusal(error, self.names))
            return ()
        self.app.post_message(Recorded(entries))
        self.reload(at)
        sentences = [self.words.sentence(e.event, self.names) for e in entries]
        self._say(self.words("presence.recorded", sentence=" ".join(sentences)))
        return entries

    def _do(self, commands: list[Command], reason: str) -> list[Entry]:
        return [e for command in commands for e in self.session.do(command, reason=reason)]

    def _why_not(self) -> str:
        if self.thidua.read_only:
            return self.thidua.reason("read-only")
        why = ACTS["record-arrival"].off(self.session, self.here)
        return obstacle(why, self.words, self.here.year or 0) if why else ""

    def reload(self, cursor: int | None = None) -> None:
        """Something was recorded: look again."""
        if self.is_attached and self.query("KeyBar"):  # else it is not composed yet, or closed
            self.look_up()
            self._show(cursor)

    async def do_take(self) -> None:
        """Open the form for the unit under the cursor: who came for whom, or how it left."""
        row = self.list.pick(self.rows)
        there = row is not None and row.stay is not None and row.stay.state == "present"
        self._open("record-departure" if there else "record-arrival", row)

    def on_virtual_list_clicked(self, event: VirtualList.Clicked) -> None:
        """A click does what the number of the unit does; again at once takes it back."""
        event.stop()
        self.app.call_later(self.action_do, "toggle-presence")

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A second click is a click: it opens no form."""
        event.stop()
        event.prevent_default()

    async def do_mark_absent(self) -> None:
        """Open the form of an absence for the unit under the cursor, unless it came."""
        row = self.list.pick(self.rows)
        if row and row.stay and row.stay.state != "absent":
            came = Refused("came-already", unit=row.unit.unit)
            self._say(self.words.refusal(came, self.names))
            return
        self._open("record-absence", row)

    async def do_attendance_list(self) -> None:
        """Record which units are there as one list, and by whom they are represented."""
        self._open("record-attendance", None)

    async def do_meeting_guest(self) -> None:
        """Record a guest."""
        self._open("record-guest", None)

    def _open(self, act: str, row: UnitAtMeeting | None) -> None:
        if why := self._why_not():
            self._say(why)
            return
        given = {"meeting": self.meeting} | ({"unit": row.unit.unit} if row else {})
        form = Form(ACTS[act], self.session, self.here, self.words, given=given)
        self.app.push_screen(form, lambda _: self.reload())

    def _say(self, sentence: str) -> None:
        self.query_one("#done", Static).update(Content(plain(sentence)))

    do_leave_list = do_roll_call = Dialog.do_leave
