"""From a key to what records: the form of an act, the menu of all acts, undo and correction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from events.errors import Refused
from events.event import Entry
from thidua_tui.actions import ACTIONS, shown
from thidua_tui.acts import ACTS
from thidua_tui.drafts import Drafts
from thidua_tui.form_words import title
from thidua_tui.screens.act_menu import ActMenu
from thidua_tui.screens.act_screens import screen_for
from views.names import Names

if TYPE_CHECKING:
    from thidua_tui.doing import Doing
    from thidua_tui.session import Session
    from thidua_tui.wording import Words

KEYS = {action.act: shown(action.keys[0]) for action in ACTIONS if action.act}


async def open_act(app: Doing, name: str, entries: Sequence[Entry] = ()) -> None:
    """Open what records an act, for the place where the person stands."""
    session = app.session
    if session is None:
        return
    try:
        if name in ("undo", "correct") and not entries:
            entries = await asyncio.to_thread(session.last_act)
        screen = screen_for(name, session, app.here, app.words, entries)
    except Refused as refused:
        app.say(app.words.refusal(refused, session.see(Names())))
        return
    app.clear_notifications()  # what the last act said must not lie on this one's fields
    await app.push_screen(screen)


def half_filled(session: Session, words: Words) -> str:
    """Which forms were left half filled, and how to leave all the same; empty when none was."""
    acts = dict.fromkeys(Drafts(session).acts)
    named = "; ".join(title(ACTS[act], words) for act in acts)
    return words("screen.half-filled.told", acts=named) if acts else ""


async def open_menu(app: Doing) -> None:
    """Open the menu of all acts; what is chosen there opens next."""
    if app.session:
        app.clear_notifications()
        menu = ActMenu(app.session, app.here, app.words, KEYS)
        await app.push_screen(menu, partial(_chosen, app))


async def _chosen(app: Doing, name: str | None) -> None:
    if name:
        await open_act(app, name)
