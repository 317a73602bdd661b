"""Where keys work: the pages, and the dialogs over them, by the names of their places."""

from __future__ import annotations

PAGES = ("home", "year", "leaders", "journal", "tables", "chronicle")
SLIDES = ("projector", "reveal")
TIMED = (*PAGES, "player", "unit", "entry", "trail", "changes", "why", "reason", "award-board")
"""Places that can be seen as they were known at another moment."""
SCROLLED = TIMED
"""Places with lines that are gone through."""
READING = (*SCROLLED, *SLIDES)
"""Pages: there letters are keys and not text."""
SOUGHT = ("menu", "table-menu", "palette", "help", "scorer", "files", "sheet-tabs")
"""Dialogs in which letters find something in a list."""
TYPING = ("form", "late", "undo", "commit", "moment", "lot", "paper-check", "line", *SOUGHT)
"""Dialogs in which letters are text, and so no keys."""
CHOOSING = (
    "agenda",
    "reversals",
    "resume",
    "conflict",
    "sources",
    "minutes",
    "columns",
    "export",
    "reading",
    "presence",
    "signing",
    "matrix",
    "new-year",
    "thread",
    "sheet",
    "papers",
    "statistics",
    "merge",
    "wall-choice",
)
"""Dialogs with a list to choose from."""
EDITING = frozenset(
    {
        *("left", "right", "home", "end", "delete", "shift+delete", "ctrl+left", "ctrl+right"),
        *(f"ctrl+{letter}" for letter in "acdekuvwxyz"),
    }
)
"""Keys with which the text in a field is changed and gone through."""
CELLS = ("grid", "blind", "controls")
"""Dialogs with a grid whose cells are typed."""
DIALOGS = (*TYPING, *CHOOSING, *CELLS, "trial", "tour", "paper")


def fit(place: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the keys that are keys at the place: where letters are text, no letter is."""
    if place not in TYPING:
        return keys
    return tuple(key for key in keys if len(key) > 1 and key not in EDITING)
