"""The fonts of papers: their letters and widths, read from the font files themselves.

The program carries a part of Liberation Serif, whose letters are as wide as those of Times New
Roman, under another name (`tests.paper_fonts`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

FAMILY = "Thidua Serif"
"""The family that the program carries."""
FOLDER = Path(__file__).parents[2] / "data" / "paper_fonts"
FaceName: TypeAlias = Literal["Regular", "Bold", "Italic", "BoldItalic"]
UNKNOWN = "\ufffd"
"""What is printed for a letter that a font does not have."""
_POINT = 25.4 / 72


@cache
def widths(face: FaceName) -> Mapping[str, float]:
    """Return the letters of a face of the program with their widths, in parts of the size."""
    return read_widths((FOLDER / f"{FAMILY.replace(' ', '')}-{face}.ttf").read_bytes())


def millimetres(text: str, size: float, face: FaceName = "Regular") -> float:
    """Return the width of a text in Times New Roman, in millimetres.

    Args:
        text: The text; a letter that the font does not have counts as wide as it is high.
        size: The size in points.
        face: The face.
    """
    found = widths(face)
    return sum(found.get(letter, 1.0) for letter in text) * size * _POINT


def missing_letters(text: str) -> str:
    """Return the letters of a text that the font of the program does not have, each once."""
    return "".join(sorted(set(text) - widths("Regular").keys()))


def read_widths(font: bytes) -> dict[str, float]:
    """Return letter -> width in parts of the size, of a TrueType font with a `cmap` of format 4."""
    count = struct.unpack_from(">H", font, 4)[0]
    records = [struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(count)]
    at = {name.decode("latin-1"): offset for name, _, offset, _ in records}
    em = struct.unpack_from(">H", font, at["head"] + 18)[0]
    last = struct.unpack_from(">H", font, at["hhea"] + 34)[0] - 1
    return {
        chr(code): struct.unpack_from(">H", font, at["hmtx"] + 4 * min(glyph, last))[0] / em
        for code, glyph in _letters(font, at["cmap"])
    }


def _letters(font: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Yield code and glyph of each letter of the basic plane."""
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    tables = [cmap + struct.unpack_from(">HHL", font, cmap + 4 + 8 * n)[2] for n in range(count)]
    start = next(one for one in tables if struct.unpack_from(">H", font, one)[0] == 4)
    parts = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, begins, deltas, offsets = (
        struct.unpack_from(f">{parts}H", font, start + 14 + 2 * parts * n + (2 if n else 0))
        for n in range(4)
    )
    for part in range(parts):
        for code in range(begins[part], min(ends[part], 0xFFFE) + 1):
            glyph = code
            if offsets[part]:
                place = start + 16 + 6 * parts + 2 * part + offsets[part]
                glyph = struct.unpack_from(">H", font, place + 2 * (code - begins[part]))[0]
            if not offsets[part] or glyph:
                yield code, (glyph + deltas[part]) & 0xFFFF
