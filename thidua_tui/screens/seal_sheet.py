"""Sealing a peer's sheet: how many cells, the reason where something is unusual; F2 seals it."""

from __future__ import annotations

import asyncio
import secrets

from events.event import Entry
from events.peer_sheets import SealPeerSheet, wanted
from events.score_book.seal import NONCE_BYTES
from events.store import ledger
from thidua_tui.screens.reason_dialog import ReasonDialog, text_in
from thidua_tui.screens.score_grid_context import ScoresContext


class SealSheet(ReasonDialog[tuple[Entry, ...]]):
    """Dismissed with the entry of the seal; with none, everything stays staged."""

    NOTHING = ()
    FRAME_CLASSES = "small"

    def __init__(self, scores: ScoresContext) -> None:
        hint = scores.words("peersheets.reason-hint")
        super().__init__(scores.words, hint, scores.ground.names)
        self.scores = scores
        self.act, self.nonce = ledger.new_act(), secrets.token_hex(NONCE_BYTES)
        self.cells = tuple(scores.staged.sheet_of(scores.scorer).values())

    def title_text(self) -> str:
        """That a sheet is sealed."""
        return self.words("peersheets.title")

    def asked(self) -> str:
        """Whose sheet it is, how many cells it has, and how many are missing."""
        scores = self.scores
        here = (scores.ground.of_cluster, scores.sheet.cluster, scores.sheet.year)
        due = len(wanted(*here, scores.scorer))
        short = due - len(self.cells)
        name = scores.ground.names.unit(scores.scorer, scores.sheet.year)
        facts = {"name": name, "cells": str(len(self.cells)), "missing": str(max(0, short) or "")}
        again = "again" if scores.scorer in scores.sheet.peers.sealed else "ask"
        return self.words(f"peersheets.{again}", **facts)

    async def recorded(self) -> tuple[Entry, ...]:
        """Seal the sheet."""
        scores = self.scores
        command = SealPeerSheet(
            cluster=scores.sheet.cluster,
            year=scores.sheet.year,
            scorer=scores.scorer,
            nonce=self.nonce,
            cells=self.cells,
        )
        reason = text_in(self.reason)
        seal = scores.session.do
        return tuple(await asyncio.to_thread(seal, command, reason=reason, act=self.act))
