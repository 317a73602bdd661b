"""The fields of every vote: the method first, then only what the method counts.

What is typed becomes the `Course` of the vote; the form, the line and the live arithmetic share the
reading. A second ballot is asked for where the first decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from events.ballots import Course, Round
from events.errors import BadInput
from events.procedures import Matter, VotingRule, rule_for, voting_years
from events.vote_checks import Count
from events.vote_outcome import Arithmetic, Outcome, arithmetic, outcome, there
from events.voting import UNCOUNTED
from thidua_tui.acts import choices
from thidua_tui.acts.ballot_conditions import (
    all_of,
    always,
    by_method,
    counted,
    emptied,
    following,
    never,
    no_candidates,
    no_members,
)
from thidua_tui.acts.ballot_reading import NUMBERS, SECOND, course_of, day_of, lenient, share_of
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Default, Field, Shown, Values, choice, votes, year_of

_FORM_BALLOTS = 2
"""As many ballots as a form has fields for."""


class Vote(Struct, frozen=True, kw_only=True):
    """What is put to the vote in a form: its matter, and whether there are candidates for seats.

    Attributes:
        matter: What is put to the vote.
        candidates: Whether units are candidates; else it is a question.
        least_seats: The fewest seats; there may be more where it is above 1.
        of_units: Whether member units vote, who go on until the question is adopted; a Council
            votes once, and that it did not adopt is an outcome.
    """

    matter: Matter
    candidates: bool = False
    least_seats: int = 1
    of_units: bool = True

    def rule(self, ground: ActContext, values: Values) -> VotingRule:
        """Return the rule in force of the year of the form."""
        return rule_for(ground.of_cluster, ground.cluster, year_of(ground, values), self.matter)

    def around(self, ground: ActContext, values: Values, course: Course) -> Course:
        """Return the course with who is entitled and who takes part, as it would be recorded."""
        year = year_of(ground, values)
        count = Count(
            cluster=ground.cluster,
            years=voting_years(self.matter, year),
            votes=share_of(values),
            on=day_of(ground, values),
            matter=self.matter,
            course=course,
        )
        return count.settled(ground.of_cluster).course or course

    def fields(self) -> tuple[Field, ...]:
        """Return the fields of the vote, the method first."""
        return (method_field(), *self.counts())

    def counts(self, *, share: bool = True) -> tuple[Field, ...]:
        """Return the fields of the vote behind its method.

        Args:
            share: Whether a count such as 7/8 can be given instead of the ballots.
        """
        part, of = votes()
        shares = (
            replace(part, shown=all_of(counted, no_candidates)),
            replace(of, shown=all_of(counted, no_candidates), default=self._of_whom),
        )
        first = (*(shares if share else ()), *self._ballot(""))
        if not self.of_units:
            return (*first, *_VOTERS, _SETTLED)
        undecided = self._undecided()
        again = () if self.candidates else (replace(part, name="votes_2", gives=("course",)),)
        second = [
            replace(field, shown=all_of(undecided, field.shown or always))
            for field in (*again, *self._ballot(SECOND))
        ]
        tie = (
            replace(
                choice("decided_by", needed=False, default=""), gives=("course",), shown=undecided
            ),
            Field(
                name="decided_note", kind="line", needed=False, gives=("course",), shown=undecided
            ),
        )
        hands = Field(
            name="hands",
            kind="picks",
            needed=False,
            gives=("course",),
            options=choices.members,
            shown=by_method("show-of-hands"),
        )
        return (*first, hands, *second, *tie, _SETTLED)

    def seats(self) -> Field:
        """Return the field of the number of seats, before that of those elected."""
        return Field(
            name="seats",
            kind="number",
            needed=False,
            gives=("course",),
            default=self._seats,
            low=self.least_seats,
            high=9,
            shown=by_method("secret-ballot", "show-of-hands"),
        )

    def _seats(self, _ground: ActContext, values: Values) -> str:
        """Return the fewest seats for which the first ballot adds up, and the units named."""
        course = course_of(lenient(values))
        named = len(values.get("units", "").split("\n")) if not course else 0
        least = max(self.least_seats, named)
        first = course.rounds[0] if course and course.rounds else Round()
        if papers := first.valid_papers or first.issued:
            cast = sum(one.votes for one in first.votes)
            least = max(least, -(-cast // papers))
        return str(min(9, least))

    def _of_whom(self, ground: ActContext, values: Values) -> str:
        """Return of whom a count is; of the members where nothing around it says so."""
        return self._base(ground, values) or "members"

    def _base(self, ground: ActContext, values: Values) -> str:
        """Return of whom a count is: of the valid papers, else of those of whom there are as many.

        Where there are as many of none, it is what the rule names; empty where it names none.
        """
        typed = lenient({**values, "votes_of": "not-recorded"})
        share, course = typed.get("votes"), course_of(typed)
        if share is None:
            return "members"
        roll = self.around(ground, {**values, "votes": ""}, course or Course())
        papers = course.rounds[0].valid_papers if course and course.rounds else None
        if papers == share[1]:
            return "valid"
        if not self.of_units or roll.entitled is None or roll.entitled == share[1]:
            return "members"
        if share[1] in (roll.present, there(roll)):
            return "present"
        of = self.rule(ground, values).of
        if of not in ("members", "not-recorded"):
            return of
        return "" if share[1] < roll.entitled and not (course and course.rounds) else "members"

    def unclear_base(self, ground: ActContext, values: Values) -> BadInput | None:
        """Return that a count does not say of whom it is, although it is not of all members.

        Args:
            ground: Where the form is.
            values: What is typed, without a base that was chosen.
        """
        share = share_of(values)
        if share is None or self._base(ground, values):
            return None
        roll = self.around(ground, {**values, "votes": ""}, Course())
        facts = {"votes": share.votes_for, "total": share.total, "count": roll.entitled}
        return BadInput("base-unnamed", **facts, present=roll.present)

    def _ballot(self, end: str) -> Iterator[Field]:
        if self.candidates:
            yield Field(
                name=f"candidates{end}",
                kind="candidates",
                needed=False,
                gives=("course",),
                options=choices.members,
                shown=by_method("secret-ballot", "show-of-hands"),
            )
        for name in NUMBERS:
            hands = ("show-of-hands",) if name == "against" else ()
            if not (hands and self.candidates):
                yield Field(
                    name=f"{name}{end}",
                    kind="count",
                    needed=False,
                    gives=("course",),
                    default=following(name, end),
                    shown=by_method(
                        "secret-ballot", *(("show-of-hands",) if name == "against" else ())
                    ),
                )

    def _undecided(self) -> Shown:
        def shown(ground: ActContext, values: Values) -> bool:
            if not by_method("secret-ballot", "show-of-hands")(ground, values):
                return False
            first = {**values, **emptied(SECOND, values), "decided_by": ""}
            course = course_of(lenient(first))
            if course is None and (share := share_of(values)):
                return share.votes_for < self.rule(ground, values).needed(share.total)
            if course is None:
                return False
            found = self.result(ground, values, course)
            return found.seats_open > 0 if self.candidates else not found.adopted

        return shown

    def result(self, ground: ActContext, values: Values, course: Course) -> Outcome:
        """Return what the ballots in a form come to."""
        return outcome(self.around(ground, values, course), self.rule(ground, values))

    def numbers(self, ground: ActContext, values: Values) -> tuple[Arithmetic, ...]:
        """Return the numbers of each ballot by what is typed so far, of the leading candidate."""
        typed, given = lenient(values), share_of(values)
        course = course_of(typed)
        if typed["method"] in UNCOUNTED or not (course or given):
            return ()
        around, rule = self.around(ground, values, course or Course()), self.rule(ground, values)
        chosen = values.get("unit", "")
        found: dict[int, Arithmetic] = {}
        for nth, ballot in enumerate(around.rounds or (Round(),), 1):
            votes = {one.unit: one.votes for one in ballot.votes}
            first = max(votes, key=lambda one: votes[one], default="")
            unit = chosen if chosen in votes else first
            ballots = arithmetic(around, rule, None if around.rounds else given, unit)
            found |= {one.nth: one for one in ballots if one.nth == nth}
        return tuple(found.values())

    def leading(self, ground: ActContext, values: Values) -> Arithmetic | None:
        """Return the numbers of the last ballot, of the leading candidate; None without any."""
        numbers = self.numbers(ground, values)
        return numbers[-1] if numbers and values.get("candidates", "").strip() else None

    def undecided(self, ground: ActContext, values: Values) -> BadInput | None:
        """Return that the ballots elect none: which may follow, or what the rule has decide then.

        Args:
            ground: Where the form is.
            values: What is typed.
        """
        last, rule = self.leading(ground, values), self.rule(ground, values)
        if last is None or not last.needed:
            return None
        facts = {"votes": last.votes, "needed": last.needed, "total": last.base, "of": last.of}
        more = last.of_rounds < min(_FORM_BALLOTS, rule.rounds)
        course = course_of(lenient(values))
        found = self.result(ground, values, course) if course else Outcome()
        if found.tied and not last.short:
            again = last.of_rounds + 1 if more else None
            tied: dict[str, object] = {"units": found.tied, "seats": found.seats_open}
            return BadInput("ballot-tied", votes=last.votes, again=again, **tied)
        if more:
            return BadInput("ballot-undecided", **facts, again=last.of_rounds + 1)
        then = None if rule.then == "not-regulated" else rule.then
        return BadInput("no-ballot-left", **facts, count=last.of_rounds, after=then)

    def winners(self, ground: ActContext, values: Values) -> tuple[str, ...]:
        """Return the candidates with a seat by what is typed so far, in their order."""
        course = course_of(lenient(values))
        if course is None or not any(ballot.votes for ballot in course.rounds):
            return ()
        return self.result(ground, values, course).chosen


def winner(vote: Vote) -> Default:
    """Return the default of the field of the one who is elected: who has the votes."""

    def first(ground: ActContext, values: Values) -> str:
        named = [one for one in vote.winners(ground, values) if one]
        known = {option.code: option for option in choices.members(ground, values)}
        return named[0] if named and named[0] in known else ""

    return first


def method_field() -> Field:
    """The method; a secret ballot where ballot papers or candidates are given."""

    def first(_ground: ActContext, values: Values) -> str:
        papers = any(values.get(name, "").strip() for name in ("issued", "candidates"))
        return "secret-ballot" if papers else "not-recorded"

    return choice("method", default=first)


_VOTERS = tuple(
    Field(name=name, kind="count", needed=False, gives=("course",), shown=shown)
    for name, shown in (("entitled", no_members), ("written", None))
)
_SETTLED = Field(name="settled", kind="settled", needed=False, gives=("course",), shown=never)
