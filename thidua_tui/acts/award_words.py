"""The words to choose from in the forms of awards and papers, as the events define them."""

from __future__ import annotations

from typing import get_args

from events.award_aftermath import Amendment, AnnulmentGround, Recovered
from events.award_catalogue import AwardLevel, FormKind
from events.award_steps import BallotOutcome, Finding
from events.papers import Numbering, PaperKind

AWARD_CHOICES: dict[str, tuple[str, ...]] = {
    "form_kind": get_args(FormKind),
    "award_level": get_args(AwardLevel),
    "finding": get_args(Finding),
    "outcome": get_args(BallotOutcome),
    "amendment": get_args(Amendment),
    "annulled_for": get_args(AnnulmentGround),
    "recovers": get_args(Recovered),
    "recovered": ("object", "money", "both"),
    "paper_kind": get_args(PaperKind),
    "numbering": get_args(Numbering),
}
"""Name of the choice -> its values."""
