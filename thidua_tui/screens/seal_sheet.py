"""Sealing a peer's sheet: how many cells, the reason where something is unusual; F2 seals it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.errors import ThiduaError
from events.event import Entry
from events.peer_sheets import SealPeerSheet, wanted
from events.score_book.seal import NONCE_BYTES
from events.store import ledger
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.dates import typed
from thidua_tui.screens.base_dialog import Dialog, Turn
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.key_order import ActionQueue, ActionRequested

LONGEST = 300
"""Letters of a reason at most."""


class SealBody(ActionQueue):
    """The reason, with a queue of its own: the screen stays alive while it waits."""

    DEFAULT_CSS = "SealBody { height: auto; }"

    def __init__(self, seal: SealSheet) -> None:
        super().__init__()
        self.seal = seal
        hint = seal.words("peersheets.reason-hint")
        self.reason = FieldRow("reason", seal.words("acts.field.reason"), hint, OneLine())

    def compose(self) -> ComposeResult:
        """The field."""
        yield self.reason

    def on_mount(self) -> None:
        """Begin in it."""
        self.reason.editor.focus()

    async def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Enter seals, as F2 does."""
        event.stop()
        await self.seal.record()


class SealSheet(Dialog[tuple[Entry, ...]]):
    """Dismissed with the entry of the seal; with none, everything stays staged."""

    DEFAULT_CSS = """
    SealSheet { align: center middle; background: $background 60%; }
    SealSheet.-wide #form { border: round $primary; }
    """
    PLACE = "commit"
    FRAME_CLASSES = "small"
    BINDINGS = bindings_at("commit", to="screen")

    def __init__(self, scores: ScoresContext) -> None:
        super().__init__()
        self.scores, self.words = scores, scores.words
        self.act, self.nonce = ledger.new_act(), secrets.token_hex(NONCE_BYTES)
        self.cells = tuple(scores.staged.sheet_of(scores.scorer).values())
        self.body = SealBody(self)

    def parts(self) -> ComposeResult:
        """What is sealed, what follows, the reason."""
        yield Static(Content(self._counts()), classes="ask")
        yield self.body

    def _counts(self) -> str:
        scores = self.scores
        here = (scores.ground.of_cluster, scores.sheet.cluster, scores.sheet.year)
        due = len(wanted(*here, scores.scorer))
        short = due - len(self.cells)
        name = scores.ground.names.unit(scores.scorer, scores.sheet.year)
        facts = {"name": name, "cells": str(len(self.cells)), "missing": str(max(0, short) or "")}
        again = "again" if scores.scorer in scores.sheet.peers.sealed else "ask"
        return self.words(f"peersheets.{again}", **facts)

    def on_mount(self) -> None:
        """Show title and keys."""
        self.entitle(self.words("peersheets.title"))
        self.foot(self.words)

    def queue(self, what: Turn) -> None:
        """Do this when it is its turn, behind what was typed before."""
        self.body.post_message(ActionRequested(what))

    async def do_leave(self) -> None:
        """Seal nothing; everything stays staged."""
        self.dismiss(())

    async def do_record(self) -> None:
        """Seal it, behind what was typed before."""
        self.queue(self.record)

    async def record(self) -> None:
        """Seal the sheet; a refusal is shown at the reason."""
        try:
            raw = self.body.reason.raw
            reason = typed(raw, limit=LONGEST) if raw.strip() else ""
            entries = await asyncio.to_thread(self._seal, reason)
        except ThiduaError as error:
            row = self.body.reason
            row.wrong = self.words.refusal(error, self.scores.ground.names)
            row.say()
            return
        self.dismiss(tuple(entries))

    def _seal(self, reason: str) -> Sequence[Entry]:
        scores = self.scores
        command = SealPeerSheet(
            cluster=scores.sheet.cluster,
            year=scores.sheet.year,
            scorer=scores.scorer,
            nonce=self.nonce,
            cells=self.cells,
        )
        return scores.session.do(command, reason=reason, act=self.act)
