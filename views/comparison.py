"""How a table is compared: its rows by their keys, the fields, and what is not compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from events.event import Event
from views.facts import Facts, row_type
from views.table_spec import CODE, IN_DIFFERENCE, NAMED_ELSEWHERE, DiffSpec
from views.tables import TABLES as SPECS

Key: TypeAlias = tuple[object, ...]
Keyed: TypeAlias = dict[Key, Struct]
Make: TypeAlias = Callable[[str | None, int | None, date | None], Any]


class Compared(NamedTuple):
    """One table: the view that makes it, its rows by their keys, and the compared fields.

    `whole` rows come and go as a single difference, that of the field `first`; other rows with a
    difference per field, from nothing or to nothing. `subject` is the field that names the subject
    of a row. The rows of an `everywhere` table are of no cluster's year. Those of a `typed` table
    are the typed facts themselves: a preview omits them, except the corrected facts.
    """

    make: Make
    keyed: Callable[[Iterable[Any]], Keyed]
    fields: tuple[str, ...]
    whole: bool = True
    subject: str = ""
    everywhere: bool = False
    typed: bool = False
    rows: Callable[[Any], Iterable[Any]] = lambda view: view.rows()


def by(*names: str) -> Callable[[Iterable[Any]], Keyed]:
    """Return a key function: rows by these fields; rows with equal fields by their order."""

    def keyed(rows: Iterable[Any]) -> Keyed:
        found, times = dict[Key, Struct](), dict[Key, int]()
        for row in rows:
            key = tuple(getattr(row, n) for n in names)
            nth = times[key] = times.get(key, 0) + 1
            found[(*key, nth) if nth > 1 else key] = row
        return found

    return keyed


ALWAYS: dict[str, str] = {
    "cluster_name": NAMED_ELSEWHERE,
    "meeting_title": "compared in `meetings`",
    "fact": "the key",
    "entry": IN_DIFFERENCE,
}
"""Field -> why it is compared in no table."""


def fields(
    row: type[Struct], first: str, key: Iterable[str] = (), **besides: str
) -> tuple[str, ...]:
    """Return the first field, then all others except the key and the listed exceptions.

    Args:
        row: The type of the rows.
        first: The field that is shown of a row that is new or gone.
        key: The fields by which a row is found again at the other moment.
        besides: Field that is not compared -> the reason.
    """
    left = {*key, *ALWAYS, *besides}
    return (first, *(f for f in row.__struct_fields__ if f != first and f not in left))


def facts(kind: type[Event], first: str, subject: str = "", **besides: str) -> Compared:
    """Return the table of one kind of facts, compared field by field.

    Args:
        kind: The type of the events.
        first: The field that is shown of a fact that is new or gone.
        subject: The field that names what a fact is about; empty for none.
        besides: Field that is not compared -> the reason.
    """
    key = ("fact", *(f for f in ("cluster", "year", "meeting") if f in kind.__struct_fields__))
    return Compared(
        partial(Facts, kind),
        by(*key),
        fields(row_type(kind), first, key, **{"unit": CODE} | besides),
        subject=subject,
        everywhere=not {"cluster", "year"} <= {*kind.__struct_fields__},
        typed=True,
    )


def of_table(name: str, **besides: str) -> Compared:
    """Return how a table of `views.tables` is compared, as its specification says.

    Args:
        name: The name of the table.
        besides: More fields that are not compared than the specification names -> the reason.

    Raises:
        TypeError: The table has no `DiffSpec`.
    """
    spec = SPECS[name]
    if not isinstance(spec.diff, DiffSpec):
        raise TypeError(name)
    diff, view = spec.diff, spec.view_type()
    return Compared(
        view if diff.asked == ASKED else partial(_restricted, view, diff.asked),
        by(*diff.key),
        fields(spec.row_type(), diff.first, diff.key, **diff.besides, **besides),
        whole=diff.whole,
        subject=diff.subject,
        everywhere=diff.everywhere,
        rows=partial(_begun, diff),
    )


def _begun(diff: DiffSpec, view: Any) -> Iterable[Any]:
    """Return the rows of which something happened."""
    return [row for row in view.rows() if not diff.blank or getattr(row, diff.first) != diff.blank]


ASKED = ("cluster", "year", "on")
"""What a view is restricted to, in the order of its parameters."""


def _restricted(view: type[Any], kept: tuple[str, ...], *asked: object) -> Any:
    """Return the view, restricted only by the arguments whose names are kept."""
    return view(**{name: value for name, value in zip(ASKED, asked, strict=True) if name in kept})
