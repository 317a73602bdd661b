"""What was found of a paper, as sentences: the answer, alterations, what differs since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from events.text import plain
from thidua_tui.formatting.papers.fact_words import point_line, point_text
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.paper_check import Verdict
from views.names import Names
from views.paper_register import PaperRow


class VerdictLine(NamedTuple):
    """A sentence of a verdict.

    Attributes:
        text: The sentence.
        entry: The position of the entry that it is about; 0 for none.
    """

    text: str
    entry: int = 0


def verdict_lines(found: Verdict, words: Words, names: Names) -> Iterator[VerdictLine]:
    """Yield what was found of a paper, the answer first.

    Args:
        found: What was found.
        words: The messages of the language to use.
        names: The present names.
    """
    yield VerdictLine(words(f"register.verdict.{_answer(found)}", **_called(found, words)))
    if found.origin == "draft":
        yield VerdictLine(words("register.verdict.not-in-register"))
    yield from map(VerdictLine, _file_lines(found, words))
    if row := found.row:
        if row.state == "cancelled":
            on, reason = row.cancelled_on, plain(row.reason) or None
            yield VerdictLine(words("register.verdict.cancelled", on=on, reason=reason))
        yield VerdictLine(words("register.verdict.issued", position=row.entry), row.entry)
    if found.origin in ("issued", "draft"):
        yield from _change_lines(found, words, names)


def _file_lines(found: Verdict, words: Words) -> Iterator[str]:
    """Yield what was found of the file: as it was issued, altered, or what cannot be compared."""
    if found.same_file:
        yield words("register.verdict.same-file")
        return
    if found.facts_touched:
        key = "facts-of-other" if found.facts_of else "facts-touched"
        yield words(f"register.verdict.{key}", **_named(found.facts_of, words))
    if found.words_touched:
        yield words("register.verdict.words-touched")
        yield from (f"  {plain(line)}" for line in found.words_touched)
    if found.unread:
        yield words(f"refusals.{found.unread}")
    elif found.from_file and found.words_touched is None:
        yield words("register.verdict.words-not-compared")


def _answer(found: Verdict) -> str:
    if found.origin not in ("issued", "draft"):
        return found.origin
    if found.facts_touched or found.words_touched:
        return "altered"
    ways = {one.how for one in found.changes}
    for answer in ("corrected", "retracted"):
        if answer in ways:
            return answer
    if not ways:
        return "true"
    return "renamed" if ways == {"renamed"} else "gone-on"


def _named(row: PaperRow | None, words: Words) -> dict[str, Any]:
    if row is None:
        return {}
    return {"kind": words.choice("paper_kind", row.kind), "number": row.number or None}


def _called(found: Verdict, words: Words) -> dict[str, Any]:
    """Kind, number, day and position of the paper."""
    row = found.row
    return {
        "kind": words.choice("paper_kind", found.code.kind),
        "number": row.number or None if row else None,
        "on": row.issued_on if row else None,
        "entries": found.code.entries,
        "count": len(found.changes),
    }


def _change_lines(found: Verdict, words: Words, names: Names) -> Iterator[VerdictLine]:
    """Yield a line for each point that differs, below the entry since which it does."""
    last = 0
    for change in found.changes:
        entry = change.entry.position if change.entry else 0
        if change.entry is not None and entry != last:
            last = entry
            sentence = words.sentence(change.entry.event, names)
            at = change.entry.at.astimezone().strftime("%d/%m/%Y %H:%M")
            facts = {"position": last, "at": at, "by": plain(change.entry.by)}
            text = words(f"register.verdict.{change.how}-by", sentence=sentence, **facts)
            yield VerdictLine(text, last)
        point = point_text(change.point, found.then or {}, found.now, words)
        yield VerdictLine(f"  {point_line(point, words)}", entry)
