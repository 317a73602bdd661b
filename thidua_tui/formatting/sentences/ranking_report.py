"""What is printed below a ranking: its fingerprint, both orders, ties and their chain, holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from events.score_book.tie_chain import ChainStep
from events.text import plain
from thidua_tui.i18n.messages import Words
from views.names import Day, Names
from views.ranked_year import RankedYear

DIGITS = Decimal("0.0001")


NONE = "–"
"""The place of a unit that a result passes over."""


class ReportLine(NamedTuple):
    """A sentence below a ranking, and what it is about."""

    kind: Literal["code", "departs", "orders", "undecided", "void", "chain", "hold"]
    text: str


class _Names:
    """Short names of the units of a year."""

    def __init__(self, names: Names, day: Day) -> None:
        self._names, self._day = names, day

    def __call__(self, unit: str) -> str:
        return plain(self._names.short(unit, self._day))

    def all(self, units: Sequence[str]) -> str:
        """Join the short names of units."""
        return ", ".join(self(unit) for unit in units)


def ranking_report(known: RankedYear, names: Names, day: Day, words: Words) -> list[str]:
    """Return the sentences below a ranking; none where nothing is ranked.

    Args:
        known: The ranking of the year.
        names: The names of units.
        day: The day, or the year, whose names are shown.
        words: The catalogue of the language to use.
    """
    return [line.text for line in report_lines(known, names, day, words)]


def report_lines(known: RankedYear, names: Names, day: Day, words: Words) -> list[ReportLine]:
    """Return what is below a ranking, with what each line is about.

    Args:
        known: The ranking of the year.
        names: The names of units.
        day: The day, or the year, whose names are shown.
        words: The catalogue of the language to use.
    """
    short = _Names(names, day)
    return [
        *_fingerprint(known, words),
        *_departures(known, short, words),
        *_open_ties(known, short, words),
        *_chain(known, short, words),
        *_holds(known, short, words),
    ]


def departs(known: RankedYear, names: Names, day: Day, words: Words) -> str:
    """Return the sentence that consensus departs from the points; empty where it does not.

    Args:
        known: The ranking of the year.
        names: The names of units.
        day: The day, or the year, whose names are shown.
        words: The catalogue of the language to use.
    """
    found = _departures(known, _Names(names, day), words)
    return next((line.text for line in found if line.kind == "departs"), "")


def _fingerprint(known: RankedYear, words: Words) -> Iterator[ReportLine]:
    if known.fingerprint:
        basis = known.result.basis if known.result else "provisional"
        text = words(
            "rankings.fingerprint",
            code=known.fingerprint,
            basis=words(f"rankings.basis.{basis}"),
            book=known.order.version or None,
            position=known.position,
        )
        yield ReportLine("code", text)


def _departures(known: RankedYear, short: _Names, words: Words) -> Iterator[ReportLine]:
    if not known.moved:
        return
    moves = ", ".join(
        words(
            "rankings.move",
            name=short(one.unit),
            by_scores=one.by_scores,
            adopted=one.adopted or NONE,
        )
        for one in known.moved
    )
    yield ReportLine("departs", words("rankings.departs", moves=moves))
    adopted = _order(known.places.items(), short)
    scored = _order(((one.unit, one.place) for one in known.order.ranked), short)
    yield ReportLine("orders", words("rankings.by-scores", order=scored))
    yield ReportLine("orders", words("rankings.by-consensus", order=adopted))


def _order(places: Iterable[tuple[str, int]], short: _Names) -> str:
    return "; ".join(f"{place}. {short(unit)}" for unit, place in places)


def _open_ties(known: RankedYear, short: _Names, words: Words) -> Iterator[ReportLine]:
    if known.result is None:
        for place, units in known.undecided:
            text = words("rankings.undecided", place=place, names=short.all(units))
            yield ReportLine("undecided", text)
    for decision in known.void:
        text = words("rankings.void", names=short.all(decision.units), by=decision.by)
        yield ReportLine("void", text)


def _chain(known: RankedYear, short: _Names, words: Words) -> Iterator[ReportLine]:
    for pair in known.chain():
        upper, lower = pair.units
        total = known.order.sheets[upper].total
        steps = "; ".join(_step(step, short, words) for step in pair.steps)
        key = "parted" if pair.parted else "decided" if pair.act else "tied"
        text = words(
            f"rankings.chain.{key}",
            upper=short(upper),
            lower=short(lower),
            total=words.number(total),
            steps=steps or None,
            by=pair.act,
        )
        yield ReportLine("chain", text)


def _step(step: ChainStep, short: _Names, words: Words) -> str:
    name = step_name(step.step.by, step.step.criterion, words)
    upper, lower = (_value(value, words) for value in step.values)
    if step.outcome == "unknown":
        missing = short.all(step.unknown)
        return words("rankings.chain.unknown", step=name, names=missing)
    return words(f"rankings.chain.{step.outcome}", step=name, upper=upper, lower=lower)


def step_name(by: str, criterion: str | None, words: Words) -> str:
    """Return the name of a tie-breaker, with the code of its criterion.

    Args:
        by: The kind of the tie-breaker.
        criterion: The code of the criterion; None for other kinds.
        words: The catalogue of the language to use.
    """
    return words(f"rankings.step.{by}", criterion=criterion)


def _value(value: Fraction | None, words: Words) -> str:
    if value is None:
        return "?"
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    short = exact.quantize(DIGITS).normalize()
    return words.number(short + 0) if short else "0"


def _holds(known: RankedYear, short: _Names, words: Words) -> Iterator[ReportLine]:
    for unit, hold in known.holds.items():
        text = words(
            "rankings.hold",
            name=short(unit),
            ground=hold.ground,
            wording=plain(hold.wording) or None,
            on=hold.on,
        )
        yield ReportLine("hold", text)


def decided_by(code: str | None, words: Words) -> str:
    """Return in words what parted a unit from the unit above; empty for the total.

    Args:
        code: What the row says: `total`, a tie-breaker, `by-` and the way of an act, or None.
        words: The catalogue of the language to use.
    """
    if not code or code == "total":
        return ""
    if code.startswith("by-"):
        return words.choice("by", code.removeprefix("by-"))
    by, _, criterion = code.partition(" ")
    return step_name(by, criterion or None, words)
