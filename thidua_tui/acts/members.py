"""Acts on who belongs to a cluster in a year, and who leads it."""

from __future__ import annotations

from datetime import date

from events.elections import ElectDeputy, ElectHead, NameActingHead, StandDown
from events.membership import (
    AdmitUnit,
    RecordRoster,
    ReleaseUnit,
    RosterRecorded,
    UnitJoined,
    UnitLeft,
)
from events.roles import (
    ActingHeadNamed,
    DeputyElected,
    HeadElected,
    OfficerStoodDown,
    head,
    officers,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    METHOD,
    Field,
    Values,
    day_within,
    pick,
    picks,
    year,
    year_of,
)


def _roster_year(ground: ActContext, _values: Values) -> str:
    taken = {e.year for e in ground.of_cluster.of(RosterRecorded)}
    return str(ground.year_without(taken))


def _last_members(ground: ActContext, values: Values) -> str:
    """Last year's members; of the very first roster, every unit that existed in its year."""
    year = year_of(ground, values)
    known, lived = ground.members(year - 1), ground.lived(date(year, 1, 1), date(year, 12, 31))
    if not known and ground.no_roster_anywhere():
        return " ".join(lived)
    return " ".join(unit for unit in known if unit in lived)


def _head_year(ground: ActContext, _values: Values) -> str:
    history = ground.of_cluster
    taken = {e.year for e in history.of(HeadElected) if head(history, ground.cluster, e.year)}
    return str(ground.year_without(taken))


def _deputy_year(ground: ActContext, _values: Values) -> str:
    """Return the page's year, or the next if the page's has a deputy and the next has a head."""
    if ground.holds_year():
        return str(ground.year)
    return str(ground.year + (_led(ground, ground.year) and _headed(ground, ground.year + 1)))


def _led(ground: ActContext, year: int) -> bool:
    held = officers(ground.of_cluster, ground.cluster, year).values()
    return any(isinstance(office, DeputyElected) for office in held)


def _headed(ground: ActContext, year: int) -> bool:
    return head(ground.of_cluster, ground.cluster, year) is not None


def _next_rank(ground: ActContext, values: Values) -> str:
    """After a first deputy with a place in the order, the next place; else no order."""
    held = officers(ground.of_cluster, ground.cluster, year_of(ground, values)).values()
    ranks = [office.rank for office in held if isinstance(office, DeputyElected) and office.rank]
    return str(max(ranks) + 1) if ranks else ""


MEMBERS = (
    Act(
        id="record-roster",
        command=RecordRoster,
        facts=(RosterRecorded,),
        fields=(
            year(_roster_year),
            picks("units", choices.living_then, default=_last_members),
            Field(name="on", kind="date", needed=False),
        ),
        needs=("no-cluster", "no-unit"),
        start="units",
    ),
    Act(
        id="admit-unit",
        command=AdmitUnit,
        facts=(UnitJoined,),
        fields=(year(), pick("unit", choices.outsiders), day_within(0, 0)),
        needs=("no-cluster", "no-year-roster"),
    ),
    Act(
        id="release-unit",
        command=ReleaseUnit,
        facts=(UnitLeft,),
        fields=(year(), pick("unit", choices.on_roster), day_within(0, 0)),
        needs=("no-cluster", "no-year-roster"),
    ),
)

ROLES = (
    Act(
        id="elect-head",
        command=ElectHead,
        facts=(HeadElected,),
        fields=(year(_head_year), pick("unit", choices.members), *METHOD, day_within(1, 0)),
        needs=("no-cluster", "no-roster"),
    ),
    Act(
        id="elect-deputy",
        command=ElectDeputy,
        facts=(DeputyElected,),
        fields=(
            year(_deputy_year),
            pick("unit", choices.members),
            Field(name="rank", kind="number", needed=False, default=_next_rank, low=1, high=9),
            *METHOD,
            day_within(1, 0),
        ),
        needs=("no-cluster", "no-roster"),
    ),
    Act(
        id="name-acting-head",
        command=NameActingHead,
        facts=(ActingHeadNamed,),
        fields=(year(), pick("unit", choices.members), day_within(1, 0)),
        needs=("no-cluster", "no-roster"),
    ),
    Act(
        id="stand-down",
        command=StandDown,
        facts=(OfficerStoodDown,),
        fields=(
            year(),
            pick("office", choices.offices, gives=("unit", "role")),
            day_within(1, 1),
        ),
        needs=("no-cluster", "no-officer"),
    ),
)
