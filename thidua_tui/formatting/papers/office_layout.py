"""What an office gives to the layout of its papers: a letterhead (DOCX), fonts for its PDF files.

Both are files of the account, named by an option, in the form of issuing, or in the settings; a
paper is the same without them. What cannot be used is refused by its path.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from events.errors import BadInput
from events.text import plain
from thidua_tui.formatting.papers.docx_base import LARGEST, NO_BASE, Base, read_base
from thidua_tui.platform.os_errors import why
from thidua_tui.platform.settings import chosen_folder
from thidua_tui.session.named_files import opened_file

FAMILY = "Times New Roman"
"""The family that a folder of fonts must have (Nghị định 30/2020, Phụ lục I)."""
ENDINGS = (".ttf", ".otf", ".ttc")
MOST_FONTS, LARGEST_FONT = 500, 32 << 20
"""Files of a folder, and bytes of one, in which the family is looked for."""


class OfficeLayout(NamedTuple):
    """What the layouts take from the office.

    Attributes:
        base: What a DOCX file gives: styles, page, headers and footers.
        fonts: The folder with Times New Roman for PDF files; None for the program's font.
    """

    base: Base = NO_BASE
    fonts: Path | None = None


PLAIN = OfficeLayout()
"""The layout of the program alone."""


def read_layout(letterhead: Path | None, fonts: Path | None) -> OfficeLayout:
    """Return what files of the office give.

    Args:
        letterhead: A DOCX file; None for none.
        fonts: A folder with Times New Roman; None for none.

    Raises:
        BadInput: as `thidua_tui.formatting.papers.docx_base.read_base`, with the `path`;
            `evidence-none` and the others of a file that is none; `fonts-none` with the `path`;
            `fonts-unreadable` with the `path` and the `detail`.
    """
    base = _base(letterhead) if letterhead else NO_BASE
    if fonts and not _has_family(fonts):
        raise BadInput("fonts-none", path=plain(str(fonts)), family=FAMILY)
    return OfficeLayout(base, fonts)


def chosen_layout(letterhead: str | None = None, fonts: str | None = None) -> OfficeLayout:
    """Return what the options name, else the settings `letterhead` and `fonts`.

    Args:
        letterhead: The path that an option gives; None for none.
        fonts: The folder that an option gives; None for none.

    Raises:
        BadInput: as `read_layout`, `thidua_tui.platform.settings.chosen_folder`.
    """
    return read_layout(
        Path(letterhead).expanduser() if letterhead else chosen_folder("letterhead"),
        Path(fonts).expanduser() if fonts else chosen_folder("fonts"),
    )


def _base(path: Path) -> Base:
    with opened_file(path) as (file, _):
        raw = file.read(LARGEST + 1)
    try:
        return read_base(raw)
    except BadInput as error:
        raise BadInput(error.code, **{**error.facts, "path": plain(str(path))}) from error


def _has_family(folder: Path) -> bool:
    """Return whether a font in a folder has the family among its names."""
    wanted = (FAMILY.encode("utf-16-be"), FAMILY.encode())
    try:
        fonts = [one for one in sorted(folder.iterdir()) if one.suffix.lower() in ENDINGS]
        for path in fonts[:MOST_FONTS]:
            with opened_file(path) as (file, _):
                data = file.read(LARGEST_FONT)
            if any(name in data for name in wanted):
                return True
    except OSError as error:
        shown = plain(str(folder))
        raise BadInput("fonts-unreadable", path=shown, detail=why(error)) from error
    return False
