"""What each role may record: one row an event, by its stored name.

It asks about facts, not about commands: a correction is judged by what it takes back and by what it
puts there, and `verify` holds the same table against a ledger that is there already. A fact in no
row is the secretary's alone; a test fails until it has a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from events.command import History
from events.corrections import EntriesRetracted
from events.errors import Refused, refuse
from events.event import Event, name_of
from events.explanations import ExplanationGiven
from events.operators import OperatorNamed, holder, in_force, named
from events.scoring import ScoreRecorded
from events.second_reading import SheetReadTwice
from events.sheet_events import SheetApproved, SheetVerified
from events.signatures import Signing

Roles = frozenset[str]
SECRETARY: Roles = frozenset({"secretary"})
"""Records everything."""
BOTH: Roles = SECRETARY | {"head"}
VERIFYING: Roles = BOTH | {"verifier"}
OF_A_UNIT: Roles = frozenset({"verifier", "head"})
"""The roles that do not verify the unit they belong to."""
JUDGING = ("verified", "office", "outside")
"""The stages whose points can be final, and are never the unit's own or a peer's."""

DUTIES: dict[str, Roles] = {
    # who writes
    "operator-named": BOTH,
    "operator-dismissed": BOTH,
    # the conference
    **dict.fromkeys(("meeting-opened", "guest-attended", "paper-numbered"), SECRETARY),
    "units-attended": SECRETARY,
    "report-presented": SECRETARY,
    "remark-recorded": VERIFYING,
    "meeting-closed": SECRETARY,
    "minutes-read-out": SECRETARY,
    "minutes-amended": SECRETARY,
    "minutes-approved": BOTH,
    **dict.fromkeys(("minutes-signed", "sentence-worded", "meeting-reopened"), SECRETARY),
    **dict.fromkeys(("unit-arrived", "unit-departed", "unit-absent"), SECRETARY),
    **dict.fromkeys(("meeting-role-given", "task-reported", "paper-issued"), SECRETARY),
    **dict.fromkeys(("speaker-listed", "speaker-called", "speaker-finished"), SECRETARY),
    **dict.fromkeys(("task-given", "headship-handed-over", "paper-cancelled"), BOTH),
    # criteria, scores, result
    "rules-issued": SECRETARY,
    "rules-amended": SECRETARY,
    "cross-check-planned": BOTH,
    "peer-sheet-sealed": SECRETARY,
    "peer-sheets-opened": SECRETARY,
    "score-recorded self": SECRETARY,
    "score-recorded peer": SECRETARY,
    "score-recorded verified": VERIFYING,
    "score-recorded office": VERIFYING,
    "score-recorded outside": VERIFYING,
    "unit-held": BOTH,
    "hold-lifted": BOTH,
    "women-counted": SECRETARY,
    "representative-named": SECRETARY,
    "representative-left": SECRETARY,
    **dict.fromkeys(("council-member-named", "council-member-left"), SECRETARY),
    "cluster-decision-recorded": SECRETARY,
    **dict.fromkeys(("compact-adopted", "regulation-adopted"), SECRETARY),
    "roster-reported": SECRETARY,
    "unit-result-reported": SECRETARY,
    "figure-recorded": SECRETARY,
    **dict.fromkeys(("unit-described", "cluster-described"), SECRETARY),
    **dict.fromkeys(("office-described", "legal-basis-named", "report-text-written"), SECRETARY),
    **dict.fromkeys(("meeting-convened", "convening-changed", "convening-cancelled"), BOTH),
    "tie-decided": BOTH,
    "agenda-set": SECRETARY,
    "agenda-item-added": SECRETARY,
    "agenda-item-changed": SECRETARY,
    "agenda-item-moved": SECRETARY,
    "agenda-item-taken": SECRETARY,
    "agenda-item-finished": SECRETARY,
    "agenda-item-skipped": SECRETARY,
    "evidence-filed": SECRETARY,
    "evidence-attached": VERIFYING,
    "explanation-given claim": SECRETARY,
    "explanation-given objection": VERIFYING,
    "explanation-given answer": SECRETARY,
    "explanation-given verdict": VERIFYING,
    "sheet-submitted": SECRETARY,
    "sheet-returned": VERIFYING,
    "sheet-verified": VERIFYING,
    "sheet-approved": BOTH,
    "occurrence-recorded": VERIFYING,
    "sheet-read-twice": VERIFYING,
    "result-adopted": BOTH,
    "result-withdrawn": BOTH,
    # awards
    "award-form-defined": SECRETARY,
    "quota-set": BOTH,
    "award-nominated": BOTH,
    "nomination-withdrawn": BOTH,
    "unit-withdrew": SECRETARY,
    "award-granted": SECRETARY,
    "award-denied": SECRETARY,
    "award-presented": SECRETARY,
    "award-annulled": SECRETARY,
    "award-proposed": BOTH,
    "award-received": SECRETARY,
    "award-assessed": SECRETARY,
    "award-returned": SECRETARY,
    "award-held": BOTH,
    "award-hold-lifted": BOTH,
    "award-balloted": SECRETARY,
    "award-amended": SECRETARY,
    "award-recovered": SECRETARY,
    # who leads
    "head-elected": BOTH,
    "vote-opened": SECRETARY,
    "procedure-set": SECRETARY,
    "deputy-elected": BOTH,
    "acting-head-named": BOTH,
    "officer-stood-down": BOTH,
    # who belongs
    "roster-recorded": SECRETARY,
    "unit-joined": SECRETARY,
    "unit-left": SECRETARY,
    # movements, compacts
    "movement-launched": SECRETARY,
    "movement-joined": SECRETARY,
    "movement-result": SECRETARY,
    "movement-ended": SECRETARY,
    "compact-signed": SECRETARY,
    "compact-joined": SECRETARY,
    "compact-signature": SECRETARY,
    "signer-named": SECRETARY,
    "compact-text-filed": SECRETARY,
    "target-set": SECRETARY,
    "target-changed": SECRETARY,
    "target-withdrawn": SECRETARY,
    "target-put-in-book": SECRETARY,
    # clusters, units
    "cluster-founded": SECRETARY,
    "cluster-renamed": SECRETARY,
    "cluster-dissolved": SECRETARY,
    "unit-founded": SECRETARY,
    "unit-renamed": SECRETARY,
    "unit-absorbed": SECRETARY,
    "units-merged": SECRETARY,
    "unit-split": SECRETARY,
    "unit-dissolved": SECRETARY,
    "function-taken-over": SECRETARY,
    "branch-merged": SECRETARY,
    # what late sources say
    "council-decided": SECRETARY,
    "clusters-counted": SECRETARY,
    "proposals-counted": SECRETARY,
    "decision-reported": SECRETARY,
    "statement-recorded": VERIFYING,
    "verdict-given": BOTH,
}
"""Stored name, of a score with its stage, of an explanation with its kind -> who may record it.

