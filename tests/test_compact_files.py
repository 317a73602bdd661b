"""The text of a compact as a file: kept by its hash, checked, and noticed when it changes."""

from __future__ import annotations

from pathlib import Path

from events.compact_signatures import FileCompactText, SignCompact
from tests.pages import ledger_at, opening, standing_still
from thidua_tui.queries.filed_evidence import checked_files
from thidua_tui.session.evidence_folder import filed
from thidua_tui.session.named_files import look
from thidua_tui.session.session import Session


def test_the_text_is_kept_and_a_later_change_is_noticed(tmp_path: Path):
    paper = tmp_path / "giao-uoc.txt"
    paper.write_text("Điều 1. Thi đua", encoding="utf-8")
    with standing_still():
        path = ledger_at(tmp_path / "a.ledger", SignCompact(cluster="tmth", year=2020), story=True)
    session: Session = opening(path)()
    assert session.evidence
    looked = look(paper)
    session.evidence.expect(looked)
    session.do(
        FileCompactText(
            cluster="tmth", year=2020, name=looked.name, sha256=looked.sha256, size=looked.size
        )
    )
    (found,) = checked_files(session.ledger)
    assert (found.state, found.row.name, filed(session.ledger)) == (
        "kept",
        "giao-uoc.txt",
        [looked.sha256],
    )
    session.evidence.file(looked.sha256).write_text("Điều 2", encoding="utf-8")
    (found,) = checked_files(session.ledger)
    assert (found.state, found.error().code) == ("altered", "evidence-altered")
