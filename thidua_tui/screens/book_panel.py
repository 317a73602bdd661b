"""The preview of a rule book next to its form: faults, what differs and moves, then the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from events.errors import ThiduaError
from events.event import Entry
from events.score_book.book import ScoreBook
from events.score_book.book_difference import book_difference
from thidua_tui.acts.act import Act
from thidua_tui.acts.book_preview import BookPreview, preview_book
from thidua_tui.acts.preview import describe_consequences
from thidua_tui.formatting.sentences.book_rules import difference_lines, rule_lines
from thidua_tui.formatting.sentences.moved_units import moved_line
from thidua_tui.formatting.sentences.rule_books import book_lines
from thidua_tui.forms.book_parsing import BookText, read_text
from thidua_tui.forms.form_state import FormState
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session
from thidua_tui.textual_compat.pauses import Pauses
from thidua_tui.widgets.hanging_text import HangingText, hung
from views.names import Names

PAUSE = 0.25
"""Seconds without a key before the book is read again."""
BOOKS = ("criteria", "book")
"""The kinds of fields that hold a book."""
POINTS = 6
"""The cells of points."""


def is_of_book(act: Act) -> bool:
    """Say whether an act records a rule book."""
    return any(field.kind in BOOKS for field in act.fields)


class Shown(Struct, frozen=True):
    """What the panel shows: the text as a book, and what would follow."""

    text: BookText
    preview: BookPreview
    names: Names | None = None


class BookReady(Message):
    """The preview is ready; `turn` identifies the request it answers."""

    def __init__(self, turn: int, shown: Shown) -> None:
        super().__init__()
        self.turn, self.shown = turn, shown


class BookPanel(Pauses, VerticalScroll, can_focus=True):
    """The rule book of a form as it would be issued; it scrolls, by keys and by the wheel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+tab", "screen.focus_previous", "", show=False),
    ]

    def __init__(
        self,
        session: Session,
        words: Words,
        filling: Callable[[], FormState],
        instead_of: Sequence[Entry] = (),
    ) -> None:
        super().__init__(id="ahead")
        self.add_class("-book")
        self.session, self.words, self.filling = session, words, filling
        self.instead_of = tuple(instead_of)
        self.text = HangingText()
        self.turn = 0
        self.shown: Shown | None = None

    def compose(self) -> ComposeResult:
        """The text."""
        yield self.text

    def on_mount(self) -> None:
        """Read the book at once."""
        self.draw()
        self.look()

    def look_soon(self) -> None:
        """Read it again after a pause in typing."""
        self.after_pause("look", PAUSE, self.look)

    def look(self) -> None:
        """Read it again, in a worker."""
        self.turn += 1
        filling = self.filling()
        raw = next((filling.raw[f.name] for f in filling.act.fields if f.kind in BOOKS), "")
        self.run_worker(
            partial(self._read, self.turn, raw, dict(filling.raw), filling),
            name="ahead",
            group="ahead",
            thread=True,
            exclusive=True,
        )

    def _read(self, turn: int, raw: str, values: dict[str, str], filling: FormState) -> None:
        text = read_text(raw, values) if raw.strip() else BookText(None, ())
        preview = BookPreview()
        if text.book and not text.faults:
            preview = self._foresee(values, filling)
        names = self.session.see(Names()) if preview.moved or preview.refused else None
        self.post_message(BookReady(turn, Shown(text, preview, names)))

    def _foresee(self, values: dict[str, str], filling: FormState) -> BookPreview:
        try:
            (command,) = filling.commands()
            year = int(values.get("year", ""))
        except (ThiduaError, ValueError):  # another field is wrong, and says so
            return BookPreview()
        return preview_book(self.session, filling.ground.cluster, year, command, self.instead_of)

    def on_book_ready(self, message: BookReady) -> None:
        """Show it, unless something newer was requested since."""
        message.stop()
        if message.turn == self.turn and message.shown != self.shown:
            self.shown = message.shown
            self.draw()

    def draw(self) -> None:
        """Draw the book for the width there is."""
        self.text.show(partial(self._lines, self.shown))

    def _lines(self, shown: Shown | None, width: int) -> Iterable[Content]:
        words = self.words
        yield Content.styled(words("rulebooks.preview.title"), "bold $secondary")
        if shown and shown.text.book:
            yield Content.styled(words("rulebooks.preview.keys"), "$secondary")
        if shown is None:
            yield Content.styled(words("foresight.waiting"), "$text-muted")
            return
        book, faults = shown.text.book, shown.text.faults
        if faults:
            yield from self._faults(faults, width)
        elif shown.preview.refused:
            sentence = words.refusal(shown.preview.refused, shown.names)
            yield from hung(Content.styled(f"▲ {sentence}", "bold $error"), width, 2)
        if book is None:
            if not faults:
                yield from hung(Content(words("rulebooks.preview.empty")), width, 0)
            return
        yield from self._of_book(book, shown, width)

    def _faults(self, faults: Sequence[ThiduaError], width: int) -> Iterator[Content]:
        count = self.words("rulebooks.preview.faults", count=str(len(faults)))
        yield from hung(Content.styled(count, "bold $error"), width, 2)
        for fault in faults:
            yield from hung(Content.styled(f"• {self.words.refusal(fault)}", "$error"), width, 2)

    def _of_book(self, book: ScoreBook, shown: Shown, width: int) -> Iterator[Content]:
        words = self.words
        yield from hung(Content.styled(words.value("", book.title), "bold"), width, 2)
        counted = {
            "count": str(len(book.leaves())),
            "lines": str(len(book.nodes())),
            "total": words.number(book.scale.total),
        }
        version = shown.preview.version
        head = [words("rulebooks.preview.version", version=str(version))] if version > 1 else []
        summary = " · ".join([*head, words("rulebooks.preview.sum", **counted)])
        yield from hung(Content(summary), width, 2)
        yield from self._changes(book, shown, width)
        yield Content("")
        yield Content.styled(words("rulebooks.preview.tree"), "bold $secondary")
        yield from tree_lines(book, words, width)
        yield Content("")
        yield Content.styled(words("rulebooks.preview.rules"), "bold $secondary")
        for line in rule_lines(book, words):
            yield from hung(Content(f"• {line}"), width, 2)

    def _changes(self, book: ScoreBook, shown: Shown, width: int) -> Iterator[Content]:
        """Yield what differs from the book it is compared with, and which units move."""
        preview, words = shown.preview, self.words
        if preview.before is None:
            return
        yield Content("")
        head = words(f"rulebooks.preview.against-{preview.against}", year=str(preview.year))
        yield Content.styled(head, "bold $secondary")
        lines = difference_lines(book_difference(preview.before, book), words)
        for line in lines or [words("rulebooks.preview.same")]:
            yield from hung(Content.styled(line, _style(line)), width, 2)
        if preview.against == "year" or not preview.version:
            return
        if preview.consequences:
            for line in describe_consequences(preview.consequences, words):
                yield from hung(Content(line), width, 2)
        if not preview.moved:
            yield from hung(Content(words("rulebooks.preview.no-moves")), width, 0)
            return
        yield Content.styled(words("rulebooks.preview.moves"), "bold $secondary")
        for one in preview.moved:
            unit = words.value("unit", one.unit, shown.names)
            yield from hung(Content(moved_line(one, unit, words)), width, 2)


def _style(line: str) -> str:
    """The colour of a difference: lines that are new and gone say so by their sign, too."""
    return {"+": "$success", "−": "$error"}.get(line[:1], "")


def tree_lines(book: ScoreBook, words: Words, width: int) -> Iterator[Content]:
    """Yield the tree: code, points, title; under it how a line is scored."""
    lines = [*book_lines(book, words)]
    room = max(2 * line.depth + len(line.code) for line in lines)
    for line in lines:
        code = f"{'  ' * line.depth}{line.code}"
        lead = f"{code:<{room}} {line.points:>{POINTS}}  "
        style = "bold" if line.group else ""
        yield from hung(Content.styled(lead + line.title, style), width, len(lead))
        if line.scored:
            scored = Content.styled(line.scored, "$secondary")
            for part in scored.wrap(max(8, width - len(lead))):
                yield Content(" " * len(lead)) + part
