"""From a key to what records: the form of an act, the menu of all acts, undo and correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from events.event import Entry
from thidua_tui.acts import ACTS
from thidua_tui.screens.form import Form

if TYPE_CHECKING:
    from thidua_tui.app import ThiduaApp


def open_act(app: ThiduaApp, name: str, instead_of: Sequence[Entry] = ()) -> None:
    """Open what records an act, for the place where the person stands."""
    if app.session:
        app.push_screen(Form(ACTS[name], app.session, app.here, app.words, instead_of))
