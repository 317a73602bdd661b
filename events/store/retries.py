"""How often, and how soon, a decision is tried again after a conflict."""

from __future__ import annotations

import random
import time

TRIES = 16
"""How often a decision is tried where others record, before the caller gets the refusal."""
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.4
"""Most seconds before the third try, which double with each further try, and their limit."""


def let_others_go(tries: int) -> None:
    """Pause for a random time before a third or later try, so that not all try at once.

    A signature needs the end of the chain: each act of another makes it void, and all who have
    decided and signed until then try again.

    Args:
        tries: How often it was tried so far.
    """
    if tries > 1:
        longest = min(FIRST_PAUSE * 2 ** (tries - 2), LONGEST_PAUSE)
        time.sleep(random.uniform(0, longest))  # noqa: S311 - nothing secret
