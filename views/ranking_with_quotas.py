"""The ranking of a year, and which unit just missed which quota of awards."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from events.award_events import AWARDS
from events.award_quotas import QuotaSet
from events.event import Scope
from views.cluster_years import ClusterYears
from views.outside_quota import OutsideQuota, outside_quotas
from views.standings import Standings, StandingsRow


class _Quotas(ClusterYears):
    """The quotas of a year and what counts towards them."""

    kinds = (QuotaSet, *AWARDS)


class RankingWithQuotas(Standings):
    """The ranking by year; with a day, as it was at the end of that day.

    The quotas are apart from the ranking: its fingerprint does not change with them.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, year, on)
        self.quotas = _Quotas(cluster, year, on)

    def scopes(self) -> tuple[Scope, ...]:
        """Return what the ranking reads, the quotas and the awards."""
        return tuple(dict.fromkeys((*super().scopes(), *self.quotas.scopes())))

    def parts(self) -> tuple[ClusterYears, ...]:
        """Return the quotas."""
        return (self.quotas,)

    def rows(self) -> tuple[StandingsRow, ...]:
        """Return the rows of the ranking, each with the quotas that its unit just missed."""
        rows = super().rows()
        keys = dict.fromkeys((row.cluster, row.year) for row in rows)
        missed = {key: self._missed(*key) for key in keys}
        return tuple(
            replace(row, outside=missed[row.cluster, row.year].get(row.unit, ())) for row in rows
        )

    def _missed(self, cluster: str, year: int) -> dict[str, tuple[OutsideQuota, ...]]:
        if (cluster, year) not in self.quotas.years:
            return {}
        known = self.ranked(cluster, year)
        forms = self.names.forms.catalogue(year)
        history = self.quotas.history(cluster, year)
        return outside_quotas(history, cluster, year, forms, known.places, known.sums)
