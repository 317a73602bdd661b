"""Taking back and correcting: nothing is changed or deleted, a mistake is answered by a new fact.

A retraction says which entries no longer count. The facts that follow it in the same act stand in
their place, so that a corrected election is where the wrong one was, and not after what came later.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from events.errors import refuse
from events.event import Command, Entry, Event, History, Scope
from events.laws import breaches
from events.scoring import ScoreRecorded
from events.verdicts import adopted

Position = int


class EntriesRetracted(Event, tag="entries-retracted"):
    """Entries no longer count (đính chính, hủy mục ghi); the entry's reason says why.

    `concerns` are the tags of what was retracted and of what replaces it: whoever reads those reads
    the retraction too.
    """

    positions: tuple[Position, ...]
    concerns: tuple[str, ...]

    def tags(self) -> tuple[str, ...]:
        return self.concerns


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count, each in the place it stands in: the fold of all retractions."""
    gone: set[int] = set()
    place: dict[int, int] = {}
    takes_over: dict[str, int] = {}
    kept: list[Entry] = []
    for entry in entries:
        if isinstance(entry.event, EntriesRetracted):
            positions = entry.event.positions
            gone.update(positions)
            takes_over[entry.act] = min(place.get(p, p) for p in positions)
        else:
            place[entry.position] = takes_over.get(entry.act, entry.position)
            kept.append(entry)
    if not gone:
        return kept
    kept = [entry for entry in kept if entry.position not in gone]
    return sorted(kept, key=lambda entry: (place[entry.position], entry.position))


class Retract(Command):
    """Take entries back (hủy mục ghi): what undo does, and the first half of a correction.

    `concerns` are the tags of the entries, as read from the ledger.
    """

    positions: tuple[Position, ...]
    concerns: tuple[str, ...]

    needs_reason = True

    def boundary(self) -> tuple[Scope, ...]:
        return tuple(Scope((tag,)) for tag in self.concerns)

    def decide(self, history: History) -> list[Event]:
        """They count, scores are not frozen, and no other fact stands on them."""
        self.may_go(history)
        self.nothing_falls(history, history.without(self.positions))
        return [self.fact(EntriesRetracted)]

    def may_go(self, history: History) -> None:
        """Every position is an entry that counts, and no score of an adopted result.

        Raises:
            Refused: `not-in-force`, `scores-frozen`.
        """
        counting = {entry.position: entry.event for entry in history.entries}
        refuse(not self.positions, "not-in-force", position=0)
        for position in self.positions:
            event = counting.get(position)
            refuse(event is None, "not-in-force", position=position)
            if isinstance(event, ScoreRecorded):
                frozen = adopted(history, event.cluster, event.year)
                refuse(frozen, "scores-frozen", cluster=event.cluster, year=event.year)

    def nothing_falls(self, before: History, after: History) -> None:
        """No law breaks that held before.

        Raises:
            Refused: `stands-on-it`, with the first entry that would fall and what it stands on.
        """
        known = set(breaches(before.entries))
        for breach in breaches(after.entries):
            facts = {"position": breach.position, "law": breach.law, "key": breach.key}
            refuse(breach not in known, "stands-on-it", **facts)


class Correct(Retract):
    """Put one act, the command `instead`, in the place of wrong entries (đính chính)."""

    instead: Any

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), *self.instead.boundary())

    def decide(self, history: History) -> list[Event]:
        """As for a retraction; and the new act is decided as if the wrong entries never were."""
        self.may_go(history)
        rest = history.without(self.positions)
        facts = self.instead.decide(rest)
        standing: list[Entry] = []
        for entry in history.entries:
            if entry.position == min(self.positions):
                standing += [_in_place(entry, fact) for fact in facts]
            elif entry.position not in self.positions:
                standing.append(entry)
        self.nothing_falls(history, History(standing, history.today))
        concerns = dict.fromkeys((*self.concerns, *(tag for fact in facts for tag in fact.tags())))
        return [self.fact(EntriesRetracted, concerns=tuple(concerns)), *facts]


def _in_place(wrong: Entry, fact: Event) -> Entry:
    return Entry(position=wrong.position, at=wrong.at, by=wrong.by, act="", event=fact)
