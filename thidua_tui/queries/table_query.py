"""The query model of tables: the arguments of a query, and its rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from events.errors import BadInput
from events.rule_book import book_of
from events.text import matches
from thidua_tui.formatting.sentences.provisional import marked_rows, provisional_note
from thidua_tui.formatting.tables.render import Table
from views.names import Names
from views.projection import completed, project, project_all
from views.provisional import Provisional
from views.tables import SHOWN

if TYPE_CHECKING:
    from events.score_book.book import ScoreBook
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words


class TableQuery(NamedTuple):
    """The arguments of a query.

    Attributes:
        cluster: The code of the cluster; None for all.
        year: The calendar year; None for all.
        on: The day for which the table holds; None for the present state.
        known_at: The last position (from 1) or instant (UTC) that the table takes into account;
            None for all entries.
        unit: The code of the unit, for the tables whose rows are about units; None for all.
    """

    cluster: str | None = None
    year: int | None = None
    on: date | None = None
    known_at: int | datetime | None = None
    unit: str | None = None


def query_table(what: str, ledger: Ledger, asked: TableQuery, words: Words) -> Table:
    """Return the table of that name.

    Args:
        what: The name of the table.
        ledger: The ledger to read.
        asked: The arguments of the query.
        words: The messages of the language to use.

    Raises:
        BadInput: `unknown-cluster`, `unknown-year`, `unknown-unit`.
        UnreadableLedger: at an entry that this version cannot read.
    """
    spec = SHOWN[what]
    of_unit = {"unit": asked.unit} if spec.of_unit else {}
    made = spec.view_type()(cluster=asked.cluster, year=asked.year, on=asked.on, **of_unit)
    waiting = Provisional(made)
    project_all((made, waiting), ledger, asked.known_at)
    rows = completed(made, ledger, asked.known_at).rows()
    if asked.unit is not None and not spec.of_unit:
        rows = tuple(row for row in rows if _unit_of(row) == asked.unit)
    words.names = getattr(made, "names", None) or ledger_names(ledger, asked.known_at)
    if not rows:
        recorded(ledger, asked, words)
    marks = marked_rows(waiting, rows)
    foot = provisional_note(waiting, ledger, words) if marks else ""
    return Table(what, spec.row_type(), rows, note(asked, words), marks, foot)


def _unit_of(row: Any) -> str | None:
    """Return the code of the unit that a row is about; None for none."""
    code: str | None = getattr(row, "unit", None) or getattr(getattr(row, "by", None), "unit", None)
    return code


def ledger_names(ledger: Ledger, known_at: int | datetime | None = None) -> Names:
    """Return what the ledger calls units, clusters and forms of award.

    Args:
        ledger: The ledger to read.
        known_at: The last position or instant that counts; None for all entries.
    """
    return project(Names(), ledger, known_at)


def books_asked(ledger: Ledger, asked: TableQuery) -> dict[tuple[str, int], ScoreBook]:
    """Return cluster and year -> the rule book in force, of all that are asked for.

    Args:
        ledger: The ledger to read.
        asked: The arguments of the query.
    """
    from views.rule_book import RuleBooks

    view = project(RuleBooks(asked.cluster, asked.year, asked.on), ledger, asked.known_at)
    found = ((key, view.book(*key)) for key in view.keys())  # noqa: SIM118 - a view is no mapping
    return {key: book_of(issued) for key, issued in found if issued}


def note(asked: TableQuery, words: Words) -> str:
    """Return the note for the title: as known at, as of.

    Args:
        asked: The arguments of the query.
        words: The messages of the language to use.
    """
    known_at, on = asked.known_at, asked.on
    notes = []
    if on:
        notes.append(words("tables.caption.as-of", on=on))
    if known_at is not None:
        notes.append(words("tables.caption.known-at", known_at=known_at))
    return ", ".join(notes)


def recorded(ledger: Ledger, asked: TableQuery, words: Words) -> None:
    """Check, when a query has no rows, that its cluster, its year and its unit are known.

    Args:
        ledger: The ledger to read.
        asked: The arguments of the query.
        words: The messages of the language to use.

    Raises:
        BadInput: `unknown-cluster` with the `near`est codes; `unknown-year` with the `years` known;
            `unknown-unit`.
    """
    from views.clusters import Clusters

    if asked.unit is not None:
        known_unit(ledger, asked)
    if asked.cluster is None and asked.year is None:
        return
    rows = {row.cluster: row for row in project(Clusters(), ledger, asked.known_at).rows()}
    if asked.cluster is not None and asked.cluster not in rows:
        names = {code: row.cluster_name for code, row in rows.items()}
        near = nearest(asked.cluster, names)
        raise BadInput("unknown-cluster", cluster=asked.cluster, near=near)
    chosen = [row for code, row in rows.items() if asked.cluster in (None, code)]
    years = sorted({year for row in chosen for year in row.years})
    if asked.year is not None and asked.year not in years:
        known = ", ".join(map(str, years))
        cluster = asked.cluster or words("tables.title.clusters")
        raise BadInput("unknown-year", cluster=cluster, year=asked.year, years=known)


def known_unit(ledger: Ledger, asked: TableQuery) -> None:
    """Check, when a query has no rows, that its unit is known.

    Args:
        ledger: The ledger to read.
        asked: The arguments of the query.

    Raises:
        BadInput: `unknown-unit`, with the `near`est codes.
    """
    from views.units import Units

    rows = project(Units(), ledger, asked.known_at).rows()
    names = {row.unit: row.unit_name for row in rows}
    if asked.unit is not None and asked.unit not in names:
        raise BadInput("unknown-unit", unit=asked.unit, near=nearest(asked.unit, names))


def nearest(typed: str, names: dict[str, str], most: int = 5) -> str:
    """Return the codes, with names, that are most like the text or whose names contain it.

    Args:
        typed: The code as it was typed.
        names: Code -> name of everything known.
        most: The greatest number of codes.

    Returns:
        “code (name)”, separated by semicolons; the first codes where none is like the text.
    """
    from difflib import get_close_matches

    near = get_close_matches(typed.casefold(), names, n=most)
    near += [code for code, name in names.items() if matches(typed, name) and code not in near]
    return "; ".join(f"{code} ({names[code]})" for code in (near or list(names))[:most])
