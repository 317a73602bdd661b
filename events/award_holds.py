"""Nominations on hold, each by itself, or all units of a list that another authority sent.

While discipline, an inspection or a complaint is open, no award is made or proposed; once it is
cleared, the award is made (NĐ 152/2025/NĐ-CP, Điều 4.3).
"""

from __future__ import annotations

from datetime import date

from events.award_act import LATEST
from events.award_course import StepOfAward
from events.award_events import AWARDS, AwardGranted, award, current_nominations
from events.award_facts import Ground
from events.award_steps import AwardHeld, AwardHoldLifted
from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.holds import UnitHeld, held, holds_of
from events.invariants import uphold
from events.membership import on_roster, roster_of
from events.result_events import adopted, result_of
from events.shared_checks import named_once, not_after_today, within_year
from events.units import life_of
from events.withdrawn_units import withdrawals_of


class HoldAward(StepOfAward):
    """Put the decision on a nomination on hold (tạm hoãn khen thưởng)."""

    ground: Ground
    wording: Remark = ""
    on: date | None = None

    def decide(self, history: History) -> list[Event]:
        """A nomination that is not decided, and not on hold yet."""
        known = self.underway(history, self.on)
        refuse(AwardGranted in known, "award-granted", **self.facts())
        refuse(AwardHeld in known, "award-on-hold-already", **self.facts())
        return uphold(history, self.fact(AwardHeld))


class LiftAwardHold(StepOfAward):
    """Record that a nomination is no longer on hold (hết tạm hoãn khen thưởng)."""

    wording: Remark = ""
    on: date | None = None

    def decide(self, history: History) -> list[Event]:
        """A nomination that is on hold."""
        known = self.underway(history, self.on)
        refuse(AwardHeld not in known, "award-not-on-hold", **self.facts())
        return uphold(history, self.fact(AwardHoldLifted))


class HoldListed(Command):
    """Put all units of an external list on hold at once (tạm hoãn theo danh sách).

    A unit without a place yet is on hold in the year; each undecided nomination of it, too.

    Attributes:
        units: The codes of the units.
        ground: Why.
        wording: The list and the paper it comes from.
        on: The day from which; None where it is unknown.
    """

    cluster: Code
    year: Year
    units: tuple[Code, ...]
    ground: Ground
    wording: Line
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        awards = Scope((f"cluster:{self.cluster}/{self.year}",), AWARDS)
        lives = [scope for unit in self.units for scope in life_of(unit)]
        lists = (holds_of(*here), withdrawals_of(*here), result_of(*here), roster_of(*here))
        return (life_of_cluster(self.cluster), *lists, awards, *lives)

    def decide(self, history: History) -> list[Event]:
        """Members, each with something that can be put on hold."""
        known_cluster(history, self.cluster, self.year)
        refuse(not self.units, "too-few-units", least=1)
        named_once(self.units)
        within_year(self.on, self.year, after=LATEST)
        not_after_today(self.on, history)
        facts = [fact for unit in self.units for fact in self._of_unit(history, unit)]
        return uphold(history, *facts)

    def _of_unit(self, history: History, unit: str) -> list[Event]:
        """Return the holds of a unit: of the year before its result, and of each nomination."""
        on_roster(history, self.cluster, self.year, unit)
        result = adopted(history, self.cluster, self.year)
        placed = result is not None and unit in [place.unit for place in result.places]
        early = self.on is None or self.on.year <= self.year + 2
        free = early and not placed and unit not in held(history, self.cluster, self.year)
        found: list[Event] = [self.fact(UnitHeld, unit=unit)] if free else []
        for nominated in current_nominations(history, self.cluster, self.year):
            if nominated.unit == unit:
                known = award(history, nominated.key)
                if AwardGranted not in known and AwardHeld not in known:
                    found.append(self.fact(AwardHeld, unit=unit, form=nominated.form))
        refuse(not found, "nothing-to-hold", unit=unit, year=self.year)
        return found
