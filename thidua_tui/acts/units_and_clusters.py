"""Acts on the registry: units and clusters come, are renamed, become others, go."""

from __future__ import annotations

from events.clusters import (
    ClusterDissolved,
    ClusterFounded,
    ClusterRenamed,
    DissolveCluster,
    FoundCluster,
    RenameCluster,
)
from events.command import Command
from events.reorganisation import (
    AbsorbUnit,
    DissolveUnit,
    FunctionTakenOver,
    MergeUnits,
    SplitUnit,
    TakeOverFunction,
)
from events.unit_commands import FoundUnit, RenameUnit
from events.units import (
    UnitAbsorbed,
    UnitDissolved,
    UnitFounded,
    UnitRenamed,
    UnitsMerged,
    UnitSplit,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    code,
    constant,
    day,
    flag,
    line,
    pick,
    picks,
)


def _found(_act: Act, typed: Typed, _ground: ActContext) -> list[Command]:
    """One unit a line; the day and the assurance are those of all lines."""
    more = {name: typed[name] for name in ("on", "distinct") if name in typed}
    return [
        FoundUnit(unit=heir.unit, name=heir.name, short=heir.short, **more)
        for heir in typed["units"]
    ]


def _level(ground: ActContext, _values: Values) -> str:
    """The level of most clusters; of an old source, none is assumed."""
    return "not-recorded" if ground.session.late else "province"


UNIT = pick("unit", choices.living, default=choices.this_unit)
THEN = pick("unit", choices.living_then, default=choices.this_unit)
NAMES = Field(name="units", kind="units", gives=("unit", "name", "short"))

UNITS = (
    Act(
        id="found-unit",
        command=FoundUnit,
        facts=(UnitFounded,),
        fields=(NAMES, day(needed=False, default=constant("")), flag("distinct")),
        series=True,
        make=_found,
    ),
    Act(
        id="rename-unit",
        command=RenameUnit,
        facts=(UnitRenamed,),
        fields=(THEN, line("name"), line("short", needed=False), day(), flag("distinct")),
        needs=("no-unit",),
    ),
    Act(
        id="absorb-unit",
        command=AbsorbUnit,
        facts=(UnitAbsorbed,),
        fields=(UNIT, pick("into", choices.living_then), day()),
        needs=("too-few-units",),
    ),
    Act(
        id="merge-units",
        command=MergeUnits,
        facts=(UnitsMerged,),
        fields=(
            picks("units", choices.living),
            line("name"),
            line("short", needed=False),
            day(),
            code("into", lambda ground: ground.names.units),
        ),
        needs=("too-few-units",),
    ),
    Act(
        id="split-unit",
        command=SplitUnit,
        facts=(UnitSplit,),
        fields=(UNIT, Field(name="into", kind="units"), day()),
        needs=("no-unit",),
    ),
    Act(
        id="dissolve-unit",
        command=DissolveUnit,
        facts=(UnitDissolved,),
        fields=(UNIT, day()),
        needs=("no-unit",),
    ),
    Act(
        id="take-over-function",
        command=TakeOverFunction,
        facts=(FunctionTakenOver,),
        fields=(THEN, pick("into", choices.living_then), line("function"), day()),
        needs=("too-few-units",),
    ),
)

CLUSTERS = (
    Act(
        id="found-cluster",
        command=FoundCluster,
        facts=(ClusterFounded,),
        fields=(
            line("name"),
            choice("kind", "cluster_kind", default="cum"),
            choice("level", "cluster_level", default=_level),
            line("place", needed=False),
            day(needed=False, default=constant("")),
            code("cluster", lambda ground: ground.names.clusters),
        ),
    ),
    Act(
        id="rename-cluster",
        command=RenameCluster,
        facts=(ClusterRenamed,),
        fields=(line("name"), day()),
        needs=("no-cluster",),
    ),
    Act(
        id="dissolve-cluster",
        command=DissolveCluster,
        facts=(ClusterDissolved,),
        fields=(day(),),
        needs=("no-cluster",),
    ),
)
