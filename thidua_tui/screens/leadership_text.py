"""The panels of the officers' page in words: the chosen year, the rotation, all terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace
from rich.cells import cell_len
from textual.content import Content

from events.text import plain
from thidua_tui.formatting.pictures.leadership_chart import MARKS
from thidua_tui.formatting.replay.rotation_text import patterns
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.leadership_facts import Rotated, Term
from thidua_tui.widgets.hanging_text import hung
from views.leadership import LeaderRow, RoleShown

ROLE_STYLES: Mapping[RoleShown, str] = {
    "head": "bold $primary",
    "acting": "bold $primary",
    "deputy": "$success",
    "vacant": "bold $warning",
}
LABEL = 18
"""Cells of a label before what it says."""
TERM = 7
"""Cells of the year and the sign before a unit."""
UNDER = 2
"""What belongs to a unit is this much further in."""


def role_mark(row: LeaderRow) -> Content:
    """Return the sign of a role, in its colour."""
    return Content.styled(MARKS[row.role], ROLE_STYLES[row.role])


def role_name(row: LeaderRow, words: Words) -> str:
    """Return the role in words, with the order of a deputy."""
    return words(f"screen.role.{row.role}") + (f" {row.rank}" if row.rank else "")


def unit_called(row: LeaderRow) -> Content:
    """Return the unit's name of that time, and the unit of today where it differs."""
    now = ", ".join(one.name for one in row.unit_now)
    return Content.assemble((plain(row.unit_name or ""), "bold"), f" → {plain(now)}" if now else "")


def year_briefly(rows: Sequence[LeaderRow], words: Words, width: int) -> Iterator[Content]:
    """Yield a line for each role of the year: who held it, how it was given, from when to when."""
    if not rows:
        yield Content(words("years.nobody"))
    for row in rows:
        how = ", ".join(_how(row, words))
        line = Content.assemble(
            role_mark(row),
            f" {role_name(row, words)}",
            ": " if row.unit_name else "",
            unit_called(row),
            f" ({how})" if how else "",
        )
        yield from hung(line, width, UNDER)


def year_in_full(
    rows: Sequence[LeaderRow], sources: Mapping[Term, str], words: Words, width: int
) -> Iterator[Content]:
    """Yield the roles of the year, each with its facts line by line and a line between."""
    if not rows:
        yield Content(words("years.nobody"))
    for at, row in enumerate(rows):
        if at:
            yield Content("")
        yield from hung(
            Content.assemble(
                role_mark(row),
                (f" {role_name(row, words)}", ROLE_STYLES[row.role]),
                ": " if row.unit_name else "",
                unit_called(row),
            ),
            width,
            UNDER,
        )
        known_from = sources.get((row.year, row.role, row.unit), "")
        for name, text in (*_facts(row, words), ("source", known_from)):
            label = words(f"years.label.{name}")
            if text:
                line = Content.assemble(" " * UNDER, (label.ljust(LABEL - UNDER), "dim"), text)
                yield from hung(line, width, LABEL)


def _facts(row: LeaderRow, words: Words) -> Iterator[tuple[str, str]]:
    """Yield how the role was given, by which votes, and its days; what is not recorded says so."""
    if row.role in ("head", "deputy"):
        known = row.method and row.method != "not-recorded"
        yield "method", words.choice("method", row.method or "") if known else words("years.unsaid")
    yield "votes", _votes(row, words)
    since = words.day(row.since) if row.since else ""
    until = words.day(row.until) if row.until else ""
    no_day = words("years.no-day", year=str(row.year))
    yield "days", words("years.days", since=since, until=until) if since or until else no_day


def _votes(row: LeaderRow, words: Words) -> str:
    if row.votes_for is None:
        return ""
    return f"{row.votes_for}/{row.votes_total} {words.choice('of', row.votes_of or '')}".strip()


def _how(row: LeaderRow, words: Words) -> Iterator[str]:
    """Yield how the role was given, and from when to when, as far as the facts say."""
    if row.method:
        yield words.choice("method", row.method)
    if votes := _votes(row, words):
        yield votes
    if row.since:
        yield words("screen.leaders.since", since=row.since)
    if row.until:
        yield words("screen.leaders.until", until=row.until)


def _span(row: LeaderRow, words: Words) -> Iterator[str]:
    """Yield the days of a role in one text, if a day is known."""
    if row.since and row.until:
        yield f"{words.day(row.since)} – {words.day(row.until)}"
    elif row.since:
        yield words("screen.leaders.since", since=row.since)
    elif row.until:
        yield words("screen.leaders.until", until=row.until)


def rotation_title(data: Rotated, words: Words) -> str:
    """Return the title of the patterns, with how many years are known."""
    known = str(data.turns[0].known_years) if data.turns else "0"
    return words("rotation.title", known=known)


def rotation_lines(data: Rotated, words: Words, width: int) -> Iterator[Content]:
    """Yield what sources contradict, then the patterns of the rotation, and the last deputies."""
    for line in data.differ:
        yield from hung(Content.styled(line, "bold $warning"), width, UNDER)
    for line in [*patterns(data.turns, data.gaps, words)][1:]:
        label, sign, rest = line.partition(": ")
        text = Content.assemble((label + sign, "bold $secondary" if sign else ""), rest)
        yield from hung(text, width, UNDER)
    if deputies := [row for row in data.rows if row.role == "deputy" and not row.over]:
        last = max(row.year for row in deputies)
        names = "; ".join(plain(row.unit_name or "") for row in deputies if row.year == last)
        label = words("years.last-deputies", year=str(last))
        yield from hung(Content.assemble((f"{label}: ", "bold $secondary"), names), width, UNDER)


def term_lines(row: LeaderRow, words: Words, width: int, chosen: int) -> list[Content]:
    """Return a term in two lines: year, sign and unit; then role, how it was given, and days.

    Where there is no room the unit has its short name, and first the votes, then the method go.
    """
    year = Content.styled(str(row.year), "bold $primary" if row.year == chosen else "bold")
    name, room = plain(row.unit_name or "") or words("screen.role.vacant"), max(8, width - TERM)
    if cell_len(name) > room and row.unit_short:
        name = plain(row.unit_short)
    known = replace(row, method=None) if row.method == "not-recorded" else row
    for shorter in (
        known,
        replace(known, votes_for=None),
        replace(known, votes_for=None, method=None),
    ):
        how = [*_how(replace(shorter, since=None, until=None), words), *_span(row, words)]
        facts = " · ".join([role_name(row, words), *how])
        if cell_len(facts) <= room:
            break
    head = Content.assemble(year, " ", role_mark(row), f" {name}")
    return [head, Content.styled(" " * TERM + facts, "dim")]
