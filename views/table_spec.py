"""The specification of a table: what the registry `views.tables` states of each table."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from msgspec import Struct

Row = TypeVar("Row", bound=Struct)
Scope: TypeAlias = Literal["year", "cluster", "everything"]
Area: TypeAlias = Literal[
    "meeting", "votes", "results", "awards", "members", "movements", "minutes", "papers"
]


class DiffSpec(NamedTuple):
    """How `thidua diff` compares a table at two moments: row by row, field by field.

    Each field of the row is compared, except the key and the fields in `besides`.
    """

    first: str
    """The field that is shown of a row that is new or gone."""
    key: tuple[str, ...]
    """The fields by which a row is found again at the other moment."""
    besides: Mapping[str, str] = {}
    """Field that is not compared -> the reason."""
    whole: bool = True
    """Whether a row that is new or gone is one difference, not a difference for each field."""
    subject: str = ""
    """The field that names what a row is about, in addition to its cluster, year and unit."""
    everywhere: bool = False
    """Whether the rows are of no cluster's year."""
    asked: tuple[str, ...] = ("cluster", "year", "on")
    """The arguments that the view gets; the others are None."""
    blank: str = ""
    """The value of `first` in rows of which nothing happened yet: these are not compared."""
    also: tuple[str, ...] = ()
    """More tables of `views.compared` that compare facts of this table."""


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
    diff: DiffSpec | tuple[str, ...] | str
    """How its rows are compared; or the tables of `views.compared` that compare the same facts;
    or the reason why none does."""
    group: tuple[str, ...] = ()
    """The fields that divide the printed rows into groups."""
    page: int | None = None
    """The place on the page of tables and in the palette, from 1; None: on neither."""
    area: Area = "papers"
    """The area of a secretary's work under which the page and the list of tables show it."""
    show: bool = True
    """Whether `thidua show` prints the table."""
    line: bool = True
    """Whether the line `show` on the screen opens the table."""
    of_unit: bool = False
    """Whether the view itself takes a unit; of others the rows of a unit are chosen."""
    by_today: bool = False
    """Whether the screen judges what is open by the day of today, where no other is chosen."""

    def view_type(self) -> type[Any]:
        """Import the module and return the class of the view."""
        found: type[Any] = getattr(import_module(f"views.{self.module}"), self.view)
        return found

    def row_type(self) -> type[Row]:
        """Import the module and return the class of the rows."""
        found: type[Row] = getattr(import_module(f"views.{self.module}"), self.row)
        return found

    def names_units(self) -> bool:
        """Return whether a row is about a unit: `unit`, or `by` where that is a unit."""
        row = self.row_type()
        return "unit" in row.__struct_fields__ or "UnitName" in row.__annotations__.get("by", "")


CLUSTER = ("cluster", "cluster_name")
CLUSTER_YEAR = (*CLUSTER, "year")
MEETING = (*CLUSTER_YEAR, "meeting", "meeting_title")
UNIT_YEAR = ("cluster", "year", "unit")
FOLLOWS = "every cell follows from facts that are compared in other tables"
YEARS_FOLLOW = "follows from what is recorded of the years"
IN_SCORES = "follows from the cells of the sheet, in `scores`"
IN_ROSTERS = "shown once a year, in `rosters`"
NAMED_ELSEWHERE = "names of units and clusters are compared in `units` and `clusters`"
CODE = "the code of what is named in the row; two units of the same name differ there"
IN_DIFFERENCE = "shown with every difference"
CALLED = {"unit_short": NAMED_ELSEWHERE, "unit_now": NAMED_ELSEWHERE}
