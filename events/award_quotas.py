"""Quotas of awards: how many a cluster may nominate for a form in a year, and how many it got.

What was asked for and what was approved differ: councils cut (record A38). Beyond a quota an act
is recorded with words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from events.award_events import (
    AWARDS,
    AwardGranted,
    AwardNominated,
    OfAward,
    award,
    begins_course,
    closed,
)
from events.award_forms import DEFINED, known_form
from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.shared_checks import not_after_today, within_year

Number = Annotated[int, Meta(ge=0, le=10_000)]


class QuotaSet(Event, tag="quota-set"):
    """How many awards of a form a cluster has in a year (chỉ tiêu khen thưởng).

    The latest counts.

    Attributes:
        form: The code of the form of award.
        asked: How many it may nominate; None where it is not known.
        approved: How many were approved; None where it is not known.
        number: The number of the paper that says so.
        on: The day of that paper; None where it is unknown.
    """

    cluster: Code
    year: Year
    form: Code
    asked: Number | None = None
    approved: Number | None = None
    number: Remark = ""
    on: date | None = None

    ahead: ClassVar[int] = 1


def quotas_of(cluster: str, year: int) -> Scope:
    """Return the scope of the quotas of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (QuotaSet,))


def of_quota(cluster: str, year: int) -> tuple[Scope, ...]:
    """Return the scopes of the quotas of a cluster-year and of all that counts towards them.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return (quotas_of(cluster, year), Scope((f"cluster:{cluster}/{year}",), AWARDS))


def quotas(history: History, cluster: str, year: int) -> dict[str, QuotaSet]:
    """Return form -> its quota in force.

    Args:
        history: The history, with the quotas of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    found = (e for e in history.of(QuotaSet) if (e.cluster, e.year) == (cluster, year))
    return {event.form: event for event in found}


def nominated_for(history: History, cluster: str, year: int, form: str) -> list[str]:
    """Return the units that hold a place of a form: nominated, or granted it without nomination.

    Args:
        history: The history, with the awards of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        form: The code of the form of award.
    """
    return [unit for unit, _ in _in_force(history, cluster, year, form)]


def granted_for(history: History, cluster: str, year: int, form: str) -> list[str]:
    """Return the units that were granted a form, by decisions that still hold.

    Args:
        history: The history, with the awards of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        form: The code of the form of award.
    """
    found = _in_force(history, cluster, year, form)
    return [unit for unit, facts in found if AwardGranted in facts]


def _in_force(
    history: History, cluster: str, year: int, form: str
) -> Iterator[tuple[str, dict[type[Event], OfAward]]]:
    """Yield unit, and the facts of its award, for each that is not withdrawn, denied or annulled.

    Those that were nominated or granted last come last.
    """
    began = (event for event in history.of(AwardNominated, AwardGranted) if begins_course(event))
    units = [event.unit for event in began if event.key == (cluster, year, event.unit, form)]
    for unit in reversed(dict.fromkeys(reversed(units))):
        facts = award(history, (cluster, year, unit, form))
        if facts and not closed(facts):
            yield unit, facts


def within_asked(history: History, cluster: str, year: int, form: str) -> None:
    """Refuse one more nomination than the quota has.

    Args:
        history: The history, with the quotas and the awards of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        form: The code of the form of award.

    Raises:
        Refused: `quota-exceeded`; a reason makes it acceptable.
    """
    quota = quotas(history, cluster, year).get(form)
    count = len(nominated_for(history, cluster, year, form))
    full = quota is not None and quota.asked is not None and count >= quota.asked
    facts = {"form": form, "year": year, "count": count, "quota": quota and quota.asked}
    refuse(full, "quota-exceeded", **facts)


def within_approved(history: History, cluster: str, year: int, form: str) -> None:
    """Refuse one more grant than was approved.

    Args:
        history: The history, with the quotas and the awards of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        form: The code of the form of award.

    Raises:
        Refused: `approved-exceeded`; a reason makes it acceptable.
    """
    quota = quotas(history, cluster, year).get(form)
    count = len(granted_for(history, cluster, year, form))
    full = quota is not None and quota.approved is not None and count >= quota.approved
    facts = {"form": form, "year": year, "count": count, "quota": quota and quota.approved}
    refuse(full, "approved-exceeded", **facts)


class SetQuota(Command):
    """Record how many awards of a form a cluster has in a year (ghi chỉ tiêu khen thưởng)."""

    cluster: Code
    year: Year
    form: Code
    asked: Number | None = None
    approved: Number | None = None
    number: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (f"cluster:{self.cluster}/{self.year}",)
        return (life_of_cluster(self.cluster), DEFINED, Scope(here, (QuotaSet, *AWARDS)))

    def decide(self, history: History) -> list[Event]:
        """A form that is known, with a number, in the year or shortly before or after it."""
        known_cluster(history, self.cluster, self.year)
        known_form(history, self.form, self.year)
        none = self.asked is None and self.approved is None
        refuse(none, "no-quota-number", form=self.form)
        within_year(self.on, self.year, before=1, after=2)
        not_after_today(self.on, history)
        fact = self.fact(QuotaSet)
        same = quotas(history, self.cluster, self.year).get(self.form) == fact
        refuse(same, "quota-already-set", form=self.form, year=self.year)
        return [fact]

    def usual(self, history: History) -> None:
        """Not below what is nominated or granted already.

        Raises:
            Refused: `quota-below-nominated`, `quota-below-granted`.
        """
        here = (self.cluster, self.year, self.form)
        facts = {"form": self.form, "year": self.year}
        count = len(nominated_for(history, *here))
        below = self.asked is not None and self.asked < count
        refuse(below, "quota-below-nominated", count=count, quota=self.asked, **facts)
        count = len(granted_for(history, *here))
        below = self.approved is not None and self.approved < count
        refuse(below, "quota-below-granted", count=count, quota=self.approved, **facts)


class CopyQuotas(Command):
    """Take the quotas of another year over as what may be asked for (lấy lại chỉ tiêu năm trước).

    Attributes:
        source_year: The year whose quotas are taken over.
    """

    cluster: Code
    year: Year
    source_year: Year

    def boundary(self) -> tuple[Scope, ...]:
        quotas = Scope((f"cluster:{self.cluster}",), (QuotaSet,))
        return (life_of_cluster(self.cluster), quotas, DEFINED)

    def decide(self, history: History) -> list[Event]:
        """From a year that has quotas, for the forms of which the year has none yet."""
        known_cluster(history, self.cluster, self.year)
        there = quotas(history, self.cluster, self.year)
        found = quotas(history, self.cluster, self.source_year).values()
        asked = [(quota.form, quota.asked) for quota in found if quota.asked is not None]
        refuse(not asked, "no-quotas", year=self.source_year)
        missing = [(form, count) for form, count in asked if form not in there]
        refuse(not missing, "quotas-there", year=self.year)
        return [self.fact(QuotaSet, form=form, asked=count) for form, count in missing]
