"""`thidua lot` on the screen: the order that follows from the words of the parties."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events.errors import ThiduaError
from events.score_book.lot import draw, hashes
from events.text import plain
from thidua_tui.acts.lot_words import lot_words, words_of
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.session.session import Session
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.header_footer import KeyBar, StatusLine

FIELDS = ("words", "units")


def drawn_lines(raw: str, units: str, words: Words) -> list[str]:
    """Return the order that follows from the words of the parties, and how it is computed.

    Args:
        raw: `party: word`, parted by semicolons.
        units: The codes of the units whose order is drawn; empty for the parties.
        words: The messages of the language to use.

    Raises:
        BadInput: `lot-line`.
        Refused: what is wrong with the words.
    """
    spoken = words_of(lot_words(raw))
    codes = units.replace(",", " ").replace(";", " ").split() or list(spoken)
    order = draw(spoken, codes)
    return [
        words("rankings.lot.order", names=plain(", ".join(order))),
        "",
        *(words("rankings.lot.hash", unit=plain(u), hash=h) for u, h in hashes(spoken, order)),
        "",
        words("rankings.lot.how"),
    ]


class LotBody(Vertical):
    """The fields, with a queue of their own."""

    def __init__(self, dialog: DrawLot) -> None:
        super().__init__()
        self.dialog = dialog
        words = dialog.words
        self.rows = {
            name: FieldRow(
                name, words(f"rankings.look.{name}"), words(f"rankings.look.{name}-hint"), OneLine()
            )
            for name in FIELDS
        }

    def compose(self) -> ComposeResult:
        """The fields."""
        yield from self.rows.values()

    def on_mount(self) -> None:
        """Begin with the first."""
        next(iter(self.rows.values())).editor.focus()

    async def on_field_row_edited(self, event: FieldRow.Edited) -> None:
        """Draw again at every letter."""
        event.stop()
        event.row.wrong = ""
        event.row.say()
        self.dialog.draw(entered=False)

    async def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Draw."""
        event.stop()
        self.dialog.draw(entered=True)


class DrawLot(Dialog[None]):
    """The words of the parties, and the order below; nothing is recorded.

    Args:
        session: The ledger.
        words: The messages.
    """

    PLACE = "lot"
    BINDINGS = bindings_at("lot", to="screen")

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        self.session, self.words = session, words
        self.body = LotBody(self)
        self.lines: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, the fields, the order, the keys."""
        with Vertical(id="form", classes="small"):
            yield StatusLine(id="form-title")
            yield Static(Content(self.words("rankings.look.lot-ask")), classes="ask")
            yield self.body
            with VerticalScroll(id="look-found", can_focus=False):
                yield Static(id="look-answer")
            yield KeyBar()

    def on_mount(self) -> None:
        """Show title and keys."""
        self.entitle(self.words("rankings.look.lot"))
        self.foot(self.words)

    def draw(self, *, entered: bool) -> None:
        """Draw from what is typed; what is wrong is shown at its field once it is entered.

        Args:
            entered: Whether Enter was pressed.
        """
        spoken, units = self.body.rows.values()
        try:
            self.lines = tuple(drawn_lines(spoken.raw, units.raw, self.words))
        except ThiduaError as error:
            self.lines = ()
            spoken.wrong = self.words.refusal(error) if entered else ""
            spoken.say()
        parts = [Content(line) for line in self.lines]
        if parts:
            parts[0] = parts[0].stylize("bold")
        self.query_one("#look-answer", Static).update(Content("\n").join(parts))
