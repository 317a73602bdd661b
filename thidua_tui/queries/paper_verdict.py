"""What was found of a paper, as sentences: the answer, alterations, what differs since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.paper_check import FactChange, Verdict
from views.names import Names


def verdict_lines(found: Verdict, words: Words, names: Names) -> Iterator[str]:
    """Yield what was found of a paper, the answer first.

    Args:
        found: What was found.
        words: The messages of the language to use.
        names: The present names.
    """
    yield words(f"register.verdict.{_answer(found)}", **_called(found, words))
    if found.same_file:
        yield words("register.verdict.same-file")
    if found.facts_touched:
        yield words("register.verdict.facts-touched")
    for line in found.words_touched or ():
        yield f"  {plain(line)}"
    if found.unread:
        yield words(f"refusals.{found.unread}")
    if found.row and found.row.state == "cancelled":
        on, reason = found.row.cancelled_on, found.row.reason
        yield words("register.verdict.cancelled", on=on, reason=plain(reason) or None)
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


def _change_lines(changes: Sequence[FactChange], words: Words, names: Names) -> Iterator[str]:
    """Yield a line for each fact that differs, below the entry since which it does."""
    last = None
    for change in changes:
        if change.entry is not None and change.entry.position != last:
            last = change.entry.position
            key = "corrected-by" if change.corrected else "changed-by"
            sentence = words.sentence(change.entry.event, names)
            at = change.entry.at.astimezone().strftime("%d/%m/%Y %H:%M")
            facts = {"position": last, "at": at, "by": plain(change.entry.by)}
            yield words(f"register.verdict.{key}", sentence=sentence, **facts)
        then, now = (_shown(value, words) for value in (change.then, change.now))
        yield words("register.verdict.change", path=plain(change.path), then=then, now=now)


def _shown(value: Any, words: Words) -> str:
    return words("register.verdict.nothing") if value in (None, "") else plain(str(value))