A reader has no row.
"""


def row(event: Event) -> str:
    """Return the row of the table that an event is judged by."""
    name = name_of(event)
    if isinstance(event, ExplanationGiven):
        return f"{name} {event.kind}"
    return f"{name} {event.stage}" if isinstance(event, ScoreRecorded) else name


def roles_for(event: Event, taken_back: Callable[[int], Roles]) -> Roles:
    """Return who may record an event; what is taken back is taken back by those who may record it.

    Args:
        event: The event.
        taken_back: Returns the roles that may record the entry at a position (from 1).
    """
    if isinstance(event, EntriesRetracted):
        return frozenset.intersection(SECRETARY | VERIFYING, *map(taken_back, event.positions))
    return DUTIES.get(row(event), SECRETARY)


def may_ever(role: str, facts: Iterable[type[Event]]) -> bool:
    """Return whether a role may record such facts at all; of a score, in some stage.

    Args:
        role: A role of `operators.Role`.
        facts: The types of the events.
    """
    names = [name_of(fact) for fact in facts]
    rows = {name: [r for r in DUTIES if r.split()[0] == name] for name in names}
    return all(
        any(role in DUTIES[r] for r in rows[name]) if rows[name] else role in SECRETARY
        for name in names
    )


class Writer(NamedTuple):
    """The operator who records, and what signs for him.

    Attributes:
        operator: How the operator was named.
        signing: The key that signs.
    """

    operator: OperatorNamed
    signing: Signing


def admitted(
    history: History, facts: Iterable[Event], signing: Callable[[], Signing | None]
) -> Writer | None:
    """Return the operator who records these facts; None in a ledger without operators.

    Args:
        history: The history, with all operators and what the facts take back.
        facts: The events to be recorded.
        signing: Returns the key of the person who records, or None; called only where it is needed.

    Raises:
        Refused: `no-signing-key`, `operator-unknown`, `operator-dismissed`, `role-forbids`,
            `verifies-own-unit`, `reads-for-another`; `first-operator-key`, when the first operator
            does not name himself.
    """
    now, facts = in_force(history), tuple(facts)
    first = next((fact for fact in facts if isinstance(fact, OperatorNamed)), None)
    if not (now or first):
        return None
    signer = signing()
    if signer is None:
        raise Refused("no-signing-key")
    if now:
        operator = operator_of(history, signer.key.public)
        _within(operator, facts, history)
        return Writer(operator, signer)
    if first is None or not holder([first], signer.key.public):
        raise Refused("first-operator-key")
    return Writer(first, signer)


def operator_of(history: History, public: bytes) -> OperatorNamed:
    """Return the operator in force whose key this is.

    Args:
        history: The history, with all operators.
        public: The 32 bytes of the public key.

    Raises:
        Refused: `operator-unknown`; `operator-dismissed` with the `name`.
    """
    if operator := holder(in_force(history).values(), public):
        return operator
    if before := holder(named(history).values(), public):
        raise Refused("operator-dismissed", name=before.name)
    raise Refused("operator-unknown")


def _within(operator: OperatorNamed, facts: tuple[Event, ...], history: History) -> None:
    events = {entry.position: entry.event for entry in history.entries}

    def taken_back(position: int) -> Roles:
        return roles_for(events[position], taken_back) if position in events else SECRETARY

    for fact in facts:
        allowed = operator.role in roles_for(fact, taken_back)
        refuse(not allowed, "role-forbids", name=operator.name, role=operator.role)
        if (judged := _judged(fact)) is not None:
            own = verifies_own(operator, *judged)
            refuse(own, "verifies-own-unit", name=operator.name, unit=judged[1])
        other = isinstance(fact, SheetReadTwice) and fact.second_by != operator.name
        refuse(other, "reads-for-another", name=operator.name)


def _judged(fact: Event) -> tuple[str, str] | None:
    """Return the stage at which a fact judges a unit's points, and the unit; None for others."""
    match fact:
        case ScoreRecorded(stage=stage, unit=unit):
            return stage, unit
        case SheetVerified(unit=unit) | ExplanationGiven(kind="verdict", unit=unit):
            return "verified", unit
        case SheetApproved(unit=unit):
            return "office", unit
    return None


def verifies_own(operator: OperatorNamed, stage: str, unit: str) -> bool:
    """Return whether an operator would judge the points of the unit he belongs to.

    Args:
        operator: How the operator was named.
        stage: The stage of the points.
        unit: The code of the unit that is scored.
    """
    return operator.role in OF_A_UNIT and unit == operator.unit and stage in JUDGING
