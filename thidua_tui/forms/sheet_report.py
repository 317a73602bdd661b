"""What a sheet would record, in sentences: each cell as it was and will be, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from events.scoring import ScoreRecorded
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.score_arithmetic import typed_text
from thidua_tui.forms.sheet_reading import SheetLine, SheetReading
from thidua_tui.i18n.messages import Words

WRONG, ASKED, GOOD = "✗", "▲", " "
"""The signs of a cell that cannot be recorded, that asks for an answer, that is recorded."""
NAMED = 8
"""So many names of what is passed over are listed."""
LONGEST = 60
"""Letters of an evidence or a note that are shown."""


def source_sentences(reading: SheetReading, words: Words) -> Iterator[str]:
    """Yield which sheet it is, and what of it is passed over.

    Args:
        reading: What the sheet says.
        words: The words of the chosen language.
    """
    marks = reading.marks
    name = plain(reading.name)
    if marks is None:
        yield words("sheetin.foreign", name=name)
    else:
        yield words("sheetin.own", name=name, entries=str(marks.entries))
    if "another-ledger" in reading.doubts:
        yield f"{ASKED} {words('sheetin.another-ledger')}"
    if reading.assigned:
        yield assigned_sentence(reading.assigned, words)
    if reading.passed:
        yield passed_sentence(reading.passed, words)
    for row, stranger in [*reading.strangers.items()][:NAMED]:
        yield f"{WRONG} {words('sheetin.stranger', row=str(row), name=plain(stranger)[:80])}"
    if reading.unscored:
        yield words("sheetin.unscored", count=str(reading.unscored))
    if reading.emptied:
        yield words("sheetin.emptied", count=str(reading.emptied))


def assigned_sentence(assigned: Mapping[str, str], words: Words) -> str:
    """Return which columns are read as a person assigned them.

    Args:
        assigned: Head -> what its column holds, at least one.
        words: The words of the chosen language.
    """
    pairs = (
        f"«{plain(' '.join(head.split()))[:40]}» → {words(f'sheetin.meaning.{holds}')}"
        for head, holds in assigned.items()
    )
    return words("sheetin.assigned", names="; ".join(pairs))


def passed_sentence(passed: Sequence[str], words: Words) -> str:
    """Return which columns are passed over.

    Args:
        passed: Their heads, at least one.
        words: The words of the chosen language.
    """
    shown = "; ".join(plain(" ".join(head.split()))[:40] for head in passed[:NAMED])
    more = len(passed) - NAMED
    return words("sheetin.passed", names=f"{shown} +{more}" if more > 0 else shown)


def line_sentence(line: SheetLine, ground: ActContext, words: Words) -> str:
    """Return a cell of the sheet: its name, what it is of, as it was, as it will be, or why not.

    Args:
        line: The cell.
        ground: The cluster-year, with the names.
        words: The words of the chosen language.
    """
    key = line.key
    sign = WRONG if line.wrong else ASKED if line.doubts else GOOD
    text = words(
        "sheetin.line",
        at=line.at,
        unit=plain(ground.names.short(key.unit, ground.year)),
        criterion=plain(key.criterion),
        stage=words.choice("stage", key.stage),
        was=_shown(line.was, words),
        new=plain(line.text)[:40] if line.wrong or not line.staged else _new(line, words),
    )
    notes = [words(f"sheetin.doubt.{doubt}", **_facts(line, words)) for doubt in line.doubts]
    for part, text_of_row in line.says._asdict().items():
        if text_of_row and not line.wrong:
            notes.append(words(f"sheetin.{part}", text=plain(text_of_row)[:LONGEST]))
    if line.computed and not line.wrong:
        notes.append(words("sheetin.computed"))
    if line.refusal is not None:
        notes.insert(0, words.refusal(line.refusal, ground.names))
    elif line.staged and line.staged.refusal:
        notes.insert(0, words.refusal(line.staged.refusal, ground.names))
    elif line.staged and line.staged.closed:
        notes.insert(0, line.staged.closed)
    return f"{sign} {' · '.join((text, *notes))}"


def _new(line: SheetLine, words: Words) -> str:
    seen = line.staged.seen if line.staged else None
    return words("acts.form.not_applicable") if seen is None else typed_text(seen, words)


def _shown(score: ScoreRecorded | None, words: Words) -> str:
    if score is None:
        return words("sheetin.nothing")
    if score.seen is None:
        return words("acts.form.not_applicable")
    return typed_text(score.seen, words)


def _facts(line: SheetLine, words: Words) -> dict[str, str]:
    return {"printed": _shown(line.printed, words), "now": _shown(line.was, words)}


def summary(reading: SheetReading, words: Words) -> str:
    """Return how many cells are new, changed, wrong, and as recorded.

    Args:
        reading: What the sheet says.
        words: The words of the chosen language.
    """
    states = [line.staged.state for line in reading.lines if line.staged and not line.wrong]
    counts = {"new": states.count("new"), "changed": states.count("changed")}
    counts |= {"wrong": len(reading.wrong), "asked": len(reading.doubtful)}
    shown = {name: str(count or "") for name, count in counts.items()}
    total = str(sum(states.count(state) for state in ("new", "changed")))
    return words("sheetin.summary", count=total, same=str(reading.same or ""), **shown)
