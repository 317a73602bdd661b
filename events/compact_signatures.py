"""The signing round of a compact: which unit signed, by whom, and when; the text as a file.

A paper is known by the SHA-256 of its content: a file that was changed later has another.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.compact_adoption import CompactAdopted
from events.compacts import (
    COMPACTS,
    CompactJoined,
    CompactSignature,
    CompactSigned,
    SignerNamed,
    compact,
    compact_of,
    signed_units,
)
from events.errors import Refused, refuse
from events.event import Clock, Code, Event, Line, Prose, Remark, Scope, Year
from events.evidence_files import Sha256, Size
from events.invariants import uphold
from events.rosters import only_members_then, rosters_of
from events.shared_checks import named_once, not_after_today, not_before, within_year
from events.targets import TARGETS, TargetSet, targets
from events.units import life_of


class CompactTextFiled(Event, tag="compact-text-filed"):
    """The text of the compact was filed (kèm tệp văn bản giao ước).

    Attributes:
        name: The name that the file had.
        sha256: The SHA-256 of its content, in hex digits: by this it is kept.
        size: Its size in bytes.
    """

    cluster: Code
    year: Year
    name: Line
    sha256: Sha256
    size: Size

    ahead: ClassVar[int] = 1

    def claims(self) -> Iterable[str]:
        return (f"compact-text:{self.cluster}/{self.year}/{self.sha256}",)

    def depends_on(self) -> Iterable[str]:
        return (f"compact:{self.cluster}/{self.year}",)


class _Sign(Command):
    """What signing now and signing later have in common."""

    cluster: Code
    year: Year
    on: date | None = None

    def signing(self) -> tuple[str, ...]:
        """Return the units that sign with this act."""
        raise NotImplementedError

    def boundary(self) -> tuple[Scope, ...]:
        here = f"cluster:{self.cluster}/{self.year}"
        return (
            life_of_cluster(self.cluster),
            rosters_of(self.cluster),
            Scope((here,), (*COMPACTS, *TARGETS, CompactAdopted)),
            *life_of(*self.signing()),
        )

    def usual(self, history: History) -> None:
        """Nothing is promised or adopted after the compact was signed.

        Raises:
            Refused: `signed-before-adoption`, `signed-before-target`.
        """
        here = (self.cluster, self.year)
        if self.on is None or compact(history, *here):
            return
        kept = targets(history, *here)
        for event in history.of(CompactAdopted, TargetSet):
            of = getattr(event, "target", None)
            later = (event.cluster, event.year) == here and event.on and event.on > self.on
            if later and (of is None or of in kept):
                code = "signed-before-target" if of else "signed-before-adoption"
                facts = {"title": event.title} if isinstance(event, TargetSet) else {}
                raise Refused(code, on=event.on, signed=self.on, year=self.year, **facts)

    def check(self, history: History, *units: str) -> None:
        """Check what holds of every signing: members of that day, and a day the year allows."""
        if units:  # that the cluster signed is known of clusters without a list, too
            only_members_then(history, self.cluster, self.year, *units, on=self.on)
        within_year(self.on, self.year, before=1)
        not_after_today(self.on, history)

    def check_later(self, history: History, unit: str) -> None:
        """Check what holds of a signature on its own: once, and not before the compact."""
        signed = compact(history, self.cluster, self.year)
        already = signed_units(history, self.cluster, self.year)
        refuse(unit in already, "already-signed", unit=unit, year=self.year)
        not_before(self.on, signed.on if signed else None, "signed-too-early", unit=unit)


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
        self.check(history, *self.signing())
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
        self.check(history, self.unit)
        self.check_later(history, self.unit)
        return uphold(history, self.fact(CompactJoined))


class SignForUnit(_Sign):
    """Record that a member signs the compact, and by whom (đơn vị ký giao ước).

    The first signature begins the compact of the year.
    """

    unit: Code
    person: Remark = ""
    office: Remark = ""
    time: Clock = ""

    def signing(self) -> tuple[str, ...]:
        return (self.unit,)

    def decide(self, history: History) -> list[Event]:
        """A member that has not signed yet, and not before the compact."""
        known_cluster(history, self.cluster, self.year)
        self.check(history, self.unit)
        self.check_later(history, self.unit)
        begun = compact(history, self.cluster, self.year)
        first = () if begun else (self.fact(CompactSigned, signatories=()),)
        return uphold(history, *first, self.fact(CompactSignature))


class NameSigner(Command):
    """Record who signed the compact for a unit (ghi người ký thay mặt đơn vị)."""

    cluster: Code
    year: Year
    unit: Code
    person: Line
    office: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), compact_of(self.cluster, self.year))

    def decide(self, history: History) -> list[Event]:
        """A unit that signed, and whose signer is not known yet."""
        here = (self.cluster, self.year)
        known_cluster(history, *here)
        unsigned = self.unit not in signed_units(history, *here)
        refuse(unsigned, "not-signed", unit=self.unit, year=self.year)
        for event in history.of(CompactSignature, SignerNamed):
            named = (event.cluster, event.year, event.unit) == (*here, self.unit)
            refuse(named and event.person, "signer-known", unit=self.unit, person=event.person)
        return uphold(history, self.fact(SignerNamed))


class FileCompactText(Command):
    """File the text of the compact (kèm tệp văn bản giao ước)."""

    cluster: Code
    year: Year
    name: Line
    sha256: Sha256
    size: Size

    def boundary(self) -> tuple[Scope, ...]:
        filed = Scope((f"cluster:{self.cluster}/{self.year}",), (CompactTextFiled,))
        return (life_of_cluster(self.cluster), compact_of(self.cluster, self.year), filed)

    def decide(self, history: History) -> list[Event]:
        """Of a compact that is recorded; the same content once."""
        here = (self.cluster, self.year)
        known_cluster(history, *here)
        known = compact(history, *here)
        refuse(not known, "no-compact", cluster=self.cluster, year=self.year)
        for filed in history.of(CompactTextFiled):
            same = (filed.cluster, filed.year, filed.sha256) == (*here, self.sha256)
            refuse(same, "compact-text-filed-already", name=filed.name)
        return uphold(history, self.fact(CompactTextFiled))
