"""Acts on voting: the rules of a cluster, and opening a vote."""

from __future__ import annotations

from msgspec.structs import replace

from events.command import Command
from events.open_vote import OpenVote
from events.presence import present_units
from events.procedures import (
    PRESETS,
    CopyProcedures,
    Matter,
    ProcedureSet,
    SetProcedure,
    VotingRule,
    rule_for,
)
from events.roles import HeadElected, head
from events.vote_opening import VoteOpened
from events.voting import Method
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed, single_command
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    CHOICES,
    Default,
    Field,
    Values,
    choice,
    constant,
    flag,
    line,
    pick,
    picks,
    year,
    year_of,
)
from thidua_tui.parsing.fuzzy_match import Option


def _away(ground: ActContext, values: Values) -> list[Option]:
    """The members that are not at the meeting: they may have voted in writing."""
    here = present_units(ground.of_cluster, values.get("meeting", ""))
    there = here.present if here else ()
    return [option for option in choices.members(ground, values) if option.code not in there]


def _wrote(ground: ActContext, values: Values) -> str:
    """The units whose vote in writing is recorded with their absence."""
    here = present_units(ground.of_cluster, values.get("meeting", ""))
    return " ".join(here.written) if here and _rule(ground, values).written else ""


def _next_matter(ground: ActContext, _values: Values) -> str:
    """The result of the year first, then the head of the year to come."""
    return "head" if ground.result(ground.year) else "acclaim"


def _matters(ground: ActContext, values: Values) -> list[Option]:
    """All matters, the likely one first: a line must name it, for opening a vote fixes the roll."""
    likely = _next_matter(ground, values)
    codes = sorted(CHOICES["matter"], key=lambda code: code != likely)
    return [Option(code=code, name=ground.words.choice("matter", code)) for code in codes]


def _vote_year(ground: ActContext, values: Values) -> str:
    """The page's year; of an election the first year without a head."""
    taken = {e.year for e in ground.of_cluster.of(HeadElected)}
    led = {y for y in taken if head(ground.of_cluster, ground.cluster, y)}
    elects = values.get("matter") in ("head", "deputy")
    return str(ground.year_without(led) if elects else ground.year)


def _rule(ground: ActContext, values: Values) -> VotingRule:
    """The rule that was chosen by name, else the one in force."""
    if known := PRESETS.get(values.get("preset", "")):
        return known
    matter = values.get("matter", "")
    known_matter: Matter = matter if matter in CHOICES["matter"] else "question"  # type: ignore[assignment]  # one of the values of the type
    return rule_for(ground.of_cluster, ground.cluster, year_of(ground, values), known_matter)


def _of_rule(name: str) -> Default:
    """The default of a field: what the rule says of it."""

    def first(ground: ActContext, values: Values) -> str:
        value = getattr(_rule(ground, values), name)
        if isinstance(value, bool):
            return "yes" if value else ""
        return " ".join(value) if isinstance(value, tuple) else str(value)

    return first


def _methods(ground: ActContext, _values: Values) -> list[Option]:
    methods: tuple[Method, ...] = CHOICES["method"][1:]  # type: ignore[assignment]  # as above
    return [Option(code=one, name=ground.words.choice("method", one)) for one in methods]


def _ruled(field: Field) -> Field:
    return replace(field, default=_of_rule(field.name), gives=("rule",))


def _set(act: Act, typed: Typed, ground: ActContext) -> list[Command]:
    """The command: its rule is made of the fields that give it."""
    given = {name: typed[name] for name in VotingRule.__struct_fields__ if name in typed}
    others = {name: value for name, value in typed.items() if name not in given}
    return single_command(act, {**others, "rule": VotingRule(**given)}, ground)


VOTES = (
    Act(
        id="open-vote",
        command=OpenVote,
        facts=(VoteOpened,),
        fields=(
            replace(choice("matter", default=_next_matter), among=_matters),
            year(_vote_year),
            pick("meeting", choices.meetings, among=choices.open_meeting),
            picks("in_writing", _away, needed=False, default=_wrote),
        ),
        needs=("no-cluster", "no-open-meeting", "no-presence"),
    ),
)
"""What is done in the room."""
PROCEDURES = (
    Act(
        id="set-procedure",
        command=SetProcedure,
        facts=(ProcedureSet,),
        fields=(
            year(),
            choice("matter", default="head"),
            Field(
                name="preset", kind="choice", of="preset", needed=False, feeds=True,
                default=constant(""),
            ),
            _ruled(Field(name="majority", kind="share")),
            _ruled(choice("of", "votes_of")),
            _ruled(Field(name="quorum", kind="share")),
            _ruled(Field(name="rounds", kind="number", low=1, high=5)),
            _ruled(choice("then", "after")),
            _ruled(picks("methods", _methods, needed=False)),
            _ruled(flag("written")),
            _ruled(flag("proxies")),
            _ruled(flag("self_vote")),
            _ruled(line("paper", needed=False)),
        ),
        needs=("no-cluster",),
        start="matter",
        series=True,
        make=_set,
    ),
    Act(
        id="copy-procedures",
        command=CopyProcedures,
        fields=(year(), year(lambda ground, _values: str(ground.year - 1), name="source_year")),
        needs=("no-cluster",),
    ),
)  # fmt: skip
"""How a cluster puts its matters to the vote."""
