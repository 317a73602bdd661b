"""Acts that a ranking needs before its result: holds, counts of women, decided ties."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from events.command import Command
from events.errors import ThiduaError
from events.holds import HoldLifted, HoldUnit, LiftHold, UnitHeld
from events.rule_book import book_of, in_force
from events.score_book.lot import draw
from events.tie_decisions import DecideTie
from events.tie_events import TieDecided
from events.women_counts import CountWomen, WomenCounted
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed, single_command
from thidua_tui.acts.ballot_fields import Vote
from thidua_tui.acts.ballot_reading import course_of, lenient
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    constant,
    day,
    line,
    pick,
    year,
    year_of,
)
from thidua_tui.acts.lot_words import lot_words, words_of
from thidua_tui.acts.ranking_choices import on_hold, tied
from thidua_tui.parsing.fuzzy_match import Option


def _matters(ground: ActContext, values: Values) -> list[Option]:
    """The knock-outs, or the reasons for a hold, that the book of the form's year names."""
    issued = in_force(ground.of_cluster, ground.cluster, year_of(ground, values))
    if issued is None:
        return []
    book = book_of(issued)
    texts = book.knock_outs if values.get("ground") == "knock-out" else book.holds
    return [Option(code=text, name=text) for text in dict.fromkeys(texts)]


def _matter(ground: ActContext, values: Values) -> str:
    """The only knock-out, or the only reason for a hold, that the book names."""
    offered = _matters(ground, values)
    return offered[0].code if len(offered) == 1 else ""


class TieVote(Vote, frozen=True):
    """The ballot that decides a tie; its fields are asked for only where a ballot decided it."""

    def fields(self) -> tuple[Field, ...]:
        """Return the fields of the vote, the method first."""
        return tuple(_only_by(field, "ballot") for field in super().fields())


TIE = TieVote(matter="tie", candidates=True)


def _only_by(field: Field, *ways: str) -> Field:
    """Ask for a field where a tie is decided in one of these ways, or where something is in it."""
    before = field.shown

    def shown(ground: ActContext, values: Values) -> bool:
        if values.get("by") not in ways:
            return field.kind != "choice" and field.name in _KEPT and bool(values.get(field.name))
        return before is None or before(ground, values)

    return replace(field, shown=shown)


_KEPT = ("rule", "witnesses", "words")
"""Fields whose text is asked for in whatever way the tie is decided."""


def _by_ground(ground: ActContext, values: Values) -> str:
    """The tied units in the order that the votes or the words give; where they share, in any."""
    known = [option.code for option in tied(ground, values)]
    match values.get("by"):
        case "ballot":
            ordered = _by_votes(known, values)
        case "words":
            ordered = _by_words(known, values)
        case "shared":
            ordered = known
        case _:
            ordered = []
    return "\n".join(f"{n} {unit}" for n, unit in enumerate(ordered, 1))


def _by_votes(known: list[str], values: Values) -> list[str]:
    """The tied units by their votes, once each of them has some."""
    course = course_of(lenient(values))
    if course is None or not course.rounds or not course.rounds[0].votes:
        return []
    last = {one.unit: one.votes for ballot in course.rounds for one in ballot.votes}
    if {*known} != {*last} or len({*last.values()}) < len(last):
        return []
    return sorted(last, key=lambda unit: -last[unit])


def _by_words(known: list[str], values: Values) -> list[str]:
    """The tied units in the order of the lot, once the words of the parties can be read."""
    try:
        return [*draw(words_of(lot_words(values.get("words", ""))), known)]
    except ThiduaError:
        return []


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
            *TIE.fields(),
            _only_by(Field(name="words", kind="lot", needed=False), "words"),
            Field(name="units", kind="places", options=tied, default=_by_ground),
            line("rule", needed=False),
            _only_by(Field(name="rounds", kind="number", needed=False, low=1, high=2), "ballot"),
            _only_by(line("witnesses", needed=False), "lot"),
            day(needed=False),
        ),
        needs=("no-cluster", "no-year-roster", "no-rules", "result-adopted", "no-tie"),
        start="units",
        make=_decided,
        vote=TIE,
    ),
    Act(
        id="hold-unit",
        command=HoldUnit,
        facts=(UnitHeld,),
        fields=(
            year(),
            pick("unit", choices.on_roster),
            choice("ground"),
            Field(
                name="wording",
                kind="line",
                options=_matters,
                needed=False,
                default=_matter,
            ),
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
