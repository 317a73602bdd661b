"""Several commands as one act: a row of the score sheet is recorded whole, or not at all."""

from __future__ import annotations

from typing import Any

from events.command import Command, History
from events.event import Event, Scope


class Together(Command):
    """Record what these commands record, in their order, as one act with one reason and source.

    Each is decided as if those before it were recorded; a single refusal refuses the batch.

    Attributes:
        commands: The commands, each a `Command`.
    """

    commands: tuple[Any, ...]

    def boundary(self) -> tuple[Scope, ...]:
        return tuple(scope for command in self.commands for scope in command.boundary())

    def decide(self, history: History) -> list[Event]:
        """The facts of all; the refusal of the first that is refused."""
        facts: list[Event] = []
        for command in self.commands:
            found = command.decide(history)
            history = history.followed_by(*found)
            facts += found
        return facts

    def wants_reason(self) -> bool:
        """Return whether any of the commands wants a reason."""
        return any(command.wants_reason() for command in self.commands)

    def explained(self, history: History, reason: str, facts: list[Event]) -> list[Event]:
        """Each command keeps the reason in its own facts."""
        kept: list[Event] = []
        for command in self.commands:
            found = command.decide(history)
            kept += command.explained(history, reason, found)
            history = history.followed_by(*found)
        return kept or facts

    def usual(self, history: History) -> None:
        """Each command is usual behind those before it."""
        for command in self.commands:
            command.usual(history)
            history = history.followed_by(*command.decide(history))
