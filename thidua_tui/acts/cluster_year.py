"""Acts of a cluster's year: movements, the compact, the rule book, scores, the result."""

from __future__ import annotations

from events.clusters import known_cluster
from events.command import Command
from events.compact_signatures import JoinCompact, SignCompact
from events.compacts import CompactJoined, CompactSigned
from events.emulation_movements import (
    JoinMovement,
    LaunchMovement,
    MovementJoined,
    MovementLaunched,
)
from events.errors import Refused
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.result_events import ResultAdopted, ResultWithdrawn
from events.score_book.leaf_kinds import Observation
from events.scoring import RecordScore, ScoreRecorded
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed, single_command
from thidua_tui.acts.ballot_fields import Vote, method_field
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    code,
    constant,
    day,
    day_within,
    line,
    pick,
    picks,
    prose,
    year,
)
from thidua_tui.acts.rule_books import RULES
from thidua_tui.parsing.dates import year_so_far
from thidua_tui.parsing.fuzzy_match import Option


def _movements(ground: ActContext) -> set[str]:
    return {e.movement for e in ground.movements.of(MovementLaunched)}


def _own(ground: ActContext, values: Values) -> str:
    """The page's cluster, where nothing says that a movement is of a higher level."""
    wider = values.get("launched_by") or values.get("level") not in (None, "", "agency")
    if wider or not ground.at_a_cluster:
        return ""
    try:
        known_cluster(ground.lives, ground.cluster, year_so_far(values.get("since", "")))
    except Refused:  # it is older than the cluster
        return ""
    return ground.cluster


def _open_movements(ground: ActContext, values: Values) -> list[Option]:
    """The movements for which members of the cluster have not registered yet."""
    return [
        option
        for option in choices.movements(ground, values)
        if choices.unregistered(ground, {**values, "movement": option.code})
    ]


def _compact_year(ground: ActContext, _values: Values) -> str:
    """Return the page's year; at a year-end conference the next year (records A01, A03)."""
    signed = {e.year for e in ground.of_cluster.of(CompactSigned)}
    now = ground.open_meeting()
    first = now.year + 1 if now and now.kind == "year-end" else None
    return str(ground.year_without(signed, first))


def _score(act: Act, typed: Typed, ground: ActContext) -> list[Command]:
    """Return the score; what was observed is typed where points are."""
    values = dict(typed)
    if isinstance(seen := values.get("points"), Observation):
        values |= {"points": None, "observed": seen}
    return single_command(act, values, ground)


ON = day_within(0, 2)

MOVEMENTS = (
    Act(
        id="launch-movement",
        command=LaunchMovement,
        facts=(MovementLaunched,),
        fields=(
            line("name"),
            line("launched_by", needed=False),
            choice("level", needed=False, default=""),
            year(name="since", needed=False),
            year(name="until", needed=False),
            day(needed=False, default=constant("")),
            pick("of_cluster", choices.clusters, needed=False, default=_own),
            code("movement", _movements),
        ),
        series=True,
    ),
    Act(
        id="join-movement",
        command=JoinMovement,
        facts=(MovementJoined,),
        fields=(
            year(),
            pick("movement", choices.movements, among=_open_movements),
            picks(
                "units",
                choices.members,
                default=lambda ground, values: " ".join(choices.unregistered(ground, values)),
            ),
            day_within(0, 0),
        ),
        needs=("no-cluster", "no-roster", "no-movement"),
        series=True,
        start="movement",
    ),
    Act(
        id="sign-compact",
        command=SignCompact,
        facts=(CompactSigned,),
        fields=(
            year(_compact_year),
            day_within(1, 0),
            picks("signatories", choices.members, needed=False),
            line("place", needed=False),
            prose("text", needed=False),
        ),
        needs=("no-cluster",),
        start="year",
    ),
    Act(
        id="join-compact",
        command=JoinCompact,
        facts=(CompactJoined,),
        fields=(year(), pick("unit", choices.signers), day(needed=False)),
        needs=("no-cluster", "no-compact"),
        series=True,
    ),
)

ACCLAIM, SCORES = Vote(matter="acclaim"), Vote(matter="result")

RESULTS = (
    *RULES,
    Act(
        id="record-score",
        command=RecordScore,
        facts=(ScoreRecorded,),
        fields=(
            year(),
            choice("stage", default="verified"),
            pick("unit", choices.on_roster),
            pick("criterion", choices.criteria),
            Field(name="points", kind="points", gives=("points", "observed")),
            pick("scorer", choices.on_roster, needed=False),
            line("evidence", needed=False),
            line("note", needed=False),
        ),
        needs=("no-cluster", "no-year-roster", "no-rules"),
        start="evidence",
        screen="scores",
        make=_score,
    ),
    Act(
        id="adopt-result",
        command=AdoptResult,
        facts=(ResultAdopted,),
        fields=(
            year(),
            method_field(),
            Field(name="places", kind="places", needed=False, options=choices.on_roster),
            *ACCLAIM.counts(),
            ON,
        ),
        needs=("no-cluster", "no-year-roster", "result-adopted"),
        vote=ACCLAIM,
        start="method",
    ),
    Act(
        id="adopt-scores",
        command=AdoptScores,
        facts=(),
        fields=(year(), *SCORES.fields(), ON),
        vote=SCORES,
        needs=("no-cluster", "no-year-roster", "no-rules", "result-adopted"),
        start="method",
    ),
    Act(
        id="withdraw-result",
        command=WithdrawResult,
        facts=(ResultWithdrawn,),
        fields=(year(), ON),
        needs=("no-cluster", "no-result"),
    ),
)
