"""The papers of the demo in `docs/examples/papers`: `python -m tests.papers` writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from events.store.ledger import Ledger
from tests.pages import standing_still
from thidua_tui.formatting.papers import docx_layout, text_layout
from thidua_tui.formatting.papers.blocks import Issue, Paper
from thidua_tui.formatting.papers.wording import WORDINGS
from thidua_tui.i18n.messages import Words
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import conference, held_meeting, scored_year
from views.papers.facts import PaperKind, Subject
from views.papers.registry import PAPERS

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "examples" / "papers"
TO = "Chủ tịch Ủy ban nhân dân tỉnh"
EXAMPLES: dict[PaperKind, Subject] = {
    "minutes": Subject(cluster="tmth", year=2020, meeting="tong-ket-2020"),
    "ballot-count": Subject(cluster="vi-du", year=2026, meeting="tru-bi-minh-hoa-2026"),
    "ballots": Subject(cluster="vi-du", year=2026, meeting="tru-bi-minh-hoa-2026"),
    "submission": Subject(cluster="tmth", year=2020, unit=TO),
    "compact": Subject(cluster="tmth", year=2020),
}
"""Kind -> what its example is about."""


class Example(NamedTuple):
    """A paper, as it is kept."""

    name: str
    text: str
    docx: bytes


def examples() -> Iterator[Example]:
    """Yield the examples, of the ledger of `thidua demo`.

    They carry no facts: these name the moment at which each entry was recorded.
    """
    with (
        TemporaryDirectory() as folder,
        standing_still(),
        opened(Path(folder, "demo.ledger"), create=True) as ledger,
    ):
        for story in (conference, scored_year, held_meeting):
            story.play(ledger)
        for kind in EXAMPLES:
            paper = made(ledger, kind)
            lines = "\n".join(text_layout.render(paper, 80))
            yield Example(kind, f"{lines}\n", docx_layout.render(paper, b""))


def made(ledger: Ledger, kind: PaperKind) -> Paper:
    """Return the paper of a kind, issued on the day that it is about."""
    spec = PAPERS[kind]
    facts = spec.make(ledger, EXAMPLES[kind], None)
    issue = Issue(number="01", symbol=f"{spec.abbreviation}-CTĐ", on=facts.on)
    return WORDINGS[kind](facts, Words("vi"), issue)


def parts(docx: bytes) -> dict[str, bytes]:
    """Return the parts of a file: how they are packed differs between systems."""
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return {name: file.read(name) for name in file.namelist() if not name.endswith(".png")}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for one in examples():
        (FOLDER / f"{one.name}.txt").write_text(one.text, "utf-8")
        (FOLDER / f"{one.name}.docx").write_bytes(one.docx)
