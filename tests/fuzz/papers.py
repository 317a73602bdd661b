"""Papers in files: as bytes, and as what a DOCX or a PDF has inside; their codes."""

from __future__ import annotations

import io
import zipfile
import zlib
from base64 import b64encode

from events import paper_code
from events.errors import BadInput
from tests.fuzz.target import refusing, target
from thidua_tui.parsing.paper_file import PaperFile, read_paper_file
from thidua_tui.queries.paper_changes import altered_lines
from thidua_tui.queries.paper_check import facts_digest

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = f'<w:document xmlns:w="{WORD}"><w:body>{{}}</w:body></w:document>'
PARAGRAPHS = (
    "<w:p><w:r><w:t>Số: 01/BB-CTĐ</w:t><w:tab/><w:t>Cụm</w:t><w:br/></w:r></w:p>",
    "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:p><w:t>9,5</w:t></w:p></w:p></w:tc></w:tr></w:tbl>",
)
CODE = paper_code.written("minutes", "c0ffee", 35, "5eed" * 16)
CORE = (
    '<cp:coreProperties xmlns:cp="urn:x"><cp:keywords>'
    + CODE
    + "</cp:keywords></cp:coreProperties>"
)
FACTS = '{"kind":"minutes","cluster":"tmth","year":2020}'
PDF = "%PDF-1.7\n1 0 obj <</Length 47>>\nstream\n" + FACTS + "\nendstream\nendobj\n"


def docx(document: bytes, core: bytes = b"", item: bytes = b"") -> bytes:
    """A DOCX file with these parts."""
    parts = {"word/document.xml": document, "docProps/core.xml": core, "customXml/item1.xml": item}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            if content:
                file.writestr(name, content)
    return out.getvalue()


def seeds_of_files() -> list[str]:
    """What a file of papers may hold, whole and in parts."""
    item = f'<facts xmlns="urn:thidua:facts:1">{b64encode(FACTS.encode()).decode()}</facts>'
    body = DOCUMENT.format("".join(PARAGRAPHS))
    whole = docx(body.encode(), CORE.encode(), item.encode())
    return [whole.decode("utf-8", "surrogateescape"), body, *PARAGRAPHS, CORE, item, PDF, FACTS]


def _read(raw: bytes) -> None:
    with refusing(BadInput):
        found = read_paper_file(raw, "x")
        _sound(found)


def _sound(found: PaperFile) -> None:
    """The code has the shape of one, lines are lines, and facts have a digest whatever they are."""
    with refusing(BadInput):
        assert found.code == "" or paper_code.read(found.code)
    lines = found.lines or []
    assert all(line == " ".join(line.split()) and line for line in lines)
    assert list(altered_lines(lines, lines)) == []
    assert len(facts_digest(found.facts)) == 64


@target
def paper_file(text: str) -> None:
    """A file, or a part of one: read or refused, whatever is in it."""
    raw = text.encode("utf-8", "surrogateescape")
    whole = DOCUMENT.format("".join(PARAGRAPHS)).encode()
    _read(raw)
    _read(docx(raw))
    _read(docx(DOCUMENT.format("").encode().replace(b"<w:body>", b"<w:body>" + raw)))
    _read(docx(whole, core=raw))
    _read(docx(whole, item=raw))
    _read(docx(whole, item=b"<facts>" + b64encode(raw) + b"</facts>"))
    _read(b"%PDF-1.7\n" + raw)
    _read(b"%PDF-1.7\nstream\n" + zlib.compress(raw) + b"\nendstream")


@target
def code_of_paper(text: str) -> None:
    """The code of a paper: what is read is written the same."""
    with refusing(BadInput):
        code = paper_code.read(text)
        digest = f"{code.digest << 146:064x}"
        again = paper_code.written(code.kind, code.ledger, code.entries, digest)
        assert paper_code.read(again) == code
        assert code.names(digest)
