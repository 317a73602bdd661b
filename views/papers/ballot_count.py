"""The facts of the minutes of a count (biên bản kiểm phiếu): the numbers of every ballot.

No text that was read fixes their form. A count whose sums do not hold has no paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from events.ballots import Course, DecidedBy, Round
from events.errors import BadInput
from events.event import Entry, name_of
from events.minutes_events import MinutesApproved
from events.procedures import USUAL, Share, VotingRule
from events.vote_decisions import DECIDED
from events.vote_outcome import base_of, outcome, there
from events.vote_papers import sums
from events.voting import Denominator, Method, Tally
from views.meeting_roles import RoleHeld, roles_at
from views.minutes import Minutes
from views.names import Names
from views.papers.facts import PaperFacts, Subject
from views.papers.general import general
from views.projection import Reader, project


class PersonFacts(Struct, frozen=True, kw_only=True):
    """A person with office and the name of the unit, or a unit alone; empty is unknown."""

    name: str = ""
    office: str = ""
    unit_name: str = ""


class CandidateFacts(Struct, frozen=True, kw_only=True):
    """A candidate in one ballot, its key the code of the unit."""

    key: str
    name: str
    votes: int


class BallotFacts(Struct, frozen=True, kw_only=True):
    """One ballot; what was not counted is None.

    Attributes:
        key: Its number, from 1.
        base: Of how many the votes are a part.
        of: What that number counts.
        needed: How many votes are enough.
        candidates: The candidates, by votes; empty where a question was put.
    """

    key: str
    issued: int | None = None
    returned: int | None = None
    missing: int | None = None
    valid: int | None = None
    invalid: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    base: int | None = None
    of: Denominator = "not-recorded"
    needed: int | None = None
    candidates: tuple[CandidateFacts, ...] = ()


class VoteFacts(Struct, frozen=True, kw_only=True):
    """A vote and its decision.

    Attributes:
        key: The place of the entry of the decision.
        entry: The position of that entry.
        decision: The stored name of the decision.
        year: The year for which was decided.
        unit_name: The unit that was decided on; empty for none.
        form: The code of a form of award; empty for none.
        form_name: Its name as the ledger gives it; empty for that of the program.
        method: How was decided.
        seats: How many candidates are elected.
        entitled: How many are entitled, present or not.
        present: How many took part and were there.
        written: How many took part in writing.
        by_proxy: How many took part by proxy.
        majority: The share that is enough.
        paper: The document that says so; empty for what is usual.
        ballots: The ballots.
        elected: The names of the candidates that the ballots elect.
        tie_by: What decided where the ballots did not; None where they did.
        tied: The names of the candidates that it chose.
        note: What the minutes say of it.
    """

    key: str
    entry: int
    decision: str
    year: int
    unit_name: str = ""
    form: str = ""
    form_name: str = ""
    method: Method = "not-recorded"
    seats: int = 1
    entitled: int | None = None
    present: int | None = None
    written: int | None = None
    by_proxy: int | None = None
    majority: Share = ">1/2"
    paper: str = ""
    ballots: tuple[BallotFacts, ...] = ()
    elected: tuple[str, ...] = ()
    tie_by: DecidedBy | None = None
    tied: tuple[str, ...] = ()
    note: str = ""


class BallotCountFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of the minutes of a count.

    Attributes:
        meeting: The code of the meeting.
        title: Its title.
        place: Where it was held.
        tellers: Who counted; empty where it is unknown.
        votes: The votes that were counted, in their order.
    """

    meeting: str
    title: str
    place: str
    tellers: tuple[PersonFacts, ...]
    votes: tuple[VoteFacts, ...]


