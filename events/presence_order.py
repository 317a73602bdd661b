"""The order of coming and leaving: no unit is at a meeting twice at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from events.date_spans import Breach
from events.event import Entry, declares


def overlapping(entries: Iterable[Entry]) -> Iterator[Breach]:
    """Yield each time of coming or leaving before the last known time of the same unit.

    Whether a unit may come or leave at all is a matter of claims: who comes although present is
    passed over here.

    Args:
        entries: The entries in force, ordered by place.
    """
    present: set[str] = set()
    last: dict[str, str] = {}
    for entry in entries:
        if not declares(type(entry.event), "attending"):
            continue
        for key, comes, at in entry.event.attending():
            if comes == (key in present):
                continue
            (present.add if comes else present.discard)(key)
            before = last.get(key, "")
            if at and at < before:
                yield _overlap(entry, key, at=at, before=before)
            last[key] = at or before


def _overlap(entry: Entry, key: str, **facts: object) -> Breach:
    unit = key.rpartition("/")[2]
    more = {"unit": unit, **facts}
    return Breach(position=entry.position, law="presence-overlaps", key=key, facts=more)
