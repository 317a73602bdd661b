"""What every fact about an award has in common: its identity, and the claims of its course."""

from __future__ import annotations

from typing import Literal

from events.event import Code, Event, Year

Ground = Literal["discipline", "inspection", "complaint", "knock-out", "other"]
"""xem xét kỷ luật; thanh tra, kiểm tra, điều tra; khiếu nại, tố cáo; điểm liệt; khác."""

ROUND = ("submitted", "received", "assessed", "balloted")
"""The claims of the steps that a return of the file ends."""
STEPS = (*ROUND, "award-held")
"""The claims of the steps between nomination and decision."""


class FactOfAward(Event):
    """A fact about one award: this form, for this unit, for this cluster-year."""

    cluster: Code
    year: Year
    unit: Code
    form: Code

    @property
    def key(self) -> tuple[str, int, str, str]:
        """The award's identity: one form for a unit and a year, from one cluster."""
        return (self.cluster, self.year, self.unit, self.form)

    def path(self, kind: str) -> str:
        """Return the award as a claim of that kind."""
        return f"{kind}:{'/'.join(map(str, self.key))}"

    def open_claims(self) -> tuple[str, ...]:
        """Return what a nomination holds until it is withdrawn, denied, or its grant annulled."""
        return (self.path("award"), self.proposal(), self.path("following"))

    def course_claims(self) -> tuple[str, ...]:
        """Return all that the course of a nomination holds: it ends with the nomination."""
        return (*self.open_claims(), *map(self.path, STEPS))

    def closes(self) -> tuple[str, ...]:
        """That nominations were closed: their result is not withdrawn on an earlier day."""
        return (f"nominations-closed:{self.cluster}/{self.year}",)

    def proposal(self) -> str:
        """Return the claim that a unit is proposed for a form once a year, by whichever cluster."""
        return f"proposal:{self.unit}/{self.year}/{self.form}"
