"""The base of acts that a vote may decide: how its numbers are checked, and its reason is kept."""

from __future__ import annotations

from events.ballots import with_words
from events.command import Command, History
from events.errors import Refused
from events.event import Event
from events.vote_checks import Count


class DecidedByVote(Command):
    """An act that says how it was decided, and by which vote."""

    def count(self) -> Count:
        """Return the vote, and who may vote."""
        raise NotImplementedError

    def usual_vote(self, history: History) -> None:
        """Check that enough voted for it; what is unusual about the vote needs a reason.

        Args:
            history: The history of the decision.
        """
        self.count().settled(history).usual(history)

    def usual(self, history: History) -> None:
        self.usual_vote(history)

    def explained(self, history: History, reason: str, facts: list[Event]) -> list[Event]:
        """Return the facts; a reason for what is unusual about the vote is kept with its course."""
        try:
            self.usual_vote(history)
        except Refused:
            return [with_words(fact, reason) for fact in facts]
        return facts
