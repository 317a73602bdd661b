"""The agenda of a meeting (chương trình hội nghị): its items, their order, and how far it is.

An item may name the act that it opens and the year for which that act is valid. What is recorded
under an item carries the item (`Entry.item`); its state follows from that, and from the marks here.
"""

from __future__ import annotations

from collections.abc import Iterable

from events.agenda_items import FACTS as FACTS
from events.agenda_items import ActName as ActName
from events.agenda_items import AgendaItem as AgendaItem
from events.agenda_items import Items as Items
from events.agenda_items import key_of
from events.command import History
from events.event import Code, Event, Line, Remark, Year
from events.meeting_facts import AtMeeting
from events.meetings import MeetingOpened


class AgendaSet(AtMeeting, tag="agenda-set"):
    """The agenda of a meeting was set after its opening (thông qua chương trình)."""

    items: Items

    def claims(self) -> Iterable[str]:
        items = (key_of(self.meeting, known.item) for known in self.items)
        return (f"agenda:{self.meeting}", *items)


class AgendaItemAdded(AtMeeting, tag="agenda-item-added"):
    """An item was added behind the item `after`; at the beginning where that is empty."""

    item: Code
    title: Line
    presenter: Remark = ""
    opens: ActName = ""
    valid_for: Year | None = None
    after: str = ""

    def claims(self) -> Iterable[str]:
        return (key_of(self.meeting, self.item),)

    def depends_on(self) -> Iterable[str]:
        before = (key_of(self.meeting, self.after),) if self.after else ()
        return (f"meeting:{self.meeting}", *before)


class _OfItem(AtMeeting):
    """What concerns a single item of an agenda; `title` is what it is called then."""

    item: Code
    title: Line

    def depends_on(self) -> Iterable[str]:
        return (f"meeting:{self.meeting}", key_of(self.meeting, self.item))


class AgendaItemChanged(_OfItem, tag="agenda-item-changed"):
    """An item is called otherwise, has another presenter, or opens another act."""

    presenter: Remark = ""
    opens: ActName = ""
    valid_for: Year | None = None


class AgendaItemMoved(_OfItem, tag="agenda-item-moved"):
    """An item was moved behind the item `after`; to the beginning where that is empty."""

    after: str = ""

    def depends_on(self) -> Iterable[str]:
        before = (key_of(self.meeting, self.after),) if self.after else ()
        return (*super().depends_on(), *before)


class AgendaItemTaken(_OfItem, tag="agenda-item-taken"):
    """An item is what the meeting is at now; if it was done or skipped, it is open again."""


class AgendaItemFinished(_OfItem, tag="agenda-item-finished"):
    """An item was dealt with (xong nội dung)."""


class AgendaItemSkipped(_OfItem, tag="agenda-item-skipped"):
    """An item was skipped (bỏ qua nội dung); `note` says why."""

    note: Remark = ""


MARKS = (AgendaItemTaken, AgendaItemFinished, AgendaItemSkipped)
"""What is recorded of an item besides the acts under it."""
AGENDA = (AgendaSet, AgendaItemAdded, AgendaItemChanged, AgendaItemMoved, *MARKS)


def titles(event: Event) -> dict[str, str]:
    """Return what an event calls items, by meeting and item: `meeting/item`."""
    match event:
        case MeetingOpened(meeting=meeting, agenda=items) | AgendaSet(meeting=meeting, items=items):
            return {f"{meeting}/{known.item}": known.title for known in items}
        case AgendaItemAdded() | AgendaItemChanged():
            return {f"{event.meeting}/{event.item}": event.title}
    return {}


def items_of(facts: Iterable[Event], meeting: str) -> dict[str, AgendaItem]:
    """Return the items of a meeting by their codes, in their order.

    Args:
        facts: What is in force of the agenda, oldest first; other events do not matter.
        meeting: The code of the meeting.
    """
    items: dict[str, AgendaItem] = {}
    for event in facts:
        match event:
            case MeetingOpened(meeting=of) if of == meeting:
                items |= {known.item: known for known in event.agenda}
            case AgendaSet(meeting=of) if of == meeting:
                items |= {known.item: known for known in event.items}
            case AgendaItemAdded(meeting=of) if of == meeting:
                items = placed(items, _item(event), event.after)
            case AgendaItemChanged(meeting=of) if of == meeting and event.item in items:
                items[event.item] = _item(event)
            case AgendaItemMoved(meeting=of) if of == meeting and event.item in items:
                items = placed(items, items[event.item], event.after)
    return items


def _item(event: AgendaItemAdded | AgendaItemChanged) -> AgendaItem:
    return AgendaItem(
        item=event.item,
        title=event.title,
        presenter=event.presenter,
        opens=event.opens,
        valid_for=event.valid_for,
    )


def placed(items: dict[str, AgendaItem], item: AgendaItem, after: str) -> dict[str, AgendaItem]:
    """Return the items with one of them behind another.

    Args:
        items: The items by their codes, in their order.
        item: The item that is placed; it may be new.
        after: The code of the item before it; empty for the beginning.
    """
    rest = [known for known in items.values() if known.item != item.item]
    codes = [known.item for known in rest]
    at = codes.index(after) + 1 if after in codes else len(rest) if after else 0
    return {known.item: known for known in (*rest[:at], item, *rest[at:])}


LAST_ACTS = (
    "read-out-minutes",
    "amend-minutes",
    "approve-minutes",
    "sign-minutes",
    "close-meeting",
)
"""What is left to do at the end of a meeting, in this order."""


def items_left(history: History, meeting: str) -> list[AgendaItem]:
    """Return the items whose act was not recorded, without those at the end of a meeting.

    Args:
        history: The history, with all entries of the meeting and its session.
        meeting: The code of the meeting.
    """
    items = items_of((entry.event for entry in history.entries), meeting)
    over: set[str] = set()
    for entry in history.entries:
        match entry.event:
            case AgendaItemFinished(meeting=of) | AgendaItemSkipped(meeting=of) if of == meeting:
                over.add(entry.event.item)
            case AgendaItemTaken(meeting=of) if of == meeting:
                over.discard(entry.event.item)
            case event if entry.meeting == meeting and (known := items.get(entry.item)):
                over |= {entry.item} if known.fits(event) else set()
    acts = (known for known in items.values() if known.has_act)
    waiting = (known for known in acts if known.opens not in LAST_ACTS)
    return [known for known in waiting if known.item not in over]
