"""The location after an act: a new cluster, or the year of a new roster, is selected."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from events.clusters import ClusterFounded
from events.event import Entry
from events.membership import RosterRecorded
from thidua_tui.acts.context import ActContext
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session


def location_after(session: Session, here: Location, entries: Sequence[Entry]) -> Location:
    """Return the location after an act: a new cluster is selected unless another one is.

    A recorded roster selects its year, unless the present year has a roster too.

    The previous cluster may no longer exist: its founding was taken back.
    """
    founded = [e.event.cluster for e in entries if isinstance(e.event, ClusterFounded)]
    if not founded:
        return _with_roster(session, here, entries)
    if ActContext(session, here).at_a_cluster:
        return here
    return replace(here, cluster=founded[0], year=session.today.year)


def _with_roster(session: Session, here: Location, entries: Sequence[Entry]) -> Location:
    """The year of the roster that was just recorded, where the present year has none."""
    years = [
        e.event.year
        for e in entries
        if isinstance(e.event, RosterRecorded) and e.event.cluster == here.cluster
    ]
    if not years or here.year in years or here.looking_back:
        return here
    ground = ActContext(session, here)
    return here if ground.on_roster(ground.year) else replace(here, year=years[-1])
