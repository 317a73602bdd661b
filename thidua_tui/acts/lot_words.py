"""The words of a lot, as they are typed: a line for each party."""

from __future__ import annotations

from collections.abc import Iterable

from events.errors import BadInput, refuse
from events.text import plain
from events.tie_events import LotWord


def lot_words(raw: str) -> tuple[LotWord, ...]:
    """Return the words of a lot, from a line for each party: `party: word`.

    Args:
        raw: What was typed; a semicolon ends a line, too.

    Raises:
        BadInput: `lot-line`.
    """
    found = []
    lines = [part for row in raw.split("\n") for part in row.split(";")]
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        party, colon, word = text.partition(":")
        if not (colon and party.strip() and word.strip()):
            raise BadInput("lot-line", value=plain(text.strip()), line=number)
        found.append(LotWord(party=party.strip(), word=word.strip()))
    return tuple(found)


def words_of(given: Iterable[LotWord]) -> dict[str, str]:
    """Return party -> its word.

    Args:
        given: The words of the parties.

    Raises:
        Refused: `lot-word-twice`.
    """
    spoken: dict[str, str] = {}
    for one in given:
        refuse(one.party in spoken, "lot-word-twice", party=one.party)
        spoken[one.party] = one.word
    return spoken
