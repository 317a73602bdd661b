"""The decisions behind which there may be a vote."""

from __future__ import annotations

from events.award_events import AwardNominated
from events.award_steps import AwardBalloted
from events.compact_adoption import CompactAdopted
from events.event import Event
from events.minutes_events import MinutesApproved
from events.regulations import RegulationAdopted
from events.result_events import ResultAdopted
from events.roles import DeputyElected, HeadElected
from events.tie_events import TieDecided

DECIDED: tuple[type[Event], ...] = (
    HeadElected,
    DeputyElected,
    ResultAdopted,
    AwardNominated,
    AwardBalloted,
    RegulationAdopted,
    CompactAdopted,
    TieDecided,
    MinutesApproved,
)
"""The events of decisions that keep the count and the course of a vote."""
