"""The emulation compact (giao ước thi đua): what the members promise each other for a year.

A cluster signs it (TT 21/2014/TT-BVHTTDL, Điều 7.3); its head organises the signing (TT
09/2018/TT-BTTTT, Điều 11).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.date_spans import Belonging, belonging
from events.errors import refuse
from events.event import Code, Event, Prose, Remark, Scope, Year
from events.invariants import uphold
from events.rosters import only_members_then, rosters_of
from events.shared_checks import named_once, not_after_today, not_before, within_year
from events.units import life_of


class CompactSigned(Event, tag="compact-signed"):
    """The compact of a year was signed (ký kết giao ước thi đua).

    Attributes:
        text: Its wording, with which a paper is compared by SHA-256; empty where it is not at hand.
        signatories: The codes of the units that signed; None where the source says only that the
            cluster signed.
        place: Where it was signed.
        on: The day, in the year or the year before; None where it is unknown.
    """

    cluster: Code
    year: Year
    text: Prose = ""
    signatories: tuple[Code, ...] | None = None
    place: Remark = ""
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("signatories",)
    convened: ClassVar[bool] = True

    def belongs(self) -> Iterable[Belonging]:
        return [belonging(self, unit, on=self.on) for unit in self.signatories or ()]

    def claims(self) -> Iterable[str]:
        signed = (f"signed:{self.cluster}/{self.year}/{unit}" for unit in self.signatories or ())
        return (f"compact:{self.cluster}/{self.year}", *signed)

    def depends_on(self) -> Iterable[str]:
        members = (f"member:{self.cluster}/{unit}" for unit in self.signatories or ())
        return (f"cluster:{self.cluster}", *members)


class CompactJoined(Event, tag="compact-joined"):
    """A member signed the compact after the others (ký bổ sung)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit, on=self.on),)

    def claims(self) -> Iterable[str]:
        return (f"signed:{self.cluster}/{self.year}/{self.unit}",)

    def depends_on(self) -> Iterable[str]:
        return (f"compact:{self.cluster}/{self.year}", f"member:{self.cluster}/{self.unit}")


COMPACTS: tuple[type[Event], ...] = (CompactSigned, CompactJoined)


def compact(history: History, cluster: str, year: int) -> CompactSigned | None:
    """Return the compact of that year, or none.

    Args:
        history: The history, with the compacts of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    signed = history.of(CompactSigned)
    return next((e for e in signed if (e.cluster, e.year) == (cluster, year)), None)


class _Sign(Command):
    """What signing now and signing later have in common."""

    cluster: Code
    year: Year
    on: date | None = None

    def signing(self) -> tuple[str, ...]:
        """Return the units that sign with this act."""
        raise NotImplementedError

    def boundary(self) -> tuple[Scope, ...]:
        here = Scope((f"cluster:{self.cluster}/{self.year}",), COMPACTS)
        lives = life_of(*self.signing())
        return (life_of_cluster(self.cluster), rosters_of(self.cluster), here, *lives)


class SignCompact(_Sign):
    """Record the compact of a year as signed (ký kết giao ước thi đua)."""

    text: Prose = ""
    signatories: tuple[Code, ...] | None = None
    place: Remark = ""

    def signing(self) -> tuple[str, ...]:
        return self.signatories or ()

    def decide(self, history: History) -> list[Event]:
        """One compact a year, signed by living members, in the year or just before it."""
        known_cluster(history, self.cluster, self.year)
        known = compact(history, self.cluster, self.year)
        refuse(known, "compact-signed", cluster=self.cluster, year=self.year)
        named_once(self.signatories or ())
        only_members_then(history, self.cluster, self.year, *(self.signatories or ()), on=self.on)
        within_year(self.on, self.year, before=1)
        not_after_today(self.on, history)
        return uphold(history, self.fact(CompactSigned))


class JoinCompact(_Sign):
    """Record a member's later signature (ký bổ sung giao ước)."""

    unit: Code

    def signing(self) -> tuple[str, ...]:
        return (self.unit,)

    def decide(self, history: History) -> list[Event]:
        """A member that has not signed yet, once there is a compact, and not before the others."""
        signed = compact(history, self.cluster, self.year)
        refuse(not signed, "no-compact", cluster=self.cluster, year=self.year)
        only_members_then(history, self.cluster, self.year, self.unit, on=self.on)
        joined = history.of(CompactJoined)
        here = (self.cluster, self.year)
        already = {e.unit for e in joined if (e.cluster, e.year) == here}
        already |= set(signed.signatories or ()) if signed else set()
        refuse(self.unit in already, "already-signed", unit=self.unit, year=self.year)
        not_before(self.on, signed.on if signed else None, "signed-too-early", unit=self.unit)
        within_year(self.on, self.year, before=1)
        not_after_today(self.on, history)
        return uphold(history, self.fact(CompactJoined))
