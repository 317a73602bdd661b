"""Which sentence an event has: some events read otherwise by what their fields say."""

from __future__ import annotations

from datetime import date

from events.award_events import AwardGranted, AwardNominated
from events.award_steps import AwardBalloted
from events.event import Event, name_of
from events.meeting_reports import ReportPresented
from events.meeting_roles import MeetingRoleGiven
from events.meetings import MeetingOpened, RemarkRecorded
from events.membership import RosterRecorded
from events.minutes_events import MinutesAmended, MinutesApproved, SentenceWorded
from events.peer_events import PeerSheetSealed
from events.presence import UnitArrived
from events.result_events import ResultAdopted
from events.scoring import ScoreRecorded
from events.speakers import SpeakerCalled, SpeakerFinished, SpeakerListed
from events.tie_events import TieDecided


def variant(event: Event) -> str:  # noqa: C901 - a case for each sentence
    """Return the key of the sentence: a score that does not apply reads otherwise than points.

    Args:
        event: The event.
    """
    match event:
        case PeerSheetSealed(nth=nth) if nth > 1:
            return "peer-sheet-sealed-again"
        case ScoreRecorded(points=None, observed=None):
            return "score-not-applicable"
        case ReportPresented(draft=True):
            return "report-presented-draft"
        case TieDecided(by="shared"):
            return "tie-decided-shared"
        case ResultAdopted(places=()):
            return "result-adopted-unplaced"
        case RosterRecorded(complete=False):
            return "roster-recorded-partly"
        case AwardNominated(result_unknown=True):
            return "award-nominated-alone"
        case AwardGranted(reported=True):
            return "award-granted-alone"
        case MinutesAmended(rejected=True):
            return "minutes-amended-rejected"
        case MinutesApproved(again=True):
            return "minutes-approved-again"
        case SentenceWorded(text=""):
            return "sentence-unworded"
        case MeetingRoleGiven(person=""):
            return "meeting-role-given-unit"
        case SpeakerListed(speaker="") | SpeakerCalled(speaker="") | SpeakerFinished(speaker=""):
            return f"{name_of(event)}-unit"
        case UnitArrived(mode="room"):
            return "unit-arrived-in-room"
        case MeetingOpened(part_of_day="day", on=date()):
            return "meeting-opened-all-day"
        case AwardBalloted(council=council) if council:
            return "award-balloted-by"
        case RemarkRecorded(speaker="", unit=unit):
            return "remark-of-unit" if unit else "remark-unsigned"
    return name_of(event)
