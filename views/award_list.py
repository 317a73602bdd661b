"""Awards of a year: nominated, granted or denied, presented, annulled, with their four dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from events.award_aftermath import Amendment, AwardAmended, AwardRecovered
from events.award_events import (
    AWARDS,
    AnnulmentGround,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
    OfAward,
    Recovered,
)
from events.award_facts import Ground
from events.award_steps import (
    AwardAssessed,
    AwardBalloted,
    AwardHeld,
    AwardHoldLifted,
    AwardProposed,
    AwardReceived,
    AwardReturned,
    BallotOutcome,
    Finding,
)
from events.ballots import Course
from events.event import Event
from events.voting import Denominator, Method
from views.award_states import AwardState, courses, state_of, waiting_since
from views.cluster_years import ClusterYears, OfUnit


class Amended(Struct, frozen=True, kw_only=True):
    """A correction or an exchange of an award that was granted: what, why, and its paper."""

    amendment: Amendment
    wording: str
    number: str = ""
    on: date | None = None
    signer: str = ""


class AwardRow(OfUnit, frozen=True, kw_only=True):
    """One nomination for an award, with its votes, decision, presentation and annulment.

    `form` is the award's code. The year is that of the achievement. `number`, `authority`, `signer`
    are those of the decision, the `annulment_` fields those of its annulment, the `votes_` fields
    those for the nomination. `result_unknown` where the source gives the nomination and not the
    result it came from, `reported` where it gives the award and not its nomination.
    `waiting_since` is the day of an undecided nomination's state. What the source does not give is
    empty (text) or null; of a step that was repeated the last is shown, of amendments each.
    `recovered` is all that was given back.
    """

    form: str
    state: AwardState
    waiting_since: date | None = None
    addressed_to: str = ""
    nominated_on: date | None = None
    withdrawn_on: date | None = None
    decided_on: date | None = None
    number: str = ""
    authority: str = ""
    signer: str = ""
    presented_on: date | None = None
    presented_place: str = ""
    presented_by: str = ""
    annulled_on: date | None = None
    annulment_number: str = ""
    annulment_authority: str = ""
    annulment_signer: str = ""
    votes_for: int | None = None
    votes_total: int | None = None
    votes_of: Denominator | None = None
    result_unknown: bool = False
    method: Method = "not-recorded"
    submission_number: str = ""
    submitted_on: date | None = None
    submission_signer: str = ""
    submitted_to: str = ""
    receipt_number: str = ""
    received_on: date | None = None
    received_by: str = ""
    finding: Finding | None = None
    finding_wording: str = ""
    assessed_on: date | None = None
    assessed_by: str = ""
    return_wording: str = ""
    returned_on: date | None = None
    returned_by: str = ""
    ground: Ground | None = None
    hold_wording: str = ""
    held_on: date | None = None
    lift_wording: str = ""
    lifted_on: date | None = None
    ballot_for: int | None = None
    ballot_against: int | None = None
    ballot_written: int | None = None
    ballot_total: int | None = None
    ballot_of: Denominator | None = None
    ballot_method: Method | None = None
    majority: str | None = None
    outcome: BallotOutcome | None = None
    council: str = ""
    balloted_on: date | None = None
    golden_book: str = ""
    reported: bool = False
    amendments: tuple[Amended, ...] = ()
    annulled_for: AnnulmentGround | None = None
    recovers: Recovered | None = None
    recovered: Recovered | None = None
    recovered_money: str = ""
    recovered_on: date | None = None


class AwardList(ClusterYears):
    """The awards by year of achievement; with a day, their state when that day was over."""

    kinds = AWARDS

    def rows(self) -> tuple[AwardRow, ...]:
        """Return the rows by cluster and year, in the order of nomination, withdrawn or not."""
        return tuple(
            self._row(cluster, year, course)
            for cluster, year in self.keys()
            for course in courses(self.years[cluster, year])
        )

    def _row(self, cluster: str, year: int, course: list[OfAward]) -> AwardRow:
        fields: dict[str, Any] = {}
        for event in course:
            fields |= _event_fields(event) | _added(event, fields)
        first = course[0]
        return AwardRow(
            **self.year_fields(cluster, year),
            **self.names.unit_fields(first.unit, self.day(year)),
            form=first.form,
            **fields | {"state": state_of(course), "waiting_since": waiting_since(course)},
        )


FIELDS: dict[type[Event], dict[str, str]] = {
    AwardNominated: {
        "addressed_to": "addressed_to",
        "on": "nominated_on",
        "result_unknown": "result_unknown",
        "method": "method",
    },
    AwardProposed: {
        "number": "submission_number",
        "on": "submitted_on",
        "signer": "submission_signer",
        "addressed_to": "submitted_to",
    },
    AwardReceived: {
        "number": "receipt_number",
        "on": "received_on",
        "received_by": "received_by",
    },
    AwardAssessed: {
        "finding": "finding",
        "wording": "finding_wording",
        "on": "assessed_on",
        "assessed_by": "assessed_by",
    },
    AwardReturned: {
        "wording": "return_wording",
        "on": "returned_on",
        "returned_by": "returned_by",
    },
    AwardHeld: {"ground": "ground", "wording": "hold_wording", "on": "held_on"},
    AwardHoldLifted: {"wording": "lift_wording", "on": "lifted_on"},
    AwardBalloted: {
        "outcome": "outcome",
        "council": "council",
        "on": "balloted_on",
    },
    NominationWithdrawn: {"on": "withdrawn_on"},
    AwardGranted: {
        "number": "number",
        "on": "decided_on",
        "authority": "authority",
        "signer": "signer",
        "golden_book": "golden_book",
        "reported": "reported",
    },
    AwardDenied: {
        "number": "number",
        "on": "decided_on",
        "authority": "authority",
        "signer": "signer",
    },
    AwardPresented: {
        "on": "presented_on",
        "place": "presented_place",
        "presented_by": "presented_by",
    },
    AwardAnnulled: {
        "on": "annulled_on",
        "number": "annulment_number",
        "authority": "annulment_authority",
        "signer": "annulment_signer",
        "annulled_for": "annulled_for",
        "recovers": "recovers",
    },
    AwardAmended: {},
    AwardRecovered: {"on": "recovered_on"},
}
"""Event -> its field -> the field of the row."""


def _event_fields(event: OfAward) -> dict[str, Any]:
    """Return what an event says of its award, as fields of the row."""
    found = {row: getattr(event, field) for field, row in FIELDS[type(event)].items()}
    if isinstance(event, AwardNominated) and event.votes:
        found["votes_for"] = event.votes.votes_for
        found["votes_total"] = event.votes.total
        found["votes_of"] = event.votes.of
    if isinstance(event, AwardBalloted):
        found |= _ballot(event)
    return found


def _added(event: OfAward, known: dict[str, Any]) -> dict[str, Any]:
    """Return what an event adds to the earlier events of its kind, as fields of the row."""
    if isinstance(event, AwardAmended):
        same = {name: getattr(event, name) for name in Amended.__struct_fields__}
        return {"amendments": (*known.get("amendments", ()), Amended(**same))}
    if isinstance(event, AwardRecovered):
        before = known.get("recovered", event.recovered)
        back = event.recovered if before == event.recovered else "both"
        money = filter(None, (known.get("recovered_money"), event.money))
        return {"recovered": back, "recovered_money": "; ".join(money)}
    return {}


def _ballot(event: AwardBalloted) -> dict[str, Any]:
    """Return the numbers of a Council's vote: of its ballot, or as a share."""
    course = event.course or Course()
    ballot = course.rounds[-1] if course.rounds else None
    return {
        "ballot_for": event.votes.votes_for if event.votes else None,
        "ballot_against": ballot.against if ballot else None,
        "ballot_written": course.written,
        "ballot_total": event.votes.total if event.votes else course.entitled,
        "ballot_of": event.votes.of if event.votes else None,
        "ballot_method": event.method,
        "majority": course.rule.majority if course.rule else None,
    }
