"""What keys do: the app's actions, each a method named after its entry in the registry."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from thidua_tui.app import lazy
from thidua_tui.app.after_acts import AfterActs
from thidua_tui.app.list_actions import ListActions
from thidua_tui.app.page_registry import page
from thidua_tui.app.place_actions import PlaceActions
from thidua_tui.app.wall_actions import WallActions
from thidua_tui.app.year_actions import YearActions
from thidua_tui.formatting.two_lines import two_lines
from thidua_tui.i18n.catalogue import Catalogue
from thidua_tui.keymap.action_registry import BY_ID
from thidua_tui.keymap.contexts import PAGES
from thidua_tui.platform import themes
from thidua_tui.screens.loading import Unreadable
from thidua_tui.textual_compat.notifications import end_notifications

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from events.event import Entry
    from thidua_tui.screens.form_messages import Recorded
    from thidua_tui.session.location import Location

FRAME = 4
"""Columns of a notification that are not text."""
UNREADABLE = 5
"""Exit code when there is no ledger to read."""
FIRST_PAGE = 1
"""The index of the page of clusters on the screen stack: above the first frame."""


class AppActions(AfterActs, ListActions, PlaceActions, YearActions, WallActions):
    """The current location, and the keys that change it."""

    warned = False
    own: frozenset[int] = frozenset()
    """The positions that this program recorded: what else comes in is another's."""
    of_every_page = ""
    """The message that stays when the page changes."""

    @property
    def drafts_last(self) -> bool:
        """Whether what is half filled outlives the program."""
        return False

    keep: Callable[..., None]
    """Remembers settings, by name, for the next time."""

    def refresh_page(self) -> None:
        """Reload the page on the screen."""
        if reload := getattr(self.screen, "reload", None):
            reload()

    @property
    def has_page_before(self) -> bool:
        """Whether there is a page to go back to."""
        return len(self.screen_stack) > FIRST_PAGE + 1

    def page_choice(self) -> object | None:
        """What is under the cursor of the page on the screen."""
        page = self.front_page
        return page.choice() if page and page.rendered else None

    async def action_do(self, name: str) -> None:
        """Do what a key asks for, or say why not."""
        action = BY_ID[name]
        if (why := action.why_off(self)) and not self._on_by_now(action.act, why):
            self.say(self.reason(why))
            return
        self.key_used(name)
        for owner in (self.screen, self):
            if do := getattr(owner, f"do_{name.replace('-', '_')}", None):
                await do()
                return
        if action.act:
            await self.do_act(action.act)
        else:
            await self.go(name)

    def reason(self, code: str) -> str:
        """Why an action is off, as a sentence."""
        with suppress(KeyError):
            return self.labels(f"screen.off.{code}")
        return lazy.form_labels.obstacle(code, self.words, self.here.year or 0)

    def say(self, sentence: str) -> None:
        """Notify of something that needs no answer; never as markup."""
        self.clear_notifications()
        self.notify(sentence, markup=False, timeout=6)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - what people typed is never markup
    ) -> None:
        """Show a notification of two lines at most: more would cover what is being read."""

        def more(count: int) -> str:
            return self.labels("hands.toast.more", count=str(count))

        short = two_lines(message, max(20, self.size.width - FRAME), more)
        super().notify(short, title=title, severity=severity, timeout=timeout, markup=False)

    def why_act_off(self, act: str) -> str | None:
        """Why an act cannot be recorded here and now, as the page found out when it was folded."""
        return self.front_page.offs.get(act) if self.front_page else None

    def _on_by_now(self, act: str, why: str) -> bool:
        """Whether what was just recorded let an act in that the page still believes to be off."""
        if not act or self.session is None or why != self.why_act_off(act):
            return False
        return lazy.registry.ACTS[act].off(self.session, self.here) is None

    def action_help_quit(self) -> None:
        """Ctrl+C copies in a field; elsewhere it explains how to leave."""
        self.say(self.labels("screen.quit.how"))

    async def do_act(self, act: str, entries: Sequence[Entry] = ()) -> None:
        """Open what records an act; these entries are what it corrects or takes back."""
        await lazy.open_screens.open_act(self, act, entries)

    async def do_checkpoint(self) -> None:
        """Show the code and the picture of this moment, to write down."""
        if self.session:
            dialog = lazy.checkpoint.Checkpoint(self.session, self.words, self.ledger_name)
            await self.push_screen(dialog)

    async def do_undo(self) -> None:
        """Take the last act back, after asking for the reason."""
        await self.do_act("undo")

    async def do_line(self) -> None:
        """Type an act in one line, over this page."""
        # Imported behind the first page; who is faster than that must not stop the screen.
        line = await asyncio.to_thread(lambda: lazy.command_line)
        self.clear_notifications()
        await self.push_screen(line.LineScreen())

    async def show_table(self, table: str) -> None:
        """Show the page of tables, at the given table."""
        await self.go("tables")
        if isinstance(self.screen, lazy.tables.TablesPage):
            self.screen.turn_to(table)

    async def do_redo(self) -> None:
        """Do again what was undone last, after asking for the reason."""
        await lazy.open_screens.open_reversal(self, redo=True)

    async def do_late_entry(self) -> None:
        """Enter old years from a source, or go back to the room."""
        await lazy.open_screens.open_late(self)

    async def do_reversals(self) -> None:
        """Choose among the acts that can be undone or done again."""
        await lazy.open_screens.open_reversals(self)

    def on_recorded(self, message: Recorded) -> None:
        """Show at once what follows from it; at the end of a meeting, keep a copy of the ledger."""
        self.own |= {entry.position for entry in message.entries}
        if self.session:
            after = lazy.location_after_act.location_after
            self.here = after(self.session, self.here, message.entries)
            clock_warning = lazy.entries.clock_warning
            for note in clock_warning(self.session.ledger, message.entries, self.words):
                self.notify(note, severity="warning", markup=False, timeout=12)
            self.name_papers(message.entries)
        self.refresh_page()
        if self.learning and message.entries:
            self.name_shorter(lazy.palette_actions.typed_in_line(self, message.entries))
        if self.backs_up and lazy.backup_on_close.closes(message.entries):
            self.save_copy()

    async def do_quit(self) -> None:
        """Leave; where what is half filled would be lost, say so first, once."""
        if (
            self.session
            and not (self.warned or self.drafts_last)
            and (drafts := lazy.open_screens.half_filled(self.session, self.words))
        ):
            self.warned = True
            self.say(drafts)
            return
        code = UNREADABLE if isinstance(self.screen, Unreadable) else 0
        self.exit(code, code)

    async def do_theme(self) -> None:
        """Switch the colours, and remember."""
        await self.choose_setting("theme", themes.after(self.theme))

    async def do_input_method(self) -> None:
        """Compose what is typed by Telex, by VNI, or take it as it comes; and remember."""
        methods = lazy.telex_vni.METHODS
        at = methods.index(self.input_method) + 1
        await self.choose_setting("input", methods[at % len(methods)] or "off")

    async def choose_setting(self, name: str, value: str) -> None:
        """Put a setting into force, say so, and remember it."""
        match name:
            case "theme":
                self.theme = value
            case "input":
                self.input_method = "" if value == "off" else value
            case "motion":
                self.motions.on = value == "on"
            case "notes":
                self.score_notes = value == "on"
            case "lang":
                await self._speak(value)
        self.keep(**{name: value})
        chosen = self.labels(f"hands.{name}.{value}")
        input_method = self.labels.find(f"screen.input.{value}") if name == "input" else None
        sentence = input_method or self.labels(f"hands.set.{name}", chosen=chosen)
        self.of_every_page = sentence if name == "lang" else ""
        self.say(sentence)

    async def _speak(self, lang: str) -> None:
        """Speak another language: its words are in the pages, so these are opened again."""
        place = self.place if self.place in PAGES else "home"
        self.lang, self.labels, self.words = lang, Catalogue(lang), lazy.messages.Words(lang)
        self.labels.key_of = self.words.key_of = self.key_of
        while len(self.screen_stack) > FIRST_PAGE:
            await self.pop_screen()
        await self.push_screen(page("home"))
        await self.go(place)

    async def do_back(self) -> None:
        """Go back to the previous page, and from an entry's moment to the previous moment."""
        self.clear_notifications()  # they were about the page that is left
        if self.front_page and self.front_page.came_from:
            self.here = self.front_page.came_from
        await self.pop_screen()

    async def cover(self, place: str, here: Location) -> None:
        """Show a page at a location over the page in front; going back restores the location."""
        self.clear_notifications()
        shown = page(place)
        shown.came_from, self.here = self.here, here
        await self.push_screen(shown)

    @contextmanager
    def pass_over(self, *, another: bool) -> Iterator[None]:
        """Neither paint nor load the pages that come to the front: `another` covers them then."""
        with self.batch_update():
            self.passing = another
            try:
                yield
            finally:
                self.passing = False

    def _end_messages(self) -> None:
        """End the messages about the page that is left; the language's is about every page."""
        end_notifications(self, but=self.of_every_page)

    async def go(self, place: str) -> None:
        """Show a page; the pages of the tabs replace each other, a record covers them."""
        self._end_messages()
        if place in PAGES:
            with self.pass_over(another=place != "home"):
                while len(self.screen_stack) > FIRST_PAGE + 1:
                    await self.pop_screen()
        if place != "home":
            await self.push_screen(page(place))
