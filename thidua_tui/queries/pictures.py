"""The pictures of the command line as text or SVG: leaders, places, lineage, the replay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from events.text import plain
from thidua_tui.formatting.pictures.bump_chart import bump
from thidua_tui.formatting.pictures.leadership_chart import Picture, picture
from thidua_tui.formatting.pictures.sparkline import sparkline
from thidua_tui.formatting.pictures.svg import SavedPicture, svg
from thidua_tui.formatting.replay.playback import frames
from thidua_tui.formatting.replay.replay_text import steps
from thidua_tui.formatting.sentences.chronicle import lineage
from thidua_tui.formatting.sentences.provisional import provisional_note
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import TableQuery, known_unit, note, query_table
from thidua_tui.session.location import Location
from views.leadership import Leadership
from views.projection import project
from views.provisional import Provisional
from views.replay import Axis, Replay
from views.tables import SHOWN

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from views.standings import StandingsRow


PAPER, LABELS, A_YEAR = 110, 80, 6
"""Widths of a picture on paper, in characters: at least, for its labels, and for each year."""


def pictures(
    what: str, ledger: Ledger, asked: TableQuery, words: Words, width: int, a_year: int = 0
) -> list[str]:
    """Return the lines of the pictures, a picture per cluster, up to the requested year.

    Args:
        what: The table to draw: `leaders`, `ranking`, `unit` or `lineage`.
        ledger: The open ledger, read up to the moment of the query.
        asked: The query: cluster, year, day, unit and `known_at` (a position from 1, or an instant
            in UTC).
        words: The catalogue of the language to use.
        width: The width in characters; what is drawn along years is at least `LABELS` wide.
        a_year: The characters that each year adds to `LABELS`, if that is more than the width.

    Returns:
        The lines without line ends, a picture under the name of its cluster; a sentence if there is
        nothing to draw.

    Raises:
        BadInput: `unknown-cluster`, `unknown-year`, `unknown-unit`.
        UnreadableLedger: at an entry that this version cannot read.
    """
    note = provisional_note(_waiting(what, ledger, asked), ledger, words)
    return [*_pictures(what, ledger, asked, words, width, a_year), *(["", note] if note else [])]


def _waiting(what: str, ledger: Ledger, asked: TableQuery) -> Provisional:
    """Return the facts of a picture that wait for the approval of minutes."""
    table = SHOWN["ranking" if what == "unit" else what]
    unit = {"unit": asked.unit} if table.of_unit else {}
    view = table.view_type()(cluster=asked.cluster, year=None, on=asked.on, **unit)
    return project(Provisional(view), ledger, asked.known_at)


def _pictures(
    what: str, ledger: Ledger, asked: TableQuery, words: Words, width: int, a_year: int
) -> list[str]:
    if what == "lineage":
        return _lineage(ledger, asked, words, width)
    if what == "unit":
        return _places_of(ledger, asked, words, width, a_year)
    last = asked.on.year if asked.on else asked.year
    shown = [row for row in _rows(what, ledger, asked, words) if last is None or row.year <= last]
    lines: list[str] = []
    for cluster in dict.fromkeys(row.cluster for row in shown):
        mine = [row for row in shown if row.cluster == cluster]
        span = max(row.year for row in mine) - min(row.year for row in mine) + 1
        room = max(width, LABELS + a_year * span)
        lines += [
            "",
            f"{plain(mine[-1].cluster_name)} ({cluster})",
            *_picture_lines(what, mine, room, words),
        ]
    return lines[1:] or [words("tables.empty")]


def _rows(what: str, ledger: Ledger, asked: TableQuery, words: Words) -> Sequence[Any]:
    """Return the rows of all years, up to the day of the query."""
    if what != "leaders" or asked.on is None:
        return query_table(what, ledger, asked._replace(year=None), words).rows
    view = Leadership(asked.cluster)
    view.on = asked.on  # every year up to that day, and not that day alone
    return project(view, ledger, asked.known_at).rows()


def _lineage(ledger: Ledger, asked: TableQuery, words: Words, width: int) -> list[str]:
    """Return the lines of the lineage, each act as it is drawn on a unit's page."""
    rows = query_table("lineage", ledger, asked, words).rows
    return lineage(rows, words, width, asked.unit or "") or [words("tables.empty")]


def _places_of(
    ledger: Ledger, asked: TableQuery, words: Words, width: int, a_year: int
) -> list[str]:
    """Return the places of a unit over the years, by cluster; without a unit, of every unit."""
    if asked.unit is not None:
        known_unit(ledger, asked)
    rows: Sequence[StandingsRow] = query_table(
        "ranking", ledger, asked._replace(year=None, unit=None), words
    ).rows
    mine = [r for r in rows if asked.unit in (None, r.unit)]
    return places_of_units(
        [r for r in mine if asked.year is None or r.year <= asked.year], words, width, a_year
    ) or [words("pictures.unit.nothing")]


