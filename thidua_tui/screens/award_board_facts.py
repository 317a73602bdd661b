"""What the board of awards shows: the nominations by how far they came, quotas, conditions."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from events.award_catalogue import AwardForm
from events.award_conditions import YearOfCondition, condition_years, grants
from events.award_events import AwardAnnulled, AwardGranted
from events.award_forms import DEFINED, catalogue
from events.command import History
from events.corrections import effective
from events.event import Scope
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.award_list import AwardList, AwardRow
from views.award_quotas import QuotaRow, Quotas
from views.award_states import UNDECIDED, AwardState
from views.ranking_with_quotas import RankingWithQuotas
from views.standings import StandingsRow

COLUMNS: dict[str, tuple[AwardState, ...]] = {
    "nominated": ("nominated",),
    "proposed": ("proposed",),
    "received": ("received",),
    "appraised": ("eligible", "ineligible"),
    "council": ("ballot-passed", "ballot-failed"),
    "stopped": ("on-hold", "returned"),
    "decided": ("granted",),
    "presented": ("presented",),
    "closed": ("denied", "withdrawn", "annulled"),
}
"""Column of the board -> the states of its cards, in the order of the way."""
NEXT: dict[AwardState, str] = {
    "nominated": "propose-awards",
    "returned": "propose-awards",
    "proposed": "receive-awards",
    "received": "assess-awards",
    "eligible": "grant-award",
    "ineligible": "deny-award",
    "ballot-passed": "grant-award",
    "ballot-failed": "deny-award",
    "on-hold": "lift-award-hold",
    "granted": "present-award",
    "annulled": "recover-award",
}
"""State -> the act that comes next; none for a state that ends the way."""


class Card(Struct, frozen=True):
    """A nomination on the board; `days` since its latest step, None where that is unknown."""

    row: AwardRow
    days: int | None
    form: AwardForm | None
    conditions: tuple[YearOfCondition, ...] = ()

    @property
    def code(self) -> str:
        """Return the code by which a form chooses the nomination."""
        return f"{self.row.unit}/{self.row.form}"

    @property
    def next_act(self) -> str:
        """Return the act that comes next; empty where nothing does."""
        state = self.row.state
        council = self.form is not None and self.form.threshold is not None
        done = ("nothing", self.row.recovered)
        if state == "annulled" and (self.row.recovers in done or self.row.recovered == "both"):
            return ""
        return "record-ballot" if state == "eligible" and council else NEXT.get(state, "")


class BoardFacts(Struct, frozen=True):
    """The cards by column, the quotas, and the ranking with the quotas that units just missed."""

    columns: tuple[tuple[Card, ...], ...] = ((),) * len(COLUMNS)
    quotas: tuple[QuotaRow, ...] = ()
    ranking: tuple[StandingsRow, ...] = ()


def gather_board(session: Session, here: Location) -> BoardFacts:
    """Fold the awards of the year.

    Args:
        session: The ledger to read.
        here: The cluster, the year and the moment.
    """
    asked = (here.cluster, here.year, here.on)
    rows = session.see(AwardList(*asked), here.known_at).rows()
    until = here.known_at
    defined = History(effective(session.ledger.read(DEFINED, until=until)), session.today)
    forms = catalogue(defined, here.year)
    granted: dict[tuple[str, str, int], int] = {}
    if any(form.after_form for form in forms.values()):
        held = Scope(events=(AwardGranted, AwardAnnulled))
        granted = grants(effective(session.ledger.read(held, until=until)))
    today = here.on or session.today
    cards = [_card(row, today, forms.get(row.form), granted) for row in rows]
    columns = tuple(
        tuple(sorted((c for c in cards if c.row.state in states), key=_oldest_first))
        for states in COLUMNS.values()
    )
    quotas = session.see(Quotas(*asked), here.known_at).rows()
    ranking = session.see(RankingWithQuotas(*asked), here.known_at).rows() if quotas else ()
    return BoardFacts(columns, quotas, ranking)


def _card(
    row: AwardRow,
    today: date,
    form: AwardForm | None,
    granted: dict[tuple[str, str, int], int],
) -> Card:
    since = row.waiting_since if row.state in UNDECIDED else None
    if row.state == "granted":
        since = row.decided_on
    days = (today - since).days if since else None
    years = condition_years(granted, row.unit, form, row.year) if form else ()
    return Card(row, days, form, years)


def _oldest_first(card: Card) -> int:
    return -(card.days or 0)
