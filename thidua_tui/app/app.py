"""The program on the screen: opens the ledger after the first frame, and watches it from then on.

The first frame needs the standard library and Textual alone. The ledger, and with it every event,
is imported and opened in a worker; what reads it runs in workers too, so that a key never waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from thidua_tui.app import lazy
from thidua_tui.app.page_registry import PAGES, page, warm_up
from thidua_tui.app.server_state import ServerState
from thidua_tui.i18n.catalogue import Catalogue
from thidua_tui.platform import themes
from thidua_tui.platform.contrast import MORE, ReadableDim
from thidua_tui.screens.loading import Opening, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from textual.events import Paste
    from textual.filter import LineFilter

    from events.errors import ThiduaError, UnreadableLedger
    from thidua_tui.app.file_monitor import Quiet
    from thidua_tui.app.startup import Opened
    from thidua_tui.session.session import Session
    from thidua_tui.textual_compat.terminal_input import LongPaste

LOOK = 0.08
"""Seconds between two looks whether the ledger grew: another process' act is seen as it happens."""

MOST_LINES, MOST_CHARACTERS = 2_000, 100_000
"""The longest paste: more is no list of a cluster, and every key after it would be slow."""

DIM, DIM_ENHANCED = ReadableDim(), ReadableDim(MORE)


