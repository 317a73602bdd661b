"""A paper as neutral blocks: what a layout needs to know, and nothing of the domain.

The wording of a kind makes a `Paper` of facts; layouts make text, DOCX or PDF of it. Texts are
plain text: a layout passes each through `events.text.plain` and never reads it as markup. What the
ledger does not hold is `DOTS` for the pen, and its name is in `missing`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from events.papers import PaperKind

DOTS = "……………………"
SHORT_DOTS = "……"
NBSP = "\u00a0"
Align: TypeAlias = Literal["left", "center", "right"]
Style: TypeAlias = Literal["body", "italic", "bold", "center"]


class Heading(Struct, frozen=True, kw_only=True):
    """The heading of a paper (Nghị định 30/2020, Phụ lục I).

    Attributes:
        superior: The agency above the issuer; empty for none.
        issuer: The issuer.
        number: The line of the number, as in `Số: 01/BB-CTĐ`; empty where the kind has none.
        place_and_day: The line of place and day; empty where the kind has none (biên bản).
        party: Whether the heading is that of the Party (HD 36) instead of Quốc hiệu and Tiêu ngữ.
    """

    superior: str = ""
    issuer: str = ""
    number: str = ""
    place_and_day: str = ""
    party: bool = False


class Paragraph(Struct, frozen=True, kw_only=True):
    """A paragraph of the body.

    Attributes:
        text: The text.
        style: How it is set.
        level: 0 for a paragraph, 1 for an item, 2 for an item of an item; the text begins with its
            own sign (`- `, `+ `).
    """

    text: str
    style: Style = "body"
    level: int = 0


class SectionTitle(Struct, frozen=True, kw_only=True):
    """The title of a section, as in `I. THÀNH PHẦN THAM DỰ`."""

    text: str


class LabelledLine(Struct, frozen=True, kw_only=True):
    """A label and its text on one line, as in `Địa điểm: …`."""

    label: str
    text: str


class Addressee(Struct, frozen=True, kw_only=True):
    """To whom the paper goes (`Kính gửi:`); several are a list.

    Attributes:
        label: The word before the names.
        names: The names.
    """

    label: str
    names: tuple[str, ...]


class Basis(Struct, frozen=True, kw_only=True):
    """A legal basis, italic, with its semicolon or full stop."""

    text: str


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table.

    Attributes:
        title: Its heading.
        width: Its share of the width of the table, in any unit.
        align: How its cells are aligned.
    """

    title: str
    width: float
    align: Align = "left"


class Table(Struct, frozen=True, kw_only=True):
    """A table with a frame; its heading is repeated on each page, and no row is broken.

    Attributes:
        columns: The columns.
        rows: The cells of each row, as many as columns.
        row_height: The least height of a row in millimetres; 0 for that of its text. A place for a
            signature and a stamp takes 22.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    row_height: float = 0


class Picture(Struct, frozen=True, kw_only=True):
    """A drawing.

    Attributes:
        svg: The drawing as SVG.
        alt: What it shows, in words: for text layouts and for readers who cannot see it.
        width: Its width in millimetres.
    """

    svg: str
    alt: str
    width: float = 160


class PageBreak(Struct, frozen=True, kw_only=True):
    """The beginning of a new page."""


Block: TypeAlias = (
    Paragraph | SectionTitle | LabelledLine | Addressee | Basis | Table | Picture | PageBreak
)


class Signature(Struct, frozen=True, kw_only=True):
    """A place for a signature; no signature is drawn.

    Attributes:
        authority: By whose authority is signed, as in `TM. CỤM THI ĐUA`; empty for none.
        post: The post or role, in capitals.
        name: The name below; empty where it is not known.
    """

    authority: str = ""
    post: str
    name: str = ""


class Annex(Struct, frozen=True, kw_only=True):
    """An annex, on pages of its own.

    Attributes:
        titles: The lines of its title, the first in bold capitals, the last in italics.
        blocks: What it holds.
        landscape: Whether its pages are landscape.
    """

    titles: tuple[str, ...]
    blocks: tuple[Block, ...]
    landscape: bool = False


class Slip(Struct, frozen=True, kw_only=True):
    """A slip of paper, of which several go on a page with lines to cut: a ballot.

    Attributes:
        titles: The lines of its title.
        blocks: What it holds.
        copies: How many are printed, at least 1.
    """

    titles: tuple[str, ...]
    blocks: tuple[Block, ...]
    copies: int = 1


class Issue(Struct, frozen=True, kw_only=True):
    """What issuing gives a paper; a draft has none of it.

    Attributes:
        number: The number in the register, as `01`; empty where the office numbers by hand.
        symbol: What follows the number, as `BB-CTĐ`.
        on: The day of issue; None where it is not known.
        code: The code by which the paper is verified; empty for none.
        code_note: The sentence next to the code.
    """

    number: str = ""
    symbol: str = ""
    on: date | None = None
    code: str = ""
    code_note: str = ""


class Paper(Struct, frozen=True, kw_only=True):
    """A paper of neutral blocks.

    Attributes:
        kind: The kind of paper.
        heading: The heading; None for a paper of slips.
        name: The name of the kind as it is printed, as in `BIÊN BẢN`.
        summary: The title below the name; a layout breaks it into even lines.
        blocks: The body.
        signatures: The places to sign, from left to right.
        recipients: The lines of “Nơi nhận”; empty for none.
        annexes: The annexes.
        slips: The slips; a paper of slips has no heading, body or signatures.
        draft: The mark of a draft, as in `DỰ THẢO`; empty for a paper that is issued.
        code: The code by which the paper is verified, printed with its picture; empty on a ballot.
        code_note: The sentence next to the code.
        missing: The names of what the ledger does not hold and the paper has dots for.
        lang: The language of the paper, in which a layout has the words of the heading.
        on: The day in the properties of a file: that of issue; None where it is not known.
        each: Whether each addressee gets pages of its own, all with one number and one code.
    """

    kind: PaperKind
    heading: Heading | None
    name: str
    summary: str
    blocks: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    slips: tuple[Slip, ...] = ()
    draft: str = ""
    code: str = ""
    code_note: str = ""
    missing: tuple[str, ...] = ()
    lang: str = "vi"
    on: date | None = None
    each: bool = False


def copies(paper: Paper) -> tuple[tuple[Block, ...], ...]:
    """Return the body of a paper once, or once for each addressee with that addressee alone.

    Args:
        paper: The paper.
    """
    names = [one for block in paper.blocks if isinstance(block, Addressee) for one in block.names]
    if not paper.each:
        return (paper.blocks,)
    return tuple(tuple(_addressed(block, name) for block in paper.blocks) for name in names)


def _addressed(block: Block, name: str) -> Block:
    return replace(block, names=(name,)) if isinstance(block, Addressee) else block
