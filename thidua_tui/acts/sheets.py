"""Acts about a unit's score sheet: evidence, explanations, and the states of the sheet."""

from __future__ import annotations

from collections.abc import Iterable

from events.command import Command
from events.evidence_files import EvidenceFiled, FileEvidence
from events.explanations import ExplanationGiven, GiveExplanation, open_threads
from events.sheet_events import (
    CLOSED,
    SheetApproved,
    SheetReturned,
    SheetState,
    SheetSubmitted,
    SheetVerified,
    sheet_states,
)
from events.sheet_states import ApproveSheet, ReturnSheet, SubmitSheet, VerifySheet
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Options,
    Values,
    choice,
    day,
    line,
    pick,
    prose,
    year,
    year_of,
)
from thidua_tui.acts.person_fields import person
from thidua_tui.parsing.fuzzy_match import Option


def _kind(ground: ActContext, values: Values) -> str:
    """An answer where a thread of the cell is open, else a claim."""
    waiting = open_threads(ground.of_cluster, ground.cluster, year_of(ground, values))
    here = (values.get("unit", ""), values.get("criterion", ""))
    return "answer" if here in waiting else "claim"


def _filed(_act: Act, typed: Typed, ground: ActContext) -> Iterable[Command]:
    """The command for a file that was read; the session copies it when the act is recorded."""
    values = dict(typed)
    file = ground.session.to_file(values.pop("file"))
    values.setdefault("cluster", ground.cluster)
    return [FileEvidence(**values, **file)]


def _of_state(*states: SheetState) -> Options:
    """Return the units whose sheet is in one of these states, as options."""

    def found(ground: ActContext, values: Values) -> list[Option]:
        known = sheet_states(ground.of_cluster, ground.cluster, year_of(ground, values))
        options = choices.on_roster(ground, values)
        return [option for option in options if known.get(option.code, "draft") in states]

    return found


STEP = (person(), day(needed=False))
SHEETS = (
    Act(
        id="submit-sheet",
        command=SubmitSheet,
        facts=(SheetSubmitted,),
        fields=(
            year(),
            pick("unit", choices.on_roster, among=_of_state("draft", "returned")),
            *STEP,
        ),
        needs=("no-cluster", "no-year-roster", "no-rules"),
        start="unit",
    ),
    Act(
        id="return-sheet",
        command=ReturnSheet,
        facts=(SheetReturned,),
        fields=(year(), pick("unit", choices.on_roster, among=_of_state(*sorted(CLOSED))), *STEP),
        needs=("no-cluster", "no-year-roster", "no-rules", "no-sheet"),
        start="unit",
    ),
    Act(
        id="verify-sheet",
        command=VerifySheet,
        facts=(SheetVerified,),
        fields=(
            year(),
            pick("unit", choices.on_roster, among=_of_state("submitted")),
            choice("by", "verified_by", default="head"),
            *STEP,
        ),
        needs=("no-cluster", "no-year-roster", "no-rules", "no-sheet"),
        start="unit",
    ),
    Act(
        id="approve-sheet",
        command=ApproveSheet,
        facts=(SheetApproved,),
        fields=(
            year(),
            pick("unit", choices.on_roster, among=_of_state("verified")),
            choice("by", "approved_by", default="office"),
            *STEP,
        ),
        needs=("no-cluster", "no-year-roster", "no-rules", "no-sheet"),
        start="unit",
    ),
    Act(
        id="give-explanation",
        command=GiveExplanation,
        facts=(ExplanationGiven,),
        fields=(
            year(),
            pick("unit", choices.on_roster),
            pick("criterion", choices.criteria),
            choice("kind", "explanation_kind", default=_kind),
            prose("text"),
            person(),
            day(needed=False),
            line("paper", needed=False),
            Field(name="points", kind="points", needed=False),
        ),
        needs=("no-cluster", "no-year-roster", "no-rules"),
        start="text",
    ),
    Act(
        id="file-evidence",
        command=FileEvidence,
        facts=(EvidenceFiled,),
        fields=(
            year(),
            pick("unit", choices.on_roster),
            pick("criterion", choices.criteria),
            Field(name="file", kind="evidence-file", gives=("name", "sha256", "size")),
        ),
        needs=("no-cluster", "no-year-roster", "no-rules"),
        start="file",
        make=_filed,
    ),
)
