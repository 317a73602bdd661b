"""How a line is scored, as a cell of a table says it: `có/không`, `trừ 2`, `thưởng 5 tối đa 20`.

Bands are pairs of a bound and its points: `trễ 0:40 3:30 7:15`, `tỷ lệ >95:1,5 75:1`. What a cell
cannot say is an inline table of TOML: `{ kind = "leader-relative", zero_target = "full" }`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from decimal import Decimal

import msgspec

from events.errors import BadInput
from events.score_book.book_check import ADDING
from events.score_book.book_toml import nulls
from events.score_book.leaf_kinds import (
    Bonus,
    CountPoints,
    DaysLate,
    Deduction,
    Direct,
    FormalDuty,
    LateBand,
    LeaderRelative,
    Leaf,
    Proportional,
    RateBand,
    RateBands,
    YesNo,
)
from events.text import fold, nfc, plain
from thidua_tui.parsing.numbers_and_codes import parse_points

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_PAIR = re.compile(r"(>?)\s*([0-9.,]+)\s*%?\s*:\s*([0-9.,]+)")
_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("truc tiep", "cham diem", "cham truc tiep", "direct"), "direct"),
    (("co/khong", "co khong", "co / khong", "yes-no", "yes/no"), "yes-no"),
    (("theo ty le thuc hien", "ty le thuc hien", "proportional"), "proportional"),
    (("so voi don vi dan dau", "don vi dan dau", "leader-relative"), "leader-relative"),
    (("so voi don vi dat cao nhat", "so voi cao nhat"), "leader-relative"),
    (("khong phat dong", "launch"), "launch"),
    (("khong ky", "khong ky giao uoc", "sign"), "sign"),
    (("khong dang ky", "register"), "register"),
    (("khong bao cao", "report"), "report"),
    (("khong tu cham", "self-score"), "self-score"),
    (("thuong", "cong", "bonus"), "bonus"),
    (("tru", "deduction"), "deduction"),
    (("moi", "so luong", "count"), "count"),
    (("tre", "tre han", "days-late"), "days-late"),
    (("ty le", "rate-bands"), "rate-bands"),
)
"""Words that people type, folded -> the kind, or the duty that takes points."""
_DUTIES = ("launch", "sign", "register", "report", "self-score")


def parse_kind(text: str) -> tuple[Leaf, bool]:
    """Read how a line is scored; nothing is read as points given directly.

    Returns:
        The kind, and whether its line adds or takes and so has no maximum.

    Raises:
        BadInput: `unknown-kind` with the `value`.
    """
    kind = _of_toml(text) if text.lstrip().startswith("{") else _of_words(text)
    return kind, isinstance(kind, ADDING)


def _of_toml(text: str) -> Leaf:
    try:
        data = tomllib.loads(f"kind = {nfc(text)}", parse_float=Decimal)
        kind: Leaf = msgspec.convert(nulls(data["kind"]), Leaf)
    except (ValueError, ArithmeticError, RecursionError, msgspec.ValidationError) as error:
        raise BadInput("unknown-kind", value=plain(text)) from error
    return kind


def _of_words(text: str) -> Leaf:
    if not text.strip():
        return Direct()
    folded = fold(nfc(text)).strip(" .")
    kind = _kind(folded)
    numbers = [parse_points(found) for found in _NUMBER.findall(folded)]
    pairs = _PAIR.findall(folded)
    if kind in MAKERS and (made := MAKERS[kind](numbers, pairs)):
        return made
    if kind in _DUTIES and len(numbers) == 1:
        return FormalDuty(duty=kind, points=numbers[0])  # type: ignore[arg-type]  # one of _DUTIES
    raise BadInput("unknown-kind", value=plain(text))


def _kind(folded: str) -> str:
    """Return the kind that the longest of the known words at the head of a cell names."""
    head = re.match(r"[^0-9:>]*", folded)
    words = head[0].strip(" :>,.") if head else folded
    known = {word: kind for several, kind in _WORDS for word in several}
    return next((known[w] for w in sorted(known, key=len, reverse=True) if words == w), "")


Numbers = list[Decimal]
Pairs = list[tuple[str, str, str]]


def _late(_numbers: Numbers, pairs: Pairs) -> Leaf | None:
    bands = tuple(
        LateBand(days=int(days), points=parse_points(points))
        for _, days, points in pairs
        if days.isdecimal()
    )
    return DaysLate(bands=bands) if bands and len(bands) == len(pairs) else None


def _rates(_numbers: Numbers, pairs: Pairs) -> Leaf | None:
    bands = tuple(
        RateBand(above=parse_points(rate), points=parse_points(points))
        if above
        else RateBand(at_least=parse_points(rate), points=parse_points(points))
        for above, rate, points in pairs
    )
    return RateBands(bands=bands) if bands else None


MAKERS: dict[str, Callable[[Numbers, Pairs], Leaf | None]] = {
    "direct": lambda n, _: None if n else Direct(),
    "yes-no": lambda n, _: None if n else YesNo(),
    "proportional": lambda n, _: None if n else Proportional(),
    "leader-relative": lambda n, _: None if n else LeaderRelative(),
    "bonus": lambda n, _: (
        Bonus(each=n[0], cap=n[1] if len(n) > 1 else None) if len(n) in (1, 2) else None
    ),
    "deduction": lambda n, _: Deduction(each=n[0]) if len(n) == 1 else None,
    "count": lambda n, _: CountPoints(each=n[0]) if len(n) == 1 else None,
    "days-late": _late,
    "rate-bands": _rates,
}
"""Kind -> what makes it of the numbers and pairs of a cell; None where they do not fit."""
