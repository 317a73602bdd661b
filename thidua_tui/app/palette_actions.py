"""The list of keys and the palette: what they offer, and what becomes of what was chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from thidua_tui.acts.registry import act_for
from thidua_tui.keymap.action_registry import ACTIONS, BY_ID
from thidua_tui.screens.command_line import LineScreen
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.key_help import Help, listed
from thidua_tui.screens.palette import Palette, acts, tables
from thidua_tui.screens.search_list import Item

if TYPE_CHECKING:
    from events.event import Entry
    from thidua_tui.screens.shell import Shell


async def open_help(app: Shell) -> None:
    """List the keys of the page that is on the screen."""
    place = app.place
    title = app.words("screen.help.title", place=app.words(f"screen.tab.{place}"))
    app.clear_notifications()
    await app.push_screen(Help(title, [*listed(place, app)], app.words), partial(_chosen, app))


async def open_palette(app: Shell) -> None:
    """Seek among all that can be done and seen from here."""
    if app.session is None:
        return
    place = app.place
    keys = [replace(item, group="") for item in listed(place, app) if item.code != "palette"]
    offered = [*keys, *await asyncio.to_thread(lambda: [*acts(app)]), *tables(app)]
    app.clear_notifications()
    palette = Palette(app.words("seek.palette"), offered, app.words, app.session, app.here)
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


DO: dict[str, Callable[[Shell, str], Awaitable[None]]] = {
    "action": _action,
    "act": _act,
    "table": _table,
    "year": _year,
    "unit": _unit,
    "meeting": _meeting,
    "entry": _entry,
}
"""Kind of item -> what choosing it does."""
