"""The program on the screen: opens the ledger after the first frame, and watches it from then on.

The first frame needs the standard library and Textual alone. The ledger, and with it every event,
is imported and opened in a worker; what reads it runs in workers too, so that a key never waits.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed

from thidua_tui import themes
from thidua_tui.actions import BY_ID, PAGES
from thidua_tui.labels import label
from thidua_tui.screens.opening import Opening, Unreadable
from thidua_tui.widgets.keys import KeysInOrder

if TYPE_CHECKING:
    from pathlib import Path

    from events.errors import ThiduaError
    from events.event import Entry
    from thidua_tui.first_look import Opened
    from thidua_tui.here import Here
    from thidua_tui.screens.page import Page
    from thidua_tui.session import Session
    from thidua_tui.wording import Words

LOOK = 0.08
"""Seconds between two looks whether the ledger grew: another process' act is seen as it happens."""
UNREADABLE = 5
"""Exit code when there is no ledger to read."""
FIRST_YEAR, LAST_YEAR = 1945, 2100
FIRST_PAGE = 1
"""Where the clusters lie on the stack of screens: above the first frame."""


def page(place: str) -> Page:
    """A new page of that name; what knows the ledger is imported here, behind the first frame."""
    from thidua_tui.screens import pages

    return pages.PAGES[place]()


class ThiduaApp(KeysInOrder[int]):
    """One person at one ledger."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "do('quit')", "", show=False, priority=True),
        Binding("ctrl+c", "help_quit", "", show=False, system=True),
    ]

    session: Session | None = None
    here: Here
    words: Words
    ledger_name = ""
    read_only = False
    fault: Exception | None = None

    def __init__(
        self,
        open_ledger: Callable[[], Session],
        lang: str = "vi",
        theme: str = "",
        keep: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self.lang, self._open_ledger, self.keep_theme = lang, open_ledger, keep
        for known in themes.THEMES.values():
            self.register_theme(known)
        self.theme = theme if theme in themes.THEMES else themes.DARK.name
        self._version = -1

    def get_default_screen(self) -> Opening:
        """What is there before the ledger is."""
        return Opening(self.lang)

    def on_mount(self) -> None:
        """Open the ledger as soon as the first frame is out; end cleanly when told to."""
        self.call_after_refresh(self.open_ledger)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit, 128 + number, 128 + number)

    @work(thread=True, name="open")
    def open_ledger(self) -> None:
        """Import what knows the ledger, open it, look around."""
        from thidua_tui.first_look import look_around

        look_around(self, self._open_ledger)

    @work(thread=True, name="warm up")
    def warm_up(self) -> None:
        """Import what is needed next, while nobody waits for it."""
        from thidua_tui.first_look import warm_up

        warm_up()

    async def on_opened(self, message: Opened) -> None:
        """Show the clusters; with a single one, its year."""
        self.session, self.here, self.words = message.session, message.here, message.words
        await self.push_screen(page("home"))
        if message.single:
            await self.push_screen(page("year"))
        self._version = self._data_version()
        self.warm_up()
        self.set_interval(LOOK, self.look, name="look")

    def unreadable(self, error: ThiduaError, where: Path | str = "") -> None:
        """Show nothing but why the ledger cannot be read."""
        from thidua_tui.wording import Words

        sentence = Words(self.lang).refusal(error)
        if not isinstance(self.screen, Unreadable):
            self.push_screen(Unreadable(self.lang, sentence, str(where)))

    def _data_version(self) -> int:
        recorder = self.session.ledger.recorder if self.session else None
        version: int = getattr(recorder, "data_version", int)()
        return version

    def look(self) -> None:
        """See whether something was recorded, here or by another process."""
        version = self._data_version()
        if version != self._version:
            self._version = version
            self.refresh_page()

    def refresh_page(self) -> None:
        """Fold the page on the screen anew."""
        if reload := getattr(self.screen, "reload", None):
            reload()

    @property
    def has_page_before(self) -> bool:
        """Whether there is a page to go back to."""
        return len(self.screen_stack) > FIRST_PAGE + 1

    def page_choice(self) -> object | None:
        """What is under the cursor of the page on the screen."""
        choice = getattr(self.screen, "choice", None)
        return choice() if choice and getattr(self.screen, "painted", False) else None

    async def action_do(self, name: str) -> None:
        """Do what a key asks for, or say why not."""
        action = BY_ID[name]
        if why := action.why_off(self):
            self.say(self.reason(why))
            return
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
            return label(self.lang, f"off.{code}")
        from thidua_tui.form_words import obstacle

        return obstacle(code, self.words, self.here.year or 0)

    def say(self, sentence: str) -> None:
        """Tell something that needs no answer; never as markup."""
        self.clear_notifications()
        self.notify(sentence, markup=False, timeout=6)

    def why_act_off(self, act: str) -> str | None:
        """Why an act cannot be recorded here and now, as the page found out when it was folded."""
        offs: dict[str, str | None] = getattr(self.screen, "offs", {})
        return offs.get(act)

    def action_help_quit(self) -> None:
        """Ctrl+C copies in a field; elsewhere it tells how to leave."""
        self.say(label(self.lang, "quit.how"))

    async def do_help(self) -> None:
        """List the keys of the page."""
        from thidua_tui.screens.help import Help, listed

        place = getattr(self.screen, "PLACE", "")
        await self.push_screen(Help(place, [*listed(place, self)]))

    async def do_act(self, act: str, entries: Sequence[Entry] = ()) -> None:
        """Open what records an act; these entries are what it corrects or takes back."""
        from thidua_tui.acting import open_act

        await open_act(self, act, entries)

    async def do_acts(self) -> None:
        """Choose among all acts."""
        from thidua_tui.acting import open_menu

        await open_menu(self)

    async def do_undo(self) -> None:
        """Take the last act back, after asking for the reason."""
        await self.do_act("undo")

    def on_recorded(self) -> None:
        """Show at once what follows from it."""
        self.refresh_page()

    async def do_quit(self) -> None:
        """Leave; everything is recorded already."""
        code = UNREADABLE if isinstance(self.screen, Unreadable) else 0
        self.exit(code, code)

    async def do_theme(self) -> None:
        """Switch the colours, and remember."""
        self.theme = themes.after(self.theme)
        self.keep_theme(self.theme)

    async def do_year_before(self) -> None:
        """Look at the year before."""
        self._step(-1)

    async def do_year_after(self) -> None:
        """Look at the year after."""
        self._step(1)

    def _step(self, years: int) -> None:
        from msgspec.structs import replace

        year = (self.here.year or FIRST_YEAR) + years
        if FIRST_YEAR <= year <= LAST_YEAR:
            self.here = replace(self.here, year=year)
            self.refresh_page()

    async def do_back(self) -> None:
        """Go back to the page before."""
        await self.pop_screen()

    async def go(self, place: str) -> None:
        """Show a page; those of the tabs lie side by side, a record lies on top."""
        if place not in PAGES:
            await self.push_screen(page(place))
            return
        while len(self.screen_stack) > FIRST_PAGE + 1:
            await self.pop_screen()
        if place != "home":
            await self.push_screen(page(place))

    def _handle_exception(self, error: Exception) -> None:
        """A fault of our own: end, the terminal restored; `run` writes it down and says where."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        self.fault = self.fault or (cause if isinstance(cause, Exception) else error)
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def run(ledger_path: Path | None, lang: str, *, read_only: bool = False) -> int:
    """Show the program on the terminal; returns the exit code."""
    from thidua_tui.running import run_app

    return run_app(ledger_path, lang, read_only=read_only)