def places_of_units(
    rows: Sequence[StandingsRow], words: Words, width: int, a_year: int = 0
) -> list[str]:
    """Return a chart of bars for each unit and cluster that has a place among the rows.

    Args:
        rows: The rows of the ranking, by year; places are 1-based.
        words: The catalogue of the language to use.
        width: The width in characters; what is drawn along years is at least `LABELS` wide.
        a_year: The characters that each year adds to `LABELS`, if that is more than the width.

    Returns:
        The lines, the legend last; empty if no row has a place.
    """
    lines: list[str] = []
    for unit, cluster in dict.fromkeys((row.unit, row.cluster) for row in rows):
        mine = [row for row in rows if (row.unit, row.cluster) == (unit, cluster)]
        span = mine[-1].year - mine[0].year + 1
        drawn = sparkline(mine, max(width, LABELS + a_year * span), words)
        if not drawn.lines:
            continue
        lines += ["", plain(mine[-1].cluster_name), *drawn.lines]
        if drawn.before:
            lines.append(
                words("pictures.cut", first=str(drawn.years[0]), last=str(drawn.years[-1]))
            )
    return [*lines[1:], words("pictures.unit.legend")] if lines else []


def _picture_lines(what: str, rows: list[Any], width: int, words: Words) -> Iterator[str]:
    """Yield a picture, its legend, and a note of what it leaves out."""
    drawn = _drawn(what, rows, width, words)
    yield from drawn.lines or [words(f"pictures.{what}.nothing")]
    if drawn.lines:
        yield words(f"pictures.{what}.legend")
    if drawn.before or drawn.behind:
        yield words("pictures.cut", first=str(drawn.years[0]), last=str(drawn.years[-1]))
    if what == "ranking":
        codes = dict.fromkeys((row.year, row.fingerprint) for row in rows if row.fingerprint)
        shown = [f"{year} {code}" for year, code in codes if year in drawn.years]
        if shown:
            yield words("rankings.codes", codes=", ".join(shown))
    named = {row.year for row in rows}
    missing = [str(y) for y in drawn.years if y not in named]
    if missing:
        yield words("pictures.missing", years=", ".join(missing))


def _drawn(what: str, rows: list[Any], width: int, words: Words) -> Picture:
    if what == "ranking":
        return bump(rows, width, words("pictures.ranking.unplaced"))
    return picture(rows, width, rows[-1].year, words("pictures.leaders.vacant"))


def on_paper(what: str, ledger: Ledger, here: Location, words: Words) -> SavedPicture:
    """Return the picture of a cluster in all years, to be saved.

    Args:
        what: `leaders` for the headship, `ranking` for the places.
        ledger: The open ledger, read up to the moment of the query.
        here: The location of the page: cluster, day and `known_at` (a position from 1, or an
            instant in UTC).
        words: The catalogue of the language to use.

    Returns:
        The picture at the width of paper, with the beginning of its file names.

    Raises:
        BadInput: `unknown-cluster`.
        UnreadableLedger: at an entry that this version cannot read.
    """
    asked = TableQuery(cluster=here.cluster, on=here.on, known_at=here.known_at)
    lines = pictures(what, ledger, asked, words, PAPER, A_YEAR)
    title = " – ".join(filter(None, (words(f"tables.title.{what}"), note(asked, words))))
    stem = "places" if what == "ranking" else what
    return SavedPicture(f"{stem}-{here.cluster}", title, lines)


def document(lines: list[str], title: str) -> str:
    """Return the lines of pictures as an SVG document.

    Args:
        lines: The lines, without line ends.
        title: The title, which screen readers read out.
    """
    return svg(lines, title)


def replay_lines(axis: Axis, ledger: Ledger, asked: TableQuery, words: Words) -> list[str]:
    """Return the steps of the headship, each cluster under its name.

    Args:
        axis: `true` for the days of the facts, `known` for the days of recording.
        ledger: The open ledger, read up to the moment of the query.
        asked: The query: its cluster, `known_at`, and the last day, or the last day of its year.
        words: The catalogue of the language to use.

    Returns:
        The lines without line ends; empty if no cluster had officers.

    Raises:
        UnreadableLedger: at an entry that this version cannot read.
    """
    upto = asked.on or (date(asked.year, 12, 31) if asked.year else None)
    leaders = project(Leadership(asked.cluster), ledger, asked.known_at)
    lines: list[str] = []
    for cluster in dict.fromkeys(code for code, _ in leaders.years):
        replay = project(Replay(cluster, axis), ledger, asked.known_at)
        kept = tuple(f for f in frames(replay) if upto is None or f.moment.day <= upto)
        name = plain(leaders.names.cluster(cluster, upto))
        lines += ["", f"{name} ({cluster})", *steps(kept, replay, words)]
    return lines[1:]
