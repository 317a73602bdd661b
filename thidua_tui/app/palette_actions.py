"""The list of everything: opened on acts, keys or all; and what becomes of what was chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from thidua_tui.acts.context import ActContext
from thidua_tui.acts.preconditions import first_step
from thidua_tui.acts.recent_acts import recent_acts
from thidua_tui.acts.registry import AREAS, LATE_AREAS, act_for
from thidua_tui.keymap.action_registry import ACTIONS, BY_ID
from thidua_tui.keymap.contexts import DIALOGS
from thidua_tui.keymap.key_names import spelt
from thidua_tui.screens import stock
from thidua_tui.screens.area_search import Area
from thidua_tui.screens.command_line import LineScreen
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.palette import ActMenu, Everything, Help, Palette, TableMenu
from thidua_tui.screens.search_items import Item

if TYPE_CHECKING:
    from events.event import Entry
    from thidua_tui.i18n.messages import Words
    from thidua_tui.screens.shell import Shell

LONG = 20
"""Seconds for a sentence that has a command to be typed."""


async def open_help(app: Shell) -> None:
    """Open the list on the keys of the page or dialog in front."""
    words, place = app.words, app.place
    title = words("screen.help.title", place=words(f"screen.tab.{place}"))
    order = [words(f"screen.help.{group}") for group in stock.GROUPS]
    items = await stock.everything(app, app.place)
    await _open(app, Help(title, items, words, scope=stock.KEYS, order=order))


async def open_palette(app: Shell) -> None:
    """Open the list on all that can be done and seen from here."""
    items = await stock.everything(app, app.place)
    await _open(app, Palette(app.words("seek.palette"), items, app.words))


async def open_acts(app: Shell) -> None:
    """Open the list on the acts; what is needed first is marked."""
    if app.session is None:
        return
    words, late = app.words, app.session.late
    items = await stock.everything(app, app.place)
    ground = ActContext(app.session, app.here, words)
    first = await asyncio.to_thread(first_step, ground)
    recent = await asyncio.to_thread(recent_acts, app.session)
    if late and first == "record-roster":
        first = "record-known-members"  # a late source seldom names them all
    await _open(app, act_menu(items, words, late=bool(late), first=first or "", recent=recent))


def act_menu(
    items: Sequence[Item],
    words: Words,
    *,
    late: bool = False,
    first: str = "",
    recent: Sequence[str] = (),
) -> ActMenu:
    """Return the list on the acts; `first` is marked, those used last come before all."""
    areas = [
        Area(words(f"acts.area.{area}"), tuple(words(f"acts.group.{one}") for one in AREAS[area]))
        for area in (LATE_AREAS if late else AREAS)
    ]
    order = [title for area in areas for title in area.titles]
    title, scope = words("acts.menu.title"), stock.TO_RECORD
    menu = ActMenu(title, items, words, scope=scope, order=order, first=first)
    menu.divided(areas, recent, words("acts.menu.recent"))
    return menu


async def open_tables(app: Shell) -> None:
    """Open the list on the tables."""
    words = app.words
    areas = [Area(words(f"acts.area.{area}"), (words(f"acts.area.{area}"),)) for area in AREAS]
    items = await stock.everything(app, app.place)
    order = [area.name for area in areas]
    title, scope = words("tablepage.menu"), stock.TABLES_SHOWN
    menu = TableMenu(title, items, words, scope=scope, order=order)
    menu.divided(areas)
    await _open(app, menu)


async def _open(app: Shell, palette: Everything) -> None:
    if app.session and app.place not in DIALOGS:
        palette = palette.within(app.session, app.here)
    app.clear_notifications()
    await app.push_screen(palette, partial(_chosen, app))


async def _chosen(app: Shell, item: Item | None) -> None:
    if item is None:
        return
    ids = (a.id for a in ACTIONS if item.kind == "act" and a.act == item.code)
    app.took_long_way(item.code if item.kind == "action" else next(ids, ""))
    app.from_list = item.kind == "action"
    await DO[item.kind](app, item.code)
    if app.long_way and not BY_ID[app.long_way].act:
        app.name_shorter()


def typed_in_line(app: Shell, entries: Sequence[Entry]) -> str:
    """The act that was recorded from the line; empty when it was another screen that recorded."""
    act = act_for(entries[-1].event) if isinstance(app.screen, LineScreen) else None
    return act.id if act else ""


async def _action(app: Shell, code: str) -> None:
    await app.action_do(code)


async def _press(app: Shell, code: str) -> None:
    """A key that belongs to a field is pressed there by the person."""


async def _elsewhere(app: Shell, code: str) -> None:
    """Go to the page of a key, and press it there once the page is ready."""
    place, _, action = code.partition(" ")
    await app.go(place)
    app.from_list = True
    app.simulate_key(spelt(app.own_keys.keys(BY_ID[action])[0]))


async def _act(app: Shell, code: str) -> None:
    await app.do_act(code)


async def _table(app: Shell, code: str) -> None:
    await app.show_table(code)


async def _year(app: Shell, code: str) -> None:
    cluster, _, year = code.partition("/")
    app.here = replace(app.here, cluster=cluster, year=int(year), on=None, unit=None)
    await app.go("year")
    app.refresh_page()


async def _unit(app: Shell, code: str) -> None:
    app.here = replace(app.here, unit=code)
    await app.go("unit")


async def _meeting(app: Shell, code: str) -> None:
    """The minutes of the year that the meeting reported on."""
    cluster, year, _ = code.split("/")
    app.here = replace(app.here, cluster=cluster, year=int(year), on=None)
    await app.show_table("minutes")


async def _entry(app: Shell, code: str) -> None:
    await app.push_screen(EntryPage(int(code)))


async def _paper(app: Shell, code: str) -> None:
    """Make the backup; of what the command line alone does, say how."""
    if code == "backup" and app.backs_up:
        app.save_copy()
        return
    app.clear_notifications()
    app.notify(app.words(f"hands.how.{code}"), markup=False, timeout=LONG)


async def _setting(kind: str, app: Shell, code: str) -> None:
    await app.choose_setting(kind, code)


DO: dict[str, Callable[[Shell, str], Awaitable[None]]] = {
    "action": _action,
    "press": _press,
    "elsewhere": _elsewhere,
    "act": _act,
    "table": _table,
    "year": _year,
    "unit": _unit,
    "meeting": _meeting,
    "entry": _entry,
    "paper": _paper,
    **{kind: partial(_setting, kind) for kind in ("theme", "lang", "input", "motion", "notes")},
}
"""Kind of item -> what choosing it does."""
