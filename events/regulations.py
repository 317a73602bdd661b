"""The regulation (quy chế) by which a cluster works: adopted, and amended, by its members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from events.command import History
from events.errors import refuse
from events.event import Event, Line, Remark, Scope
from events.invariants import uphold
from events.member_decisions import AdoptText, TextAdopted
from events.procedures import Matter


class RegulationAdopted(TextAdopted, tag="regulation-adopted"):
    """A cluster adopted its regulation, or an amendment of it (thông qua, sửa đổi quy chế).

    Attributes:
        title: What it is called.
        number: Its number and symbol; empty where it has none, or the source does not give it.
        amends: The title or number of the regulation that it amends; empty for a new regulation.
    """

    title: Line
    number: Remark = ""
    amends: Remark = ""

    def claims(self) -> Iterable[str]:
        return (f"regulation:{self.cluster}/{self.year}/{self.number or self.title}",)


def regulations_of(cluster: str) -> Scope:
    """Return the scope of the regulations of a cluster."""
    return Scope((f"cluster:{cluster}",), (RegulationAdopted,))


class AdoptRegulation(AdoptText):
    """Record that a regulation was adopted or amended (ghi việc thông qua, sửa đổi quy chế)."""

    matter: ClassVar[Matter] = "regulation"

    title: Line
    number: Remark = ""
    amends: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        return (regulations_of(self.cluster), *super().boundary())

    def decide(self, history: History) -> list[Event]:
        """Once, by its number or title; an amendment names a regulation that is known.

        Raises:
            Refused: `regulation-recorded`, `regulation-unknown`, `unknown-meeting` and others.
        """
        count = self.counted(history)
        recorded = [e for e in history.of(RegulationAdopted) if e.cluster == self.cluster]
        fact = self.fact(RegulationAdopted, votes=count.votes, course=count.course)
        for known in recorded:
            again = {*known.claims()} == {*fact.claims()}
            refuse(again, "regulation-recorded", title=known.title, year=known.year)
        named = {name for known in recorded for name in (known.title, known.number) if name}
        unknown = self.amends and recorded and self.amends not in named
        refuse(unknown, "regulation-unknown", title=self.amends)
        return uphold(history, fact)
