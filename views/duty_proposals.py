"""What the ledger proposes for formal duties and counted lines, and what the sheet holds."""

from __future__ import annotations

from typing import Literal, TypeAlias

from events.formal_duties import GROUNDS, Proposal, Why, proposals
from events.membership import ROSTER, members
from events.rule_book import RULES, book_of, in_force
from events.score_book.leaf_kinds import Observation
from events.score_sheets import final_stage
from events.scoring import ScoreRecorded, Stage
from views.cluster_years import ClusterYears, OfUnit

ProposalState: TypeAlias = Literal["open", "recorded", "differs"]
"""Nothing recorded yet; recorded as proposed; recorded otherwise."""


class ProposalRow(OfUnit, frozen=True, kw_only=True):
    """A proposal for a cell; `entries` are the positions (from 1) of what it rests on."""

    criterion: str
    criterion_name: str
    observed: Observation
    why: Why
    state: ProposalState
    recorded: Observation | None
    entries: tuple[int, ...]


class DutyProposals(ClusterYears):
    """The proposals by cluster and year, in the order of the rule book.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = (*ROSTER, *RULES, *GROUNDS)

    def rows(self) -> tuple[ProposalRow, ...]:
        """Return one row per proposal."""
        return tuple(row for key in self.keys() for row in self._of_year(*key))

    def _of_year(self, cluster: str, year: int) -> list[ProposalRow]:
        history = self.history(cluster, year)
        issued = in_force(history, cluster, year)
        if issued is None:
            return []
        proposed = proposals(history, cluster, year, members(history, cluster, year))
        if not proposed:
            return []
        book = book_of(issued)
        leaves = {leaf.code: leaf for leaf in book.leaves()}
        scored: dict[tuple[str, str], dict[Stage, ScoreRecorded]] = {}
        for given in history.of(ScoreRecorded):
            scored.setdefault((given.unit, given.criterion), {})[given.stage] = given
        found = []
        for one in proposed:
            by_stage = scored.get((one.unit, one.criterion), {})
            stage = final_stage(book, leaves[one.criterion], [*by_stage])
            score = by_stage[stage] if stage else None
            found.append(
                ProposalRow(
                    **self.year_fields(cluster, year),
                    **self.names.unit_fields(one.unit, self.day(year)),
                    criterion=one.criterion,
                    criterion_name=leaves[one.criterion].title,
                    observed=one.observed,
                    why=one.why,
                    state=_state(one, score),
                    recorded=score.observed if score else None,
                    entries=one.positions,
                )
            )
        return found


def _state(one: Proposal, score: ScoreRecorded | None) -> ProposalState:
    if score is None:
        return "open"
    return "recorded" if score.observed == one.observed else "differs"
