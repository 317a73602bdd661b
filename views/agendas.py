"""The agendas of all meetings as a table, item by item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from events.agenda import AGENDA
from events.event import Entry, Event, Scope
from events.meetings import MeetingClosed, MeetingOpened, MeetingReopened
from views.agenda import Agenda, ItemRow, ItemState
from views.cluster_years import OfClusterYear, happened
from views.names import NAMED, Names

OF_THE_COURSE = (*AGENDA, MeetingOpened, MeetingClosed, MeetingReopened)
"""The events that change an agenda, or how far it is, under whatever item they were typed."""


class AgendaRow(OfClusterYear, frozen=True, kw_only=True):
    """An item of the agenda of a meeting, and its state."""

    meeting: str
    meeting_title: str
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


class Agendas:
    """The agendas of all meetings, by cluster and year; any entry may belong to an item.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year on which a meeting reports; None for all.
        on: The last day of a meeting to look at; None for no limit.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.opened: dict[str, MeetingOpened] = {}
        self.agendas: dict[str, Agenda] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the whole ledger."""
        return ()

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind of event: most are only recorded under an item."""
        return self.apply if issubclass(kind, (*OF_THE_COURSE, *NAMED)) else self._under_item

    def _under_item(self, entry: Entry) -> None:
        if entry.item and entry.meeting:
            self.agendas.setdefault(entry.meeting, Agenda(entry.meeting)).apply(entry)

    def apply(self, entry: Entry) -> None:
        """Give an entry to the agenda of its meeting."""
        self.names.apply(entry)
        event = entry.event
        if isinstance(event, MeetingOpened):
            self.opened[event.meeting] = event
        own = isinstance(event, OF_THE_COURSE)
        of = event.meeting if isinstance(event, OF_THE_COURSE) else entry.meeting
        if of and (entry.item or own):
            self.agendas.setdefault(of, Agenda(of)).apply(entry)

    def rows(self) -> tuple[AgendaRow, ...]:
        """Return the items of each meeting in their order, the meetings as they were opened."""
        return tuple(
            AgendaRow(
                cluster=meeting.cluster,
                cluster_name=self.names.cluster(meeting.cluster, meeting.on or meeting.year),
                year=meeting.year,
                meeting=code,
                meeting_title=meeting.title,
                **{name: getattr(row, name) for name in ItemRow.__struct_fields__},
            )
            for code, meeting in self.opened.items()
            if self._asked(meeting)
            for row in self.agendas[code].rows()
        )

    def _asked(self, meeting: MeetingOpened) -> bool:
        return (
            self.cluster in (None, meeting.cluster)
            and self.year in (None, meeting.year)
            and happened(meeting, self.on)
        )
