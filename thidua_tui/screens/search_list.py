"""Seeking among many things by a few letters: a line to type, what fits, and what Enter would do.

The list opens on a part of its items, its scope: acts, or the keys of a page. What is not found
there is sought among all. What is off is listed all the same and says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.fuzzy_match import places
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.search_items import (
    Item,
    columns,
    found,
    found_by_words,
    grouped,
    item_at,
    title_of,
)
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.styled_text import fit, highlight, sentence
from thidua_tui.widgets.text_input import Entry
from thidua_tui.widgets.virtual_list import VirtualList

KINDS = 3
"""So many kinds of what was found elsewhere are named."""


class FoundList(VirtualList):
    """The list of what fits; a title among it is no line to go to."""

    titles: frozenset[int] = frozenset()

    def jumps(self) -> Iterator[Target]:
        """Yield the lines in sight that are no titles."""
        for at, target in enumerate(super().jumps(), self.scroll_offset.y):
            if at not in self.titles:
                yield target


class Seek(Dialog[Item | None]):
    """Dismissed with what was chosen, or None.

    `scope` names the list that is shown first, `order` the titles on it in their order, and
    `first` the code of the item that is marked at the beginning.
    """

    CSS_PATH = "search_list.tcss"
    FRAME = "seek"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "", show=False),
        Binding("down", "step(1)", "", show=False),
        Binding("pageup", "leaf(-1)", "", show=False),
        Binding("pagedown", "leaf(1)", "", show=False),
    ]

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        words: Words,
        *,
        scope: str = "",
        order: Sequence[str] = (),
        first: str = "",
    ) -> None:
        super().__init__()
        self.heading, self.items, self.words = title, tuple(items), words
        self.scope, self.order, self.first = scope, tuple(order), first
        self.shown: list[Item | str] = []
        self.columns = (0, 0)
        self.entry = OneLine(placeholder=words("seek.type"))
        self.lines = FoundList(self.line, name="found")

    def parts(self) -> ComposeResult:
        """Title, the line, what fits, more of the marked one, the keys."""
        yield self.entry
        yield self.lines
        yield Static(id="seek-more")

    def on_mount(self) -> None:
        """List everything."""
        self.entitle(self.heading)
        self.foot(self.words)
        self.lines.can_focus = False
        self.entry.focus()
        self.seek()

    def offer(self, items: Sequence[Item]) -> None:
        """Add these items, found later; what was typed and marked stays."""
        marked = self.chosen()
        self.items = (*self.items, *items)
        if self.entry.value.strip() or not self.scope:
            self.seek(marked)

    def seek(self, marked: Item | None = None) -> None:
        """Search again; titles of groups are shown only while nothing is typed."""
        query = self.entry.value.strip()
        self.shown, sure = self._sought(query)
        at = self.shown.index(marked) if marked in self.shown else self._first(query, sure=sure)
        self.columns = columns(self.shown, labels=not self.scope)
        titles = (at for at, line in enumerate(self.shown) if isinstance(line, str))
        self.lines.titles = frozenset(titles)
        self.lines.show(len(self.shown), at)
        self.more()

    def _sought(self, query: str) -> tuple[list[Item | str], bool]:
        """What fits, and whether the first of it is meant beyond doubt."""
        inside = self._inside()
        if not query:
            return ([*grouped(inside, self.scope)] if self.scope else [*inside]), False
        exact, rest = found(query, inside)
        if not self.scope:
            named = [*exact, *rest]
            return [*(named or found_by_words(query, inside))], bool(exact)
        others = [item for item in self.items if not title_of(item, self.scope)]
        exact_elsewhere, rest_elsewhere = found(query, others)
        here = [*exact, *rest]
        there = exact_elsewhere if here else [*exact_elsewhere, *rest_elsewhere]
        if not here and not there:
            here, there = found_by_words(query, inside), found_by_words(query, others)
        return [*here, *self._elsewhere(here, there)], bool(exact)

    def _elsewhere(self, here: list[Item], there: list[Item]) -> Iterator[Item | str]:
        """What was found outside of the scope, under a title that says so."""
        if there:
            kinds = ", ".join([*dict.fromkeys(i.label for i in there if i.label)][:KINDS])
            key = "hands.seek.more" if here else "hands.seek.elsewhere"
            yield self.words(key, title=self.heading, kinds=kinds)
            yield from there

    def _inside(self) -> list[Item]:
        """The items of the scope, in the order of their titles."""
        if not self.scope:
            return [*self.items]
        inside = [item for item in self.items if title_of(item, self.scope)]
        at = {title: place for place, title in enumerate(self.order)}
        return sorted(inside, key=lambda item: at.get(title_of(item, self.scope), len(at)))

    def _first(self, query: str, *, sure: bool) -> int:
        """The line to be marked: what is meant or needed, else the first that can be done."""
        lines = [(at, item) for at, one in enumerate(self.shown) if (item := item_at(one))]
        needed = (at for at, item in lines if not query and item.code == self.first)
        on = (at for at, item in lines if not item.off and (query or self.scope == "acts"))
        first = next((at for at, _ in lines), 0)
        return next(needed, first if sure else next(on, first))

    def chosen(self) -> Item | None:
        """The marked item."""
        item = self.lines.pick(self.shown)
        return item if isinstance(item, Item) else None

    def line(self, at: int, width: int) -> Content:
        """One item, or the title of a group."""
        item = self.shown[at]
        if isinstance(item, str):
            return Content.styled(plain(item), "bold $secondary").truncate(width, ellipsis=True)
        left, room = self.columns
        key = Content.styled(plain(item.left), "bold $accent") if item.left else Content("")
        if not item.left and not self.scope:
            key = Content.styled(plain(item.label), "dim")
        name = found_in(plain(item.name), self.entry.value.strip())
        text = f"✗ {item.off}" if item.off else item.detail or item.about
        name = name.pad_right(max(0, room - name.cell_length)) if text else name
        line = Content(" ") + fit(key, left) + Content("  " if left else "") + name + Content("  ")
        line += sentence(Content.styled(plain(text), "dim"))
        return (line.stylize("dim") if item.off else line).truncate(width, ellipsis=True)

    def more(self) -> None:
        """Show what the marked item is, or why it is off."""
        item, query = self.chosen(), plain(self.entry.value.strip())
        more = Content("") if self.shown else Content(self.words("hands.seek.none", query=query))
        if item:
            text = f"✗ {item.off}" if item.off else item.about or item.detail
            more = sentence(Content.styled(plain(text), "bold $warning" if item.off else "italic"))
        self.query_one("#seek-more", Static).update(more)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Show more of the marked item; a title passes the cursor on to the item below."""
        event.stop()
        if self.shown and self.chosen() is None:
            self.action_step(1)
        self.more()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A second click takes it."""
        event.stop()
        self._take()

    def on_input_changed(self, event: Entry.Changed) -> None:
        """Search again."""
        event.stop()
        self.lines.forget_click()
        self.typed(event.value.strip())

    def typed(self, _query: str) -> None:
        """Search for what was typed."""
        self.seek()

    def on_input_submitted(self, event: Entry.Submitted) -> None:
        """Take the marked item, unless it is disabled: then the reason is shown below."""
        event.stop()
        self._take()

    def _take(self) -> None:
        item = self.chosen()
        if item and not item.off:
            self.dismiss(item)
        else:
            self.app.bell()

    def action_step(self, step: int) -> None:
        """Go up or down, past the titles, round at the ends."""
        at = self.lines.cursor
        for _ in self.shown:
            at = (at + step) % len(self.shown)
            if isinstance(self.shown[at], Item):
                self.lines.cursor = at
                return

    def action_leaf(self, pages: int) -> None:
        """Go by a page; a title is passed by."""
        self.lines.action_leaf(pages)
        if self.chosen() is None:
            self.action_step(1 if self.lines.cursor + 1 < len(self.shown) else -1)


def found_in(name: str, query: str) -> Content:
    """The name with the letters that were found."""
    return highlight(name, places(query, name))
