"""Who heads a cluster in a year: head, ordered deputies, acting head, vacancy.

How a role was given stays with it: elected, handed over by rotation, recognised by a higher body
(TT 09/2018/TT-BTTTT, Điều 11), or not recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from events.ballots import Course
from events.command import History
from events.date_spans import Belonging, belonging
from events.event import Code, Event, Scope, Year
from events.vote_keys import opened_for
from events.voting import Method, Tally

Role = Literal["head", "deputy", "acting"]
"""trưởng cụm, phó trưởng cụm, phụ trách cụm."""
Rank = Annotated[int, Meta(ge=1, le=9)]
"""A deputy's place among the deputies ("phó khối 1, phó khối 2")."""


class HeadElected(Event, tag="head-elected"):
    """A member became cluster head for a year (bầu trưởng cụm).

    Attributes:
        method: How the role was given: by vote, by rotation, by recognition of a higher body, ….
        votes: The count, where there was a vote and the source gives it.
        on: The day, in the year or the year before; None where it is unknown.
        course: The ballots and what they were held under, where more than the count is known.
    """

    cluster: Code
    year: Year
    unit: Code
    method: Method = "not-recorded"
    votes: Tally | None = None
    on: date | None = None
    course: Course | None = None

    version: ClassVar[int] = 2

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        mine = f"{here}/{self.unit}"
        return (f"head:{here}", f"leader:{here}", f"office:{mine}", f"holding:{mine}/head")

    def releases(self) -> Iterable[str]:
        """An acting head leads until a head is elected; a head's own claim is `head`."""
        return (f"acting:{self.cluster}/{self.year}", f"leader:{self.cluster}/{self.year}")

    def establishes(self) -> Iterable[str]:
        return (led(self.cluster, self.year, self.unit),)

    def belongs(self) -> Iterable[Belonging]:
        return in_office(self, "office")

    def depends_on(self) -> Iterable[str]:
        return (f"member:{self.cluster}/{self.unit}", *opened_for(self))


class DeputyElected(Event, tag="deputy-elected"):
    """A member became deputy head for a year (bầu phó trưởng cụm).

    Attributes:
        rank: The place among several deputies, from 1; None where the source gives no order.
        method: How the role was given: by vote, by rotation, by recognition of a higher body, ….
        votes: The count, where there was a vote and the source gives it.
        on: The day, in the year or the year before; None where it is unknown.
        course: The ballots and what they were held under, where more than the count is known.
    """

    cluster: Code
    year: Year
    unit: Code
    rank: Rank | None = None
    method: Method = "not-recorded"
    votes: Tally | None = None
    on: date | None = None
    course: Course | None = None

    version: ClassVar[int] = 2

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        seat = (f"deputy:{here}/{self.rank}",) if self.rank else ()
        mine = f"{here}/{self.unit}"
        return (*seat, f"office:{mine}", f"holding:{mine}/deputy")

    def belongs(self) -> Iterable[Belonging]:
        return in_office(self, "office")

    def depends_on(self) -> Iterable[str]:
        return (f"member:{self.cluster}/{self.unit}", *opened_for(self))


