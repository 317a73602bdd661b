"""The one list from which everything can be reached, opened on acts, on keys, or on all.

Units, years and meetings are folded in a worker and are there as soon as they are found. A number
means the entry at that position. Themes are shown as the cursor comes to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.await_complete import AwaitComplete
from textual.message import Message

from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.area_search import SearchInAreas
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.search_items import Item
from thidua_tui.screens.search_list import Seek
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.clusters import Clusters
from views.minutes import Meetings
from views.units import UnitRow, Units

MOST_DIGITS = 9
"""Of a number that is taken for an entry."""


class Gathered(Message):
    """What there is in the ledger to go to."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self.items = items


class Everything(Seek):
    """Everything that can be reached, by a few letters."""

    def within(self, session: Session, here: Location) -> Everything:
        """Have what this ledger holds as well, once it is found."""
        self.session, self.here = session, here
        return self

    session: Session | None = None
    here: Location
    theme = ""
    """The theme to which leaving leads back."""

    async def do_palette(self) -> None:
        """Seek among all; where that is done already, close."""
        if not self.scope:
            self.dismiss(None)
            return
        self.scope, self.heading = "", self.words("seek.palette")
        self.entitle(self.heading)
        self.foot(self.words)
        self.seek()

    def foot(self, words: Words, labels: Mapping[str, str] | None = None) -> None:
        """Name the key that leads from a part of the list to all of it."""
        wider = words.find(f"dialogs.{self.PLACE}.palette") if self.scope else None
        super().foot(words, {"palette": wider or "", **(labels or {})})

    def on_mount(self) -> None:
        """Load what the ledger holds while the rest is listed."""
        self.theme = self.app.theme
        if self.session:
            of = (self.here, self.words)
            read_in_worker(
                self,
                "palette",
                self.session,
                lambda reading: Gathered([*gathered(reading, *of)]),
            )

    def on_gathered(self, message: Gathered) -> None:
        """Offer what was found; what is typed and marked stays."""
        message.stop()
        self.offer(message.items)

    def seek(self, marked: Item | None = None) -> None:
        """As in any list; and a number is an entry."""
        query = self.entry.value.strip()
        super().seek(marked)
        if self.session and query.isdecimal() and len(query) <= MOST_DIGITS and int(query) > 0:
            entry = self._entry(self.session, int(query))
            self.shown = [*self.shown, entry]
            self.lines.show(len(self.shown))
            self.more()

    def _entry(self, session: Session, position: int) -> Item:
        last = session.ledger.position()
        off = self.words("seek.no-entry", last=str(last)) if position > last else ""
        name = self.words("seek.entry", position=str(position))
        label = self.words("seek.kind.entry")
        return Item(kind="entry", code=str(position), name=name, label=label, off=off)

    def action_step(self, step: int) -> None:
        """Go on by a line; a theme that is come to is shown."""
        super().action_step(step)
        self._preview()

    def action_leaf(self, pages: int) -> None:
        """Go on by a page; a theme that is come to is shown."""
        super().action_leaf(pages)
        self._preview()

    def _preview(self) -> None:
        item = self.chosen()
        theme = item.code if item and item.kind == "theme" else self.theme
        if theme != self.app.theme:
            self.app.theme = theme

    def dismiss(self, result: Item | None = None) -> AwaitComplete:
        """Go back to the theme in force, unless another was chosen."""
        if self.app.theme != self.theme and (result is None or result.kind != "theme"):
            self.app.theme = self.theme
        return super().dismiss(result)


class Palette(Everything):
    """The list opened on all."""

    PLACE = "palette"
    BINDINGS = bindings_at("palette", to="screen")
    do_help = Everything.do_leave


class ActMenu(SearchInAreas, Everything):
    """The list opened on the acts, divided into the areas of a secretary's work."""

    PLACE = "menu"
    BINDINGS = bindings_at("menu", to="screen")


class TableMenu(SearchInAreas, Everything):
    """The list opened on the tables, divided like the acts."""

    PLACE = "table-menu"
    BINDINGS = bindings_at("table-menu", to="screen")


class Help(Everything):
    """The list opened on the keys of the page that it is about."""

    PLACE = "help"
    BINDINGS = bindings_at("help", to="screen")
    do_help = Everything.do_leave


def gathered(session: Session, here: Location, words: Words) -> Iterator[Item]:
    """Units by all their names, the years of the clusters, the meetings; as known at the moment."""
    for row in session.see(Units(), here.known_at).rows():
        yield from _unit(row, words)
    for cluster in session.see(Clusters(), here.known_at).rows():
        for year in reversed(cluster.years):
            yield Item(
                kind="year",
                code=f"{cluster.cluster}/{year}",
                name=f"{cluster.cluster_name} {year}",
                label=words("seek.kind.year"),
                short=f"{cluster.cluster} {year}",
            )
    for met in session.see(Meetings(), here.known_at).rows():
        facts = {"kind": met.kind, "part_of_day": met.part_of_day, "on": met.on, "place": met.place}
        yield Item(
            kind="meeting",
            code=f"{met.cluster}/{met.year}/{met.meeting}",
            name=words("screen.meeting.told", **facts),
            label=words("seek.kind.meeting"),
            detail=met.cluster_name,
        )


def _unit(row: UnitRow, words: Words) -> Iterator[Item]:
    """The unit under each of its names: an old one leads to it too."""
    label = words("seek.kind.unit")
    now = ", ".join(one.name for one in row.now)
    for name in dict.fromkeys((row.unit_name, *(called.name for called in row.names))):
        detail = f"→ {row.unit_name}" if name != row.unit_name else f"→ {now}" if now else ""
        short = row.unit_short if name == row.unit_name else ""
        yield Item(
            kind="unit",
            code=row.unit,
            name=name,
            label=label,
            short=short,
            detail=detail or row.unit,
        )
