"""Commands of the agenda of a meeting: set it, change its items, and say how far it is."""

from __future__ import annotations

from typing import TypeVar

from events.agenda import (
    AGENDA,
    ActName,
    AgendaItem,
    AgendaItemAdded,
    AgendaItemChanged,
    AgendaItemFinished,
    AgendaItemMoved,
    AgendaItemSkipped,
    AgendaItemTaken,
    AgendaSet,
    Items,
    items_of,
    placed,
)
from events.agenda_items import no_item_twice
from events.command import History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.invariants import uphold
from events.meetings import SESSION, MeetingOpened, ToMeeting, opening

E = TypeVar("E", bound=Event)


class _ToAgenda(ToMeeting):
    """What every act on an agenda has in common."""

    def boundary(self) -> tuple[Scope, ...]:
        """Return the meeting and its agenda."""
        return (Scope((f"meeting:{self.meeting}",), (*SESSION, *AGENDA)),)

    def known(self, history: History, *items: str) -> dict[str, AgendaItem]:
        """Return the items of the meeting, among which these are.

        Args:
            history: The meeting and its agenda.
            items: Codes that must be known; an empty code is ignored.

        Raises:
            Refused: `unknown-agenda-item`.
        """
        opening(history, self.meeting)
        found = items_of(history.of(MeetingOpened, *AGENDA), self.meeting)
        for item in filter(None, items):
            refuse(item not in found, "unknown-agenda-item", item=item, count=len(found))
        return found


class SetAgenda(_ToAgenda):
    """Set the agenda of a meeting (thông qua chương trình)."""

    items: Items

    def decide(self, history: History) -> list[Event]:
        """It has items, each once, and a meeting has one agenda."""
        here = self.here(history)
        refuse(not self.items, "agenda-empty")
        refuse(self.known(history), "agenda-exists", meeting=self.meeting)
        no_item_twice(self.items)
        return uphold(history, self.fact(AgendaSet, **here))


class AddAgendaItem(_ToAgenda):
    """Add an item to the agenda behind another; at the beginning where `after` is empty."""

    item: Code
    title: Line
    presenter: Remark = ""
    opens: ActName = ""
    valid_for: Year | None = None
    after: str = ""

    def decide(self, history: History) -> list[Event]:
        """Its code is new, and the item before it exists."""
        known = self.known(history, self.after)
        refuse(self.item in known, "agenda-item-exists", item=self.item)
        return uphold(history, self.fact(AgendaItemAdded, **self.here(history)))


class ChangeAgendaItem(_ToAgenda):
    """Call an item otherwise, or let it open another act."""

    item: Code
    title: Line
    presenter: Remark = ""
    opens: ActName = ""
    valid_for: Year | None = None

    def decide(self, history: History) -> list[Event]:
        """The item exists, and something is different."""
        before = self.known(history, self.item)[self.item]
        fields = ("title", "presenter", "opens", "valid_for")
        same = all(getattr(self, name) == getattr(before, name) for name in fields)
        refuse(same, "agenda-unchanged")
        return uphold(history, self.fact(AgendaItemChanged, **self.here(history)))


class _ToItem(_ToAgenda):
    """What every act on a single item has in common."""

    item: Code

    def of_item(self, kind: type[E], history: History) -> E:
        """Return the fact about the item, with its title.

        Args:
            kind: The type of the fact.
            history: The meeting and its agenda.

        Raises:
            Refused: `unknown-meeting`, `unknown-agenda-item`.
        """
        title = self.known(history, self.item)[self.item].title
        return self.fact(kind, title=title, **self.here(history))


class MoveAgendaItem(_ToItem):
    """Move an item behind another; to the beginning where `after` is empty."""

    after: str = ""

    def decide(self, history: History) -> list[Event]:
        """Both items exist, and the order changes."""
        known = self.known(history, self.item, self.after)
        moved = placed(known, known[self.item], self.after)
        same = self.after == self.item or [*moved] == [*known]
        refuse(same, "agenda-unchanged")
        return uphold(history, self.of_item(AgendaItemMoved, history))


class TakeAgendaItem(_ToItem):
    """Go to an item; if it was done or skipped, it is open again."""

    def decide(self, history: History) -> list[Event]:
        """The item exists."""
        return uphold(history, self.of_item(AgendaItemTaken, history))


class FinishAgendaItem(_ToItem):
    """Mark an item as done (xong nội dung)."""

    def decide(self, history: History) -> list[Event]:
        """The item exists."""
        return uphold(history, self.of_item(AgendaItemFinished, history))


class SkipAgendaItem(_ToItem):
    """Skip an item (bỏ qua nội dung); a note says why."""

    note: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """The item exists."""
        return uphold(history, self.of_item(AgendaItemSkipped, history))
