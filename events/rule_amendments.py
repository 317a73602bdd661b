"""Amending a rule book within its year: a new version, which changes no points given before."""

from __future__ import annotations

from datetime import date

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.invariants import uphold
from events.result_events import adopted, result_of
from events.rule_book import RulesAmended, book_of, in_force, rules_of
from events.score_book.book import ScoreBook
from events.score_book.book_check import check_book
from events.scoring import ScoreRecorded, scores_of
from events.shared_checks import not_after_today


class AmendRules(Command):
    """Amend the rule book within its year (sửa đổi, bổ sung bảng tiêu chí)."""

    cluster: Code
    year: Year
    book: ScoreBook
    document: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            rules_of(self.cluster, self.year),
            result_of(self.cluster, self.year),
            scores_of(self.cluster, self.year),
        )

    def decide(self, history: History) -> list[Event]:
        """A book that differs, before a result; no line with points is left out."""
        known_cluster(history, self.cluster, self.year)
        here = {"cluster": self.cluster, "year": self.year}
        before = in_force(history, self.cluster, self.year)
        refuse(before is None, "no-rules", **here)
        check_book(self.book)
        refuse(before is not None and book_of(before) == self.book, "book-unchanged", **here)
        refuse(adopted(history, self.cluster, self.year), "rules-frozen", **here)
        kept = {leaf.code for leaf in self.book.leaves()}
        for score in history.of(ScoreRecorded):
            ours = (score.cluster, score.year) == (self.cluster, self.year)
            refuse(ours and score.criterion not in kept, "scored-line-left-out",
                   criterion=score.criterion, unit=score.unit)  # fmt: skip
        not_after_today(self.on, history)
        return uphold(history, self.fact(RulesAmended))
