"""Acts around the score sheet: occurrences that count, and the second reading."""

from __future__ import annotations

from events.occurrences import COUNTED, OccurrenceRecorded, RecordOccurrence
from events.rule_book import book_of, in_force
from events.second_reading import ReadTwice, SheetReadTwice
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    constant,
    day,
    line,
    pick,
    picks,
    year,
    year_of,
)
from thidua_tui.parsing.fuzzy_match import Option


def _counted(ground: ActContext, values: Values) -> list[Option]:
    """The lines of the form's year that count occurrences."""
    issued = in_force(ground.of_cluster, ground.cluster, year_of(ground, values))
    leaves = book_of(issued).leaves() if issued else ()
    codes = {leaf.code for leaf in leaves if isinstance(leaf.score, COUNTED)}
    return [option for option in choices.criteria(ground, values) if option.code in codes]


CHECKS = (
    Act(
        id="record-occurrence",
        command=RecordOccurrence,
        facts=(OccurrenceRecorded,),
        fields=(
            year(),
            pick("unit", choices.on_roster),
            pick("criterion", _counted),
            line("what"),
            line("paper", needed=False),
            line("proposed_by", needed=False),
            line("accepted_by", needed=False),
            day(needed=False, default=constant("")),
        ),
        needs=("no-cluster", "no-year-roster", "no-rules"),
        series=True,
        start="unit",
    ),
    Act(
        id="read-twice",
        command=ReadTwice,
        facts=(SheetReadTwice,),
        fields=(
            year(),
            choice("stage", default="verified"),
            picks("units", choices.on_roster),
            line("second_by", default=lambda ground, _values: ground.session.by),
            pick("scorer", choices.on_roster, needed=False),
            Field(name="differences", kind="number", low=0, high=9999, default=constant("0")),
        ),
        needs=("no-cluster", "no-year-roster", "no-rules"),
        start="units",
        screen="second-reading",
    ),
)
