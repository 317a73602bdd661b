"""The answers of `thidua find` and `thidua lot` on the screen: a ranking by its code, a lot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Literal, TypeAlias

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
from thidua_tui.queries.ranking_search import find_ranking, found_lines, parse_fingerprint
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.session.session import Session
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.header_footer import KeyBar, StatusLine

Purpose: TypeAlias = Literal["find", "lot"]
FIELDS: dict[Purpose, tuple[str, ...]] = {"find": ("code",), "lot": ("words", "units")}


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


class LookUpBody(Vertical):
    """The fields, with a queue of their own."""

    def __init__(self, dialog: LookUp) -> None:
        super().__init__()
        self.dialog = dialog

        def text(key: str) -> str:
            return dialog.words(f"rankings.look.{key}")

        self.rows = {
            name: FieldRow(name, text(name), text(f"{name}-hint"), OneLine())
            for name in FIELDS[dialog.purpose]
        }

    def compose(self) -> ComposeResult:
        """The fields."""
        yield from self.rows.values()

    def on_mount(self) -> None:
        """Begin with the first."""
        next(iter(self.rows.values())).editor.focus()

    async def on_field_row_edited(self, event: FieldRow.Edited) -> None:
        """A lot is drawn again at every letter; a ranking is looked for at Enter."""
        event.stop()
        event.row.wrong = ""
        event.row.say()
        if self.dialog.purpose == "lot":
            await self.dialog.answer(entered=False)

    async def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Answer."""
        event.stop()
        await self.dialog.answer(entered=True)


class LookUp(Dialog[None]):
    """A question that records nothing, and its answer below.

    Args:
        session: The ledger.
        words: The messages.
        purpose: What is asked.
    """

    PLACE = "lookup"
    BINDINGS = bindings_at("lookup", to="screen")

    def __init__(self, session: Session, words: Words, purpose: Purpose) -> None:
        super().__init__()
        self.session, self.words, self.purpose = session, words, purpose
        self.body = LookUpBody(self)
        self.lines: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, the fields, the answer, the keys."""
        with Vertical(id="form", classes="small"):
            yield StatusLine(id="form-title")
            yield Static(Content(self.words(f"rankings.look.{self.purpose}-ask")), classes="ask")
            yield self.body
            with VerticalScroll(id="look-found", can_focus=False):
                yield Static(id="look-answer")
            yield KeyBar()

    def on_mount(self) -> None:
        """Show title and keys."""
        self.entitle(self.words(f"rankings.look.{self.purpose}"))
        self.foot(self.words)

    async def answer(self, *, entered: bool) -> None:
        """Answer what is typed; what is wrong is shown at its field once it is entered.

        Args:
            entered: Whether Enter was pressed.
        """
        rows = self.body.rows
        first = next(iter(rows.values()))
        try:
            if self.purpose == "lot":
                lines = drawn_lines(first.raw, rows["units"].raw, self.words)
            else:
                lines = await asyncio.to_thread(self._find, first.raw)
        except ThiduaError as error:
            lines = []
            first.wrong = self.words.refusal(error) if entered else ""
            first.say()
        self._show(lines)

    def _find(self, raw: str) -> list[str]:
        code = parse_fingerprint(raw)
        return [*found_lines(find_ranking(self.session.ledger, code), self.words)]

    def _show(self, lines: Sequence[str]) -> None:
        self.lines = tuple(lines)
        parts = [Content(line) for line in lines]
        if parts:
            parts[0] = parts[0].stylize("bold")
        self.query_one("#look-answer", Static).update(Content("\n").join(parts))
