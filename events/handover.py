"""The outgoing head hands over to the incoming head: day, persons, what is handed over.

That the headship passed on is a fact of `roles`; this is what the minutes of handing over state
(biên bản bàn giao).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Prose, Remark, Scope, Year
from events.invariants import uphold
from events.roles import ActingHeadNamed, HeadElected, led, roles_of
from events.shared_checks import not_after_today, within_year
from events.units import life_of, living_in


class HeadshipHandedOver(Event, tag="headship-handed-over"):
    """The outgoing head handed the cluster's work over to the incoming head (bàn giao trưởng cụm).

    Attributes:
        year: The year for which the incoming unit leads.
        outgoing: The unit that hands over.
        incoming: The unit that takes over.
        giver: Who hands over for the outgoing unit.
        giver_post: The post of that person.
        receiver: Who takes over for the incoming unit.
        receiver_post: The post of that person.
        place: Where it was done.
        things: What is handed over, one a line.
        checkpoint: The checkpoint code of the ledger that is handed over.
        on: The day; None where it is unknown.
    """

    cluster: Code
    year: Year
    outgoing: Code
    incoming: Code
    giver: Remark = ""
    giver_post: Remark = ""
    receiver: Remark = ""
    receiver_post: Remark = ""
    place: Remark = ""
    things: Prose = ""
    checkpoint: Remark = ""
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("outgoing", "incoming")

    def claims(self) -> Iterable[str]:
        return (f"handover:{self.cluster}/{self.year}/{self.outgoing}/{self.incoming}",)

    def depends_on(self) -> Iterable[str]:
        return (f"unit:{self.outgoing}", led(self.cluster, self.year, self.incoming))


class HandOverHeadship(Command):
    """Record that the head handed over (ghi việc bàn giao giữa hai trưởng cụm)."""

    cluster: Code
    year: Year
    outgoing: Code
    incoming: Code
    giver: Remark = ""
    giver_post: Remark = ""
    receiver: Remark = ""
    receiver_post: Remark = ""
    place: Remark = ""
    things: Prose = ""
    checkpoint: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        about = Scope((f"cluster:{self.cluster}/{self.year}",), (HeadshipHandedOver,))
        leaders = (roles_of(self.cluster, self.year), roles_of(self.cluster, self.year - 1))
        units = life_of(self.outgoing, self.incoming)
        return (life_of_cluster(self.cluster), about, *leaders, *units)

    def decide(self, history: History) -> list[Event]:
        """To a unit that leads in the year, from a unit that led before, as far as that is known.

        Raises:
            Refused: `handed-to-itself`, `never-led`, `handed-over-before`, `in-the-future` and
                others.
        """
        known_cluster(history, self.cluster, self.year)
        refuse(self.outgoing == self.incoming, "handed-to-itself", unit=self.incoming)
        living_in(history, self.year, self.outgoing, self.incoming, on=self.on)
        now, before = self._leaders(history, self.year), self._leaders(history, self.year - 1)
        refuse(self.incoming not in now, "never-led", unit=self.incoming, year=self.year)
        known = before and self.outgoing not in now | before
        refuse(known, "never-led", unit=self.outgoing, year=self.year - 1)
        fact = self.fact(HeadshipHandedOver)
        done = {key for e in history.of(HeadshipHandedOver) for key in e.claims()}
        refuse(done.intersection(fact.claims()), "handed-over-before", unit=self.incoming)
        within_year(self.on, self.year, before=1, after=1)
        not_after_today(self.on, history)
        return uphold(history, fact)

    def _leaders(self, history: History, year: int) -> set[str]:
        led = history.of(HeadElected, ActingHeadNamed)
        return {e.unit for e in led if (e.cluster, e.year) == (self.cluster, year)}
