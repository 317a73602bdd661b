"""Values that are known by their look: years, days, votes, points, numbers.

Whether such a value is allowed is for the field to say; here only what it is meant for is decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from events.errors import BadInput
from events.text import fold
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field
from thidua_tui.parsing.dates import FIRST_YEAR, LAST_YEAR, is_clock, parse_date
from thidua_tui.parsing.numbers_and_codes import parse_share
from thidua_tui.parsing.observations import NOT_APPLICABLE

SHAPED = ("year", "date", "clock", "number", "votes", "points", "share", "amount", "total")
DAY_MEANT = ("no-such-date", "two-digit-year", "out-of-range", "day-not-yet")
"""What is wrong with what is a day by its look."""
LONGEST_DAY = 7
"""`ngày 14 tháng 1 năm 2021` has so many words, as `14 tháng 1 năm 2021` without the first."""
LONGEST_TIME = 3
"""`8 giờ 05` has so many words."""
_PAIR = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
_OBSERVED = re.compile(r"[-−]?[0-9]+(?:[.,][0-9]+)*(?:%|/[0-9]+(?:[.,][0-9]+)*)?|co|khong|yes|no")
"""Points, a rate, what was reached of a target, yes or no."""
_POINTS = re.compile(r"[-−]?[0-9]+(?:[.,][0-9]+)*")
_AMOUNT = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GROUP = re.compile(r"[0-9]{3}(?:,[0-9]+)?")
_TOTAL = re.compile(r"[-−]?[0-9]+(?:[.,][0-9]+)*(?:/[0-9]+(?:[.,][0-9]+)*)?")
_NUMBER = re.compile(r"[0-9]{1,5}")
_YEAR = re.compile(r"[0-9]{4}")
_KEY = re.compile(r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*")
_NO_DAY = (("khong", "ro", "ngay"), ("day", "not", "known"))
_TIME_MARK = ("luc", "at")
_YEAR_MARK, _DAY_MARK = ("nam", "year"), ("ngay", "day", "on")


def shape_of(field: Field, words: Sequence[str], ground: ActContext, open_kinds: set[str]) -> int:
    """How many of the words are a value of this field by their look; 0 when none is.

    `14/1` is votes where votes are still missing, whatever the numbers; a day behind its mark, and
    without it where an act has no votes. A number with a dot is points where points are missing.
    """
    first = words[0]
    match field.kind:
        case "year":
            return (
                1 if _year(first) else 2 * (is_mark(first) and len(words) > 1 and _year(words[1]))
            )
        case "votes":
            return int(bool(_PAIR.fullmatch(first)))
        case "points":
            observed = bool(_OBSERVED.fullmatch(fold(first)))
            return int(observed or first in NOT_APPLICABLE)
        case "clock":
            return _clock(words)
        case "amount":
            return _amount(words)
        case "total":
            return int(bool(_TOTAL.fullmatch(first)))
        case "share":
            return _share(words)
        case "number":
            return int(bool(_NUMBER.fullmatch(first)))
        case "date":
            return _day(words, ground, open_kinds)
    return 0


def _clock(words: Sequence[str]) -> int:
    """How many words are a time of the day: `8 giờ 05`; `lúc` before it belongs to it."""
    if fold(words[0]) in _TIME_MARK and len(words) > 1:
        behind = _clock(words[1:])
        return behind + 1 if behind else 0
    counts = range(min(LONGEST_TIME, len(words)), 0, -1)
    return next((count for count in counts if is_clock(" ".join(words[:count]))), 0)


def _share(words: Sequence[str]) -> int:
    """How many words are a share: 2/3, 80%, two words for more than half."""
    for count in (2, 1):
        try:
            parse_share(" ".join(words[:count]))
        except BadInput:
            continue
        return min(count, len(words))
    return 0


def is_key(word: str) -> bool:
    """Whether the word is a public key by its look: a name, eight digits of a hash, the key."""
    return bool(_KEY.fullmatch(word))


def is_mark(word: str) -> bool:
    """Whether the word only says what follows: `năm 2021`, `ngày 14/1`, `lúc 8:05`."""
    return fold(word) in (*_YEAR_MARK, *_DAY_MARK, *_TIME_MARK)


def _year(word: str) -> bool:
    return bool(_YEAR.fullmatch(word)) and FIRST_YEAR <= int(word) <= LAST_YEAR


def is_pair(word: str) -> bool:
    """Whether it is two numbers with a stroke between: a count of votes, or a day of no year."""
    return bool(_PAIR.fullmatch(word))


def more_than_all(word: str) -> bool:
    """Whether it is a count of votes in which more voted than could: perhaps it is a day."""
    found = _PAIR.fullmatch(word)
    return found is not None and int(found[1]) > int(found[2])


def _amount(words: Sequence[str]) -> int:
    """How many words are a number: `1 250 000` is one number of three words."""
    if not _AMOUNT.fullmatch(words[0]):
        return 0
    groups = takewhile(_GROUP.fullmatch, words[1:] if re.fullmatch("[0-9]{1,3}", words[0]) else ())
    return 1 + len([*groups])


def _day(words: Sequence[str], ground: ActContext, open_kinds: set[str]) -> int:
    """How many words are a day; `ngày` before it belongs to it."""
    if ("votes" in open_kinds and _PAIR.fullmatch(words[0])) or (
        not {"points", "amount"}.isdisjoint(open_kinds) and _POINTS.fullmatch(words[0])
    ):
        return 0
    if words[0] == "?" or tuple(map(fold, words[:3])) in _NO_DAY:
        return 1 if words[0] == "?" else len(_NO_DAY[0])
    if fold(words[0]) in _DAY_MARK and len(words) > 1:
        marked = _day(words[1:], ground, set())
        return marked + 1 if marked else 0
    for count in range(min(LONGEST_DAY, len(words)), 0, -1):
        try:
            parse_date(" ".join(words[:count]), today=ground.today)
        except BadInput as bad:
            if bad.code in DAY_MEANT:
                return count  # a day it is meant to be; the field says what is wrong with it
            continue
        return count
    return 0


def in_range(field: Field, word: str) -> bool:
    """Whether a number field can hold this number; another one belongs to the text before it."""
    if not _NUMBER.fullmatch(word):
        return False
    low, high = field.low or 0, field.high
    return low <= int(word) and (high is None or int(word) <= high)


def bare(raw: str) -> str:
    """A year or a day without the word before it."""
    if tuple(map(fold, raw.split())) in _NO_DAY:
        return "?"
    first, _, rest = raw.partition(" ")
    return rest if rest and is_mark(first) else raw
