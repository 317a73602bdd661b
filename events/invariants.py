"""What must hold over any stretch of the ledger, whatever acts led there and in whatever order.

Decisions refuse with the reason of their rule; these laws are the net under them. They say which
facts may not be taken back because others depend on them, and in which order of days facts about
the same thing happened. Decisions, retractions, corrections and `thidua verify` ask here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from events.award_order import is_step, misordered
from events.command import LATER, History
from events.date_spans import Breach
from events.errors import Refused
from events.event import Entry, Event, declares
from events.lifetimes import lifeless
from events.membership_invariants import misplaced
from events.presence_order import overlapping
from events.unique_names import namesakes

__all__ = ["Breach", "breaches", "days_broken", "refusal", "uphold"]

FREED = ("award-held:", "following:")
"""The kinds of keys whose beginnings a fact may need to be free, as `needs_free` names them."""
ORDERED = {"leader", "office", "deputy", "seat", "result", "nominations-closed"}
ORDERED |= {"compact", "award", "decision", "granted", "handed-over"}
ORDERED |= {"sheet", "sheet-verified", "sheet-approved"}
"""The kinds of claims whose facts are in the order of their days."""
HELD = {"leader": "head-in-office", "office": "role-held-then", "deputy": "rank-taken"}
HELD |= {"seat": "in-another-cluster"}
"""Kind of claim -> why it cannot be claimed on a day on which another fact held it."""
TOO_EARLY = {
    "officer-stood-down": "ended-before-given",
    "unit-left": "left-before-joined",
    "result-adopted": "adopted-before-withdrawn",
    "result-withdrawn": "withdrawn-before-adopted",
    "compact-joined": "signed-too-early",
    "award-nominated": "nominated-before-result",
    "nomination-withdrawn": "withdrawn-before-nominated",
    "award-granted": "decided-before-nominated",
    "award-denied": "decided-before-nominated",
    "award-presented": "presented-before-decided",
    "award-annulled": "annulled-before-decided",
    "sheet-submitted": "sheet-too-early",
    "sheet-returned": "sheet-too-early",
    "sheet-verified": "sheet-too-early",
    "sheet-approved": "sheet-too-early",
}
"""Stored name -> why it cannot be of a day before the facts that it follows."""
AFTER = {("award-nominated", "award"): "nominated-before-closed"}
AFTER |= {("award-nominated", "decision"): "nominated-before-closed"}
AFTER |= {("award-annulled", "handed-over"): "annulled-before-presented"}
AFTER |= {("result-withdrawn", "nominations-closed"): "withdrawn-before-closed"}
"""The same, where another sentence fits a claim of that kind."""


def breaches(entries: Iterable[Entry]) -> list[Breach]:
    """Return every breach of claims and dependencies, in the order of the entries.

    A claim is held by one fact until another releases it; what a fact depends on is held when it
    happens.
    """
    held = _Held()
    found: list[Breach] = []
    for entry in entries:
        event = entry.event
        claimed, needed = (*event.claims(),), (*event.depends_on(),)
        if not held.issuperset(needed):
            missing = [key for key in needed if key not in held]
            found += [_breach(entry, "stands-on-nothing", key) for key in missing]
        if _only_claims(type(event)):
            if not held.isdisjoint(claimed):
                twice = [key for key in claimed if key in held]
                found += [_breach(entry, "claimed-twice", key) for key in twice]
            held.hold(claimed)
            continue
        found += [
            _breach(entry, "stands-on-nothing", _freed(free))
            for free in event.needs_free()
            if held.begins(free)
        ]
        held.let_go(event.releases())
        found += [_breach(entry, "claimed-twice", key) for key in claimed if key in held]
        held.hold(claimed)
        held.hold(event.establishes())
    return found


@cache
def _only_claims(kind: type[Event]) -> bool:
    return not declares(kind, "needs_free", "releases", "establishes")


class _Held(set[str]):
    """The claims that are held; those that a fact may need free are also found by their year."""

    def __init__(self) -> None:
        super().__init__()
        self._of_year: dict[str, set[str]] = {}

    def hold(self, keys: Iterable[str]) -> None:
        """Add claims."""
        for key in keys:
            self.add(key)
            if key.startswith(FREED):
                self._of_year.setdefault(_year(key), set()).add(key)

    def let_go(self, keys: Iterable[str]) -> None:
        """Remove claims, held or not."""
        for key in keys:
            self.discard(key)
            if near := self._of_year.get(_year(key)):
                near.discard(key)

    def begins(self, start: str) -> bool:
        """Return whether a held claim begins so; all are looked at only where no year is named."""
        known = start.startswith(FREED) and start.count("/") > 1
        near = self._of_year.get(_year(start), ()) if known else self
        return any(key.startswith(start) for key in near)


def _year(key: str) -> str:
    """Return the beginning of a claim: its kind, its cluster and its year."""
    return "/".join(key.split("/", 2)[:2])


def _freed(claims: str) -> str:
    """Return what a fact that needs claims to be free depends on: what ends them."""
    kind, _, of = claims.partition(":")
    return f"nominations-closed:{of}" if kind == "following" else claims


def _breach(entry: Entry, law: str, key: str) -> Breach:
    return Breach(position=entry.position, law=law, key=key)


def disordered(entries: Iterable[Entry]) -> Iterator[Breach]:
    """Yield facts about a thing whose days go back: two heads at a time, an early decision."""
    last: dict[str, tuple[date, Event]] = {}
    for entry in entries:
        event = entry.event
        if _never_dated(type(event)):
            continue
        day = event.dated() or _day(last, event.dated_by())
        if day is None:
            continue
        claims, releases = (*event.claims(),), (*event.releases(),)
        for key in dict.fromkeys((*claims, *releases, *event.depends_on())):
            before = last.get(key)
            if is_step(event):
                continue  # `award_order` says which step is too early
            if before and day < before[0] and not _elsewhere(event, key, before[1]):
                yield from _too_early(entry, day, key, before)
        for key in (*claims, *releases, *event.establishes()):
            if key.partition(":")[0] in ORDERED and (key not in last or day >= last[key][0]):
                last[key] = (day, event)


@cache
def _never_dated(kind: type[Event]) -> bool:
    return not declares(kind, "dated", "dated_by") and "on" not in kind.__struct_fields__


def _elsewhere(event: Event, key: str, other: Event) -> bool:
    """Return whether the events leave a cluster and join another, which is no conflict."""
    apart = getattr(event, "cluster", None) != getattr(other, "cluster", None)
    return apart and key.startswith("seat:") and key not in event.claims()


def _day(last: dict[str, tuple[date, Event]], key: str) -> date | None:
    return last[key][0] if key in last else None


def _too_early(entry: Entry, day: date, key: str, before: tuple[date, Event]) -> Iterator[Breach]:
    """Yield the breach of the law of this order; of what is claimed twice another law speaks."""
    kind, event, (earliest, other) = key.partition(":")[0], entry.event, before
    name = str(event.__struct_config__.tag)
    owned = key in event.claims()
    claimed = owned and kind in HELD
    if owned and not claimed and (name, kind) not in AFTER and name not in TOO_EARLY:
        return
    law = HELD[kind] if claimed else AFTER.get((name, kind)) or TOO_EARLY[name]
    if law == "head-in-office" and other.__struct_config__.tag == "acting-head-named":
        law = "acting-head-named"
    named = other if claimed else event
    labels = {"unit": "unit", "year": "year", "form": "form", "cluster": "cluster", "rank": "rank"}
    facts = {word: getattr(named, field) for word, field in labels.items() if hasattr(named, field)}
    facts |= {"on": day, "earliest": earliest}
    yield Breach(position=entry.position, law=law, key=key, facts=facts)


def days_broken(entries: Iterable[Entry], *, names: bool = True) -> list[Breach]:
    """Return every breach of lives, memberships, order of days, presence and, with `names`, names.

    Args:
        entries: The entries in force, ordered by place.
        names: Whether to look for two things of one name as well.

    Returns:
        The breaches, ordered by position.
    """
    entries = [*entries]
    found = [*lifeless(entries), *misplaced(entries), *disordered(entries), *misordered(entries)]
    found += overlapping(entries)
    found += namesakes(entries) if names else ()
    return sorted(found, key=lambda breach: breach.position)


def uphold(history: History, *facts: Event) -> list[Event]:
    """Return the facts, unless they break a law over days that held before.

    Args:
        history: The history of the decision.
        facts: The events that the decision would record.

    Raises:
        Refused: with the law as code; with the `position` of the entry in the way, where the facts
            themselves are not.
    """
    names = any((*fact.naming(), *fact.ends()) for fact in facts)
    if found := days_broken(history.followed_by(*facts).entries, names=names):
        known = {breach.same for breach in days_broken(history.entries, names=names)}
        for breach in found:
            if breach.same not in known:
                raise refusal(breach)
    return [*facts]


TURNED = {"unit-ended": "active-later", "cluster-ended": "cluster-active-later"}
TURNED |= {"not-a-member": "not-a-member-then"}
"""Code of a refused fact -> code of a fact that would put an existing entry in that state."""


def depended_on(positions: Sequence[int], **facts: object) -> Refused:
    """Return the refusal of a change on which entries depend, with the order of undoing them.

    Args:
        positions: The positions of these entries, ascending.
        facts: More facts of the refusal.
    """
    named = ", ".join(map(str, positions))
    then = ", ".join(map(str, reversed(positions[:-1]))) or None
    order = {"positions": named, "count": len(positions), "last": positions[-1], "then": then}
    return Refused("stands-on-it", **{**facts, "position": positions[0], **order})


def refusal(breach: Breach) -> Refused:
    """Return the refusal of a breach, with the entry in the way if it is not the new fact."""
    if breach.position == LATER:
        return Refused(breach.law, **breach.facts)
    facts = {**breach.facts, "position": breach.position}
    if breach.law in ("claimed-twice", "stands-on-nothing"):
        return depended_on([breach.position], **breach.facts, law=breach.law, key=breach.key)
    return Refused(TURNED.get(breach.law, breach.law), **facts)
