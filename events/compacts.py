"""The emulation compact (giao ước thi đua): what the members promise each other for a year.

A cluster signs it (TT 21/2014/TT-BVHTTDL, Điều 7.3); its head organises the signing (TT
09/2018/TT-BTTTT, Điều 11).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Protocol

from events.command import History
from events.date_spans import Belonging, belonging
from events.event import Clock, Code, Event, Line, Prose, Remark, Scope, Year


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


class CompactSignature(Event, tag="compact-signature"):
    """A member signed the compact in the signing round (đơn vị ký giao ước).

    Attributes:
        unit: The code of the unit.
        person: Who signed for it; empty where the source does not say.
        office: The office of that person; empty where the source does not say.
        time: The time of day, where it was seen in the room.
        on: The day; None for that of the compact.
    """

    cluster: Code
    year: Year
    unit: Code
    person: Remark = ""
    office: Remark = ""
    time: Clock = ""
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit, on=self.on),)

    def claims(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}/{self.unit}"
        return (f"signed:{here}", *((f"signer:{here}",) if self.person else ()))

    def depends_on(self) -> Iterable[str]:
        return (f"compact:{self.cluster}/{self.year}", f"member:{self.cluster}/{self.unit}")


class SignerNamed(Event, tag="signer-named"):
    """It became known who signed the compact for a unit (người ký thay mặt đơn vị)."""

    cluster: Code
    year: Year
    unit: Code
    person: Line
    office: Remark = ""

    ahead: ClassVar[int] = 1

    def claims(self) -> Iterable[str]:
        return (f"signer:{self.cluster}/{self.year}/{self.unit}",)

    def depends_on(self) -> Iterable[str]:
        return (f"signed:{self.cluster}/{self.year}/{self.unit}",)


COMPACTS: tuple[type[Event], ...] = (CompactSigned, CompactJoined, CompactSignature, SignerNamed)


def compact(history: History, cluster: str, year: int) -> CompactSigned | None:
    """Return the compact of that year, or none.

    Args:
        history: The history, with the compacts of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    signed = history.of(CompactSigned)
    return next((e for e in signed if (e.cluster, e.year) == (cluster, year)), None)


def compact_of(cluster: str, year: int) -> Scope:
    """Return the scope of the compact of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), COMPACTS)


def signed_units(history: History, cluster: str, year: int) -> dict[str, None]:
    """Return the units that signed the compact, in the order of signing.

    Args:
        history: The history, with `compact_of` the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    found: dict[str, None] = {}
    for event in history.of(CompactSigned, CompactJoined, CompactSignature):
        if (event.cluster, event.year) == (cluster, year):
            units = getattr(event, "signatories", None) or getattr(event, "unit", None) or ()
            found |= dict.fromkeys((units,) if isinstance(units, str) else units)
    return found


class OfCompact(Protocol):
    """What belongs to the compact of a year."""

    @property
    def cluster(self) -> str:
        """The code of the cluster."""

    @property
    def year(self) -> int:
        """The year of the compact."""

    @property
    def on(self) -> date | None:
        """The day; None where it is unknown."""


def signed_before(history: History, what: OfCompact) -> date | None:
    """Return the day of the signing of a compact, where what is recorded is of a later day.

    Args:
        history: The history, with `compact_of` the cluster-year.
        what: What is recorded, with its day; it usually precedes the signing.
    """
    signed = compact(history, what.cluster, what.year)
    late = signed and signed.on and what.on and what.on > signed.on
    return signed.on if signed and late else None
