"""From a key to what records: the form of an act, the menu of all acts, undo and correction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from events.corrections import effective
from events.errors import Refused
from events.event import Entry, Scope
from thidua_tui.acts.registry import ACTS
from thidua_tui.acts.undo_redo import Step, last, steps
from thidua_tui.forms.draft_storage import Kept
from thidua_tui.forms.drafts import GRID, Drafts
from thidua_tui.forms.form_labels import title
from thidua_tui.forms.late_entry import enter
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import ACTIONS, shown
from thidua_tui.screens.act_menu import ActMenu
from thidua_tui.screens.form import Form
from thidua_tui.screens.late_entry import Late, LateEntry
from thidua_tui.screens.screen_for_act import screen_for
from thidua_tui.screens.shell import Shell
from thidua_tui.screens.undo_dialog import Undo
from thidua_tui.screens.undo_list import Reversals
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
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


def half_filled(session: Session, words: Words) -> str:
    """Which forms were left half filled, and how to leave all the same; empty when none was."""
    acts = dict.fromkeys(Drafts(session).acts)
    named = "; ".join(title(ACTS[act], words) for act in acts)
    return words("screen.half-filled.told", acts=named) if acts else ""


def left_half_filled(session: Session, words: Words) -> str:
    """Which forms were left half filled and are kept; empty when none was."""
    acts = dict.fromkeys(Drafts(session).acts)
    named = "; ".join(title(ACTS[act], words) for act in acts if act in ACTS)
    return words("forgiving.draft.left", acts=named) if named else ""


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
    if kept.act == GRID:
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


async def open_menu(app: Shell) -> None:
    """Open the menu of all acts; what is chosen there opens next."""
    if app.session:
        app.clear_notifications()
        keys = {a.act: shown(app.own_keys.keys(a)[0]) for a in ACTIONS if a.act}
        menu = ActMenu(app.session, app.here, app.words, keys)
        await app.push_screen(menu, partial(_chosen, app))


async def _chosen(app: Shell, name: str | None) -> None:
    if name:
        app.took_long_way(next((a.id for a in ACTIONS if a.act == name), ""))
        await open_act(app, name)
