"""Draw the same examples whichever tests share a process.

Hypothesis puts constants of the project's own modules into what it draws, of those modules that
happen to be loaded: under pytest-xdist another test in the same process makes another run of the
same property, so that a fault appears in one run of the suite and not in the next.
"""

from __future__ import annotations

from typing import Any

from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

_NONE = Constants()
_OF_MODULES = providers._get_local_constants  # an error here: look where Hypothesis moved it


def use() -> None:
    """Draw no constants of loaded modules; those that every program has remain."""
    of_hypothesis: Any = providers
    of_hypothesis._get_local_constants = lambda: _NONE
