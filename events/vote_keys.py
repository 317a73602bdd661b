"""The claim of an opened vote, on which its outcome depends."""

from __future__ import annotations

from typing import Any


def vote_key(cluster: str, year: int, vote: str) -> str:
    """Return the claim of an opened vote.

    Args:
        cluster: The code of the cluster.
        year: The year for which is decided.
        vote: The code of the vote.
    """
    return f"vote:{cluster}/{year}/{vote}"


def opened_for(decision: Any) -> tuple[str, ...]:
    """Return the claim of the vote whose outcome a decision is; empty where none was opened.

    Args:
        decision: An event with a cluster, a year and a `course`.
    """
    ballot = getattr(decision.course, "ballot", "")
    return (vote_key(decision.cluster, decision.year, ballot),) if ballot else ()
