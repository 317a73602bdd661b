"""The pages by the name of their place."""

from __future__ import annotations

from thidua_tui.screens.cluster_year import ClusterYearPage
from thidua_tui.screens.home import Home
from thidua_tui.screens.journal import JournalPage
from thidua_tui.screens.leadership import LeadershipPage
from thidua_tui.screens.page import Page
from thidua_tui.screens.tables import TablesPage
from thidua_tui.screens.unit import UnitPage

_ALL: tuple[type[Page], ...] = (
    Home,
    ClusterYearPage,
    LeadershipPage,
    JournalPage,
    TablesPage,
    UnitPage,
)
PAGES: dict[str, type[Page]] = {page.PLACE: page for page in _ALL}
