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
from events.text import plain
from thidua_tui.screens.preview_panel import PapersAhead
from thidua_tui.screens.reason_dialog import ReasonDialog, text_in
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_scorer import seals
from thidua_tui.screens.score_grid_staging import committed, to_wrong
from thidua_tui.screens.score_ripple import ripple_lines
from thidua_tui.screens.sheet_file import act_of_staged, staged_file
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.field_row import FieldRow

FASTER = ("score-recorded", "not-in-force")
"""Refusals of cells that another terminal scored, or took back, in the meantime."""
OTHERS = 12
"""Lines of the dialog around what moves: title, fields, keys, frame."""


class Moves(VerticalScroll, can_focus=False):
    """What would move, which may be long."""

    DEFAULT_CSS = "Moves { height: auto; padding: 0 2; }"


class Commit(ReasonDialog[tuple[Entry, ...]]):
    """Dismissed with the entries that were recorded; with none, everything stays staged."""

    NOTHING = ()
    FRAME_CLASSES = "small"

    def __init__(self, scores: ScoresContext) -> None:
        words, staged = scores.words, scores.staged
        hint = words(f"scorestaging.commit.reason-{'hint' if staged.wants_reason else 'free'}")
        if staged.differing:
            hint = words("unitsheet.reason-hint")
        super().__init__(words, hint, scores.ground.names)
        self.scores = scores
        self.act = act_of_staged(scores)
        paper, about = (words(f"scorestaging.commit.{key}") for key in ("paper", "paper-hint"))
        self.paper = FieldRow("paper", paper, about, OneLine())
        self.moves = Moves()

    def rows(self) -> Sequence[FieldRow]:
        """What is asked for first: the reason where it is compulsory."""
        rows = (self.reason, self.paper)
        return rows if self.scores.staged.wants_reason else rows[::-1]

    def usual_reason(self) -> str:
        """Of a file that changes recorded points, its name; it can be typed over."""
        file = staged_file(self.scores)
        if file is None or not self.scores.staged.wants_reason:
            return ""
        return self.words("sheetin.reason", name=plain(file.name)[:100])

    def title_text(self) -> str:
        """How many cells are recorded."""
        return self.words("scorestaging.commit.title", count=str(len(self.scores.staged)))

    def parts(self) -> ComposeResult:
        """How many cells, what moves, the reason, the paper."""
        yield Static(Content(self.asked()), classes="ask")
        with self.moves:
            lines = ripple_lines(self.scores.staged, self.scores.ground, self.words)
            yield Static(Content("\n").join(lines))
        staged, session = self.scores.staged, self.scores.ground.session
        yield PapersAhead(session, self.words, lambda: (staged.command(),), lambda: None)
        yield self.body

    def asked(self) -> str:
        """How many cells are new and changed, at other stages, and differ from the unit's own."""
        staged, words = self.scores.staged, self.words
        counts = {state: staged.count(state) for state in ("new", "changed")}
        parts = [words(f"scorestaging.{s}", count=str(n)) for s, n in counts.items() if n]
        shown = self.scores.sheet.key
        others = sum(key != shown(key.unit, key.criterion) for key, _ in staged.items())
        if others:
            parts.append(words("scorestaging.other-stages", count=str(others)))
        if differ := len(staged.differing):
            parts.append(words("unitsheet.differ", count=str(differ)))
        return ", ".join(parts)

    def on_resize(self) -> None:
        """Leave room for the fields and the keys; what moves scrolls."""
        self.moves.styles.max_height = max(3, self.size.height - OTHERS)

    async def recorded(self) -> tuple[Entry, ...]:
        """Record everything as one act."""
        staged, reason, paper = self.scores.staged, text_in(self.reason), text_in(self.paper)
        if staged.wants_reason and not reason:
            raise Refused("reason-missing")
        command, record = staged.command(paper), self.scores.session.do
        return tuple(await asyncio.to_thread(record, command, reason=reason, act=self.act))

    def refuse(self, error: ThiduaError) -> None:
        """Show a refusal; after another terminal was faster, the cells are read again."""
        if error.code not in FASTER:
            super().refuse(error)
            return
        self.dismiss(())
        why = self.words.refusal(error, self.names)
        self.scores.call_later(self.scores.say, f"▲ {why}")


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
