"""What the list of clusters shows: each with its last year, and who heads it then."""

from __future__ import annotations

from dataclasses import dataclass

from events.membership import ROSTER
from events.roles import ROLES
from events.text import plain
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.clusters import ClusterRow, Clusters
from views.disputes import Disputes
from views.leadership import LeaderRow, Leadership
from views.names import Names
from views.provisional import Provisional


@dataclass(frozen=True)
class Clustered:
    """A cluster, and who heads it in its last year."""

    row: ClusterRow
    year: int
    head: str
    head_short: str
    head_differs: bool = False
    members_differ: bool = False
    provisional: bool = False
    """Whether its head or its members of that year wait for the approval of minutes."""


@dataclass(frozen=True)
class Known:
    """The clusters, and how many units the ledger knows besides them."""

    clusters: tuple[Clustered, ...]
    units: int


def gather_clusters(session: Session, here: Location) -> Known:
    """Fold the clusters, their heads, what sources differ on, and what is provisional.

    Args:
        session: The open session.
        here: The location of the page.
    """
    leaders, listed = Leadership(), Clusters()
    waiting = Provisional(leaders, listed)
    session.see_all((leaders, listed, waiting), here.known_at)
    provisional = waiting.years((*ROLES, *ROSTER))
    differing = {
        (row.cluster, row.year, row.topic)
        for row in session.see(Disputes(), here.known_at).rows()
        if not row.unit and (row.state == "open" or row.against)
    }
    heads: dict[tuple[str, int], list[LeaderRow]] = {}
    for leader in leaders.rows():
        if leader.role in ("head", "acting") and not leader.over:
            heads.setdefault((leader.cluster, leader.year), []).append(leader)
    found = []
    for row in listed.rows():
        year = working_year(row, session.today.year)
        held = heads.get((row.cluster, year), [])
        found.append(
            Clustered(
                row,
                year,
                ", ".join(plain(one.unit_name or "") for one in held),
                ", ".join(plain(one.unit_short or "") for one in held),
                head_differs=(row.cluster, year, "head") in differing,
                members_differ=(row.cluster, row.members_year, "members") in differing,
                provisional=(row.cluster, year) in provisional,
            )
        )
    return Known(tuple(found), len(session.see(Names(), here.known_at).units))


def working_year(row: ClusterRow, today: int) -> int:
    """The year that one works on: the last with members, else the last known, else now."""
    return row.members_year or (row.years[-1] if row.years else today)
