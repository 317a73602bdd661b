"""What one version of a book changes in another: lines, and the rules of the whole book."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import Struct

from events.score_book.book import Node, ScoreBook

Change: TypeAlias = Literal["new", "gone", "changed"]
OF_LINE = ("title", "max", "score", "children", "wiped_by", "target", "by")
"""The fields of a line that are compared; its children are lines of their own."""
OF_BOOK = tuple(name for name in ScoreBook.__struct_fields__ if name != "criteria")
"""The rules of the whole book that are compared."""


class LineChange(Struct, frozen=True, kw_only=True):
    """A line of the table that is new, gone or changed.

    Attributes:
        code: The code of the line.
        change: Whether the line is new, gone or changed.
        before: The line before; None where it is new.
        after: The line after; None where it is gone.
        fields: The fields that differ, with `group` where it is below another line; only of a
            changed line.
    """

    code: str
    change: Change
    before: Node | None
    after: Node | None
    fields: tuple[str, ...] = ()


class RuleChange(Struct, frozen=True, kw_only=True):
    """A rule of the whole book that differs."""

    field: str
    before: Any
    after: Any


class BookDifference(Struct, frozen=True, kw_only=True):
    """What differs between two books; both empty where they are equal."""

    lines: tuple[LineChange, ...] = ()
    rules: tuple[RuleChange, ...] = ()

    def count(self, change: Change) -> int:
        """Return how many lines are new, gone or changed.

        Args:
            change: Which of these.
        """
        return sum(line.change == change for line in self.lines)


def book_difference(before: ScoreBook, after: ScoreBook) -> BookDifference:
    """Return what differs, lines in the order of the later table; those gone come last.

    Args:
        before: The earlier book.
        after: The later book.
    """
    was, is_ = ({node.code: node for node in book.nodes()} for book in (before, after))
    above = [_groups(book) for book in (before, after)]
    lines = []
    for code, node in is_.items():
        if code not in was:
            lines.append(LineChange(code=code, change="new", before=None, after=node))
            continue
        old = was[code]
        fields = [name for name in OF_LINE if getattr(old, name) != getattr(node, name)]
        if above[0][code] != above[1][code]:
            fields.append("group")
        if fields:
            change = LineChange(
                code=code, change="changed", before=old, after=node, fields=tuple(fields)
            )
            lines.append(change)
    gone = (node for code, node in was.items() if code not in is_)
    lines += [LineChange(code=node.code, change="gone", before=node, after=None) for node in gone]
    rules = tuple(
        RuleChange(field=name, before=getattr(before, name), after=getattr(after, name))
        for name in OF_BOOK
        if getattr(before, name) != getattr(after, name)
    )
    return BookDifference(lines=tuple(lines), rules=rules)


def _groups(book: ScoreBook) -> dict[str, str]:
    """Return code -> the code of the group that a line is in; empty on the first level."""
    found = dict.fromkeys((node.code for node in book.criteria), "")
    for node in book.nodes():
        found |= dict.fromkeys((child.code for child in node.criteria), node.code)
    return found
