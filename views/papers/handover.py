"""The facts of minutes of handing over (biên bản bàn giao) between two heads of a cluster."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from events.errors import BadInput
from views.handovers import Handovers
from views.papers.facts import PaperFacts, Subject
from views.papers.general import general
from views.projection import Reader, project


class Side(Struct, frozen=True, kw_only=True):
    """One side of a handing over.

    Attributes:
        key: The code of the unit.
        unit: Its name.
        person: Who acts for it; empty where it is unknown.
        post: The post of that person.
    """

    key: str
    unit: str
    person: str = ""
    post: str = ""


class HandoverFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of a handing over; its year is that for which the incoming unit leads.

    Attributes:
        outgoing: The unit that hands over.
        incoming: The unit that takes over.
        place: Where it was done.
        things: What is handed over.
        checkpoint: The checkpoint code of the ledger.
    """

    outgoing: Side
    incoming: Side
    place: str = ""
    things: tuple[str, ...] = ()
    checkpoint: str = ""


def make(reader: Reader, subject: Subject, known_at: int | datetime | None = None) -> HandoverFacts:
    """Return the facts of the last handing over of a year, or of that to a unit.

    Args:
        reader: The source of the entries.
        subject: The cluster, the year, and in `unit` perhaps the code of the incoming unit.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `no-handover`, `unknown-cluster`.
    """
    rows = project(Handovers(subject.cluster, subject.year), reader, known_at).rows()
    asked = [row for row in rows if subject.unit in ("", row.incoming.unit)]
    if not asked:
        raise BadInput("no-handover", year=subject.year)
    row = asked[-1]
    return HandoverFacts(
        kind="handover",
        **general(reader, subject, row.on, known_at),
        outgoing=Side(
            key=row.outgoing.unit,
            unit=row.outgoing.name,
            person=row.giver,
            post=row.giver_post,
        ),
        incoming=Side(
            key=row.incoming.unit,
            unit=row.incoming.name,
            person=row.receiver,
            post=row.receiver_post,
        ),
        place=row.place,
        things=row.things,
        checkpoint=row.checkpoint,
    )
