"""Acts of the rule book: issued for a year, amended within it."""

from __future__ import annotations

from collections.abc import Iterable

from events.command import Command
from events.rule_amendments import AmendRules
from events.rule_book import IssueRules, RulesAmended, RulesIssued
from events.score_book.book import ScoreBook
from thidua_tui.acts.act import Act, Typed, single_command
from thidua_tui.acts.book_sources import current_text, source_text, templates
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values, constant, day, line, year


def _rules_year(ground: ActContext, _values: Values) -> str:
    issued = {e.year for e in ground.of_cluster.of(RulesIssued)}
    return str(ground.year_without(issued))


def _issue(act: Act, typed: Typed, ground: ActContext) -> Iterable[Command]:
    """A flat table as it is; a tree is the book, which has its own rounding."""
    values = dict(typed)
    if isinstance(values.get("criteria"), ScoreBook):
        values["book"] = values.pop("criteria")
        values.pop("digits", None)
    return single_command(act, values, ground)


FILE = Field(name="file", kind="file", needed=False, feeds=True)
"""The path of a file: its text is the default of the book."""

RULES = (
    Act(
        id="issue-rules",
        command=IssueRules,
        facts=(RulesIssued,),
        fields=(
            year(_rules_year),
            Field(name="template", kind="pick", options=templates, needed=False, feeds=True),
            FILE,
            Field(
                name="criteria",
                kind="criteria",
                gives=("criteria", "book"),
                default=source_text,
                spoken=True,
            ),
            line("document", needed=False),
            Field(name="digits", kind="number", low=0, high=4, default=constant("2")),
            day(needed=False, default=constant("")),
        ),
        needs=("no-cluster",),
        start="criteria",
        make=_issue,
    ),
    Act(
        id="amend-rules",
        command=AmendRules,
        facts=(RulesAmended,),
        fields=(
            year(),
            line("document", needed=False),
            day(needed=False, default=constant("")),
            FILE,
            Field(name="book", kind="book", default=current_text, spoken=True),
        ),
        needs=("no-cluster", "no-rules", "result-adopted"),
        start="book",
    ),
)
