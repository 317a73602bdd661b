"""Workbooks as bytes, made part by part: what a spreadsheet writes, and what nobody should."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
Part = str | bytes | Iterator[bytes]


def relations(*found: tuple[str, str, str], external: bool = False) -> str:
    """A part of relations: id, kind and target of each."""
    mode = ' TargetMode="External"' if external else ""
    lines = (
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for name, kind, target in found
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def cell(at: str, text: str, attributes: str = "") -> str:
    """A cell with a text of its own."""
    return f'<c r="{at}" t="inlineStr"{attributes}><is><t>{text}</t></is></c>'


def number(at: str, digits: str, attributes: str = "") -> str:
    """A cell with a number."""
    return f'<c r="{at}"{attributes}><v>{digits}</v></c>'


def worksheet(rows: str, before: str = "", after: str = "", first: str = "") -> str:
    """The part of a sheet."""
    return f"{XML}{first}<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def rows_of(*rows: Sequence[str]) -> str:
    """Rows of texts, from the first."""
    lines = []
    for n, row in enumerate(rows, 1):
        cells = (cell(f"{chr(65 + at)}{n}", text) for at, text in enumerate(row) if text)
        lines.append(f'<row r="{n}">{"".join(cells)}</row>')
    return "".join(lines)


def workbook(
    *sheets: Part,
    states: Sequence[str] = (),
    names: Sequence[str] = (),
    shared: Part = "",
    styles: str = "",
    more: Mapping[str, Part] | None = None,
) -> bytes:
    """An .xlsx file with these sheets."""
    tabs = "".join(
        f'<sheet name="{names[n] if n < len(names) else f"S{n + 1}"}" sheetId="{n + 1}"'
        f' state="{states[n] if n < len(states) else "visible"}" r:id="rId{n + 1}"/>'
        for n in range(len(sheets))
    )
    known = [
        (f"rId{n + 1}", "worksheet", f"worksheets/sheet{n + 1}.xml") for n in range(len(sheets))
    ]
    parts: dict[str, Part] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{XML}<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{tabs}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            *known, ("s", "sharedStrings", "sharedStrings.xml"), ("f", "styles", "styles.xml")
        ),
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)}
    if shared:
        parts["xl/sharedStrings.xml"] = shared
    if styles:
        parts["xl/styles.xml"] = styles
    return packed(parts | dict(more or {}))


def packed(parts: Mapping[str, Part]) -> bytes:
    """A ZIP file of parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, part in parts.items():
            if isinstance(part, (str, bytes)):
                file.writestr(name, part)
                continue
            with file.open(name, "w") as stream:
                for block in part:
                    stream.write(block)
    return out.getvalue()


def _texts(items: str, attributes: str = 'count="1" uniqueCount="1"', first: str = "") -> str:
    return f"{XML}{first}<sst {MAIN} {attributes}>{items}</sst>"


def _streamed(
    before: str, block: Callable[[int], bytes], count: int, after: str
) -> Iterator[bytes]:
    yield before.encode()
    for at in range(count):
        yield block(at)
    yield after.encode()


