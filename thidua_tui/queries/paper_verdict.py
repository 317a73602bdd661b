"""What was found of a paper, as sentences: the answer, alterations, what differs since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.paper_check import FactChange, Verdict
from views.names import Names


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
    if found.same_file:
        yield VerdictLine(words("register.verdict.same-file"))
    if found.facts_touched:
        yield VerdictLine(words("register.verdict.facts-touched"))
    for line in found.words_touched or ():
        yield VerdictLine(f"  {plain(line)}")
    if row := found.row:
        if row.state == "cancelled":
            on, reason = row.cancelled_on, plain(row.reason) or None
            yield VerdictLine(words("register.verdict.cancelled", on=on, reason=reason))
        yield VerdictLine(words("register.verdict.issued", position=row.entry), row.entry)
    if found.origin in ("issued", "draft"):
        yield from _change_lines(found.changes, words, names)


def _answer(found: Verdict) -> str:
    if found.origin not in ("issued", "draft"):
        return found.origin
    if found.facts_touched or found.words_touched:
        return "altered"
    if not found.changes:
        return "true"
    return "corrected" if any(one.corrected for one in found.changes) else "gone-on"


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


def _change_lines(
    changes: Sequence[FactChange], words: Words, names: Names
) -> Iterator[VerdictLine]:
    """Yield a line for each fact that differs, below the entry since which it does."""
    last = 0
    for change in changes:
        entry = change.entry.position if change.entry else 0
        if change.entry is not None and entry != last:
            last = entry
            key = "corrected-by" if change.corrected else "changed-by"
            sentence = words.sentence(change.entry.event, names)
            at = change.entry.at.astimezone().strftime("%d/%m/%Y %H:%M")
            facts = {"position": last, "at": at, "by": plain(change.entry.by)}
            yield VerdictLine(words(f"register.verdict.{key}", sentence=sentence, **facts), last)
        then, now = (_shown(value, words) for value in (change.then, change.now))
        text = words("register.verdict.change", path=plain(change.path), then=then, now=now)
        yield VerdictLine(text, entry)


def _shown(value: Any, words: Words) -> str:
    return words("register.verdict.nothing") if value in (None, "") else plain(str(value))
