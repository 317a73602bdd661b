"""The keys that lead to a table, by the list of tables on its page."""

from __future__ import annotations

from views.tables import AREAS, ON_PAGE, TABLES


def to_table(name: str) -> tuple[str, ...]:
    """Return the keys that open a table from any page."""
    area = TABLES[name].area
    before = [one for one in ON_PAGE if TABLES[one].area == area].index(name)
    return ("4", "g", str(AREAS.index(area) + 1), *["down"] * before, "enter")
