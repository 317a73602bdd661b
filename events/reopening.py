"""A meeting that goes on after it was closed (mở lại hội nghị)."""

from __future__ import annotations

from events.command import History
from events.errors import refuse
from events.event import Event
from events.meetings import MeetingReopened, ToMeeting, closing, opening


class ReopenMeeting(ToMeeting):
    """Let a closed meeting go on (mở lại hội nghị), with a reason."""

    needs_reason = True

    def decide(self, history: History) -> list[Event]:
        """The meeting is closed."""
        meeting = opening(history, self.meeting)
        over = closing(history.so_far(), self.meeting)
        refuse(over is None, "meeting-not-closed", meeting=self.meeting)
        return [self.fact(MeetingReopened, cluster=meeting.cluster, year=meeting.year)]
