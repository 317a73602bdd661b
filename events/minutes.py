"""Acts on the minutes of a meeting: read out, amend, approve, sign, word a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

from events.agenda import items_left
from events.ballots import Course
from events.collation import same_name
from events.command import Command, History
from events.decided_by_vote import DecidedByVote
from events.errors import refuse
from events.event import Clock, Code, Event, Line, Prose, Remark, Scope
from events.invariants import uphold
from events.meeting_roles import SIGNS, MeetingRoleGiven
from events.meetings import MeetingOpened, closing, opening
from events.minutes_events import (
    LIFE_OF_MINUTES,
    Filed,
    MinutesAmended,
    MinutesApproved,
    MinutesReadOut,
    MinutesSigned,
    Position,
    SentenceWorded,
    SignerRole,
    Size,
    approvals,
    is_provisional,
    of_meeting,
    signature,
)
from events.minutes_lists import in_lists
from events.minutes_order import times_in_order
from events.procedures import ProcedureSet, voting_years
from events.shared_checks import not_after_today, not_before
from events.units import life_of, living_in
from events.vote_checks import ROLL, Count
from events.vote_opening import VoteOpened
from events.vote_presence import AT_VOTE
from events.voting import Method, Tally


class _OnMinutes(Command):
    """What every act on minutes has in common."""

    meeting: Code

    def boundary(self) -> tuple[Scope, ...]:
        kinds: tuple[type[Event], ...] = (MeetingOpened, *LIFE_OF_MINUTES)
        unit = getattr(self, "unit", None)
        lives = life_of(unit) if unit else ()
        return (Scope((f"meeting:{self.meeting}",), kinds), *lives)

    def here(self, history: History) -> dict[str, object]:
        """Cluster and year of the meeting; the day of the act is not before it.

        Raises:
            Refused: `unknown-meeting`, `minutes-before-meeting`, `in-the-future`, `unknown-unit`,
                `unit-ended`.
        """
        meeting = opening(history, self.meeting)
        on = getattr(self, "on", None)
        not_after_today(on, history)
        not_before(on, meeting.on, "minutes-before-meeting")
        if unit := getattr(self, "unit", None):
            living_in(history, meeting.year, unit, on=meeting.on)
        return {"cluster": meeting.cluster, "year": meeting.year}

    def approved(self, history: History) -> MinutesApproved | None:
        """Return the first approval of the minutes, or None."""
        found = (event for event in history.of(MinutesApproved) if event.meeting == self.meeting)
        return next(found, None)

    def still_a_draft(self, history: History) -> None:
        """Refuse what is done to a draft, once the minutes are approved and nothing was added.

        Raises:
            Refused: `minutes-approved`.
        """
        done = self.approved(history) and not self.additions(history)
        refuse(done, "minutes-approved", title=self.title(history))

    def additions(self, history: History) -> bool:
        """Return whether a fact of the meeting waits for an approval."""
        approved = approvals(history.entries)
        return any(is_provisional(e, approved) for e in of_meeting(history, self.meeting))

    def title(self, history: History) -> str:
        """Return the title of the meeting."""
        return opening(history, self.meeting).title


class _OnDraft(_OnMinutes):
    """What every act on a draft has in common: draft minutes, or additions to approved minutes."""

    def boundary(self) -> tuple[Scope, ...]:
        """Return the meeting and its session, which decide whether anything was added."""
        unit = getattr(self, "unit", None)
        return (Scope((f"meeting:{self.meeting}",)), *(life_of(unit) if unit else ()))


class ReadOutMinutes(_OnDraft):
    """Record that the draft of the minutes was read out (ghi việc đọc lại dự thảo biên bản)."""

    on: date | None = None
    time: Clock = ""
    reader: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """The meeting exists, and its minutes are a draft."""
        here = self.here(history)
        self.still_a_draft(history)
        return uphold(history, self.fact(MinutesReadOut, **here))

    def usual(self, history: History) -> None:
        """It was after the opening, and after the reading before."""
        times_in_order(history, self.meeting, self.on, self.time)


class AmendMinutes(_OnDraft):
    """Record a request to amend the draft (ghi ý kiến sửa đổi, bổ sung dự thảo biên bản)."""

    text: Prose
    speaker: Remark = ""
    unit: Code | None = None
    rejected: bool = False

    def decide(self, history: History) -> list[Event]:
        """The text is not empty, and the minutes are a draft."""
        refuse(not self.text, "nothing-said")
        here = self.here(history)
        self.still_a_draft(history)
        return uphold(history, self.fact(MinutesAmended, **here))


class ApproveMinutes(DecidedByVote, _OnMinutes):
    """Approve the minutes (thông qua biên bản): one act for all that was typed in session."""

    on: date | None = None
    time: Clock = ""
    method: Method = "not-recorded"
    votes: Tally | None = None
    number: Remark = ""
    course: Course | None = None

    def boundary(self) -> tuple[Scope, ...]:
        """Return the meeting and its session, which are approved, and what binds the vote."""
        kinds = (*ROLL, *AT_VOTE, VoteOpened, ProcedureSet)
        return (Scope((f"meeting:{self.meeting}",)), Scope(events=kinds))

    def _count(self, history: History) -> Count:
        """Return the vote of the members of the meeting's year, or of the year before."""
        meeting = opening(history, self.meeting)
        return Count(
            cluster=meeting.cluster,
            years=voting_years("minutes", meeting.year),
            votes=self.votes,
            method=self.method,
            on=self.on,
            matter="minutes",
            course=self.course,
        )

    def decide(self, history: History) -> list[Event]:
        """Approved once; again only for what was added since."""
        here = self.here(history)
        count = self._count(history).settled(history)
        count.possible(history)
        again = self.approved(history) is not None
        done = again and not self.additions(history)
        refuse(done, "minutes-without-additions", title=self.title(history))
        vote = {"votes": count.votes, "course": count.course}
        return uphold(history, self.fact(MinutesApproved, again=again, **vote, **here))

    def usual(self, history: History) -> None:
        """Nothing but the closing is left of the agenda, the times are in order, enough approve.

        Minutes are read out and approved before a meeting is closed, after all other items.

        Raises:
            Refused: `minutes-items-open`, `before-opening`, `before-reading`, and what is unusual
                about votes.
        """
        times_in_order(history, self.meeting, self.on, self.time)
        if closing(history.so_far(), self.meeting) is None:
            left = items_left(history, self.meeting)
            first = left[0].title if left else ""
            refuse(left, "minutes-items-open", title=first, count=len(left))
        self.usual_vote(history)

    def usual_vote(self, history: History) -> None:
        self._count(history).settled(history).usual(history)


