"""Half-typed input is saved to the disk during typing, and is offered again at the next start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer

from thidua_tui.app import lazy
from thidua_tui.app.actions import AppActions
from thidua_tui.platform.system.current import SYSTEM

if TYPE_CHECKING:
    from thidua_tui.forms.draft_storage import DraftFile, Kept
    from thidua_tui.session.session import Session

SOON = 0.3
"""Seconds after which what was typed is written, at the latest; typing on does not put it off."""


class DraftAutosave(AppActions):
    """An app whose half-filled forms outlive it. `drafts_at` opens their file, in a worker."""

    drafts_at: Callable[[Session], DraftFile | None]
    draft_file: DraftFile | None = None
    _soon: Timer | None = None

    @property
    def drafts_last(self) -> bool:
        """Whether what is half filled is on the disk."""
        return self.draft_file is not None and not self.draft_file.failed

    def restore_drafts(self, session: Session) -> None:
        """Take up what was left behind; runs in the worker that opens the ledger."""
        self.draft_file = self.drafts_at(session)
        if self.draft_file:
            drafts = lazy.drafts.Drafts(session)
            drafts.restore(self.draft_file.left_behind, self.keep_drafts_soon)
            lazy.late_entry.restore(session)

    async def offer_drafts(self) -> None:
        """Report what was left half filled; a single key opens it again."""
        if self.draft_file and self.session and lazy.drafts.Drafts(self.session).forms:
            dialog = lazy.resume_drafts.Resume(self.session, self.words)
            await self.push_screen(dialog, self._resume)
        elif self.draft_file and self.draft_file.failed:
            path = str(self.draft_file.folder)
            self.say(self.words("forgiving.draft.unkept", path=path))

    async def _resume(self, kept: Kept | None) -> None:
        if kept:
            await lazy.open_screens.resume(self, kept)

    def keep_drafts_soon(self) -> None:
        """Write what is half typed a moment later."""
        if self._soon is None and self.draft_file:
            self._soon = self.set_timer(SOON, self._keep_drafts)

    def _keep_drafts(self) -> None:
        self._soon = None
        self._put_drafts()
        self._write_drafts()

    def _put_drafts(self) -> None:
        if self.draft_file and self.session:
            self.draft_file.put(lazy.drafts.Drafts(self.session).all)

    @work(thread=True, name="drafts", group="drafts")
    def _write_drafts(self) -> None:
        if self.draft_file:
            self.draft_file.flush()

    def end_on_signal(self) -> None:
        """End on a signal and when the terminal disappears; what is half typed is kept first."""
        SYSTEM.on_end(asyncio.get_running_loop(), self._end_on_signal)

    def _end_on_signal(self, code: int) -> None:
        self._put_drafts()
        if self.draft_file:
            self.draft_file.flush()
        self.forget_ahead()
        self.exit(code, code)

    def close_drafts(self) -> str:
        """Write all, let the file go; returns the sentence on what was left half filled."""
        if self.session and self.return_code == 0:  # left on purpose: others may sit here next
            lazy.late_entry.enter(self.session, None)
        self._put_drafts()
        if self.draft_file is None or self.session is None:
            return ""
        self.draft_file.close()
        if not self.drafts_last:
            return ""
        return lazy.open_screens.left_half_filled(self.session, self.words)
