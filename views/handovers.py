"""The handing over of the work of a head: between whom, when, and what."""

from __future__ import annotations

from datetime import date

from events.handover import HeadshipHandedOver
from events.office import lines_of
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import UnitName


class HandoverRow(OfClusterYear, frozen=True, kw_only=True):
    """A handing over; `year` is that for which the incoming unit leads.

    Attributes:
        outgoing: The unit that hands over.
        incoming: The unit that takes over.
        giver: who hands over.
        giver_post: The post of that person.
        receiver: Who takes over.
        receiver_post: The post of that person.
        place: Where it was done.
        things: What is handed over.
        checkpoint: The checkpoint code of the ledger.
        on: The day; None where it is unknown.
    """

    outgoing: UnitName
    incoming: UnitName
    giver: str
    giver_post: str
    receiver: str
    receiver_post: str
    place: str
    things: tuple[str, ...]
    checkpoint: str
    on: date | None


class Handovers(ClusterYears):
    """The handings over by cluster and year, in the order of the ledger."""

    kinds = (HeadshipHandedOver,)

    def rows(self) -> tuple[HandoverRow, ...]:
        """Return one row per handing over."""
        return tuple(
            self._row(event)
            for key in self.keys()
            for event in self.history(*key).of(HeadshipHandedOver)
        )

    def _row(self, event: HeadshipHandedOver) -> HandoverRow:
        day = event.on or event.year
        return HandoverRow(
            **self.year_fields(event.cluster, event.year),
            outgoing=self.names.called(event.outgoing, day),
            incoming=self.names.called(event.incoming, day),
            giver=event.giver,
            giver_post=event.giver_post,
            receiver=event.receiver,
            receiver_post=event.receiver_post,
            place=event.place,
            things=lines_of(event.things),
            checkpoint=event.checkpoint,
            on=event.on,
        )
