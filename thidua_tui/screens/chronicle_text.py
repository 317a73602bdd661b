"""The panels of the chronicle: a line or two for a year, the year in full, the rows of places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from textual.content import Content

from events.text import plain
from thidua_tui.formatting.sentences import chronicle
from thidua_tui.formatting.sentences.award_forms import form_short
from thidua_tui.i18n.messages import Words
from thidua_tui.widgets.hanging_text import hung, labelled
from thidua_tui.widgets.meaning import (
    AWARD_SIGNS,
    AWARD_STYLES,
    PLACE_STYLES,
    award_text,
    place_text,
)
from views.cluster_history import ClusterYear
from views.names import UnitName

LABEL = 13
"""Cells of a label before what it says."""
Shorts = Mapping[tuple[int, str], str]
"""Year and unit -> its short name of that year."""


def winner(row: ClusterYear, words: Words, shorts: Shorts, width: int) -> Content:
    """Return the first of the year in the colour of the first place; a dash where none is known."""
    if not any(one.place == 1 for one in row.places):
        return Content.styled(words("screen.unknown"), "dim")
    return _placed(row, (1,), words, shorts, width)


def followers(
    row: ClusterYear, words: Words, shorts: Shorts, width: int, lines: int
) -> list[Content]:
    """Return the second and third of the year, on a line or each on a line."""
    if lines == 1:
        return [_placed(row, (2, 3), words, shorts, width)]
    return [_placed(row, (place,), words, shorts, width) for place in (2, 3)]


def _placed(
    row: ClusterYear, places: tuple[int, ...], words: Words, shorts: Shorts, width: int
) -> Content:
    """Return who has these places, under short names where the full ones do not fit."""
    line = Content("")
    for short in (False, True):
        parts = [Content("")]
        for place in places:
            units = [one for one in row.places if one.place == place]
            names = ((short and shorts.get((row.year, one.unit))) or one.name for one in units)
            if units:
                text = f"{words(f'screen.place.{place}')} {'; '.join(map(plain, names))}"
                parts.append(Content.styled(text, PLACE_STYLES[place]))
        line = Content(" · ").join(parts[1:])
        if line.cell_length <= width:
            break
    return line


def year_strip(row: ClusterYear, words: Words) -> list[Content]:
    """Return what else is known of the year: meeting, awards by their signs, compact, criteria."""
    parts: list[Content] = []
    if row.meetings:
        on = row.meetings[-1].on
        day = words("years.years.met", on=words.day(on)) if on else words("years.years.met-no-day")
        parts.append(Content(day))
    if row.awards:
        counts = Counter((AWARD_SIGNS[one.state], AWARD_STYLES[one.state]) for one in row.awards)
        signs = [Content.styled(f"{sign}{n}", style) for (sign, style), n in counts.items()]
        parts.append(Content(" ").join(signs))
    if row.compact:
        parts.append(Content(words("chronicle.mark.compact")))
    if row.criteria is not None:
        parts.append(Content(words("years.years.criteria", count=str(row.criteria))))
    parts += [
        Content(words(f"chronicle.mark.{name}"))
        for name, there in (("turns", row.turns), ("reorganised", row.reorganised))
        if there
    ]
    return parts


def strip_lines(parts: list[Content], width: int, lines: int) -> list[Content]:
    """Return the parts of a strip on so many lines."""
    made = [Content("")]
    for part in parts:
        line = Content(" · ").join([made[-1], part]) if made[-1] else part
        if line.cell_length <= width or len(made) == lines:
            made[-1] = line
        else:
            made.append(part)
    return [*made, *[Content("")] * (lines - len(made))]


def award_legend(words: Words) -> Content:
    """Return what the signs of awards mean."""
    return Content("  ").join(
        award_text(words(f"screen.award-state.{state}"), state)
        for state in ("nominated", "granted", "presented", "denied")
    )


def year_lines(row: ClusterYear | None, words: Words, width: int) -> Iterator[Content]:
    """Yield the year in full, label by label."""
    if row is None:
        yield Content(words("screen.none"))
        return
    before = ""
    for name, text in chronicle.year(row, words):
        label = words(f"chronicle.label.{name}") if name != before else ""
        before = name
        yield from labelled(label, text, width, LABEL)


def year_table(row: ClusterYear | None, words: Words, width: int) -> Iterator[Content]:
    """Yield the year in full, with a line for each member: place, unit, awards."""
    if row is None or len(row.rosters) != 1:
        yield from year_lines(row, words, width)
        return
    tabled = {*(one.unit for one in row.rosters[0].units)}
    whole = {*(one.unit for one in (*row.places, *row.awards))} <= tabled
    before = ""
    for name, text in chronicle.year(row, words):
        label = words(f"chronicle.label.{name}") if name != before else ""
        before = name
        if whole and name in ("roster", "roster-partly"):
            count = words("years.years.members", count=str(row.members or len(tabled)))
            yield from labelled(label, count, width, LABEL)
            yield from _members(row, words, width)
        elif whole and name == "result" and row.places:
            yield from labelled(label, _adopted(row, words), width, LABEL)
        elif not (whole and name == "awards" and row.awards):
            yield from labelled(label, text, width, LABEL)


def _adopted(row: ClusterYear, words: Words) -> str:
    """Return how and when the places were adopted."""
    how = words.choice("method", row.method) if row.method else ""
    if row.adopted_on is None:
        return how or words("screen.state.adopted")
    return words("years.years.adopted", how=how, on=words.day(row.adopted_on))


def _members(row: ClusterYear, words: Words, width: int) -> Iterator[Content]:
    """Yield the members in the order of their places, each with its awards behind it."""
    places = {one.unit: one.place for one in row.places}
    shared = Counter(places.values())
    awards: dict[str, list[Content]] = {}
    for one in row.awards:
        name = form_short(one.form, words, row.year)
        awards.setdefault(one.unit, []).append(award_text(name, one.state))
    units = sorted(row.rosters[0].units, key=lambda one: places.get(one.unit, 1000))
    for unit in units:
        place = places.get(unit.unit)
        head = place_text(place, words, tied=shared[place or 0] > 1, adopted=row.adopted)
        line = Content("  ") + head.pad_right(max(1, LABEL - 2 - head.cell_length))
        line += Content.styled(_called(unit), "bold" if place and place <= 3 else "")
        behind = Content("  ").join(awards.get(unit.unit, ()))
        gap = width - line.cell_length - behind.cell_length
        if behind and gap >= 2:
            line += Content(" " * gap) + behind
        yield from hung(line, width, LABEL)
        if behind and gap < 2:
            yield behind.pad_left(max(LABEL, width - behind.cell_length))


def _called(unit: UnitName) -> str:
    now = ", ".join(plain(one.name) for one in unit.now)
    return plain(unit.name) + (f" → {now}" if now else "")
