"""The life of a meeting's minutes: read out, amended, approved, signed; the wording of a sentence.

What is typed in the session of a meeting is provisional until its minutes are approved. A fact of a
late source (a document, a newspaper, memory) is not provisional, nor is one without a meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from msgspec import Meta

from events.agenda import AGENDA
from events.ballots import Course
from events.collation import bare
from events.command import History
from events.convening import CONVENING
from events.date_spans import Span
from events.errors import refuse
from events.event import Clock, Code, Entry, Event, Line, Prose, Remark, Year
from events.meeting_facts import at_meeting
from events.meetings import MeetingClosed, MeetingOpened, MeetingReopened
from events.vote_keys import opened_for
from events.voting import Method, Tally

Position: TypeAlias = int
"""The position of an entry, from 1."""
Filed: TypeAlias = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")]
"""The SHA-256 of a filed paper in hex digits; empty where none was filed."""
Size: TypeAlias = Annotated[int, Meta(ge=0, le=2**40)]
"""The size of a filed paper in bytes; 0 where none was filed."""
SignerRole = Literal["chair", "secretary", "member", "witness", "co-chair"]
"""chủ tọa, thư ký, đại diện đơn vị thành viên, người chứng kiến, đồng chủ trì."""


class _OfMinutes(Event):
    """A fact about the minutes of a meeting; cluster and year are those of the meeting."""

    meeting: Code
    cluster: Code
    year: Year

    ahead: ClassVar[int] = 1

    def when(self, day: date | None) -> Iterable[Span]:
        return at_meeting(self.year, day)

    def depends_on(self) -> Iterable[str]:
        return (f"meeting:{self.meeting}",)


class MinutesReadOut(_OfMinutes, tag="minutes-read-out"):
    """The draft of the minutes was read out to the meeting (đọc lại dự thảo biên bản).

    Attributes:
        on: The day; None where it is unknown.
        time: The time of day.
        reader: Who read it out.
    """

    on: date | None = None
    time: Clock = ""
    reader: Remark = ""


class MinutesAmended(_OfMinutes, tag="minutes-amended"):
    """An amendment of the draft was requested (ý kiến sửa đổi, bổ sung dự thảo biên bản).

    Attributes:
        text: What is to be changed, in the words of the request.
        speaker: The person who asked for it.
        unit: The code of the person's unit.
        rejected: Whether the meeting did not accept it.
    """

    text: Prose
    speaker: Remark = ""
    unit: Code | None = None
    rejected: bool = False

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def dated_by(self) -> str:
        return f"meeting:{self.meeting}"

    def depends_on(self) -> Iterable[str]:
        return (*super().depends_on(), *((f"unit:{self.unit}",) if self.unit else ()))


class MinutesApproved(_OfMinutes, tag="minutes-approved"):
    """The minutes were approved (thông qua biên bản): what they hold is provisional no longer.

    Attributes:
        on: The day; None where it is unknown.
        time: The time of day.
        method: How it was decided.
        votes: The count; None where votes were not counted or not recorded.
        number: The number of the minutes (số biên bản); empty where they have none.
        again: Whether it approves only what was added after an earlier approval.
        course: The ballots and what they were held under, where more than the count is known.
    """

    on: date | None = None
    time: Clock = ""
    method: Method = "not-recorded"
    votes: Tally | None = None
    number: Remark = ""
    again: bool = False
    course: Course | None = None

    def claims(self) -> Iterable[str]:
        return () if self.again else (f"minutes-approved:{self.meeting}",)

    def depends_on(self) -> Iterable[str]:
        earlier = (f"minutes-approved:{self.meeting}",) if self.again else ()
        return (*super().depends_on(), *earlier, *opened_for(self))


class MinutesSigned(_OfMinutes, tag="minutes-signed"):
    """A person signed the approved minutes (ký biên bản).

    Attributes:
        who: The name of the person.
        office: The office held.
        role: The role in which the person signed.
        unit: The code of the person's unit; None where it is unknown or not a member.
        on: The day; None where it is unknown.
        paper: The name of the file of the signed paper; empty where none was filed.
        sha256: The SHA-256 of that file in hex digits; empty where none was filed.
        size: Its size in bytes; 0 where none was filed.
    """

    who: Line
    office: Remark = ""
    role: SignerRole = "secretary"
    unit: Code | None = None
    on: date | None = None
    paper: Remark = ""
    sha256: Filed = ""
    size: Size = 0

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def claims(self) -> Iterable[str]:
        return (signature(self.meeting, self.who, self.unit),)

    def depends_on(self) -> Iterable[str]:
        unit = (f"unit:{self.unit}",) if self.unit else ()
        return (*super().depends_on(), f"minutes-approved:{self.meeting}", *unit)


def signature(meeting: str, who: str, unit: str | None) -> str:
    """Return the claim of a signature: one person signs once, however the name is spelt.

    Args:
        meeting: The code of the meeting.
        who: The name of the person.
        unit: The code of the person's unit, which distinguishes two persons of one name.
    """
    return f"minutes-signed:{meeting}/{bare(who)}/{unit or ''}"


class SentenceWorded(_OfMinutes, tag="sentence-worded"):
    """A sentence of the minutes got a wording of its own (câu chữ riêng); its fact is unchanged.

    Attributes:
        sentence: The position of the entry whose sentence it is.
        placed: The place of that entry: what corrects the entry has the same place.
        text: The wording; empty for the sentence that follows from the fact.
    """

    sentence: Position
    placed: Position
    text: Prose = ""


LIFE_OF_MINUTES: tuple[type[Event], ...] = (
    *(MinutesReadOut, MinutesAmended, MinutesApproved, MinutesSigned, SentenceWorded),
)
"""The events of this module."""
SETTLED: tuple[type[Event], ...] = (
    *LIFE_OF_MINUTES,
    *(MeetingOpened, MeetingClosed, MeetingReopened),
    *AGENDA,
)
"""Facts about the meeting itself that need no approval."""


def meeting_of(entry: Entry) -> str:
    """Return the meeting whose minutes hold the entry: the one it names, else its session.

    What is planned of a meeting is no fact of its minutes.
    """
    named = getattr(entry.event, "meeting", "")
    return entry.meeting if not named or isinstance(entry.event, CONVENING) else str(named)


def approvals(entries: Iterable[Entry]) -> dict[str, int]:
    """Return meeting -> the place of the last approval of its minutes.

    Args:
        entries: Entries in force, in the order of their places.
    """
    return {
        entry.event.meeting: entry.place
        for entry in entries
        if isinstance(entry.event, MinutesApproved)
    }


def is_provisional(entry: Entry, approved: Mapping[str, int]) -> bool:
    """Return whether an entry in force waits for the approval of minutes.

    What corrects an approved fact has the place of that fact, and so is approved.

    Args:
        entry: The entry.
        approved: Meeting -> the place of the last approval; see `approvals`.
    """
    return needs_approval(entry) and entry.place > approved.get(meeting_of(entry), 0)


def needs_approval(entry: Entry) -> bool:
    """Return whether an entry is a fact of a session, and so is provisional until an approval.

    Args:
        entry: The entry.
    """
    known = entry.source.kind == "room" and type(entry.event) not in SETTLED
    return known and bool(meeting_of(entry))


def of_meeting(history: History, meeting: str) -> Iterator[Entry]:
    """Yield the entries that the minutes of a meeting hold.

    Args:
        history: The history, with all entries of the meeting and its session.
        meeting: The code of the meeting.
    """
    return (entry for entry in history.entries if meeting_of(entry) == meeting)


def approval_stays(before: History, after: History) -> None:
    """Refuse to take back an approval after which an approved fact was corrected or taken back.

    The correction sheet of that fact is a sheet of approved minutes.

    Args:
        before: The history as it is, with the retractions.
        after: The history as it would be.

    Raises:
        Refused: `approval-corrected` with the position of the first such retraction.
    """
    approved = [e for e in before.entries if isinstance(e.event, MinutesApproved)]
    if not approved:
        return
    left = [e for e in after.entries if isinstance(e.event, MinutesApproved)]
    kept = {(meeting_of(e), e.place) for e in left}
    for gone in (e for e in approved if (meeting_of(e), e.place) not in kept):
        for entry in before.retractions:
            event: Any = entry.event
            of_it = f"meeting:{meeting_of(gone)}" in event.concerns
            corrected = of_it and event.place < gone.place < entry.position
            refuse(corrected, "approval-corrected", position=entry.position)
