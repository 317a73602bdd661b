"""Papers that were issued in a ledger of the demo's conference, and what happened to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from events.award_events import AwardNominated
from events.paper_commands import CancelPaper
from events.papers import PaperIssued
from tests.narrow import file_recorder
from tests.pages import opening
from thidua_tui.formatting.papers.files import content
from thidua_tui.formatting.papers.issuing import issue_command
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.papers import issued_paper
from thidua_tui.session.session import Session, take_back

CLUSTER, MEETING, NUMBER = "tmth", "tong-ket-2020", "01/BB-CTĐ"
MINUTES: dict[str, Any] = {
    "paper_kind": "minutes",
    "year": 2020,
    "about_meeting": MEETING,
    "serial": 1,
    "symbol": "BB-CTĐ",
    "on": date(2021, 1, 14),
}
WORDS = Words("vi")


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    """The ledger, with the clock of the story."""
    session = opening(path)()
    try:
        yield session
    finally:
        file_recorder(session.ledger).close()


def issue(path: Path, **fields: Any) -> PaperIssued:
    """Issue the minutes of the meeting as number 01/BB-CTĐ, or another paper."""
    with opened(path) as session:
        command = issue_command(MINUTES | fields, CLUSTER, session.ledger, WORDS)
        (entry,) = session.do(command)
    assert isinstance(entry.event, PaperIssued)
    return entry.event


def correct(path: Path) -> int:
    """Take a nomination of the meeting back; return the position of the entry that does."""
    with opened(path) as session:
        wrong = next(e for e in session.ledger.read() if isinstance(e.event, AwardNominated))
        return session.do(take_back([wrong]), reason="Ghi nhầm đơn vị")[-1].position


def cancel(path: Path, issued: PaperIssued) -> None:
    """Cancel a paper."""
    with opened(path) as session:
        command = CancelPaper(cluster=issued.cluster, paper_code=issued.paper_code)
        session.do(command, reason="Sai tên")


def docx(issued: PaperIssued) -> bytes:
    """The DOCX file of an issued paper."""
    return content(issued_paper(issued, WORDS), "docx")
