"""Commands, and the history that a decision looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import UTC, date, datetime
from heapq import merge
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, dataclass_transform, overload

from msgspec import Struct
from msgspec.structs import replace

from events.event import ByKeyword, Entry, Event, Scope

_event: Callable[[Entry], Event] = attrgetter("event")
LATER = 10**12
"""A position behind all others: that of facts which have none of their own yet."""


def _at(placed: tuple[int, Event]) -> int:
    return placed[0]


def _by_kind(entries: Iterable[Entry]) -> dict[type[Event], list[tuple[int, Event]]]:
    """Return kind -> its events, each with its number in the order of the entries."""
    found: defaultdict[type[Event], list[tuple[int, Event]]] = defaultdict(list)
    for placed in enumerate(map(_event, entries)):
        found[type(placed[1])].append(placed)
    return found


A = TypeVar("A", bound=Event)
B = TypeVar("B", bound=Event)
C = TypeVar("C", bound=Event)
R = TypeVar("R")


class History:
    """What a decision may look at: the effective entries of its boundary, in order.

    Args:
        entries: The entries in force, ordered by place.
        today: The day of the entry to be recorded, given by the ledger; a decision has no clock.
        place: The place that the new facts take: behind all others, or that of what they correct.
        retractions: The entries that took others back; what they took back is not in `entries`.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        today: date,
        place: int = LATER,
        retractions: Iterable[Entry] = (),
    ) -> None:
        self.entries = tuple(entries)
        self.today = today
        self.place = place
        self.retractions = tuple(retractions)
        self._by_kind: dict[type[Event], list[tuple[int, Event]]] | None = None
        self._asked: dict[tuple[type[Event], ...], tuple[Event, ...]] = {}
        self._answers: dict[tuple[Any, ...], Any] = {}

    @overload
    def of(self, kind: type[A], /) -> Iterator[A]: ...
    @overload
    def of(self, kind: type[A], other: type[B], /) -> Iterator[A | B]: ...
    @overload
    def of(self, kind: type[A], other: type[B], third: type[C], /) -> Iterator[A | B | C]: ...
    @overload
    def of(self, *kinds: type[Event]) -> Iterator[Any]: ...
    def of(self, *kinds: type[Event]) -> Iterator[Any]:
        """Return the events of these kinds, oldest first; the answer is cached."""
        if (found := self._asked.get(kinds)) is None:
            if self._by_kind is None:
                self._by_kind = _by_kind(self.entries)
            runs = [run for kind, run in self._by_kind.items() if issubclass(kind, kinds)]
            placed = merge(*runs, key=_at) if len(runs) > 1 else runs[0] if runs else ()
            found = self._asked[kinds] = tuple([event for _, event in placed])
        return iter(found)

    def once(self, answer: Callable[..., R], *args: Hashable) -> R:
        """Return what a function of this history answers; the answer is cached.

        Args:
            answer: A function of the history and of the arguments alone; it may be private.
            args: Its further arguments, hashable.
        """
        key = (answer, *args)
        if key not in self._answers:
            self._answers[key] = answer(self, *args)
        found: R = self._answers[key]
        return found

    def so_far(self) -> tuple[Entry, ...]:
        """Return the entries before the place that the new facts take."""
        if self.place == LATER:
            return self.entries
        return tuple(entry for entry in self.entries if entry.place <= self.place)

    def before(self) -> History:
        """Return what was recorded before the place that the new facts take."""
        return self if self.place == LATER else self.over(self.so_far())

    def at_place(self, place: int) -> History:
        """Return the same history for facts that take this place: that of what they correct."""
        return History(self.entries, self.today, place, self.retractions)

    def without(self, positions: Iterable[int]) -> History:
        """Return the same history as if these entries had never been typed."""
        gone = frozenset(positions)
        return self.over(e for e in self.entries if e.position not in gone)

    def followed_by(self, *facts: Event) -> History:
        """Return the same history with these facts at the place of new facts, position `LATER`."""
        at = datetime.max.replace(tzinfo=UTC)
        first = Entry(position=LATER, place=self.place, at=at, by="", act="", event=Event())
        before = self.so_far()
        recorded = (replace(first, event=fact) for fact in facts)
        return self.over([*before, *recorded, *self.entries[len(before) :]])

    def over(self, entries: Iterable[Entry]) -> History:
        """Return what these entries would be on the same day."""
        return History(entries, self.today, self.place, self.retractions)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Command(Struct, metaclass=ByKeyword, frozen=True, forbid_unknown_fields=True):
    """What somebody wants recorded, in the imperative.

    An act that takes something back says why: `needs_reason`. What is unusual but possible is
    recorded with a reason: see `usual`.
    """

    needs_reason: ClassVar[bool] = False

    def boundary(self) -> tuple[Scope, ...]:
        """Return the scopes that the decision reads; a concurrent write to them is a conflict."""
        raise NotImplementedError

    def decide(self, history: History) -> list[Event]:
        """Return the facts that follow from the act.

        Raises:
            Refused: when a rule says no.
        """
        raise NotImplementedError

    def instead_of(self) -> tuple[Scope, ...]:
        """Return the additional scopes to read when this act replaces a wrong act."""
        return ()

    def usual(self, history: History) -> None:
        """Check what only a reason can explain; the ledger calls it when there is no reason.

        Raises:
            Refused: the act contradicts its own numbers, or what the ledger knows.
        """

    def wants_reason(self) -> bool:
        """Return whether it is recorded only with a reason."""
        return self.needs_reason

    def explains(self, reason: str) -> bool:
        """Return whether the reason of the act explains what is unusual about it; see `usual`."""
        return bool(reason)

    def accepted(self, history: History, reason: str, facts: list[Event]) -> list[Event]:
        """Return the facts to record: those of a usual act, or with the reason for what is unusual.

        Args:
            history: The history of the decision.
            reason: The reason of the act; empty for none.
            facts: The events of the decision.

        Raises:
            Refused: the act is unusual, and the reason does not explain it.
        """
        if self.explains(reason):
            return self.explained(history, reason, facts)
        self.usual(history)
        return facts

    def explained(
        self,
        history: History,  # noqa: ARG002 - for those who override it
        reason: str,  # noqa: ARG002 - as above
        facts: list[Event],
    ) -> list[Event]:
        """Return the facts of an act with a reason; a reason for what is unusual is kept in them.

        Args:
            history: The history of the decision.
            reason: The reason of the act.
            facts: The events of the decision.
        """
        return facts

    def fact(self, kind: type[A], **more: object) -> A:
        """Return the event whose fields are this command's fields of the same name, and `more`.

        Args:
            kind: The type of the event.
            more: Fields of the event that the command does not have, or has with another value.
        """
        same = {f: getattr(self, f) for f in kind.__struct_fields__ if f in self.__struct_fields__}
        return kind(**same | more)
