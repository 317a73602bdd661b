"""Our colours: dark, light, high contrast, the terminal's own. No meaning hangs on one alone."""

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
TERMINAL = Theme(
    name="thidua-terminal",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_default",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "block-cursor-background": "ansi_blue",
        "block-cursor-foreground": "ansi_bright_white",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_bright_white",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
        "scrollbar": "ansi_default",
        "scrollbar-hover": "ansi_default",
        "scrollbar-active": "ansi_default",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)
"""The sixteen colours and the background that a person gave to the terminal."""
THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST, TERMINAL)}


def after(name: str) -> str:
    """The theme that the key switches to next."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
