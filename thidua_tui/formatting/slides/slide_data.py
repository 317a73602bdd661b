"""What the slides of a year are made from, read from the views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from thidua_tui.formatting.slides.slides import YearSummary
from thidua_tui.session.location import Location
from views.award_list import AwardList
from views.compacts import Compacts
from views.leadership import Leadership
from views.standings import Standings


def load_year_summary(see: Callable[..., Any], here: Location) -> YearSummary:
    """Fold the views of the year and of the next leaders; `see(view, known_at)` folds one."""
    cluster, year, known_at = here.cluster or "", here.year or 0, here.known_at
    standings = see(Standings(cluster, year), known_at)
    compacts = [see(Compacts(cluster, one), known_at).rows() for one in (year, year + 1)]
    return YearSummary(
        cluster=standings.names.cluster(cluster, year),
        year=year,
        result=standings.result(cluster, year),
        standings=standings.rows(),
        leaders=see(Leadership(cluster, year), known_at).rows(),
        following=see(Leadership(cluster, year + 1), known_at).rows(),
        awards=see(AwardList(cluster, year), known_at).rows(),
        ranking=standings.ranked(cluster, year),
        names=standings.names,
        compacts=tuple(row for rows in compacts for row in rows),
    )
