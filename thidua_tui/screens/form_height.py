"""The height of a form: as tall as its fields, and never so tall that its last lines are cut."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from thidua_tui.screens.preview_panel import WIDE

SHARE = 0.9
"""How much of a wide screen a form may cover."""


def fit(form: Screen[Any]) -> None:
    """Limit the part of a form that scrolls to what its title, explanation and keys leave of it.

    A percentage in the style sheet is one of the whole frame, so the arithmetic of a vote and the
    messages below the fields would be outside.
    """
    frame = form.query_one("#form")
    scrolling = [part for part in frame.children if part.query("Fields")]
    if form.has_class("-of-book"):
        return
    others = sum(part.outer_size.height for part in frame.children if part not in scrolling)
    room = int(form.size.height * SHARE) - frame.gutter.height - others
    for limited in (*scrolling, *frame.query("FormBody")):
        limited.styles.max_height = room if form.size.width >= WIDE else None
