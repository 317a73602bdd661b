"""Which line of a table of criteria is below which, by indentation or by the style of its code."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from events.errors import BadInput
from events.score_book.book import Node
from events.text import plain
from thidua_tui.parsing.book_kinds import parse_kind

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.]{0,15}")
ROMAN, CAPITAL = 0, 1
_STYLES = (
    re.compile(r"[IVXL]+"),
    re.compile(r"[A-Z][0-9]{0,2}"),
    re.compile(r"[0-9]{1,3}"),
    re.compile(r"[a-z]"),
)
"""Roman numbers, capitals, numbers, small letters: each parts what is above it."""


class TableLine(NamedTuple):
    """A line of the table as it was read; `maximum` is None where there is none."""

    number: int
    indent: int
    code: str
    title: str
    maximum: Decimal | None
    kind: str


def at_line(number: int, parse: Callable[[], Any]) -> Any:
    """Parse, and say of which line a refusal speaks."""
    try:
        return parse()
    except BadInput as bad:
        raise BadInput(bad.code, **{**bad.facts, "line": number}) from None


def style_of(code: str) -> int:
    """Return how a code without dots is written, for what is below what."""
    return next((at for at, style in enumerate(_STYLES) if style.fullmatch(code)), len(_STYLES))


class Tree:
    """The lines put below each other; codes become unique by those above them."""

    def __init__(self, lines: Sequence[TableLine]) -> None:
        self.rows = lines
        self.lines: dict[str, int] = {}
        self.above = self._parents()
        self.codes: list[str] = []
        for at, line in enumerate(lines):
            up = self.above[at]
            head = f"{self.codes[up]}." if up is not None else ""
            whole = up is None or line.code.startswith(head)
            self.codes.append(line.code if whole else self._below(head, line.code, up))
            self.lines.setdefault(self.codes[at], line.number)
        self.top = [self._node(at) for at, up in enumerate(self.above) if up is None]

    def _below(self, head: str, code: str, up: int | None) -> str:
        """Return `VIII.1.1` for a line `1.1` below the line `1` of group `VIII`."""
        own = self.rows[up].code if up is not None else ""
        rest = code.removeprefix(f"{own}.")
        made = f"{head}{rest}"
        if not CODE.fullmatch(made):
            raise BadInput("not-a-criterion-code", value=plain(made))
        return made

    def _parents(self) -> list[int | None]:
        if len({line.indent for line in self.rows}) > 1:
            return self._by([line.indent for line in self.rows])
        return self._by_codes()

    def _by(self, depths: Sequence[int]) -> list[int | None]:
        """Return the place of the line above each, by any measure of depth."""
        found: list[int | None] = []
        open_: list[int] = []
        for at, depth in enumerate(depths):
            while open_ and depths[open_[-1]] >= depth:
                open_.pop()
            found.append(open_[-1] if open_ else None)
            open_.append(at)
        return found

    def _by_codes(self) -> list[int | None]:
        found: list[int | None] = []
        open_: list[tuple[int, tuple[int, int]]] = []
        styles: list[int] = []
        for at, line in enumerate(self.rows):
            head, _, _ = line.code.rpartition(".")
            up = next((a for a, _ in reversed(open_) if self.rows[a].code == head), None)
            if head and up is not None:
                while open_[-1][0] != up:
                    open_.pop()
                place = (open_[-1][1][0], open_[-1][1][1] + 1)
            elif head:
                place = (-1, 0)
                open_.clear()
            else:
                style = style_of(line.code)
                if style == CAPITAL and ROMAN in styles[:1]:
                    style = ROMAN  # `T1` or `T` after `III` begins no level of its own
                if style not in styles:
                    styles.append(style)
                place = (styles.index(style), 0)
                while open_ and open_[-1][1] >= place:
                    open_.pop()
            found.append(open_[-1][0] if open_ else None)
            open_.append((at, place))
        return found

    def _node(self, at: int) -> Node:
        line = self.rows[at]
        below = [self._node(child) for child, up in enumerate(self.above) if up == at]
        if below:
            whole = sum((node.max for node in below), Decimal(0))
            return Node(
                code=self.codes[at],
                title=line.title,
                max=whole if line.maximum is None else line.maximum,
                criteria=tuple(below),
            )
        score, adding = at_line(line.number, partial(parse_kind, line.kind))
        if line.maximum is None and not adding:
            raise BadInput("no-maximum", criterion=line.code, line=line.number)
        return Node(
            code=self.codes[at],
            title=line.title,
            max=Decimal(0) if line.maximum is None else line.maximum,
            score=score,
        )
