"""What a list would record, in sentences: each new fact with its cell, or why it cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.fact_sheets.lines import FactLine, FactsReading
from thidua_tui.forms.sheet_report import (
    ASKED,
    GOOD,
    NAMED,
    WRONG,
    assigned_sentence,
    passed_sentence,
)
from thidua_tui.i18n.messages import Words

LONGEST = 80
"""Letters of a name or a form that are shown."""


def about_list(reading: FactsReading, ground: ActContext, words: Words) -> Iterator[str]:
    """Yield which list it is, what has to be answered about it, and what of it is passed over.

    Args:
        reading: What the list says.
        ground: The cluster-year, with the names.
        words: The words of the chosen language.
    """
    name, marks = plain(reading.name), reading.marks
    kind = words(f"sheetin.facts.kind.{reading.kind}")
    if marks is None:
        yield words("sheetin.facts.foreign", name=name, kind=kind)
    else:
        yield words("sheetin.own", name=name, entries=str(marks.entries))
    for doubt in reading.doubts:
        key = "sheetin.another-ledger" if doubt == "another-ledger" else f"sheetin.facts.{doubt}"
        yield f"{ASKED} {words(key, year=str(ground.year))}"
    if reading.assigned:
        yield assigned_sentence(reading.assigned, words)
    if reading.passed:
        yield passed_sentence(reading.passed, words)
    for year, units in [*reading.kept.items()][:NAMED]:
        names = "; ".join(plain(ground.names.short(unit, year)) for unit in units[:NAMED])
        more = len(units) - NAMED
        names = f"{names} +{more}" if more > 0 else names
        yield words("sheetin.facts.kept", year=str(year), names=names)


def fact_sentence(line: FactLine, ground: ActContext, words: Words) -> str:
    """Return a line of the list: its cell, year, unit and what it says, or why not.

    Args:
        line: The line.
        ground: The cluster-year, with the names.
        words: The words of the chosen language.
    """
    sign = WRONG if line.wrong else ASKED if line.doubts else GOOD
    unit = ground.names.unit(line.unit, line.year) if line.unit else line.name
    fact = plain(line.detail)[:LONGEST] or words(f"sheetin.facts.fact.{line.fact}")
    text = words(
        "sheetin.facts.line",
        at=line.at,
        year=str(line.year or ""),
        unit=plain(unit)[:LONGEST],
        fact=f"{fact} {line.rank}" if line.rank else fact,
    )
    notes = [words(f"sheetin.facts.doubt.{doubt}", year=str(line.year)) for doubt in line.doubts]
    if line.changes and not line.wrong:
        notes.append(words("sheetin.facts.corrects"))
    if line.refusal is not None:
        notes.insert(0, words.refusal(line.refusal, ground.names))
    return f"{sign} {' · '.join((text, *notes))}"


def facts_summary(reading: FactsReading, words: Words) -> str:
    """Return how much is new, wrong, to be answered, and as recorded.

    Args:
        reading: What the list says.
        words: The words of the chosen language.
    """
    counts = {"wrong": len(reading.wrong), "asked": len(reading.doubtful), "same": reading.same}
    shown = {name: str(count or "") for name, count in counts.items()}
    new = len(reading.lines) - len(reading.wrong)
    return words("sheetin.facts.summary", count=str(new), **shown)
