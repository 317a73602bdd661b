"""A paper as a PDF by Nghị định 30/2020, made by typst: the extra `thidua-tui[pdf]`.

The same paper gives the same bytes with the same version of typst. No font of the system, no clock
and no network is asked; the paper is data of the template, never markup. A paper of a known day is
PDF/A-3a, tagged, with its facts attached as `facts.json`.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from events.errors import BadInput
from events.text import plain
from thidua_tui.formatting.papers import blocks, font
from thidua_tui.formatting.papers.column_widths import column_widths
from thidua_tui.formatting.papers.fixed_words import FixedWords
from thidua_tui.formatting.papers.page import (
    PORTRAIT,
    SLIP_INSET,
    SLIP_SIZE,
    has_body,
    slip_area,
    slip_grid,
)
from thidua_tui.formatting.papers.title_lines import annex_lines, issuer_lines, summary_lines

TEMPLATES = Path(__file__).parents[2] / "data"
_NOWHERE = TEMPLATES / "no-packages"
"""Where typst looks for packages: there are none."""
_DOTS = 200
"""Dots of a raster in an inch."""
_CELLS = re.compile(r' textLength="[0-9]+"')


def render(paper: blocks.Paper, facts: bytes, fonts: Path | None = None) -> bytes:
    """Return a paper as a PDF file.

    A letter that the font does not have is printed as `�`: `lost_letters` names them.

    Args:
        paper: The paper.
        facts: Its facts as canonical JSON, which the file carries; empty for none.
        fonts: A folder with the office's own Times New Roman, which goes before the program's font.

    Raises:
        BadInput: `pdf-not-installed`; `pdf-failed` with what typst says, as `detail`.
    """
    standards = ["a-3a"] if paper.on else []
    shown = json.dumps(_data(paper, facts), ensure_ascii=False)
    return _compiled("paper.typ", "pdf", fonts, {"paper": shown}, pdf_standards=standards)


def png(svg: str, width: float) -> bytes:
    """Return a drawing as PNG.

    Args:
        svg: The drawing.
        width: Its width in millimetres.

    Raises:
        BadInput: As `render`.
    """
    inputs = {"svg": _with_font(svg), "width": f"{width:.3f}"}
    return _compiled("drawing.typ", "png", None, inputs, ppi=float(_DOTS))


def lost_letters(paper: blocks.Paper) -> str:
    """Return the letters of a paper that its font does not have, each once."""
    return font.missing_letters("".join(_texts(_plain(paper))).replace("\n", ""))


def _compiled(
    template: str, form: Any, fonts: Path | None, inputs: dict[str, str], **options: Any
) -> bytes:
    try:
        import typst  # of an extra
    except ImportError as error:
        raise BadInput("pdf-not-installed") from error
    folders = [font.FOLDER] if fonts is None else [fonts, font.FOLDER]
    try:
        made: Any = typst.compile(
            str(TEMPLATES / template),
            root=str(TEMPLATES),
            font_paths=[str(folder) for folder in folders],
            ignore_system_fonts=True,
            format=form,
            sys_inputs=inputs,
            package_path=str(_NOWHERE),
            package_cache_path=str(_NOWHERE),
            **options,
        )
    except typst.TypstError as error:
        raise BadInput("pdf-failed", detail=str(error)) from error
    return bytes(made)


def _plain(found: Any) -> Any:
    """Return blocks as JSON types, each with the name of its block."""
    if isinstance(found, msgspec.Struct):
        fields = {name: _plain(getattr(found, name)) for name in found.__struct_fields__}
        return {"block": type(found).__name__, **fields}
    if isinstance(found, tuple):
        return [_plain(one) for one in found]
    return msgspec.to_builtins(found)


def _blocks(found: Sequence[blocks.Block], room: float, size: float) -> list[Any]:
    """Return blocks with the widths of the columns of their tables."""
    return [
        _plain(one) | {"widths": column_widths(one, room, size - 1)}
        if isinstance(one, blocks.Table)
        else _plain(one)
        for one in found
    ]


def _data(paper: blocks.Paper, facts: bytes) -> dict[str, Any]:
    """Return what the template reads: the paper, with its titles in lines."""
    words, room, heading = FixedWords(paper.lang), PORTRAIT.room, paper.heading
    name = f"{paper.name.capitalize()} {heading.number if heading else ''}".strip()
    found = _plain(paper) | {
        "title": name,
        "titled": has_body(paper) and bool(paper.name or paper.summary),
        "author": heading.issuer if heading else "",
        "keywords": [paper.code] if paper.code else [],
        "on": paper.on and [paper.on.year, paper.on.month, paper.on.day],
        "summary": summary_lines(paper, words, room),
        "copies": [_blocks(one, room, 14) for one in blocks.copies(paper)],
        "annexes": [_annex(one, words) for one in paper.annexes],
        "slips": [_slip(one) for one in paper.slips],
        "recipients_label": words.recipients,
    }
    if heading:
        motto, issuer = words.motto(party=heading.party), issuer_lines(heading, words, room)
        found["heading"] |= {"issuer": issuer, "motto": list(motto)}
    shown: dict[str, Any] = _in_font(found)
    return shown | {"facts": facts.decode(), "qr": _qr(paper.code) if paper.code else ""}


def _annex(annex: blocks.Annex, words: FixedWords) -> dict[str, Any]:
    room = (PORTRAIT.turned() if annex.landscape else PORTRAIT).room
    titles, shown = annex_lines(annex, words, room), _blocks(annex.blocks, room, 13)
    return {"landscape": annex.landscape, "titles": titles, "blocks": shown}


def _slip(slip: blocks.Slip) -> dict[str, Any]:
    grid = slip_grid(slip)
    width, height = slip_area(grid)
    return {
        "titles": slip.titles,
        "blocks": _blocks(slip.blocks, width - 2 * SLIP_INSET, SLIP_SIZE),
        "copies": slip.copies,
        "columns": grid[0],
        "width": width,
        "height": height,
        "inset": SLIP_INSET,
        "size": SLIP_SIZE,
    }


def _texts(found: Any) -> Iterator[str]:
    """Yield every text of JSON types, made harmless."""
    if isinstance(found, str):
        yield plain(found, multiline=True)
    elif isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _texts(one)


def _in_font(found: Any) -> Any:
    """Replace the letters that the font does not have: PDF/A refuses a paper with one of them."""
    if isinstance(found, str):
        return _known(plain(found))
    if isinstance(found, dict):
        return {n: _with_font(one) if n == "svg" else _in_font(one) for n, one in found.items()}
    return [_in_font(one) for one in found] if isinstance(found, list | tuple) else found


def _known(text: str) -> str:
    known = font.widths("Regular").keys() | {"\n"}
    return "".join(letter if letter in known else font.UNKNOWN for letter in text)


def _with_font(svg: str) -> str:
    """Set a drawing in cells in the font of papers: typst's own has not all Vietnamese letters.

    Widths in cells are those of another font, and so are left out.
    """
    return _known(_CELLS.sub("", svg).replace("monospace", font.FAMILY))


def _qr(code: str) -> str:
    import segno

    out = io.BytesIO()
    segno.make(code, error="m", micro=False).save(out, kind="svg", border=2, scale=4)
    return out.getvalue().decode()