class SignMinutes(_OnMinutes):
    """Record who signed the minutes (ghi người ký biên bản)."""

    who: Line
    office: Remark = ""
    role: SignerRole = "secretary"
    unit: Code | None = None
    on: date | None = None
    paper: Remark = ""
    sha256: Filed = ""
    size: Size = 0

    def decide(self, history: History) -> list[Event]:
        """Only approved minutes are signed, not before their approval, and once by a person."""
        here = self.here(history)
        approved = self.approved(history)
        refuse(approved is None, "minutes-not-approved", title=self.title(history))
        not_before(self.on, approved.on if approved else None, "minutes-signed-too-early")
        own = signature(self.meeting, self.who, self.unit)
        for signed in history.of(MinutesSigned):
            title = self.title(history)
            refuse(own in signed.claims(), "minutes-signed", who=signed.who, title=title)
        return uphold(history, self.fact(MinutesSigned, **here))

    def boundary(self) -> tuple[Scope, ...]:
        roles = Scope((f"meeting:{self.meeting}",), (MeetingRoleGiven,))
        return (*super().boundary(), roles)

    def usual(self, history: History) -> None:
        """Who signs as secretary or chair has that role, or signs first in it.

        Raises:
            Refused: `minutes-role-signed`.
        """
        if self.role in ("member", "witness"):
            return
        given = (e for e in history.of(MeetingRoleGiven) if e.meeting == self.meeting)
        if any(same_name(e.person, self.who) and SIGNS.get(e.held) == self.role for e in given):
            return
        signed = (e for e in history.of(MinutesSigned) if e.meeting == self.meeting)
        first = next((e.who for e in signed if e.role == self.role), None)
        refuse(first, "minutes-role-signed", who=first, role=self.role, name=self.who)


class WordSentence(_OnMinutes):
    """Give a sentence of the minutes a wording of its own (đặt câu chữ riêng cho một câu).

    Attributes:
        sentence: The position of the entry whose sentence it is.
        text: The wording; empty for the sentence that follows from the fact.
    """

    sentence: Position
    text: Prose = ""

    def boundary(self) -> tuple[Scope, ...]:
        """Return all entries of the meeting and its session: one of these is worded."""
        return (Scope((f"meeting:{self.meeting}",)),)

    def decide(self, history: History) -> list[Event]:
        """The entry has a sentence in the minutes, they are a draft, and the wording is another.

        Raises:
            Refused: `not-in-minutes`, `listed-in-minutes`, `minutes-approved`, `same-wording`.
        """
        here = self.here(history)
        held = tuple(of_meeting(history, self.meeting))
        found: Any = next((entry for entry in held if entry.position == self.sentence), None)
        worded = found is not None and not isinstance(found.event, LIFE_OF_MINUTES)
        refuse(not worded, "not-in-minutes", position=self.sentence)
        listed = self.sentence in in_lists(held, self.meeting)
        refuse(listed, "listed-in-minutes", position=self.sentence)
        approved = approvals(history.entries).get(self.meeting, 0)
        refuse(found.place < approved, "minutes-approved", title=self.title(history))
        texts = [e.text for e in history.of(SentenceWorded) if e.sentence == self.sentence]
        refuse(self.text == (texts[-1] if texts else ""), "same-wording")
        return [self.fact(SentenceWorded, placed=found.place, **here)]
