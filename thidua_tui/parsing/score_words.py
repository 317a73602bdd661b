"""Words on score sheets that people make: heads of columns, and what a cell says without points."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from events.scoring import Stage
from thidua_tui.parsing.sheet_marks import NOT_APPLICABLE

STAGE_HEADS: Mapping[Stage, Sequence[str]] = {
    "self": (
        *("tu cham", "diem tu cham", "tu cham diem", "don vi tu cham", "diem don vi tu cham"),
        *("tu danh gia", "diem tu danh gia", "self", "self-score", "own points"),
    ),
    "peer": ("cham cheo", "diem cham cheo", "binh xet", "diem binh xet", "peer", "peers"),
    "verified": (
        *("tham dinh", "diem tham dinh", "hoi dong cham", "diem tham tra", "tham tra"),
        *("cum cham", "diem cum cham", "hoi dong tham dinh", "verified"),
    ),
    "office": ("co quan thuong truc", "thuong truc cham", "office"),
    "outside": ("so chuyen mon", "ngoai cum", "outside"),
}
"""Stage -> heads of columns with its points, folded."""
TEXT_HEADS: Mapping[str, Sequence[str]] = {
    "evidence": (
        *("minh chung", "tai lieu minh chung", "tai lieu kiem chung", "can cu", "evidence"),
        *("van ban minh chung", "minh chung kem theo", "tai lieu chung minh"),
    ),
    "note": ("ghi chu", "y kien", "note", "notes", "remark"),
}
"""Text of a score -> heads of columns with it, folded."""
_UNIT_OF_POINTS = re.compile(r"(?<=\d)\s*(?:điểm|đ)\.?\Z", re.IGNORECASE)
_NONE = frozenset({NOT_APPLICABLE.casefold(), "k.a.d", "n/a", "không áp dụng"})


def without_unit(text: str) -> str:
    """Return points without the word behind them: `9,5 điểm` is `9,5`.

    Args:
        text: The text of a cell.
    """
    return _UNIT_OF_POINTS.sub("", text)


def says_not_applicable(text: str) -> bool:
    """Return whether a cell says that its criterion does not apply.

    Args:
        text: The text of the cell, on a single line.
    """
    return text.casefold() in _NONE
