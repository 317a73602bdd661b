"""The colour themes, from `data/themes.toml`. No meaning hangs on a colour alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

from textual.theme import Theme

FILE = Path(__file__).parents[1] / "data" / "themes.toml"
THEMES = {
    name: Theme(name=name, **values)
    for name, values in tomllib.loads(FILE.read_text("utf-8")).items()
}
DARK, LIGHT, CONTRAST, _ = THEMES.values()


def after(name: str) -> str:
    """The theme that the key switches to next."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


def default_variables(theme: Theme) -> dict[str, str]:
    """Return the colours of this program for a theme that does not define them.

    A theme of Textual's own can be chosen with the variable TEXTUAL_THEME.
    """
    return dict((DARK if theme.dark else LIGHT).variables)
