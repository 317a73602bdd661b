"""Slides for the wall: what a year is about, a few words at a time, in letters for the last row.

Two rows of slides: the present year (for the projector, while the meeting goes on), and the
ceremony, which gives the places away from the last one to the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap as wrap_letters

from msgspec import Struct
from rich.cells import cell_len, chop_cells

from events.text import plain
from thidua_tui.formatting.slides.big_letters import BLOCKS, big, fitting
from thidua_tui.formatting.slides.podium import podium
from thidua_tui.i18n.messages import Words
from views.award_list import AwardRow
from views.compacts import CompactRow
from views.leadership import LeaderRow
from views.standings import Result, StandingsRow

WIDE, HIGH = 100, 24
"""Cells of a slide on paper."""
MANY = 999
"""Lines enough for every podium; a podium that is higher than its room becomes a list."""
MARGIN = 2
"""Cells left free at either side."""
DRAWN = frozenset(BLOCKS + "┏┓┃━") - {" "}
"""What a picture is made of; its lines are moved together."""


class Name(Struct, frozen=True):
    """A unit by its full and its short name, as it was called in that year."""

    full: str
    short: str


class Slide(Struct, frozen=True, kw_only=True):
    """A phrase (`above`), who or what it is about in big letters, and lines `below`.

    `steps` are the units on a podium, by place, where the slide is one.
    """

    above: str = ""
    names: tuple[Name, ...] = ()
    below: tuple[str, ...] = ()
    steps: tuple[tuple[str, tuple[Name, ...]], ...] = ()


class YearSummary(Struct, frozen=True, kw_only=True):
    """What the slides of a year are made from; rows of the views, all of one year."""

    cluster: str
    year: int
    result: Result
    standings: tuple[StandingsRow, ...]
    leaders: tuple[LeaderRow, ...]
    following: tuple[LeaderRow, ...]
    awards: tuple[AwardRow, ...]
    compacts: tuple[CompactRow, ...]


def year_slides(summary: YearSummary, words: Words) -> list[Slide]:
    """The current state of the year: who leads, the places given, awards, the next leaders."""
    slides = [_title(summary, words)]
    slides += _leaders(summary.leaders, summary.year, words)
    slides += [_place(summary, place, rows, words) for place, rows in places(summary)]
    slides += _awards(summary.awards, words)
    slides += _leaders(summary.following, summary.year + 1, words)
    slides += _compacts(summary.compacts, words)
    return slides


def ceremony(summary: YearSummary, words: Words) -> list[Slide]:
    """The places from the last one given to the first: each named, then its unit; then all."""
    given = places(summary)
    slides = [_title(summary, words, "slides.ceremony")]
    if not given:
        nothing = words("slides.nothing", year=str(summary.year))
        return [Slide(above=summary.cluster, names=slides[0].names, below=(nothing,))]
    for place, rows in reversed(given):
        slides += [_called(place, words), _place(summary, place, rows, words)]
    steps = tuple((_ordinal(place, words), _names(rows)) for place, rows in given[:3])
    if steps:
        above = words("slides.all", year=str(summary.year))
        slides.append(Slide(above=above, steps=steps, below=_further(given[3:], words)))
    return slides


def places(summary: YearSummary) -> list[tuple[int, list[StandingsRow]]]:
    """The places of an adopted result with who holds them, the first one first."""
    found: dict[int, list[StandingsRow]] = {}
    for row in summary.standings:
        if row.place is not None and row.state == "adopted":
            found.setdefault(row.place, []).append(row)
    return sorted(found.items())


def drawn(slide: Slide, width: int, height: int) -> list[str]:
    """The slide as lines in the middle of so many; big letters where they fit, else plain ones."""
    inner = max(8, width - 2 * MARGIN)
    above = wrap(plain(slide.above).upper(), inner)
    below = [part for line in slide.below for part in wrap(plain(line), inner)]
    room = height - len(above) - len(below) - 2
    blocks = [[above], _middle(slide, inner, room), [below]]
    parted = [[line for block in part for line in centred(block, width)] for part in blocks]
    lines = [line for part in parted if part for line in (*part, "")][:-1]
    top = max(0, (height - len(lines)) // 2)
    return ([""] * top + lines)[:height]


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of so many cells; where letters are two cells wide, cut once more."""
    return [part for line in wrap_letters(text, width) for part in chop_cells(line, width)]


