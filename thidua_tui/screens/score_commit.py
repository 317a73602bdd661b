"""Recording what is staged in the score grid: what it moves, the reason, the paper; F2 does it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events.errors import Refused, ThiduaError
from events.event import Entry
from events.store import ledger
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.dates import typed
from thidua_tui.screens.base_dialog import Dialog, Turn
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_scorer import seals
from thidua_tui.screens.score_grid_staging import committed, to_wrong
from thidua_tui.screens.score_ripple import ripple_lines
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.key_order import ActionQueue, ActionRequested

LONGEST = 300
"""Letters of a reason, and of a paper, at most."""
FASTER = ("score-recorded", "not-in-force")
"""Refusals of cells that another terminal scored, or took back, in the meantime."""
OTHERS = 12
"""Lines of the dialog around what moves: title, fields, keys, frame."""


class CommitBody(ActionQueue):
    """Reason and paper, with a queue of their own: the screen stays alive while it waits."""

    DEFAULT_CSS = "CommitBody { height: auto; padding: 0 1; }"

    def __init__(self, commit: Commit) -> None:
        super().__init__()
        self.commit = commit
        words, wants = commit.words, commit.scores.staged.wants_reason
        hint = words(f"scorestaging.commit.reason-{'hint' if wants else 'free'}")
        if commit.scores.staged.differing:
            hint = words("unitsheet.reason-hint")
        paper, about = (words(f"scorestaging.commit.{key}") for key in ("paper", "paper-hint"))
        self.reason = FieldRow("reason", words("acts.field.reason"), hint, OneLine())
        self.paper = FieldRow("paper", paper, about, OneLine())

    def compose(self) -> ComposeResult:
        """What is asked for first: the reason where it is compulsory."""
        rows = (self.reason, self.paper)
        yield from rows if self.commit.scores.staged.wants_reason else reversed(rows)

    def on_mount(self) -> None:
        """Begin in the first field."""
        first = self.reason if self.commit.scores.staged.wants_reason else self.paper
        first.editor.focus()

    async def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Enter in a field records, as F2 does."""
        event.stop()
        await self.commit.record()


class Moves(VerticalScroll, can_focus=False):
    """What would move, which may be long."""

    DEFAULT_CSS = "Moves { height: auto; padding: 0 2; margin-bottom: 1; }"


class Commit(Dialog[tuple[Entry, ...]]):
    """Dismissed with the entries that were recorded; with none, everything stays staged."""

    PLACE = "commit"
    FRAME_CLASSES = "small"
    BINDINGS = bindings_at("commit", to="screen")

    def __init__(self, scores: ScoresContext) -> None:
        super().__init__()
        self.scores, self.words = scores, scores.words
        self.act = ledger.new_act()
        self.body = CommitBody(self)
        self.moves = Moves()

    def parts(self) -> ComposeResult:
        """How many cells, what moves, the reason, the paper."""
        yield Static(Content(self._counts()), classes="ask")
        with self.moves:
            lines = ripple_lines(self.scores.staged, self.scores.ground, self.words)
            yield Static(Content("\n").join(lines))
        yield self.body

    def _counts(self) -> str:
        staged, words = self.scores.staged, self.words
        counts = {state: staged.count(state) for state in ("new", "changed")}
        parts = [words(f"scorestaging.{s}", count=str(n)) for s, n in counts.items() if n]
        here = (self.scores.stage, self.scores.scorer)
        others = sum((key.stage, key.scorer) != here for key, _ in staged.items())
        if others:
            parts.append(words("scorestaging.other-stages", count=str(others)))
        if differ := len(staged.differing):
            parts.append(words("unitsheet.differ", count=str(differ)))
        return ", ".join(parts)

    def on_mount(self) -> None:
        """Show title and keys."""
        count = str(len(self.scores.staged))
        self.entitle(self.words("scorestaging.commit.title", count=count))
        self.foot(self.words)

    def on_resize(self) -> None:
        """Leave room for the fields and the keys; what moves scrolls."""
        self.moves.styles.max_height = max(3, self.size.height - OTHERS)

    def queue(self, what: Turn) -> None:
        """Do this when it is its turn, behind what was typed before."""
        self.body.post_message(ActionRequested(what))

    async def do_leave(self) -> None:
        """Record nothing; everything stays staged."""
        self.dismiss(())

    async def do_record(self) -> None:
        """Record it, behind what was typed before."""
        self.queue(self.record)

    async def record(self) -> None:
        """Record everything as one act; a refusal is shown at its field."""
        try:
            reason, paper = self._typed()
            entries = await asyncio.to_thread(self._record, reason, paper)
        except ThiduaError as error:
            if error.code in FASTER:  # another terminal: the cells are read again
                self.dismiss(())
                why = self.words.refusal(error, self.scores.ground.names)
                self.scores.call_later(self.scores.say, f"▲ {why}")
                return
            row = self.body.reason
            row.wrong = self.words.refusal(error, self.scores.ground.names)
            row.say()
            return
        self.dismiss(tuple(entries))

    def _typed(self) -> tuple[str, str]:
        reason, paper = (
            typed(row.raw, limit=LONGEST) if row.raw.strip() else ""
            for row in (self.body.reason, self.body.paper)
        )
        return reason, paper

    def _record(self, reason: str, paper: str) -> Sequence[Entry]:
        staged = self.scores.staged
        if staged.wants_reason and not reason:
            raise Refused("reason-missing")
        return self.scores.session.do(staged.command(paper), reason=reason, act=self.act)


async def commit_staged(scores: ScoresContext) -> None:
    """Ask for reason and paper, and record everything staged; or go to what is wrong."""
    await scores.done(0, 0)
    if scores.body.entry.value:
        return  # it is refused: the message says why
    if why := scores.why_not():
        scores.say(f"▲ {why}")
    elif not len(scores.staged):
        scores.say(f"▲ {scores.words('scorestaging.nothing')}")
    elif await seals(scores):
        return
    elif wrong := scores.staged.refused():
        scores.say("")
        if not to_wrong(scores):
            await scores.to_stage(wrong[0].stage)
            to_wrong(scores, (-1, -1))
    else:
        scores.app.push_screen(Commit(scores), partial(committed, scores))
