"""Opening a year (mở năm mới): what is taken over from an earlier year, in one act.

Nothing follows by itself: members, rules, quotas and targets are those that are named, and who
leads is elected. The parts are decided in their order, each as if those before it were recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from events.award_quotas import CopyQuotas
from events.batch import Together
from events.clusters import known_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.membership import RecordRoster
from events.rule_book import IssueRules, RulesAmended, RulesIssued, in_force, rules_of
from events.successors import heir_at
from events.targets import Promised, SetTarget, TargetSet, targets, targets_of
from events.units import LIFE
from events.year_texts import TextKey, book_later, later, moved, year_texts


class OpenYear(Command):
    """Open a year with what is taken over from an earlier one (mở năm mới).

    Attributes:
        since: The year that it is taken over from.
        units: The members of the year; empty where its list is recorded already, or not known.
        book: Whether the rule book in force is issued for the year, too.
        quotas: Whether the quotas of awards are taken over as what may be asked for.
        targets: The codes of the targets of the compact that are set again; that of a unit which
            ended is set for its successor, where it has one alone.
        renewed: The texts of the book and of the targets in which the year moves on, as in
            `year_texts`.
        document: The number of the document that issues the rule book.
        on: The day of the list of members; None where it is unknown.
    """

    cluster: Code
    year: Year
    since: Year
    units: tuple[Code, ...] = ()
    book: bool = False
    quotas: bool = False
    targets: tuple[Code, ...] = ()
    renewed: tuple[TextKey, ...] = ()
    document: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here, there = (self.cluster, self.year), (self.cluster, self.since)
        quotas = CopyQuotas(cluster=self.cluster, year=self.year, source_year=self.since)
        return (
            *RecordRoster(cluster=self.cluster, year=self.year, units=self.units).boundary(),
            *IssueRules(cluster=self.cluster, year=self.year).boundary(),
            *quotas.boundary(),
            rules_of(*there),
            targets_of(*here),
            targets_of(*there),
            Scope(events=LIFE),
        )

    def decide(self, history: History) -> list[Event]:
        """A later year, with at least one thing that is taken over; each by its own rule."""
        known_cluster(history, self.cluster, self.year)
        refuse(self.year <= self.since, "year-not-later", year=self.year, since=self.since)
        parts = tuple(self.parts(history))
        refuse(not parts, "nothing-to-open", year=self.year, since=self.since)
        return Together(commands=parts).decide(history)

    def parts(self, history: History) -> Iterator[Command]:
        """Yield the commands that the act consists of, in their order.

        Args:
            history: The history, with both years of the cluster.

        Raises:
            Refused: `no-rules`, `unknown-target`, `no-single-successor`, `no-year-in-text`.
        """
        here = {"cluster": self.cluster, "year": self.year}
        found = targets(history, self.cluster, self.since)
        self._known_texts(history, found)
        if self.units:
            yield RecordRoster(**here, units=self.units, on=self.on)  # type: ignore[arg-type] # by name
        if self.book:
            issued = in_force(history, self.cluster, self.since)
            refuse(issued is None, "no-rules", cluster=self.cluster, year=self.since)
            if issued is not None:
                yield self._issued_again(issued)
        if self.quotas:
            yield CopyQuotas(**here, source_year=self.since)  # type: ignore[arg-type] # by name
        taken = {e.target for e in history.of(TargetSet) if e.year == self.year}
        for code in self.targets:
            refuse(code not in found, "unknown-target", target=code, year=self.since)
            free = next(c for c in _codes(code) if c not in taken)
            taken.add(free)
            yield self._set_again(history, found[code], free)

    def _known_texts(self, history: History, found: dict[str, Promised]) -> None:
        """Refuse to renew a text that is not taken over, or that does not name the year."""
        issued = in_force(history, self.cluster, self.since) if self.book else None
        again = {code: found[code] for code in self.targets if code in found}
        texts = year_texts(issued, again, self.since, self.year)
        for key in self.renewed:
            refuse(key not in texts, "no-year-in-text", text=key, since=self.since)

    def _issued_again(self, issued: RulesIssued | RulesAmended) -> Command:
        book = issued.book
        if book is not None:
            book = book_later(book, self.renewed, self.since, self.year)
        flat = issued.criteria if isinstance(issued, RulesIssued) and book is None else ()
        return IssueRules(
            cluster=self.cluster,
            year=self.year,
            criteria=tuple(
                replace(one, name=self._later(f"line/{one.code}", one.name)) for one in flat
            ),
            digits=issued.digits if isinstance(issued, RulesIssued) else 2,
            book=book,
            document=self.document,
        )

    def _later(self, key: str, text: str) -> str:
        """Return a text, with the year moved on where that was chosen."""
        return later(text, self.since, self.year) if key in self.renewed else text

    def _set_again(self, history: History, target: Promised, code: str) -> Command:
        unit = target.unit and heir_at(history, target.unit, date(self.year, 1, 1))
        refuse(target.unit and not unit, "no-single-successor", unit=target.unit)
        years = self.year - self.since
        return SetTarget(
            cluster=self.cluster,
            year=self.year,
            target=code,
            title=self._later(f"target/{target.target}", target.title),
            unit=unit,
            amount=target.amount,
            measure=target.measure,
            comparison=target.comparison,
            deadline=moved(target.deadline, years) if target.deadline else None,
        )


def _codes(code: str) -> Iterator[str]:
    """Yield a code, then variants of it that may be free."""
    yield code
    for number in range(2, 10_000):
        yield f"{code[:34]}-{number}"
