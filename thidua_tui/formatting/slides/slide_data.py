"""What the slides of a year are made from, read from the views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from thidua_tui.formatting.slides.slides import YearSummary
from thidua_tui.session.location import Location
from views.award_list import AwardList
from views.compacts import Compacts
from views.drawn_lots import DrawnLots
from views.leadership import Leadership
from views.provisional import year_waits
from views.ranking_with_quotas import RankingWithQuotas


def load_year_summary(see: Callable[..., Any], here: Location) -> YearSummary:
    """Fold the views of the year and of the next leaders; `see(view, known_at)` folds one."""
    cluster, year, known_at = here.cluster or "", here.year or 0, here.known_at
    standings = see(RankingWithQuotas(cluster, year), known_at)
    compacts = [see(Compacts(cluster, one), known_at).rows() for one in (year, year + 1)]
    return YearSummary(
        cluster=standings.names.cluster(cluster, year),
        year=year,
        result=standings.result(cluster, year),
        standings=standings.rows(),
        leaders=see(Leadership(cluster, year), known_at).rows(),
        following=see(Leadership(cluster, year + 1), known_at).rows(),
        awards=see(AwardList(cluster, year), known_at).rows(),
        provisional=provisional_year(see, here),
        ranking=standings.ranked(cluster, year),
        names=standings.names,
        lots=see(DrawnLots(cluster, year), known_at).lots(),
        compacts=tuple(row for rows in compacts for row in rows),
    )


def provisional_year(see: Callable[..., Any], here: Location) -> bool:
    """Return whether facts of the year wait for the approval of minutes."""
    return year_waits(see, here.cluster or "", here.year or 0, here.known_at)