def _many_rows(count: int) -> Iterator[bytes]:
    def block(at: int) -> bytes:
        rows = range(at * 1000 + 1, at * 1000 + 1001)
        return b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in rows)

    before = f"{XML}<worksheet {MAIN}><sheetData>"
    return _streamed(before, block, count // 1000, "</sheetData></worksheet>")


def _many_texts(count: int) -> Iterator[bytes]:
    def block(at: int) -> bytes:
        return b"".join(b"<si><t>text %d</t></si>" % n for n in range(at * 1000, at * 1000 + 1000))

    return _streamed(f"{XML}<sst {MAIN}>", block, count // 1000, "</sst>")


def _large_cell(megabytes: int) -> Iterator[bytes]:
    before = f'{XML}<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    after = "</t></is></c></row></sheetData></worksheet>"
    return _streamed(before, lambda _: b"A" * 2**20, megabytes, after)


def _large_tag(megabytes: int) -> Iterator[bytes]:
    before = f'{XML}<worksheet {MAIN}><sheetData><row r="1" x="'
    return _streamed(before, lambda _: b"A" * 2**20, megabytes, '"/></sheetData></worksheet>')


def _lying(raw: bytes) -> bytes:
    """The file whose directory says that its parts are small."""
    changed, at = bytearray(raw), 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<I", changed, at + 24, 1000)
        at += 4
    return bytes(changed)


def _many_parts(count: int) -> bytes:
    """A file whose directory has so many parts."""
    whole = workbook(worksheet(""))
    at = whole.rfind(b"PK\x05\x06")
    begin = struct.unpack_from("<I", whole, at + 16)[0]
    first = struct.unpack_from("<4s6H3L5H2L", whole, begin)
    fields = (*first[:10], 7, 0, 0, *first[13:])
    more = b"".join(struct.pack("<4s6H3L5H2L", *fields) + b"%07d" % n for n in range(count))
    directory = whole[begin:at] + more
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF,
                      len(directory), begin, 0)  # fmt: skip
    return whole[:begin] + directory + end


def twice(raw: bytes, name: str) -> bytes:
    """The file with a part twice."""
    out = BytesIO(raw)
    with zipfile.ZipFile(out, "a") as file, zipfile.ZipFile(BytesIO(raw)) as read:
        part = read.read(name)
        file.NameToInfo.pop(name)
        file.writestr(name, part)
    return out.getvalue()


ENTITIES = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
LAUGHS = f'<!DOCTYPE l [<!ENTITY a "lol">{ENTITIES}]>'
LONG_ENTITY = f'<!DOCTYPE l [<!ENTITY a "{"x" * 100_000}">]>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ONE = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'


def hostile() -> Iterator[tuple[str, Callable[[], bytes], str]]:
    """Yield the name, the maker and the refusal of each file that bites; read for no refusal."""
    text = _texts("<si><t>a</t></si>")
    far = f'<row r="1">{number("A1", "1")}</row>'
    yield "bomb", lambda: workbook(_large_cell(100)), "sheet-too-large"
    yield "lying-size", lambda: _lying(workbook(_large_cell(100))), "sheet-unreadable"
    yield "large-tag", lambda: workbook(_large_tag(30)), "sheet-too-large"
    yield "many-rows", lambda: workbook(_many_rows(400_000)), "sheet-too-large"
    yield (
        "many-texts",
        lambda: workbook(worksheet(ONE), shared=_many_texts(700_000)),
        ("sheet-too-large"),
    )
    yield (
        "sparse",
        lambda: workbook(worksheet(f'{far}<row r="1048576">{number("XFD1048576", "1")}</row>')),
        "sheet-too-large",
    )
    yield (
        "dimension",
        lambda: workbook(worksheet(far, before='<dimension ref="A1:XFD1048576"/>')),
        "",
    )
    wide = "".join(f'<row r="{n}">{number(f"XFD{n}", "1")}</row>' for n in range(1, 2001))
    yield "wide", lambda: workbook(worksheet(wide)), "sheet-too-large"
    entity = f'<row r="1">{cell("A1", "&j;")}</row>'
    yield "laughs", lambda: workbook(worksheet(entity, first=LAUGHS)), "sheet-unreadable"
    yield (
        "laughs-texts",
        lambda: workbook(worksheet(ONE), shared=_texts("<si><t>&j;</t></si>", first=LAUGHS)),
        "sheet-unreadable",
    )
    quadratic = f'<row r="1">{cell("A1", "&a;" * 5000)}</row>'
    yield "quadratic", lambda: workbook(worksheet(quadratic, first=LONG_ENTITY)), "sheet-unreadable"
    outside = f'<row r="1">{cell("A1", "&x;")}</row>'
    yield "outside", lambda: workbook(worksheet(outside, first=OUTSIDE)), "sheet-unreadable"
    yield (
        "outside-texts",
        lambda: workbook(worksheet(ONE), shared=_texts("<si><t>&x;</t></si>", first=OUTSIDE)),
        "sheet-unreadable",
    )
    counted = 'count="4000000000" uniqueCount="4000000000"'
    yield (
        "lying-count",
        lambda: workbook(worksheet(ONE), shared=_texts("<si><t>a</t></si>", counted)),
        "",
    )
    yield "deep", lambda: workbook(worksheet("<a>" * 200_000 + "</a>" * 200_000)), "sheet-too-large"
    odd = '<row r="1"><c r="A99999999999"><v>1</v></c><c r="ZZZZZZZ1"><v>1</v></c></row>'
    yield "references", lambda: workbook(worksheet(odd)), "sheet-unreadable"
    endless = f'<row r="1">{number("A1", "NaN")}{number("B1", "1e400")}</row>'
    yield "not-a-number", lambda: workbook(worksheet(endless)), ""
    yield "many-parts", lambda: _many_parts(60_000), "sheet-too-large"
    yield "many-parts-hidden", lambda: _many_parts(65_536 + 10), "sheet-too-large"
    yield (
        "twice",
        lambda: twice(workbook(worksheet(ONE), shared=text), "xl/worksheets/sheet1.xml"),
        "sheet-unreadable",
    )
    yield "cut", lambda: workbook(worksheet(far))[:500], "sheet-unreadable"
    yield "noise", lambda: bytes(range(256)) * (1 << 15) + b"x", "sheet-too-large"
    yield "binary", lambda: bytes(range(256)) * 100, "file-encoding"
    yield "empty", lambda: b"", "file-empty"
    yield "html", lambda: b"<html><table><tr><td>9,5</td></tr></table></html>", "sheet-is-html"
    yield "csv", lambda: b"a;b\n9,5;8", ""
