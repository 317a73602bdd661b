"""Acts on the way of a nomination: from the submission to the council, and what follows a grant."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from events.award_aftermath import AwardAmended, AwardRecovered
from events.award_ballots import RecordBallot, council_rule
from events.award_course import (
    AmendAward,
    AssessAward,
    ProposeAward,
    ReceiveAward,
    RecoverAward,
    ReturnAward,
)
from events.award_holds import HoldAward, HoldListed, LiftAwardHold
from events.award_steps import (
    AwardAssessed,
    AwardBalloted,
    AwardHeld,
    AwardHoldLifted,
    AwardProposed,
    AwardReceived,
    AwardReturned,
)
from events.ballots import Course
from events.command import Command
from events.council import council_members, council_of
from events.procedures import VotingRule, procedure
from thidua_tui.acts import award_choices, choices
from thidua_tui.acts.act import Act, Typed, single_command
from thidua_tui.acts.award_forms import forms
from thidua_tui.acts.ballot_fields import Vote
from thidua_tui.acts.ballot_reading import day_of, share_of
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Options,
    Values,
    choice,
    constant,
    day,
    line,
    picks,
    year,
    year_of,
)


def _file(options: Options) -> Field:
    """The nominations of a file: all that wait for the step, unless some are chosen."""

    def all_of_them(ground: ActContext, values: Values) -> str:
        return " ".join(option.code for option in options(ground, values))

    given = ("unit", "form")
    return Field(name="awards", kind="picks", options=options, default=all_of_them, gives=given)


def _each(act: Act, typed: Typed, ground: ActContext) -> Iterator[Command]:
    """Yield a command for each nomination of the file."""
    values = dict(typed)
    for code in values.pop("awards"):
        unit, _, form = code.partition("/")
        yield from single_command(act, {**values, "unit": unit, "form": form}, ground)


def _addressees(ground: ActContext, year: int) -> dict[str, str]:
    """Return the addressees of the nominations, by their codes."""
    return {f"{one.unit}/{one.form}": one.addressed_to for one in ground.nominations(year)}


def _addressee(ground: ActContext, values: Values) -> str:
    """To whom the nominations of the file went; empty where that differs."""
    known = _addressees(ground, year_of(ground, values))
    to = {known.get(code, "") for code in values.get("awards", "").split()}
    return to.pop() if len(to) == 1 else ""


def _propose(act: Act, typed: Typed, ground: ActContext) -> Iterator[Command]:
    """Yield a command for each nomination; without an addressee to whom the nomination went."""
    known = _addressees(ground, typed["year"])
    for code in typed["awards"]:
        to = typed.get("addressed_to") or known.get(code, "")
        yield from _each(act, {**typed, "awards": (code,), "addressed_to": to}, ground)


class CouncilVote(Vote, frozen=True):
    """A vote of the Council on the nomination in a form."""

    def rule(self, ground: ActContext, values: Values) -> VotingRule:
        """Return the rule for the form of award."""
        year = year_of(ground, values)
        known = procedure(ground.of_cluster, ground.cluster, year, self.matter)
        form = forms(ground, year).get(values.get("award", "").partition("/")[2])
        return council_rule(known, form) if form else super().rule(ground, values)

    def around(self, ground: ActContext, values: Values, course: Course) -> Course:
        """Return the course with the recorded members, and those who were issued a paper."""
        issued = course.rounds[0].issued if course.rounds else None
        council = ground.read(council_of(ground.cluster))
        seated = len(council_members(council, ground.cluster, day_of(ground, values)))
        share = share_of(values)
        stated = share.total if share and share.of == "members" else None
        members = stated or course.entitled or seated or None
        return replace(course, entitled=members, present=issued)


def _outcome(ground: ActContext, values: Values) -> str:
    """What the numbers give; adopted before there are any."""
    numbers = COUNCIL.numbers(ground, values)
    return "not-passed" if numbers and numbers[-1].short else "passed"


COUNCIL = CouncilVote(matter="council-award", of_units=False)
DAY = day(needed=False)
COURSE = (
    Act(
        id="propose-awards",
        command=ProposeAward,
        facts=(AwardProposed,),
        fields=(
            year(),
            _file(award_choices.unproposed),
            Field(name="number", kind="line", needed=False, spoken=True),
            DAY,
            line("signer", needed=False),
            line("addressed_to", needed=False, default=_addressee),
        ),
        needs=("no-cluster", "nothing-to-propose"),
        start="number",
        make=_propose,
    ),
    Act(
        id="receive-awards",
        command=ReceiveAward,
        facts=(AwardReceived,),
        fields=(
            year(),
            _file(award_choices.unreceived),
            line("number", needed=False),
            DAY,
            line("received_by", needed=False),
        ),
        needs=("no-cluster", "nothing-to-receive"),
        start="number",
        make=_each,
    ),
    Act(
        id="assess-awards",
        command=AssessAward,
        facts=(AwardAssessed,),
        fields=(
            year(),
            _file(award_choices.unassessed),
            choice("finding", default="eligible"),
            line("wording", needed=False),
            DAY,
            line("assessed_by", needed=False),
        ),
        needs=("no-cluster", "nothing-to-assess"),
        start="finding",
        make=_each,
    ),
    Act(
        id="return-award",
        command=ReturnAward,
        facts=(AwardReturned,),
        fields=(
            year(),
            award_choices.nomination(award_choices.returnable),
            line("wording"),
            DAY,
            line("returned_by", needed=False),
        ),
        needs=("no-cluster", "nothing-to-return"),
        start="award",
    ),
    Act(
        id="hold-award",
        command=HoldAward,
        facts=(AwardHeld,),
        fields=(
            year(),
            award_choices.nomination(award_choices.unheld),
            choice("ground"),
            line("wording", needed=False),
            DAY,
        ),
        needs=("no-cluster", "no-nomination"),
        start="award",
    ),
    Act(
        id="lift-award-hold",
        command=LiftAwardHold,
        facts=(AwardHoldLifted,),
        fields=(
            year(),
            award_choices.nomination(award_choices.awards_on_hold),
            line("wording", needed=False),
            DAY,
        ),
        needs=("no-cluster", "no-award-on-hold"),
        start="award",
    ),
    Act(
        id="hold-listed",
        command=HoldListed,
        fields=(
            year(),
            picks("units", choices.on_roster, default=constant("")),
            choice("ground"),
            line("wording"),
            DAY,
        ),
        needs=("no-cluster", "no-year-roster"),
        start="units",
    ),
    Act(
        id="record-ballot",
        command=RecordBallot,
        facts=(AwardBalloted,),
        fields=(
            year(),
            award_choices.nomination(award_choices.unballoted),
            choice("method", default="secret-ballot"),
            *COUNCIL.counts(),
            choice("outcome", default=_outcome),
            line("council", needed=False),
            DAY,
        ),
        needs=("no-cluster", "no-nomination"),
        series=True,
        start="votes",
        vote=COUNCIL,
    ),
    Act(
        id="amend-award",
        command=AmendAward,
        facts=(AwardAmended,),
        fields=(
            year(),
            award_choices.nomination(award_choices.granted),
            choice("amendment"),
            line("wording"),
            line("number", needed=False),
            DAY,
            line("signer", needed=False),
        ),
        needs=("no-cluster", "not-granted"),
        start="award",
    ),
    Act(
        id="recover-award",
        command=RecoverAward,
        facts=(AwardRecovered,),
        fields=(
            year(),
            award_choices.nomination(award_choices.annulled),
            choice("recovered"),
            line("money", needed=False),
            DAY,
        ),
        needs=("no-cluster", "not-annulled"),
        start="award",
    ),
)
"""In the order of the way."""
