"""Acts on the members of the Council that decides on a cluster's awards."""

from __future__ import annotations

from events.council import (
    CouncilMemberLeft,
    CouncilMemberNamed,
    EndCouncilMember,
    NameCouncilMember,
    council_members,
    council_of,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values, choice, line, pick


def _same_council(ground: ActContext, _values: Values) -> str:
    """The name of the Council, as it was given last."""
    known = council_members(ground.read(council_of(ground.cluster)), ground.cluster)
    return known[-1].council if known else ""


def _day(name: str) -> Field:
    """A day that may be unknown; the day of the open meeting is not its default."""
    return Field(name=name, kind="date", needed=False)


COUNCIL_ACTS = (
    Act(
        id="name-council-member",
        command=NameCouncilMember,
        facts=(CouncilMemberNamed,),
        fields=(
            line("person"),
            choice("seat", default="member"),
            line("office", needed=False),
            pick("unit", choices.living_then, needed=False),
            line("council", needed=False, default=_same_council),
            _day("on"),
            _day("until"),
        ),
        needs=("no-cluster",),
        series=True,
    ),
    Act(
        id="end-council-member",
        command=EndCouncilMember,
        facts=(CouncilMemberLeft,),
        fields=(pick("person", choices.on_council), _day("on")),
        needs=("no-cluster", "no-council"),
    ),
)
