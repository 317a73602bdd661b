"""What the form understood, in words: a date written out, a unit's full name, how many of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from events.agenda_items import CLOSING, AgendaItem
from events.errors import BadInput, ThiduaError
from events.roles import head
from events.score_book.book import ScoreBook
from events.score_book.leaf_kinds import Observation
from events.score_book.lot import draw
from events.text import plain
from events.tie_events import LotWord
from thidua_tui.acts.fields import Field
from thidua_tui.acts.lot_words import words_of
from thidua_tui.forms.form_state import FormState
from thidua_tui.i18n.ballot_text import base_text

FEW = 6
"""Units that are named individually; more are counted."""
LONG = 60
"""Characters of a text that are shown again."""
Describer = Callable[[FormState, Field, Any], str]


def describe_value(filling: FormState, field: Field) -> str:
    """Describe the parsed value of a field; empty when that adds nothing to its text."""
    if not filling.raw[field.name].strip() and field.kind != "picks":
        return ""
    try:
        value = filling.value(field)
    except BadInput:
        return ""
    if value is None and field.kind == "date":
        return filling.ground.words("acts.form.unsaid")
    return DESCRIBERS[field.kind](filling, field, value) if field.kind in DESCRIBERS else ""


def readable_value(filling: FormState, field: Field) -> str:
    """Return the value of a field in readable form."""
    raw, words = filling.raw[field.name], filling.ground.words
    if field.kind == "choice":
        return words.choice(field.labels, raw) if raw else ""
    if field.kind == "flag":
        return words(f"choices.yes_no.{'yes' if raw else 'no'}") if raw else ""
    text = describe_value(filling, field) or raw
    if field.kind == "pick" or (field.kind == "picks" and len(raw.split()) <= FEW):
        text = _named(filling, field, raw)
    if field.kind == "places":
        text = _places(raw, filling)
    text = plain(" ".join(text.split()))
    return text if len(text) <= LONG or field.kind in ("pick", "picks") else f"{text[:LONG]}…"


def _named(filling: FormState, field: Field, raw: str) -> str:
    """One of many by its name, several by their short names."""
    options = filling.options(field)
    if field.kind == "pick":
        return next((option.name for option in options if option.code == raw), raw)
    chosen = {option.code: option.short or option.name for option in options}
    return ", ".join(chosen.get(code, code) for code in raw.split())


def _places(raw: str, filling: FormState) -> str:
    names = filling.ground.names
    pairs = (line.split() for line in raw.split("\n") if line.strip())
    return ", ".join(f"{place} {names.short(unit)}" for place, unit in pairs)


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
    key = "acts.form.chosen_awards" if field.name == "awards" else "acts.form.chosen"
    text = words(key, count=str(len(codes or ())), total=str(total))
    if not codes or len(codes) > 1:
        return text
    return f"{text}: {_picked(filling, field, codes[0])}"


def _voted(filling: FormState, _field: Field, votes: tuple[int, int]) -> str:
    words = filling.ground.words
    share = words.number((Decimal(100) * votes[0] / votes[1]).quantize(Decimal("0.1")))
    matter = filling.act.vote.matter if filling.act.vote else ""
    of = base_text(filling.raw.get("votes_of") or "members", matter, words)
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


def _items(filling: FormState, _field: Field, items: tuple[AgendaItem, ...]) -> str:
    """How many items, and those behind the closing."""
    ends = [at for at, item in enumerate(items) if item.opens == CLOSING]
    behind = items[ends[0] + 1 :] if ends else ()
    return filling.ground.words(
        "agenda.count",
        count=str(len(items)),
        closing=plain(items[ends[0]].title) if behind else "",
        behind="; ".join(plain(item.title) for item in behind),
    )


def _headed(filling: FormState, _field: Field, year: int) -> str:
    """Of an election of the head, the head that the year has already."""
    ground = filling.ground
    if filling.act.id != "elect-head":
        return ""
    unit = head(ground.of_cluster, ground.cluster, year)
    name = plain(ground.names.short(unit, year)) if unit else ""
    return ground.words("acts.form.headed", year=str(year), name=name) if unit else ""


DESCRIBERS: dict[str, Describer] = {
    "code": lambda _filling, _field, code: code,  # as it will be kept: small letters
    "number": lambda filling, _field, number: filling.ground.words.number(Decimal(number)),
    "date": long_day,
    "year": _headed,
    "clock": lambda _filling, _field, at: at,
    "pick": _picked,
    "picks": _ticked,
    "votes": _voted,
    "units": _listed,
    "criteria": _summed,
    "book": _summed,
    "agenda": _items,
    "places": _placed,
    "pairs": _paired,
    "sheet": lambda filling, _field, cells: filling.ground.words(
        "peersheets.cells", count=str(len(cells))
    ),
    "amount": lambda filling, _field, number: filling.ground.words.number(number),
    "points": _pointed,
    "lot": _drawn,
}
