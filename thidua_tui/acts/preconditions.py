"""Why an act cannot be done here and now: what is missing, or already there."""

from __future__ import annotations

from collections.abc import Callable

from events.awards import AwardGranted
from events.compacts import compact
from events.emulation_movements import MovementLaunched
from events.errors import Refused
from events.operators import in_force
from events.roles import officers
from events.rule_book import rules
from events.scorers import still_sealed
from events.sheet_events import sheet_states
from thidua_tui.acts import choices, ranking_choices
from thidua_tui.acts.context import ActContext


def _nothing_to_undo(ground: ActContext) -> bool:
    try:
        ground.session.last_act()
    except Refused:
        return True
    return False


def _meeting_open(ground: ActContext) -> bool:
    """Whether the cluster is in session; late entry of other meetings remains possible."""
    return ground.open_meeting() is not None and not ground.session.late


def _no_granted(ground: ActContext) -> bool:
    known = (ground.known_of(nominated) for nominated in ground.nominations(ground.year))
    return not any(AwardGranted in kinds for kinds in known)


OBSTACLES: dict[str, Callable[[ActContext], bool]] = {
    "no-cluster": lambda ground: not ground.at_a_cluster,
    "no-unit": lambda ground: not ground.names.units,
    "too-few-units": lambda ground: len(ground.living()) < 2,
    "no-roster": lambda ground: not ground.members(ground.year + 1),
    "no-year-roster": lambda ground: not ground.on_roster(ground.year),
    "no-officer": lambda ground: not officers(ground.of_cluster, ground.cluster, ground.year),
    "no-meeting": lambda ground: not ground.meetings(),
    "no-open-meeting": lambda ground: ground.open_meeting() is None,
    "meeting-open": _meeting_open,
    "no-movement": lambda ground: not list(ground.movements.of(MovementLaunched)),
    "no-rules": lambda ground: not rules(ground.of_cluster, ground.cluster, ground.year),
    "no-seals": lambda ground: not still_sealed(ground.of_cluster, ground.cluster, ground.year),
    "no-sheet": lambda ground: not sheet_states(ground.of_cluster, ground.cluster, ground.year),
    "no-compact": lambda ground: compact(ground.of_cluster, ground.cluster, ground.year) is None,
    "no-tie": lambda ground: not ranking_choices.tied_units(ground, ground.year),
    "no-hold": lambda ground: not ranking_choices.held_units(ground, ground.year),
    "no-result": lambda ground: ground.result(ground.year) is None,
    "result-adopted": lambda ground: ground.result(ground.year) is not None,
    "no-nomination": lambda ground: not choices.undecided(ground, {}),
    "not-granted": _no_granted,
    "not-presentable": lambda ground: not choices.unpresented(ground, {}),
    "nothing-to-undo": _nothing_to_undo,
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
