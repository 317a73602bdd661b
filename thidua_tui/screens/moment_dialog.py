"""Going to a moment by typing it: when it was true, and until when it was known."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from events.errors import ThiduaError
from events.event import Scope
from events.meetings import MeetingOpened
from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.time_travel import position_at, read_known_at, read_true_on
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.header_footer import KeyBar, StatusLine
from views import moments
from views.names import Names

MEETINGS = 8
"""So many openings and closings are offered, the latest first."""


class MeetingStop(Struct, frozen=True):
    """A meeting that opened or closed: the position behind it, and what it is called."""

    position: int
    label: str


class MomentBody(Vertical):
    """The two fields, with a queue of their own: the screen stays alive while it looks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "mark(-1)", "", show=False),
        Binding("down", "mark(1)", "", show=False),
        Binding("tab,shift+tab", "other", "", show=False),
    ]

    def __init__(self, dialog: MomentDialog) -> None:
        super().__init__()
        self.dialog = dialog
        words = dialog.words
        self.rows = {
            name: FieldRow(
                name, words(f"time.moment.{name}"), words(f"time.moment.{name}-hint"), OneLine()
            )
            for name in ("known", "true")
        }

    def compose(self) -> ComposeResult:
        """Until when it was known, for that is asked most; when it was true."""
        yield from self.rows.values()
        self.rows["true"].display = self.dialog.purpose == "moment"

    async def on_mount(self) -> None:
        """Begin with the coordinates of the page."""
        for name, text in self.dialog.start().items():
            await self.rows[name].put(text)
        self.rows["known"].editor.focus()

    async def on_field_row_edited(self, event: FieldRow.Edited) -> None:
        """Echo what was understood."""
        event.stop()
        await self.dialog.look(event.row)

    async def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Go there."""
        event.stop()
        await self.dialog.go()

    def action_other(self) -> None:
        """Go to the other field."""
        here = self.rows["known"].has_focus_within
        self.rows["true" if here else "known"].editor.focus()

    async def action_mark(self, step: int) -> None:
        """Put the next meeting of the list into the field."""
        await self.dialog.mark(step)


class MomentDialog(Dialog[Location | None]):
    """Dismissed with the coordinates, or None."""

    PLACE = "moment"
    BINDINGS = bindings_at("moment", to="screen")

    def __init__(
        self, session: Session, here: Location, words: Words, *, since: bool = False
    ) -> None:
        super().__init__()
        self.purpose = "since" if since else "moment"
        self.session, self.here, self.words = session, here, words
        self.names = session.see(Names())
        self.meetings: Sequence[MeetingStop] = ()
        self.marked = -1
        self.body = MomentBody(self)

    def compose(self) -> ComposeResult:
        """Title, the fields, the meetings, the keys."""
        with Vertical(id="form", classes="small"):
            yield StatusLine(id="form-title")
            yield Static(Content(self.words(f"time.{self.purpose}.ask")), classes="ask")
            yield self.body
            yield Static(id="moment-meetings")
            yield KeyBar()

    async def on_mount(self) -> None:
        """Show title and keys at once, the meetings when they are found."""
        self.entitle(self.words(f"time.{self.purpose}.title"))
        self.foot(self.words)
        self.meetings = await asyncio.to_thread(meetings, self.session, self.here, self.words)
        if not self.leaving:
            self._list()

    def start(self) -> dict[str, str]:
        """Return the initial contents of the fields."""
        known, day = self.here.known_at, self.here.on
        at = f"{known.astimezone():%d/%m/%Y %H:%M}" if isinstance(known, datetime) else known
        year = str(self.here.year or self.session.today.year)
        return {"known": str(at or ""), "true": f"{day:%d/%m/%Y}" if day else year}

    async def mark(self, step: int) -> None:
        """Choose the next meeting; its position goes into the field."""
        if self.meetings:
            self.marked = max(0, min(self.marked + step, len(self.meetings) - 1))
            row = self.body.rows["known"]
            row.editor.focus()
            await row.put(str(self.meetings[self.marked].position))
            await self.look(row)
            self._list()

    def _list(self) -> None:
        lines = [Content.styled(self.words("time.moment.meetings"), "$secondary")]
        for at, one in enumerate(self.meetings):
            mark = "▸" if at == self.marked else " "
            line = Content(f" {mark} {one.position:>4}  {one.label}")
            lines.append(line.stylize("reverse") if at == self.marked else line)
        if not self.meetings:
            lines.append(Content(f"   {self.words('time.moment.no-meeting')}"))
        self.query_one("#moment-meetings", Static).update(Content("\n").join(lines))

    async def look(self, row: FieldRow) -> Location | None:
        """Show the parsed value under the field, or its error."""
        row.wrong = row.understood = ""
        found = None
        try:
            if row.field == "true":
                year, on = read_true_on(row.raw, self.session.today)
                found = replace(self.here, year=year, on=on)
            else:
                found = await asyncio.to_thread(self._known, row.raw, row)
        except ThiduaError as error:
            row.wrong = self.words.refusal(error)
        row.say()
        return found

    def _known(self, text: str, row: FieldRow) -> Location:
        moment = read_known_at(text, self.session)
        row.understood = self.words("time.moment.understood-now")
        if moment is not None:
            position = position_at(self.session.ledger, moment)
            last = position.act[-1]
            row.understood = plain(
                self.words(
                    "time.moment.understood",
                    position=str(position.position),
                    last=str(position.last),
                    by=last.by,
                    at=last.at,
                    sentence=self.words.sentence(last.event, self.names),
                )
            )
        return replace(self.here, known_at=moment)

    async def go(self) -> None:
        """Go there, if both fields can be understood."""
        true, known = [await self.look(self.body.rows[name]) for name in ("true", "known")]
        if true and known:
            self.dismiss(replace(true, known_at=known.known_at))
        else:
            self.body.rows["known" if true else "true"].editor.focus()


def meetings(
    session: Session, here: Location, words: Words, most: int = MEETINGS
) -> list[MeetingStop]:
    """The latest openings and closings of the cluster's meetings, or of all."""
    found: list[MeetingStop] = []
    position = session.ledger.position()
    while len(found) < most and (
        entry := moments.meeting_before(session.ledger, position, here.cluster)
    ):
        scope = Scope((f"meeting:{getattr(entry.event, 'meeting', '')}",), (MeetingOpened,))
        opened = next(session.ledger.read(scope, limit=1), entry).event
        title = plain(opened.title) if isinstance(opened, MeetingOpened) else ""
        what = "opened" if isinstance(entry.event, MeetingOpened) else "closed"
        end = moments.behind_act(session.ledger, entry.position)
        label = f"{words.instant(entry.at)}  {words(f'time.moment.{what}')}: {title}"
        found.append(MeetingStop(end, label))
        position = entry.position - 1
    return found
