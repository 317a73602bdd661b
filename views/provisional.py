"""What is provisional: facts typed in the session of a meeting whose minutes are not approved.

`Provisional` is folded together with the views that are shown, from the same entries: what it finds
are the facts of which those views consist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from events.event import Entry, Event, Scope, concerned
from events.meetings import MeetingOpened
from events.minutes_events import MinutesApproved, is_provisional, meeting_of
from views.projection import Reader, View, project

About: TypeAlias = tuple[str | None, int | None]
"""Cluster and year of a fact; None for a fact of none."""
_APPROVALS = Scope(events=(MinutesApproved,))


class Provisional:
    """The facts of other views that wait for the approval of minutes.

    Args:
        views: The views that are shown.
    """

    def __init__(self, *views: View) -> None:
        self.views = views
        self._waiting: dict[str, list[Entry]] = {}
        self._approved: set[str] = set()
        self._units: dict[About, frozenset[str] | None] | None = None

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of the views, and the approvals."""
        asked = [view.scopes() for view in self.views]
        if not all(asked):
            return ()
        return (*dict.fromkeys(scope for scopes in asked for scope in scopes), _APPROVALS)

    def apply(self, entry: Entry) -> None:
        """Keep a fact until its minutes are approved; entries come in the order of their places."""
        event = entry.event
        if isinstance(event, MinutesApproved):
            self._waiting.pop(event.meeting, None)
            self._approved.add(event.meeting)
        elif is_provisional(entry, {}):
            self._waiting.setdefault(meeting_of(entry), []).append(entry)

    def __bool__(self) -> bool:
        """Return whether anything waits."""
        return bool(self._waiting)

    @property
    def meetings(self) -> tuple[str, ...]:
        """The meetings whose minutes are not approved, and that have facts of the views."""
        return tuple(self._waiting)

    @property
    def only_additions(self) -> bool:
        """Whether all that waits was added after a first approval."""
        return self._approved.issuperset(self._waiting)

    def entries(self) -> Iterator[Entry]:
        """Yield the entries that wait."""
        for entries in self._waiting.values():
            yield from entries

    def of_row(self, row: Any) -> bool:
        """Return whether a fact about the cluster, the year and the unit of a row waits.

        Args:
            row: A row of one of the views; a field that it lacks is not compared.
        """
        cluster, year = getattr(row, "cluster", None), getattr(row, "year", None)
        unit = getattr(row, "unit", None)
        return any(
            cluster in (None, about[0] or cluster)
            and year in (None, about[1] or year)
            and (units is None or unit is None or unit in units)
            for about, units in self._index().items()
        )

    def years(self, kinds: tuple[type[Event], ...]) -> frozenset[tuple[str, int]]:
        """Return cluster and year of the facts of some kinds that wait.

        Args:
            kinds: Kinds of events about a cluster's year.
        """
        waiting: list[Any] = [one.event for one in self.entries() if isinstance(one.event, kinds)]
        return frozenset((event.cluster, event.year) for event in waiting)

    def _index(self) -> dict[About, frozenset[str] | None]:
        """Return cluster and year -> the units of the facts that wait; None for every unit."""
        if self._units is None:
            found: dict[About, set[str] | None] = {}
            for entry in self.entries():
                about = (
                    getattr(entry.event, "cluster", None) or None,
                    getattr(entry.event, "year", None),
                )
                units = {code for kind, code in concerned(entry.event) if kind == "unit"}
                known = found.get(about, set())
                found[about] = None if known is None or not units else known | units
            self._units = {
                about: None if units is None else frozenset(units) for about, units in found.items()
            }
        return self._units


def titles(meetings: Iterable[str], ledger: Reader) -> list[str]:
    """Return the titles of meetings, in their order; one query for all of them.

    Args:
        meetings: The codes of the meetings.
        ledger: The source of the entries.
    """
    meetings = tuple(meetings)
    view = project(_Titles(meetings), ledger)
    return [view.titles.get(code, code) for code in meetings]


class _Titles:
    """The titles of some meetings."""

    def __init__(self, meetings: tuple[str, ...]) -> None:
        self.meetings = meetings
        self.titles: dict[str, str] = {}

    def scopes(self) -> tuple[Scope, ...]:
        return tuple(Scope((f"meeting:{code}",), (MeetingOpened,)) for code in self.meetings)

    def apply(self, entry: Entry) -> None:
        if isinstance(entry.event, MeetingOpened):
            self.titles[entry.event.meeting] = entry.event.title


def year_waits(see: Callable[..., Any], cluster: str, year: int, known_at: Any) -> bool:
    """Return whether a fact of a cluster's year waits for the approval of minutes.

    Args:
        see: Folds a view up to a position.
        cluster: The code of the cluster.
        year: The year.
        known_at: The last position, or an instant; None for now.
    """
    meetings = see(MeetingCodes(cluster), known_at).codes
    return bool(meetings and see(Provisional(YearInSession(cluster, year, meetings)), known_at))


class MeetingCodes:
    """The codes of the meetings of a cluster, in order.

    Args:
        cluster: The code of the cluster.
    """

    def __init__(self, cluster: str) -> None:
        self.cluster = cluster
        self.codes: list[str] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scope of the openings."""
        return (Scope((f"cluster:{self.cluster}",), (MeetingOpened,)),)

    def apply(self, entry: Entry) -> None:
        """Keep the code of an opening."""
        if isinstance(entry.event, MeetingOpened):
            self.codes.append(entry.event.meeting)


class YearInSession:
    """The facts of a cluster's year that were typed in sessions, without other facts of the year.

    Args:
        cluster: The code of the cluster.
        year: The year.
        meetings: The codes of the meetings of the cluster.
    """

    def __init__(self, cluster: str, year: int, meetings: Iterable[str]) -> None:
        self.cluster, self.year, self.meetings = cluster, year, tuple(meetings)

    def scopes(self) -> tuple[Scope, ...]:
        """Return a scope for each meeting."""
        here = f"cluster:{self.cluster}/{self.year}"
        return tuple(Scope((f"meeting:{code}", here)) for code in self.meetings)

    def apply(self, entry: Entry) -> None:
        """Keep nothing: the entries are those of `Provisional`."""
