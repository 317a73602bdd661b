"""The Council that decides on the awards of a cluster: its members and their terms."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from events.command import History
from events.council import (
    COUNCIL,
    CouncilMemberNamed,
    CouncilTerm,
    Seat,
    council_members,
    council_of,
    council_terms,
)
from events.event import Entry, Scope
from events.meetings import MeetingOpened
from views.cluster_years import happened
from views.names import Names, UnitName


class CouncilRow(Struct, frozen=True, kw_only=True):
    """A member of a Council; `over` where the term ended, perhaps on no known day.

    The unit is empty where it is unknown, a day is null where it is.
    """

    cluster: str
    cluster_name: str
    council: str
    person: str
    seat: Seat
    office: str
    unit: str
    unit_name: str
    unit_short: str
    unit_now: tuple[UnitName, ...] = ()
    since: date | None
    until: date | None
    over: bool


class Council:
    """The members of the Councils, by cluster, in the order of the ledger.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year of the terms, as far as their days are known; None for all.
        on: The last day to look at: facts dated later are ignored; None for no limit.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.entries: list[Entry] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of names and of the Council of the cluster, or of all."""
        mine = Scope(events=COUNCIL) if self.cluster is None else council_of(self.cluster)
        return (*self.names.scopes(), mine)

    def apply(self, entry: Entry) -> None:
        """Keep the names, and the facts of a Council up to the day."""
        self.names.apply(entry)
        if isinstance(entry.event, COUNCIL) and happened(entry.event, self.on):
            self.entries.append(entry)

    def rows(self) -> tuple[CouncilRow, ...]:
        """Return one row per term."""
        history = History(self.entries, date.max)
        clusters = sorted({event.cluster for event in history.of(*COUNCIL)})
        return tuple(
            self._row(term)
            for cluster in clusters
            if self.cluster in (None, cluster)
            for term in council_terms(history, cluster)
            if self._within(term.named.on, term.last)
        )

    def _within(self, since: date | None, last: date | None) -> bool:
        if self.year is None:
            return True
        return (since or date.min).year <= self.year <= (last or date.max).year

    def _row(self, term: CouncilTerm) -> CouncilRow:
        known, day = term.named, self.on or self.year or term.named.on
        unit = self.names.unit_fields(known.unit, day) if known.unit else NO_UNIT
        return CouncilRow(
            cluster=known.cluster,
            cluster_name=self.names.cluster(known.cluster, day),
            council=known.council,
            person=known.person,
            seat=known.seat,
            office=known.office,
            **unit,
            since=known.on,
            until=term.last,
            over=term.over,
        )


NO_UNIT = {"unit": "", "unit_name": "", "unit_short": ""}
"""The fields of the unit of a member of whom the source gives none."""


class CouncilAtMeeting:
    """Who sits on the Council on the day of one of its meetings."""

    scope = Scope(events=COUNCIL)

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def apply(self, entry: Entry) -> None:
        """Keep the facts of Councils."""
        if isinstance(entry.event, COUNCIL):
            self.entries.append(entry)

    def members(self, opened: MeetingOpened | None) -> tuple[CouncilMemberNamed, ...]:
        """Return the members; empty for a meeting that is not one of the Council.

        Args:
            opened: The opening of the meeting; None where there is none.
        """
        if opened is None or opened.kind != "council":
            return ()
        return council_members(History(self.entries, date.max), opened.cluster, opened.on)
