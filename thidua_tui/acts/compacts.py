"""Acts on the signing of a compact, and on what movements led to."""

from __future__ import annotations

from events.command import Command
from events.compact_adoption import AdoptCompact, CompactAdopted
from events.compact_signatures import (
    CompactTextFiled,
    FileCompactText,
    NameSigner,
    SignForUnit,
)
from events.compacts import CompactSignature, SignerNamed, compact, signed_units
from events.emulation_movements import MovementEnded, MovementLaunched, MovementResult
from events.movement_results import EndMovement, RecordMovementResult
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed
from thidua_tui.acts.ballot_fields import Vote
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    constant,
    day,
    day_within,
    line,
    pick,
    prose,
    year,
    year_of,
)
from thidua_tui.acts.person_fields import office, person
from thidua_tui.parsing.dates import format_date
from thidua_tui.parsing.fuzzy_match import Option


def _signing_day(ground: ActContext, values: Values) -> str:
    """Return the day of the open meeting, if the compact is not of a later day."""
    signed = compact(ground.of_cluster, ground.cluster, year_of(ground, values))
    on = ground.day(year_of(ground, values) - 1, year_of(ground, values))
    late = signed and signed.on and on and on < signed.on
    return "" if late else format_date(on)


def _unnamed(ground: ActContext, values: Values) -> list[Option]:
    """The units that signed, those whose signer is not known first."""
    here = (ground.of_cluster, ground.cluster, year_of(ground, values))
    named = {
        e.unit
        for e in ground.of_cluster.of(CompactSignature, SignerNamed)
        if e.person and (e.cluster, e.year) == here[1:]
    }
    return choices.units(ground, sorted(signed_units(*here), key=lambda unit: unit in named))


def _filed(_act: Act, typed: Typed, ground: ActContext) -> list[Command]:
    """The command for a file that was read; the session copies it when the act is recorded."""
    values = dict(typed)
    file = ground.session.to_file(values.pop("file"))
    values.setdefault("cluster", ground.cluster)
    return [FileCompactText(**values, **file)]


def _unended(ground: ActContext, _values: Values) -> list[Option]:
    """The movements that were not concluded."""
    over = {e.movement for e in ground.movements.of(MovementEnded)}
    launched = ground.movements.of(MovementLaunched)
    return [Option(code=e.movement, name=e.name) for e in launched if e.movement not in over]


def without_result(ground: ActContext, values: Values) -> list[Option]:
    """Members, those without a result in the form's movement and year first."""
    year = year_of(ground, values)
    done = {
        e.unit
        for e in ground.movements.of(MovementResult)
        if (e.movement, e.cluster, e.year) == (values.get("movement"), ground.cluster, year)
    }
    return sorted(choices.members(ground, values), key=lambda option: option.code in done)


OUTCOMES = (
    Act(
        id="record-movement-result",
        command=RecordMovementResult,
        facts=(MovementResult,),
        fields=(
            year(),
            pick("movement", choices.movements, among=choices.movements),
            pick("unit", without_result, among=without_result),
            line("text", needed=False),
            Field(name="amount", kind="amount", needed=False),
            line("measure", needed=False),
            day(needed=False, default=constant("")),
        ),
        needs=("no-cluster", "no-roster"),
        series=True,
        start="text",
        screen="matrix",
    ),
    Act(
        id="end-movement",
        command=EndMovement,
        facts=(MovementEnded,),
        fields=(
            pick("movement", _unended, among=_unended),
            day(needed=False),
            prose("summary", needed=False),
        ),
        needs=("no-movement",),
        start="movement",
    ),
)

ADOPTED = Vote(matter="compact")
COMPACTS = (
    Act(
        id="adopt-compact",
        command=AdoptCompact,
        facts=(CompactAdopted,),
        fields=(
            year(),
            *ADOPTED.fields(),
            pick("meeting", choices.meetings, needed=False, among=choices.open_meeting),
            day_within(1, 0),
            line("note", needed=False),
        ),
        vote=ADOPTED,
        needs=("no-cluster",),
        start="method",
    ),
    Act(
        id="sign-for-unit",
        command=SignForUnit,
        facts=(CompactSignature,),
        fields=(
            year(),
            pick("unit", choices.signers, among=choices.unsigned),
            person(),
            office(),
            Field(name="time", kind="clock", needed=False),
            Field(name="on", kind="date", needed=False, default=_signing_day),
        ),
        needs=("no-cluster", "no-roster"),
        series=True,
        start="person",
        screen="signing",
    ),
    Act(
        id="name-signer",
        command=NameSigner,
        facts=(SignerNamed,),
        fields=(
            year(),
            pick("unit", _unnamed, among=_unnamed),
            person(needed=True),
            office(),
        ),
        needs=("no-cluster", "no-compact", "no-signature"),
        series=True,
        start="person",
    ),
    Act(
        id="file-compact-text",
        command=FileCompactText,
        facts=(CompactTextFiled,),
        fields=(year(), Field(name="file", kind="evidence-file", gives=("name", "sha256", "size"))),
        needs=("no-cluster", "no-compact"),
        start="file",
        make=_filed,
    ),
)
