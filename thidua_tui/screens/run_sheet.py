"""The run sheet of a meeting: its agenda, from which the form of each item is opened."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from events.agenda_commands import FinishAgendaItem, MoveAgendaItem, TakeAgendaItem
from events.command import Command
from events.event import Source
from events.speakers import TURNS
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.presence import time_now
from thidua_tui.acts.speaking import next_turn
from thidua_tui.formatting.sentences.turns import turn_text
from thidua_tui.forms.submit import attempt, record
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.screens.minutes_reader import MinutesReader
from thidua_tui.screens.presence import Presence
from thidua_tui.screens.run_sheet_facts import Sheet, gather
from thidua_tui.screens.run_sheet_minutes import WIDE, MinutesSide
from thidua_tui.screens.run_sheet_text import (
    foot_labels,
    item_end,
    item_line,
    progress,
    quorum_lost,
)
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.virtual_list import VirtualList
from views.agenda import ItemRow

ROLL_CALL = "record-arrival"
"""The act of an item that opens the roll call instead of a form."""


RECORDS = (
    *("take", "finish-item", "skip-item", "go-to-item", "add-item", "change-item"),
    *("item-earlier", "item-later", "speaker-turn", "record-remark", "roll-call"),
)
"""What is not done in the run sheet of a meeting that is over."""


class RunSheet(Dialog[None]):
    """The items of a meeting; that of the open meeting is left when the meeting is closed."""

    AUTO_FOCUS = "VirtualList"
    PLACE = "agenda"
    BINDINGS = bindings_at("agenda", to="screen")

    def __init__(self, session: Session, here: Location, words: Words, meeting: str) -> None:
        super().__init__()
        self.session, self.here, self.words, self.meeting = session, here, words, meeting
        self.list = VirtualList(self.line, name="items")
        self.minutes = MinutesSide(lambda: MinutesReader(session, here, words, meeting))
        self.sheet = Sheet()
        self.at = ""
        """The item that the meeting was at when the cursor was put there."""
        self.left = False
        """Whether the meeting was closed, so that there is nothing left to show."""
        self.looking: asyncio.Future[None] | None = None
        self.ticking: Timer | None = None
        """Ticks once a second while a speaker has the floor, and only then."""

    def parts(self) -> ComposeResult:
        """Whether too few units are present; the items; what Enter does at the present one."""
        with Horizontal(id="run"):
            with Vertical(id="run-items"):
                yield Static(id="quorum", classes="ask")
                yield Static(id="turn", classes="ask")
                yield self.list
                yield Static(id="of-item", classes="ask")
            yield self.minutes

    async def on_mount(self) -> None:
        """Show the items; the cursor is on the one that the meeting is at."""
        self._make_room()
        await self._look()

    def on_resize(self) -> None:
        """Break the minutes to their new width; show them where they have room."""
        if self._make_room():
            self.call_after_refresh(self.reload)

    def _make_room(self) -> bool:
        """Show the minutes where the screen is wide; return whether it is."""
        wide = self.app.size.width >= WIDE
        self.minutes.display = wide
        self.set_class(wide, "-with-minutes")
        return wide

    def on_screen_resume(self) -> None:
        """Show what was recorded or taken back over the list."""
        if self.sheet.rows:
            self.reload()

    def reload(self) -> None:
        """Show what was recorded, here or elsewhere."""
        self.looking = asyncio.ensure_future(self._look())

    async def _looked(self) -> None:
        """Wait for what was recorded before the key: it moves the cursor."""
        if self.looking:
            await self.looking

    async def _look(self) -> None:
        wanted = (self.session, self.here, self.words, self.meeting, self.minutes.room)
        sheet = await asyncio.to_thread(gather, *wanted)
        if self.left or self.leaving:
            return
        if not sheet.rows or (self.sheet.rows and sheet.fixed and not self.sheet.fixed):
            self.left = True
            self.dismiss(None)
            return
        self.sheet = sheet
        now = next((at for at, row in enumerate(sheet.rows) if row.state == "now"), None)
        item = sheet.rows[now].item if now is not None else ""
        moved, self.at = item != self.at, item
        title = self.words("agenda.title")
        self.entitle(title, progress(sheet.rows, self.words))
        self.minutes.show_minutes(sheet.minutes)
        quorum = self.query_one("#quorum", Static)
        quorum.display = sheet.lost is not None
        quorum.update(Content("\n").join(quorum_lost(sheet.lost, self.words)))
        self.list.show(len(sheet.rows), now if moved and now is not None else None)
        self.foot(self.words, foot_labels(self.words, speaking=sheet.turn is not None))
        self._tick()
        self._say()

    def _tick(self) -> None:
        """Show the turn of the present speaker; look again in a second while it runs."""
        turn, shown = self.sheet.turn, self.query_one("#turn", Static)
        shown.display = turn is not None
        if turn is None:
            if self.ticking:
                self.ticking.stop()
            self.ticking = None
            return
        text, over = turn_text(turn, self.session.ledger.clock(), self.words)
        shown.update(Content.styled(text, "bold reverse $error" if over else "bold"))
        self.ticking = self.ticking or self.set_interval(1.0, self._tick, name="turn")

    def line(self, at: int, width: int) -> Content:
        """One item; at its right what was recorded under it."""
        row = self.sheet.rows[at]
        end = item_end(row, self.words)
        room = max(10, width - end.cell_length - 2)
        left = item_line(row, self.words, room).truncate(room, ellipsis=True)
        return Content.assemble(left.pad_right(width - end.cell_length - left.cell_length), end)

    @property
    def row(self) -> ItemRow | None:
        """The item under the cursor."""
        return self.list.pick(self.sheet.rows)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Say what Enter does here."""
        event.stop()
        self._say()

    def _say(self) -> None:
        row, words = self.row, self.words
        if row is None:
            return
        off = self.sheet.fixed or self.sheet.offs.get(row.item)
        key = "agenda.roll-call" if row.opens == ROLL_CALL else f"acts.act.{row.opens}"
        act = "" if off else words(key)
        text = off or words("agenda.opens", act=act, year=str(row.valid_for))
        self.query_one("#of-item", Static).update(Content.styled(text, "dim" if off else ""))

    async def action_do(self, name: str) -> None:
        """Do what a key asks for; say why not where the items can only be looked at."""
        await self._looked()
        if self.sheet.fixed and name in RECORDS:
            self.thidua.say(self.sheet.fixed)
            return
        await super().action_do(name)

    async def do_read_minutes(self) -> None:
        """Show the minutes, to word their sentences."""
        await self.app.push_screen(self.minutes.reader())

    async def do_papers(self) -> None:
        """List the papers of the meeting."""
        await self.thidua.open_papers(self.here, self.meeting)

    async def do_take(self) -> None:
        """Open the form that the item needs; what is recorded in it belongs to the item."""
        await self._looked()
        if (row := self.row) is None:
            return
        if off := self.sheet.offs.get(row.item):
            self.thidua.say(off)
            return
        await self.thidua.open_item(row, self.here, self.reload)

    async def do_finish_item(self) -> None:
        """Mark the item as done; one that is over is open again."""
        await self._looked()
        if row := self.row:
            over = row.state in ("done", "skipped")
            kind = TakeAgendaItem if over else FinishAgendaItem
            await self._record(kind(meeting=self.sheet.meeting, item=row.item))

    async def do_go_to_item(self) -> None:
        """Go to the item: acts belong to it until it is over."""
        await self._looked()
        if row := self.row:
            await self._record(TakeAgendaItem(meeting=self.sheet.meeting, item=row.item))

    async def do_item_earlier(self) -> None:
        """Move the item one place up."""
        await self._move(-1)

    async def do_item_later(self) -> None:
        """Move the item one place down."""
        await self._move(1)

    async def _move(self, by: int) -> None:
        await self._looked()
        row, codes = self.row, [row.item for row in self.sheet.rows]
        if row is None or not 0 <= row.number - 1 + by < len(codes):
            return
        codes.remove(row.item)
        at = row.number - 1 + by
        after = codes[at - 1] if at else ""
        moved = MoveAgendaItem(meeting=self.sheet.meeting, item=row.item, after=after)
        if await self._record(moved):
            self.list.show(len(self.sheet.rows), at)

    async def _record(self, command: Command) -> bool:
        """Record a command at once; undo takes it back."""
        wanted = attempt((command,), "", Source())
        outcome = await asyncio.to_thread(record, self.session, wanted)
        if outcome.error:
            self.thidua.say(self.words.refusal(outcome.error))
            return False
        self.app.post_message(Recorded(outcome.entries))
        await self._look()
        if isinstance(outcome.entries[-1].event, TURNS):
            names = ActContext(self.session, self.here).names
            self.thidua.say(self.words.sentence(outcome.entries[-1].event, names))
        return True

    async def do_speaker_turn(self) -> None:
        """End the turn of the present speaker; else call the first on the list, or ask whom."""
        await self._looked()
        ground = ActContext(self.session, self.here, self.words)
        meeting, speaking = self.sheet.meeting, self.sheet.turn is not None
        at = time_now(ground, {"meeting": meeting})
        turn = await asyncio.to_thread(next_turn, ground, meeting, at, speaking=speaking)
        if turn:
            await self._record(turn)
        else:
            await self.thidua.open_form("call-speaker", self.here, {}, self.reload)

    async def do_record_remark(self) -> None:
        """Open the form of a remark; it belongs to the item that the meeting is at."""
        await self._looked()
        if item := next((row for row in self.sheet.rows if row.item == self.at), None):
            await self.thidua.open_item(
                replace(item, opens="record-remark", presenter=""), self.here, self.reload
            )

    async def do_roll_call(self) -> None:
        """Open the roll call."""
        roll = Presence(self.session, self.here, self.words, self.sheet.meeting)
        await self.app.push_screen(roll, lambda _: self.reload())

    async def do_skip_item(self) -> None:
        """Ask why the item is skipped."""
        await self._ask("skip-agenda-item", "item")

    async def do_change_item(self) -> None:
        """Change the title, the presenter, the act or the year of the item."""
        await self._ask("change-agenda-item", "item")

    async def do_add_item(self) -> None:
        """Add an item behind this one."""
        await self._ask("add-agenda-item", "after")

    async def _ask(self, act: str, field: str) -> None:
        await self._looked()
        if row := self.row:
            await self.thidua.open_form(act, self.here, {field: row.item}, self.reload)

    do_leave_list = Dialog.do_leave
