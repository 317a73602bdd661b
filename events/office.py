"""How the office that issues a cluster's papers describes itself, and on what law papers rest.

A cluster has no seal of its own: the unit of its head issues the papers. The heading changes with
the head and with reorganisations, and a paper of 2020 keeps the heading of 2020; so each
description holds from a day on, and says again only what has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Prose, Remark, Scope
from events.shared_checks import not_before

HeadingForm: TypeAlias = Literal["", "state", "party"]
"""Quốc hiệu, Tiêu ngữ (Nghị định 30/2020); tiêu đề văn bản của Đảng (Hướng dẫn 36-HD/VPTW)."""


class OfficeDescribed(Event, tag="office-described"):
    """How the office that issues a cluster's papers describes itself (thông tin cơ quan ban hành).

    An empty field is unchanged by this description.

    Attributes:
        since: The day from which it holds; None for from the beginning.
        superior: The agency above the issuer, first line of the heading (cơ quan chủ quản).
        issuer: The issuer, second line of the heading (cơ quan ban hành).
        place: The place of issue (địa danh).
        symbol: The letters of the issuer in the number of a paper, as in `01/BB-CTĐ`.
        authority: By whose authority is signed, as in `TM. CỤM THI ĐUA`.
        post: The post of the signer, as in `TRƯỞNG CỤM`.
        signer: The name of the signer.
        recipients: Who gets the papers (nơi nhận), parted by lines or semicolons.
        heading: The form of the heading.
    """

    cluster: Code
    since: date | None = None
    superior: Remark = ""
    issuer: Remark = ""
    place: Remark = ""
    symbol: Remark = ""
    authority: Remark = ""
    post: Remark = ""
    signer: Remark = ""
    recipients: Prose = ""
    heading: HeadingForm = ""

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)

    def dated(self) -> date | None:
        return self.since


class LegalBasisNamed(Event, tag="legal-basis-named"):
    """A legal basis of a cluster's papers was named (căn cứ ban hành văn bản).

    Named again, it holds in the days that were named last.

    Attributes:
        text: The basis, without “Căn cứ”.
        since: The first day; None for from the beginning.
        until: The last day; None where it is still in force.
    """

    cluster: Code
    text: Line
    since: date | None = None
    until: date | None = None

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


OFFICE: tuple[type[Event], ...] = (OfficeDescribed, LegalBasisNamed)
"""The events about the office that issues papers."""
DETAILS = (
    *("superior", "issuer", "place", "symbol", "authority", "post", "signer"),
    *("recipients", "heading"),
)
"""The fields of a description that may be left unchanged."""


def office_of(cluster: str) -> Scope:
    """Return the scope of the office that issues a cluster's papers."""
    return Scope((f"cluster:{cluster}",), OFFICE)


def lines_of(text: str) -> tuple[str, ...]:
    """Return what is parted by lines or semicolons, without signs of a list and full stops.

    Args:
        text: Text of several lines.
    """
    parts = (part.strip().lstrip("-–+•").strip() for part in text.replace(";", "\n").split("\n"))
    return tuple(part.removesuffix(".") for part in parts if part)


def described(history: History, cluster: str, day: date | None = None) -> dict[str, Any]:
    """Return field -> what holds of the office on a day; fields that nothing says are left out.

    A description without a day holds from the beginning; of two of the same day the later entry
    holds.

    Args:
        history: The history, with the descriptions of the cluster.
        cluster: The code of the cluster.
        day: The day; None for the last description.
    """
    until = day or date.max
    known = [e for e in history.of(OfficeDescribed) if e.cluster == cluster]
    known = [e for e in known if (e.since or date.min) <= until]
    found: dict[str, Any] = {}
    for event in sorted(known, key=lambda e: e.since or date.min):
        found |= {f: value for f in DETAILS if (value := getattr(event, f))}
    return found


def bases(history: History, cluster: str) -> list[LegalBasisNamed]:
    """Return the legal bases as they were named last, in the order in which they were first named.

    Args:
        history: The history, with the bases of the cluster.
        cluster: The code of the cluster.
    """
    named = [e for e in history.of(LegalBasisNamed) if e.cluster == cluster]
    return [*{event.text: event for event in named}.values()]


class DescribeOffice(Command):
    """Record how the office describes itself (ghi thông tin cơ quan ban hành văn bản)."""

    cluster: Code
    since: date | None = None
    superior: Remark = ""
    issuer: Remark = ""
    place: Remark = ""
    symbol: Remark = ""
    authority: Remark = ""
    post: Remark = ""
    signer: Remark = ""
    recipients: Prose = ""
    heading: HeadingForm = ""

    needs_one: ClassVar[tuple[str, ...]] = DETAILS

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster),)

    def decide(self, history: History) -> list[Event]:
        """At least one field is filled, of a cluster that is known.

        The day may be to come: a new heading is decided before it holds.

        Raises:
            Refused: `nothing-described`, `unknown-cluster` and others.
        """
        known_cluster(history, self.cluster, on=self.since)
        refuse(not any(getattr(self, field) for field in self.needs_one), "nothing-described")
        return [self.fact(OfficeDescribed)]


class NameLegalBasis(Command):
    """Name a legal basis of the papers (ghi căn cứ ban hành văn bản)."""

    cluster: Code
    text: Line
    since: date | None = None
    until: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster),)

    def decide(self, history: History) -> list[Event]:
        """A law is older than the cluster, or lives longer; its last day is not before its first.

        Raises:
            Refused: `unknown-cluster`, `basis-ends-before-it-begins`.
        """
        known_cluster(history, self.cluster, history.today.year)
        not_before(self.until, self.since, "basis-ends-before-it-begins")
        return [self.fact(LegalBasisNamed)]