class ActingHeadNamed(Event, tag="acting-head-named"):
    """A member leads the cluster while it has no head (phụ trách cụm)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        return (f"acting:{here}", f"leader:{here}")

    def establishes(self) -> Iterable[str]:
        mine = f"{self.cluster}/{self.year}/{self.unit}"
        return (f"holding:{mine}/acting", led(self.cluster, self.year, self.unit))

    def belongs(self) -> Iterable[Belonging]:
        return in_office(self, "acting")

    def depends_on(self) -> Iterable[str]:
        return (f"member:{self.cluster}/{self.unit}",)


class OfficerStoodDown(Event, tag="officer-stood-down"):
    """A head, deputy or acting head laid the role down (thôi làm trưởng cụm, phó trưởng cụm)."""

    cluster: Code
    year: Year
    unit: Code
    role: Role
    rank: Rank | None = None
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True
    leaving: ClassVar[bool] = True

    def releases(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        if self.role == "acting":
            return (f"acting:{here}", f"leader:{here}")
        seats = (f"head:{here}", f"leader:{here}")
        held = seats if self.role == "head" else (f"deputy:{here}/{self.rank}",)
        return (*held, f"office:{here}/{self.unit}", f"holding:{here}/{self.unit}/{self.role}")

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit, on=self.on, ending=True),)

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        mine = f"{here}/{self.unit}"
        held = f"acting:{here}" if self.role == "acting" else f"office:{mine}"
        return (held, f"holding:{mine}/{self.role}")


def in_office(event: HeadElected | DeputyElected | ActingHeadNamed, kind: str) -> list[Belonging]:
    """Return the membership that a role requires: from its day for as long as it is held.

    Args:
        event: The event that gives the role.
        kind: The kind of the claim that the role holds: `office` or `acting`.
    """
    here = f"{event.cluster}/{event.year}"
    held = f"{kind}:{here}/{event.unit}" if kind == "office" else f"{kind}:{here}"
    return [belonging(event, event.unit, on=event.on, held=held)]


def led(cluster: str, year: int, unit: str) -> str:
    """Return the key that a unit led a cluster in a year, which it keeps when its role ends.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
        unit: The code of the unit.
    """
    return f"led:{cluster}/{year}/{unit}"


ROLES: tuple[type[Event], ...] = (HeadElected, DeputyElected, ActingHeadNamed, OfficerStoodDown)
"""The events of who leads."""
Office = HeadElected | DeputyElected | ActingHeadNamed
"""An event that gives somebody a role."""


def roles_of(cluster: str, year: int) -> Scope:
    """Return the scope of who leads a cluster in a year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), ROLES)


def officers(history: History, cluster: str, year: int) -> dict[str, Office]:
    """Return unit -> the event that gave it the role it holds, head first, deputies in their order.

    An acting head may be a deputy too; then the deputy's role is the one listed.

    Args:
        history: The history, with the roles of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    held: dict[str, Office] = {}
    acting: ActingHeadNamed | None = None
    for event in history.of(HeadElected, DeputyElected, ActingHeadNamed, OfficerStoodDown):
        if (event.cluster, event.year) != (cluster, year):
            continue
        match event:
            case OfficerStoodDown(role="acting"):
                acting = None
            case OfficerStoodDown():
                held.pop(event.unit, None)
            case ActingHeadNamed():
                acting = event
            case HeadElected() | DeputyElected():
                held[event.unit] = event
                acting = None if isinstance(event, HeadElected) else acting
    if acting:
        held.setdefault(acting.unit, acting)
    return dict(sorted(held.items(), key=lambda item: _precedence(item[1])))


def _precedence(office: Office) -> tuple[int, int]:
    order = {HeadElected: 0, ActingHeadNamed: 1, DeputyElected: 2}
    return order[type(office)], getattr(office, "rank", None) or 99


def head(history: History, cluster: str, year: int) -> str | None:
    """Return the unit that heads the cluster in that year, or none.

    Args:
        history: The history, with the roles of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    held = officers(history, cluster, year)
    return next((unit for unit, e in held.items() if isinstance(e, HeadElected)), None)


def acting_office(history: History, cluster: str, year: int) -> ActingHeadNamed | None:
    """Return the event that lets a unit lead the cluster while it has no head, or none.

    Args:
        history: The history, with the roles of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    acting: ActingHeadNamed | None = None
    for event in history.of(HeadElected, ActingHeadNamed, OfficerStoodDown):
        if (event.cluster, event.year) == (cluster, year):
            match event:
                case ActingHeadNamed():
                    acting = event
                case HeadElected() | OfficerStoodDown(role="acting"):
                    acting = None
    return acting


def acting_head(history: History, cluster: str, year: int) -> str | None:
    """Return the unit that leads the cluster while it has no head, or none.

    Args:
        history: The history, with the roles of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    office = acting_office(history, cluster, year)
    return office.unit if office else None
