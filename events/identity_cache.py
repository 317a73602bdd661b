"""Answers about values that never change, remembered for the very value and not for what equals it.

To hash a rule book takes longer than to read it; the same book is asked about at every score.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

KEPT = 256
"""So many values are remembered with their answers; then all are forgotten."""
T = TypeVar("T")
R = TypeVar("R")


def remembered(answer: Callable[[T], R]) -> Callable[[T], R]:
    """Return a function that answers the same, and remembers; its answers are not to be changed.

    Args:
        answer: A function of an immutable value.
    """
    known: dict[int, tuple[T, R]] = {}

    @wraps(answer)
    def ask(value: T) -> R:
        found = known.get(id(value))
        if found is None or found[0] is not value:  # a value that is held keeps its identity
            if len(known) >= KEPT:
                known.clear()
            found = known[id(value)] = (value, answer(value))
        return found[1]

    return ask
