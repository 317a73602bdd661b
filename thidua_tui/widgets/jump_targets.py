"""Jump targets of the screen: each widget lists its own that are visible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol, runtime_checkable


class Target(NamedTuple):
    """A cell of the screen, and what going there is."""

    x: int
    y: int
    go: Callable[[], object]


@runtime_checkable
class Jumpable(Protocol):
    """A widget in which there is something to go to."""

    def jumps(self) -> Iterator[Target]:
        """What is in sight, from top to bottom."""
