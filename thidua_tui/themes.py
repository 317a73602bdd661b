"""Our colours: light, dark, and one of high contrast. No meaning hangs on a colour alone."""

from __future__ import annotations

from textual.theme import Theme

LIGHT = Theme(
    name="thidua-light",
    dark=False,
    primary="#0b4f8a",
    secondary="#3d6478",
    accent="#9a1b1b",
    warning="#8a5a00",
    error="#a8071a",
    success="#20693a",
    foreground="#1b1f23",
    background="#fbfaf6",
    surface="#fbfaf6",
    panel="#e9e6dc",
    text_alpha=1.0,
    variables={"block-cursor-background": "#dbe7f3", "block-cursor-foreground": "#10161c"},
)
DARK = Theme(
    name="thidua-dark",
    dark=True,
    primary="#8ab8e6",
    secondary="#8fb3b8",
    accent="#f0b35a",
    warning="#e6c15c",
    error="#ff8f87",
    success="#8fd19e",
    foreground="#e4e2dc",
    background="#16191d",
    surface="#16191d",
    panel="#242a31",
    text_alpha=1.0,
    variables={"block-cursor-background": "#2f4258", "block-cursor-foreground": "#ffffff"},
)
CONTRAST = Theme(
    name="thidua-contrast",
    dark=True,
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff9d9d",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    text_alpha=1.0,
    variables={"block-cursor-background": "#00458a", "block-cursor-foreground": "#ffffff"},
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}


def after(name: str) -> str:
    """The theme that the key switches to next."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
