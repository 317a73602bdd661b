"""The fonts of the PDF: `python -m tests.paper_fonts FOLDER`, with fonttools.

FOLDER holds `LiberationSerif-*.ttf` 2.1.5 (the Debian package `fonts-liberation2`). A part of the
letters, without hints, under another name: `Liberation` is reserved by the licence.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from thidua_tui.formatting.papers.font import FAMILY, FOLDER

FACES = ("Regular", "Bold", "Italic", "BoldItalic")
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin with marks, to the end of Extended-A
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),  # ơ ư
    *range(0x300, 0x324),  # marks of tones
    *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2027),
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AB, 0x2116, 0x2122),
    *(0x2190, 0x2192, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25A1, 0x25CF, 0x2610, 0xFFFD),
)


def subset(source: Path, target: Path, face: str) -> None:
    """Write the part of a face that papers need, under its own name."""
    from fontTools import subset as subsetting
    from fontTools.ttLib import TTFont

    options = subsetting.Options(hinting=False, layout_features=["*"], notdef_outline=True)
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    font: Any = TTFont(source, recalcTimestamp=False)
    box = font.getBestCmap()[0x25A1]
    for table in font["cmap"].tables:  # a box to mark, and a letter that the font does not have
        if table.isUnicode():
            table.cmap |= {0x2610: box, 0xFFFD: box}
    work = subsetting.Subsetter(options)
    work.populate(unicodes=LETTERS)
    work.subset(font)
    words = {"BoldItalic": "Bold Italic"}.get(face, face)
    for record in list(font["name"].names):
        text = {1: FAMILY, 4: f"{FAMILY} {words}", 6: f"{FAMILY.replace(' ', '')}-{face}"}
        if record.nameID in text:
            record.string = text[record.nameID]
    font.save(target)


def main() -> None:
    """Write the four faces into the program's data."""
    parser = argparse.ArgumentParser(prog="python -m tests.paper_fonts")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    FOLDER.mkdir(exist_ok=True)
    for face in FACES:
        target = FOLDER / f"{FAMILY.replace(' ', '')}-{face}.ttf"
        subset(folder / f"LiberationSerif-{face}.ttf", target, face)
        print(target.name, target.stat().st_size)


if __name__ == "__main__":
    main()
