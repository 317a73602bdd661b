"""What is compared between two moments of knowledge: of each table, what a row is and what it says.

`key` is what makes a row the same row at both moments, `fields` is what it says; the first of them
stands for the row where it is new or gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from views.award_list import AwardList
from views.clusters import Clusters
from views.compacts import Compacts
from views.disputes import Disputes
from views.figures import Figures
from views.leadership import LeaderRow, Leadership
from views.minutes import Meetings
from views.movements import Movements
from views.roster import Roster
from views.rules import RuleBooks
from views.sheets import STAGES, Sheets
from views.standings import Standings
from views.units import Units

Key: TypeAlias = tuple[object, ...]
Keyed: TypeAlias = dict[Key, Struct]
Make: TypeAlias = Callable[[str | None, int | None, date | None], Any]


class Compared(NamedTuple):
    """One table: the view that makes it, its rows by their keys, and the fields that are told.

    `whole` rows come and go as one; of others each field does, from nothing and to nothing.
    """

    make: Make
    keyed: Callable[[Iterable[Any]], Keyed]
    fields: tuple[str, ...]
    whole: bool = True


def by(*names: str) -> Callable[[Iterable[Any]], Keyed]:
    """Rows by these fields."""
    return lambda rows: {tuple(getattr(row, n) for n in names): row for row in rows}


def _offices(rows: Iterable[LeaderRow]) -> Keyed:
    """A deputy is known by its unit; a head by its turn, so that one in another's place is seen."""
    found: Keyed = {}
    for row in rows:
        here = (row.cluster, row.year, row.role)
        turn = row.unit if row.role == "deputy" else sum(k[:3] == here for k in found)
        found[*here, turn] = row
    return found


VOTES = ("votes_for", "votes_total", "votes_of")
UNIT_YEAR = ("cluster", "year", "unit")
TABLES: dict[str, Compared] = {
    "clusters": Compared(
        lambda cluster, *_: Clusters(cluster),
        by("cluster"),
        ("cluster_name", "founded", "ended", "place"),
    ),
    "units": Compared(Units, by("unit"), ("unit_name", "unit_short", "founded", "ended", "now")),
    "leaders": Compared(
        Leadership, _offices, ("unit_name", "rank", "method", *VOTES, "since", "until", "over")
    ),
    "result": Compared(
        Standings, by("cluster", "year"), ("state", "basis", "method", *VOTES, "on")
    ),
    "ranking": Compared(
        Standings, by(*UNIT_YEAR), ("unit_name", "place", "tied", "points", "withdrew")
    ),
    "roster": Compared(Roster, by(*UNIT_YEAR), ("joined", "since", "left", "until"), whole=False),
    "scores": Compared(
        lambda cluster, year, _: Sheets(cluster, year),
        by(*UNIT_YEAR, "criterion"),
        STAGES,
        whole=False,
    ),
    "awards": Compared(
        AwardList,
        by(*UNIT_YEAR, "form"),
        ("state", "addressed_to", "nominated_on", "decided_on", "number", "presented_on", *VOTES),
    ),
    "movements": Compared(
        Movements,
        by("movement"),
        ("movement_name", "since", "until", "launched_by", "registrations"),
    ),
    "compacts": Compared(Compacts, by("cluster", "year"), ("signed_on", "signatories", "late")),
    "rules": Compared(
        RuleBooks,
        by("cluster", "year", "criterion"),
        ("criterion_name", "max_points", "document"),
    ),
    "meetings": Compared(Meetings, by("meeting"), ("title", "kind", "on", "place", "closed")),
    "figures": Compared(
        Figures, by("position"), ("event", "proposed", "approved", "told", "count")
    ),
    "disputes": Compared(
        Disputes, by("cluster", "year", "topic", "unit"), ("state", "value", "recorded")
    ),
}
"""Name -> what is compared, in the order in which differences are told."""
