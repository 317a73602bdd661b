"""The cell that decides, in full: what was observed, by whom, the version, the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from events.event import Entry
from events.rule_book import book_of
from events.score_book.arithmetic import Column
from events.scoring import ScoreRecorded
from events.text import plain
from thidua_tui.formatting.sentences.points import points_text
from thidua_tui.formatting.sentences.score_arithmetic import observed_text, score_arithmetic
from thidua_tui.i18n.messages import Words
from views.place_reasons import YearReasons


class CellFact(NamedTuple):
    """A label and what is known; `position` is the entry that it comes from, 0 for none."""

    label: str
    value: str
    position: int = 0


def cell_facts(reasons: YearReasons, unit: str, leaf: str, words: Words) -> Iterator[CellFact]:
    """Yield what the final points of a cell follow from; a fact that says so where nothing does.

    Args:
        reasons: What the places of the year follow from.
        unit: The code of the unit.
        leaf: The code of a leaf of the book.
        words: The words of the chosen language.
    """
    final = reasons.final(unit, leaf)
    sheet = reasons.sheet(unit)
    points = sheet.points.get(leaf) if sheet else None
    if points is not None:
        yield CellFact(words("placereasons.cell.points"), points_text(points, words))
    if len(final) > 1:
        yield CellFact("", words("placereasons.cell.mean", count=str(len(final))))
    for entry in final:
        yield from entry_facts(reasons, entry, words)
    if not final:
        yield CellFact("", words("placereasons.cell.none"))


def entry_facts(reasons: YearReasons, entry: Entry, words: Words) -> Iterator[CellFact]:
    """Yield what is known of a recorded score.

    Args:
        reasons: What the places of the year follow from.
        entry: The entry of a score of the year.
        words: The words of the chosen language.
    """
    score = entry.event
    if not isinstance(score, ScoreRecorded):
        return
    at = entry.position
    facts = {
        "observed": observed_text(score.seen, words),
        "arithmetic": _arithmetic(reasons, score, words),
        "stage": words.choice("stage", score.stage),
        "scorer": plain(reasons.name(score.scorer)) if score.scorer else "",
        "book": version_text(reasons, score, words),
        "evidence": plain(score.evidence) or words("placereasons.cell.no-evidence"),
        "by": words("placereasons.cell.recorded", by=plain(entry.by), at=words.instant(entry.at)),
        "entry": words("placereasons.cell.entry", position=str(at)),
    }
    for name, value in facts.items():
        if value:
            yield CellFact(words(f"placereasons.cell.{name}-label"), value, at)


def _arithmetic(reasons: YearReasons, score: ScoreRecorded, words: Words) -> str:
    """Return how the points of a score follow, under the version that it was given under."""
    book = book_of(reasons.issued[min(score.book, len(reasons.issued)) - 1])
    node = next((leaf for leaf in book.leaves() if leaf.code == score.criterion), None)
    if node is None:
        return words("placereasons.cell.line-gone")
    return score_arithmetic(node, score.seen, words, _column(reasons, score))


def _column(reasons: YearReasons, score: ScoreRecorded) -> Column:
    """Return what was observed of every unit at that stage, by that scorer."""
    found = {}
    for unit in reasons.units:
        for entry in reasons.scores.get((unit, score.criterion), ()):
            if isinstance(one := entry.event, ScoreRecorded) and _alike(one, score):
                found[unit] = one.seen
    return found | {score.unit: score.seen}


def _alike(one: ScoreRecorded, other: ScoreRecorded) -> bool:
    """Return whether two scores are of one stage, scorer and version."""
    return (one.stage, one.scorer, one.book) == (other.stage, other.scorer, other.book)


def version_text(reasons: YearReasons, score: ScoreRecorded, words: Words) -> str:
    """Return the version of the book under which a score was given, and its document.

    Args:
        reasons: What the places of the year follow from.
        score: A score of the year.
        words: The words of the chosen language.
    """
    number = min(score.book, len(reasons.issued))
    issued = reasons.issued[number - 1]
    return words(
        "placereasons.cell.version",
        number=str(number),
        document=plain(issued.document) or None,
        on=words.day(issued.on) if issued.on else None,
    )
