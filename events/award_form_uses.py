"""What uses a form of award: a definition stays for as long as something else names its form."""

from __future__ import annotations

from events.award_events import AWARDS
from events.award_forms import NAMING, AwardFormDefined, catalogue
from events.award_forms import TAG as AWARD_FORM
from events.award_quotas import QuotaSet
from events.command import History
from events.errors import refuse
from events.event import Event, Scope
from events.reported_counts import DecisionReported, ProposalsCounted
from events.withdrawn_units import UnitWithdrew

__all__ = ["AWARD_FORM", "USES", "USING", "forms_stay"]

USING: tuple[type[Event], ...] = (
    *AWARDS,
    AwardFormDefined,
    QuotaSet,
    UnitWithdrew,
    ProposalsCounted,
    DecisionReported,
)
"""The events that name a form."""
USES = Scope(events=USING)


def forms_stay(before: History, after: History) -> None:
    """Refuse a change after which a form is used that nothing defines any more.

    Args:
        before: The history as it is.
        after: The history as it would be.

    Raises:
        Refused: `form-in-use`, with the form, the position of the entry and its unit.
    """
    gone = {*catalogue(before)} - {*catalogue(after)}
    if not gone:
        return
    for entry in after.entries:
        if isinstance(entry.event, USING):
            named = {getattr(entry.event, field, None) for field in NAMING}
            for form in sorted(gone & {name for name in named if name}):
                unit = getattr(entry.event, "unit", None)
                refuse(True, "form-in-use", form=form, position=entry.position, unit=unit)
