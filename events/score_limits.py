"""Scores that their version of the rule book does not allow, whatever was recorded first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from events.command import History
from events.errors import Refused
from events.event import Entry
from events.invariants import depended_on
from events.peer_events import PeerSheetsOpened
from events.rule_book import RULES, RulesAmended, RulesIssued, book_of, leaves_by_code, lines
from events.score_book.book import Node
from events.score_book.leaf_kinds import Direct
from events.score_book.leaf_points import check_observation
from events.scoring import ScoreRecorded

Version = RulesIssued | RulesAmended


class _Scored(NamedTuple):
    """A score with the version of the book that it names; of a later version, the latest.

    Attributes:
        entry: The entry.
        score: Its score.
        version: The version.
        leaves: Code -> leaf of that version.
        versions: How many versions the book of the year has.
    """

    entry: Entry
    score: ScoreRecorded
    version: Version
    leaves: Mapping[str, Node]
    versions: int

    @property
    def known(self) -> bool:
        """Whether the book has the version that the score names."""
        return self.score.book <= self.versions


def beyond_book(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ScoreRecorded, Decimal]]:
    """Yield scores outside 0 and the maximum of their criterion, with that maximum.

    A book may be corrected after scores were recorded: so all books are looked at first. A score
    keeps the version under which it was given; a line that the version lacks has its maximum in
    the latest.

    Args:
        entries: The entries in force, ordered by place.
    """
    entries = [*entries]
    latest = {
        (version.cluster, version.year, line.code): line.max_points
        for entry in entries
        if isinstance(version := entry.event, RULES)
        for line in lines(version)
    }
    for entry, score, _, leaves, _ in _scored(entries):
        if score.points is None:
            continue
        if leaf := leaves.get(score.criterion):
            maximum: Decimal | None = leaf.max
        else:
            maximum = latest.get((score.cluster, score.year, score.criterion))
        if maximum is not None and not 0 <= score.points <= maximum:
            yield entry, score, maximum


def of_another_kind(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ScoreRecorded, Refused]]:
    """Yield scores from which no points follow by the version of the book that they name.

    Such a score would count as nothing, or in full, without a word.

    Args:
        entries: The entries in force, ordered by place.

    Yields:
        The entry, its score, and why: `observation-of-another-kind` and others of
        `check_observation`, or `version-unknown`.
    """
    for one in _scored([*doubtful(entries)]):
        entry, score = one.entry, one.score
        leaf, facts = one.leaves.get(score.criterion), {"criterion": score.criterion}
        if not one.known:
            yield entry, score, Refused("version-unknown", version=score.book, **facts)
        elif leaf and score.points is not None and not isinstance(leaf.score, Direct):
            yield entry, score, Refused("observation-of-another-kind", **facts)
        elif leaf and score.observed is not None:
            try:
                check_observation(leaf, score.observed)
            except Refused as why:
                yield entry, score, why


def renumbered(before: Iterable[Entry], after: Iterable[Entry]) -> Iterator[Entry]:
    """Yield scores that would be of another version, because a version of the book falls away.

    Args:
        before: The entries in force, ordered by place.
        after: The entries that would be in force.
    """
    before, after = [*before], [*after]
    if _books(before) <= _books(after):
        return
    was = {one.entry.position: one for one in _scored(before)}
    for one in _scored(after):
        old = was.get(one.entry.position)
        if old and old.versions > one.versions and old.version is not one.version:
            yield one.entry


def _books(entries: Iterable[Entry]) -> set[int]:
    """Return the positions of all versions of rule books."""
    return {entry.position for entry in entries if isinstance(entry.event, RULES)}


def unopened(before: Iterable[Entry], after: Iterable[Entry]) -> Iterator[Entry]:
    """Yield peer scores that would be open while the sheets of their year are sealed again.

    Args:
        before: The entries in force, ordered by place.
        after: The entries that would be in force.
    """
    kept = [*after]
    gone = _openings(before) - _openings(kept)
    for entry in kept if gone else ():
        match entry.event:
            case ScoreRecorded(stage="peer", scorer=str(), cluster=cluster, year=year):
                if (cluster, year) in gone:
                    yield entry


def _openings(entries: Iterable[Entry]) -> set[tuple[str, int]]:
    opened = (entry.event for entry in entries)
    return {(e.cluster, e.year) for e in opened if isinstance(e, PeerSheetsOpened)}


def doubtful(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the rule books, and the scores that need a closer look by the laws of this module.

    Nearly every score is of plain points within the maximum of its line: no law has to say
    anything about it.

    Args:
        entries: The entries in force, ordered by place.
    """
    entries = [*entries]
    versions = _versions(entries)
    for entry in entries:
        if isinstance(score := entry.event, ScoreRecorded):
            of_year = versions.get((score.cluster, score.year), ())
            number, points = score.book, score.points
            leaf = of_year[number - 1][1].get(score.criterion) if number <= len(of_year) else None
            plain = leaf and score.observed is None and isinstance(leaf.score, Direct)
            if not (leaf and plain and (points is None or 0 <= points <= leaf.max)):
                yield entry
        elif isinstance(score, RULES):
            yield entry


def _versions(
    entries: Iterable[Entry],
) -> dict[tuple[str, int], list[tuple[Version, Mapping[str, Node]]]]:
    """Return cluster and year -> the versions of its book, each with its leaves by code."""
    versions: dict[tuple[str, int], list[tuple[Version, Mapping[str, Node]]]] = {}
    for entry in entries:
        if isinstance(version := entry.event, RULES):
            leaves = leaves_by_code(book_of(version))
            versions.setdefault((version.cluster, version.year), []).append((version, leaves))
    return versions


def _scored(entries: list[Entry]) -> Iterator[_Scored]:
    """Yield the scores of years with a book, each with its version."""
    versions = _versions(entries)
    for entry in entries:
        if isinstance(score := entry.event, ScoreRecorded):
            of_year = versions.get((score.cluster, score.year), [])
            if of_year:
                at = min(score.book, len(of_year)) - 1
                yield _Scored(entry, score, *of_year[at], versions=len(of_year))


def scores_stay(before: History, after: History) -> None:
    """Every score keeps its version of the rule book, and is what that version asks for.

    Args:
        before: The history as it is.
        after: The history as it would be.

    Raises:
        Refused: `stands-on-it`, with the first score that would mean something else.
    """
    wrong = {entry.position for entry, _, _ in of_another_kind(before.entries)}
    fallen = [entry.position for entry, _, _ in of_another_kind(after.entries)]
    for law in (renumbered, unopened):
        fallen += [entry.position for entry in law(before.entries, after.entries)]
    if found := sorted({*fallen} - wrong):
        raise depended_on(found)
