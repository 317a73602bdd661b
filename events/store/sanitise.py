"""What passes the ledger's door: who writes and why; text cleaned, fields within their types."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from events.batch import Together
from events.command import History
from events.corrections import Correct
from events.errors import BadInput, refuse
from events.event import Line, Source
from events.lookalikes import foreign
from events.rule_book import canonical
from events.score_book.book_check import exact, large
from events.text import clean

S = TypeVar("S", bound=Struct)
NAMES = ("name", "short")
"""Fields of names: things are found by them, so that each letter is one of a keyboard here."""
AMOUNTS = ("amount", "actual", "target")
"""Fields of numbers that are no points: money is counted in đồng."""
DIGITS = 15
"""An amount is below ten to this power."""
EVENING = timedelta(days=1)
"""How far the day of a newspaper may be ahead of the day on which it is read."""
_KEPT = (Decimal, date, datetime)


class Circumstances(Struct, frozen=True, kw_only=True):
    """The circumstances of an act.

    Attributes:
        by: The name of the person who types; where the ledger names operators, the operator whose
            key signs takes its place.
        reason: Why the act is recorded; some acts need it.
        source: Where its facts come from.
        meeting: The code of the meeting in whose session it is typed; empty for none.
        item: The code of the item of its agenda under which it is typed; empty for none.
        act: An id, which makes a repeated act one act: what is already there is success, not a
            second act. Empty for a new id.
        today: The day on which what is typed happened, where it is not the day of typing: nothing
            of an act is later.
    """

    by: Line
    reason: str = ""
    source: Source = Source()
    meeting: str = ""
    item: str = ""
    act: str = ""
    today: date | None = None


def checked(thing: S) -> S:
    """Return the command with every text cleaned, and its fields checked by type and length.

    Raises:
        BadInput: `field-invalid` with the `detail`, and as `text.clean` and `named`.
    """
    if isinstance(thing, Circumstances):
        with suppress(TypeError):  # a field of a wrong type, of which there is no hash
            return _circumstances(thing)  # type: ignore[return-value]  # the same type
    return _checked(thing)


@lru_cache(maxsize=16)
def _circumstances(how: Circumstances) -> Circumstances:
    """As `checked`: who types, and from which source, is the same from act to act."""
    return _checked(how)


def _checked(thing: S) -> S:
    try:
        raw = _clean(msgspec.to_builtins(thing, builtin_types=_KEPT))
        if isinstance(thing, Correct):
            raw["instead"] = checked(thing.instead)
        if isinstance(thing, Together):
            raw["commands"] = tuple(map(checked, thing.commands))
        return msgspec.convert(raw, type(thing), builtin_types=_KEPT)
    except msgspec.ValidationError as error:
        raise BadInput("field-invalid", detail=str(error)) from error


def on_its_day(history: History, how: Circumstances) -> History:
    """Return the history on the day of what is typed, whose source is of no day to come.

    A source may be of tomorrow: an evening paper bears the day after.

    Args:
        history: The history of the decision, on the day of typing.
        how: The circumstances of the act.

    Raises:
        Refused: `source-in-the-future`.
    """
    on, today = how.source.on, history.today
    refuse(on and on - today > EVENING, "source-in-the-future", on=on, today=today)
    earlier = how.today and how.today < today
    if not earlier:
        return history
    return History(history.entries, how.today or today, retractions=history.retractions)


def named(name: Any) -> Any:
    """Return the name as it is.

    Raises:
        BadInput: `foreign-letter`, for one that passes for a Latin letter (Cyrillic о).
    """
    if isinstance(name, str) and (wrong := foreign(name)):
        raise BadInput(
            "foreign-letter",
            value=name,
            char=wrong.char,
            unicode=f"U+{ord(wrong.char):04X}",
            latin=wrong.latin,
            word=wrong.word,
            place=wrong.place,
        )
    return name


def _of_field(name: str, value: Any) -> Any:
    """Return the value of a field: names have letters of a keyboard here, amounts may be large."""
    if name in AMOUNTS and isinstance(value, Decimal):
        if value.is_finite() and value.adjusted() >= DIGITS:
            raise BadInput("number-too-large", value=f"{value}")
        if large(value):
            return canonical(value)
    return named(_clean(value)) if name in NAMES else _clean(value)


def _clean(value: Any) -> Any:
    match value:
        case str():
            return clean(value, multiline=True)
        case Decimal() if not exact(value):
            raise BadInput("field-invalid", detail=f"{value}")
        case Decimal():
            return canonical(value)
        case dict():
            return {key: _of_field(key, inner) for key, inner in value.items()}
        case list() | tuple():
            return [_clean(inner) for inner in value]
    return value
