"""What the form understood, in words: a date written out, a unit's full name, how many of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from events.errors import BadInput, ThiduaError
from events.score_book.book import ScoreBook
from events.score_book.leaf_kinds import Observation
from events.score_book.lot import draw
from events.text import plain
from events.tie_events import LotWord
from thidua_tui.acts.fields import Field
from thidua_tui.acts.lot_words import words_of
from thidua_tui.forms.form_state import FormState

Describer = Callable[[FormState, Field, Any], str]


def describe_value(filling: FormState, field: Field) -> str:
    """Describe the parsed value of a field; empty when that adds nothing to its text."""
    if not filling.raw[field.name].strip() and field.kind != "picks":
        return ""
    try:
        value = filling.value(field)
    except BadInput:
        return ""
    return DESCRIBERS[field.kind](filling, field, value) if field.kind in DESCRIBERS else ""


def long_day(filling: FormState, _field: Field, on: date) -> str:
    """A day with its weekday, written out."""
    words = filling.ground.words
    weekday = words(f"acts.weekday.d{on.isoweekday()}")
    month = words(f"acts.month.m{on.month}")
    parts = {"weekday": weekday, "d": str(on.day), "dd": f"{on:%d}", "month": month}
    return words("acts.weekday.written", y=str(on.year), **parts)


def _picked(filling: FormState, field: Field, code: str) -> str:
    option = next((o for o in filling.options(field) if o.code == code), None)
    if not option:
        return ""
    details = " · ".join(plain(text) for text in (option.short, option.also) if text)
    return f"{plain(option.name)}{' · ' if details else ''}{details}"


def _ticked(filling: FormState, field: Field, codes: tuple[str, ...] | None) -> str:
    total = len(filling.options(field))
    if not codes and not field.needed:
        return ""
    words = filling.ground.words
    return words("acts.form.chosen", count=str(len(codes or ())), total=str(total))


def _voted(filling: FormState, _field: Field, votes: tuple[int, int]) -> str:
    words = filling.ground.words
    share = words.number((Decimal(100) * votes[0] / votes[1]).quantize(Decimal("0.1")))
    of = words.choice("of", filling.raw.get("votes_of", "members"))
    shares = {"votes": str(votes[0]), "total": str(votes[1]), "percent": share, "of": of}
    return words("acts.form.share", **shares)


def _listed(filling: FormState, _field: Field, heirs: tuple[Any, ...]) -> str:
    codes = ", ".join(heir.unit for heir in heirs)
    return filling.ground.words("acts.form.rows", count=str(len(heirs)), codes=codes)


def _summed(filling: FormState, _field: Field, criteria: Any) -> str:
    words = filling.ground.words
    if isinstance(criteria, ScoreBook):
        leaves, total = str(len(criteria.leaves())), words.number(criteria.scale.total)
        return words("rulebooks.book-sum", title=criteria.title, count=leaves, sum=total)
    total = words.number(sum((c.max_points for c in criteria), Decimal(0)))
    return words("acts.form.criteria_sum", count=str(len(criteria)), sum=total)


def _placed(filling: FormState, field: Field, places: tuple[Any, ...]) -> str:
    total = len(filling.options(field))
    return filling.ground.words("acts.form.placed", count=str(len(places)), total=str(total))


def _paired(filling: FormState, _field: Field, pairs: tuple[Any, ...]) -> str:
    scorers = str(len({pair.scorer for pair in pairs}))
    return filling.ground.words("peersheets.pairs", count=str(len(pairs)), scorers=scorers)


def _pointed(filling: FormState, _field: Field, score: Decimal | Observation | None) -> str:
    words = filling.ground.words
    return words("acts.form.not_applicable") if score is None else words.value("points", score)


def _drawn(filling: FormState, _field: Field, given: tuple[LotWord, ...]) -> str:
    """The order that would be recorded: of the units of the form, else of the parties."""
    places = next((field for field in filling.act.fields if field.kind == "places"), None)
    try:
        spoken = words_of(given)
        units = [place.unit for place in filling.value(places)] if places else []
        order = draw(spoken, units or spoken)
    except ThiduaError:
        return ""
    ground = filling.ground
    names = ", ".join(plain(ground.names.short(unit, ground.year)) for unit in order)
    return ground.words("rankings.lot.order", names=names)


DESCRIBERS: dict[str, Describer] = {
    "code": lambda _filling, _field, code: code,  # as it will be kept: small letters
    "number": lambda filling, _field, number: filling.ground.words.number(Decimal(number)),
    "date": long_day,
    "pick": _picked,
    "picks": _ticked,
    "votes": _voted,
    "units": _listed,
    "criteria": _summed,
    "book": _summed,
    "places": _placed,
    "pairs": _paired,
    "sheet": lambda filling, _field, cells: filling.ground.words(
        "peersheets.cells", count=str(len(cells))
    ),
    "points": _pointed,
    "lot": _drawn,
}
