"""The board of awards: the nominations of a year by how far they came, and what waits for long."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from thidua_tui.acts.registry import ACTS
from thidua_tui.formatting.sentences.award_quotas import outside_lines
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.award_board_facts import COLUMNS, BoardFacts, Card, gather_board
from thidua_tui.screens.award_board_text import card_text, detail, quota_text
from thidua_tui.screens.award_thread import AwardThread
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.form import Form
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.column_widths import GAP
from thidua_tui.widgets.hanging_text import HangingText
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle
from thidua_tui.widgets.row_table import Head, RowTable, TableHead
from thidua_tui.widgets.styled_text import sentence

LEAST, WIDEST, NAME = 11, 26, 9
"""Cells of a column with cards, at least and at most, and of the name of a column."""
ROOMY = 100
"""Cells from which there is room for columns without cards."""
WHOLE_FILE = ("propose-awards", "receive-awards")
"""The acts whose form begins with all nominations that wait: a file is one paper."""
TALL = 4
"""Lines of a card: unit, form, age, a line between cards."""


class AwardBoardPage(Page):
    """The awards of a year by state; Enter opens the act that comes next."""

    PLACE = "award-board"
    AUTO_FOCUS = "RowTable"
    fitted = True
    CSS_PATH = "award_board.tcss"
    BINDINGS = bindings_at("award-board")
    data = BoardFacts()
    columns: tuple[tuple[str, tuple[Card, ...]], ...] = ()
    """The columns that are shown, each with its cards."""

    @property
    def no_papers(self) -> str | None:
        """That no paper can be made of a board without a nomination."""
        return None if not self.rendered or any(self.data.columns) else "no-awards-for-papers"

    async def do_papers(self) -> None:
        """List the papers about the nominations."""
        await self.thidua.open_papers(self.here)

    def body(self) -> ComposeResult:
        """The columns; below them what is known of the card under the cursor."""
        with Panel(id="board-panel"):
            table = RowTable(self.cell, name="board")
            yield TableHead(table)
            yield table
            yield Static(id="no-awards")
        yield Static(id="outside")
        with ScrollPanel(id="card-panel"):
            yield HangingText(id="card-text")

    def load(self, session: Session, here: Location) -> BoardFacts:
        """Fold the awards of the year."""
        return gather_board(session, here)

    def render_data(self, data: BoardFacts) -> None:
        """Show the columns, the cursor where it was; on the first card at first."""
        self.data = data
        words, table = self.words, self.query_one(RowTable)
        entitle(self.query_one("#board-panel"), words("board.title"))
        entitle(self.query_one("#card-panel"), quota_text(data, words))
        before = self.columns[table.column][0] if self.columns else ""
        outside = " · ".join(outside_lines(data.ranking, words))
        self.set_class(not outside, "-all-inside")
        self.query_one("#outside", Static).update(sentence(Content(outside)))
        room = table.room
        shown = zip(COLUMNS, data.columns, strict=True)
        self.columns = tuple(one for one in shown if one[1] or room >= ROOMY)
        widths = self._widths(room)
        heads = [
            Head(self._head(name, len(cards)), width, width)
            for (name, cards), width in zip(self.columns, widths, strict=True)
        ]
        rows = max(map(len, data.columns), default=0)
        self.set_class(not rows, "-empty")
        empty = words("board.empty", year=str(self.here.year))
        self.query_one("#no-awards", Static).update(Content(empty))
        table.show_table(heads, rows, pinned=0, tall=TALL)
        self._keep_cursor(table, before)
        self.query_one(TableHead).refresh()
        self.show_card()

    def _keep_cursor(self, table: RowTable, before: str) -> None:
        """Keep the cursor in its column; where that is empty, go to the next that has a card."""
        order = [*COLUMNS]
        filled = [at for at, (_, cards) in enumerate(self.columns) if cards]
        if not filled:
            return
        passed = order.index(before) if before else -1
        later = (at for at in filled if order.index(self.columns[at][0]) >= passed)
        table.column = next(later, filled[-1])
        table.cursor = min(table.cursor, len(self.columns[table.column][1]) - 1)

    def _head(self, name: str, count: int) -> str:
        word = self.words(f"board.column.{name}")
        return f"{word} {count}" if count else word

    def _widths(self, room: int) -> list[int]:
        """Return the cells of each column: what has no card is as wide as its name."""
        filled = sum(bool(cards) for _, cards in self.columns)
        names = (len(self.columns) - filled) * NAME
        left = room - GAP * (len(self.columns) - 1) - names
        wide = max(LEAST, min(WIDEST, left // max(1, filled)))
        return [wide if cards else NAME for _, cards in self.columns]

    def cell(self, row: int, column: int) -> Content:
        """Return the card at a row of a column; nothing below its last card."""
        cards, width = self.columns[column][1], self.query_one(RowTable).widths[column]
        return card_text(cards[row], self.words, width) if row < len(cards) else Content("")

    def choice(self) -> Card | None:
        """The card under the cursor, if any."""
        table = self.query_one(RowTable)
        if not table.count or not table.heads:
            return None
        cards = self.columns[table.column][1]
        return cards[table.cursor] if table.cursor < len(cards) else None

    def show_card(self) -> None:
        """Show what is known of the card under the cursor."""
        card, words = self.choice(), self.words
        none = Content(words("board.none-here")) if self.columns else Content("")
        lines = list(detail(card, words)) if card else [none]
        self.query_one("#card-text", HangingText).show(lambda _width: lines)
        self.keys()

    def on_virtual_list_moved(self) -> None:
        """Another row is under the cursor; it stays on the cards of its column."""
        table = self.query_one(RowTable)
        cards = self.columns[table.column][1] if self.columns else ()
        if cards and table.cursor >= len(cards):
            table.cursor = len(cards) - 1
        self.show_card()

    def on_row_table_turned(self) -> None:
        """Another column is under the cursor."""
        self.query_one(TableHead).refresh()
        self.show_card()

    async def do_board_before(self) -> None:
        """Go to the column before that has a card."""
        self._turn(-1)

    async def do_board_after(self) -> None:
        """Go to the next column that has a card."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        table = self.query_one(RowTable)
        at = table.column + by
        while 0 <= at < len(self.columns) and not self.columns[at][1]:
            at += by
        if 0 <= at < len(self.columns):
            table.column = at
            table.cursor = min(table.cursor, max(0, len(self.columns[at][1]) - 1))
            self.show_card()

    async def do_award_entries(self) -> None:
        """Show the entries of the nomination and of what its form asks for."""
        if (card := self._chosen()) and (session := self.thidua.session):
            await self.thidua.push_screen(AwardThread(session, self.here, self.words, card))

    def _chosen(self) -> Card | None:
        """Return the card under the cursor; without one, say so."""
        card = self.choice()
        if card is None:
            self.thidua.say(self.words("board.none-here"))
        return card

    async def do_open(self) -> None:
        """Open the form of the act that comes next, for this nomination."""
        card, session = self._chosen(), self.thidua.session
        if card is None or session is None:
            return
        if not card.next_act:
            self.thidua.say(self.words("board.over"))
            return
        if self.here.looking_back or self.thidua.read_only:
            self.thidua.say(self.words("acts.off.read-only-past"))
            return
        act = ACTS[card.next_act]
        field = next(field.name for field in act.fields if "form" in field.filled)
        here = Location(cluster=self.here.cluster, year=self.here.year)
        self.thidua.clear_notifications()
        given = {} if act.id in WHOLE_FILE else {field: card.code}
        await self.thidua.push_screen(Form(act, session, here, self.words, given=given))
