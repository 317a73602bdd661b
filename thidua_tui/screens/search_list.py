"""Seeking among many things by a few letters: a line to type, what fits, and what Enter would do.

The list of keys and the palette are both this screen; they differ in what they offer. What is off
is listed all the same and says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.fuzzy_match import Option, matches, places
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.styled_text import fit, highlight
from thidua_tui.widgets.text_input import Entry
from thidua_tui.widgets.virtual_list import VirtualList

KEYS = 15
"""Cells for the left column: keys, or the kind of thing."""


class Item(Struct, frozen=True, kw_only=True):
    """Something to find: its words, the text at its left and after it, the reason it is disabled.

    `kind` and `code` say what it is, for the screen's opener; items of a `group` are
    together under its title while nothing is sought.
    """

    kind: str
    code: str
    name: str
    left: str = ""
    short: str = ""
    detail: str = ""
    about: str = ""
    off: str = ""
    group: str = ""


class Seek(Dialog[Item | None]):
    """Dismissed with what was chosen, or None."""

    CSS_PATH = "search_list.tcss"
    FRAME = "seek"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "", show=False),
        Binding("down", "step(1)", "", show=False),
        Binding("pageup", "leaf(-1)", "", show=False),
        Binding("pagedown", "leaf(1)", "", show=False),
    ]

    def __init__(self, title: str, items: Sequence[Item], words: Words) -> None:
        super().__init__()
        self.heading, self.items, self.words = title, tuple(items), words
        self.shown: list[Item | str] = []
        self.entry = OneLine(placeholder=words("seek.type"))
        self.lines = VirtualList(self.line, name="found")

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
        self.seek(marked)

    def seek(self, marked: Item | None = None) -> None:
        """Search again; titles of groups are shown only while nothing is typed."""
        query = self.entry.value.strip()
        by_code = {f"{item.kind} {item.code} {item.name}": item for item in self.items}
        options = [
            Option(code=code, name=item.name, short=item.short) for code, item in by_code.items()
        ]
        found = [by_code[option.code] for option in _found(query, options, by_code)]
        self.shown = [*found] if query else _grouped(found)
        at = self.shown.index(marked) if marked in self.shown else self._first()
        self.lines.show(len(self.shown), at)
        self._more()

    def _first(self) -> int:
        places = (at for at, item in enumerate(self.shown) if isinstance(item, Item))
        return next(places, 0)

    def chosen(self) -> Item | None:
        """The marked item."""
        item = self.lines.pick(self.shown)
        return item if isinstance(item, Item) else None

    def line(self, at: int, width: int) -> Content:
        """One item, or the title of a group."""
        item = self.shown[at]
        if isinstance(item, str):
            return Content.styled(item, "bold $secondary")
        left = Content.styled(f" {plain(item.left)}", "dim" if item.off else "bold $accent")
        name = found_in(plain(item.name), self.entry.value.strip())
        detail = f"  ✗ {item.off}" if item.off else f"  {item.detail}" if item.detail else ""
        line = fit(left, KEYS) + name + Content.styled(plain(detail), "dim")
        return (line.stylize("dim") if item.off else line).truncate(width, ellipsis=True)

    def _more(self) -> None:
        item = self.chosen()
        more = Content(self.words("seek.none")) if not self.shown else Content("")
        if item:
            why = f"✗ {item.off}" if item.off else item.about or item.detail
            more = Content.styled(plain(why), "bold $warning" if item.off else "italic")
        self.query_one("#seek-more", Static).update(more)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Show more of the marked item; a title passes the cursor on to the item below."""
        event.stop()
        if self.shown and self.chosen() is None:
            self.action_step(1)
        self._more()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A second click takes it."""
        event.stop()
        self._take()

    def on_input_changed(self, event: Entry.Changed) -> None:
        """Search again."""
        event.stop()
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
        """Go up or down, past the titles."""
        at = self.lines.cursor + step
        while 0 <= at < len(self.shown) and isinstance(self.shown[at], str):
            at += step
        if 0 <= at < len(self.shown):
            self.lines.cursor = at

    def action_leaf(self, pages: int) -> None:
        """Go by a page; a title is passed by."""
        self.lines.action_leaf(pages)
        if self.chosen() is None:
            self.action_step(1 if self.lines.cursor + 1 < len(self.shown) else -1)

    do_help = do_palette = Dialog.do_leave


def _grouped(items: Sequence[Item]) -> list[Item | str]:
    """The items, each group under its title."""
    shown: list[Item | str] = []
    group = ""
    for item in items:
        if item.group and item.group != group:
            group = item.group
            shown.append(group)
        shown.append(item)
    return shown


def _found(query: str, options: list[Option], items: dict[str, Item]) -> list[Option]:
    """What fits by name, initials or code; and a key by itself, as people call it, first."""
    if not query:
        return options
    key = [o for o in options if query.casefold() in items[o.code].left.casefold().split()]
    bare = [Option(code=o.code, name=o.name, short=o.short) for o in options if o not in key]
    named = {o.code: items[o.code] for o in bare}
    as_codes = [
        Option(code=named[o.code].code, name=o.name, short=o.short, also=o.code) for o in bare
    ]
    by_code = {o.code: o for o in options}
    return [*key, *(by_code[option.also] for option in matches(query, as_codes))]


def found_in(name: str, query: str) -> Content:
    """The name with the letters that were found."""
    return highlight(name, places(query, name))