class ThiduaApp(ServerState):
    """The application: a person at a ledger."""

    TITLE = "thidua"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - as Textual has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "do('quit')", "", show=False, priority=True),
        Binding("f5", "do('input-method')", "", show=False, priority=True),  # in every form too
        Binding("ctrl+c", "help_quit", "", show=False, system=True),
    ]

    quiet: Quiet

    def __init__(
        self,
        open_ledger: Callable[[], Session],
        lang: str = "vi",
        theme: str = "",
        keep: Callable[..., None] = lambda **_: None,
    ) -> None:
        super().__init__()
        self.lang, self._open_ledger, self.keep = lang, open_ledger, keep
        self.labels = Catalogue(lang)
        self.labels.key_of = self.key_of
        for known in themes.THEMES.values():
            self.register_theme(known)
        self.theme = theme if theme in themes.THEMES else themes.DARK.name
        self._version = -1
        self._exchanged = False
        self.drafts_at = lambda _: None
        self.table_views, self.thrown_trials = {}, {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of this program for a theme that does not define them."""
        return themes.default_variables(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Dim text in colours that can be read, where the colours are ours to say."""
        filters = super().get_line_filters()
        if self.native_ansi_color:
            return filters
        return [DIM_ENHANCED if self.theme == themes.CONTRAST.name else DIM, *filters]

    def get_default_screen(self) -> Opening:
        """What is there before the ledger is."""
        return Opening(self.lang)

    def on_mount(self) -> None:
        """Open the ledger as soon as the first frame is out; end cleanly on a signal."""
        self.call_after_refresh(self.open_ledger)
        if not self.is_headless:
            self.end_on_signal()
            self.take_faults()

    @work(thread=True, name="open")
    def open_ledger(self) -> None:
        """Import what knows the ledger, open it, look around."""
        lazy.startup.load_initial_state(self, self._open_ledger, self.restore_drafts, PAGES["year"])

    @work(thread=True, name="warm up")
    def warm_up(self) -> None:
        """Import what is needed next, and verify the chain, while the program is idle."""
        warm_up()
        self._walk_chain()

    def _walk_chain(self) -> None:
        """See that the ledger is as it was written: nothing is recorded behind a broken chain."""
        if not self.session:
            return
        recorder = self.session.ledger.recorder
        try:
            if isinstance(recorder, lazy.protocol.LedgerStore):
                lazy.open_ledger.walk(recorder)
        except lazy.errors.UnreadableLedger as error:
            self.call_from_thread(self.unreadable, error)
        except Exception:
            if not getattr(recorder, "closed", False):  # as when the program has ended
                raise

    async def on_opened(self, message: Opened) -> None:
        """Show the clusters; with a single cluster, its year."""
        self.session, self.here, self.words = message.session, message.here, message.words
        self.words.key_of = self.key_of
        if not getattr(message.session.ledger.recorder, "writable", True):
            self.read_only, self.backs_up = True, False
        first = page("year") if message.single else None
        if first:
            self.stylesheet.read_all(first.css_path)  # parsed with those of the page below it
        with self.pass_over(another=message.single):
            await self.push_screen(page("home"))
        if first:
            await self.push_screen(first)
        self.look_first()
        if self.learning:
            self.run_worker(self.learning.load, name="learnt", group="learnt", thread=True)
        self.warm_up()
        self.set_interval(LOOK, self.look, name="look")
        self.report_key_problems()
        self.lead_walls()
        await self.offer_drafts()
        if message.note:
            self.notify(message.note, severity="warning", markup=False, timeout=12)

    def look_first(self) -> None:
        """Monitor the ledger's file, and report its problems."""
        self.quiet = lazy.file_monitor.Quiet()
        self.quiet.recorded()  # what an earlier program left in the log
        try:
            self._version = self._data_version()
        except lazy.errors.ThiduaError as error:  # the file was exchanged since it was opened
            self.refused(error)
            return
        for note in getattr(self.session.ledger.recorder, "notes", ()) if self.session else ():
            problem = self.words.refusal(note)
            self.notify(problem, severity="warning", markup=False, timeout=30)

    def unreadable(self, error: ThiduaError, where: Path | str = "") -> None:
        """Show nothing but why the ledger cannot be read, unless that will pass."""
        if self.passes(error.code):
            return
        sentence = lazy.messages.Words(self.lang).refusal(error)
        if not isinstance(self.screen, Unreadable):
            self.push_screen(Unreadable(self.lang, sentence, str(where)))

    def _data_version(self) -> int:
        recorder = self.session.ledger.recorder if self.session else None
        version: int = getattr(recorder, "data_version", int)()
        return version

    def look(self) -> None:
        """See whether something was recorded, here or by another process."""
        if self._exchanged or not self.screen_stack:  # on its way out it has no screen any more
            return
        try:
            version = self._data_version()
        except lazy.errors.ThiduaError as error:
            self.refused(error)
            return
        self.look_at_server()
        if version != self._version:
            self._version = version
            self.quiet.recorded()
            self.remember_seen()
            self.refresh_page()
        elif self.quiet.due():
            self.move_log()

    @work(thread=True, name="move-log", group="move-log")
    def move_log(self) -> None:
        """Move the log into the file while nothing is being recorded."""
        move = getattr(self.session.ledger.recorder, "move_log", None) if self.session else None
        if move:
            move()

    def refused(self, error: ThiduaError) -> None:
        """Say why the file cannot be read any more; keep the ledger if its file was exchanged."""
        if error.code in lazy.file_monitor.EXCHANGED and not self._exchanged:
            self._exchanged = True
            self.keep_apart(error)
        elif not self._exchanged:
            self.unreadable(error)

    @work(thread=True, name="keep-apart")
    def keep_apart(self, error: UnreadableLedger) -> None:
        """Keep the ledger as it was before its file was exchanged, and say so."""
        if self.session and isinstance(
            recorder := self.session.ledger.recorder, lazy.protocol.LedgerFile
        ):
            error = lazy.file_monitor.kept_apart(error, recorder, self.lang)
        self.call_from_thread(self.unreadable, error)

    _paste_refused = False
    """Whether the last paste was refused."""

    def refuses(self, paste: Paste) -> bool:
        """Refuse a paste that is too long for any field, before a field works on it."""
        length, lines = len(paste.text), 1 + max(map(paste.text.count, "\r\n"))
        self._paste_refused = lines > MOST_LINES or length > MOST_CHARACTERS
        if not self._paste_refused:
            return False
        self._say_too_long("too-long", lines, length)
        return True

    def on_long_paste(self, message: LongPaste) -> None:
        """Say of a paste that was not even kept how long it was."""
        self._say_too_long("far-too-long", message.lines, 0)

    def on_torn_paste(self) -> None:
        """Say that a paste came without its end, unless nothing of it was taken."""
        if self.session and not self._paste_refused:
            self.say(self.words("typing.torn"))

    def _say_too_long(self, how: str, lines: int, characters: int) -> None:
        if self.session:
            facts = {"lines": MOST_LINES, "most": MOST_CHARACTERS, "characters": characters}
            texts = {name: str(count) for name, count in facts.items()}
            self.say(self.words(f"typing.{how}", count=str(lines), **texts))
