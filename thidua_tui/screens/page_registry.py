"""The pages by the name of their place; each is imported when it is first gone to."""

from __future__ import annotations

from importlib import import_module

from thidua_tui.screens.base_page import Page

PAGES = {
    "home": ("home", "Home"),
    "year": ("cluster_year", "ClusterYearPage"),
    "leaders": ("leadership", "LeadershipPage"),
    "journal": ("journal", "JournalPage"),
    "tables": ("tables", "TablesPage"),
    "chronicle": ("chronicle", "ChroniclePage"),
    "unit": ("unit_record", "UnitPage"),
    "player": ("replay_player", "PlayerPage"),
    "projector": ("slides", "ProjectorPage"),
    "reveal": ("slides", "RevealPage"),
}
"""Place -> module and class."""


def kind_of(place: str) -> type[Page]:
    """The page of a place."""
    module, name = PAGES[place]
    kind: type[Page] = getattr(import_module(f"thidua_tui.screens.{module}"), name)
    return kind


def warm_up() -> None:
    """Import all pages, and what the first act needs, so that they come at once."""
    for place in PAGES:
        kind_of(place)
    import_module("thidua_tui.app.open_screens")
    import_module("thidua_tui.screens.command_line")
