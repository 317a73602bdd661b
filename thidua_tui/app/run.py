"""From the command to the screen and back: the terminal, the ledger's file, the exit code."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from thidua_tui.app import lazy
from thidua_tui.app.app import ThiduaApp
from thidua_tui.app.wall_app import WallApp
from thidua_tui.i18n.catalogue import Catalogue
from thidua_tui.keymap import keymap_file
from thidua_tui.keymap.learned_shortcuts import Learning, learnt_file
from thidua_tui.platform import settings
from thidua_tui.platform.terminal import prepare, require_terminal

if TYPE_CHECKING:
    from events.store.address import LedgerAddress
    from thidua_tui.command_line.history import LineHistory
    from thidua_tui.forms.draft_storage import DraftFile
    from thidua_tui.session.session import Session
    from thidua_tui.session.wall_channel import Channel

BAD_INPUT, OUR_BUG = 2, 1


def run_app(
    address: LedgerAddress,
    lang: str,
    *,
    read_only: bool = False,
    demo: bool = False,
    wall: bool = False,
) -> int:
    """Show the program, or a wall that follows it, on the terminal; returns the exit code.

    Of a demo no copies are kept.
    """
    try:
        require_terminal()
        chosen = settings.chosen()
    except Exception as error:
        return _refused(error, lang)
    prepare()
    theme = chosen.get("theme", "")
    kind = WallApp if wall else ThiduaApp
    read_only = read_only or wall
    app = kind(partial(_open, address, read_only=read_only), lang, theme=theme, keep=_keep)
    app.set_reactive(ThiduaApp.input_method, settings.input_method(chosen))
    app.use_keys(keymap_file.read())
    if chosen.get("learning") != "off":
        app.learn(Learning(None if demo else learnt_file()))
    app.new_style = chosen.get("tones") == "new"
    app.motions.on = settings.motion(chosen)
    app.score_notes = settings.notes(chosen)
    app.ledger_name = address.name if isinstance(address, Path) else str(address)
    app.weak_tls = not isinstance(address, Path) and address.weak_tls
    app.read_only = read_only
    app.backs_up = not (demo or read_only)
    if app.backs_up:
        app.drafts_at, app.lines_at = _drafts, _lines
    app.channel_at = _channel
    app.run()
    app.close_wall()
    if message := app.close_drafts():
        print(message)
    if app.session:
        _close(app.session)
    if app.fault:
        return _broken(app.fault, lang)
    return app.return_code or 0


def _open(address: LedgerAddress, *, read_only: bool) -> Session:
    """Open the ledger; create its file where there is none."""
    opened = lazy.open_ledger.open_ledger
    ledger = opened(address, create=not read_only, read_only=read_only, sealed=read_only)
    return lazy.session.Session(ledger, settings.operator())


def _drafts(session: Session) -> DraftFile | None:
    """The drafts of this person at this ledger; none where nothing can be recorded."""
    recorder = session.ledger.recorder
    name = getattr(recorder, "name", "")
    if not name or not getattr(recorder, "writable", True):
        return None
    folder = lazy.draft_storage.folder_of(name, session.by)
    return lazy.draft_storage.DraftFile(folder)


def _channel(session: Session) -> Channel | None:
    """The channel to walls that follow this ledger; none for a ledger in memory."""
    recorder = session.ledger.recorder
    address = getattr(recorder, "address", "")
    return lazy.wall_channel.channel_of(getattr(recorder, "name", ""), address) if address else None


def _lines(session: Session) -> LineHistory:
    """The lines that this person recorded at this ledger."""
    name = getattr(session.ledger.recorder, "name", "")
    folder = lazy.history.folder_of(name, session.by) if name else None
    return lazy.history.LineHistory(folder)


def _close(session: Session) -> None:
    recorder = session.ledger.recorder
    lazy.known_history.remember(recorder)
    for end in ("move_log", "close"):  # where other programs have it open, closing moves no log
        if do := getattr(recorder, end, None):
            do()


def _keep(**chosen: str) -> None:
    """Remember settings; those that cannot be written are no reason to stop."""
    try:
        settings.choose(**chosen)
    except (OSError, lazy.errors.BadInput):
        return


def _refused(error: Exception, lang: str) -> int:
    """Say why the screen cannot be shown; what is no refusal is a fault of ours."""
    if not isinstance(error, lazy.errors.BadInput):
        raise error
    print(lazy.messages.Words(lang).refusal(error), file=sys.stderr)
    return BAD_INPUT


def _broken(fault: Exception, lang: str) -> int:
    """Write the fault down and say where."""
    path = lazy.text.plain(str(lazy.crash_log.write(fault) or "–"))
    print(Catalogue(lang)("screen.broken.said", path=path), file=sys.stderr)
    return OUR_BUG
