"""The text of the year's compact, adopted by the members before they sign (thông qua giao ước)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from events.command import History
from events.compacts import compact_of, signed_before
from events.errors import refuse
from events.event import Event, Remark, Scope
from events.invariants import uphold
from events.member_decisions import AdoptText, TextAdopted
from events.procedures import Matter
from events.shared_checks import within_year


class CompactAdopted(TextAdopted, tag="compact-adopted"):
    """The members adopted the text of the compact of a year (thông qua nội dung giao ước).

    Attributes:
        note: What was changed in the draft; empty where nothing is recorded.
    """

    note: Remark = ""

    def claims(self) -> Iterable[str]:
        return (f"compact-text:{self.cluster}/{self.year}",)


class AdoptCompact(AdoptText):
    """Record that the text of the compact was adopted (thông qua nội dung giao ước thi đua)."""

    matter: ClassVar[Matter] = "compact"

    note: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        adopted = Scope((f"cluster:{self.cluster}",), (CompactAdopted,))
        return (adopted, compact_of(self.cluster, self.year), *super().boundary())

    def usual(self, history: History) -> None:
        """A usual count, and a day no later than that of the signing."""
        signed = signed_before(history, self)
        refuse(signed, "adopted-after-signing", on=self.on, signed=signed, year=self.year)
        super().usual(history)

    def decide(self, history: History) -> list[Event]:
        """Once for a year, in the year or just before it.

        Raises:
            Refused: `compact-adopted`, `unknown-meeting` and others.
        """
        here = (self.cluster, self.year)
        again = any((e.cluster, e.year) == here for e in history.of(CompactAdopted))
        refuse(again, "compact-adopted", year=self.year)
        within_year(self.on, self.year, before=1)
        count = self.counted(history)
        return uphold(history, self.fact(CompactAdopted, votes=count.votes, course=count.course))
