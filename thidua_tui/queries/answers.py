"""Answers in words: a line that answers a question, with its evidence.

The table follows; this is who headed the cluster on that day, under which name, since when, by
which act, from which source, and known since when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from events.awards import AWARDS
from events.result_events import ResultAdopted
from events.rule_book import book_of
from thidua_tui.formatting.sentences.book_rules import rule_lines
from thidua_tui.formatting.sentences.disagreements import differing
from thidua_tui.formatting.sentences.ranking_report import ranking_report
from thidua_tui.formatting.sentences.rule_books import version_lines
from thidua_tui.formatting.tables.columns import count, labelled, shown
from thidua_tui.i18n.messages import Words
from thidua_tui.queries import answers_of_rows as of_rows
from views.award_list import AwardList
from views.disputes import Disputes
from views.evidence import Evidence, evidence, latest
from views.headship import Headship, HeadThen
from views.projection import project
from views.standings import Standings

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.queries.table_query import TableQuery


def answers(what: str, ledger: Ledger, asked: TableQuery, words: Words) -> list[str]:
    """Return the lines that answer a query, then those on which sources differ.

    Meetings come with the code of the ledger at their closing.

    Args:
        what: The name of a table.
        ledger: The open ledger, read up to the moment of the query.
        asked: The query: cluster, year, day, unit and `known_at` (a position from 1, or an instant
            in UTC).
        words: The catalogue of the language to use.

    Returns:
        The answers, empty if the query asks no single question; then a sentence for each open
        question on which sources differ.

    Raises:
        UnreadableLedger: at an entry that this version cannot read.
    """
    if what == "meetings":
        from thidua_tui.formatting.tables.minutes_checkpoint import codes
        from views.minutes import Meetings

        view = project(Meetings(asked.cluster, asked.year, asked.on), ledger, asked.known_at)
        conflicting = codes(ledger, (row.meeting for row in view.rows()), words)
        return [*conflicting, *_differing(what, ledger, asked, words)]
    if what == "disputes":
        from thidua_tui.queries.merge_questions import open_questions

        return [*open_questions(ledger, words, asked.known_at)]
    answer = ANSWERS.get(what)
    if answer is None or not (asked.on or (asked.cluster and asked.year)):
        return [*_differing(what, ledger, asked, words)]
    return [*answer(ledger, asked, words), *_differing(what, ledger, asked, words)]


def _differing(what: str, ledger: Ledger, asked: TableQuery, words: Words) -> Iterator[str]:
    """Yield the sentences on which sources differ, of the facts that the table shows."""
    view = Disputes(asked.cluster, asked.year, asked.on)
    return differing(what, ledger, view, asked.known_at, words)


def known(how: Evidence | None, words: Words) -> str:
    """Return the evidence of a fact: its entry, the time of recording, and the source.

    Args:
        how: The evidence; its position is 1-based, its `at` an instant (UTC). None if it is
            unknown.
        words: The catalogue of the language to use.
    """
    if how is None:
        return words("answers.unknown-how")
    return words(
        "answers.known",
        position=how.position,
        by=how.by,
        at=how.at,
        source=words.choice("kind", how.source),
        title=how.source_title,
        source_on=how.source_on,
    )


def _leaders(ledger: Ledger, asked: TableQuery, words: Words) -> Iterator[str]:
    if asked.on:
        view = project(Headship(asked.cluster, asked.on), ledger, asked.known_at)
        yield from (head_sentence(answer, words) for answer in view.answers())


def head_sentence(answer: HeadThen, words: Words) -> str:
    """Return the sentence that says who headed a cluster on a day.

    Args:
        answer: The head on a day, a vacancy, or that nothing is recorded.
        words: The catalogue of the language to use.
    """
    facts: dict[str, Any] = {"on": answer.on, "name": answer.cluster_name}
    if answer.role is None:
        years = ", ".join(map(str, answer.years))
        return words("answers.nobody-known", **facts, years=years)
    facts |= {"since": _since(answer, words), "known": known(answer.known, words)}
    if answer.role == "vacant":
        return words("answers.vacant", **facts)
    now = shown(answer.unit_now, words) if answer.unit_now else None
    role = labelled("role", answer.role, words)
    method = answer.method if answer.method != "not-recorded" else None
    return words("answers.head", **facts, who=answer.unit_name, now=now, title=role, method=method)


def _since(answer: HeadThen, words: Words) -> str:
    if answer.since:
        return words("answers.since", since=answer.since)
    return words("answers.since-unknown", year=str(answer.on.year))


def _ranking(ledger: Ledger, asked: TableQuery, words: Words) -> Iterator[str]:
    year = asked.year or (asked.on.year if asked.on else None)
    view = project(Standings(asked.cluster, year, asked.on), ledger, asked.known_at)
    years = view.keys()
    for cluster, of_year in years:
        rows = [row for row in view.rows() if (row.cluster, row.year) == (cluster, of_year)]
        result = view.result(cluster, of_year)
        first = [row.unit_name for row in rows if row.place == 1]
        entry = latest(view.years[cluster, of_year], ResultAdopted)
        yield words(
            f"answers.result-{result.state}",
            name=view.names.cluster(cluster, of_year),
            year=str(of_year),
            first="; ".join(first),
            placed=result.places,
            method=result.method,
            votes=count(result, words),
            on=result.on,
            known=known(evidence(entry) if entry else None, words),
        )
        day = asked.on or of_year
        yield from ranking_report(view.ranked(cluster, of_year), view.names, day, words)


def _awards(ledger: Ledger, asked: TableQuery, words: Words) -> Iterator[str]:
    view = project(AwardList(asked.cluster, asked.year, asked.on), ledger, asked.known_at)
    years = view.keys()
    for cluster, year in years:
        states = Counter(r.state for r in view.rows() if (r.cluster, r.year) == (cluster, year))
        counts = "; ".join(f"{labelled('state', s, words)} {n}" for s, n in states.items())
        entry = latest(view.years[cluster, year], *AWARDS)
        name = view.names.cluster(cluster, year)
        how = known(evidence(entry) if entry else None, words)
        yield words("answers.awards", name=name, year=str(year), states=counts, known=how)


def _rules(ledger: Ledger, asked: TableQuery, words: Words) -> Iterator[str]:
    """Yield the versions of each book, then its rules."""
    from views.rule_book import RuleBooks

    year = asked.year or (asked.on.year if asked.on else None)
    view = project(RuleBooks(asked.cluster, year, asked.on), ledger, asked.known_at)
    books = view.keys()
    for cluster, of_year in books:
        if issued := view.versions(cluster, of_year):
            lines = [*version_lines(issued, words), *rule_lines(book_of(issued[-1]), words)]
            yield "\n".join(lines)


ANSWERS = {
    "leaders": _leaders,
    "ranking": _ranking,
    "awards": _awards,
    "rules": _rules,
    **of_rows.ANSWERS,
}
"""Table -> function that yields its answer; the other tables are their own answer."""
