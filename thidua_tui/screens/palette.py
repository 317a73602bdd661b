"""The palette: one line from which everything can be reached; what the ledger holds comes behind.

It opens with keys, acts and tables; units, years and meetings are folded in a worker and come
there as soon as they are. A number means the entry at that position.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from events.errors import ThiduaError
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms import form_labels
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.search_list import Item, Seek
from thidua_tui.screens.table_loading import TABLES, short_title
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.clusters import Clusters
from views.minutes import Meetings
from views.units import UnitRow, Units

if TYPE_CHECKING:
    from thidua_tui.screens.shell import Shell

MOST_DIGITS = 9
"""Of a number that is taken for an entry."""


class Gathered(Message):
    """What there is in the ledger to go to."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self.items = items


class Palette(Seek):
    """Everything that can be reached, by a few letters."""

    PLACE = "palette"
    BINDINGS = bindings_at("palette", to="screen")

    def __init__(
        self, title: str, items: Sequence[Item], words: Words, session: Session, here: Location
    ) -> None:
        super().__init__(title, items, words)
        self.session, self.here = session, here

    def on_mount(self) -> None:
        """List what is known at once; load the rest in the meantime."""
        super().on_mount()
        self.run_worker(self._gather, name="palette", group="palette", thread=True, exclusive=True)

    def _gather(self) -> None:
        try:
            found = [*gathered(self.session, self.here, self.words)]
        except ThiduaError:
            return  # the page behind shows it
        if not get_current_worker().is_cancelled:
            self.post_message(Gathered(found))

    def on_gathered(self, message: Gathered) -> None:
        """Offer what was found; what is typed and marked stays."""
        message.stop()
        self.offer(message.items)

    def seek(self, marked: Item | None = None) -> None:
        """As in any list; and a number is an entry."""
        query = self.entry.value.strip()
        super().seek(marked)
        if query.isdecimal() and len(query) <= MOST_DIGITS and int(query) > 0:
            entry = self._entry(int(query))
            years = [item for item in self.shown if isinstance(item, Item)]
            self.shown = [*years, entry] if years else [entry]
            self.lines.show(len(self.shown))
            self._more()

    def _entry(self, position: int) -> Item:
        last = self.session.ledger.position()
        off = self.words("seek.no-entry", last=str(last)) if position > last else ""
        name = self.words("seek.entry", position=str(position))
        left = self.words("seek.kind.entry")
        return Item(kind="entry", code=str(position), name=name, left=left, off=off)


def acts(app: Shell) -> Iterator[Item]:
    """Every act that can be recorded; those that are off say why."""
    if app.session is None:
        return
    ground, left = ActContext(app.session, app.here, app.words), app.words("seek.kind.act")
    barred = app.barred or ("read-only" if app.read_only else None)
    barred = barred or ("past" if app.here.looking_back else None)
    for act in ACTS.values():
        why = act.obstacle(ground)
        off = form_labels.obstacle(why, app.words, ground.year) if why else ""
        yield Item(
            kind="act",
            code=act.id,
            name=form_labels.title(act, app.words),
            left=left,
            about=app.words(f"acts.about.{act.id}"),
            off=app.reason(barred) if barred else off,
        )


def tables(app: Shell) -> Iterator[Item]:
    """Every table."""
    left = app.words("seek.kind.table")
    for table in TABLES:
        name = short_title(table, app.words)
        yield Item(kind="table", code=table, name=name, left=left)


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
                left=words("seek.kind.year"),
                short=f"{cluster.cluster} {year}",
            )
    for met in session.see(Meetings(), here.known_at).rows():
        facts = {"kind": met.kind, "part_of_day": met.part_of_day, "on": met.on, "place": met.place}
        yield Item(
            kind="meeting",
            code=f"{met.cluster}/{met.year}/{met.meeting}",
            name=words("screen.meeting.told", **facts),
            left=words("seek.kind.meeting"),
            detail=met.cluster_name,
        )


def _unit(row: UnitRow, words: Words) -> Iterator[Item]:
    """The unit under each of its names: an old one leads to it too."""
    left = words("seek.kind.unit")
    now = ", ".join(one.name for one in row.now)
    for name in dict.fromkeys((row.unit_name, *(called.name for called in row.names))):
        detail = f"→ {row.unit_name}" if name != row.unit_name else f"→ {now}" if now else ""
        short = row.unit_short if name == row.unit_name else ""
        yield Item(
            kind="unit", code=row.unit, name=name, left=left, short=short, detail=detail or row.unit
        )
