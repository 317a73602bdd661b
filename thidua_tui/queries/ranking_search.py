"""Find a ranking by its fingerprint: now, or at an earlier position of the ledger.

Every state of a year is tried: first those after whole acts, which pages show, the latest first;
then those within an act, which only `--known-at` shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from events.corrections import EntriesRetracted
from events.errors import BadInput
from events.event import Entry, Event
from events.text import plain
from events.units import ENDING
from thidua_tui.formatting.sentences.short_names import ShortNames
from thidua_tui.i18n.messages import Words, journal_sentence
from views.names import Names
from views.projection import fold, project
from views.ranked_year import RankedYear
from views.standings import Standings

if TYPE_CHECKING:
    from events.store.ledger import Ledger

DIGITS = 12
SHOWN = 10
"""How many entries since then are listed."""
_NOT_HEX = re.compile(r"[\s\-–.:]+")


class Found(NamedTuple):
    """A ranking with that fingerprint.

    Attributes:
        cluster: The code of the cluster.
        year: The year.
        then: The ranking that has the fingerprint.
        now: The present ranking of that year.
        names: The present names.
        since: The entries about the ranking that were recorded after it.
    """

    cluster: str
    year: int
    then: RankedYear
    now: RankedYear
    names: Names
    since: Sequence[Entry]


def parse_fingerprint(raw: str) -> str:
    """Return a fingerprint as it is printed: twelve digits in groups of four.

    Args:
        raw: What was typed, with or without separators.

    Raises:
        BadInput: `not-a-fingerprint`.
    """
    digits = _NOT_HEX.sub("", raw).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", digits):
        raise BadInput("not-a-fingerprint", value=plain(raw))
    return "-".join(digits[at : at + 4] for at in range(0, DIGITS, 4))


def find_ranking(ledger: Ledger, code: str, cluster: str | None = None) -> Found:
    """Return the ranking with a fingerprint.

    Args:
        ledger: The ledger to read.
        code: The fingerprint, as `parse_fingerprint` returns it.
        cluster: The code of the only cluster to search; None for all.

    Raises:
        BadInput: `no-such-ranking`.
    """
    present = project(Standings(cluster), ledger)
    years = [key for key in present.keys() if present.ranked(*key).fingerprint]  # noqa: SIM118 - a view is no mapping
    for key in years:
        if present.ranked(*key).fingerprint == code:
            now = present.ranked(*key)
            return Found(*key, now, now, present.names, ())
    for key in reversed(present.keys()):
        if found := _earlier(ledger, code, key, present):
            return found
    raise BadInput("no-such-ranking", value=code)


def _earlier(ledger: Ledger, code: str, key: tuple[str, int], present: Standings) -> Found | None:
    """Look through the states of a year after each act, the latest first."""
    typed = list(ledger.read(*Standings(*key).scopes()))
    kinds: tuple[type[Event], ...] = (*Standings.kinds, *ENDING, EntriesRetracted)
    ends = [at for at, entry in enumerate(typed, 1) if isinstance(entry.event, kinds)]
    acts = [entry.act for entry in typed] + [""]
    ends.sort(key=lambda at: (acts[at] != acts[at - 1], at))
    for end in reversed(ends):
        view = Standings(*key)
        fold((view,), typed[:end])
        then = view.ranked(*key)
        if then.fingerprint == code:
            since = [entry for entry in typed[end:] if isinstance(entry.event, kinds)]
            return Found(*key, then, present.ranked(*key), present.names, since)
    return None


def found_lines(found: Found, words: Words) -> Iterator[str]:
    """Yield what was found, and whether the ledger still gives it, or what changed.

    Args:
        found: The ranking with the fingerprint.
        words: The messages of the language to use.
    """
    then, now, year = found.then, found.now, found.year
    yield words(
        "rankings.find.here",
        code=then.fingerprint,
        year=str(year),
        name=found.names.cluster(found.cluster, year),
        basis=words(f"rankings.basis.{then.result.basis if then.result else 'provisional'}"),
        position=then.position,
    )
    order = (
        f"{place}. {plain(found.names.short(unit, year))}" for unit, place in then.places.items()
    )
    yield "; ".join(order)
    if then.fingerprint == now.fingerprint:
        yield words("rankings.find.still")
        return
    state = "changed" if now.fingerprint else "gone"
    yield words(f"rankings.find.{state}", code=now.fingerprint or None)
    changes = "; ".join(_changes(found, words))
    yield (
        words("rankings.find.changes", changes=changes) if changes else words("rankings.find.alike")
    )
    names = ShortNames(found.names)
    shown = found.since[-SHOWN:]
    if shown:
        yield words("rankings.find.since")
    for entry in shown:
        sentence = journal_sentence(entry, words, names)
        yield words("rankings.find.entry", position=entry.position, sentence=sentence)


def _changes(found: Found, words: Words) -> Iterator[str]:
    then, now = found.then, found.now
    for unit in dict.fromkeys((*then.places, *now.places)):
        before, after = then.places.get(unit), now.places.get(unit)
        was, is_ = then.sums.get(unit), now.sums.get(unit)
        if (before, was) == (after, is_):
            continue
        moved = was != is_
        yield words(
            "rankings.find.unit",
            name=plain(found.names.short(unit, found.year)),
            before=str(before or "—"),
            after=str(after or "—"),
            was=(words.number(was) if was is not None else "—") if moved else None,
            **{"is": (words.number(is_) if is_ is not None else "—") if moved else None},
        )
