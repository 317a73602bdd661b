"""The registry of acts: everything that can be recorded, once, as data.

Forms, the act menu, the palette, documentation and a one-line command are made from it.
"""

from __future__ import annotations

from events.award_events import AwardNominated
from events.event import Event
from events.membership import RosterRecorded
from events.result_events import ResultAdopted
from thidua_tui.acts.act import Act
from thidua_tui.acts.awards import AWARDS, MENDING
from thidua_tui.acts.cluster_year import MOVEMENTS, RESULTS
from thidua_tui.acts.late_sources import REPORTED
from thidua_tui.acts.meetings import MEETINGS
from thidua_tui.acts.members import MEMBERS, ROLES
from thidua_tui.acts.operators import OPERATING
from thidua_tui.acts.peers import PEERING
from thidua_tui.acts.rankings import RANKINGS
from thidua_tui.acts.score_checks import CHECKS
from thidua_tui.acts.sheets import SHEETS
from thidua_tui.acts.units_and_clusters import CLUSTERS, UNITS

GROUPS: dict[str, tuple[Act, ...]] = {
    "meeting": MEETINGS,
    "results": (*RESULTS, *RANKINGS, *CHECKS, *SHEETS),
    "peers": PEERING,
    "awards": AWARDS,
    "roles": ROLES,
    "members": MEMBERS,
    "movements": MOVEMENTS,
    "clusters": CLUSTERS,
    "units": UNITS,
    "reported": REPORTED,
    "operators": OPERATING,
    "mending": MENDING,
}
"""Group -> its acts, in the order in which they are offered: what is done in the room first."""
_LATE_FIRST = ("reported", "members", "roles", "results", "awards")
LATE_GROUPS = (*_LATE_FIRST, *(group for group in GROUPS if group not in _LATE_FIRST))
"""The order while old years are entered: the usual content of sources first."""
ACTS: dict[str, Act] = {act.id: act for acts in GROUPS.values() for act in acts}
"""Id -> act, in the order of the groups."""
GROUP_OF = {act.id: group for group, acts in GROUPS.items() for act in acts}
_BY_FACT = {fact: act for act in ACTS.values() for fact in act.facts}


def act_for(event: Event) -> Act | None:
    """The act whose form recorded this event, and corrects it; None for a retraction."""
    if isinstance(event, ResultAdopted) and event.basis == "scores":
        return ACTS["adopt-scores"]
    if isinstance(event, RosterRecorded) and not event.complete:
        return ACTS["record-known-members"]
    if isinstance(event, AwardNominated) and event.result_unknown:
        return ACTS["record-proposal"]
    return _BY_FACT.get(type(event))


def group_for(event: Event) -> str:
    """The group of an event's act, by which its kind is named; of a retraction `mending`."""
    act = act_for(event)
    return GROUP_OF[act.id] if act else "mending"
