"""The pages by the name of their place."""

from __future__ import annotations

from thidua_tui.screens.cluster_year import ClusterYearPage
from thidua_tui.screens.home import Home
from thidua_tui.screens.page import Page

PAGES: dict[str, type[Page]] = {page.PLACE: page for page in (Home, ClusterYearPage)}
