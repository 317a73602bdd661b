"""The acts that can be undone or done again, the newest first, each with what would follow."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from events.text import plain
from thidua_tui.acts.undo_redo import Step
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.preview_panel import PreviewPanel
from thidua_tui.session.session import Session
from thidua_tui.widgets.virtual_list import VirtualList
from views.names import Names

MARKS = {"undo": "↶", "restore": "↶", "redo": "↷"}


class Reversals(Dialog[tuple[bool, Step] | None]):
    """Dismissed with the step that was chosen and whether it is a redo, or None."""

    AUTO_FOCUS = "VirtualList"
    PLACE = "reversals"
    BINDINGS = bindings_at("reversals", to="screen")

    def __init__(self, session: Session, words: Words, steps: Sequence[tuple[bool, Step]]) -> None:
        super().__init__()
        self.session, self.words, self.steps = session, words, tuple(steps)
        self.names = session.see(Names())
        self.ahead = PreviewPanel(
            session,
            words,
            lambda: (self._step()[1].command(),),
            source=lambda: self._step()[1].source,
        )
        self.list = VirtualList(self.line, name="reversals", tall=2)

    def _step(self) -> tuple[bool, Step]:
        return self.steps[self.list.chosen or 0]

    def parts(self) -> ComposeResult:
        """Title, the acts, what would follow, the keys."""
        yield self.list
        yield self.ahead

    def on_mount(self) -> None:
        """Show the acts; the cursor is on the newest."""
        words = self.words
        count = words("forgiving.reversals.count", count=str(len(self.steps)))
        self.entitle(words("forgiving.reversals.title"), count)
        self.foot(words)
        self.list.show(len(self.steps), 0)

    def line(self, at: int, width: int) -> Content:
        """One act: what it was, undo or redo, when; of the marked act also the consequences."""
        redo, step = self.steps[at]
        entries = step.back if step.kind == "redo" else step.entries
        sentence = "; ".join(self.words.sentence(one.event, self.names) for one in entries)
        kind = "redo" if redo else step.kind
        mark = "↷" if redo else MARKS[step.kind]
        head = Content.styled(plain(f"{mark} {sentence}"), "bold").truncate(width, ellipsis=True)
        first = entries[0]
        facts = {"position": str(first.position), "at": self.words.instant(first.at)}
        below = self.words(f"forgiving.reversals.{kind}", **facts)
        return head + Content("\n") + Content.styled(f"  {below}", "dim")

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The consequences follow the cursor."""
        event.stop()
        self.ahead.look_soon()

    async def do_take(self) -> None:
        """Go on to the reason."""
        self.dismiss(self._step())

    do_leave_list = do_reversals = Dialog.do_leave
