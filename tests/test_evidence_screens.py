"""Files of evidence on the screen: attached in a form or on the page of an entry; what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from events.emulation_movements import MovementLaunched
from events.evidence_files import EvidenceAttached
from events.roles import HeadElected
from tests.pages import ledger_at, press, screen_text, shown, shows, standing_still, toasts, until
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.form import Form
from thidua_tui.widgets.field_row import FieldRow


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Path]:
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "qd.pdf"
    path.write_text("Quyết định", "utf-8")
    return path


async def recorded(pilot: Any) -> list[Any]:
    """Wait for a file that was attached; return its act."""

    def act() -> list[Any]:
        *_, last = pilot.app.session.ledger.read()
        return pilot.app.session.act(last.act) if isinstance(last.event, EvidenceAttached) else []

    await until(pilot, act)
    await press(pilot)
    return act()


async def test_f3_attaches_a_file_to_what_the_form_records(demo, paper):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "m", *"Thi dua", "f3", *str(paper), "f2")
        launched, file = await recorded(pilot)
        assert isinstance(launched.event, MovementLaunched)
        assert isinstance(file.event, EvidenceAttached)
        assert (file.event.of, file.act) == (1, launched.act)
        assert file.event.name == "qd.pdf"
        assert "Đã ghi 1 việc" in screen_text(pilot.app)  # the file is no act of its own


async def test_a_wrong_path_is_named_at_its_field_and_loses_nothing(demo, tmp_path):
    async with shown(demo, size=(120, 40)) as pilot:
        before = pilot.app.session.ledger.position()
        await press(pilot, "m", *"Thi dua", "f3", *str(tmp_path), "f2")
        assert shows(pilot, Form)
        wrong = [str(row.wrong) for row in pilot.app.screen.query(FieldRow) if row.wrong]
        assert len(wrong) == 1
        assert "là thư mục" in wrong[0]
        assert "Thi dua" in screen_text(pilot.app)
        assert pilot.app.session.ledger.position() == before


async def test_the_page_of_an_entry_attaches_and_shows_its_files(demo, paper):
    async with shown(demo, size=(120, 40)) as pilot:
        session = pilot.app.session
        elected = next(e for e in session.ledger.read() if isinstance(e.event, HeadElected))
        await pilot.app.push_screen(EntryPage(elected.position))
        await press(pilot, "c")
        assert any("không kèm tệp" in toast for toast in toasts(pilot.app))
        await press(pilot, "f", *str(paper), "f2")
        [file] = await recorded(pilot)
        assert (file.event.entry, file.event.name) == (elected.position, "qd.pdf")
        assert "qd.pdf" in screen_text(pilot.app)
        assert "đúng như lúc kèm" in " ".join(screen_text(pilot.app).split())
        await press(pilot, "c")
        assert session.evidence is not None
        kept = session.evidence.file(file.event.sha256)
        assert pilot.app.clipboard == str(kept)
        kept.write_text("Quyết đinh", "utf-8")  # of the same size
        await pilot.app.push_screen(EntryPage(elected.position))
        await press(pilot)
        assert "tệp đã bị sửa" in screen_text(pilot.app)


async def test_a_ledger_without_its_folder_opens_and_says_so(demo, paper, tmp_path):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "m", *"Thi dua", "f3", *str(paper), "f2")
        await recorded(pilot)
        assert not any("thư mục minh chứng" in toast for toast in toasts(pilot.app))
    folder = tmp_path / "demo.ledger.evidence"
    folder.rename(tmp_path / "elsewhere")
    async with shown(demo, size=(120, 40)) as pilot:
        assert any(str(folder) in toast for toast in toasts(pilot.app))
        assert pilot.app.session is not None
