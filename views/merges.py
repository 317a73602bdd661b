"""The questions that merges of other branches left open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from events.branches import MERGES, BranchMerged, unanswered
from events.command import History
from events.event import Entry, Event, Scope


class MergeQuestionRow(Struct, frozen=True, kw_only=True):
    """An act of another branch that waits for an answer.

    Attributes:
        merged: The position of the merge that left it open, from 1.
        there: The position of its first entry in the other branch.
        by: Who recorded it there.
        on: The day on which it was recorded there.
        fact: The stored name of its first event.
        about: What it is about, as tags.
        why: The code of the refusal that says why it is asked about.
        here: The position of the entry of this ledger in its way; 0 for none.
    """

    merged: int
    there: int
    by: str
    on: date
    fact: str
    about: tuple[str, ...]
    why: str
    here: int


class Merges:
    """All merges of a ledger; of no cluster and no year."""

    def __init__(self) -> None:
        self._merges: list[Entry] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scope of merges."""
        return (MERGES,)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None] | None:
        """Return the handler of a kind of event, or None for nearly every kind."""
        return self.apply if kind is BranchMerged else None

    def apply(self, entry: Entry) -> None:
        """Add a merge."""
        self._merges.append(entry)

    def rows(self) -> tuple[MergeQuestionRow, ...]:
        """Return the open questions, in the order in which they were left open."""
        merged: dict[str, int] = {}
        for entry in self._merges:
            if isinstance(entry.event, BranchMerged):
                acts = (question.asked_act for question in entry.event.questions)
                merged |= dict.fromkeys(acts, entry.position)
        history = History(self._merges, date.max)
        return tuple(
            MergeQuestionRow(
                merged=merged[act],
                there=question.there,
                by=question.recorded_by,
                on=question.recorded_on,
                fact=question.fact,
                about=question.about,
                why=question.why,
                here=question.here,
            )
            for act, question in unanswered(history).items()
        )
