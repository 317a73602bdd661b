"""What the ledger knows that makes a recorded fact worth a second look: notes, not refusals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.award_events import AwardNominated
from events.event import Entry
from events.membership import has_roster
from events.roles import ActingHeadNamed, DeputyElected, HeadElected
from events.text import plain
from thidua_tui.acts.award_forms import forms
from thidua_tui.acts.context import ActContext

MARK = "▲"


def warnings_for(entries: Sequence[Entry], ground: ActContext) -> list[str]:
    """The notes on what was just recorded, each a marked sentence."""
    notes: dict[str, None] = {}
    for entry in entries:
        match entry.event:
            case AwardNominated() as event:
                notes |= dict.fromkeys(_of_nomination(event, ground))
            case HeadElected() | DeputyElected() | ActingHeadNamed() as event:
                notes |= dict.fromkeys(_of_office(event, ground))
    return [f"{MARK} {note}" for note in notes]


def _of_office(
    event: HeadElected | DeputyElected | ActingHeadNamed, ground: ActContext
) -> Iterator[str]:
    if event.cluster == ground.cluster and not has_roster(
        ground.of_cluster, event.cluster, event.year
    ):
        yield ground.words("acts.noticed.no-roster", year=str(event.year))


def _of_nomination(event: AwardNominated, ground: ActContext) -> Iterator[str]:
    if event.cluster != ground.cluster:
        return
    words, nominations = ground.words, ground.nominations(event.year)
    named = {nominated.unit for nominated in nominations}
    places = {p.unit: p.place for p in getattr(ground.result(event.year), "places", ())}
    mine = places.get(event.unit)
    above = [unit for unit, place in places.items() if mine and place < mine and unit not in named]
    facts = {"unit": event.unit, "form": words.choice("form", event.form)}
    if mine and above:
        names = plain("; ".join(ground.names.short(unit, event.year) for unit in above))
        yield words("acts.noticed.above", place=str(mine), above=names, **facts)
    form = forms().get(event.form)
    same = sum(nominated.form == event.form for nominated in nominations)
    if form and len(form.places) == 1 and same > 1:
        yield words("acts.noticed.several", count=str(same), **facts)
    if form and event.addressed_to not in ("", form.addressed_to):
        yield words("acts.noticed.addressee", usual=form.addressed_to, **facts)
