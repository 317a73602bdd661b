"""Dates, years and instants as people type them.

A day is typed the Vietnamese way, day first, or as ISO; a month-first reading is never guessed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from events.errors import BadInput
from events.text import clean, fold, plain

FIRST_YEAR, LAST_YEAR = 1945, 2100  # emulation movements begin with the Republic
SOON = timedelta(days=31)
"""So near is a day to come that it may be meant, where no year was typed."""
LEAP = 8
"""The most years between two days of 29 February."""

_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]+))?")
_SPELT = re.compile(r"(?:ngay )?([0-9]{1,2})( )thang ([0-9]{1,2})(?: nam ([0-9]+))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WORDS = {"hom nay": 0, "today": 0, "hom qua": -1, "yesterday": -1}
_INSTANT = re.compile(r"(.+?)(?: |T)([0-9]{1,2}:[0-9]{2}.*)")
_CLOCK = re.compile(r"([0-9]{1,2}) ?(?:[:hg]|gio) ?([0-9]{2})?")
_POSITION = re.compile(r"[0-9]{1,12}")


def typed(text: str, *, limit: int = 60) -> str:
    """Return what was typed, cleaned; an empty field differs from a wrong field.

    Raises BadInput: `empty`, `too-long`, `control-character`.
    """
    try:
        value = clean(text, limit=limit)
    except BadInput as bad:
        raise BadInput(bad.code, value=plain(text), **bad.facts) from None
    if not value:
        raise BadInput("empty", value=value)
    return value


def parse_date(text: str, *, today: date) -> date:
    """Read a day: `14/01/2021`, `14/1`, `2021-01-14`, `hôm nay`, `hom qua`, `today`.

    Also as documents spell it, `ngày 14 tháng 01 năm 2021`. Without a year it is the last such day
    up to `today`. Raises BadInput: `empty`, `too-long`, `control-character`, `not-a-date`,
    `two-digit-year`, `no-such-date` (31/02/2021), `out-of-range` with `low`, `high` for the year,
    `day-not-yet` with `coming`, `past` for a day of the next weeks without its year.
    """
    value = typed(text)
    folded = fold(value)
    if folded in _WORDS:
        return today + timedelta(days=_WORDS[folded])
    if found := _ISO.fullmatch(folded):
        return _day(value, *found.groups())
    if found := _DAY_FIRST.fullmatch(folded) or _SPELT.fullmatch(folded):
        if found[4] is None:
            return _last(value, int(found[3]), int(found[1]), today)
        return _day(value, found[4], found[3], found[1])
    raise BadInput("not-a-date", value=value)


def format_date(on: date | None) -> str:
    """Return a day as it is typed here, day first; empty for none."""
    return f"{on:%d/%m/%Y}" if on else ""


def _last(value: str, month: int, day: int, today: date) -> date:
    """Return the last such day up to today; a day that is about to come may be meant instead."""
    found: list[date] = []
    for year in range(today.year + 1, max(FIRST_YEAR, today.year - LEAP) - 1, -1):
        with suppress(ValueError):
            found.append(date(year, month, day))
    past = next((on for on in found if on <= today), None)
    if past is None:
        raise BadInput("no-such-date", value=value)
    coming = next((on for on in found if today < on <= today + SOON), None)
    if coming:
        raise BadInput("day-not-yet", value=value, coming=coming, past=past)
    return past


def _day(value: str, year: str, month: str, day: str) -> date:
    """Build the day, or say which part of `value` is wrong."""
    if len(year) == 2:
        raise BadInput("two-digit-year", value=value)
    if len(year) != 4:
        raise BadInput("not-a-date", value=value)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise BadInput("out-of-range", value=value, low=FIRST_YEAR, high=LAST_YEAR)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise BadInput("no-such-date", value=value) from None


def year_so_far(text: str) -> int | None:
    """Return the year in a field that is not read yet; None where it is not one of four digits."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) == 4 else None


def parse_year(text: str, *, low: int = FIRST_YEAR, high: int = LAST_YEAR) -> int:
    """Read a year of four digits from `low` to `high`, both included.

    Raises BadInput: `empty`, `too-long`, `control-character`, `not-a-year`, `out-of-range` with
    `low`, `high`.
    """
    value = typed(text)
    if not re.fullmatch(r"[0-9]{4}", value):
        raise BadInput("not-a-year", value=value)
    if not low <= int(value) <= high:
        raise BadInput("out-of-range", value=value, low=low, high=high)
    return int(value)


def is_clock(text: str) -> bool:
    """Return whether a text is a time of the day by its look: 8:05, 8h05, 16 giờ 20."""
    return bool(_CLOCK.fullmatch(fold(text.strip())))


def parse_clock(text: str) -> str:
    """Return a time of the day as HH:MM.

    Raises:
        BadInput: `not-a-time`.
    """
    value = typed(text)
    found = _CLOCK.fullmatch(fold(value))
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise BadInput("not-a-time", value=value)
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


def parse_known_at(text: str, *, today: date, zone: tzinfo | None = None) -> int | datetime:
    """Read how far to look: a position `12`, or an instant in UTC.

    A bare day means its end, so that what was typed on it counts. `14/01/2021 17:05` and an ISO
    instant without an offset are times of `zone` (None: this machine's). Raises BadInput as
    `parse_date` does, and `not-an-instant`.
    """
    value = typed(text)
    if _POSITION.fullmatch(value):
        return int(value)
    if found := _INSTANT.fullmatch(value):
        at = _time(value, found[2])
        return _utc(datetime.combine(parse_date(found[1], today=today), at), zone)
    try:
        day = parse_date(value, today=today)
    except BadInput as error:
        if error.code != "not-a-date":
            raise
        raise BadInput("not-an-instant", value=value) from None
    return _utc(datetime.combine(day, time.max), zone)


def _time(value: str, text: str) -> time:
    """Read the time of day with its offset, if it has one."""
    try:
        return time.fromisoformat(f"0{text}" if text[1] == ":" else text)
    except ValueError:
        raise BadInput("not-an-instant", value=value) from None


def _utc(local: datetime, zone: tzinfo | None) -> datetime:
    """Convert an instant to UTC; an instant without an offset is a time of `zone`."""
    if local.tzinfo is None and zone is not None:
        local = local.replace(tzinfo=zone)
    return local.astimezone(UTC)
