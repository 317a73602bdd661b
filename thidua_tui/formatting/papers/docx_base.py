"""What a DOCX file of the office gives to papers: its styles, page, headers and footers.

The file comes from outside. It is unpacked within bounds, and only what is named here goes into a
paper: macros, embedded objects and other places are left out by not being taken. A header that
cannot do without one of them is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import splitext

from msgspec import Struct

from events.errors import BadInput
from thidua_tui.formatting.papers.docx_package import Relation, relations
from thidua_tui.formatting.papers.page import PORTRAIT, Page
from thidua_tui.parsing.workbook.bounds import FILE
from thidua_tui.parsing.workbook.package import Attributes, Package

IMAGES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
"""The pictures of a letterhead that are taken, by the end of their names."""
MAGIC = (b"\x89PNG\r\n", b"\xff\xd8\xff")
FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "MERGEFORMAT", "ARABIC"})
"""The fields that may be in a header: others fetch files or start programs."""
ACTIVE = frozenset({"object", "OLEObject", "control", "altChunk", "subDoc", "movie", "videoFile"})
LARGEST = FILE
"""The most bytes of a file."""
MACROS = ("vbaproject", "vbadata")
"""The names of parts that hold macros."""
A4, NEAR = (210.0, 297.0), 3.0
"""The paper of Nghị định 30/2020 in millimetres, and how far a page may differ from it."""
NARROWEST = 80.0
"""Millimetres of text below which a page holds no paper."""
_TWIP = 25.4 / 1440


class Base(Struct, frozen=True, kw_only=True):
    """What a paper takes over.

    Attributes:
        page: The page.
        styles: The styles; empty for those of the program.
        headers: The references of a section to headers and footers; empty for the number alone.
        first_differs: Whether the first page has a header of its own, or none.
        relations: The relations of the document to what it takes over.
        parts: The parts that it takes over.
    """

    page: Page = PORTRAIT
    styles: bytes = b""
    headers: str = ""
    first_differs: bool = True
    relations: tuple[Relation, ...] = ()
    parts: Mapping[str, bytes] = {}


NO_BASE = Base()


def read_base(raw: bytes) -> Base:
    """Return what a DOCX file of the office gives.

    Args:
        raw: The content of the file.

    Raises:
        BadInput: `base-unreadable`; `base-active` with the `what` that a header may not hold;
            `base-macros`; `base-other-size` with `width` and `height` in millimetres;
            `base-too-large` where it is larger, or unpacks to more, than is read.
    """
    try:
        return _base(Package(raw))
    except BadInput as error:
        if error.code.startswith("sheet-"):
            code = "base-too-large" if error.code == "sheet-too-large" else "base-unreadable"
            raise BadInput(code) from error
        raise


def _base(file: Package) -> Base:
    if any(word in name.lower() for name in file.names for word in MACROS):
        raise BadInput("base-macros")
    found = dict(file.relations("").values())
    document = found.get("officeDocument", "")
    near = file.relations(document)
    section = _Section()
    file.parse(document, section.start)
    kinds = {kind: part for kind, part in near.values() if kind in ("styles", "theme")}
    parts, taken, refers = dict[str, bytes](), list[Relation](), ""
    if "styles" in kinds:
        file.parse(kinds["styles"], _pass)
    if "theme" in kinds:
        file.parse(kinds["theme"], _pass)
        parts["word/theme/theme1.xml"] = file.read(kinds["theme"])
        taken.append(Relation("rIdTheme", "theme", "theme/theme1.xml"))
    for number, (reference, kind, key) in enumerate(section.refers, 1):
        name = f"{reference.removesuffix('Reference')}{number}.xml"
        part = near.get(key, ("", ""))[1]
        parts |= dict(_header(file, part, name))
        taken.append(Relation(f"rIdBase{number}", reference.removesuffix("Reference"), name))
        refers += f'<w:{reference} w:type="{kind}" r:id="rIdBase{number}"/>'
    return Base(
        page=section.page(),
        styles=file.read(kinds["styles"]) if "styles" in kinds else b"",
        headers=refers,
        first_differs=section.first_differs or not refers,
        relations=tuple(taken),
        parts=parts,
    )


def _pass(_tag: str, _at: Attributes) -> None:
    """Take nothing: the part is parsed to see that it is sound."""


def _header(file: Package, part: str, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a header or footer with its pictures, each under its new name."""
    near, seen, pictures = file.relations(part), _Header(), list[Relation]()
    file.parse(part, seen.start, seen.end, seen.characters)
    seen.check()
    yield f"word/{name}", file.read(part)
    for key in sorted(seen.used):
        kind, picture = near.get(key, ("", ""))
        end = splitext(picture)[1].lower()
        image = file.read(picture) if kind == "image" and end in IMAGES else b""
        if not image.startswith(MAGIC):
            raise BadInput("base-active", what=kind or "hyperlink")
        target = f"media/{name.removesuffix('.xml')}-{len(pictures) + 1}.{IMAGES[end]}"
        pictures.append(Relation(key, "image", target))
        yield f"word/{target}", image
    if pictures:
        yield f"word/_rels/{name}.rels", relations(pictures)


