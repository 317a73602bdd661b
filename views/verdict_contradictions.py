"""What the ledger holds on a question of sources, and which entries a verdict contradicts.

A verdict settles what sources differ on; it changes no fact. Until the fact is corrected, the
ledger has both, and the question names the entries that contradict the verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from events.command import History
from events.event import Entry, Event
from events.meetings import MeetingOpened
from events.membership import ROSTER, RosterRecorded
from events.result_events import RESULT, ResultAdopted, adopted
from events.roles import ROLES, DeputyElected, HeadElected
from events.rosters import headcount
from events.text import same_name
from views import award_statements
from views.leadership import tenures
from views.names import Day, Names
from views.stated_values import day_of, number_of, place_of

READ: tuple[type[Event], ...] = (*ROSTER, *ROLES, *RESULT, MeetingOpened, *award_statements.READ)
"""The facts that answer questions of sources."""
OFFICES = {"head": "head", "deputies": "deputy"}
"""Topic -> the role that it asks for."""


class Held:
    """The facts of a cluster's year, as answers to what sources were asked.

    Args:
        entries: The entries of the cluster-year, in order.
        cluster: The code of the cluster.
        year: The calendar year.
        names: The names of units.
        on: The day whose names are shown, or the year.
    """

    def __init__(
        self, entries: Iterable[Entry], cluster: str, year: int, names: Names, on: Day
    ) -> None:
        self.entries = [*entries]
        self.history = History(self.entries, date.max)
        self.cluster, self.year, self.names, self.on = cluster, year, names, on

    def recorded(self, topic: str, unit: str) -> str | None:
        """Return what is recorded on a topic; None where the facts do not answer it.

        Args:
            topic: The topic of the question.
            unit: The code of the unit that it is about; empty for none.
        """
        if topic in OFFICES and not unit:
            held = self._officers(topic)
            return "; ".join(self.names.unit(one, self.on) for one in held) or None
        if topic == "members" and not unit:
            known = headcount(self.history, self.cluster, self.year)
            return str(known) if known is not None else None
        if topic == "places" and unit:
            place = self._place(unit)
            return str(place) if place is not None else None
        if topic == "awards" and unit:
            held_awards = award_statements.recorded(self.entries, unit)
            texts = (award_statements.award_text(one, self.names, self.on) for one in held_awards)
            return "; ".join(texts) or None
        meeting = self._meeting() if topic == "day" and not unit else None
        day = getattr(meeting.event, "on", None) if meeting else None
        return f"{day:%d/%m/%Y}" if day else None

    def against(self, topic: str, unit: str, value: str) -> tuple[int, ...]:
        """Return the positions of the entries that contradict a value, where it can be compared.

        Args:
            topic: The topic of the question.
            unit: The code of the unit that it is about; empty for none.
            value: The value of the verdict, as it was typed.
        """
        known = self.recorded(topic, unit)
        if known is None:
            return ()
        match topic:
            case "members":
                wrong = number_of(value) not in (None, int(known))
                return self._positions(RosterRecorded) if wrong else ()
            case "places":
                wrong = place_of(value) not in (None, int(known))
                return self._positions(ResultAdopted) if wrong else ()
            case "awards":
                return tuple(self.award_corrections(unit, value))
            case "day":
                meeting, day = self._meeting(), day_of(value)
                wrong = day is not None and f"{day:%d/%m/%Y}" != known
                return (meeting.position,) if wrong and meeting else ()
        held = [one for one in self._officers(topic) if not self.called(one, value)]
        gave = (e for e in self.entries if isinstance(e.event, HeadElected | DeputyElected))
        return tuple(e.position for e in gave if getattr(e.event, "unit", None) in held)

    def award_corrections(self, unit: str, value: str) -> award_statements.Corrections:
        """Return the entries of a unit's awards that contradict a value, with what is right.

        Args:
            unit: The code of the unit.
            value: The value of the verdict, as it was typed.
        """
        forms = self.names.forms.catalogue(self.year)
        return award_statements.contradicted(self.entries, unit, value, forms)

    def called(self, unit: str, value: str) -> bool:
        """Return whether a value names the unit: by its code, or a name of any time.

        Args:
            unit: The code of the unit.
            value: The value of a statement; several names are separated by `;` or `,`.
        """
        names = (name for was in self.names.units.get(unit, ()) for name in (was.name, was.short))
        parts = [part.strip() for part in (value, *value.replace(",", ";").split(";"))]
        known = [name for name in (unit, *names) if name]
        return any(same_name(part, name) for part in parts if part for name in known)

    def _officers(self, topic: str) -> list[str]:
        role = OFFICES[topic]
        return [t.unit for t in tenures(self.entries) if t.role == role and t.unit]

    def _place(self, unit: str) -> int | None:
        result = adopted(self.history, self.cluster, self.year)
        return next((p.place for p in result.places if p.unit == unit), None) if result else None

    def _meeting(self) -> Entry | None:
        """The only meeting of the year, or its only review; None where several may be meant."""
        held = [e for e in self.entries if isinstance(e.event, MeetingOpened)]
        reviews = [e for e in held if getattr(e.event, "kind", "") == "year-end"]
        meant = held if len(held) == 1 else reviews
        return meant[0] if len(meant) == 1 else None

    def _positions(self, kind: type[Event]) -> tuple[int, ...]:
        return tuple(e.position for e in self.entries if isinstance(e.event, kind))[-1:]
