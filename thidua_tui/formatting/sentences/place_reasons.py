"""Why a unit has its place and how safe places are, in sentences: on the screen and in print."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from events.score_book.book import TieBreak
from events.score_book.compare import Margin
from events.score_book.tie_chain import ChainStep
from events.text import plain
from thidua_tui.formatting.sentences.points import points_text
from thidua_tui.i18n.messages import Words
from views.place_comparison import Comparison
from views.place_reasons import YearReasons

FEW = 3
"""Lines that are named where more could be."""


def place_words(reasons: YearReasons, unit: str, words: Words) -> str:
    """Return the place of a unit in words, or why it has none.

    Args:
        reasons: What the places of the year follow from.
        unit: The code of the unit.
        words: The words of the chosen language.
    """
    if none := reasons.why_none(unit):
        return words(f"placereasons.no-place.{none}")
    key = "adopted" if reasons.state == "adopted" else "provisional"
    shared = words("placereasons.shared") if reasons.tied(unit) else ""
    place = words.ordinal(reasons.given[unit])
    return words(f"placereasons.place.{key}", place=place, shared=shared)


def line_name(reasons: YearReasons, code: str) -> str:
    """Return the code and the title of a line of the book.

    Args:
        reasons: What the places of the year follow from.
        code: The code of the line.
    """
    node = reasons.nodes.get(code)
    return plain(f"{code} {node.title}" if node else code)


def headline(found: Comparison, reasons: YearReasons, words: Words) -> Iterator[str]:
    """Yield the sentences in which a place is explained, in the order in which they are read.

    Args:
        found: The two units.
        reasons: What the places of the year follow from.
        words: The words of the chosen language.
    """
    for unit, sheet in dict(zip(found.units, found.sheets, strict=True)).items():
        total = points_text(sheet.total, words) if sheet else None
        yield words(
            "placereasons.unit" if total else "placereasons.unit-without-points",
            unit=plain(reasons.name(unit)),
            place=place_words(reasons, unit, words),
            total=total,
        )
    if reasons.agreed:
        yield from _agreed(found, reasons, words)
    if found.units[0] == found.units[1]:
        return
    if not found.whole:
        if len({*found.units}) > 1:
            yield words("placereasons.no-comparison")
        return
    yield from _lead(found, reasons, words)


def _agreed(found: Comparison, reasons: YearReasons, words: Words) -> Iterator[str]:
    """Say that the places were agreed on, and which the points would give."""
    yield words("placereasons.agreed", on=words.day(reasons.on) if reasons.on else None)
    by_points = reasons.by_points
    units = [unit for unit in found.units if unit in by_points]
    if any(by_points[unit] != reasons.given.get(unit) for unit in units):
        named = (f"{plain(reasons.name(u))} {words.ordinal(by_points[u])}" for u in units)
        yield words("placereasons.by-points", units=", ".join(named))


def _lead(found: Comparison, reasons: YearReasons, words: Words) -> Iterator[str]:
    first, second = (plain(reasons.name(unit)) for unit in found.units)
    if found.total_lead:
        ahead, behind = (first, second) if found.total_lead > 0 else (second, first)
        lead = points_text(abs(found.total_lead), words)
        yield words("placereasons.lead", ahead=ahead, behind=behind, lead=lead)
        yield from _deciding(found, reasons, words)
        return
    yield words("placereasons.equal")
    yield from _parted(found, reasons, words)


def _deciding(found: Comparison, reasons: YearReasons, words: Words) -> Iterator[str]:
    """Name the lines that give the lead, with the points of the unit ahead first."""
    points = {line.code: line.points for line in found.lines}
    named = []
    for code in found.deciding[:FEW]:
        mine, theirs = points[code] if found.total_lead > 0 else points[code][::-1]
        numbers = {"more": points_text(mine, words), "less": points_text(theirs, words)}
        named.append(words("placereasons.line", line=line_name(reasons, code), **numbers))
    more = len(found.deciding) - FEW
    rest = words("placereasons.more-lines", count=str(more)) if more > 0 else None
    if named:
        yield words("placereasons.deciding", lines="; ".join(named), rest=rest)
    elif found.unlisted:
        yield words("placereasons.scale-decides")


def _parted(found: Comparison, reasons: YearReasons, words: Words) -> Iterator[str]:
    """Say which step parted units with equal totals, with its values."""
    decision = reasons.decision(*found.units)
    if not found.step and decision:
        method = words.choice("by", decision.by)
        named = "; ".join(plain(reasons.name(unit)) for unit in decision.units)
        rule = plain(decision.rule) or None
        yield words("placereasons.decided", method=method, rule=rule, units=named)
        return
    if not (step := found.step):
        key = "unbroken" if reasons.book.tie_breaks else "no-steps"
        yield words(f"placereasons.{key}")
        return
    ahead = min(found.units, key=lambda unit: reasons.by_points.get(unit, 10**6))
    first, second = step_values(step, words)
    yield words(
        "placereasons.parted",
        number=str(found.steps.index(step) + 1),
        rule=rule_words(step.step, reasons, words),
        ahead=plain(reasons.name(ahead)),
        first=first,
        second=second,
    )


def rule_words(rule: TieBreak, reasons: YearReasons, words: Words) -> str:
    """Return what a step for equal totals compares.

    Args:
        rule: The step.
        reasons: What the places of the year follow from.
        words: The words of the chosen language.
    """
    line = line_name(reasons, rule.criterion) if rule.criterion else None
    return words(f"placereasons.step.{rule.by}", line=line)


def step_values(step: ChainStep, words: Words) -> tuple[str, str]:
    """Return the values that a step compared, as people say them.

    Args:
        step: The step.
        words: The words of the chosen language.
    """
    first, second = (_value(step.step, value, words) for value in step.values)
    return first, second


def _value(rule: TieBreak, value: Fraction | None, words: Words) -> str:
    if value is None:
        return words("placereasons.value.unknown")
    if rule.by == "women":
        return f"{points_text(value, words)} %"
    if rule.by == "last-place":
        return words.ordinal(int(value))
    return points_text(value, words)


def no_place_sentence(reasons: YearReasons, unit: str, words: Words) -> str:
    """Return the sentence that says why a unit has no place.

    Args:
        reasons: What the places of the year follow from.
        unit: The code of a unit without a place.
        words: The words of the chosen language.
    """
    name, why = plain(reasons.name(unit)), place_words(reasons, unit, words)
    return words("placereasons.unit-without-points", unit=name, place=why)


def safety(reasons: YearReasons, words: Words) -> Iterator[str]:
    """Yield a sentence for each pair of neighbours, and where the lines of the flags are.

    Args:
        reasons: What the places of the year follow from.
        words: The words of the chosen language.
    """
    for margin in reasons.margins:
        if limit := limit_line(margin, reasons, words):
            yield limit
        yield margin_sentence(margin, reasons, words)
    if not reasons.margins:
        yield words("placereasons.no-margins")


def limit_line(margin: Margin, reasons: YearReasons, words: Words) -> str:
    """Return that the places of an award end between two neighbours; empty where none does.

    Args:
        margin: The margin of the two.
        reasons: What the places of the year follow from.
        words: The words of the chosen language.
    """
    above, below = (reasons.by_points[unit] for unit in (margin.above, margin.unit))
    award = {place: award for award, place in reasons.limits}.get(above)
    if award is None or below <= above:
        return ""
    return words("placereasons.limit", award=plain(award), place=str(above))


def margin_sentence(margin: Margin, reasons: YearReasons, words: Words) -> str:
    """Return how far a unit is behind the unit above it, and where it could gain that.

    Args:
        margin: The margin.
        reasons: What the places of the year follow from.
        words: The words of the chosen language.
    """
    unit, above = (plain(reasons.name(one)) for one in (margin.unit, margin.above))
    where = room_words(margin, words)
    sign = f"{NARROW} " if margin.narrow else ""
    if not margin.needed:
        return sign + words("placereasons.margin.level", unit=unit, above=above, where=where)
    return sign + words(
        "placereasons.margin.behind",
        unit=unit,
        above=above,
        needed=points_text(margin.needed, words),
        where=where,
        narrow=words("placereasons.margin.narrow", step=points_text(reasons.step, words))
        if margin.narrow
        else None,
    )


def brief_margins(reasons: YearReasons, words: Words) -> Iterator[str]:
    """Yield a short line for each pair of neighbours: places, points needed, where they are free.

    Args:
        reasons: What the places of the year follow from.
        words: The words of the chosen language.
    """
    for margin in reasons.margins:
        codes = [*(margin.enough or margin.room)][:FEW]
        free = (
            words(
                "placereasons.brief.free",
                code=plain(code),
                free=points_text(margin.room[code], words),
            )
            for code in codes
        )
        places = f"{reasons.by_points[margin.above]}–{reasons.by_points[margin.unit]}"
        level = "behind" if margin.needed else "level"
        text = words(
            f"placereasons.brief.{level}",
            unit=plain(reasons.short(margin.unit)),
            needed=points_text(margin.needed, words),
            free=", ".join(free) or None,
        )
        yield f"{NARROW if margin.narrow else ' '} {places}  {text}"


NARROW = "▲"
"""The sign of a margin below the step in which points are given."""


def room_words(margin: Margin, words: Words) -> str:
    """Return where the points that are needed could still be got; at most three lines.

    Args:
        margin: The margin.
        words: The words of the chosen language.
    """
    whole = sum(margin.room.values(), Fraction(0))
    if whole < Fraction(margin.needed):
        key = "placereasons.room.short" if whole else "placereasons.room.none"
        return words(key, whole=points_text(whole, words))
    codes = [*(margin.enough or margin.room)]
    named = "; ".join(
        words(
            "placereasons.room.line", code=plain(code), free=points_text(margin.room[code], words)
        )
        for code in codes[:FEW]
    )
    more = len(codes) - FEW
    rest = words("placereasons.more-lines", count=str(more)) if more > 0 else None
    key = "enough" if margin.enough else "together"
    return words(f"placereasons.room.{key}", lines=named, rest=rest)
