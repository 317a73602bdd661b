"""The items of an agenda in lines: state as a sign, number, title, presenter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from events.text import plain
from thidua_tui.formatting.sentences.keys import name
from thidua_tui.formatting.sentences.presence import quorum_text
from thidua_tui.keymap.action_registry import BY_ID

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from views.agenda import ItemRow, ItemState
    from views.quorums import QuorumRow

SIGNS: dict[ItemState, tuple[str, str]] = {
    "now": ("◆", "bold $primary"),
    "next": ("◇", "$primary"),
    "ahead": ("○", "dim"),
    "done": ("●", "$granted"),
    "skipped": ("–", "dim"),
    "left": ("○", "$warning"),
}
"""The state of an item, as a sign that needs no colour."""
_BEFORE, _LEAST = len("–  1. "), 12
"""Cells before a title, and those that are left to it at least."""
AROUND = 2
"""So many items before and after the present item are in a panel."""


def item_line(row: ItemRow, words: Words, width: int = 0) -> Content:
    """Return an item: sign, number, title, presenter; why it was skipped.

    Args:
        row: The item.
        words: The words of the language to use.
        width: The cells in which why it was skipped must be seen; 0 for any.
    """
    sign, style = SIGNS[row.state]
    bold = "bold" if row.state == "now" else "dim" if row.state in ("done", "skipped") else ""
    more = [plain(row.presenter)] if row.presenter else []
    title = Content(plain(row.title))
    if row.state == "skipped":
        more.append(words("agenda.skipped", note=plain(row.note)))
        if width:
            room = width - _BEFORE - Content(" · ".join(["", *more])).cell_length
            title = title.truncate(max(_LEAST, room), ellipsis=True)
    return Content.assemble(
        (f"{sign} ", style),
        (f"{row.number:>2}. ", "dim"),
        (title.plain, bold),
        (f" · {' · '.join(more)}" if more else "", "dim"),
    )


def item_end(row: ItemRow, words: Words) -> Content:
    """Return what is at the right of an item: the year where it is another, how many acts."""
    acts = words("agenda.acts", count=str(row.acts)) if row.acts else ""
    state = words.choice("item_state", row.state) if row.state in ("now", "next", "left") else ""
    return Content.styled(" · ".join(filter(None, (acts, state))), "dim")


def panel_lines(rows: Sequence[ItemRow], words: Words) -> list[Content]:
    """Return the present item with those around it, and how many are before and after them."""
    at = next((n for n, row in enumerate(rows) if row.state == "now"), len(rows) - 1)
    first = max(0, min(at - AROUND, len(rows) - 2 * AROUND - 1))
    shown = rows[first : first + 2 * AROUND + 1]
    return [item_line(row, words) for row in shown]


def quorum_lost(row: QuorumRow | None, words: Words) -> list[Content]:
    """Return that too few units are present to decide, to be seen at once; nothing otherwise."""
    return [Content.styled(quorum_text(row, words), "bold reverse $error")] if row else []


def progress(rows: Sequence[ItemRow], words: Words) -> str:
    """Return how many of the items are over."""
    over = sum(row.state in ("done", "skipped") for row in rows)
    return words("agenda.progress", over=str(over), of=str(len(rows)))


def strip(rows: Sequence[ItemRow], words: Words) -> list[Content]:
    """Return the present and the next item, for a screen of few lines."""
    lines = [item_line(row, words) for row in rows if row.state in ("now", "next")]
    return lines or [Content(words("agenda.all-over"))]


FOOT = ("help", "record-remark", "roll-call", "papers")
"""The keys of other pages that the foot names."""


def foot_labels(words: Words, *, speaking: bool) -> dict[str, str]:
    """Return what the foot calls its keys: those of the room first, for 80 columns.

    What Enter does is shown above the foot.

    Args:
        words: The words of the language to use.
        speaking: Whether a speaker has the floor, whose turn the key ends.
    """
    named = {of: name(BY_ID[of], words, "agenda") for of in FOOT}
    turn = words("agenda.turn.end" if speaking else "agenda.turn.call")
    return {"choose": "", "take": "", "speaker-turn": turn, **named}
