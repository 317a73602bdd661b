"""From an entry to the page as it was just before, and just after, with the changed thing chosen.

One act is one moment: the page shows it before the first, or after the last entry of the act.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from events.event import Entry
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.selected_subject import subject_of
from thidua_tui.session.location import Location


async def show_moment(page: Page, act: Sequence[Entry], *, after: bool) -> None:
    """Show where the act had its effect, as known before or after it; Esc leads back."""
    app = page.thidua
    if app.session is None:
        return
    last = app.session.ledger.position()
    moment = act[-1].position if after else act[0].position - 1
    there = replace(_there(app.here, act), known_at=None if moment >= last else moment, on=None)
    place = "year" if there.cluster and there.year else "home"
    subject = subject_of(act[-1].event)
    if subject and subject.kind == "unit":
        place = "unit"
    await app.cover(place, there)


def _there(here: Location, act: Sequence[Entry]) -> Location:
    """The cluster, year and unit that the act is about, from its last entry that has them."""
    for entry in act:
        if subject := subject_of(entry.event):
            here = replace(
                here,
                cluster=subject.cluster or here.cluster,
                year=subject.year or here.year,
                unit=subject.unit or getattr(entry.event, "unit", None) or here.unit,
            )
    return here
