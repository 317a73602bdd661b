"""How a page shows that it looks back: a frame, the word, and the current act.

In the present nothing of it is there; no meaning hangs on the colour of the frame.
"""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from thidua_tui.i18n.messages import Words


def show_past(screen: Screen[None], past: tuple[str, str] | None, words: Words) -> None:
    """Show the current act: where, and its sentence; in the present nothing, and no frame."""
    if screen.has_class("-past") != (past is not None):
        screen.toggle_class("-past")
        # The frame takes two columns, and a screen whose own size stays gets no resize event.
        if resized := getattr(screen, "on_resize", None):
            screen.call_after_refresh(resized)
    if past is None:
        return
    sentence, where = past
    head = Content.styled(f" {words('time.past.word')} ", "bold reverse")
    lines = _two(Content(sentence), max(20, screen.size.width - 2))
    screen.query_one("#past", Static).update(
        Content("\n").join([Content.assemble(head, " ", (where, "bold")), *lines])
    )


def _two(sentence: Content, width: int) -> list[Content]:
    """At most two lines; that there is more is shown."""
    first, *rest = sentence.wrap(width)
    return [first, *([Content(" ").join(rest).truncate(width, ellipsis=True)] if rest else [])]
