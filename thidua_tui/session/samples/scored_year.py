"""A scored year of an invented cluster, for `thidua demo`, and the year after it, half scored.

Nothing in it happened: the name of the cluster and the source of every entry say so. Sheets are
written as they are typed: what was observed for each leaf of the book, in its order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

import msgspec

from events.command import Command
from events.rule_amendments import AmendRules
from events.rule_book import IssueRules
from events.score_book.book import Node, ScoreBook
from events.score_book.book_toml import read_book
from events.scoring import RecordScores, Scored, Stage
from events.store.ledger import Ledger
from thidua_tui.parsing.observations import parse_observation
from thidua_tui.session.samples.records import SAMPLES
from thidua_tui.session.samples.story import Fields, Story

CLUSTER, YEAR = "vi-du", 2025
STAGES: tuple[Stage, ...] = get_args(Stage)


def play(ledger: Ledger) -> None:
    """Record the year into a ledger, all of it now."""
    _ScoredYear("scored_year", ledger, days=False).play()


class _ScoredYear(Story):
    """Sheets as text: a line of the data has what a unit observed, later stages what differs."""

    def __init__(self, name: str, ledger: Ledger, *, days: bool = True) -> None:
        super().__init__(name, ledger, days=days)
        self.early: set[tuple[str, str, str]] = set()

    def commands(self, fields: Fields, here: Fields) -> Iterable[Command]:
        """Return the rule book, its amendment, or the sheets of a stage."""
        year: Fields = {name: here[name] for name in ("cluster", "year")}
        if "issue" in fields:
            book = self.book(self.data["amendment"] if fields.get("amended") else None)
            return [IssueRules(**year, on=here["on"], document=fields["issue"], book=book)]
        if "amend" in fields:
            book = self.book(self.data["amendment"])
            return [AmendRules(**year, on=here["on"], document=fields["amend"], book=book)]
        if "cell" in fields:
            return [self._cell(fields, year)]
        return self._sheets(fields["sheets"], year, fields.get("of", "self"))

    def book(self, amendment: Fields | None = None) -> ScoreBook:
        """Return the book of the year, as it was issued or as it was amended.

        Args:
            amendment: Code of a leaf -> the fields that replace its own; None for none.
        """
        book = read_book((SAMPLES / "scored_year_book.toml").read_text("utf-8"))
        if not amendment:
            return book
        replaced = tuple(_amended(node, amendment) for node in book.criteria)
        return msgspec.structs.replace(book, criteria=replaced)

    def _cell(self, fields: Fields, year: Fields) -> RecordScores:
        """Return a single score that was given before the book was amended."""
        leaf = next(leaf for leaf in self.book().leaves() if leaf.code == fields["cell"])
        cell = _scored(fields["unit"], leaf, fields["observed"])
        self.early.add((fields["stage"], cell.unit, cell.criterion))
        return RecordScores(**year, stage=fields["stage"], cells=(cell,))

    def _sheets(self, stage: Stage, year: Fields, own: str) -> Iterator[RecordScores]:
        """Yield what a stage scored, unit by unit; a peer and a verifier may be named."""
        leaves = {leaf.code: leaf for leaf in self.book(self.data["amendment"]).leaves()}
        for unit, given in self._given(stage, leaves, own).items():
            cells = tuple(
                _scored(unit, leaves[code], text)
                for code, text in given.items()
                if (stage, unit, code) not in self.early
            )
            scorer = self.data["scorers"].get(stage, {}).get(unit)
            yield RecordScores(**year, stage=stage, cells=cells, scorer=scorer)

    def _given(self, stage: Stage, leaves: dict[str, Node], own: str) -> dict[str, dict[str, str]]:
        """Return unit -> leaf -> what a stage has there; a stage starts from the unit's own."""
        codes = [code for code, leaf in leaves.items() if leaf.by is None]
        sheets = {
            unit: dict(zip(codes, line.split(), strict=True))
            for unit, line in self.data[own].items()
        }
        if stage == "self":
            return sheets
        changes = {
            unit: dict(change.split("=") for change in line.split())
            for unit, line in self.data[stage].items()
        }
        if any(leaf.by == stage for leaf in leaves.values()):
            return changes
        return {unit: {**cells, **changes.get(unit, {})} for unit, cells in sheets.items()}


def _scored(unit: str, leaf: Node, text: str) -> Scored:
    seen = parse_observation(text, leaf)
    cell: Any = {"points": None, "observed": seen}
    if seen is not None and seen.points is not None:
        cell = {"points": seen.points}
    return Scored(unit=unit, criterion=leaf.code, **cell)


def _amended(node: Node, amendment: Fields) -> Node:
    """Return a node with the fields of an amendment, below it too."""
    below = tuple(_amended(child, amendment) for child in node.criteria)
    fields = {**msgspec.to_builtins(node), "criteria": below, **amendment.get(node.code, {})}
    return msgspec.convert({**fields, "criteria": msgspec.to_builtins(below)}, Node)