def _middle(slide: Slide, width: int, room: int) -> list[list[str]]:
    """Return the middle of a slide, as blocks that are centred separately."""
    if slide.steps:
        named = [(rank, [_either(n, width // 3 - 4) for n in names]) for rank, names in slide.steps]
        whole = podium(named, width, MANY)
        listed = [line for rank, names in named for line in wrap(_listed(rank, names), width)]
        return [whole if len(whole) <= room else listed]
    for spelt in ([plain(n.full) for n in slide.names], [plain(n.short) for n in slide.names]):
        if wide := fitting(spelt, width, room):
            return [block for name in spelt for block in big(name, width, wide)]
    plainly = [wrap(_either(name, width), width) for name in slide.names]
    return [[line] for lines in plainly for line in lines]


def _listed(rank: str, names: Iterable[str]) -> str:
    return f"{rank}: {'; '.join(names)}"


def centred(block: Sequence[str], width: int) -> list[str]:
    """Centre a drawing as a block, and lines of words each for itself."""
    if not any(set(line) & DRAWN for line in block):
        return [" " * max(0, (width - cell_len(line)) // 2) + line for line in block]
    left = " " * max(0, (width - max(map(cell_len, block))) // 2)
    return [(left + line).rstrip() for line in block]


def _either(name: Name, width: int) -> str:
    full = plain(name.full)
    return full if cell_len(full) <= width else plain(name.short)


def printed(slides: Iterable[Slide], width: int, height: int) -> list[str]:
    """All slides below each other, parted by rules: for paper."""
    rule = "━" * width
    return [line for slide in slides for line in (rule, *drawn(slide, width, height))] + [rule]


def _title(summary: YearSummary, words: Words, key: str = "slides.year") -> Slide:
    about = words(f"screen.state.{summary.result.state}")
    return Slide(
        above=summary.cluster,
        names=(Name(words("screen.heading.year", year=str(summary.year)), str(summary.year)),),
        below=(words(key), about),
    )


def _names(rows: Iterable[StandingsRow]) -> tuple[Name, ...]:
    return tuple(Name(plain(row.unit_name), plain(row.unit_short)) for row in rows)


def _leaders(rows: Iterable[LeaderRow], year: int, words: Words) -> Iterator[Slide]:
    for row in rows:
        if not row.over and row.unit_name:
            rank = f" {row.rank}" if row.rank else ""
            role = words(f"screen.role.{row.role}") + rank
            yield Slide(
                above=words("slides.role", role=role, year=str(year)),
                names=(Name(plain(row.unit_name), plain(row.unit_short or row.unit_name)),),
            )


def _place(summary: YearSummary, place: int, rows: Sequence[StandingsRow], words: Words) -> Slide:
    points = [words.number(row.points) for row in rows if row.points is not None]
    below = [words("slides.points", points=" · ".join(points))] if points else []
    mine = [a for a in summary.awards if a.unit in {row.unit for row in rows}]
    below += [_award(award, words) for award in mine]
    return Slide(above=_rank(place, words), names=_names(rows), below=tuple(dict.fromkeys(below)))


def _rank(place: int, words: Words) -> str:
    if place == 1:
        return words("slides.first")
    return words("slides.place", place=_ordinal(place, words))


def _called(place: int, words: Words) -> Slide:
    """The place alone: the hall waits for the name."""
    title = words("slides.leading") if place == 1 else _ordinal(place, words)
    return Slide(above=words("slides.called"), names=(Name(title, title),))


def _award(row: AwardRow, words: Words) -> str:
    """The award and how far it is: a nomination is no award yet."""
    return f"{words.choice('form', row.form)} ({words(f'screen.award-state.{row.state}')})"


def _ordinal(place: int, words: Words) -> str:
    """A place without the word for it, which the slide has already: Nhất, 4; or 1st, 4th."""
    return words.ordinal(place).removeprefix(words("choices.nth", place=""))


def _further(given: Iterable[tuple[int, list[StandingsRow]]], words: Words) -> tuple[str, ...]:
    return tuple(
        f"{_rank(place, words)}: {', '.join(name.full for name in _names(rows))}"
        for place, rows in given
    )


def _awards(rows: Iterable[AwardRow], words: Words) -> Iterator[Slide]:
    """Yield a slide for each form and state: the units in that state."""
    found: dict[tuple[str, str], list[AwardRow]] = {}
    for row in rows:
        found.setdefault((row.form, row.state), []).append(row)
    for (form, state), of_form in found.items():
        yield Slide(
            above=words.choice("form", form),
            names=tuple(Name(plain(r.unit_name), plain(r.unit_short)) for r in of_form),
            below=(words(f"screen.award-state.{state}"),),
        )


def _compacts(rows: Iterable[CompactRow], words: Words) -> Iterator[Slide]:
    for row in rows:
        signed = None if row.signatories is None else str(len(row.signatories) + len(row.late))
        sentence = words("screen.compact.told", year=str(row.year), on=row.signed_on, signed=signed)
        title = words("slides.compact")
        yield Slide(above=title, names=(Name(str(row.year), str(row.year)),), below=(sentence,))
