"""Who may score whom: a peer is named, and neither a peer nor the head scores itself.

The head verifies the others; its own sheet goes to a deputy, where there is none to the permanent
office. An old flat table names no scorer, and its peer scores stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from events.clusters import life_of_cluster
from events.command import History
from events.errors import refuse
from events.event import Scope
from events.peer_events import opening, peers_of, plan, seals
from events.result_events import result_of
from events.roles import DeputyElected, officers, roles_of
from events.rosters import roster_of
from events.rule_book import RulesAmended, RulesIssued, in_force, rules_of
from events.sheet_events import states_of


class Leaders(NamedTuple):
    """Who verifies in a year.

    Attributes:
        head: The unit that leads, as head or while there is none; None where that is not recorded.
        deputies: The deputies in their order, without that unit.
    """

    head: str | None
    deputies: tuple[str, ...]


def leaders(history: History, cluster: str, year: int) -> Leaders:
    """Return head and deputies of a year.

    Args:
        history: The history, with the roles of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    held = officers(history, cluster, year)
    deputies = [unit for unit, office in held.items() if isinstance(office, DeputyElected)]
    head = next((unit for unit in held if unit not in deputies), None)
    return Leaders(head, tuple(deputies))


def verifier_of(history: History, cluster: str, year: int, unit: str) -> str | None:
    """Return the deputy that verifies a unit; None where the head does, or there is no deputy.

    Args:
        history: The history, with the roles of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        unit: The code of the unit that is scored.
    """
    head, deputies = leaders(history, cluster, year)
    return deputies[0] if unit == head and deputies else None


def scoring_ground(cluster: str, year: int) -> tuple[Scope, ...]:
    """Return the scopes that the rules of a score read, the scores themselves apart.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return (
        life_of_cluster(cluster),
        roster_of(cluster, year),
        roles_of(cluster, year),
        rules_of(cluster, year),
        result_of(cluster, year),
        peers_of(cluster, year),
        states_of(cluster, year),
    )


def may_give(
    history: History, cluster: str, year: int, stage: str, unit: str, scorer: str | None
) -> None:
    """Refuse a scorer that may not score a unit at a stage.

    Args:
        history: The history, with roles, rule book and peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        stage: Who gives the score, a stage of `events.scoring.Stage`.
        unit: The code of the unit that is scored.
        scorer: The unit that scores; None where it is not named: the head, of verified points.

    Raises:
        Refused: `scorer-missing`, `verifier-not-in-office`; `head-verifies-itself` with the
            deputies as `scorer`, or `head-verified-by-office`.
    """
    issued = in_force(history, cluster, year)
    if stage == "peer":
        named = scorer is not None or issued is None or issued.book is None
        refuse(not named, "scorer-missing", cluster=cluster, year=year)
    if stage != "verified":
        return
    head, deputies = leaders(history, cluster, year)
    if head is None:
        return
    other = scorer is not None and scorer not in (head, *deputies)
    refuse(other, "verifier-not-in-office", scorer=scorer, year=year)
    if unit == head and scorer not in deputies:
        refuse(deputies, "head-verifies-itself", unit=unit, scorer=deputies)
        refuse(_office(issued), "head-verified-by-office", unit=unit)


def usual_scorer(
    history: History, cluster: str, year: int, stage: str, units: Iterable[str], scorer: str | None
) -> None:
    """Refuse what only a reason explains: outside the plan, too late, or the head without deputy.

    Args:
        history: The history, with roles, rule book and peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        stage: Who gives the scores.
        units: The codes of the units that are scored.
        scorer: The unit that scores; None where it is not named.

    Raises:
        Refused: `outside-cross-check`, `peer-after-opening`, `head-without-deputy`.
    """
    if stage == "peer" and scorer is not None:
        planned = plan(history, cluster, year)
        pairs = {(pair.scorer, pair.unit) for pair in planned.pairs} if planned else set()
        for unit in units:
            outside = planned is not None and (scorer, unit) not in pairs
            refuse(outside, "outside-cross-check", scorer=scorer, unit=unit)
        late = seals_peers(in_force(history, cluster, year)) and opening(history, cluster, year)
        refuse(late, "peer-after-opening", scorer=scorer)
    if stage == "verified":
        head, deputies = leaders(history, cluster, year)
        alone = head in {*units} and not deputies and head is not None
        refuse(alone, "head-without-deputy", unit=head)


def seals_peers(issued: RulesIssued | RulesAmended | None) -> bool:
    """Return whether the peers' sheets of a book are sealed until the last is in.

    Args:
        issued: The version of the book; None where there is none.
    """
    return issued is not None and issued.book is not None and issued.book.derivation.sealed


def sealing(history: History, cluster: str, year: int) -> bool:
    """Return whether the book seals the peers' sheets, or did when a sheet was sealed.

    Args:
        history: The history, with rule book and peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return seals_peers(in_force(history, cluster, year)) or bool(seals(history, cluster, year))


def still_sealed(history: History, cluster: str, year: int) -> bool:
    """Return whether peer scores of a year are sealed and not recorded openly.

    Args:
        history: The history, with rule book and peers of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    sealed = sealing(history, cluster, year)
    return sealed and opening(history, cluster, year) is None


def _office(issued: RulesIssued | RulesAmended | None) -> bool:
    """Whether the permanent office scores by the book."""
    return issued is not None and issued.book is not None and (
        "office" in issued.book.derivation.scorers
    )  # fmt: skip
