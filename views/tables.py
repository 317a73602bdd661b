"""The registry of tables: every list of tables in the interface derives from it.

`thidua show`, the page of tables, the palette and `verify` read `TABLES`; for `thidua diff` each
table names what compares its facts in `views.compared`. A view is imported when it is asked for.
The texts are in `locale/*/tables.toml`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from msgspec import Struct

Row = TypeVar("Row", bound=Struct)
Scope: TypeAlias = Literal["year", "cluster", "everything"]


class TableSpec(NamedTuple, Generic[Row]):
    """What is known of one table, before its module is imported."""

    module: str
    """The module in `views`."""
    view: str
    """The class of the view in that module."""
    row: str
    """The class of the rows in that module."""
    scope: Scope
    """What the page of tables restricts the table to."""
    diff: tuple[str, ...] | str
    """The tables of `views.compared` that compare these facts, or the reason why none does."""
    page: int | None = None
    """The place on the page of tables and in the palette, from 1; None: on neither."""
    show: bool = True
    """Whether `thidua show` prints the table."""
    of_unit: bool = False
    """Whether the table can be asked of one unit."""

    def view_type(self) -> type[Any]:
        """Import the module and return the class of the view."""
        found: type[Any] = getattr(import_module(f"views.{self.module}"), self.view)
        return found

    def row_type(self) -> type[Row]:
        """Import the module and return the class of the rows."""
        found: type[Row] = getattr(import_module(f"views.{self.module}"), self.row)
        return found


FOLLOWS = "every cell follows from facts that are compared in other tables"
COUNTED = ("councils", "cluster_counts", "proposal_counts", "decisions")

TABLES: dict[str, TableSpec[Any]] = {
    "clusters": TableSpec(
        "clusters", "Clusters", "ClusterRow", "everything", ("clusters",), page=10
    ),
    "units": TableSpec("units", "Units", "UnitRow", "everything", ("units",), page=11),
    "roster": TableSpec("roster", "Roster", "RosterRow", "year", ("rosters", "roster"), page=2),
    "ranking": TableSpec(
        "standings", "Standings", "StandingsRow", "year", ("result", "ranking"), page=1
    ),
    "leaders": TableSpec("leadership", "Leadership", "LeaderRow", "cluster", ("leaders",), page=8),
    "awards": TableSpec("award_list", "AwardList", "AwardRow", "year", ("awards",), page=3),
    "movements": TableSpec("movements", "Movements", "MovementRow", "year", ("movements",), page=5),
    "compacts": TableSpec("compacts", "Compacts", "CompactRow", "cluster", ("compacts",), page=7),
    "history": TableSpec(
        "cluster_history", "ClusterHistory", "ClusterYear", "cluster", FOLLOWS, page=9
    ),
    "meetings": TableSpec("minutes", "Meetings", "MeetingRow", "year", ("meetings",)),
    "figures": TableSpec("figures", "Figures", "FigureRow", "year", COUNTED),
    "disputes": TableSpec("disputes", "Disputes", "DisputeRow", "year", ("disputes",)),
    "unit": TableSpec("unit_record", "UnitRecord", "UnitYear", "everything", FOLLOWS, of_unit=True),
    "lineage": TableSpec(
        "lineage", "Lineage", "LineageRow", "everything", ("units", "functions"), of_unit=True
    ),
    "rotation": TableSpec("rotation", "Rotation", "RotationRow", "cluster", FOLLOWS),
    "gaps": TableSpec("rotation", "Gaps", "GapRow", "cluster", FOLLOWS),
    "minutes": TableSpec(
        "minutes",
        "Meetings",
        "MeetingRow",
        "year",
        ("guests", "attendance", "reports", "remarks"),
        page=4,
        show=False,
    ),
    "rules": TableSpec(
        "rules", "RuleBooks", "CriterionRow", "year", ("books", "rules"), page=6, show=False
    ),
    "operators": TableSpec(
        "operators",
        "Operators",
        "OperatorRow",
        "everything",
        ("operators",),
        page=12,
        show=False,
    ),
}
"""Name of the table -> its specification, in the order in which `thidua show` lists them."""

SHOWN = {name: spec for name, spec in TABLES.items() if spec.show}
"""The tables that `thidua show` prints."""
ON_PAGE = tuple(
    sorted((n for n, s in TABLES.items() if s.page is not None), key=lambda n: TABLES[n].page or 0)
)
"""The tables of the page of tables and the palette, in their order."""
