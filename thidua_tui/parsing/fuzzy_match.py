"""Find an option by a few letters, everywhere: code, initials, a part of a name, an old name.

Marks that were typed must be there, missing ones are no matter; spaces do not count. The likeliest
comes first: the code or the whole name, then code and initials, then from the start of the name, of
a word, within code or initials, within a word; a former name after every name of today.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum

from msgspec import Struct

from events.text import find, fold, nfc
from thidua_tui.parsing.numbers_and_codes import suggest_code

LONGEST = 2_000
"""Letters of a query beyond which no name fits: a name has 300 at most, maybe with marks apart."""


class Option(Struct, frozen=True, kw_only=True):
    """Something to choose: its code, what it is called, and its secondary text.

    `former` are names that it had, or that those had whom it carries on.
    """

    code: str
    name: str
    short: str = ""
    also: str = ""
    former: tuple[str, ...] = ()


class Rank(IntEnum):
    """How well letters fit, the best first."""

    EXACT = 0
    ALIAS = 1  # code or initials, or the whole of a former name
    ALIAS_START = 2
    NAME_START = 3
    WORD_START = 4
    ALIAS_INSIDE = 5
    INSIDE = 6
    FORMER = 7


class Match(Struct, frozen=True, kw_only=True):
    """An option, how well it fits, which characters of its name are meant; or which old name."""

    option: Option
    rank: Rank
    lit: tuple[int, ...] = ()
    former: str = ""


def ranked(query: str, options: Iterable[Option]) -> list[Match]:
    """What the letters mean, the likeliest first; all for no letters. Among equals order stays."""
    if len(query) > LONGEST:
        return []
    found = (_match(query, option) for option in options)
    return sorted(filter(None, found), key=lambda match: match.rank)


def matches(query: str, options: Iterable[Option]) -> list[Option]:
    """The options alone, as `ranked` orders them."""
    return [match.option for match in ranked(query, options)]


def unique_match(query: str, options: Iterable[Option]) -> Option | None:
    """Return the option that the letters mean beyond doubt: the only match, or exact match."""
    if not query.strip():
        return None
    found = ranked(query, options)
    for least in (Rank.EXACT, Rank.ALIAS):
        exact = [match.option for match in found if match.rank <= least]
        if len(exact) == 1:
            return exact[0]
    return found[0].option if len(found) == 1 else None


def places(query: str, name: str) -> tuple[int, ...]:
    """Which characters of a name the letters mean: a part of it, or its initials."""
    letters, solid = "".join(query.split()), [at for at, c in enumerate(name) if not c.isspace()]
    if not letters:
        return ()
    if where := find(letters, "".join(name[at] for at in solid)):
        return tuple(solid[where[0] : where[1]])
    return _initials(_bare(letters), name)


def _match(query: str, option: Option) -> Match | None:
    letters = "".join(query.split())
    if not letters:
        return Match(option=option, rank=Rank.EXACT)
    name = nfc(option.name)
    if (rank := min(_fits(query.strip(), letters, option), default=None)) is not None:
        return Match(option=option, rank=rank, lit=places(letters, name))
    for former in option.former:
        if (at := _at(letters, former)) is not None or _named(letters, suggest_code(former)):
            whole = at is not None and len(letters) == len("".join(former.split()))
            return Match(option=option, rank=Rank.ALIAS if whole else Rank.FORMER, former=former)
    return None


def _fits(query: str, letters: str, option: Option) -> Iterator[Rank]:
    """In which ways the letters fit, by the names of today."""
    if letters == option.code or query in (option.name, option.short):
        yield Rank.EXACT
    bare = _bare(letters)
    aliases = {_bare(option.code), _bare(suggest_code(option.name))}
    if bare in aliases:
        yield Rank.ALIAS
    elif any(alias.startswith(bare) for alias in aliases):
        yield Rank.ALIAS_START
    elif any(bare in alias for alias in aliases):
        yield Rank.ALIAS_INSIDE
    for text in filter(None, (option.name, option.short)):
        if (rank := _at(letters, text)) is not None:
            yield rank


def _named(letters: str, alias: str) -> bool:
    """Whether the letters are a former name's initials."""
    return bool(alias) and _bare(letters) == _bare(alias)


def _at(letters: str, text: str) -> Rank | None:
    """At the start of the text, of a word, or within one; None when the letters are not there."""
    if not (found := find(letters, "".join(text.split()))):
        return None
    starts, length = {0}, 0
    for word in text.split():
        length += len(word)
        starts.add(length)
    if found[0] == 0:
        return Rank.NAME_START
    return Rank.WORD_START if found[0] in starts else Rank.INSIDE


def _initials(bare: str, name: str) -> tuple[int, ...]:
    """Match the letters to the initials of consecutive words; an abbreviation as a whole."""
    lit: list[int] = []
    rest = bare
    for word in re.finditer(r"[^\W_]+", name):
        wanted = len(word[0]) if word[0].isupper() else 1
        letters = fold(word[0])[:wanted]
        same = next((n for n in range(wanted, 0, -1) if rest.startswith(letters[:n])), 0)
        lit += range(word.start(), word.start() + same)
        rest = rest[same:]
    return () if rest else tuple(lit)


def _bare(text: str) -> str:
    return fold(text).replace("-", "").replace("/", "")
