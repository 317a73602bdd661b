"""Six years of an invented cluster, to show every page filled; its data is `years.toml`.

Nothing in it happened: the name of the cluster and the source of every entry say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from events.command import Command
from events.roles import roles_of
from events.rule_book import Criterion, IssueRules
from events.scorers import verifier_of
from events.scoring import RecordScores, Scored
from events.store.ledger import Ledger
from thidua_tui.session.samples.story import Fields, Story

CLUSTER = "mau"
PROVISIONAL = 2024
"""The year whose scores are not complete and whose result is not adopted."""


def play(ledger: Ledger) -> None:
    """Record the six years into an empty ledger, each act on its day."""
    _Years("years", ledger).play()


class _Years(Story):
    """Flat tables of criteria; a cell of the data is `verified`, or `verified/own`."""

    def commands(self, fields: Fields, here: Fields) -> Iterable[Command]:
        """Return the rule book of a year, or the sheets of a stage."""
        if "rules" in fields:
            return [self._rules(fields["rules"], here)]
        return self._scores(fields["scores"], here)

    def _rules(self, document: str, here: Fields) -> IssueRules:
        maxima = self.data["points"][str(here["year"])]["maxima"].split()
        lines = zip(self.data["criteria"].items(), maxima, strict=True)
        criteria = [
            msgspec.convert({"code": code, "name": name, "max_points": most}, Criterion)
            for (code, name), most in lines
        ]
        year = {name: here[name] for name in ("cluster", "year", "on")}
        return IssueRules(**year, document=document, criteria=tuple(criteria))

    def _scores(self, stage: str, here: Fields) -> Iterator[RecordScores]:
        """Yield the sheet of one stage, unit by unit; what is not filled yet is left out."""
        for unit, line in self.data["points"][str(here["year"])].items():
            if unit == "maxima":
                continue
            cells = zip(self.data["criteria"], line.split(), strict=True)
            points = ((code, *cell.partition("/")[::2]) for code, cell in cells)
            given = [(code, own or ours if stage == "self" else ours) for code, ours, own in points]
            scored = [
                msgspec.convert({"unit": unit, "criterion": code, "points": value}, Scored)
                for code, value in given
                if value != "-"
            ]
            year = {name: here[name] for name in ("cluster", "year")}
            by = {"scorer": self._verifier(unit, year) if stage == "verified" else None}
            yield msgspec.convert({**year, "stage": stage, "cells": scored, **by}, RecordScores)

    def _verifier(self, unit: str, year: Fields) -> str | None:
        """Return the deputy that verifies the head."""
        history, _ = self.ledger.history((roles_of(**year),))
        return verifier_of(history, unit=unit, **year)
