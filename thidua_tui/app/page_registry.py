"""The pages by the name of their place; each is imported when it is first gone to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from thidua_tui.app import lazy

if TYPE_CHECKING:
    from thidua_tui.screens.base_page import Page

PAGES: dict[str, Callable[[], type[Page]]] = {
    "home": lambda: lazy.home.Home,
    "year": lambda: lazy.cluster_year.ClusterYearPage,
    "leaders": lambda: lazy.leadership.LeadershipPage,
    "journal": lambda: lazy.journal.JournalPage,
    "tables": lambda: lazy.tables.TablesPage,
    "chronicle": lambda: lazy.chronicle.ChroniclePage,
    "unit": lambda: lazy.unit_record.UnitPage,
    "award-board": lambda: lazy.award_board.AwardBoardPage,
    "why": lambda: lazy.place_reasons.WhyPage,
    "player": lambda: lazy.replay_player.PlayerPage,
    "course": lambda: lazy.course_player.CoursePage,
    "wall-minutes": lambda: lazy.wall_minutes.MinutesOnWall,
    "projector": lambda: lazy.year_slides.ProjectorPage,
    "reveal": lambda: lazy.year_slides.RevealPage,
}
"""Place -> a function that imports its page."""


def page(place: str) -> Page:
    """Return a new page of that place."""
    return PAGES[place]()()


def warm_up() -> None:
    """Import all pages, and what the first act needs, so that they come at once."""
    for imported in PAGES.values():
        imported()
    _ = lazy.open_screens, lazy.command_line
