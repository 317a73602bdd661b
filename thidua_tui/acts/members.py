"""Acts on who belongs to a cluster in a year, and who leads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from events.command import Command
from events.elections import (
    ElectDeputies,
    ElectDeputy,
    ElectHead,
    ElectLeaders,
    NameActingHead,
    StandDown,
)
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
from thidua_tui.acts.act import Act, Typed, single_command
from thidua_tui.acts.ballot_fields import Vote, method_field, winner
from thidua_tui.acts.ballot_reading import course_of
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
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

HEAD, DEPUTY = Vote(matter="head", candidates=True), Vote(matter="deputy", candidates=True)
LEADERS = Vote(matter="head", candidates=True, least_seats=2)
DEPUTIES = Vote(matter="deputy", candidates=True, least_seats=2)


def _elected(vote: Vote) -> Field:
    """Return the field of those elected: by default those with enough votes, in their order."""

    def first(ground: ActContext, values: Values) -> str:
        return "\n".join(f"{n} {u}" for n, u in enumerate(vote.winners(ground, values), 1))

    return Field(name="units", kind="places", options=choices.members, default=first)


def _elected_together(act: Act, typed: Typed, ground: ActContext) -> Iterable[Command]:
    """The command: the units by their numbers, the first is the head."""
    places = sorted(typed["units"], key=lambda place: place.place)
    units = tuple(place.unit for place in places)
    if typed.get("decided_by") and act.vote and (course := course_of(typed)):
        elected = act.vote.result(ground, {"year": str(typed["year"])}, course).elected
        units = (*(unit for unit in elected if unit not in units), *units)
    return single_command(act, {**typed, "units": units}, ground)


ROLES = (
    Act(
        id="elect-head",
        command=ElectHead,
        facts=(HeadElected,),
        fields=(
            year(_head_year),
            method_field(),
            pick("unit", choices.members, default=winner(HEAD)),
            *HEAD.counts(),
            day_within(1, 0),
        ),
        needs=("no-cluster", "no-roster"),
        start="unit",
        vote=HEAD,
    ),
    Act(
        id="elect-deputy",
        command=ElectDeputy,
        facts=(DeputyElected,),
        fields=(
            year(_deputy_year),
            method_field(),
            pick("unit", choices.members, default=winner(DEPUTY)),
            Field(name="rank", kind="number", needed=False, default=_next_rank, low=1, high=9),
            *DEPUTY.counts(),
            day_within(1, 0),
        ),
        needs=("no-cluster", "no-roster"),
        start="unit",
        vote=DEPUTY,
    ),
    Act(
        id="elect-leaders",
        command=ElectLeaders,
        fields=(
            year(_head_year),
            method_field(),
            LEADERS.seats(),
            _elected(LEADERS),
            *LEADERS.counts(share=False),
            day_within(1, 0),
        ),
        needs=("no-cluster", "no-roster"),
        start="method",
        vote=LEADERS,
        make=_elected_together,
    ),
    Act(
        id="elect-deputies",
        command=ElectDeputies,
        fields=(
            year(_deputy_year),
            method_field(),
            DEPUTIES.seats(),
            _elected(DEPUTIES),
            *DEPUTIES.counts(share=False),
            day_within(1, 0),
        ),
        needs=("no-cluster", "no-roster"),
        start="method",
        vote=DEPUTIES,
        make=_elected_together,
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
