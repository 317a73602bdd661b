"""The quotas of a cluster's year next to what was nominated and granted."""

from __future__ import annotations

from datetime import date

from events.award_events import AWARDS
from events.award_quotas import QuotaSet, granted_for, nominated_for, quotas
from views.cluster_years import ClusterYears, OfClusterYear


class QuotaRow(OfClusterYear, frozen=True, kw_only=True):
    """The quota of a form of award, and how many nominations and grants there are.

    `form` is the code of the form. `asked` is how many may be nominated, `approved` how many were
    approved; null where it is not known. `number` and `on` are those of the paper.
    `nominated` includes what a source reports as granted without its nomination.
    """

    form: str
    asked: int | None
    approved: int | None
    number: str
    on: date | None
    nominated: int
    granted: int


class Quotas(ClusterYears):
    """The quotas in force by cluster, year and form.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = (QuotaSet, *AWARDS)

    def rows(self) -> tuple[QuotaRow, ...]:
        """Return one row per form that has a quota."""
        found = []
        for cluster, year in self.keys():
            history = self.history(cluster, year)
            for form, quota in quotas(history, cluster, year).items():
                found.append(
                    QuotaRow(
                        **self.year_fields(cluster, year),
                        form=form,
                        asked=quota.asked,
                        approved=quota.approved,
                        number=quota.number,
                        on=quota.on,
                        nominated=len(nominated_for(history, cluster, year, form)),
                        granted=len(granted_for(history, cluster, year, form)),
                    )
                )
        return tuple(found)
