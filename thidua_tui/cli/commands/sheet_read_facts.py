"""`thidua sheet read FILE` for lists of members, roles and awards: row by row, one act."""

from __future__ import annotations

from collections.abc import Iterator

from events.errors import BadInput, Refused
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.preview import describe_consequences, foresee
from thidua_tui.app.backup_on_close import saved
from thidua_tui.forms.fact_sheets.lines import FactsReading
from thidua_tui.forms.fact_sheets.reading import source_of_file
from thidua_tui.forms.fact_sheets.report import about_list, fact_sentence, facts_summary

MOST = 200
"""So many lines are printed; the rest is counted."""


def foretold_facts(reading: FactsReading, ground: ActContext) -> Iterator[str]:
    """Yield what a list says that is new, and what recording it would move.

    Args:
        reading: What the list says.
        ground: The cluster-year.
    """
    words = ground.words
    yield from about_list(reading, ground, words)
    for line in reading.lines[:MOST]:
        yield fact_sentence(line, ground, words)
    if len(reading.lines) > MOST:
        yield words("sheetin.more", count=str(len(reading.lines) - MOST))
    yield facts_summary(reading, words)
    if reading.command is not None:
        ahead = foresee(ground.session, [reading.command])
        yield words("sheetin.facts.moves")
        yield from (f"  {move}" for move in describe_consequences(ahead.consequences, words))


def record_facts(
    reading: FactsReading, ground: ActContext, act: str, title: str, reason: str, *, confirm: bool
) -> list[str]:
    """Record a list as one act, and return what was recorded.

    Args:
        reading: What the list says.
        ground: The cluster-year.
        act: The id of the act.
        title: How the source is called.
        reason: Why a recorded list is corrected, or the unusual is recorded; else empty.
        confirm: Whether what has to be answered is answered with yes.

    Raises:
        BadInput: `sheet-has-faults`.
        Refused: `sheet-to-confirm`, `reason-missing`, and those of the act.
    """
    words = ground.words
    if reading.wrong:
        raise BadInput("sheet-has-faults", count=len(reading.wrong))
    if reading.asked and not confirm:
        raise Refused("sheet-to-confirm", count=reading.asked)
    if reading.command is None:
        return [words("sheetin.nothing-new")]
    source = source_of_file(ground, reading.marks, title)
    entries = ground.session.do(reading.command, reason=reason, source=source, act=act)
    first, last = str(entries[0].position), str(entries[-1].position)
    count = str(len(reading.lines))
    line = words("sheetin.facts.recorded", count=count, first=first, last=last)
    return [line, *saved(ground.session.ledger, words, entries)]
