"""From a key to what records: the form of an act, undo and correction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace
from textual.screen import Screen

from events.agenda_items import ACTS_OF
from events.corrections import effective
from events.errors import Refused
from events.event import Entry, Scope
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS, act_for
from thidua_tui.acts.undo_redo import Step, last, steps
from thidua_tui.forms.draft_storage import Kept
from thidua_tui.forms.drafts import BLIND, BLOCK, GRID, Drafts
from thidua_tui.forms.form_labels import title
from thidua_tui.forms.late_entry import enter
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.form import Form
from thidua_tui.screens.late_entry import Late, LateEntry
from thidua_tui.screens.merge_page import MergePage
from thidua_tui.screens.movement_matrix import MovementMatrix
from thidua_tui.screens.opening_year import YearOpening
from thidua_tui.screens.presence import Presence
from thidua_tui.screens.run_sheet import ROLL_CALL, RunSheet
from thidua_tui.screens.run_sheet_facts import meeting_with_agenda
from thidua_tui.screens.score_faces import ScoreFaces
from thidua_tui.screens.second_reading import BlindReading
from thidua_tui.screens.shell import Shell
from thidua_tui.screens.signing_round import SigningRound
from thidua_tui.screens.undo_dialog import Undo
from thidua_tui.screens.undo_list import Reversals
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, to_correct
from views.agenda import ItemRow
from views.names import Names


async def open_act(app: Shell, name: str, entries: Sequence[Entry] = ()) -> None:
    """Open what records an act, for the current location."""
    session = app.session
    if session is None:
        return
    if name == "undo" and not entries:
        await open_reversal(app, redo=False)
        return
    try:
        if name == "correct" and not entries:
            entries = await asyncio.to_thread(session.last_act)
        screen = screen_for(name, session, app.here, app.words, entries)
    except Refused as refused:
        app.say(app.words.refusal(refused, session.see(Names())))
        return
    app.clear_notifications()  # old notifications would cover the form's fields
    await app.push_screen(screen)


async def open_item(app: Shell, item: ItemRow, here: Location, then: Callable[[], None]) -> None:
    """Open what records the act of an item, of its year; what is recorded belongs to the item."""
    session = app.session
    if session is None:
        return
    there = replace(here, year=item.valid_for)
    of_item = {"year": str(item.valid_for), "presenter": item.presenter}
    if item.opens in OF_THE_MEETING:
        of_item["meeting"] = session.meeting
    given = {name: text for name, text in of_item.items() if text and ACTS[item.opens].field(name)}
    screen: Screen[Any] = (
        Presence(session, there, app.words, session.meeting)
        if item.opens == ROLL_CALL
        else screen_for(item.opens, session, there, app.words, given=given)
    )
    session.under = item.item

    def leave(_: object) -> None:
        session.under = ""
        then()

    app.clear_notifications()
    await app.push_screen(screen, leave)


async def open_form(
    app: Shell, act: str, here: Location, given: Mapping[str, str], then: Callable[[], None]
) -> None:
    """Open the form of an act with some fields filled."""
    if session := app.session:
        app.clear_notifications()
        form = Form(ACTS[act], session, here, app.words, given=given)
        await app.push_screen(form, lambda _: then())


async def open_run_sheet(app: Shell) -> None:
    """Show the agenda of the open meeting, else of the last meeting of the year."""
    session = app.session
    if session is None:
        return
    opened = await asyncio.to_thread(lambda: ActContext(session, app.here).open_meeting())
    here = replace(app.here, year=opened.year) if opened else app.here
    meeting = await asyncio.to_thread(meeting_with_agenda, session, here)
    app.clear_notifications()
    if meeting:
        await app.push_screen(RunSheet(session, here, app.words, meeting))
    else:
        year = str(here.year or "")
        app.say(app.reason("no-agenda") if opened else app.words("agenda.none", year=year))


def screen_for(
    name: str,
    session: Session,
    here: Location,
    words: Words,
    instead_of: Sequence[Entry] = (),
    given: Mapping[str, str] | None = None,
) -> Screen[tuple[Entry, ...]]:
    """The screen of the act with that id; dismissed with the entries that were recorded.

    `undo` takes back these entries, `correct` corrects them; without any, the last act's.

    Raises:
        Refused: `nothing-to-undo`.
    """
    if name == "undo":
        return Undo(session, words, instead_of or last(session, redo=False))
    if name == "correct":
        return correction(session, here, words, instead_of or session.last_act())
    if ACTS[name].screen == "scores" and not instead_of:
        return ScoreFaces(session, here, words)
    if ACTS[name].screen == "second-reading" and not instead_of:
        return BlindReading(session, here, words)
    if not instead_of and (own := OWN_SCREENS.get(ACTS[name].screen)):
        year = (given or {}).get("year", "")
        return own(session, replace(here, year=int(year)) if year.isdecimal() else here, words)
    if ACTS[name].screen == "roll-call" and not instead_of and session.sitting:
        return Presence(session, here, words, session.sitting)
    return Form(ACTS[name], session, here, words, instead_of, given)


OF_THE_MEETING = tuple(ACTS_OF["minutes"])
"""The acts that an item opens for its own meeting, whatever other meeting waits for them."""
OWN_SCREENS: dict[str, Callable[[Session, Location, Words], Screen[tuple[Entry, ...]]]] = {
    "signing": SigningRound,
    "matrix": MovementMatrix,
    "opening": YearOpening,
    "merge": MergePage,
}
"""The screen of an act -> what opens instead of its form."""


def correction(session: Session, here: Location, words: Words, entries: Sequence[Entry]) -> Form:
    """The form that puts something right in the place of these entries of one act.

    A form records a single fact: of an act of several one is corrected, and the others stay.

    Raises:
        LookupError: no act records such an entry: it is a retraction.
    """
    wrong = to_correct(entries)
    of = wrong.event
    act = act_for(of)
    if act is None:
        raise LookupError(type(of).__name__)
    cluster, year = getattr(of, "cluster", here.cluster), getattr(of, "year", here.year)
    there = Location(cluster=cluster, year=year, unit=here.unit)
    return Form(act, session, there, words, (wrong,))


async def open_reversal(app: Shell, *, redo: bool) -> None:
    """Ask for the reason, and undo the last act or do again what was undone last."""
    session = app.session
    if session is None:
        return
    try:
        step = await asyncio.to_thread(last, session, redo=redo)
    except Refused as refused:
        app.say(app.words.refusal(refused))
        return
    app.clear_notifications()
    await app.push_screen(Undo(session, app.words, step, redo=redo))


async def open_reversals(app: Shell) -> None:
    """List what can be undone and done again; what is chosen there asks for its reason next."""
    session = app.session
    if session is None:
        return
    found = await asyncio.to_thread(steps, session)
    if not found:
        app.say(app.words.refusal(Refused("nothing-to-undo")))
        return
    app.clear_notifications()
    await app.push_screen(Reversals(session, app.words, found), partial(_reverse, app))


async def _reverse(app: Shell, chosen: tuple[bool, Step] | None) -> None:
    if chosen and app.session:
        redo, step = chosen
        await app.push_screen(Undo(app.session, app.words, step, redo=redo))


async def open_late(app: Shell) -> None:
    """Ask from which source old years are entered."""
    if app.session:
        app.clear_notifications()
        await app.push_screen(LateEntry(app.session, app.here, app.words), partial(_late, app))


def _late(app: Shell, settled: Late | None) -> None:
    """Begin, go on with another source, or go back to the room."""
    if settled is None or app.session is None:
        return
    enter(app.session, settled.source)
    if settled.source and settled.year:
        app.here = replace(app.here, year=settled.year)
    app.say(app.words("forgiving.late.begun" if settled.source else "forgiving.late.ended"))
    app.refresh_page()


def half_filled(session: Session, words: Words, key: str = "screen.half-filled.told") -> str:
    """Which forms were left half filled, as the sentence of a key; empty when none was."""
    acts = dict.fromkeys(act for act in Drafts(session).acts if act in ACTS)
    named = "; ".join(title(ACTS[act], words) for act in acts)
    return words(key, acts=named) if named else ""


def left_half_filled(session: Session, words: Words) -> str:
    """Which forms were left half filled and are kept; empty when none was."""
    return half_filled(session, words, "forgiving.draft.left")


async def resume(app: Shell, kept: Kept) -> None:
    """Open a half-filled form again, at its place, in the field last typed in."""
    act, _, what = kept.act.partition("@")
    session = app.session
    if session is None or act not in ACTS:
        return
    there = Location(cluster=kept.cluster, year=kept.year)
    if kept.cluster:
        app.here = replace(app.here, cluster=kept.cluster, year=kept.year, known_at=None)
        app.refresh_page()
    if kept.act in (GRID, BLOCK, BLIND):
        await open_act(app, act)
    elif what.isdecimal():
        await app.push_screen(_correction(app, session, kept, int(what)))
    else:
        await app.push_screen(Form(ACTS[act], session, there, app.words))


def _correction(app: Shell, session: Session, kept: Kept, position: int) -> Form:
    """Return the form that corrects an entry; a new form when that entry no longer counts."""
    act, drafts = ACTS[kept.act.partition("@")[0]], Drafts(session)
    there = Location(cluster=kept.cluster, year=kept.year)
    entry = next(iter(session.ledger.read(after=position - 1, limit=1)), None)
    tags = entry.event.tags() if entry else ()
    counting = effective(session.ledger.read(*(Scope((tag,)) for tag in tags[:1]))) if tags else []
    if entry and position in {each.position for each in counting}:
        return Form(act, session, there, app.words, (entry,))
    drafts.drop(kept.act, there)
    drafts.keep(act.id, there, kept.raw, kept.field, kept.cursor)
    app.say(app.words("forgiving.draft.gone"))
    return Form(act, session, there, app.words)
