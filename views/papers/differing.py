"""What of a paper is so no longer: its facts and those of another position, point by point.

A point is what a reader takes for one statement: an entry of the minutes, a row of a list, a field.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

import msgspec

from events.errors import BadInput, Refused
from events.event import name_of
from events.meetings import MeetingOpened
from events.papers import PaperIssued, PaperKind
from views.papers.facts import PaperFacts, Subject, plain_facts
from views.papers.registry import PAPERS
from views.projection import Reader

Facts: TypeAlias = dict[str, Any]
"""Facts as JSON types."""


class Row(NamedTuple):
    """A step into a list: to the row with a key, or to the nth value, from 1."""

    key: str | int


Path: TypeAlias = tuple[str | Row, ...]
"""Fields and rows, from the facts inwards."""
WHOLE = ("quorum", "outgoing", "incoming", "ranking")
"""Parts of facts of which the fields are one point."""
RESTING = {"rankings": "entries"}
"""A list whose rows follow from the row with the same key of another."""
REPEATED = "corrections"
"""A list of what differs in others: a correction is a difference of its entries."""
MERGED = ("leaders",)
"""Lists in which a row takes the place of another with the same beginning of its key."""


class FactChange(NamedTuple):
    """A fact that differs; `then` and `now` are None where there is nothing."""

    path: Path
    then: Any
    now: Any


class Point(NamedTuple):
    """What differs in one point.

    Attributes:
        path: Where it is in the facts; of a row of a list, that row.
        changes: The facts that differ there, at least one.
    """

    path: Path
    changes: tuple[FactChange, ...]


def subject_of(issued: PaperIssued) -> Subject:
    """Return what an issued paper is about."""
    return Subject(
        cluster=issued.cluster,
        year=issued.year,
        meeting=issued.about_meeting or "",
        entry=issued.about_entry,
        unit=issued.addressee,
    )


def stated_in(issued: PaperIssued) -> Facts:
    """Return the facts that an issued paper states, in the shape that they have now.

    Args:
        issued: The paper in its register; a field that this program no longer has is left out.

    Raises:
        BadInput: `paper-facts-unreadable`, where a later program stored them in another shape.
    """
    stated = plain_facts(kept_facts(issued))
    if issued.schema == 1:
        for rows in ("entries", "council"):
            for row in stated.get(rows, ()):
                _reduce(row)
    return stated


def _reduce(row: Facts) -> None:
    """Leave out of an entry of schema 1 what schema 2 leaves out."""
    row["event"].pop("type", None)
    if row["type"] != name_of(MeetingOpened) and "source" in row:
        row["source"] = {"kind": row["source"]["kind"]} if "kind" in row["source"] else {}


def kept_facts(issued: PaperIssued) -> PaperFacts:
    """Return the facts of an issued paper as its register keeps them.

    Args:
        issued: As for `stated_in`.

    Raises:
        BadInput: As `stated_in`.
    """
    shape = PAPERS[issued.paper_kind].facts
    try:
        return msgspec.convert(json.loads(issued.facts), shape, strict=False)
    except (ValueError, msgspec.ValidationError) as error:
        raise BadInput("paper-facts-unreadable", schema=issued.schema) from error


def facts_at(
    reader: Reader, kind: PaperKind, subject: Subject, known_at: int | datetime | None
) -> Facts | None:
    """Return the facts at a position; None where no such paper can be made there.

    Args:
        reader: The source of the entries.
        kind: The kind of paper.
        subject: What it is about.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.
    """
    try:
        return plain_facts(PAPERS[kind].make(reader, subject, known_at))
    except (BadInput, Refused):
        return None


def differing(then: Facts | None, now: Facts | None) -> tuple[Point, ...]:
    """Return the points in which facts differ, in their order; none where they are the same.

    A paper that cannot be made any more differs in one point, whose path is empty.

    Args:
        then: The facts that are stated; None where there are none.
        now: The other facts.
    """
    if now is None or then is None:
        return () if now is then else (Point((), (FactChange((), then, now),)),)
    old, new = dict(flat(then)), dict(flat(now))
    points: dict[Path, list[FactChange]] = {}
    for path in {**old, **new}:
        if old.get(path) != new.get(path) and path[0] != REPEATED:
            change = FactChange(path, old.get(path), new.get(path))
            points.setdefault(point_of(path), []).append(change)
    found = [Point(path, tuple(changes)) for path, changes in points.items()]
    return tuple(point for point in found if not _is_only_named(point, then, now))


def moved(before: Iterable[Point], after: Iterable[Point]) -> tuple[Point, ...]:
    """Return the points that an act changes.

    Args:
        before: The points in which a paper differs before it.
        after: Those in which it differs after it.
    """
    known = {*map(str, before)}
    return tuple(point for point in after if str(point) not in known)


def point_of(path: Path) -> Path:
    """Return the point that a fact belongs to."""
    for at, step in enumerate(path):
        if isinstance(step, Row):
            if isinstance(step.key, int):
                return path[:at]
            head = str(path[at - 1])
            key = step.key.partition("/")[0] if head in MERGED else step.key
            return (*path[: at - 1], RESTING.get(head, head), Row(key))
    return path[:1] if path[0] in WHOLE else path


def row_at(facts: Facts | None, path: Path) -> Facts | None:
    """Return the row of facts at a path; None where there is none.

    Args:
        facts: The facts.
        path: The path of a point; of merged rows, the first.
    """
    found: Any = facts
    for step in path:
        if isinstance(step, Row):
            found = next((one for one in found or () if _is_row(one, step.key)), None)
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def flat(facts: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield each known value of facts with its path; a row of a list is found by its `key`.

    Of the entry behind a row its position is left out, and the reason of a correction: no paper
    prints them, and a fact that was restored is the fact that was stated.

    Args:
        facts: Facts as JSON types.
        path: The path of these facts.
    """
    if isinstance(facts, dict):
        corrected = "entry" in facts and str(facts["entry"]) != facts.get("key")
        unprinted = {"entry": "key" in facts, "reason": "key" in facts and corrected}
        for name, value in facts.items():
            if not unprinted.get(name):
                yield from flat(value, (*path, name))
    elif isinstance(facts, list):
        for nth, value in enumerate(facts, 1):
            key = value.get("key", nth) if isinstance(value, dict) else nth
            yield from flat(value, (*path, Row(key)))
    elif facts not in (None, ""):
        yield path, facts


def _is_row(value: Any, key: str | int) -> bool:
    known = str(value.get("key", "")) if isinstance(value, dict) else ""
    return known == key or known.startswith(f"{key}/")


def _is_only_named(point: Point, then: Facts, now: Facts) -> bool:
    """Return whether a name came or went with what it names, which is a point of its own."""
    path = point.path
    return path[0] == "names" and (row_at(then, path) is None or row_at(now, path) is None)
