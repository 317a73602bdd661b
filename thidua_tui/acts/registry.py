"""The registry of acts: everything that can be recorded, once, as data.

Forms, the act menu, the palette, documentation and a one-line command are made from it.
"""

from __future__ import annotations

from events.award_events import AwardGranted, AwardNominated
from events.event import Event
from events.membership import RosterRecorded
from events.result_events import ResultAdopted
from thidua_tui.acts.act import Act
from thidua_tui.acts.attached_files import ATTACHED
from thidua_tui.acts.award_course import COURSE
from thidua_tui.acts.award_rules import FORMS_AND_QUOTAS
from thidua_tui.acts.awards import AWARDS, MENDING
from thidua_tui.acts.cluster_papers import OF_CLUSTERS, OF_UNITS
from thidua_tui.acts.cluster_year import MOVEMENTS, RESULTS
from thidua_tui.acts.compacts import COMPACTS, OUTCOMES
from thidua_tui.acts.convening import CONVENING_ACTS
from thidua_tui.acts.council import COUNCIL_ACTS
from thidua_tui.acts.late_sources import REPORTED
from thidua_tui.acts.meeting_people import MEETING_PEOPLE
from thidua_tui.acts.meetings import MEETINGS
from thidua_tui.acts.members import MEMBERS, ROLES
from thidua_tui.acts.merging import MERGING
from thidua_tui.acts.minutes import MINUTES
from thidua_tui.acts.office import HANDOVER, OFFICE_ACTS
from thidua_tui.acts.operators import OPERATING
from thidua_tui.acts.papers import ISSUED
from thidua_tui.acts.peers import PEERING
from thidua_tui.acts.persons import PERSONS
from thidua_tui.acts.presence import PRESENCE
from thidua_tui.acts.rankings import RANKINGS
from thidua_tui.acts.score_checks import CHECKS
from thidua_tui.acts.sheets import SHEETS
from thidua_tui.acts.targets import TARGETS
from thidua_tui.acts.tasks import TASKS
from thidua_tui.acts.units_and_clusters import CLUSTERS, UNITS
from thidua_tui.acts.voting import PROCEDURES, VOTES
from thidua_tui.acts.year_opening import OPENING

GROUPS: dict[str, tuple[Act, ...]] = {
    "meeting": (*MEETINGS, *PRESENCE, *MEETING_PEOPLE, *TASKS, *CONVENING_ACTS),
    "votes": (*VOTES, *PROCEDURES),
    "roles": (*ROLES, *HANDOVER),
    "results": (*RESULTS, *RANKINGS, *CHECKS, *SHEETS),
    "peers": PEERING,
    "awards": (*AWARDS, *COURSE, *FORMS_AND_QUOTAS),
    "members": (*OPENING, *MEMBERS, *PERSONS, *COUNCIL_ACTS),
    "units": (*UNITS, *OF_UNITS),
    "clusters": (*CLUSTERS, *OF_CLUSTERS, *OFFICE_ACTS),
    "movements": (*MOVEMENTS, *OUTCOMES, *COMPACTS, *TARGETS),
    "minutes": MINUTES,
    "registers": ISSUED,
    "reported": REPORTED,
    "operators": OPERATING,
    "evidence": ATTACHED,
    "mending": (*MENDING, *MERGING),
}
"""Group -> its acts, in the order in which they are offered: what is done in the room first."""
AREAS: dict[str, tuple[str, ...]] = {
    "meeting": ("meeting",),
    "votes": ("votes", "roles"),
    "results": ("results", "peers"),
    "awards": ("awards",),
    "members": ("members", "units", "clusters"),
    "movements": ("movements",),
    "minutes": ("minutes",),
    "papers": ("reported", "registers", "operators", "evidence", "mending"),
}
"""Area of a secretary's work -> its groups: what the menu of acts is divided into, in its order."""
_LATE_FIRST = ("papers", "members", "votes", "results", "awards")
LATE_AREAS = (*_LATE_FIRST, *(area for area in AREAS if area not in _LATE_FIRST))
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
    if isinstance(event, AwardGranted) and event.reported:
        return ACTS["record-grant"]
    return _BY_FACT.get(type(event))


def group_for(event: Event) -> str:
    """The group of an event's act, by which its kind is named; of a retraction `mending`."""
    act = act_for(event)
    return GROUP_OF[act.id] if act else "mending"
