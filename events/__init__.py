"""The write side: what happened, and what may happen next.

Importing this package registers every event type. Decisions are pure functions over a history;
only `ledger` and `sqlite` know the event-sourcing library, and they are imported by who needs them.
"""

from events import (
    awards,
    clusters,
    compacts,
    corrections,
    disputes,
    elections,
    figures,
    founding,
    honours,
    late,
    meetings,
    membership,
    movements,
    operators,
    ranking,
    registry,
    reorganisation,
    roles,
    rosters,
    rules,
    scoring,
    together,
    verdicts,
    voting,
)

__all__ = [
    "awards",
    "clusters",
    "compacts",
    "corrections",
    "disputes",
    "elections",
    "figures",
    "founding",
    "honours",
    "late",
    "meetings",
    "membership",
    "movements",
    "operators",
    "ranking",
    "registry",
    "reorganisation",
    "roles",
    "rosters",
    "rules",
    "scoring",
    "together",
    "verdicts",
    "voting",
]
