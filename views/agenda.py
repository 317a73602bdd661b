"""The agenda of a meeting, and how far the meeting is: now, next, done, skipped.

An item is done when a fact that it is there for was recorded under it, or when it was marked as
done; an item without an act is also done when a later item begins. The meeting is at the item that
was gone to, else at the first that is open. The closing ends an item under which a fact of its part
of the meeting was recorded, and the present item if anything was. What else is open then is left.
In a meeting that was reopened all these are open again, and so is the closing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import Literal, TypeAlias

from msgspec import Struct

from events.agenda import (
    AGENDA,
    AgendaItem,
    AgendaItemFinished,
    AgendaItemSkipped,
    AgendaItemTaken,
    items_of,
)
from events.agenda_items import ANYWHERE, CLOSING
from events.corrections import EntriesRetracted
from events.event import Entry, Event, Scope, name_of
from events.meetings import MeetingClosed, MeetingOpened, MeetingReopened, UnitsAttended
from events.presence import PRESENCE, UnitArrived
from events.vote_opening import VoteOpened

ATTENDED = (UnitsAttended, UnitArrived)
ItemState: TypeAlias = Literal["now", "next", "ahead", "done", "skipped", "left"]


class ItemRow(Struct, frozen=True, kw_only=True):
    """An item: its number in the order, its state, the acts recorded under it, and since when.

    `acts` counts the acts under it. `begun` is the instant (UTC) of the first entry about it, null
    before; `note` says why it was skipped. `opens` is the act that it opens, empty for none;
    `valid_for` the year of that act.
    """

    number: int
    item: str
    title: str
    presenter: str
    opens: str
    valid_for: int
    state: ItemState
    note: str
    acts: int
    begun: datetime | None


@dataclass
class _Under:
    """What is known of an item besides the item itself."""

    over: Literal["", "done", "skipped"] = ""
    note: str = ""
    acts: set[str] = field(default_factory=set)
    begun: datetime | None = None
    held: bool = False
    """Whether a fact of its part of the meeting was recorded under it."""
    begun_with: bool = False
    """Whether a fact was recorded under it besides who came and went, and an opened vote."""
    by_closing: bool = False
    """Whether the closing ended it."""


class Agenda:
    """The agenda of one meeting.

    Args:
        meeting: The code of the meeting.
    """

    def __init__(self, meeting: str) -> None:
        self.meeting = meeting
        self.cluster, self.year = "", 0
        self.facts: list[Event] = []
        self.taken = ""
        """The item that was gone to, until it is over."""
        self.last = ""
        """The item under which something was recorded last."""
        self.since = ""
        """The item under which something was recorded last since an item was gone to."""
        self.closed = False
        """Whether the meeting is over: it is at no item then."""
        self._under: dict[str, _Under] = {}
        self._items: dict[str, AgendaItem] | None = None

    def scopes(self) -> tuple[Scope, ...]:
        """Return what names the meeting or was typed in its session."""
        return (Scope((f"meeting:{self.meeting}",)),)

    def apply(self, entry: Entry) -> None:
        """Take a mark, a change of the agenda, or what was recorded under an item."""
        event = entry.event
        if isinstance(event, MeetingOpened) and event.meeting == self.meeting:
            self.cluster, self.year = event.cluster, event.year
            self.facts.append(event)
            self._items = None
        if isinstance(event, MeetingReopened) and event.meeting == self.meeting:
            self._reopen()
        if isinstance(event, MeetingClosed) and event.meeting == self.meeting:
            self._close()
        if isinstance(event, AGENDA):
            if event.meeting == self.meeting:
                self._of_agenda(entry, event)
        elif entry.item and entry.meeting == self.meeting:
            self._act(entry)

    def _of_agenda(self, entry: Entry, event: Event) -> None:
        self.facts.append(event)
        self._items = None
        match event:
            case AgendaItemTaken(item=item):
                under = self._begin(item, entry)
                under.over, under.note, self.taken, self.since = "", "", item, ""
            case AgendaItemFinished(item=item):
                self._begin(item, entry)
                self._end(item, "done")
            case AgendaItemSkipped(item=item, note=note):
                self._end(item, "skipped", note)

    def _close(self) -> None:
        """End the items that were dealt with."""
        for code in [code for code in self.open_items if self._is_dealt_with(code)]:
            self._end(code, "done")
            self._under[code].by_closing = True
        self.closed = True

    def _is_dealt_with(self, item: str) -> bool:
        """Return whether the closing ends an item; any fact is enough for the present item."""
        under = self._under.get(item, _Under())
        return under.held or (under.begun_with and item == self.now)

    def _reopen(self) -> None:
        """Open the closing of the meeting again, and what it ended, until it is closed again."""
        self.closed = False
        for code, known in self.items.items():
            under = self._under.get(code)
            if under and (known.opens == CLOSING or under.by_closing):
                under.over, under.note, under.by_closing = "", "", False

    def _act(self, entry: Entry) -> None:
        """Count an act under an item; what the item is there for ends it."""
        self.last = self.since = entry.item
        if isinstance(entry.event, EntriesRetracted):
            return
        under = self._begin(entry.item, entry)
        under.acts.add(entry.act)
        known = self.items.get(entry.item)
        if known is not None and not isinstance(entry.event, VoteOpened):
            under.held = under.held or known.holds(entry.event)
            under.begun_with = under.begun_with or not isinstance(entry.event, PRESENCE)
        if known is not None and known.fits(entry.event):
            self._end(entry.item, "done")

    def _begin(self, item: str, entry: Entry) -> _Under:
        """Note since when an item is dealt with; items without an act before it are done."""
        known = self.items if item in self.items else ()
        for code in takewhile(lambda code: code != item, known):
            if not (self.items[code].has_act or self._is_over(code)):
                self._end(code, "done")
        under = self._under.setdefault(item, _Under())
        under.begun = under.begun or entry.at
        return under

    def _end(self, item: str, over: Literal["done", "skipped"], note: str = "") -> None:
        under = self._under.setdefault(item, _Under())
        under.over, under.note = over, note
        if self.taken == item:
            self.taken = ""

    @property
    def items(self) -> dict[str, AgendaItem]:
        """The items by their codes, in their order."""
        if self._items is None:
            self._items = items_of(self.facts, self.meeting)
        return self._items

    @property
    def open_items(self) -> list[str]:
        """The items that are neither done nor skipped, in their order."""
        return [code for code in self.items if not self._is_over(code)]

    @property
    def unfinished(self) -> list[str]:
        """The items that a closing leaves open, in their order."""
        codes = [*self.items]
        ends = (at for at, code in enumerate(codes) if self.items[code].opens == CLOSING)
        end = next(ends, -1)
        return [
            code
            for at, code in enumerate(codes)
            if not (self._is_over(code) or self._is_dealt_with(code))
            and self.items[code].opens != CLOSING
            and (self.items[code].has_act or at > end)
        ]

    def _is_over(self, item: str) -> bool:
        return item in self._under and bool(self._under[item].over)

    @property
    def now(self) -> str:
        """The item that the meeting is at; empty when no item is open, or the meeting is over."""
        if self.closed:
            return ""
        return self.taken if self.taken in self.items else next(iter(self.open_items), "")

    def rows(self) -> tuple[ItemRow, ...]:
        """Return the items in their order."""
        waiting, now = self.open_items, self.now
        after = waiting[waiting.index(now) + 1 :] if now in waiting else waiting
        following = next(iter([*after, *(code for code in waiting if code != now)]), "")
        return tuple(
            self._row(number, known, now, following)
            for number, known in enumerate(self.items.values(), 1)
        )

    def _row(self, number: int, known: AgendaItem, now: str, following: str) -> ItemRow:
        under = self._under.get(known.item, _Under())
        state: ItemState = under.over or "ahead"
        if state == "ahead" and self.closed:
            state = "left"
        elif known.item == now:
            state = "now"
        elif known.item == following:
            state = "next"
        return ItemRow(
            number=number,
            item=known.item,
            title=known.title,
            presenter=known.presenter,
            opens=known.opens,
            valid_for=known.valid_for or self.year,
            state=state,
            note=under.note,
            acts=len(under.acts),
            begun=under.begun,
        )

    def item_of(self, facts: Iterable[Event], under: str = "") -> str:
        """Return the item to which an act belongs; empty where no item is there for it.

        It is the item from which the act was chosen. Else it is the item that was gone to, unless
        another item, open or the last used, is there for such a fact. Else it is an item that is
        there for it, else an item of the same part of the meeting, else the present item if that
        opens no act. What happens at any item belongs to the present item, unless an open item is
        there for it. Who comes belongs to the roll call until that is over.

        Args:
            facts: What the act records.
            under: The item from which it was chosen; empty for none.
        """
        of_no_item = (*AGENDA, MeetingOpened, EntriesRetracted)
        facts = [fact for fact in facts if not isinstance(fact, of_no_item)]
        if not self.items or not facts:
            return ""
        if under in self.items:
            return under
        acts = {code: known for code, known in self.items.items() if known.has_act}
        fitting = [code for code, known in acts.items() if any(map(known.fits, facts))]
        if roll := self._roll_call(fitting, facts):
            return roll
        anywhere = any(name_of(fact) in ANYWHERE for fact in facts)
        if self.taken in self.items and (
            anywhere or self.taken in fitting or not {*fitting} & {*self.open_items, self.last}
        ):
            return self.taken
        if found := self._nearest(fitting, over=not anywhere):
            return found
        if anywhere or not self.now or not self.items[self.now].has_act:
            return self.now
        return self._nearest([code for code, known in acts.items() if any(map(known.holds, facts))])

    def _roll_call(self, fitting: Sequence[str], facts: Sequence[Event]) -> str:
        """Return the item of the roll call that is open, or used since an item was gone to."""
        if not all(isinstance(fact, ATTENDED) for fact in facts):
            return ""
        open_items = self.open_items
        return next((code for code in fitting if code in open_items or code == self.since), "")

    def _nearest(self, fitting: Sequence[str], *, over: bool = True) -> str:
        """Return the present item of some, the last used, the first open, the last that is over."""
        waiting = [code for code in self.open_items if code in fitting]
        ended = reversed(fitting) if over else ()
        tried = (self.now, self.last, *waiting, *ended)
        return next((code for code in tried if code in fitting), "")
