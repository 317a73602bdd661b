"""The default location of lines: the only cluster, or the meeting in session."""

from __future__ import annotations

from events.errors import BadInput
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.parser import Line
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.clusters import Clusters
from views.minutes import Meetings


def first_here(session: Session, cluster: str | None, year: int | None) -> Location:
    """Complete the given location: the meeting in session, else the only cluster; its working year.

    Raises:
        BadInput: `unknown-cluster`, with those there are.
    """
    rows = {row.cluster: row for row in session.see(Clusters()).rows()}
    if cluster is not None and cluster not in rows:
        near = "; ".join(f"{code} ({plain(row.cluster_name)})" for code, row in rows.items())
        raise BadInput("unknown-cluster", cluster=cluster, near=near)
    if session.meeting and cluster is None:
        met = [m for m in session.see(Meetings()).rows() if m.meeting == session.meeting]
        if met:
            return Location(cluster=met[0].cluster, year=year or met[0].year)
    code = cluster or (next(iter(rows)) if len(rows) == 1 else None)
    if code is None:
        return Location(year=year)
    row = rows[code]
    return Location(cluster=code, year=year or row.members_year or next(reversed(row.years), None))


def only_cluster(session: Session) -> str | None:
    """The cluster, when the ledger has a single one."""
    rows = session.see(Clusters()).rows()
    return rows[0].cluster if len(rows) == 1 else None


def clear_cluster(line: Line, ground: ActContext) -> Line:
    """Return the line; refuse it, naming the clusters, where several may be meant."""
    if line.act and "no-cluster" in line.act.needs and not line.mends and line.filling:
        codes = ground.names.clusters
        if not line.filling.ground.cluster and codes:
            named = "; ".join(f"{plain(ground.names.cluster(code))} ({code})" for code in codes)
            line.wrong = BadInput("cluster-needed", clusters=named)
    return line
