"""A unit's record line by line, as it is saved: names, origin, years, places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from events.text import plain
from thidua_tui.formatting.sentences.award_forms import form_short
from thidua_tui.i18n.messages import Words
from thidua_tui.widgets.styled_text import styled
from views.unit_record import AwardHeld, UnitRecord, UnitYear


def record_lines(
    view: UnitRecord, words: Words, drawn: Sequence[str] = (), places: Sequence[str] = ()
) -> Iterator[Content]:
    """Names, what it came of and became, then its years, the latest first, and its places drawn."""
    yield Content.styled(words("screen.unit.names"), "bold $secondary")
    for called in view.names.units.get(view.unit, []):
        since = words("screen.unit.since", on=called.since)
        short = f" ({plain(called.short)})" if called.short else ""
        yield Content(f"  {plain(called.name)}{short}{since}")
    if drawn:
        yield Content("")
        yield Content.styled(words("chronicle.panel.lineage"), "bold $secondary")
    yield from (styled(f"  {line}") for line in drawn)
    yield Content("")
    yield Content.styled(words("screen.unit.years"), "bold $secondary")
    for row in reversed(view.rows()):
        yield Content("  ") + record_line(row, words)
    if places:
        yield Content("")
        yield Content.styled(words("chronicle.panel.places"), "bold $secondary")
    yield from (styled(f"  {line}") for line in places)


def record_line(row: UnitYear, words: Words, *, clusters: bool = True) -> Content:
    """Return a line: the year, roles, place, awards; the cluster last.

    Args:
        row: The year of the unit.
        words: The words of the chosen language.
        clusters: Whether the cluster is named.
    """
    parts = [words(f"screen.role.{one.role}") + _rank(one.rank) for one in row.roles]
    if not parts and row.member:
        parts.append(words("screen.unit.member"))
    if row.place:
        place = words.place(row.place)
        parts.append(words(f"screen.unit.{'tied' if row.tied else 'place'}", place=place))
    if row.left:
        parts.append(words("screen.year.left"))
    parts += [_award(award, row.year, words) for award in row.awards]
    facts = " · ".join(parts)
    cluster = (f" · {plain(row.cluster_name)}" if clusters else "", "dim")
    return Content.assemble((f"{row.year}  ", "bold"), facts, cluster)


def _award(award: AwardHeld, year: int, words: Words) -> str:
    """The award in short, what became of it, and the number of its decision."""
    form = form_short(award.form, words, year)
    state = words(f"screen.award-state.{award.state}")
    return f"{form} ({state}{f', {plain(award.number)}' if award.number else ''})"


def _rank(rank: int | None) -> str:
    return f" {rank}" if rank else ""
