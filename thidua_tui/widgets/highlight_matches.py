"""A name with the letters that were found: bold and underlined, for no colour can be counted on."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

LIT = "bold underline"


def highlight(name: str, places: Iterable[int], offset: int = 0) -> Content:
    """The name, its characters at these places lit; `offset` where something stands before it."""
    text = Content(name)
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place + offset:
            runs[-1][1] += 1
        else:
            runs.append([place + offset, place + offset + 1])
    for start, end in runs:
        text = text.stylize(LIT, start, end)
    return text
