"""Slides for the wall: what a year is about, a few words at a time, in letters for the last row.

Two rows of slides: the present year (for the projector, while the meeting goes on), and the
ceremony, which gives the places away from the last one to the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from events.text import plain
from thidua_tui.formatting.sentences.ranking_report import departs
from thidua_tui.formatting.slides.podium import PODIUM
from thidua_tui.formatting.slides.slide import Name, Slide, Step
from thidua_tui.i18n.messages import Words
from views.award_list import AwardRow
from views.compacts import CompactRow
from views.leadership import LeaderRow
from views.names import Names
from views.ranked_year import RankedYear
from views.standings import Result, StandingsRow

APART = ("withdrew", "held", "knocked-out", "dissolved")
"""States of units without a place that a slide names."""


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
    ranking: RankedYear | None = None
    names: Names | None = None


def year_slides(summary: YearSummary, words: Words) -> list[Slide]:
    """The current state of the year: who leads, the places given, awards, the next leaders."""
    slides = [_title(summary, words)]
    slides += _leaders(summary.leaders, summary.year, words)
    slides += [_place(summary, place, rows, words) for place, rows in places(summary)]
    slides += _awards(summary.awards, words)
    slides += _leaders(summary.following, summary.year + 1, words)
    slides += _compacts(summary.compacts, words)
    return slides


def ceremony(summary: YearSummary, words: Words, most: int | None = None) -> list[Slide]:
    """The places from the last one given to the first: each called, then its unit; then all.

    From the third place on the podium is built up: a step rises when its place is called.

    Args:
        summary: The year.
        words: The messages of the language to use.
        most: The last place that is announced; None for all that were given.
    """
    every = places(summary)
    given = [(place, rows) for place, rows in every if most is None or place <= most]
    slides = [_title(summary, words, "slides.ceremony")]
    if not given:
        nothing = words("slides.nothing", year=str(summary.year))
        return [Slide(above=summary.cluster, names=slides[0].names, below=(nothing,))]
    steps = [Step(_ordinal(place, words), _names(rows), place) for place, rows in given]
    steps = [step for step in steps if step.place <= PODIUM]
    below = _further(given[len(steps) :], words)
    for at, (place, rows) in reversed([*enumerate(given)]):
        called = _called(place, words)
        if at < len(steps):
            above = _rank(place, words)
            called = replace(
                called, above=above, steps=tuple(steps), below=below, upto=at, unnamed=True
            )
        slides += [called, _place(summary, place, rows, words)]
    above = words("slides.all", year=str(summary.year))
    if len(given) < len(every):
        counts = {"shown": str(_units(given)), "count": str(_units(every))}
        below = (*below, words("rankings.announced", **counts))
    below = (*below, *_footing(summary, words))
    slides.append(Slide(above=above, steps=tuple(steps), below=below))
    return slides


def places(summary: YearSummary) -> list[tuple[int, list[StandingsRow]]]:
    """The places of an adopted result with who holds them, the first one first."""
    found: dict[int, list[StandingsRow]] = {}
    for row in summary.standings:
        if row.place is not None and row.state == "adopted":
            found.setdefault(row.place, []).append(row)
    return sorted(found.items())


def _title(summary: YearSummary, words: Words, key: str = "slides.year") -> Slide:
    about = words(f"screen.state.{summary.result.state}")
    return Slide(
        above=summary.cluster,
        names=(Name(words("screen.heading.year", year=str(summary.year)), str(summary.year)),),
        below=(words(key), about, *_footing(summary, words, ahead=key != "slides.year")),
    )


def _units(given: Iterable[tuple[int, Sequence[StandingsRow]]]) -> int:
    return sum(len(rows) for _, rows in given)


def _footing(summary: YearSummary, words: Words, *, ahead: bool = False) -> Iterator[str]:
    """Yield that consensus departs from the points, units without a place, the fingerprint.

    Ahead of a ceremony only the fingerprint: nothing is announced yet.
    """
    known = summary.ranking
    if known is None or summary.names is None:
        return
    if ahead:
        if known.fingerprint:
            yield words("rankings.code", code=known.fingerprint)
        return
    if moved := departs(known, summary.names, summary.year, words):
        yield moved
    apart: dict[str, list[str]] = {}
    for row in summary.standings:
        if row.unit_state in APART:
            apart.setdefault(row.unit_state, []).append(plain(row.unit_short or row.unit_name))
    for state, names in apart.items():
        label = words(f"rankings.state.{state}")
        yield words("rankings.apart", state=label[:1].upper() + label[1:], names=", ".join(names))
    if known.fingerprint:
        yield words("rankings.code", code=known.fingerprint)


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
    below = [*dict.fromkeys(below)]
    return Slide(above=_rank(place, words), names=_names(rows), below=tuple(below), place=place)


def _rank(place: int, words: Words) -> str:
    if place == 1:
        return words("slides.first")
    return words("slides.place", place=_ordinal(place, words))


def _called(place: int, words: Words) -> Slide:
    """The place alone: the hall waits for the name."""
    title = words("slides.leading") if place == 1 else _ordinal(place, words)
    return Slide(above=words("slides.called"), names=(Name(title, title),), place=place)


def _award(row: AwardRow, words: Words) -> str:
    """The award and how far it is: a nomination is no award yet."""
    return f"{words.choice('form', row.form)} ({words(f'screen.award-state.{row.state}')})"


def _ordinal(place: int, words: Words) -> str:
    """A place without the word for it, which the slide has already."""
    return words.place(place)


def _further(given: Iterable[tuple[int, list[StandingsRow]]], words: Words) -> tuple[str, ...]:
    return tuple(
        words(
            "podium.further",
            place=_ordinal(place, words),
            names=", ".join(name.full for name in _names(rows)),
        )
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
