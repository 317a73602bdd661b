"""The parts of a DOCX file, packed so that the same parts are the same bytes.

Written with the standard library: a paper needs a dozen elements, and the library for them is ten
times as slow, puts the clock into the file and brings 15 MB (docs/decisions.md).
"""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from events.text import plain

FACTS_PART = "customXml/item1.xml"
"""The part that holds the facts: canonical JSON in base64, since XML forbids some letters."""
FACTS_NAME = "urn:thidua:facts:1"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "word/header": f"{_WORD}.header+xml",
    "word/footer": f"{_WORD}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
"""The beginning of the name of a part -> its type."""
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{_OFFICE}/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
)
FONTS = " ".join(f'w:{one}="Times New Roman"' for one in ("ascii", "hAnsi", "eastAsia", "cs"))


class Relation(NamedTuple):
    """What a part refers to: an id, the kind of the relation, and a part next to it."""

    id: str
    kind: str
    target: str


class Properties(NamedTuple):
    """The properties of a file."""

    title: str
    author: str
    keywords: str
    lang: str
    on: date | None


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a file of these parts, in their order, without a clock."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name in parts
        for start, kind in TYPES.items()
        if name.startswith(start) and not name.endswith(".rels")
    )
    known = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpeg": "image/jpeg",
        "svg": "image/svg+xml",
    }
    default = "".join(
        f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in known.items()
    )
    content = f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{default}{types}</Types>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name, data in {"[Content_Types].xml": content.encode(), **parts}.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(entry, data)
    return out.getvalue()


def root_relations() -> bytes:
    """Return the relations of the file itself."""
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    ).encode()


def relations(found: Sequence[Relation]) -> bytes:
    """Return the relations of a part."""
    lines = "".join(
        f'<Relationship Id="{one.id}" Type="{_OFFICE}/relationships/{one.kind}"'
        f' Target="{one.target}"/>'
        for one in found
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


def document(body: str) -> bytes:
    """Return the main part; its body ends with the properties of the last section."""
    return f"{_XML}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()


def header(*, number: bool) -> bytes:
    """Return an empty header, or the number of the page (Nghị định 30/2020, Phụ lục I)."""
    if not number:
        return f"{_XML}<w:hdr {NAMESPACES}><w:p/></w:hdr>".encode()
    size = '<w:rPr><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    field = f'<w:fldSimple w:instr=" PAGE "><w:r>{size}<w:t>2</w:t></w:r></w:fldSimple>'
    line = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p>'
    return f"{_XML}<w:hdr {NAMESPACES}>{line}</w:hdr>".encode()


def styles(lang: str) -> bytes:
    """Return the styles: Times New Roman 14 by name, without a theme, whose fonts would win."""
    tongue = {"vi": "vi-VN", "en": "en-GB"}[lang]
    return (
        f"{_XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {FONTS}/>"
        f'<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="{tongue}" w:eastAsia="{tongue}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault>"
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="table" w:default="1"'
        ' w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style></w:styles>'
    ).encode()


def settings() -> bytes:
    """Return the settings: the rules of Word 2013 and later for lines and tables."""
    mode = (
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/>'
    )
    compat = f'<w:defaultTabStop w:val="720"/><w:compat>{mode}</w:compat>'
    return f"{_XML}<w:settings {NAMESPACES}>{compat}</w:settings>".encode()


def core(given: Properties) -> bytes:
    """Return the properties; without a day there is no time in them."""
    day = (
        "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{given.on}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        )
        if given.on
        else ""
    )
    title, author, keywords = (
        escape(plain(text)) for text in (given.title, given.author, given.keywords)
    )
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:keywords>{keywords}</cp:keywords><dc:language>{given.lang}</dc:language>"
        f"{day}</cp:coreProperties>"
    ).encode()


def facts_part(facts: bytes) -> bytes:
    """Return the part that carries the facts of the paper."""
    return f'{_XML}<facts xmlns="{FACTS_NAME}">{b64encode(facts).decode()}</facts>'.encode()
