"""The awards of a year to choose from, by how far each of them came."""

from __future__ import annotations

from collections.abc import Iterable

from events.award_events import (
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardPresented,
)
from events.award_steps import AwardAssessed, AwardBalloted, AwardHeld, AwardProposed, AwardReceived
from events.event import Event
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Options, Values, pick, year_of
from thidua_tui.parsing.fuzzy_match import Option


def nominations(*, has: Iterable[type[Event]] = (), lacks: Iterable[type[Event]] = ()) -> Options:
    """The nominations of the form's year at some point of their way, as `unit/form`."""
    must, not_yet = set(has), set(lacks)

    def options(ground: ActContext, values: Values) -> list[Option]:
        found = []
        year = year_of(ground, values)
        for nominated in ground.awards(year):
            known = ground.known_of(nominated)
            if must <= known and not not_yet & known:
                code = f"{nominated.unit}/{nominated.form}"
                name = ground.names.unit(nominated.unit, year)
                form = ground.words.form(nominated.form, year)
                found.append(Option(code=code, name=f"{name} – {form}"))
        return found

    return options


def nomination(options: Options) -> Field:
    """Return the field of a nomination, the first by default: it gives the unit and the form."""
    return pick("award", options, among=options, gives=("unit", "form"))


undecided = nominations(lacks=(AwardGranted, AwardDenied))
unpresented = nominations(has=(AwardGranted,), lacks=(AwardPresented,))
granted = nominations(has=(AwardGranted,), lacks=(AwardAnnulled,))
DECIDED = (AwardGranted, AwardDenied, AwardAnnulled)
unproposed = nominations(lacks=(AwardProposed, AwardHeld, *DECIDED))
unreceived = nominations(has=(AwardProposed,), lacks=(AwardReceived, *DECIDED))
unassessed = nominations(has=(AwardProposed,), lacks=(AwardAssessed, *DECIDED))
returnable = nominations(has=(AwardProposed,), lacks=DECIDED)
unheld = nominations(lacks=(AwardHeld, *DECIDED))
awards_on_hold = nominations(has=(AwardHeld,), lacks=DECIDED)
unballoted = nominations(lacks=(AwardBalloted, AwardHeld, *DECIDED))
annulled = nominations(has=(AwardAnnulled,))
