"""Whether enough members take part in each meeting, by the rule that it is held under."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from events.command import History
from events.council import COUNCIL
from events.event import Entry, Event, Scope
from events.meetings import SESSION, GuestAttended, MeetingOpened, closing
from events.presence import PRESENCE
from events.procedures import ProcedureSet
from events.quorum import Base, quorum
from events.rosters import ROSTER
from views.cluster_years import OfClusterYear, happened, within
from views.names import Names


class QuorumRow(OfClusterYear, frozen=True, kw_only=True):
    """The quorum of a meeting at what is recorded last of it.

    Attributes:
        parts: The numerator of the part of the base that must take part.
        of: The denominator of that part.
        base: What the part is of.
        count: The number of members.
        needed: How many must take part.
        present: How many are there.
        written: How many more take part in writing; `by_proxy` those by proxy.
        above: Whether more than that part must take part.
        persons: Whether the members are the persons of a Council, and not units.
        met: Whether they are enough.
        open: Whether the meeting is in session.
    """

    meeting: str
    meeting_title: str
    parts: int
    of: int
    base: Base
    count: int
    needed: int
    present: int
    written: int
    by_proxy: int
    above: bool
    persons: bool
    met: bool
    open: bool


class Quorums:
    """The quorum of each meeting of which the members and who takes part are recorded.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year on which the meetings report; None for all.
        on: The last day to look at; None for no limit.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.kept: dict[str, list[Entry]] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of names, meetings, who is at them, and members of all years."""
        meetings = within((*PRESENCE, *SESSION, GuestAttended), self.cluster, self.year)
        lasting = within((*ROSTER, *COUNCIL, ProcedureSet), self.cluster, None)
        return (*self.names.scopes(), meetings, lasting)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind of event: what is of no cluster can only name something."""
        return self.apply if "cluster" in kind.__struct_fields__ else self.names.taking(kind)

    def apply(self, entry: Entry) -> None:
        """Keep names, and what is known of meetings and members by cluster."""
        self.names.apply(entry)
        cluster = getattr(entry.event, "cluster", None)
        if cluster and self.cluster in (None, cluster) and happened(entry.event, self.on):
            self.kept.setdefault(cluster, []).append(entry)

    def rows(self) -> tuple[QuorumRow, ...]:
        """Return one row per meeting, in the order of the ledger."""
        found: list[QuorumRow] = []
        for entries in self.kept.values():
            history = History(entries, date.max)
            asked = (e for e in history.of(MeetingOpened) if self.year in (None, e.year))
            found += [row for opened in asked if (row := self._row(history, opened))]
        return tuple(found)

    def _row(self, history: History, opened: MeetingOpened) -> QuorumRow | None:
        known = quorum(history, opened)
        if known is None:
            return None
        return QuorumRow(
            cluster=opened.cluster,
            cluster_name=self.names.cluster(opened.cluster, opened.on or opened.year),
            year=opened.year,
            meeting=opened.meeting,
            meeting_title=opened.title,
            parts=known.rule.parts,
            of=known.rule.of,
            base=known.rule.base,
            count=known.count,
            needed=known.needed,
            present=known.present,
            written=known.written,
            by_proxy=known.by_proxy,
            above=known.rule.above,
            persons=known.persons,
            met=known.met,
            open=closing(history.entries, opened.meeting) is None,
        )
