"""What was typed becomes a value here, once, at the edge.

Every function takes text and returns a value or raises `BadInput(code, value=…)`: the code is
stable, the value is what was typed, for the message under the field. Dates, years and instants
are in `thidua_tui.parsing.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from decimal import Decimal
from itertools import count

from events.errors import BadInput
from events.text import fold, nfc
from thidua_tui.i18n.messages import number_text
from thidua_tui.parsing.dates import typed

_POINTS = re.compile(r"(-)?([0-9]+)(?:[.,]([0-9]+))?")
# `9.125` is nine thousand to a Vietnamese reader, nine and an eighth to a keypad; not so `0.125`.
_THOUSANDS = re.compile(r"-?(?:[1-9][0-9]{0,2}[.,][0-9]{3}|[0-9]+(?:[.,][0-9]+){2,})")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,[0-9]+|(?: [0-9]{3})+(?:,[0-9]+)?)")
"""What is grouped beyond doubt: `1.234,5`, `1 000`, `1 234,5`; only a comma parts decimals."""
_MILLIONS = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?: [0-9]{3})+)(?:,[0-9]+)?")
"""Grouped beyond doubt: two groups of three digits, or groups with spaces between."""
_MINUS = str.maketrans("−–‐‑", "----")
A_THOUSAND = 1000
_INTEGER = re.compile(r"-?[0-9]+")
MOST_DIGITS = 20
"""The most characters of a number; Python refuses to read some thousands of digits."""
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_VOTES = re.compile(r"([0-9]{1,6}) ?/ ?([0-9]{1,6})")
_SMALL_WORDS = frozenset({"tỉnh", "và", "của", "các", "of", "and"})


def parse_points(
    text: str, *, negative: bool = False, places: int = 4, most: Decimal | None = None
) -> Decimal:
    """Read points as typed: `9`, `9,5`, `9.5`, `1.234,5` or `1 000`, exact, of `places` decimals.

    `most` is the greatest number that is possible, if known: below a thousand, a comma before three
    digits parts decimals. Raises BadInput: `empty`, `too-long`, `control-character`,
    `not-a-number`, `negative-number`, `ambiguous-number` (`1.000`, `1,000.5`, `1,000` of 1000) with
    `small`, `large`, `too-many-decimals` with `limit`.
    """
    value = typed(text, limit=20)
    number = value.translate(_MINUS)
    if _GROUPED.fullmatch(number):
        number = number.replace(".", "").replace(" ", "")
    elif _THOUSANDS.fullmatch(number) and not _below_a_thousand(number, most):
        raise _ambiguous(value, number)
    if not (found := _POINTS.fullmatch(number)):
        raise BadInput("not-a-number", value=value)
    sign, whole, decimals = found.groups(default="")
    if sign and not negative:
        raise BadInput("negative-number", value=value)
    if len(decimals) > places:
        raise BadInput("too-many-decimals", value=value, limit=places)
    number = f"{whole}.{decimals}" if decimals else whole
    return Decimal(f"-{number}" if sign else number)


def _below_a_thousand(number: str, most: Decimal | None) -> bool:
    """Say whether a comma parts decimals for sure, for there are no thousands here."""
    return number.count(",") == 1 and "." not in number and most is not None and most < A_THOUSAND


def _ambiguous(value: str, number: str) -> BadInput:
    """Say in which two ways a number can be read, where there are two."""
    whole, *groups = re.split("[.,]", number)
    if len(groups) != 1:
        return BadInput("ambiguous-number", value=value, small="", large="")
    small = number_text(Decimal(f"{whole}.{groups[0]}"))
    return BadInput("ambiguous-number", value=value, small=small, large=f"{whole}{groups[0]}")


def parse_amount(text: str) -> Decimal:
    """Read a number of any size as typed: `12`, `12,5`, `1.250.000`, `1 250 000,5`.

    Raises BadInput: `empty`, `too-long`, `control-character`, `not-a-number`, `ambiguous-number`
    (`1.250`) with `small`, `large`, `too-many-decimals` with `limit`.
    """
    value = typed(text, limit=30)
    if _MILLIONS.fullmatch(value):
        value = re.sub(r"[.\s]", "", value)
    return parse_points(value)


def parse_total(text: str) -> tuple[Decimal, Decimal | None]:
    """Read a total and, behind a stroke, out of how many points: `97,5/100`.

    Raises BadInput: those of `parse_points`; `no-scale` where nothing can be reached (`5/0`).
    """
    value = typed(text, limit=30)
    total, stroke, scale = (part.strip() for part in value.partition("/"))
    most = parse_points(scale) if stroke else None
    if most == 0:
        raise BadInput("no-scale", value=value)
    return parse_points(total, negative=True, most=most), most


def number_so_far(text: str) -> int | None:
    """Return the whole number in a field that is not read yet; None where it has none.

    More digits than `parse_int` accepts are no number.
    """
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= MOST_DIGITS else None


def parse_int(text: str, *, low: int | None = None, high: int | None = None) -> int:
    """Read a whole number from `low` to `high`, both included.

    Raises BadInput: `empty`, `too-long`, `control-character`, `not-an-integer`, `out-of-range`
    with `low`, `high`.
    """
    value = typed(text, limit=MOST_DIGITS)
    if not _INTEGER.fullmatch(value):
        raise BadInput("not-an-integer", value=value)
    number = int(value)
    if (low is not None and number < low) or (high is not None and number > high):
        raise BadInput("out-of-range", value=value, low=low, high=high)
    return number


def parse_votes(text: str) -> tuple[int, int]:
    """Read votes of voters, `7/8`, as (7, 8).

    Raises BadInput: `empty`, `too-long`, `control-character`, `not-votes`, `no-voters` (`0/0`),
    `more-votes-than-voters` with `votes`, `voters`.
    """
    value = typed(text, limit=20)
    if not (found := _VOTES.fullmatch(value)):
        raise BadInput("not-votes", value=value)
    votes, voters = int(found[1]), int(found[2])
    if not voters:
        raise BadInput("no-voters", value=value)
    if votes > voters:
        raise BadInput("more-votes-than-voters", value=value, votes=votes, voters=voters)
    return votes, voters


_FRACTION = re.compile(r"(>|tren |hon |over )?\s*(\d{1,3})\s*/\s*(\d{1,3})")
_PERCENT = re.compile(r"(>|tren |hon |over )?\s*(\d{1,3})\s*%")
_MAJORITY = ("qua nua", "majority", "hon mot nua", "more than half")


def parse_share(text: str) -> str:
    """Read a share: `2/3`, `80 %`, `>1/2`, `quá nửa`; as `2/3`, `80/100`, `>1/2`.

    Raises BadInput: `empty`, `too-long`, `control-character`, `not-a-share`.
    """
    value = typed(text, limit=40)
    folded = fold(value)
    if folded in _MAJORITY:
        return ">1/2"
    found = _FRACTION.fullmatch(folded) or _PERCENT.fullmatch(folded)
    if found is None:
        raise BadInput("not-a-share", value=value)
    part, whole = int(found[2]), int(found[3]) if found.re is _FRACTION else 100
    if not 0 < part <= whole or (found[1] and part == whole):
        raise BadInput("not-a-share", value=value)
    return f"{'>' if found[1] else ''}{part}/{whole}"


def parse_code(text: str) -> str:
    """Read a short code, a name for life: `[a-z0-9][a-z0-9-]{0,39}`; capitals become small.

    Raises BadInput: `empty`, `too-long`, `control-character`, `not-a-code` with a `suggestion`.
    """
    value = typed(text, limit=200)
    code = value.lower()
    if not _CODE.fullmatch(code):
        raise BadInput("not-a-code", value=value, suggestion=suggest_code(value))
    return code


_ONSET = re.compile("ngh?|nh|th|tr|ph|kh|ch|gi|gh|qu|[a-z0-9]")
"""The letters with which a Vietnamese syllable begins, two or three where they are one sound."""


class TakenCodes(set[str]):
    """Codes that are taken. Remembers up to which number, so that a long list is read once."""

    def __init__(self, codes: Iterable[str] = ()) -> None:
        super().__init__(codes)
        self.numbers: dict[str, int] = {}


def suggest_code(name: str, taken: Container[str] = ()) -> str:
    """Suggest a code for a name: initials, abbreviations whole, a number added while it is taken.

    `Văn phòng Đoàn ĐBQH tỉnh` gives `vpd-dbqh`, `Sở Tài chính` gives `stc`. Empty when the name has
    no Latin letter and no digit.
    """
    words = re.findall(r"[^\W_]+", nfc(name))
    parts = [""]
    for place, word in enumerate(words):
        letters = re.sub("[^a-z0-9]", "", fold(word))
        if place and word.lower() in _SMALL_WORDS:
            continue
        if len(word) > 1 and word.isupper():
            parts += [letters, ""]
        else:
            whole = len(words) == 1 or letters.isdigit()
            parts[-1] += letters if whole else letters[:1]
    code = "-".join(part for part in parts if part)[:36].rstrip("-")
    longer = _by_onsets(words) if code in taken else ""
    if len(longer) > len(code) and longer not in taken:
        return longer
    return _free(code, taken) if code else ""


def _by_onsets(words: list[str]) -> str:
    """Make a code of whole onsets: `sngv` for Sở Ngoại vụ, to differ from `snv` for Sở Nội vụ."""
    great = [w for at, w in enumerate(words) if not at or w.lower() not in _SMALL_WORDS]
    return "".join(onset[0] for word in map(fold, great) if (onset := _ONSET.match(word)))[:36]


def _free(code: str, taken: Container[str]) -> str:
    """Add the first number that makes the code a new one."""
    if code not in taken:
        return code
    numbers = taken.numbers if isinstance(taken, TakenCodes) else {}
    number = next(n for n in count(numbers.get(code, 2)) if f"{code}-{n}" not in taken)
    numbers[code] = number
    return f"{code}-{number}"