class _Header:
    """What a header or footer refers to, and the words of its fields."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.fields: list[str] = []
        self._inside: list[str] = []

    def start(self, tag: str, at: Attributes) -> None:
        """Take an element; one that is active is refused."""
        if tag in ACTIVE:
            raise BadInput("base-active", what=tag)
        if tag == "fldSimple":
            self.fields += [text for key, text in at.items() if key.endswith("}instr")]
        self.used |= {text for key, text in at.items() if "/relationships}" in key}
        self._inside.append(tag)

    def end(self, _tag: str) -> None:
        """Leave an element."""
        self._inside.pop()

    def characters(self, text: str) -> None:
        """Take the words of a field."""
        if self._inside[-1:] == ["instrText"]:
            self.fields.append(text)

    def check(self) -> None:
        """Refuse a field that is none of `FIELDS`."""
        words = " ".join(self.fields).upper().split()
        if odd := [word for word in words if word not in FIELDS and word[0] != "\\"]:
            raise BadInput("base-active", what=odd[0])


class _Section:
    """The last section of a document, as its properties say."""

    def __init__(self) -> None:
        self.lengths: dict[str, float] = {}
        self.refers: list[tuple[str, str, str]] = []
        self.first_differs = False

    def start(self, tag: str, at: Attributes) -> None:
        """Take a property; a later section takes the place of an earlier one."""
        named = {name.rpartition("}")[2]: value for name, value in at.items()}
        if tag == "sectPr":
            self.lengths, self.refers, self.first_differs = {}, [], False
        elif tag in ("pgSz", "pgMar"):
            numbers = {name: value for name, value in named.items() if value.isdecimal()}
            self.lengths |= {name: int(value[:6]) * _TWIP for name, value in numbers.items()}
        elif tag in ("headerReference", "footerReference"):
            kind = named.get("type", "default")
            if kind in ("default", "first", "even"):
                self.refers.append((tag, kind, named.get("id", "")))
        elif tag == "titlePg":
            self.first_differs = named.get("val", "1") not in ("0", "false", "off")

    def page(self) -> Page:
        """Return the page; what the file leaves out is as in the decree."""
        names = {"w": "width", "h": "height"}
        wanted = (*names, "top", "bottom", "left", "right", "header", "footer")
        page = Page(**{names.get(n, n): self.lengths[n] for n in wanted if n in self.lengths})
        size = page.width, page.height
        if any(abs(one - other) > NEAR for one, other in zip(size, A4, strict=True)):
            width, height = map(round, size)
            raise BadInput("base-other-size", width=width, height=height)
        if page.room < NARROWEST or page.height - page.top - page.bottom < NARROWEST:
            raise BadInput("base-unreadable")
        return page
