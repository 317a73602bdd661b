"""What the ledger knows that makes a recorded fact worth a second look: notes, not refusals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.award_conditions import condition_years, grants
from events.award_events import (
    AwardAnnulled,
    AwardGranted,
    AwardNominated,
    current_nominations,
)
from events.corrections import EntriesRetracted
from events.disputes import VerdictGiven
from events.event import Entry, Scope
from events.meetings import MeetingClosed
from events.membership import has_roster
from events.roles import ActingHeadNamed, DeputyElected, HeadElected
from events.text import plain
from thidua_tui.acts.award_forms import USUAL, forms
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.disagreements import SIGN, against
from views.agenda import Agenda
from views.correction_sheets import Corrections
from views.disputes import Disputes

MARK = "▲"


def warnings_for(entries: Sequence[Entry], ground: ActContext) -> list[str]:
    """The notes on what was just recorded, each a marked sentence."""
    notes: dict[str, None] = {}
    for entry in entries:
        match entry.event:
            case AwardNominated() as event:
                notes |= dict.fromkeys(_of_nomination(event, ground))
            case EntriesRetracted():
                notes |= dict.fromkeys(_of_correction(entry, ground))
            case HeadElected() | DeputyElected() | ActingHeadNamed() as event:
                notes |= dict.fromkeys(_of_office(event, ground))
            case MeetingClosed() as event:
                notes |= dict.fromkeys(_of_closing(event, ground))
            case VerdictGiven() as event:
                notes |= dict.fromkeys(_of_verdict(event, ground))
    return [f"{MARK} {note}" for note in notes]


def _of_closing(event: MeetingClosed, ground: ActContext) -> Iterator[str]:
    """Which items of the agenda were left open."""
    agenda = ground.session.see(Agenda(event.meeting))
    if left := agenda.unfinished:
        titles = "; ".join(plain(agenda.items[item].title) for item in left)
        yield ground.words("agenda.left", count=str(len(left)), items=titles)


def _of_verdict(event: VerdictGiven, ground: ActContext) -> Iterator[str]:
    """That the ledger still has another value, and which entry is to be corrected."""
    rows = ground.session.see(Disputes(event.cluster, event.year)).rows()
    mine = [row for row in rows if (row.topic, row.unit) == (event.topic, event.unit)]
    if sentence := against(mine, ground.words):
        yield sentence.removeprefix(f"{SIGN} ")


def _of_correction(entry: Entry, ground: ActContext) -> Iterator[str]:
    """That approved minutes were corrected, with the number of the correction sheet."""
    for row in ground.session.see(Corrections()).rows():
        if row.entry == entry.position:
            yield ground.words("minutes.sheet.issued", number=str(row.number))


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
    words = ground.words
    nominations = [*current_nominations(ground.of_cluster, event.cluster, event.year)]
    named = {nominated.unit for nominated in nominations}
    places = {p.unit: p.place for p in getattr(ground.result(event.year), "places", ())}
    mine = places.get(event.unit)
    above = [unit for unit, place in places.items() if mine and place < mine and unit not in named]
    facts = {"unit": event.unit, "form": words.form(event.form, event.year)}
    if mine and above:
        names = plain("; ".join(ground.names.short(unit, event.year) for unit in above))
        yield words("acts.noticed.above", place=str(mine), above=names, **facts)
    same = sum(nominated.form == event.form for nominated in nominations)
    yield from _of_conditions(event, ground)
    if len(USUAL.get(event.form, ())) == 1 and same > 1:
        yield words("acts.noticed.several", count=str(same), **facts)


def _of_conditions(event: AwardNominated, ground: ActContext) -> Iterator[str]:
    """Yield the years that the form asks for, with the entries of their grants."""
    form = forms(ground, event.year).get(event.form)
    if form is None or not form.after_form:
        return
    held = ground.read(Scope((f"unit:{event.unit}",), (AwardGranted, AwardAnnulled)))
    years = condition_years(grants(held.entries), event.unit, form, event.year)
    shown = "  ".join(
        f"{one.year} ✓ ({one.position})" if one.position else f"{one.year} ✗" for one in years
    )
    words = ground.words
    name = words.form(form.after_form, event.year)
    yield words("acts.noticed.condition", count=str(len(years)), form=name, years=shown)
