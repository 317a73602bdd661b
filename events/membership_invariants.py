"""Memberships as intervals: who has a role, signs, registers or is ranked was a member then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from events.date_spans import Belonging, Breach
from events.event import Entry, Event, declares
from events.rosters import RosterRecorded, RosterReported, UnitJoined, UnitLeft

Seat = tuple[date | None, int, date | None]
"""The first day if known, the position of the entry by which the unit left or 0, the last day."""
Place = tuple[str, int, str]
"""A cluster, a year and a unit."""


SEATING = (RosterRecorded, RosterReported, UnitJoined, UnitLeft)
"""The events that say who sits in a cluster."""


class Seats:
    """Who sat in which cluster in which year, from when to when."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.years: dict[str, set[int]] = {}
        self.seats: dict[Place, list[Seat]] = {}
        for entry in entries:
            if not isinstance(entry.event, SEATING):
                continue
            match entry.event:
                case RosterRecorded(cluster=cluster, year=year, units=units):
                    self.years.setdefault(cluster, set()).add(year)
                    for unit in units:
                        self._sits((cluster, year, unit), None)
                case RosterReported(cluster=cluster, year=year, further=further):
                    for unit in further:
                        self._sits((cluster, year, unit), None)
                case UnitJoined(cluster=cluster, year=year, unit=unit, on=on):
                    self._sits((cluster, year, unit), on)
                case UnitLeft(cluster=cluster, year=year, unit=unit, on=on):
                    if seats := self.seats.get((cluster, year, unit)):
                        seats[-1] = (seats[-1][0], entry.position, on)

    def _sits(self, place: Place, since: date | None) -> None:
        self.seats.setdefault(place, []).append((since, 0, None))

    def misses(self, needed: Belonging, *, still: bool) -> bool:
        """Return whether the unit did not belong when it had to, as far as the entries say.

        Args:
            needed: The membership that a fact requires.
            still: Whether the claim of the fact is held to this day.
        """
        lists = self._lists(needed, still=still)
        if not self._ever(needed):
            return False
        if not lists:
            return not needed.exact
        seats = [s for y in lists for s in self.seats.get((needed.cluster, y, needed.unit), ())]
        if not seats:
            return True
        return needed.on is not None and not any(_covers(s, needed, needed.on) for s in seats)

    def left(self, needed: Belonging) -> int:
        """Return the position at which a unit left that must still belong; 0 if it did not."""
        years = self._lists(needed, still=True)
        seats = self.seats.get((needed.cluster, years[-1], needed.unit), []) if years else []
        return seats[-1][1] if seats else 0

    def _lists(self, needed: Belonging, *, still: bool) -> list[int]:
        """Return the years whose roster will do.

        A role that was laid down may have been given by the members of the list before.
        """
        known = self.years.get(needed.cluster, set())
        if needed.exact:
            return [needed.year] if needed.year in known else []
        ended = needed.ending or (needed.held and not still)
        return sorted(year for year in known if year <= needed.year)[-2 if ended else -1 :]

    def _ever(self, needed: Belonging) -> bool:
        """Return whether the unit was ever a member: where it was not, another law says so."""
        years = self.years.get(needed.cluster, set())
        return any((needed.cluster, year, needed.unit) in self.seats for year in years)


def _covers(seat: Seat, needed: Belonging, day: date) -> bool:
    since, _, until = seat
    if since and day < since:
        return False
    return until is None or day < until or (needed.ending and day == until)


@cache
def _belongs(kind: type[Event]) -> bool:
    return declares(kind, "belongs")


@cache
def _releases(kind: type[Event]) -> bool:
    return declares(kind, "releases")


def misplaced(entries: Iterable[Entry]) -> Iterator[Breach]:
    """Yield breaches: facts of a unit that did not belong to the cluster then."""
    entries = [*entries]
    seats, held = Seats(entries), dict[str, Entry]()
    asking = [entry for entry in entries if _belongs(type(entry.event))]
    watched = {needed.held for entry in asking for needed in entry.event.belongs()}
    for entry in entries:
        if _releases(type(entry.event)):
            for key in entry.event.releases():
                held.pop(key, None)
        for key in entry.event.claims():
            if key in watched:
                held[key] = entry
    for entry in asking:
        for needed in entry.event.belongs():
            still = bool(needed.held) and held.get(needed.held) is entry
            facts = {"unit": needed.unit, "cluster": needed.cluster, "year": needed.year}
            key = f"member:{needed.cluster}/{needed.year}/{needed.unit}"
            if still and (left := seats.left(needed)):
                yield Breach(position=left, law="left-while-needed", key=key, facts=facts)
            elif seats.misses(needed, still=still):
                yield Breach(position=entry.position, law="not-a-member", key=key, facts=facts)
