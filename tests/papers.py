"""The papers of the demo in `docs/examples/papers`: `python -m tests.papers` writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.convening_commands import ConveneMeeting
from events.handover import HandOverHeadship
from events.meetings import RemarkRecorded
from events.papers import PaperKind
from events.remarks import RecordRemark
from events.store.ledger import Ledger
from tests.pages import standing_still
from thidua_tui.formatting.papers import docx_layout, text_layout
from thidua_tui.formatting.papers.blocks import Issue, Paper
from thidua_tui.formatting.papers.wording import WORDINGS
from thidua_tui.i18n.messages import Words
from thidua_tui.session.samples import conference, held_meeting, scored_year
from thidua_tui.session.session import Session, in_place_of
from views.papers.facts import Subject, canonical
from views.papers.registry import PAPERS

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "examples" / "papers"
NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)
"""When everything was recorded."""
PREPARED = "tru-bi-minh-hoa-2026"
CONVENED = ConveneMeeting(
    cluster="vi-du",
    year=2026,
    meeting="tong-ket-minh-hoa-2026",
    title="Hội nghị tổng kết công tác thi đua, khen thưởng năm 2026",
    day=date(2026, 12, 22),
    at="08:00",
    place="Hội trường Sở Thủy lợi",
    content="Báo cáo tổng kết; Bình xét, xếp hạng; Đề nghị khen thưởng",
    units=("snl", "stl", "stn", "slt", "sbd", "snd", "svt"),
)
HANDED_OVER = HandOverHeadship(
    cluster="vi-du",
    year=2026,
    outgoing="snl",
    incoming="stl",
    place="Hội trường Sở Nông lâm",
    things="Sổ ghi công tác thi đua; Biên bản các hội nghị năm 2025",
    on=date(2026, 2, 10),
)
TO = "Chủ tịch Ủy ban nhân dân tỉnh"
EXAMPLES: dict[PaperKind, Subject] = {
    "minutes": Subject(cluster="tmth", year=2020, meeting="tong-ket-2020"),
    "ballot-count": Subject(cluster="vi-du", year=2026, meeting=PREPARED),
    "ballots": Subject(cluster="vi-du", year=2026, meeting=PREPARED),
    "submission": Subject(cluster="tmth", year=2020, unit=TO),
    "compact": Subject(cluster="tmth", year=2020),
    "report": Subject(cluster="vi-du", year=2025),
    "invitation": Subject(cluster="vi-du", year=2026, meeting=CONVENED.meeting, unit="slt"),
    "handover": Subject(cluster="vi-du", year=2026),
    "correction": Subject(cluster="vi-du", year=2026, meeting=PREPARED),
}
"""Kind -> what its example is about."""


class Example(NamedTuple):
    """A paper, as it is kept."""

    name: str
    text: str
    docx: bytes


def examples() -> Iterator[Example]:
    """Yield the examples, of what `thidua demo` plays and a few acts more."""
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: NOW)
    with standing_still():
        for story in (conference, scored_year, held_meeting):
            story.play(ledger)
        add_acts(Session(ledger, by="Thư ký cụm (minh họa)"))
        for kind in EXAMPLES:
            paper, facts = made(ledger, kind)
            lines = "\n".join(text_layout.render(paper, 80))
            yield Example(kind, f"{lines}\n", docx_layout.render(paper, facts))


def add_acts(session: Session) -> None:
    """Convene a meeting, hand over, and correct a remark after its minutes were approved."""
    session.do(CONVENED)
    session.do(HANDED_OVER)
    remark = next(
        entry
        for entry in session.ledger.read()
        if isinstance(entry.event, RemarkRecorded) and entry.event.meeting == PREPARED
    )
    assert isinstance(remark.event, RemarkRecorded)
    fields = {name: getattr(remark.event, name) for name in RecordRemark.__struct_fields__}
    instead = RecordRemark(**fields | {"text": "Đề nghị các đơn vị gửi báo cáo trước ngày 15/12"})
    session.do(in_place_of([remark], instead), reason="Ghi thiếu thời hạn gửi báo cáo")


def made(ledger: Ledger, kind: PaperKind) -> tuple[Paper, bytes]:
    """Return the paper of a kind, issued on the day that it is about, and its facts."""
    spec = PAPERS[kind]
    facts = spec.make(ledger, EXAMPLES[kind], None)
    symbol = f"{spec.abbreviation}-CTĐ" if spec.abbreviation else ""
    issue = Issue(number="01", symbol=symbol, on=facts.on)
    return WORDINGS[kind](facts, Words("vi"), issue), canonical(facts)


def parts(docx: bytes) -> dict[str, bytes]:
    """Return the parts of a file: how they are packed differs between systems."""
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return {name: file.read(name) for name in file.namelist() if not name.endswith(".png")}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for one in examples():
        (FOLDER / f"{one.name}.txt").write_text(one.text, "utf-8")
        (FOLDER / f"{one.name}.docx").write_bytes(one.docx)
