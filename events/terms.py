"""Terms of persons: from the day of naming until the day of leaving, as far as days are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, Protocol, TypeVar


class Named(Protocol):
    """An event that begins a term, and perhaps says its last day."""

    @property
    def on(self) -> date | None:
        """The first day; None where it is unknown."""

    @property
    def until(self) -> date | None:
        """The last day; None where it is unknown or still to come."""


N = TypeVar("N", bound=Named)


class Term(NamedTuple, Generic[N]):
    """A term: its last day, or its first day after; None where unknown; whether it is over."""

    named: N
    last: date | None
    over: bool

    def includes(self, day: date | None) -> bool:
        """Return whether the term includes a day; without a day, whether nothing ended it.

        Args:
            day: The day; None for now.
        """
        if day is None or self.last is None:
            return not self.over and (day is None or (self.named.on or date.min) <= day)
        ended = day > self.last if self.named.until else day >= self.last
        return (self.named.on or date.min) <= day and not ended

    def apart(self, on: date | None, until: date | None) -> bool:
        """Return whether a term of these days cannot overlap this term, as far as is known.

        A term that ended on an unknown day does not prevent another.

        Args:
            on: The first day of the other term; None where it is unknown.
            until: The last day of the other term; None where it is unknown or still to come.
        """
        after = self.over and (self.last is None or (on is not None and self.last <= on))
        begins = self.named.on
        return after or (until is not None and begins is not None and until <= begins)


def terms_of(facts: Sequence[Any], kind: type[N], claim: Callable[[Any], str]) -> Iterator[Term[N]]:
    """Yield the terms, in the order of the ledger.

    Args:
        facts: The events that begin a term, which are of the kind, and those that end a term.
        kind: The type of the events that begin a term.
        claim: Return what an event begins or ends: a person's office, or seat.
    """
    for at, event in enumerate(facts):
        if isinstance(event, kind):
            later = (e for e in facts[at:] if not isinstance(e, kind))
            left = next((e for e in later if claim(e) == claim(event)), None)
            over = event.until is not None or left is not None
            yield Term(event, event.until or (left.on if left else None), over)
