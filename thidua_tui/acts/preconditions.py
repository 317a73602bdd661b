"""Why an act cannot be done here and now: what is missing, or already there."""

from __future__ import annotations

from collections.abc import Callable

from events.compacts import compact, signed_units
from events.emulation_movements import MovementLaunched
from events.errors import Refused
from events.event import Scope
from events.minutes_events import MinutesApproved, approvals, is_provisional
from events.operators import in_force
from events.papers import PaperIssued, papers_of, unnumbered
from events.presence import present_units
from events.roles import officers
from events.rule_book import rules
from events.scorers import still_sealed
from events.sheet_events import sheet_states
from events.speakers import SPEAKING, turn
from events.targets import targets
from events.tasks import TaskGiven, tasks_of
from thidua_tui.acts import award_choices, choices, ranking_choices
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.planned_meetings import plans


def _nothing_to_undo(ground: ActContext) -> bool:
    try:
        ground.session.last_act()
    except Refused:
        return True
    return False


def _meeting_open(ground: ActContext) -> bool:
    """Whether the cluster is in session; late entry of other meetings remains possible."""
    return ground.open_meeting() is not None and not ground.session.late


def _no_draft(ground: ActContext) -> bool:
    """Whether all minutes of the cluster are approved, and nothing was added to the last."""
    approved = {event.meeting for event in ground.of_cluster.of(MinutesApproved)}
    meetings = [meeting.meeting for meeting in ground.meetings()]
    if not meetings or not approved.issuperset(meetings):
        return not meetings
    now = ground.open_meeting()
    of_last = ground.read(Scope((f"meeting:{now.meeting if now else meetings[-1]}",)))
    done = approvals(of_last.entries)
    return not any(is_provisional(entry, done) for entry in of_last.entries)


def _agenda_set(ground: ActContext) -> bool:
    """Whether the open meeting has an agenda; late entry of other meetings remains possible."""
    return bool(ground.session.agenda.items) and not ground.session.late


def _no_presence(ground: ActContext) -> bool:
    """Whether no unit is recorded as present at the open meeting."""
    now = ground.open_meeting()
    here = present_units(ground.of_cluster, now.meeting) if now else None
    return here is None or not here.present


def _no_turn(ground: ActContext) -> bool:
    """Whether no speaker has the floor at the open meeting."""
    meeting = ground.session.sitting
    read = ground.read(Scope((f"meeting:{meeting}",), SPEAKING)) if meeting else None
    return read is None or turn(read.entries, meeting) is None


OBSTACLES: dict[str, Callable[[ActContext], bool]] = {
    "no-cluster": lambda ground: not ground.at_a_cluster,
    "no-unit": lambda ground: not ground.names.units,
    "too-few-units": lambda ground: len(ground.living()) < 2,
    "no-roster": lambda ground: not ground.members(ground.year + 1),
    "no-year-roster": lambda ground: not ground.on_roster(ground.year),
    "no-officer": lambda ground: not officers(ground.of_cluster, ground.cluster, ground.year),
    "no-meeting": lambda ground: not ground.meetings(),
    "no-open-meeting": lambda ground: ground.open_meeting() is None,
    "no-task": lambda ground: not any(ground.read(tasks_of(ground.cluster)).of(TaskGiven)),
    "no-paper": lambda ground: not any(ground.read(papers_of(ground.cluster)).of(PaperIssued)),
    "no-unnumbered-paper": lambda ground: not unnumbered(ground.read(papers_of(ground.cluster))),
    "nothing-planned": lambda ground: not plans(ground),
    "no-closed-meeting": lambda ground: not ground.closed,
    "no-presence": _no_presence,
    "no-turn": _no_turn,
    "meeting-open": _meeting_open,
    "no-draft": _no_draft,
    "no-approved": lambda ground: not any(ground.of_cluster.of(MinutesApproved)),
    "no-agenda": lambda ground: not ground.session.agenda.items,
    "agenda-set": _agenda_set,
    "no-movement": lambda ground: not list(ground.movements.of(MovementLaunched)),
    "no-rules": lambda ground: not rules(ground.of_cluster, ground.cluster, ground.year),
    "no-seals": lambda ground: not still_sealed(ground.of_cluster, ground.cluster, ground.year),
    "no-sheet": lambda ground: not sheet_states(ground.of_cluster, ground.cluster, ground.year),
    "no-compact": lambda ground: compact(ground.of_cluster, ground.cluster, ground.year) is None,
    "no-signature": lambda ground: not signed_units(ground.of_cluster, ground.cluster, ground.year),
    "no-target": lambda ground: not targets(ground.of_cluster, ground.cluster, ground.year),
    "no-tie": lambda ground: not ranking_choices.tied_units(ground, ground.year),
    "no-hold": lambda ground: not ranking_choices.held_units(ground, ground.year),
    "no-result": lambda ground: ground.result(ground.year) is None,
    "result-adopted": lambda ground: ground.result(ground.year) is not None,
    "no-nomination": lambda ground: not award_choices.undecided(ground, {}),
    "not-granted": lambda ground: not award_choices.granted(ground, {}),
    "nothing-to-propose": lambda ground: not award_choices.unproposed(ground, {}),
    "nothing-to-receive": lambda ground: not award_choices.unreceived(ground, {}),
    "nothing-to-assess": lambda ground: not award_choices.unassessed(ground, {}),
    "nothing-to-return": lambda ground: not award_choices.returnable(ground, {}),
    "no-award-on-hold": lambda ground: not award_choices.awards_on_hold(ground, {}),
    "not-annulled": lambda ground: not award_choices.annulled(ground, {}),
    "not-presentable": lambda ground: not award_choices.unpresented(ground, {}),
    "nothing-to-undo": _nothing_to_undo,
    "no-representative": lambda ground: not choices.represented(ground, {}),
    "no-council": lambda ground: not choices.on_council(ground, {}),
    "no-key": lambda ground: not ground.session.has_key(),
    "no-operator": lambda ground: not in_force(ground.operators),
}
"""Code -> whether the obstacle applies. The codes are those of `acts.off`."""
FIRST = (
    ("no-unit", "found-unit"),
    ("no-cluster", "found-cluster"),
    ("no-roster", "record-roster"),
)
"""What nothing can be recorded without, in order, and the act that brings it."""


def first_step(ground: ActContext) -> str:
    """The act that comes before all others while something is missing; or empty."""
    return next((act for code, act in FIRST if OBSTACLES[code](ground)), "")
