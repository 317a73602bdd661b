"""The application as screens see it: its state, and what they ask it to do.

Screens import this class and not the application, which imports every screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from thidua_tui.keymap.keymap_file import AS_IT_COMES
from thidua_tui.widgets.key_order import KeysInOrder

if TYPE_CHECKING:
    from pathlib import Path

    from textual.events import Key

    from events.errors import ThiduaError
    from events.event import Entry
    from thidua_tui.command_line.history import LineHistory
    from thidua_tui.formatting.slides.announced import Announced
    from thidua_tui.formatting.tables.table_view import TableView
    from thidua_tui.i18n.catalogue import Catalogue
    from thidua_tui.i18n.messages import Words
    from thidua_tui.session.location import Location
    from thidua_tui.session.session import Session
    from thidua_tui.session.wall_lead import WallLead
    from views.agenda import ItemRow


class Shell(KeysInOrder[int]):
    """The base class of the application; the application implements its methods."""

    lang: str
    labels: Catalogue
    """The texts of the screens, there before the ledger is open."""
    words: Words
    session: Session | None = None
    """None until the ledger is open."""
    here: Location
    """The location that the pages show."""
    read_only = False
    backs_up = False
    """Whether copies of the ledger are kept."""
    passing = False
    """Whether the page in front is about to be covered by another."""
    ledger_name = ""
    """The file of the ledger, or host and database."""
    barred: str | None = None
    """The code of the reason why this operator cannot record anything, or None."""
    who: tuple[str, str] = ("", "")
    """The operator and the role, in short and in full."""
    own_keys = AS_IT_COMES
    """The keys in force."""
    member_order = "roster"
    """The order of the members on the page of a year."""
    score_notes = True
    """Whether unusual points are noted in the score grid."""
    lines_waiting: tuple[str, ...] = ()
    """Pasted lines that are not recorded yet."""
    long_way = ""
    """The action that was chosen from a list, until its shorter key was named."""
    from_list = False
    """Whether the action that is done next was chosen from a list and not by its key."""
    lines: LineHistory | None = None
    paper_asked = ""
    """What was typed last to look up a paper."""
    wall: WallLead | None = None
    """What goes to a second window that shows this program on a wall; None without a channel."""
    announced: Announced | None = None
    """What a wall has announced; None for a secretary, from whom nothing is withheld."""
    table_views: dict[str, TableView]
    """How each table is looked at, by its name."""
    keep: Callable[..., None]
    """Writes settings, so that they are remembered."""
    lines_at: Callable[[Session], LineHistory] | None = None
    """Returns the history of lines of a ledger and an operator."""

    @property
    def place(self) -> str:
        """The name of the page or dialog in front; empty for other screens."""
        return getattr(self.screen, "PLACE", "")

    @property
    def server_mark(self) -> str:
        """What the heading says about the ledger's server; empty for a file, or if all is well."""
        raise NotImplementedError

    @property
    def has_page_before(self) -> bool:
        """Whether there is a page to go back to."""
        raise NotImplementedError

    def page_choice(self) -> object | None:
        """Return what is under the cursor of the page."""
        raise NotImplementedError

    def why_act_off(self, act: str) -> str | None:
        """Return the code of the reason why an act cannot be recorded now, or None."""
        raise NotImplementedError

    def reason(self, code: str) -> str:
        """Return the sentence for the reason why an action is not available."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Show a notification, never as markup."""
        raise NotImplementedError

    def refresh_page(self) -> None:
        """Reload the page in front."""
        raise NotImplementedError

    def took_long_way(self, name: str) -> None:
        """Note that an action was chosen from a list, so that its key can be shown."""
        raise NotImplementedError

    def name_shorter(self, act: str = "") -> None:
        """Name the shorter key of what was done the long way, or of an act."""
        raise NotImplementedError

    def where_it_works(self, event: Key) -> str:
        """Say of a key that does nothing on this page where it works; else empty."""
        raise NotImplementedError

    def tip_soon(self) -> None:
        """Name the shorter key that waits for it, behind other notifications."""
        raise NotImplementedError

    def save_copy(self) -> object:
        """Make a copy of the ledger, in a worker."""
        raise NotImplementedError

    async def choose_setting(self, name: str, value: str) -> None:
        """Put a setting into force, say so, and remember it."""
        raise NotImplementedError

    def unreadable(self, error: ThiduaError, where: Path | str = "") -> None:
        """Show why the ledger cannot be read, and nothing else."""
        raise NotImplementedError

    async def action_do(self, name: str) -> None:
        """Perform an action by its name, or show why it is not available."""
        raise NotImplementedError

    async def go(self, place: str) -> None:
        """Show a page by the name of its place."""
        raise NotImplementedError

    async def cover(self, place: str, here: Location) -> None:
        """Show a page at a location over the page in front; going back restores the location."""
        raise NotImplementedError

    async def show_table(self, table: str) -> None:
        """Show a table on the page of tables."""
        raise NotImplementedError

    async def do_act(self, act: str, entries: Sequence[Entry] = ()) -> None:
        """Open the form of an act, or correct these entries with it."""
        raise NotImplementedError

    async def open_item(self, item: ItemRow, here: Location, then: Callable[[], None]) -> None:
        """Open what records the act of an item of the agenda, of its year; then do this."""
        raise NotImplementedError

    async def open_form(
        self, act: str, here: Location, given: Mapping[str, str], then: Callable[[], None]
    ) -> None:
        """Open the form of an act with some fields filled; then do this."""
        raise NotImplementedError

    async def open_papers(self, here: Location, meeting: str = "") -> None:
        """List the papers of a year, or of a meeting, that fit the place in front."""
        raise NotImplementedError

    async def do_back(self) -> None:
        """Go back to the page before."""
        raise NotImplementedError

    async def do_history(self) -> None:
        """Show the history of what is selected."""
        raise NotImplementedError
