"""What a draft holds of staged scores: their texts, and the evidence and the note behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from events.score_commits import CellKey
from thidua_tui.forms.score_sheet import ALL_STAGES

TAB = "\t"
PARTS = 4
"""The parts of the name of a cell: unit, criterion, stage, scorer."""


class Behind(NamedTuple):
    """What is recorded with the points of a cell; empty for nothing."""

    evidence: str = ""
    note: str = ""


def staged_texts(draft: Mapping[str, str]) -> dict[CellKey, str]:
    """Return cell -> text, of what a draft holds of staged cells; all else in it is passed over.

    Args:
        draft: The texts of a draft.
    """
    return {key: text for key, part, text in _parts(draft) if not part}


def staged_behind(draft: Mapping[str, str]) -> dict[CellKey, Behind]:
    """Return cell -> what is behind it, of what a draft holds of staged cells.

    Args:
        draft: The texts of a draft.
    """
    found: dict[CellKey, Behind] = {}
    for key, part, text in _parts(draft):
        if part in Behind._fields:
            found[key] = found.get(key, Behind())._replace(**{part: text})
    return found


def draft_of(texts: Mapping[CellKey, str], behind: Mapping[CellKey, Behind]) -> dict[str, str]:
    """Return what is staged as the texts of a draft.

    Args:
        texts: Cell -> text.
        behind: Cell -> what is behind it.
    """
    found = {TAB.join(key): text for key, text in texts.items()}
    for key in texts:
        for part, text in behind.get(key, Behind())._asdict().items():
            found |= {TAB.join((*key, part)): text} if text else {}
    return found


def _parts(draft: Mapping[str, str]) -> Iterator[tuple[CellKey, str, str]]:
    """Yield cell, what of it a text is (empty for the points), and the text."""
    for name, text in draft.items():
        unit, criterion, of, scorer, *rest = (*name.split(TAB), *[""] * PARTS)[: PARTS + 1]
        stage = next((stage for stage in ALL_STAGES if stage == of), None)
        if stage is not None and name.count(TAB) >= PARTS - 1 and text.strip():
            yield CellKey(unit, criterion, stage, scorer), rest[0], text
