"""What no version of this program records: forged entries, or those of another program.

Each law here held from the first version on, so that no honest ledger breaks it: `verify` and the
import refuse. What an older version recorded, and today's would not, is in `events.notices`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import astuple

from events.corrections import EntriesRetracted
from events.errors import Refused, UnreadableLedger
from events.event import Entry
from events.text import EDGES, strange
from events.vote_papers import sums
from events.voting import plausible

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The earliest time that the clock of a machine can show."""
UNCLEAN = {
    "hidden": "text-hidden-character",
    "loose": "text-loose-space",
    "apart": "text-not-composed",
}
"""What is wrong with a text, and the code of the flaw."""
NOTED = 100_000
"""So many texts are noted as fine: codes, names and remarks recur in most entries."""
FLAT: frozenset[type] = frozenset({str, int, bool, Decimal, date, type(None)})
"""The types of values that hold no text besides themselves."""
SHOWN = 80
"""Characters of a wrong text that are shown."""


def impossible(typed: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """Yield what no version of this program records, in no particular order."""
    typed = [*typed]
    return (flaw for law in (acts, instants, texts, counts, retracted) for flaw in law(typed))


def acts(typed: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """The entries of an act follow each other, and share their time, author, reason and source."""
    first: dict[str, Entry] = {}
    before = ""
    for entry in typed:
        if not entry.act:
            yield UnreadableLedger("act-missing", position=entry.position)
            continue
        known = first.setdefault(entry.act, entry)
        if known is entry:
            before = entry.act
            continue
        facts = {"position": entry.position, "of": known.position}
        if before != entry.act:
            yield UnreadableLedger("act-apart", **facts)
        elif _circumstances(known) != _circumstances(entry):
            yield UnreadableLedger("act-mixed", **facts)
        before = entry.act


def _circumstances(entry: Entry) -> tuple[object, ...]:
    return (entry.at, entry.by, entry.reason, entry.source, entry.meeting, entry.item)


def instants(typed: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """An entry is of a time that a clock can show; which clock was wrong, `notices` says."""
    for entry in typed:
        if entry.at < EPOCH:
            yield UnreadableLedger("instant-impossible", position=entry.position)


def texts(typed: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """Each text is as the ledger's door leaves it: composed, visible, without space at its ends."""
    fine: set[object] = set()
    for entry in typed:
        if _seen_fine(entry, fine):
            continue
        for text in _texts(entry):
            if fault := _fault(text):
                facts = {"position": entry.position, "value": text[:SHOWN]}
                yield UnreadableLedger(UNCLEAN[fault], **facts)
                break


def _seen_fine(entry: Entry, fine: set[object]) -> bool:
    """Return whether all texts of an entry are fine; those that are likely to recur are noted.

    Args:
        entry: The entry.
        fine: The texts that were found fine before, and other values; more are added.
    """
    values = (entry.by, entry.reason, entry.meeting, entry.source.title, *astuple(entry.event))
    if not (entry.act.isascii() and entry.act.isalnum() and FLAT.issuperset(map(type, values))):
        return False
    if fine.issuperset(values):
        return True
    if any(_fault(value) for value in values if type(value) is str):
        return False
    if len(fine) < NOTED:
        fine.update(values)
    return True


def _texts(entry: Entry) -> Iterator[str]:
    yield from (entry.by, entry.act, entry.reason, entry.meeting, entry.source.title)
    yield from _within(entry.event)


def _within(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _within(inner)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from _within(getattr(value, field))


def _fault(text: str) -> str:
    """Return what is wrong with a text, empty for nothing; nearly all texts are plain codes."""
    if text.isascii() and text.isprintable():
        return "loose" if text != text.strip() else ""
    return _fault_of_letters(text)


@lru_cache(maxsize=10_000)
def _fault_of_letters(text: str) -> str:
    """As `_fault`. A letter that this version of Unicode does not know may be known to a later."""
    unknown = {char for char in text if unicodedata.category(char) == "Cn"}
    if any(strange(char) and char != "\n" for char in {*text} - unknown):
        return "hidden"
    if text != text.strip(EDGES):
        return "loose"
    composed = unknown or unicodedata.is_normalized("NFC", text)
    return "" if composed else "apart"


def counts(typed: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """No count is above its total, and only a vote has a count."""
    for entry in typed:
        if votes := getattr(entry.event, "votes", None):
            try:
                plausible(votes, getattr(entry.event, "method", "not-recorded"))
            except Refused as why:
                yield UnreadableLedger("count-impossible", position=entry.position, why=why)
        if course := getattr(entry.event, "course", None):
            for against in sums(course):
                yield UnreadableLedger("count-impossible", position=entry.position, why=against)
                break


def retracted(typed: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """A retraction names entries and gives a reason, and has the place of the first of them."""
    places: dict[int, int] = {}
    taken_over: dict[str, int] = {}
    for entry in typed:
        event, here = entry.event, entry.position
        places[here] = taken_over.get(entry.act, here)
        if not isinstance(event, EntriesRetracted):
            continue
        taken_over[entry.act] = event.place
        if not event.positions:
            yield UnreadableLedger("retraction-empty", position=here)
        if not entry.reason:
            yield UnreadableLedger("retraction-without-reason", position=here)
        known = [places[of] for of in event.positions if of in places]
        if known and event.place != min(known):
            facts = {"position": here, "place": event.place, "expected": min(known)}
            yield UnreadableLedger("retraction-misplaced", **facts)
