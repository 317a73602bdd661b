"""A small model of the ledger: what each accepted command means, in plain dictionaries.

Written from the words of the rules and not from the program: no event, no view, no boundary. The
machine in `tests.model.machine` holds the program's views against it. Days are passed over, except
where a name holds from a day on.
"""

from tests.model import (
    awards,
    compacts,
    leadership,
    meetings,
    merges,
    papers,
    scores,
    sources,
    units,
)
from tests.model.state import MEANING, Model

MODULES = (awards, compacts, leadership, meetings, merges, papers, scores, sources, units)
"""The subjects; each says with `@means` what its commands mean."""

__all__ = ["MEANING", "MODULES", "Model"]
