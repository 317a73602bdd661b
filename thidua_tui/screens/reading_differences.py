"""Where two readers differ: each difference is looked at, kept, or replaced; then recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.errors import ThiduaError
from events.event import Entry
from events.store import ledger
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.score_arithmetic import typed_text
from thidua_tui.forms.second_reading import NOTHING, Difference, Held, SecondReading, Settled
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.screens.reading_reason import ReadingReason
from thidua_tui.widgets.virtual_list import VirtualList

SIGNS: dict[Settled | None, tuple[str, str]] = {
    None: ("≠", "bold $error"),
    "keep": ("=", "bold $success"),
    "replace": ("↻", "bold $warning"),
}
"""How a difference was settled -> its sign and style."""


class Differences(Dialog[tuple[Entry, ...]]):
    """The differences, and nothing else. It is dismissed with what was recorded, maybe nothing.

    The values of a difference are shown once it is looked at.
    """

    CSS_PATH: ClassVar[list[str]] = ["form.tcss", "cells_dialog.tcss"]  # type: ignore[assignment]  # Textual takes both
    AUTO_FOCUS = "VirtualList"
    PLACE = "reading"
    BINDINGS = bindings_at("reading", to="screen")

    def __init__(
        self,
        reading: SecondReading,
        ground: ActContext,
        words: Words,
        settled: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self.reading, self.ground, self.words, self.settled = reading, ground, words, settled
        self.act = ledger.new_act()
        self.new: list[Entry] = []
        self.seen: set[tuple[str, str]] = set()
        self.rows = reading.differences()
        self.list = VirtualList(self.line, name="differences", tall=2)
        self.ask = Static(id="none", classes="ask")
        self.message = Static(id="reading-message", classes="ask")

    def parts(self) -> ComposeResult:
        """How much was read, the differences, what there is to say."""
        yield self.ask
        yield self.list
        yield self.message

    def on_mount(self) -> None:
        """Show the differences."""
        words, reading = self.words, self.reading
        self.entitle(
            words("scorechecks.reading.title"), words.choice("stage", self.reading.sheet.stage)
        )
        names = (self.ground.names.short(u, self.reading.sheet.year) for u in reading.units)
        facts = {"units": "; ".join(names), "cells": str(reading.cells)}
        key = "found" if self.rows else "none"
        asked = words(f"scorechecks.reading.{key}", count=str(len(self.rows)), **facts)
        self.ask.update(Content(plain(asked)))
        self.foot(words, {"choose": ""})
        self.list.show(len(self.rows))
        self.show_open()

    def show_open(self) -> None:
        """Say how many differences are open, or that all can be recorded."""
        open_ones = sum(row.settled is None for row in self.rows)
        key = "open" if open_ones else "ready"
        self.say(self.words(f"scorechecks.reading.{key}", count=str(open_ones)), good=not open_ones)

    def say(self, text: str, *, good: bool = False) -> None:
        """Show a sentence below the differences."""
        self.message.update(Content.styled(plain(text), "bold $success" if good else "bold $error"))

    def line(self, at: int, width: int) -> Content:
        """A difference: whose, of which line; its values once it was looked at."""
        row, words, sheet = self.rows[at], self.words, self.reading.sheet
        unit, code = row.cell
        leaf = sheet.leaf(code)
        sign, style = SIGNS[row.settled]
        name = plain(self.ground.names.unit(unit, sheet.year))
        head = Content.assemble(
            (f"{sign} ", style), (f"{plain(code)} ", "bold $primary"),
            plain(leaf.title if leaf else ""), (f" · {name}", ""),
        )  # fmt: skip
        how = words(f"scorechecks.reading.{row.settled or 'unsettled'}")
        if row.cell in self.seen:
            values = {"first": self._held(row.first), "second": self._held(row.second)}
            by = plain(row.entry.by) if row.entry else ""
            below = words("scorechecks.reading.values", by=by, how=how, **values)
        else:
            below = words("scorechecks.reading.hidden", how=how)
        top = head.truncate(width, ellipsis=True)
        return top + Content("\n") + Content.styled(f"  {below}", "dim")

    def _held(self, held: Held) -> str:
        if held == NOTHING:
            return self.words("scorechecks.reading.nothing")
        return self.words.value("observed", held) if held else typed_text(None, self.words)

    def _picked(self) -> Difference | None:
        return self.list.pick(self.rows)

    async def do_take(self) -> None:
        """Show both values of the difference under the cursor."""
        if row := self._picked():
            self.seen ^= {row.cell}
            self.list.show(len(self.rows), self.list.chosen)

    async def do_keep_first(self) -> None:
        """The first value stays."""
        self._settle("keep")

    async def do_take_second(self) -> None:
        """The second value takes its place."""
        self._settle("replace")

    def _settle(self, how: Settled) -> None:
        if (row := self._picked()) is None:
            return
        try:
            self.reading.settle(row.cell, how)
        except ThiduaError as error:
            self.say(self.words.refusal(error, self.ground.names))
            return
        self.settled()
        self.seen.add(row.cell)
        self.rows = self.reading.differences()
        chosen = self.list.chosen or 0
        self.list.show(len(self.rows), min(chosen + 1, len(self.rows) - 1))
        self.show_open()

    async def do_record_reading(self) -> None:
        """Record the reading, with what it replaces, as one act; replacing asks for the reason."""
        try:
            command = self.reading.command(self.ground.session.by)
            if not command.wants_reason():
                await self._record("")
                self._done(recorded=True)
                return
        except ThiduaError as error:
            self.say(f"▲ {self.words.refusal(error, self.ground.names)}")
            return
        count = sum(row.settled == "replace" for row in self.rows)
        asked = ReadingReason(self.words, self.ground.names, count, self._record)
        self.app.push_screen(asked, lambda recorded: self._done(recorded=bool(recorded)))

    async def _record(self, reason: str) -> None:
        session = self.ground.session
        command = self.reading.command(session.by)
        self.new = await asyncio.to_thread(session.do, command, reason=reason, act=self.act)

    def _done(self, *, recorded: bool) -> None:
        if recorded:
            self.app.post_message(Recorded(self.new))
            self.app.notify(self.words("scorechecks.reading.recorded"), markup=False)
            self.dismiss(tuple(self.new))
