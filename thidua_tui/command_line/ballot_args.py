"""The numbers of a ballot in a line: candidates with their votes, papers issued and returned.

`stc 5 snv 2` are candidates where there are several, `phát ra 7 thu về 7` papers; what follows
`lần 2` belongs to the second ballot.
"""

from __future__ import annotations

import re

from events.text import fold
from thidua_tui.acts.ballot_reading import NUMBERS, SECOND, VOTERS
from thidua_tui.acts.fields import Field
from thidua_tui.command_line import value_args
from thidua_tui.command_line.line_state import LineState
from thidua_tui.i18n.catalogue import Catalogue
from thidua_tui.platform.settings import LANGUAGES

_NUMBER = re.compile(r"\d{1,4}")
_SHARE = re.compile(r"\d{1,5}/\d{1,5}")
LONGEST = 4
"""The most words of what a number of a ballot is called."""


def taken(of: LineState, at: int) -> int:
    """Give the words that begin here to the fields of a ballot; returns how many, else 0."""
    if of.act.vote is None:
        return 0
    words = [fold(word) for word in of.words(at)]
    for count in range(min(LONGEST, len(words)), 0, -1):
        name = _CALLED.get(" ".join(words[:count]))
        if name == "second":
            of.second_ballot = True
            return count
        if name and count < len(words) and _NUMBER.fullmatch(words[count]):
            return _put(of, name, words[count]) and count + 1
    if of.second_ballot and words and _SHARE.fullmatch(words[0]) and _put(of, "votes", words[0]):
        return 1
    return _candidate(of, at)


def _put(of: LineState, name: str, raw: str) -> int:
    field = _field(of, name)
    if field is None or of.values.get(field.name):
        return 0
    of.put(field, raw)
    return 1


def _field(of: LineState, name: str) -> Field | None:
    """Return the field of the first ballot, or of the second once that is named."""
    return of.fields.get(f"{name}{SECOND if of.second_ballot else ''}")


def _candidate(of: LineState, at: int) -> int:
    """Take a candidate and its votes, where the line has several, or the papers of a ballot."""
    field = _field(of, "candidates")
    if field is None:
        return 0
    found = _pair(of, field, at)
    if found is None:
        return 0
    code, votes, count = found
    given = of.values.get(field.name, "")
    if not (given or of.second_ballot or of.values.get("issued") or _pair(of, field, at + count)):
        return 0
    of.put(field, f"{given}; {code} {votes}" if given else f"{code} {votes}")
    return count


def _pair(of: LineState, field: Field, at: int) -> tuple[str, str, int] | None:
    """Return code, votes and number of words of a candidate that is named here, or None."""
    if at >= len(of.tokens):
        return None
    named = value_args.name_at(of, field, at)
    words = of.words(at)
    if named is None or named.vague or named.count >= len(words):
        return None
    votes = words[named.count]
    return (named.raw, votes, named.count + 1) if _NUMBER.fullmatch(votes) else None


def _called() -> dict[str, str]:
    """Return what the numbers of a ballot are called, in all languages, without marks."""
    names = (*NUMBERS, *VOTERS, "seats", "second")
    return {
        fold(word): name
        for lang in LANGUAGES
        for name in names
        for word in (Catalogue(lang).find(f"ballots.line.{name}") or "").split("; ")
        if word
    }


_CALLED = _called()
