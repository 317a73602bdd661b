"""Compare, search and sort Vietnamese text; no collation library has a wheel for every platform.

Two facts rule this module: `đ` does not decompose, so folding must map it itself; and the marks of
ă â ê ô ơ ư make other letters, while the five tones only differ after everything else is equal.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TypeAlias

from events.canonical_letters import composed
from events.lookalikes import seen

SortKey: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]
_Letters: TypeAlias = list[tuple[str, str]]

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_STROKE = "\u0335"  # replaces the bar of đ, which Unicode does not take apart
# The order of ICU's `vi`: spaces, punctuation, signs, digits, letters.
_ORDER = " _-–—,;:!?.…'‘’\"“”()[]{}§@*/\\&#%`^°+×<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {char: rank for rank, char in enumerate(_ORDER)}
# `hoà` and `hòa` are one word in two schools of spelling: here the second vowel carries the tone.
_SETTLED = {
    unicodedata.normalize("NFC", a + tone) + b: unicodedata.normalize("NFC", a + b + tone)
    for a, b in (("o", "a"), ("o", "e"), ("u", "y"))
    for tone in _TONES
}


@lru_cache(maxsize=4096)
def _split(char: str) -> tuple[str, str]:
    """Take one composed character apart: (caseless base letter, its marks)."""
    if char in "đĐ":
        return "d", _STROKE
    taken = unicodedata.normalize("NFD", char)
    base, marks = taken[0], taken[1:]
    if not all(map(unicodedata.combining, marks)):
        base, marks = char, ""  # Hangul: its parts are letters, not marks
    small = base.casefold()
    return (small if len(small) == 1 else base), marks


def _letters(text: str) -> _Letters:
    """Split text into letters; a mark that composes with nothing joins the letter before it."""
    out: _Letters = []
    for char in composed(text):
        if out and unicodedata.combining(char):
            out[-1] = (out[-1][0], out[-1][1] + char)
        else:
            out.append(_split(char))
    return out


def fold(text: str) -> str:
    """Return text without case and marks, `đ` as `d`.

    Where every mark composes (all Vietnamese), the length is that of the composed text, so that a
    position found in one holds in the other.
    """
    return "".join(base for base, _ in _letters(text))


def same_name(a: str, b: str) -> bool:
    """Return whether two names are twins: equal but for marks, case, spaces and look-alikes.

    Args:
        a: A name.
        b: Another name.
    """
    return bare(a) == bare(b)


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """Return a name without marks, case, spaces and look-alikes: that of its twins, too."""
    return "".join(fold(seen(name)).split())


def looks_same(a: str, b: str) -> bool:
    """Return whether two names look the same: `Sở` with a Cyrillic Ѕ looks like `Sở`.

    Args:
        a: A name.
        b: Another name.
    """
    return seen(a) == seen(b)


def spelt(text: str) -> str:
    """Fold case, and put the tone of oa, oe, uy on the second vowel; the length stays.

    Args:
        text: Composed text.
    """
    text = "".join(c.casefold() if len(c.casefold()) == 1 else c for c in text)
    for old, new in _SETTLED.items():
        text = text.replace(old, new)
    return text


def find(query: str, text: str) -> tuple[int, int] | None:
    """Return where `query` occurs in the composed `text`, or None.

    Marks typed must count, missing marks must not: `so` finds `Sở`, `sô` does not; `hòa` finds
    `hoà`. Case does not count.

    Args:
        query: What was typed; its outer spaces do not count. An empty query is found at (0, 0).
        text: The text to search.

    Returns:
        Start and end in characters of the composed text, from 0, the end not included.
    """
    query, text = composed(query.strip()), composed(text)
    # As typed first: half a word (`hò` of `hòa`) has no second vowel yet.
    return _find(_letters(query), _letters(text)) or _find(
        _letters(spelt(query)), _letters(spelt(text))
    )


def _find(want: _Letters, have: _Letters) -> tuple[int, int] | None:
    """Find letters in letters: the same base, and no mark wanted that is not there."""
    for start in range(len(have) - len(want) + 1):
        pairs = zip(want, have[start : start + len(want)], strict=True)
        if all(w == h and set(marks) <= set(held) for (w, marks), (h, held) in pairs):
            return start, start + len(want)
    return None


def matches(query: str, text: str) -> bool:
    """Return whether `query` occurs in `text`; see `find`.

    Args:
        query: What was typed.
        text: The text to search.
    """
    return find(query, text) is not None


@lru_cache(maxsize=4096)
def _weights(char: str) -> tuple[int, int, int]:
    """Rank one composed character: (letter, tone or foreign mark, case)."""
    taken = unicodedata.normalize("NFD", char)
    letter = unicodedata.normalize("NFC", "".join(c for c in taken if c not in _TONES))
    small = letter.lower()
    upper = int(letter != small)
    if small in _RANK:
        return _RANK[small], sum(_TONES.get(mark, 0) for mark in taken), upper
    # A letter of another language sorts with its base; what is not Latin comes last.
    bare = _split(char)[0]
    return _RANK.get(bare, len(_ORDER) + ord(bare)), 10 + sum(map(ord, taken[1:])), upper


def sort_key(text: str) -> SortKey:
    """Return the key of the Vietnamese alphabet: letters, then tones, then case, as ICU's `vi`.

    Tones go ngang huyền hỏi ngã sắc nặng. Digits come before letters, one by one: `10` before `9`.
    """
    text = composed(text)
    weights = [_weights(char) for char in text]
    ranks, tones, cases = zip(*weights, strict=True) if weights else ((), (), ())
    return tuple(ranks), tuple(tones), tuple(cases), text
