"""The score sheets of a cluster-year: from recorded scores, by the book's derivation, to an order.

Which points are final is data of the book: what head and deputy verified, what the last scorer
gave, or the mean of the peers. A cell keeps the version of the book under which it was scored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from events.command import History
from events.rule_book import book_of, versions
from events.score_book.book import Node, ScoreBook
from events.score_book.book_check import ADDING
from events.score_book.evaluate import Sheet, evaluate
from events.score_book.leaf_kinds import LeaderRelative, Observation
from events.score_book.leaf_points import points_of_all
from events.score_book.peers import middle
from events.scoring import ScoreRecorded, Stage

Cells = dict[str, dict[str, Observation | None]]
"""Unit -> leaf -> what was observed; None where the leaf does not apply to the unit."""


def final_stage(book: ScoreBook, leaf: Node, scored: Sequence[Stage]) -> Stage | None:
    """Return the stage whose points of a leaf are final; None where they are not there yet.

    Args:
        book: The book of the year.
        leaf: A leaf of it.
        scored: The stages in which a unit has a score for the leaf.
    """
    if leaf.by is not None:
        return leaf.by if leaf.by in scored else None
    derivation = book.derivation
    if derivation.final == "mean-of-peers":
        return "peer" if "peer" in scored else None
    if derivation.final == "verified":
        return "verified" if "verified" in scored else None
    others = [stage for stage in derivation.scorers if stage != "self" and stage in scored]
    return others[-1] if others else None


def sheets(
    history: History, cluster: str, year: int, units: Sequence[str] | None = None
) -> dict[str, Sheet]:
    """Return unit -> its sheet of final points, by the latest version of the book.

    Args:
        history: The history, with rule book and scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The units that have a sheet; None for those with final points.
    """
    return sheets_with_cells(history, cluster, year, units)[0]


def sheets_with_cells(
    history: History, cluster: str, year: int, units: Sequence[str] | None = None
) -> tuple[dict[str, Sheet], Cells]:
    """Return unit -> its sheet of final points, and unit -> leaf -> what was observed.

    Both are computed once for a history: they are not to be changed.

    Args:
        history: The history, as for `sheets`.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The units that have a sheet; None for those with final points.
    """
    asked = units if units is None else tuple(units)
    return history.once(_sheets_with_cells, cluster, year, asked)


def _sheets_with_cells(
    history: History, cluster: str, year: int, units: tuple[str, ...] | None
) -> tuple[dict[str, Sheet], Cells]:
    issued = [book_of(version) for version in versions(history, cluster, year)]
    if not issued:
        return {}, {}
    scored = history.once(_scores, cluster, year)
    book = issued[-1]
    observed: Cells = {unit: {} for unit in units or ()}
    points: dict[str, dict[str, Fraction]] = {}
    by_leaf: dict[str, dict[str, dict[Stage, list[ScoreRecorded]]]] = {}
    for (unit, code), cell in scored.items():
        by_leaf.setdefault(code, {})[unit] = cell
    for leaf in book.leaves():
        final: dict[str, list[ScoreRecorded]] = {}
        for unit, by_stage in by_leaf.get(leaf.code, {}).items():
            if units is not None and unit not in observed:
                continue
            if (stage := final_stage(book, leaf, [*by_stage])) is not None:
                final[unit] = by_stage[stage]
        for unit, given in final.items():
            observed.setdefault(unit, {})[leaf.code] = middle(leaf, given).seen
        points[leaf.code] = points_of(book, leaf, final, issued)
    return evaluate(book, observed, points), observed


def _scores(
    history: History, cluster: str, year: int
) -> dict[tuple[str, str], dict[Stage, list[ScoreRecorded]]]:
    """Return unit and leaf -> stage -> its scores; at most one of each scorer."""
    found: dict[tuple[str, str], dict[Stage, list[ScoreRecorded]]] = {}
    for score in history.of(ScoreRecorded):
        if (score.cluster, score.year) == (cluster, year):
            cell = found.setdefault((score.unit, score.criterion), {})
            cell.setdefault(score.stage, []).append(score)
    return found


def points_of(
    book: ScoreBook,
    leaf: Node,
    final: Mapping[str, Sequence[ScoreRecorded]],
    issued: Sequence[ScoreBook],
) -> dict[str, Fraction]:
    """Return unit -> its points for a leaf: of its scorer, or the mean of its peers.

    Args:
        book: The latest version of the book.
        leaf: A leaf of it.
        final: Unit -> its score for the leaf, or the scores of its peers.
        issued: All versions of the book.
    """
    trim = book.derivation.trim_from
    alone = {
        unit: given[0] if len(given) == 1 else middle(leaf, given) for unit, given in final.items()
    }
    found = _of_versions(leaf, alone, issued)
    for unit, given in final.items():
        if len(given) > 1 and (points := _of_each(leaf, unit, given, alone, issued)):
            found[unit] = mean(points, trim)
    return found


def _of_each(
    leaf: Node,
    unit: str,
    given: Sequence[ScoreRecorded],
    others: Mapping[str, ScoreRecorded],
    issued: Sequence[ScoreBook],
) -> list[Fraction]:
    """Return the points of a unit by each of its scorers; what is relative, next to the others."""
    around = others if isinstance(leaf.score, LeaderRelative) else {}
    found = (_of_versions(leaf, {**around, unit: one}, issued) for one in given)
    return [points[unit] for points in found if unit in points]


def stage_points(
    history: History, cluster: str, year: int, stage: Stage
) -> dict[str, dict[str, Fraction]]:
    """Return leaf -> unit -> its points at one stage, of several peers their mean.

    Args:
        history: The history, with rule book and scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        stage: Who gave the points.
    """
    issued = [book_of(version) for version in versions(history, cluster, year)]
    found: dict[str, dict[str, list[ScoreRecorded]]] = {}
    for (unit, code), by_stage in history.once(_scores, cluster, year).items():
        if stage in by_stage:
            found.setdefault(code, {})[unit] = by_stage[stage]
    leaves = issued[-1].leaves() if issued else ()
    return {
        leaf.code: points_of(issued[-1], leaf, found[leaf.code], issued)
        for leaf in leaves
        if leaf.code in found
    }


def _of_versions(
    leaf: Node, scores: Mapping[str, ScoreRecorded], issued: Sequence[ScoreBook]
) -> dict[str, Fraction]:
    """Return unit -> its points, each under the version of the book that its score names."""
    if len(issued) == 1:
        observed = {unit: score.seen for unit, score in scores.items()}
        return points_of_all(leaf, {unit: seen for unit, seen in observed.items() if seen})
    found: dict[str, Fraction] = {}
    for number in {min(score.book, len(issued)) for score in scores.values()}:
        of_version = {
            unit: seen
            for unit, score in scores.items()
            if min(score.book, len(issued)) == number and (seen := score.seen) is not None
        }
        found |= points_of_all(_in_version(leaf, issued, number), of_version)
    return found


def _in_version(leaf: Node, issued: Sequence[ScoreBook], number: int) -> Node:
    """Return a leaf as it was in a version of the book."""
    if number == len(issued):
        return leaf
    return next((one for one in issued[number - 1].leaves() if one.code == leaf.code), leaf)


def mean(points: Sequence[Fraction], trim_from: int) -> Fraction:
    """Return the mean of points, without the highest and the lowest from so many on.

    Args:
        points: The points of the scorers, at least one.
        trim_from: From how many scorers on the highest and the lowest are dropped; 0 for never.
    """
    kept = sorted(points)
    if trim_from and len(kept) >= max(3, trim_from):
        kept = kept[1:-1]
    return sum(kept, Fraction(0)) / len(kept)


def missing(
    history: History, cluster: str, year: int, units: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Return unit and leaf of every final score that is missing, by unit, then by leaf.

    A bonus and a formal duty without an entry count as none.

    Args:
        history: The history, with rule book and scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The units that are to be ranked.
    """
    issued = versions(history, cluster, year)
    if not issued:
        return ()
    wanted = [x for x in book_of(issued[-1]).leaves() if not isinstance(x.score, ADDING)]
    scored = history.once(_scores, cluster, year)
    book = book_of(issued[-1])
    return tuple(
        (unit, leaf.code)
        for unit in units
        for leaf in wanted
        if final_stage(book, leaf, [*scored.get((unit, leaf.code), ())]) is None
    )
