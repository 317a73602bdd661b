"""Names over days: on each day a name is that of one living unit, or of one cluster of a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from events.collation import bare, looks_same
from events.command import LATER, History
from events.date_spans import Breach
from events.errors import refuse
from events.event import Entry, Event, declares
from events.lookalikes import misspelt

_DAY = timedelta(days=1)


class Named(Struct, frozen=True):
    """A name that a unit or a cluster bore from a day until a day.

    Attributes:
        kind: `unit` or `cluster`.
        code: The code of the thing.
        name: The name as recorded.
        place: The place that distinguishes clusters of one name; empty for units.
        since: The first day; None where it is unknown.
        until: The first day on which it is borne no more.
        position: The position of the entry that gave the name.
    """

    kind: str
    code: str
    name: str
    place: str
    since: date | None
    until: date
    position: int

    @property
    def certain(self) -> tuple[date, date]:
        """The days on which it surely bore the name: at least the last, where none is known."""
        return self.since or self.until - _DAY, self.until

    @property
    def letters(self) -> tuple[str, ...]:
        """What is equal of names that differ in marks, case, spaces and look-alikes alone."""
        return (self.kind, bare(self.name), bare(self.place))

    def alike(self, other: Named) -> bool:
        """Return whether the names look the same; those of clusters may differ in marks."""
        return self.kind == "cluster" or looks_same(self.name, other.name)

    def taken(self, other: Named) -> str:
        """Return the code of the refusal of the name on the same day."""
        if self.kind == "cluster":
            return "cluster-name-taken"
        return "name-taken" if self.name == other.name else "name-looks-taken"

    def meets(self, other: Named) -> date | None:
        """Return the first day on which both surely bore their names, or None."""
        first = max(self.certain[0], other.certain[0])
        return first if first < min(self.certain[1], other.certain[1]) else None


def namesakes(entries: Iterable[Entry]) -> Iterator[Breach]:
    """Yield units, or clusters of the same place, that bear one name on the same day."""
    for known, later, day in twins(entries):
        if later.alike(known):
            name = known.name if known.kind == "cluster" else later.name
            facts = {"name": name, known.kind: known.code, "on": day}
            key = f"name:{known.kind}:{known.code}={later.code}"
            yield Breach(position=later.position, law=later.taken(known), key=key, facts=facts)


def free_name(history: History, fact: Event, *, distinct: bool) -> None:
    """Refuse a name that a living unit bears, up to look-alikes, marks, case and spaces.

    Two communes may differ in one mark ("Tân Hòa", "Tân Hóa"). A name in which no difference is
    seen (a Cyrillic а) is another's all the same. A new name may also say more about the days of
    the old name.

    Args:
        history: The history of the decision, with every name of the registry.
        fact: The event that gives the name.
        distinct: Whether a name that differs in marks, case or spaces alone is meant.

    Raises:
        Refused: `name-taken`, `name-taken-misspelt`, `name-looks-taken`, `name-twin`.
    """
    for known, new, day in twins(history.followed_by(fact).entries):
        if new.position == LATER:
            facts = {"name": new.name, known.kind: known.code, "other": known.name, "on": day}
            _misspelt(known, new)
            refuse(new.alike(known), new.taken(known), **facts)
            refuse(not distinct, "name-twin", **facts)


def _misspelt(known: Named, new: Named) -> None:
    """Refuse with the wrong letter, if it is in the name recorded before and not in the new name.

    Raises:
        Refused: `name-taken-misspelt`.
    """
    wrong = misspelt(known.name)
    if wrong and known.kind == "unit" and known.name != new.name and new.alike(known):
        facts = {"name": new.name, "unit": known.code, "unicode": f"U+{ord(wrong):04X}"}
        refuse(True, "name-taken-misspelt", char=wrong, **facts)


def twins(entries: Iterable[Entry]) -> Iterator[tuple[Named, Named, date]]:
    """Yield names that differ in marks, case or spaces at most and are borne on the same day.

    Yields:
        The name typed first, the name typed later, and the first day on which both are borne.
    """
    alike: dict[tuple[str, ...], list[Named]] = {}
    for name in sorted(_borne(entries), key=lambda name: name.position):
        known = alike.setdefault(name.letters, [])
        for other in known:
            if other.code != name.code and (day := name.meets(other)):
                yield other, name, day
        known.append(name)


def _borne(entries: Iterable[Entry]) -> Iterator[Named]:
    """Yield every name with the days of its use, which follow from days, not from typing."""
    called: dict[tuple[str, str], list[tuple[date | None, str, int]]] = {}
    over: dict[tuple[str, str], date] = {}
    places: dict[tuple[str, str], str] = {}
    for entry in entries:
        if not declares(type(entry.event), "naming", "ends"):
            continue
        on: date | None = getattr(entry.event, "on", None)
        for kind, code, name, place in entry.event.naming():
            called.setdefault((kind, code), []).append((on, name, entry.position))
            places.setdefault((kind, code), place)
        over |= {(kind, code): day for kind, code, day in entry.event.ends() if day}
    for (kind, code), names in called.items():
        names.sort(key=lambda named: named[0] or date.min)
        end = over.get((kind, code), date.max)
        for (since, name, position), after in zip(names, [*names[1:], None], strict=True):
            until = min(after[0] or end, end) if after else end
            if since is None or since < until:
                place = places[kind, code]
                yield Named(kind, code, name, place, since, until, position)
