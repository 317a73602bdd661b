"""The colours of the program's themes as variables of CSS."""

from __future__ import annotations

from textual.theme import Theme

from thidua_tui.platform import themes

OWN = ("primary", "secondary", "warning", "foreground", "background", "panel")
MORE = (
    *("frame", "stripe", "gold", "gold-fill", "silver", "silver-fill", "bronze", "bronze-fill"),
    *("block-cursor-background", "block-cursor-foreground"),
)
"""The colours that the page uses, of a theme itself and of its variables."""


def colour_rules(theme: str) -> str:
    """Return the rules that set the colours of a theme; light or dark as the reader has it if none.

    Args:
        theme: The name of the theme; one without colours of its own is as none.
    """
    chosen = themes.THEMES.get(theme)
    if chosen in (themes.DARK, themes.LIGHT, themes.CONTRAST):
        return _root(chosen)
    return f"{_root(themes.LIGHT)}@media (prefers-color-scheme:dark){{{_root(themes.DARK)}}}"


def _root(theme: Theme) -> str:
    colours = {name: getattr(theme, name) for name in OWN}
    colours |= {name: theme.variables[name] for name in MORE}
    scheme = "dark" if theme.dark else "light"
    settings = ";".join(f"--{name}:{value}" for name, value in colours.items())
    return f":root{{color-scheme:{scheme};{settings}}}"
