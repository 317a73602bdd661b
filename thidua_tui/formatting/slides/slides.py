"""Slides for the wall: what a year is about, a few words at a time, in letters for the last row.

Two rows of slides: the present year (for the projector, while the meeting goes on), and the
ceremony, which gives the places away, by custom from the last one to the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from events.text import plain
from events.tie_events import TieDecided
from thidua_tui.formatting.sentences.award_quotas import missed_facts, missed_quotas
from thidua_tui.formatting.sentences.ranking_report import departs
from thidua_tui.formatting.slides.award_ceremony import award_slides
from thidua_tui.formatting.slides.lot_slides import after_their_places, lot_slide
from thidua_tui.formatting.slides.podium import PODIUM
from thidua_tui.formatting.slides.slide import Name, Slide, Step
from thidua_tui.i18n.messages import Words
from thidua_tui.session.wall_channel import Order
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
    provisional: bool = False
    """Whether facts of the year wait for the approval of minutes."""
    ranking: RankedYear | None = None
    names: Names | None = None
    lots: tuple[TieDecided, ...] = ()


def year_slides(summary: YearSummary, words: Words) -> list[Slide]:
    """The current state of the year: who leads, the places given, awards, the next leaders."""
    slides = [_title(summary, words)]
    slides += _leaders(summary.leaders, summary.year, words)
    slides += _lots(summary, summary.lots, words)
    slides += [_place(summary, place, rows, words) for place, rows in places(summary)]
    slides += _awards(summary.awards, words)
    slides += _outside(summary.standings, words)
    slides += _leaders(summary.following, summary.year + 1, words)
    slides += _compacts(summary.compacts, words)
    return marked(slides, summary, words)


def ceremony(
    summary: YearSummary, words: Words, most: int | None = None, order: Order = "last-first"
) -> list[Slide]:
    """The places in the order of their announcement: each called, then its unit; then all.

    Of the first three places the podium is built up: a step rises when its place is called.

    Args:
        summary: The year.
        words: The messages of the language to use.
        most: The last place that is announced; None for all that were given.
        order: Whether the last place is announced first, or the first; or the awards by form.
    """
    every = places(summary)
    if order == "by-form":
        return _by_form(summary, words, most)
    given = [(place, rows) for place, rows in every if most is None or place <= most]
    slides = [_title(summary, words, "slides.ceremony")]
    if not given:
        nothing = words("slides.nothing", year=str(summary.year))
        return [Slide(above=summary.cluster, names=slides[0].names, below=(nothing,))]
    steps = [Step(_ordinal(place, words), _names(rows), place) for place, rows in given]
    steps = [step for step in steps if step.place <= PODIUM]
    below = _further(given[len(steps) :], words)
    last_first = order == "last-first"
    announced: list[str] = []
    for at, (place, rows) in sorted(enumerate(given), reverse=last_first, key=itemgetter(0)):
        called = _called(place, words)
        if at < len(steps):
            above = _rank(place, words)
            later = steps[:at] if last_first else steps[at + 1 :]
            called = replace(
                called,
                above=above,
                steps=tuple(steps),
                below=below if last_first else (),
                hidden=tuple(step.place for step in later),
                unnamed=True,
            )
        slides += [called, _place(summary, place, rows, words)]
        units = [row.unit for row in rows]
        slides += _lots(summary, after_their_places(summary.lots, announced, units), words)
        announced += units
    above = words("slides.all", year=str(summary.year))
    if len(given) < len(every):
        counts = {"shown": str(_units(given)), "count": str(_units(every))}
        below = (*below, words("rankings.announced", **counts))
    below = (*below, *_footing(summary, words))
    slides.append(Slide(above=above, steps=tuple(steps), below=below))
    return marked(slides, summary, words)


def _by_form(summary: YearSummary, words: Words, most: int | None) -> list[Slide]:
    """Return the announcement of the awards, of the units up to a place where one is given."""
    near = {
        row.unit for row in summary.standings if most is None or (row.place or most + 1) <= most
    }
    awards = [row for row in summary.awards if row.unit in near]
    made = award_slides(awards, summary.year, summary.names, words)
    title = _title(summary, words, "slides.ceremony")
    if not made:
        nothing = words("slides.nothing-awarded", year=str(summary.year))
        return [Slide(above=summary.cluster, names=title.names, below=(nothing,))]
    return marked([title, *made], summary, words)


def marked(slides: Iterable[Slide], summary: YearSummary, words: Words) -> list[Slide]:
    """Return the slides, each marked as provisional where minutes are not approved."""
    mark = words("slides.provisional") if summary.provisional else ""
    return [replace(slide, mark=mark) for slide in slides]


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


def _lots(summary: YearSummary, lots: Iterable[TieDecided], words: Words) -> Iterator[Slide]:
    """Yield a slide for each lot that is not void by the scores now."""
    void = summary.ranking.void if summary.ranking else ()
    for lot in lots:
        if summary.names is not None and lot not in void:
            yield lot_slide(lot, summary.names, words)


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
    names = (Name(title, title),)
    return Slide(above=words("slides.called"), names=names, place=place, called=True)


def _award(row: AwardRow, words: Words) -> str:
    """The award and how far it is: a nomination is no award yet."""
    return f"{words.form(row.form, row.year)} ({words(f'screen.award-state.{row.state}')})"


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
            above=words.form(form, of_form[0].year),
            names=tuple(Name(plain(r.unit_name), plain(r.unit_short)) for r in of_form),
            below=(words(f"screen.award-state.{state}"),),
        )


def _outside(standings: Iterable[StandingsRow], words: Words) -> Iterator[Slide]:
    """Yield a slide for each quota of awards: who just missed it, and by how many points."""
    for missed, rows in missed_quotas(standings):
        facts = missed_facts(missed, rows[0].year, words)
        gap = words("slides.behind", gap=facts["gap"]) if facts["gap"] else facts["equal"]
        behind = (gap,) if gap else ()
        yield Slide(above=words("slides.outside", **facts), names=_names(rows), below=behind)


def _compacts(rows: Iterable[CompactRow], words: Words) -> Iterator[Slide]:
    for row in rows:
        signed = None if row.signed is None else str(row.signed)
        sentence = words("screen.compact.told", year=str(row.year), on=row.signed_on, signed=signed)
        title = words("slides.compact")
        yield Slide(above=title, names=(Name(str(row.year), str(row.year)),), below=(sentence,))
