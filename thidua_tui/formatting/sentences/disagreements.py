"""Where sources differ, in words: a sign, how many they are, and what they say.

On a page of a year the sign marks the fact itself; above a table, on paper and on the command
line, a sentence describes each open question that the table answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from events.text import plain
from thidua_tui.i18n.messages import Words
from views.disputes import DisputeRow, Disputes
from views.projection import project

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.session.location import Location

SIGN = "≠"
TOPICS = {
    "ranking": ("places",),
    "roster": ("members", "head", "deputies", "places"),
    "leaders": ("head", "deputies"),
    "rotation": ("head",),
    "gaps": ("head",),
    "awards": ("awards",),
    "meetings": ("day",),
    "minutes": ("day",),
    "scores": ("places",),
}
"""Table -> the topics of the questions that it answers."""
TOPICS["unit"] = TOPICS["history"] = ("members", "head", "deputies", "places", "awards", "day")


def open_ones(rows: Sequence[DisputeRow]) -> tuple[DisputeRow, ...]:
    """The questions that wait for a verdict."""
    return tuple(row for row in rows if row.state == "open")


def unsettled(rows: Sequence[DisputeRow]) -> tuple[DisputeRow, ...]:
    """The questions that wait for a verdict, or whose verdict a recorded fact contradicts."""
    return tuple(row for row in rows if row.state == "open" or row.against)


def against(found: Sequence[DisputeRow], words: Words) -> str:
    """That verdicts contradict what is recorded, by which entries, and what to do."""
    sentences = [
        words(
            "forgiving.sources.against",
            value=row.value,
            verdict=str(row.verdict.position),
            recorded=row.recorded,
            positions=", ".join(map(str, row.against)),
        )
        for row in found
        if row.against
    ]
    return " ".join(f"{SIGN} {sentence}" for sentence in sentences)


def differ(found: Sequence[DisputeRow], words: Words) -> str:
    """`≠ 2 nguồn khác nhau: 8 / 7`."""
    count = str(max(len(_values(row)) for row in found))
    return f"{SIGN} {words('forgiving.sources.differ', count=count, values=values(found))}"


def disagreement_text(row: DisputeRow, words: Words) -> str:
    """What a verdict contradicts; of an open question, how the sources differ."""
    return against([row], words) or differ([row], words)


def values(found: Sequence[DisputeRow]) -> str:
    """`8 / 7`: what the sources say, question by question."""
    return "; ".join(" / ".join(_values(row)) for row in found)


def _values(row: DisputeRow) -> list[str]:
    if row.against:  # what the ledger has, and what it should have
        return [row.recorded or "", row.value or ""]
    return [*dict.fromkeys(one.value for one in row.statements if not one.verdict)]


def question(row: DisputeRow, words: Words) -> str:
    """What sources speak of: the topic, and the unit where it is of one alone."""
    topic = words.choice("topic", row.topic)
    return f"{topic}, {row.unit_name}:" if row.unit_name else f"{topic}:"


def differing(
    table: str, ledger: Ledger, asked: Disputes, known_at: int | datetime | None, words: Words
) -> Iterator[str]:
    """A line for each open question about what a table shows; `asked` names cluster, year, day."""
    if topics := TOPICS.get(table):
        rows = project(asked, ledger, known_at).rows()
        for row in rows:
            if row.topic in topics and (row.state == "open" or row.against):
                yield plain(f"{row.year}, {question(row, words)} {disagreement_text(row, words)}")


def differing_at(table: str, ledger: Ledger, here: Location, words: Words) -> Iterator[str]:
    """The same, of the current location."""
    asked = Disputes(here.cluster, here.year, here.on)
    return differing(table, ledger, asked, here.known_at, words)
