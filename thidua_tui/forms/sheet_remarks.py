"""What is recorded about the cells and the rows of a score sheet, besides points.

The state of each unit's sheet, the threads of explanation, the files of evidence: read once for a
sheet, so that a cursor that moves reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from events.event import Scope
from events.evidence_files import EvidenceAttached, EvidenceFiled
from events.explanations import ExplanationGiven, open_threads
from events.rule_book import book_of, in_force
from events.score_book.deadline import deadline_of
from events.sheet_events import CLOSED, SheetState, SheetSubmitted, sheet_states
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.i18n.messages import Words
from thidua_tui.session.evidence_folder import EvidenceFolder

CellFile: TypeAlias = EvidenceFiled | EvidenceAttached
"""A file of a cell: filed for it, or attached to one of its entries."""
STATE_SIGNS: Mapping[SheetState, str] = {
    "draft": "○",
    "submitted": "◐",
    "returned": "◂",
    "verified": "◕",
    "approved": "●",
}
"""State of a sheet -> its sign behind the name of the unit."""
FILES = 3
"""Files of a cell that are named."""


class SheetRemarks(Struct, frozen=True, kw_only=True):
    """The states of the sheets of a year, and what there is about each cell.

    `states` is empty where no state is recorded. `waiting` are the cells with an open thread.
    """

    states: Mapping[str, SheetState] = {}
    submitted: Mapping[str, date | None] = {}
    explained: Mapping[tuple[str, str], tuple[ExplanationGiven, ...]] = {}
    waiting: frozenset[tuple[str, str]] = frozenset()
    files: Mapping[tuple[str, str], tuple[CellFile, ...]] = {}
    folder: EvidenceFolder | None = None
    deadline: date | None = None

    def state(self, unit: str) -> SheetState | None:
        """Return the state of a unit's sheet; None where none is recorded in the year."""
        return self.states.get(unit, "draft") if self.states else None

    def closed(self, unit: str) -> bool:
        """Return whether a unit's own scores are closed."""
        return self.states.get(unit) in CLOSED

    def sign(self, unit: str) -> str:
        """Return the sign behind the name of a unit; empty where no state is recorded."""
        state = self.state(unit)
        return f" {STATE_SIGNS[state]}" if state else ""


def sheet_remarks(ground: ActContext, year: int) -> SheetRemarks:
    """Return what is recorded about the sheets of a year.

    Args:
        ground: The cluster.
        year: The year.
    """
    known, here = ground.of_cluster, (ground.cluster, year)
    explained: dict[tuple[str, str], list[ExplanationGiven]] = {}
    for event in known.of(ExplanationGiven):
        if (event.cluster, event.year) == here:
            explained.setdefault((event.unit, event.criterion), []).append(event)
    files: dict[tuple[str, str], list[CellFile]] = {}
    scope = Scope((f"cluster:{ground.cluster}/{year}",), (EvidenceFiled, EvidenceAttached))
    for filed in ground.read(scope).of(EvidenceFiled, EvidenceAttached):
        if filed.unit and filed.criterion:
            files.setdefault((filed.unit, filed.criterion), []).append(filed)
    issued = in_force(known, *here)
    sent = (e for e in known.of(SheetSubmitted) if (e.cluster, e.year) == here)
    return SheetRemarks(
        states=sheet_states(known, *here),
        submitted={event.unit: event.on for event in sent},
        explained={cell: tuple(events) for cell, events in explained.items()},
        waiting=frozenset(open_threads(known, *here)),
        files={cell: tuple(events) for cell, events in files.items()},
        folder=ground.session.evidence,
        deadline=deadline_of(book_of(issued), year) if issued else None,
    )


def short_remarks(remarks: SheetRemarks, unit: str, criterion: str, words: Words) -> list[str]:
    """Return what a line about a cell adds: that a thread waits, and how many files there are."""
    cell, found = (unit, criterion), []
    if cell in remarks.waiting:
        found.append(words(f"sheetstates.thread.{_waits(remarks.explained[cell])}"))
    if files := remarks.files.get(cell):
        wrong = sum(state_of(remarks, one) != "kept" for one in files)
        found.append(words("sheetstates.files", count=len(files), wrong=wrong or None))
    return found


def cell_remarks(
    remarks: SheetRemarks, unit: str, criterion: str, words: Words, *, sheet_too: bool = True
) -> Iterator[tuple[str, str]]:
    """Yield label and text of what there is about a cell: its sheet, thread and files."""
    cell = (unit, criterion)
    if sheet_too and (state := sheet_sentence(remarks, unit, words)):
        yield words("sheetstates.sheet"), state
    if explained := remarks.explained.get(cell):
        last = explained[-1]
        waits = words(f"sheetstates.thread.{_waits(explained)}")
        text = plain(last.text.replace("\n", " "))
        yield words("sheetstates.explained"), f"{waits} · {words.choice('kind', last.kind)}: {text}"
    for filed in remarks.files.get(cell, ())[:FILES]:
        state = state_of(remarks, filed)
        mark = "" if state == "kept" else f" ({words(f'sheetstates.file.{state}')})"
        yield words("sheetstates.filed"), f"{plain(filed.name)}{mark}"


def sheet_sentence(remarks: SheetRemarks, unit: str, words: Words) -> str:
    """Return the state of a unit's sheet with its sign, the day, and whether it was on time.

    Args:
        remarks: What is recorded about the sheets.
        unit: The code of the unit.
        words: The words of the language to use.

    Returns:
        The text; empty where no state is recorded in the year.
    """
    state = remarks.state(unit)
    if state is None:
        return ""
    sent, due = remarks.submitted.get(unit), remarks.deadline
    parts = [f"{STATE_SIGNS[state]} {words.choice('sheet_state', state)}"]
    if sent and state != "draft":
        late = max(0, (sent - due).days) if due else None
        punctual = "" if late is None else late_text(late, words)
        day = words("sheetstates.submitted", on=sent)
        parts += [", ".join(filter(None, (day, punctual)))]
    return " · ".join(parts)


def late_text(days: int, words: Words) -> str:
    """Return that a sheet was submitted on time, or how many days after the deadline."""
    return words("sheetstates.late", days=days) if days else words("sheetstates.on-time")


def state_of(remarks: SheetRemarks, filed: CellFile) -> str:
    """Return whether a file is there with its size; its content is read by `thidua verify`."""
    return remarks.folder.there(filed.sha256, filed.size) if remarks.folder else "kept"


def _waits(explained: tuple[ExplanationGiven, ...]) -> str:
    last = explained[-1].kind
    return {"verdict": "closed", "answer": "answered"}.get(last, "open")
