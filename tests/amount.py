"""How much a random, exhaustive or measuring test tries: THIDUA_LONG says it.

Unset, as much as fits a run of all tests; `ci`, as much as fits `.ci/run`; anything else, as far as
minutes allow.
"""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")
LEVEL = {"": 0, "ci": 1}.get(os.environ.get("THIDUA_LONG", ""), 2)
LONG = LEVEL == 2
"""Look further, for minutes."""


def amount(always: T, in_ci: T, long: T | None = None) -> T:
    """Return what this run tries of what could be tried."""
    return (always, in_ci, in_ci if long is None else long)[LEVEL]
