"""Acts that a ranking needs before its result: holds, counts of women, decided ties."""

from __future__ import annotations

from collections.abc import Iterable

from events.command import Command
from events.holds import HoldLifted, HoldUnit, LiftHold, UnitHeld
from events.rule_book import book_of, in_force
from events.tie_decisions import DecideTie
from events.tie_events import TieDecided
from events.women_counts import CountWomen, WomenCounted
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed, single_command
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    constant,
    day,
    line,
    pick,
    votes,
    year,
    year_of,
)
from thidua_tui.acts.ranking_choices import on_hold, tied


def _matter(ground: ActContext, values: Values) -> str:
    """The only knock-out, or the only reason for a hold, that the book names."""
    issued = in_force(ground.of_cluster, ground.cluster, year_of(ground, values))
    if issued is None:
        return ""
    book = book_of(issued)
    texts = book.knock_outs if values.get("ground") == "knock-out" else book.holds
    return texts[0] if len(texts) == 1 else ""


def _decided(act: Act, typed: Typed, ground: ActContext) -> Iterable[Command]:
    """The command: units by their numbers."""
    values = dict(typed)
    places = sorted(values["units"], key=lambda place: place.place)
    values["units"] = tuple(place.unit for place in places)
    return single_command(act, values, ground)


def _people(name: str, low: int) -> Field:
    return Field(name=name, kind="number", low=low, high=1_000_000)


DAY = day(needed=False, default=constant(""))
RANKINGS = (
    Act(
        id="decide-tie",
        command=DecideTie,
        facts=(TieDecided,),
        fields=(
            year(),
            choice("by", "tie_method", default="rule"),
            Field(name="units", kind="places", options=tied),
            line("rule", needed=False),
            *votes(),
            Field(name="rounds", kind="number", needed=False, low=1, high=2),
            line("witnesses", needed=False),
            Field(name="words", kind="lot", needed=False),
            day(needed=False),
        ),
        needs=("no-cluster", "no-year-roster", "no-rules", "result-adopted", "no-tie"),
        start="units",
        make=_decided,
    ),
    Act(
        id="hold-unit",
        command=HoldUnit,
        facts=(UnitHeld,),
        fields=(
            year(),
            pick("unit", choices.on_roster),
            choice("ground"),
            line("wording", needed=False, default=_matter),
            DAY,
        ),
        needs=("no-cluster", "no-year-roster"),
        start="unit",
    ),
    Act(
        id="lift-hold",
        command=LiftHold,
        facts=(HoldLifted,),
        fields=(year(), pick("unit", on_hold, among=on_hold), line("wording", needed=False), DAY),
        needs=("no-cluster", "no-hold"),
    ),
    Act(
        id="count-women",
        command=CountWomen,
        facts=(WomenCounted,),
        fields=(
            year(),
            pick("unit", choices.on_roster),
            _people("women", 0),
            _people("total", 1),
            DAY,
        ),
        needs=("no-cluster", "no-year-roster", "result-adopted"),
        series=True,
        start="unit",
    ),
)
