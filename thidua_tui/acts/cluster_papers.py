"""Acts on papers about a cluster: its decision, its regulation, what it and its units are."""

from __future__ import annotations

from msgspec.structs import replace

from events.cluster_decisions import ClusterDecisionRecorded, RecordClusterDecision
from events.descriptions import ClusterDescribed, DescribeCluster, DescribeUnit, UnitDescribed
from events.event import Scope
from events.regulations import AdoptRegulation, RegulationAdopted
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.ballot_fields import Vote
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    day_within,
    line,
    pick,
    picks,
    year,
)
from thidua_tui.parsing.fuzzy_match import Option

ADOPTED = Vote(matter="regulation")


def _day(name: str) -> Field:
    """A day that the paper gives; the day of the open meeting is not its default."""
    return Field(name=name, kind="date", needed=False)


def _bodies(ground: ActContext, values: Values) -> list[Option]:
    """The bodies that were named before, and the units that existed then, by their names."""
    known = ground.read(Scope(events=(ClusterDescribed, ClusterDecisionRecorded)))
    named = [e.superior for e in known.of(ClusterDescribed, ClusterDecisionRecorded) if e.superior]
    names = [option.name for option in choices.living_then(ground, values)]
    return [Option(code=name, name=name) for name in dict.fromkeys((*named, *names))]


SUPERIOR = replace(line("superior", needed=False), options=_bodies)

OF_CLUSTERS = (
    Act(
        id="record-cluster-decision",
        command=RecordClusterDecision,
        facts=(ClusterDecisionRecorded,),
        fields=(
            year(),
            line("number"),
            line("issuer", needed=False),
            _day("on"),
            _day("in_force"),
            picks("units", choices.living_then, needed=False),
            Field(name="count", kind="number", needed=False, low=1, high=10_000),
            line("replaces", needed=False),
            SUPERIOR,
        ),
        needs=("no-cluster",),
    ),
    Act(
        id="adopt-regulation",
        command=AdoptRegulation,
        facts=(RegulationAdopted,),
        fields=(
            year(),
            line("title"),
            line("number", needed=False),
            line("amends", needed=False),
            *ADOPTED.fields(),
            pick("meeting", choices.meetings, needed=False, among=choices.open_meeting),
            day_within(1, 0),
        ),
        vote=ADOPTED,
        needs=("no-cluster",),
    ),
    Act(
        id="describe-cluster",
        command=DescribeCluster,
        facts=(ClusterDescribed,),
        fields=(
            choice("member_kind", "unit_kind", needed=False),
            choice("member_level", "unit_level", needed=False),
            SUPERIOR,
        ),
        needs=("no-cluster",),
    ),
)

OF_UNITS = (
    Act(
        id="describe-unit",
        command=DescribeUnit,
        facts=(UnitDescribed,),
        fields=(
            pick("unit", choices.living_then, default=choices.this_unit),
            choice("kind", "unit_kind", needed=False),
            choice("level", "unit_level", needed=False),
            pick("parent", choices.living_then, needed=False),
        ),
        needs=("no-unit",),
        series=True,
    ),
)
