"""`:` – one line in, one act out, over the page that is open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.worker import get_current_worker

from events.errors import BadInput, UnreadableLedger
from events.store import ledger
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.completion import Suggestion
from thidua_tui.command_line.directives import Directives
from thidua_tui.command_line.execute import Done, commit
from thidua_tui.command_line.history import HistoryCursor, LineHistory
from thidua_tui.command_line.live_feedback import Feedback, feedback
from thidua_tui.forms.drafts import LINE, Drafts
from thidua_tui.forms.late_entry import NOWHERE
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.command_line_body import LineBody, LineKeys, Looked
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.widgets.header_footer import KeyBar, StatusLine

PAUSE = 0.15
"""Seconds without a key before it is worked out what would move."""
PATIENCE = 0.3
"""Seconds after which the line says that it waits for the ledger."""


class LineScreen(LineKeys):
    """The line at the foot of a page. It stays open for the next act; Esc keeps what is typed."""

    CSS_PATH = "command_line.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.turn = 0
        self.seen: Feedback | None = None
        self.leafing = HistoryCursor()
        self.done = ""
        self.tried: tuple[str, str] = ("", "")
        self._ground: ActContext | None = None
        self.body = LineBody(self)

    def compose(self) -> ComposeResult:
        """Over the page only the foot is taken."""
        with Vertical(id="line"):
            yield StatusLine(id="line-title")
            yield self.body
            yield KeyBar()

    def on_mount(self) -> None:
        """Put the cursor after the text that was typed last and not recorded."""
        self.foot(self.thidua.words, {"later-line": ""})
        self._title("")
        self.body.entry.put(Drafts(self.ground().session).of(LINE, NOWHERE).get("text", ""))
        self.body.entry.focus()
        self.look()
        self.run_worker(self._load, thread=True, name="lines", group="lines")

    def _title(self, where: str) -> None:
        """Show the location of the line."""
        self.entitle(self.thidua.words("lines.say.title"), plain(where))

    def _load(self) -> None:
        """Find the lines that were recorded before, once; runs in a worker."""
        app = self.thidua
        if app.lines is None and app.session:
            lines = app.lines_at(app.session) if app.lines_at else LineHistory()
            lines.load()
            app.lines = lines

    def ground(self) -> ActContext:
        """The context of a line; cached until the ledger grows or the location changes."""
        session, here = self.thidua.session, self.thidua.here
        if session is None:
            raise BadInput("line-empty", value="")
        entry = page.position if isinstance(page := self.page(), EntryPage) else None
        if self._ground is None or (self._ground.here, self._ground.entry) != (here, entry):
            self._ground = ActContext(session, here, self.thidua.words, entry, "seen")
        return self._ground

    def page(self) -> Screen[Any]:
        """The page below, under all other screens."""
        stack = self.app.screen_stack
        return stack[stack.index(self) - 1 if self in stack else -1]

    def reload(self) -> None:
        """The ledger grew: reload the page behind and parse the line again."""
        self._ground = None
        for screen in reversed(self.app.screen_stack[:-1]):
            if isinstance(screen, Page):
                screen.reload_behind()
                break
        self.look()

    def typed(self) -> None:
        """Something was typed, or put in by Tab."""
        if self.leafing.typed(self.body.entry.value) and self.body.entry.value:
            self.done = ""
        self._keep(self.body.entry.value)
        self.look()

    def _keep(self, text: str) -> None:
        """Keep the text as a draft, which outlives the dialog and the program."""
        Drafts(self.ground().session).keep(LINE, NOWHERE, {"text": text})

    def look(self) -> None:
        """Work out what is meant, in a worker; what would move follows after a pause."""
        self.end_pause("far")
        self.turn += 1
        turn, text = self.turn, self._text()
        self._ask(turn, text, far=False)
        if text:
            self.after_pause("far", PAUSE, lambda: self._ask(turn, text, far=True))

    def _ask(self, turn: int, text: str, *, far: bool) -> None:
        ground = self.ground()
        source = Drafts(ground.session).source

        def work() -> None:
            try:
                seen = feedback(text, ground, source, far=far)
            except UnreadableLedger as error:
                self.app.call_from_thread(self.thidua.unreadable, error)
                return
            if not get_current_worker().is_cancelled:
                self.post_message(Looked(turn, seen))

        self.run_worker(work, thread=True, name="look", group="look", exclusive=True)

    def _text(self) -> str:
        return self.body.entry.value.lstrip(": ")

    def on_looked(self, message: Looked) -> None:
        """Show it, unless something newer was typed since."""
        message.stop()
        if message.turn == self.turn:
            self.seen = message.seen
            self._title(message.seen.where)
            self.leafing.offer(message.seen.offers)
            self.draw()

    def draw(self) -> None:
        """Show what was understood, what would be recorded and moved, or what is wrong."""
        seen = self.seen
        lines: list[Content] = [Content.styled(plain(self.done), "bold")] if self.done else []
        if waiting := len(self.thidua.lines_waiting):
            waiting_note = self.thidua.words("lines.say.behind", count=str(waiting))
            lines.append(Content.styled(waiting_note, "bold $accent"))
        if seen and not (self.done and not seen.text):
            lines += [Content.styled(plain(text), style) for text, style in seen.lines]
        most = max(3, self.app.size.height - 8)
        self.body.feedback.update(Content("\n").join(lines[:most]))
        self.body.offers.show(self._offers())

    def _offers(self) -> Content:
        """Show the completions, the marked one first to be seen."""
        marked = self.leafing.at
        first = max(0, marked - 1)
        parts = [
            _offer(one, marked=at == marked)
            for at, one in enumerate(self.leafing.offers[first : first + 8], first)
        ]
        return Content("  ").join(parts)

    def offer(self, step: int) -> None:
        """Insert the next completion; the first Tab fixes the list."""
        entry = self.body.entry
        text = self.leafing.next(step, entry.value)
        if text is not None:
            entry.put(text)
            self.draw()

    def earlier(self, step: int) -> None:
        """Go to an earlier line, or to a later; after the last, through the completions."""
        entry = self.body.entry
        lines = self.thidua.lines.lines if self.thidua.lines else []
        if step > 0 and self.leafing.back == 0:
            self.offer(1)
        else:
            entry.put(self.leafing.earlier(step, entry.value, lines))

    def wait(self, lines: Sequence[str]) -> None:
        """These lines come next, each to be looked at and recorded by its own Enter."""
        self.thidua.lines_waiting = (*lines, *self.thidua.lines_waiting)
        self.look()

    def leave(self) -> None:
        """Close; what is typed stays for the next time."""
        self._keep(self.body.entry.value)
        self.dismiss(None)

    def explain(self) -> None:
        """Say how a line is written, above it."""
        words = self.thidua.words
        lines = [Content(words(f"lines.help.{number}")) for number in range(1, 5)]
        self.body.feedback.update(Content("\n").join(lines))

    async def commit(self) -> None:
        """Record the line; a refusal is shown above and the text stays. An empty line closes."""
        text = self._text()
        if not text.strip():
            self.leave()
            return
        if self.tried[0] != text:
            self.tried = (text, ledger.new_act())
        slow = self.set_timer(PATIENCE, self._show_waiting)
        try:
            self._ground = None
            ground, source = self.ground(), Drafts(self.ground().session).source
            seen = self.seen.command if self.seen and self.seen.text == text else None
            done = await asyncio.to_thread(commit, text, ground, source, self.tried[1], seen)
        finally:
            slow.stop()
        self.turn += 1
        self.seen = None  # the next Enter is about what is there then
        if done.wrong:
            self.body.feedback.update(Content.styled(f"▲ {plain(done.wrong)}", "bold $error"))
            return
        self.tried = ("", "")
        if self.thidua.lines and not done.sealed:
            await asyncio.to_thread(self.thidua.lines.add, text)
        await self._did(done)

    def _show_waiting(self) -> None:
        self.body.feedback.update(Content(self.thidua.words("lines.say.waiting")))

    async def _did(self, done: Done) -> None:
        """Show at once what follows, and be ready for the next line."""
        self.done = done.sentence
        first, *rest = self.thidua.lines_waiting or ("",)
        self.thidua.lines_waiting = tuple(rest)
        self._keep(first)
        self.leafing.put(first)
        self.body.entry.put(first)
        if done.directives:
            self._go(done.directives)
        if done.table:
            await self._show(done.table)
            return
        if done.entries:
            self.app.post_message(Recorded(done.entries))
        else:
            self.reload()

    def _go(self, to: Directives) -> None:
        """Go to the location of the line, here and on the page behind."""
        app = self.thidua
        here = replace(
            app.here, cluster=to.cluster or app.here.cluster, year=to.year or app.here.year
        )
        app.here = here
        if to.source is not None:
            Drafts(self.ground().session).remember_source(to.source)

    async def _show(self, table: str) -> None:
        """Close, and show the table."""
        app = self.thidua
        self.dismiss(None)
        await app.show_table(table)


def _offer(one: Suggestion, *, marked: bool) -> Content:
    """A completion; the marked completion has a sign that needs no colour."""
    text = one.text.strip()
    about = f" {plain(one.about)}" if one.about != text else ""
    sign, style = ("▸", "reverse") if marked else (" ", "bold")
    return Content.styled(f"{sign}{plain(text)}", style) + Content.styled(about, "dim")
