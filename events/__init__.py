"""The write side: what happened, and what may happen next.

Importing this package registers every event type. Decisions are pure functions over a history;
only the store knows the event-sourcing library, and this package does not import it.
"""

from events import (
    award_events,
    awards,
    batch,
    clusters,
    compacts,
    corrections,
    disputes,
    elections,
    founding,
    meetings,
    membership,
    movements,
    operators,
    partial_sources,
    ranking,
    registry,
    reorganisation,
    reported_counts,
    roles,
    rosters,
    rules,
    scoring,
    verdicts,
    voting,
)

__all__ = [
    "award_events",
    "awards",
    "batch",
    "clusters",
    "compacts",
    "corrections",
    "disputes",
    "elections",
    "founding",
    "meetings",
    "membership",
    "movements",
    "operators",
    "partial_sources",
    "ranking",
    "registry",
    "reorganisation",
    "reported_counts",
    "roles",
    "rosters",
    "rules",
    "scoring",
    "verdicts",
    "voting",
]