def make(
    reader: Reader, subject: Subject, known_at: int | datetime | None = None
) -> BallotCountFacts:
    """Return the facts of the minutes of a count.

    Args:
        reader: The source of the entries.
        subject: The cluster, the year, the meeting; with an entry, only the vote that it decided.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `no-such-meeting`; `no-counted-vote`; `unknown-cluster`.
        Refused: as `events.vote_papers.sums`, where numbers contradict each other.
    """
    view = project(Minutes(subject.meeting), reader, known_at)
    opened = view.opened
    if opened is None or opened.cluster != subject.cluster:
        raise BadInput("no-such-meeting", meeting=subject.meeting, near=None)
    asked = [entry for entry in view.entries if counted(entry) and _asked(entry, subject)]
    if not asked:
        raise BadInput("no-counted-vote", meeting=subject.meeting)
    subject = Subject(cluster=subject.cluster, year=opened.year)
    return BallotCountFacts(
        kind="ballot-count",
        **general(reader, subject, opened.on, known_at),
        meeting=opened.meeting,
        title=opened.title,
        place=opened.place,
        tellers=tuple(_tellers(roles_at(view))),
        votes=tuple(_vote(entry, view.names) for entry in asked),
    )


def _asked(entry: Entry, subject: Subject) -> bool:
    """Return whether a vote is asked for: of all of them, that on the minutes has no count here."""
    if subject.entry:
        return entry.position == subject.entry
    return not isinstance(entry.event, MinutesApproved)


def counted(entry: Entry) -> bool:
    """Return whether an entry is a decision of which votes were counted.

    Args:
        entry: The entry.
    """
    event: Any = entry.event
    if type(event) not in DECIDED:
        return False
    return bool(event.votes or (event.course and event.course.rounds))


def _tellers(roles: tuple[RoleHeld, ...]) -> Iterator[PersonFacts]:
    for one in roles:
        if one.held == "teller":
            yield PersonFacts(name=one.person, office=one.office, unit_name=one.unit)


def _vote(entry: Entry, names: Names) -> VoteFacts:
    event: Any = entry.event
    course: Course = event.course or Course()
    for against in sums(course):
        raise against
    rule = course.rule or USUAL
    day = event.on or event.year
    form = getattr(event, "form", "")
    known = outcome(course, rule)
    return VoteFacts(
        key=str(entry.place),
        entry=entry.position,
        decision=name_of(event),
        year=event.year,
        unit_name=names.unit(event.unit, day) if getattr(event, "unit", None) else "",
        form=form,
        form_name=names.form(form, event.year) if form else "",
        method=event.method,
        seats=course.seats,
        entitled=_all(course.entitled, "members", event.votes),
        present=_all(there(course), "present", event.votes),
        written=course.written,
        by_proxy=course.by_proxy,
        majority=rule.majority,
        paper=rule.paper,
        ballots=tuple(_ballots(course, rule, event.votes, names, day)),
        elected=tuple(names.unit(unit, day) for unit in known.elected),
        tie_by=course.tie.by if course.tie else None,
        tied=tuple(names.unit(unit, day) for unit in known.decided),
        note=course.tie.note if course.tie else "",
    )


def _all(known: int | None, of: Denominator, votes: Tally | None) -> int | None:
    """Return a number of voters; where it is unknown, that of which a share of them is a part."""
    return votes.total if known is None and votes and votes.of == of else known


def _ballots(
    course: Course, rule: VotingRule, votes: Tally | None, names: Names, day: date | int
) -> Iterator[BallotFacts]:
    """Yield the ballots; of a vote of which only a share is known, one ballot with it."""
    share = None if course.rounds else votes
    shared = (Round(in_favour=share.votes_for),) if share else ()
    for nth, ballot in enumerate(course.rounds or shared, 1):
        base, of = base_of(rule, ballot, course, share)
        candidates = (
            CandidateFacts(key=one.unit, name=names.unit(one.unit, day), votes=one.votes)
            for one in sorted(ballot.votes, key=lambda one: -one.votes)
        )
        yield BallotFacts(
            key=str(nth),
            issued=ballot.issued,
            returned=ballot.returned,
            missing=ballot.missing_papers,
            valid=ballot.valid_papers,
            invalid=ballot.invalid_papers,
            in_favour=ballot.in_favour,
            against=ballot.against,
            abstained=ballot.abstained,
            base=base,
            of=of,
            needed=None if base is None else rule.needed(base),
            candidates=tuple(candidates),
        )
