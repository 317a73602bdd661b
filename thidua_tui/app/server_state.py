"""A ledger on a server, while the program shows it: answers that do not come, and what was seen.

A file is there or gone. A server may be silent for a while: then the pages keep what they show,
forms keep what is typed, and the heading says so until an answer comes.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from textual import work

from thidua_tui.app import lazy
from thidua_tui.app.draft_autosave import DraftAutosave
from thidua_tui.textual_compat.crash_handling import EndsOnFault


class ServerState(DraftAutosave, EndsOnFault[int]):
    """An application that outlasts a server without answers."""

    weak_tls = False
    """Whether somebody on the way to the server could read along, or answer in its place."""
    outage = False
    """Whether the last that is known of the server is that it gave no answer."""
    _outage_since = 0.0

    @property
    def server_mark(self) -> str:
        """What the heading says about the server; empty for a file, and while all is well."""
        if self.outage:
            return self.words("server.screen.silent")
        return self.words("server.screen.weak-tls") if self.weak_tls else ""

    def outlasts(self, error: BaseException) -> bool:
        """Show why the ledger cannot be read at the moment, or at all; go on with what is open."""
        if self.session is None or not isinstance(error, lazy.errors.UnreadableLedger):
            return False
        if _in_event_loop():
            if self.outage and self.passes(error.code):
                self._say_silent()  # a key did nothing: say why each time
            self.unreadable(error)
        else:
            self.call_from_thread(self.unreadable, error)
        return True

    def passes(self, code: str) -> bool:
        """Take note of a refusal; return whether it is of a server that may answer again."""
        if self.session is None or code not in lazy.errors.OUTAGES:
            return False
        if not self.outage:
            self._set_outage(True)
            self._say_silent()
        return True

    def _say_silent(self) -> None:
        self.clear_notifications()
        sentence = self.words("server.screen.silent-now")
        self.notify(sentence, severity="warning", markup=False, timeout=12)

    def look_at_server(self) -> None:
        """See whether the server began to be silent, or answers again."""
        recorder: Any = self.session.ledger.recorder if self.session else None
        silent: bool | None = getattr(recorder, "silent", None)
        if silent:
            self.passes("server-silent")
        elif self.outage and silent is not None and recorder.answered > self._outage_since:
            self._set_outage(False)
            self.refresh_page()
            self.say(self.words("server.screen.answers"))

    def _set_outage(self, now: bool) -> None:
        self.outage, self._outage_since = now, time.monotonic()
        for screen in self.screen_stack:  # a form leaves the page behind it in sight
            if show := getattr(screen, "show_tabs", None):
                show()

    @work(thread=True, name="seen", group="seen")
    def remember_seen(self) -> None:
        """Keep the last entry that was seen on a server: so a server that lost some is noticed."""
        if self.session:
            lazy.known_history.remember(self.session.ledger.recorder)


def _in_event_loop() -> bool:
    """Whether this thread is the one of the screen, and not that of a worker."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
